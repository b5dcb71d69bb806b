"""Arguments that many commands share."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from coding.whereabouts.folders import FILE
from corpora.errors import FileRefused, InputError
from corpora.files import shown

DONE = 0
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_folder(parser: argparse.ArgumentParser) -> None:
    """Add the evaluation's folder, the one at hand where none is given."""
    parser.add_argument("folder", type=Path, nargs="?", default=Path(), metavar="FOLDER")


def add_pdf(parser: argparse.ArgumentParser) -> None:
    """Add whether the report is to be made as a PDF too."""
    parser.add_argument(
        "--pdf", action="store_true", help="also as a tagged PDF; needs felt-heard[pdf] and Pango"
    )


def refuse_swapped(person_id: str, folder: Path) -> None:
    """Raises InputError where the folder was given first and the person behind it."""
    if (Path(person_id) / FILE).is_file() and not folder.is_dir():
        raise InputError(
            "this is a folder, and the id of a person stands before it",
            where=shown(person_id),
            remedy=f"Type it the other way round: {shown(str(folder))} {shown(person_id)}",
        )


@contextmanager
def given_file() -> Iterator[None]:
    """Within it, a file that a command was given and cannot be read is wrong input: exit code 2.

    With exit code 1, "some files were refused", something else would have been done.
    """
    try:
        yield
    except FileRefused as refused:
        raise InputError(refused.what, where=refused.where, remedy=refused.remedy) from None


def counted(number: int, noun: str) -> str:
    """`1 turn`, `2 turns`, `1,200 turns`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def now() -> str:
    """This moment, UTC in ISO 8601, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
