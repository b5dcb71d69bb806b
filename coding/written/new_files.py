"""The files of the folder `findings` as they come: with examples that do not count, or all invented."""

from importlib.resources import files
from pathlib import Path

from coding.written.columns import FILES
from coding.written.folder import FOLDER
from corpora.files import write_atomic


def write_new_files(evaluation: Path) -> None:
    """Write each file with an example into the evaluation's folder; those that are there stay."""
    _write(evaluation, "new")


def write_invented_files(evaluation: Path) -> None:
    """Write those of the invented evaluation into its folder; those that are there stay."""
    _write(evaluation, "invented")


def _write(evaluation: Path, which: str) -> None:
    for file in FILES:
        path = evaluation / FOLDER / file
        if not path.exists():
            write_atomic(path, (files("coding.written") / which / file).read_bytes())
