"""The folder `findings` of an evaluation: the files that a team may write in it, read and checked."""

from collections.abc import Iterable
from pathlib import Path

from codebooks.codebook import Codebook
from coding.evaluation.evaluation import Evaluation
from coding.written.checked import terms
from coding.written.columns import FILES, IN_CSV, IN_YAML, SCOPE
from coding.written.entries import Entry, csv_entries, yaml_entries
from coding.written.mistakes import Mistakes
from coding.written.readers import Entries, written_of
from coding.written.values import Written
from corpora.errors import FileRefused
from corpora.files import read_limited

FOLDER = "findings"
LOCK = "findings.lock"
"""Held, in the evaluation's hidden folder, by whoever writes files of the folder."""


def written_in(evaluation: Evaluation) -> Written:
    """What the team of an evaluation has written. Raises WrittenError with all its mistakes."""
    groups = evaluation.settings.groups
    return read_written(evaluation.folder / FOLDER, evaluation.codebook, groups)


def read_written(folder: Path, codebook: Codebook, groups: Iterable[str]) -> Written:
    """What the files of a folder say, none of which must be there.

    Raises WrittenError with every mistake of every file: its line, what stands there, what may.
    """
    mistakes = Mistakes()
    entries = entries_in(folder, mistakes)
    written = written_of(entries, terms(codebook, groups), mistakes)
    mistakes.refuse(FOLDER)
    return written


def entries_in(folder: Path, mistakes: Mistakes) -> Entries:
    """The entries of each file of the folder; what cannot be read is noted."""
    return {file: entries_of(content_of(folder, file, mistakes), file, mistakes) for file in FILES}


def content_of(folder: Path, file: str, mistakes: Mistakes) -> bytes:
    """The bytes of a file, b"" where it is not there, is empty, or cannot be read, which is noted."""
    path = folder / file
    try:
        return read_limited(path) if path.is_file() and path.stat().st_size else b""
    except FileRefused as refused:
        mistakes.note_fault(refused)
        return b""


def entries_of(content: bytes, file: str, mistakes: Mistakes) -> tuple[Entry, ...]:
    """The entries in the bytes of one of the files."""
    if file in IN_CSV:
        return csv_entries(content, file, IN_CSV[file], mistakes)
    kind = IN_YAML[file]
    return yaml_entries(content, file, kind, mistakes, listed=kind is not SCOPE)
