"""The workbook written from the files of an evaluation, and its files written from the workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coding.evaluation.evaluation import Evaluation
from coding.evaluation.output_files import FINDINGS_WORKBOOK
from coding.written.checked import Terms, terms
from coding.written.columns import FILES
from coding.written.entries import Entry
from coding.written.folder import FOLDER, LOCK, content_of, entries_in
from coding.written.mistakes import Mistakes
from coding.written.readers import written_of
from coding.written.sheet.agreements import FILE, noted_beside
from coding.written.sheet.back import entries_of_workbook
from coding.written.sheet.files import file_with
from coding.written.sheet.pages import findings_workbook
from corpora.files import keep_aside, read_limited, short_lock, shown, write_atomic


@dataclass(frozen=True, slots=True)
class SavedFile:
    """A file that was written, and the name under which the one before it is kept, "" for a new one."""

    name: str
    kept: str = ""


def workbook_of(evaluation: Evaluation, today: date) -> bytes:
    """What the team has written as a workbook. Raises WrittenError where a file of it is wrong."""
    mistakes = Mistakes()
    entries = entries_in(evaluation.folder / FOLDER, mistakes)
    mistakes.refuse(FOLDER)
    title, groups = evaluation.settings.title, tuple(evaluation.settings.groups)
    scratch = FINDINGS_WORKBOOK.path(evaluation.outputs).parent
    return findings_workbook(title, entries, evaluation.codebook, groups, today, scratch)


def save_workbook(evaluation: Evaluation, path: Path) -> list[SavedFile]:
    """Write the files that differ from what a filled-in workbook says; the caller holds the lock.

    Raises WrittenError with all mistakes of the workbook, and then nothing is written.
    """
    mistakes = Mistakes()
    entries = entries_of_workbook(read_limited(path), path.name, mistakes)
    own = terms(evaluation.codebook, evaluation.settings.groups)
    written_of(entries, own, mistakes)
    mistakes.refuse(shown(path.name))
    with short_lock(evaluation.hidden / LOCK):
        return _saved(evaluation.folder / FOLDER, entries, own)


def _saved(folder: Path, entries: Mapping[str, Sequence[Entry]], own: Terms) -> list[SavedFile]:
    mistakes = Mistakes()
    before = {file: content_of(folder, file, mistakes) for file in FILES}
    stand = entries_in(folder, mistakes)
    mistakes.refuse(FOLDER)
    entries = {**entries, FILE: noted_beside(entries.get(FILE, ()), stand[FILE], own)}
    made = {file: file_with(before[file], file, entries.get(file, ())) for file in FILES}
    saved = []
    for file in FILES:
        if made[file] != before[file]:
            kept = keep_aside(folder / file).name if before[file] else ""
            write_atomic(folder / file, made[file])
            saved.append(SavedFile(file, kept))
    return saved
