"""Codebooks in and out: read a file, write a file, say what was left out."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from codebooks.editing.write import codebook_yaml
from codebooks.exchange.files import exported, not_held, read_codebook
from codebooks.load import load
from coding.evaluation.evaluation import Evaluation
from corpora.errors import CodebookError, FileRefused
from corpora.files import keep_aside, read_limited, shown, write_atomic
from flows.arguments import DONE, Commands, counted


def add_to(commands: Commands) -> None:
    """Add `import` and `export`."""
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
    import_codebook(
        given.file, given.to, sheet=given.sheet, columns=given.columns, replace=given.replace
    )
    return DONE


def _export(given: argparse.Namespace) -> int:
    export_codebook(given.source, given.file)
    return DONE


def import_codebook(
    path: Path, to: Path | None, *, sheet: str = "", columns: str = "", replace: bool = False
) -> None:
    """Write the codebook in the file at `path` as YAML, beside it or to `to`.

    A file that is there is kept beside the new one with `replace`, and refused without.
    """
    target = to or path.with_name(f"{path.stem}-codebook.yaml")
    content = read_source(path)
    codebook, left_out = read_codebook(content, path.name, sheet=sheet, columns=_columns(columns))
    made = codebook_yaml(codebook)
    if target.exists() and not (replace and target.is_file()):
        what = "there is a file already" if target.is_file() else "there is a folder of this name"
        remedy = "Nothing was changed. Give another name: --to FILE"
        remedy += "; or --replace, which keeps the old one beside it." if target.is_file() else ""
        raise CodebookError(what, where=shown(str(target)), remedy=remedy)
    kept = keep_aside(target) if target.exists() else None
    write_atomic(target, made)
    codes, themes = len(codebook.codes), len(codebook.themes)
    print(f"{counted(codes, 'code')} in {counted(themes, 'theme')}: {shown(str(target))}")
    if kept:
        print(f"The old one is kept: {shown(str(kept))}")
    for what in left_out_lines(left_out):
        print(what)
    print(f"Next: heard codebook check {shown(str(target))}")


def read_source(path: Path) -> bytes:
    """What a file holds that is read as a codebook. Raises CodebookError where it cannot be had."""
    try:
        return read_limited(path)
    except FileRefused as refused:
        raise CodebookError(refused.what, where=refused.where, remedy=refused.remedy) from None


def left_out_lines(left_out: Mapping[str, int]) -> list[str]:
    """What was left out of a codebook that was read, a line each."""
    return [f"Left out: {number} {what}" for what, number in left_out.items() if number]


def export_codebook(source: Path, to: Path) -> None:
    """Write the codebook of an evaluation's folder, or of a file, for another program."""
    codebook = load(source) if source.is_file() else Evaluation.look(source).codebook
    write_atomic(to, exported(codebook, to.name))
    print(f"{counted(len(codebook.codes), 'code')}: {shown(str(to))}")
    for sentence in not_held(codebook, to.name):
        print(sentence)


def _columns(said: str) -> dict[str, str]:
    """Our field → their heading, as in "name=Code, definition=What it means"."""
    pairs = [part.split("=", 1) for part in said.split(",") if part.strip()]
    if wrong := next((pair[0] for pair in pairs if len(pair) < 2), ""):
        remedy = 'Write our field, =, and their heading: "name=Code, definition=Meaning".'
        raise CodebookError("a column has no =", where=shown(wrong.strip()[:40]), remedy=remedy)
    return {ours.strip().casefold(): theirs.strip() for ours, theirs in pairs}
