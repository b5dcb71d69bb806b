"""`heard codebook import` and `export`: codebooks of other programs, and ours for them."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

DONE = 0


def add_exchange(commands: "Commands") -> None:
    """Add the two commands under `codebook`."""
    taken = commands.add_parser("import", help="make a codebook.yaml of another program's file")
    taken.add_argument("file", type=Path, metavar="FILE", help=".qdc .qdpx .xlsx .csv .txt .yaml")
    taken.add_argument("--to", type=Path, metavar="FILE", help="what to write (default: FILE.yaml)")
    taken.add_argument("--sheet", default="", metavar="NAME", help="which sheet of a workbook")
    taken.add_argument(
        "--columns",
        default="",
        metavar="OURS=THEIRS,…",
        help='"name=Sub-category, examples=Quotes"',
    )
    taken.add_argument(
        "--replace", action="store_true", help="put it in place of a file, which is kept beside it"
    )
    taken.set_defaults(command=_import)
    given = commands.add_parser("export", help="write the codebook for another program")
    given.add_argument("file", type=Path, metavar="FILE", help="ends in .qdc, .xlsx, .csv or .txt")
    given.add_argument("source", type=Path, nargs="?", default=Path(), metavar="FOLDER|CODEBOOK")
    given.set_defaults(command=_export)


def _import(given: argparse.Namespace) -> int:
    from flows.cli.codebook_exchange import import_codebook

    import_codebook(
        given.file, given.to, sheet=given.sheet, columns=given.columns, replace=given.replace
    )
    return DONE


def _export(given: argparse.Namespace) -> int:
    from flows.cli.codebook_exchange import export_codebook

    export_codebook(given.source, given.file)
    return DONE
