"""Carrying out a withdrawal, in an order in which every step can be taken twice."""

import csv
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from io import StringIO
from pathlib import Path

from coding.deidentification.key import KEY
from coding.embedding.vectors import VectorCache
from coding.evaluation.evaluation import Evaluation
from coding.intake import sources
from coding.intake.cutting import cut_all
from coding.published.last_run import FILE as LAST_CODEBOOK
from coding.published.releases import recall
from coding.safekeeping.identity import COPIES
from coding.withdrawal.answers import answers_left, write_answers
from coding.withdrawal.carried import (
    carry_over,
    forget,
    found_in,
    keep_found,
    moved_by,
    note_moved,
)
from coding.withdrawal.cuts import PlannedCut, planned_cuts
from coding.withdrawal.elsewhere import planned_elsewhere
from coding.withdrawal.papers import write_papers
from coding.withdrawal.plan import Withdrawal, withdrawal_of
from coding.withdrawal.sureness import check_cuts, check_withdrawal
from coding.withdrawal.traces import traces
from coding.withdrawal.writings import changed_rows, keep_changed
from coding.written.folder import LOCK
from corpora.files import content_hash, read_limited, remove_file, short_lock, write_atomic
from corpora.people.people import Person
from corpora.people.table import without_person

RECORD = "withdrawals.csv"
BACKUPS = "before-*.db"
BEGUN = "withdrawal-begun"
"""Says, by the hash of an id, that a withdrawal was begun: its second call may find nothing more."""


def withdraw(
    evaluation: Evaluation, person: Person, cache: Callable[[], VectorCache], today: date
) -> Withdrawal:
    """Take everything of `person` out of the evaluation folder; the caller holds its lock.

    Every source is cut and checked before the first is written. Their row in people.csv goes last
    but one: as long as it is there, a call that was interrupted can be made again and finishes.
    Raises InputError, before anything is changed, where it is not sure what is theirs, where
    nothing is, or where a source cannot be cut without harm to others; and Locked where somebody
    keeps writing in the folder `findings`.
    """
    hers = traces(evaluation, person)
    cuts = planned_cuts(evaluation, person, hers)
    begun = evaluation.hidden / BEGUN
    # From reading the team's files to writing them: what somebody writes meanwhile would be lost.
    with short_lock(evaluation.hidden / LOCK):
        elsewhere = planned_elsewhere(evaluation, person, hers)
        planned = withdrawal_of(evaluation, person, cuts, elsewhere)
        mark = content_hash(person.id.encode()).encode()
        if not begun.is_file() or read_limited(begun) != mark:
            check_withdrawal(evaluation, person, planned)
        check_cuts(person, planned)
        write_atomic(begun, mark, mode=0o600)
        # Before anything is forgotten: the store knows which misspellings stand for the person.
        answers = answers_left(evaluation, person, hers)
        # As long as the excerpts are there: they say what in these files is a quote.
        write_papers(elsewhere.papers)
    vectors = cache()
    vectors.forget(_texts(evaluation, person))
    # Before the sources: once an excerpt is gone, nothing says whose the decisions about it were.
    with evaluation.store.writing() as connection:
        hidden = found_in(connection, cuts)
        moved = dict.fromkeys(elsewhere.leftovers.ids, "") | moved_by(cuts)
        note_moved(connection, moved)
        recall(connection, person.id, moved, today.isoformat())
        keep_changed(connection, elsewhere.rows)
        forget(connection, person.id)
        carry_over(connection, cuts)
    _write(evaluation, cuts)
    write_answers(evaluation, answers)
    _read_again(evaluation)
    # And after them: reading shared sources anew gave the person a pseudonym again, and somebody
    # who reviews may have written about them meanwhile.
    with evaluation.store.reading() as connection:
        late = changed_rows(connection, evaluation, person, elsewhere.leftovers)
    with evaluation.store.writing() as connection:
        keep_changed(connection, late)
        keep_found(connection, hidden)
        forget(connection, person.id)
    copies = (evaluation.hidden / COPIES).glob("*")
    for path in [*evaluation.hidden.glob(BACKUPS), *copies]:
        remove_file(path)
    # Whoever leaves may be quoted in it.
    remove_file(evaluation.hidden / LAST_CODEBOOK)
    remove_file(evaluation.hidden / KEY)
    evaluation.store.wipe()
    _record(evaluation, planned, today)
    path = evaluation.folder / evaluation.settings.people
    write_atomic(path, without_person(read_limited(path), person.id))
    remove_file(begun)
    return planned


def _write(evaluation: Evaluation, cuts: Sequence[PlannedCut]) -> None:
    """Write what is left of each source, then take away what stood under another name."""
    root = evaluation.sources
    for planned in cuts:
        source = root / planned.trace.source.path
        if planned.taken is not None:
            mode = source.stat().st_mode & 0o777
            write_atomic(root / planned.target, planned.taken.content, mode=mode)
        if planned.taken is None or planned.target != planned.trace.source.path:
            remove_file(source)
            _remove_empty(source.parent, root)


def _remove_empty(folder: Path, root: Path) -> None:
    """A folder that was called after the person goes with its last file."""
    with suppress(OSError):
        while folder != root:
            folder.rmdir()
            folder = folder.parent


def _read_again(evaluation: Evaluation) -> None:
    planned = sources.plan(evaluation)
    sources.remove_sources(evaluation, planned.removed)
    sources.read_sources(evaluation, planned.to_read)
    cut_all(evaluation)


def _texts(evaluation: Evaluation, person: Person) -> list[str]:
    """What was embedded of the person: their excerpts, and every text that names them."""
    frame = evaluation.excerpts()
    pseudonym = evaluation.pseudonyms().get(person.id, "")
    texts = [*frame["text"], *frame["context"]]
    own = frame.loc[frame["participant"] == person.id, "text"]
    return [*own, *(text for text in texts if pseudonym and pseudonym in text)]


def _record(evaluation: Evaluation, planned: Withdrawal, today: date) -> None:
    """Add a line that says when and how much, and not who."""
    path = evaluation.hidden / RECORD
    header = "date,files deleted,files rewritten,excerpts,decisions\n"
    before = path.read_text("utf-8") if path.is_file() else header
    row = StringIO()
    counts = [len(planned.deleted), len(planned.rewritten), planned.excerpts, planned.decisions]
    csv.writer(row, lineterminator="\n").writerow([today.isoformat(), *counts])
    write_atomic(path, (before + row.getvalue()).encode(), mode=0o600)
