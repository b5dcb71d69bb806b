"""The files of the folder `findings` as they come with a new evaluation: examples that do not count."""

from importlib.resources import files
from pathlib import Path

from coding.written.columns import FILES
from coding.written.folder import FOLDER
from corpora.files import write_atomic


def write_new_files(evaluation: Path) -> None:
    """Write each file with an example into the evaluation's folder; those that are there stay."""
    for file in FILES:
        path = evaluation / FOLDER / file
        if not path.exists():
            write_atomic(path, (files("coding.written") / "new" / file).read_bytes())
