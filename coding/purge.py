"""Purging an evaluation: words and names go for good, decisions and counts may stay.

In an order in which every step can be taken twice. What is kept is made first, from words that are
still there; the database follows in one transaction, then the files, and the record comes last.
"""

import re
import shutil
from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from codebooks.change.versions import FOLDER as PUBLISHED
from coding.evaluation import tables
from coding.evaluation.database import DATABASE
from coding.evaluation.evaluation import HIDDEN, OUTPUTS, Evaluation
from coding.evaluation.output_files import DECISIONS_KEPT, REVIEWED, files_handed_out
from coding.evaluation.settings import FILE
from coding.intake.speakers_file import FILE as SPEAKERS
from coding.outputs import report_without_words
from coding.published.codebooks import published
from coding.retention.purge_record import RECORD, PurgeRecord, keep_record
from coding.retention.words_in_tables import number_of_rows, take_words_out
from coding.withdrawal.carry_out import RECORD as WITHDRAWALS
from corpora.errors import InputError
from corpora.files import remove_file, write_atomic
from corpora.people.people import HEADER
from corpora.spreadsheets.cells import csv_of

FEWEST_WORDS = 5
# What the hidden folder keeps: the database without words, locks, what runs here, two records.
_STAYS = {DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", "lock", "lock.holder", "open"}
_OURS = {FILE, HIDDEN, OUTPUTS, PUBLISHED, SPEAKERS}
# As `corpora.files` calls what it has not finished: a table of people, a backup.
_HALF_WRITTEN = re.compile(r"\..+\.[0-9a-f]{8}")
_COLUMNS = (
    "number", "pseudonym", "group", "wave", "kind", "second_hand", "excerpt_id", "code_id",
    "verdict", "direction", "reviewer", "at", "codebook_version", "blind",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PurgePlan:
    """What a purge takes and what it leaves: counts, ids of codes, names of files of the team."""

    sources: int
    outputs: int
    hidden: int
    people: int
    excerpts: int
    decisions: int
    quoting: tuple[str, ...]
    others: tuple[str, ...]


def plan_purge(evaluation: Evaluation) -> PurgePlan:
    """What would go and what would stay; nothing is changed."""
    with evaluation.store.reading() as connection:
        excerpts = number_of_rows(connection, tables.excerpts)
        decisions = number_of_rows(connection, tables.decisions)
    return PurgePlan(
        sources=len(_sources(evaluation)),
        outputs=len(files_handed_out(evaluation.outputs)),
        hidden=len(list(_hidden_to_go(evaluation))),
        people=len(evaluation.people),
        excerpts=excerpts,
        decisions=decisions,
        quoting=tuple(_quoting(evaluation)),
        others=tuple(_others(evaluation)),
    )


def purge(evaluation: Evaluation, by: str, today: date) -> PurgePlan:
    """Take every word and every name out of the folder; the caller holds its lock.

    A purge that is interrupted is finished by the next one. Raises InputError where sources lie
    beside what is to stay.
    """
    _refuse_own_folder(evaluation)
    planned = plan_purge(evaluation)
    if planned.excerpts:
        _keep_what_may_stay(evaluation, today)
    with evaluation.store.writing() as connection:
        take_words_out(connection)
    evaluation.store.wipe()
    _remove_files(evaluation, kept=planned.decisions > 0)
    people = evaluation.folder / evaluation.settings.people
    write_atomic(people, HEADER.encode())
    record = PurgeRecord(
        at=today.isoformat(),
        by=by,
        files=planned.sources,
        outputs=planned.outputs,
        people=planned.people,
        excerpts=planned.excerpts,
        decisions_kept=planned.decisions,
    )
    keep_record(evaluation, record)
    return planned


def _refuse_own_folder(evaluation: Evaluation) -> None:
    if evaluation.folder.is_relative_to(evaluation.sources.resolve()):
        raise InputError(
            "the transcripts lie in the evaluation's own folder, so that all of it would go",
            where=FILE,
            remedy="Move them into a folder of their own, correct the setting 'transcripts', "
            "and purge again.",
        )


def _keep_what_may_stay(evaluation: Evaluation, today: date) -> None:
    """Write the report without a quote, and decisions by pseudonym, where people decided anything."""
    if not evaluation.has_decisions():
        return
    REVIEWED.write(evaluation.outputs, report_without_words(evaluation, today).encode())
    DECISIONS_KEPT.write(evaluation.outputs, _decisions_csv(evaluation))


def _decisions_csv(evaluation: Evaluation) -> bytes:
    about = evaluation.excerpts()[
        ["excerpt_id", "pseudonym", "group", "wave", "kind", "second_hand"]
    ]
    rows = evaluation.decisions().merge(about, on="excerpt_id", how="left")
    rows = rows[list(_COLUMNS)].astype(object).where(rows[list(_COLUMNS)].notna(), "")
    return csv_of([_COLUMNS, *(list(map(str, row)) for row in rows.itertuples(index=False))])


def _remove_files(evaluation: Evaluation, *, kept: bool) -> None:
    stay = {each.path(evaluation.outputs) for each in (REVIEWED, DECISIONS_KEPT) if kept}
    for path in files_handed_out(evaluation.outputs):
        if path not in stay:
            remove_file(path)
    # Folders go as well: one is often called after who was interviewed.
    emptied = [path for path in _entries(evaluation.outputs) if not _holds(path, stay)]
    for path in [*_entries(evaluation.sources), *emptied, *_hidden_to_go(evaluation)]:
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else remove_file(path)
    for path in [evaluation.folder / SPEAKERS, *_half_written(evaluation)]:
        remove_file(path)


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _holds(folder: Path, paths: Set[Path]) -> bool:
    return any(path.is_relative_to(folder) for path in paths)


def _half_written(evaluation: Evaluation) -> Iterator[Path]:
    """What a command that was killed while it wrote has left beside the files of the team."""
    for path in sorted(evaluation.folder.glob(".*")):
        if path.is_file() and _HALF_WRITTEN.fullmatch(path.name):
            yield path


def _sources(evaluation: Evaluation) -> list[Path]:
    """Every file below the transcripts folder, also hidden ones and what is no transcript."""
    every = evaluation.sources.rglob("*")
    return sorted(path for path in every if path.is_file() or path.is_symlink())


def _hidden_to_go(evaluation: Evaluation) -> Iterator[Path]:
    for path in sorted(evaluation.hidden.iterdir()):
        if path.name not in {*_STAYS, RECORD, WITHDRAWALS}:
            yield path


def _others(evaluation: Evaluation) -> Iterator[str]:
    """What lies in the folder that the program did not make and does not touch."""
    settings = evaluation.settings
    ours = {*_OURS, *(Path(each).parts[0] for each in (
        settings.transcripts, settings.people, settings.codebook
    ))}  # fmt: skip
    for path in sorted(evaluation.folder.iterdir()):
        if path.name not in ours and not path.name.startswith("."):
            yield path.name


def _quoting(evaluation: Evaluation) -> Iterator[str]:
    """The codes whose examples are words of a transcript, in the codebook or a published version."""
    said = _plain(" ".join(evaluation.transcripts()["text"]))
    books = [("", evaluation.codebook)]
    books += [(f" (published in version {book.version})", book) for book in published(evaluation)]
    for where, book in books:
        for code in book.codes:
            shown = [_plain(each.text) for each in (*code.examples, *code.counter_examples)]
            if any(len(text.split()) >= FEWEST_WORDS and text in said for text in shown):
                yield f"{code.id}{where}"


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
