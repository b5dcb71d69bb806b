"""Carrying out a withdrawal, in an order in which every step can be taken twice."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path

from coding.deidentification.key import KEY
from coding.embedding.vectors import VectorCache
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.output_files import files_handed_out
from coding.intake import sources
from coding.intake.cutting import cut_all
from coding.intake.speakers_file import FILE, answers_as_written, without_files
from coding.safekeeping.identity import COPIES
from coding.withdrawal.plan import (
    Trace,
    Withdrawal,
    excerpts_of,
    forget,
    move_decisions,
    moves,
    names_to_withdraw,
    plan_withdrawal,
    traces,
)
from coding.withdrawal.sureness import check_withdrawal
from corpora.files import content_hash, read_limited, remove_file, write_atomic
from corpora.formats.read import read_file
from corpora.names.names import Names
from corpora.people.people import Person
from corpora.people.table import without_person
from corpora.personal.rewriting import without

RECORD = "withdrawals.csv"
BACKUPS = "before-*.db"
BEGUN = "withdrawal-begun"
"""Says, by the hash of an id, that a withdrawal was begun: its second call may find nothing more."""


@dataclass(frozen=True, slots=True)
class Done:
    """A withdrawal that was carried out, and how many decisions of others could not be moved."""

    withdrawal: Withdrawal
    not_moved: int


def withdraw(
    evaluation: Evaluation, person: Person, cache: Callable[[], VectorCache], today: date
) -> Done:
    """Take everything of `person` out of the evaluation folder; the caller holds its lock.

    Their row in people.csv goes last but one: as long as it is there, a call that was interrupted
    can be made again and finishes. Raises InputError, before anything is changed, where it is not
    sure what is theirs or where nothing is.
    """
    planned = plan_withdrawal(evaluation, person)
    begun = evaluation.hidden / BEGUN
    mark = content_hash(person.id.encode()).encode()
    if not begun.is_file() or read_limited(begun) != mark:
        check_withdrawal(evaluation, person, planned)
    write_atomic(begun, mark, mode=0o600)
    # Before anything is forgotten: the store knows which misspellings stand for the person.
    names, found = names_to_withdraw(evaluation, person), traces(evaluation, person)
    vectors = cache()
    vectors.forget(_texts(evaluation, person))
    # Before the sources: once an excerpt is gone, nothing says whose the decisions about it were.
    with evaluation.store.writing() as connection:
        forget(connection, person.id)
    not_moved = 0
    for _ in range(1 + len(planned.deleted) + len(planned.rewritten)):
        not_moved += sum(_take_out(evaluation, trace, names) for trace in found)
        # A copy of a source that is gone has been read in its place.
        found = traces(evaluation, person)
        if not found:
            break
    # And after them: reading shared sources anew gave the person a pseudonym again.
    with evaluation.store.writing() as connection:
        forget(connection, person.id)
    handed_out = files_handed_out(evaluation.outputs)
    copies = (evaluation.hidden / COPIES).glob("*")
    for path in [*handed_out, *evaluation.hidden.glob(BACKUPS), *copies]:
        remove_file(path)
    remove_file(evaluation.hidden / KEY)
    evaluation.store.wipe()
    _strike_answers(evaluation, planned)
    _record(evaluation, planned, today)
    path = evaluation.folder / evaluation.settings.people
    write_atomic(path, without_person(read_limited(path), person.id))
    remove_file(begun)
    return Done(planned, not_moved)


def _strike_answers(evaluation: Evaluation, planned: Withdrawal) -> None:
    """Take what people answered about the sources out of speakers.yaml: labels stand in it."""
    path = evaluation.folder / FILE
    if path.is_file() and (content := answers_as_written(evaluation.folder)):
        left = without_files(content, (*planned.deleted, *planned.rewritten))
        if left != content:
            write_atomic(path, left)


def _texts(evaluation: Evaluation, person: Person) -> list[str]:
    """What was embedded of the person: their excerpts, and every text that names them."""
    frame = evaluation.excerpts()
    pseudonym = evaluation.pseudonyms().get(person.id, "")
    texts = [*frame["text"], *frame["context"]]
    own = frame.loc[frame["participant"] == person.id, "text"]
    return [*own, *(text for text in texts if pseudonym and pseudonym in text)]


def _take_out(evaluation: Evaluation, trace: Trace, names: Names) -> int:
    """Delete or rewrite one source; gives how many decisions could not be moved along."""
    source = evaluation.sources / trace.transcript.source
    if trace.alone:
        remove_file(source)
        sources.remove_sources(evaluation, [trace.transcript.source])
        return 0
    name, content = without(trace.transcript, trace.labels, names)
    target = _free(evaluation.sources / name, source)
    write_atomic(target, content)
    with evaluation.store.reading() as connection:
        before = excerpts_of(connection, trace.transcript)
    if target != source:
        remove_file(source)
    found = sources.plan(evaluation)
    sources.read_sources(evaluation, found.to_read)
    cut_all(evaluation)
    transcript = read_file(target, root=evaluation.sources)
    with evaluation.store.reading() as connection:
        moved = moves(before, excerpts_of(connection, transcript), names)
    with evaluation.store.writing() as connection:
        lost = move_decisions(connection, before, moved)
    sources.remove_sources(evaluation, sources.plan(evaluation).removed)
    return lost


def _free(target: Path, source: Path) -> Path:
    """`target`, or a name beside it where another source has that name already."""
    number, free = 2, target
    while free.exists() and free != source:
        free = target.with_name(f"{target.stem}-{number}{target.suffix}")
        number += 1
    return free


def _record(evaluation: Evaluation, planned: Withdrawal, today: date) -> None:
    """Add a line that says when and how much, and not who."""
    path = evaluation.hidden / RECORD
    header = "date,files deleted,files rewritten,excerpts,decisions\n"
    before = path.read_text("utf-8") if path.is_file() else header
    row = StringIO()
    counts = [len(planned.deleted), len(planned.rewritten), planned.excerpts, planned.decisions]
    csv.writer(row, lineterminator="\n").writerow([today.isoformat(), *counts])
    write_atomic(path, (before + row.getvalue()).encode(), mode=0o600)
