"""What the invented reviewers of the invented evaluation said, as it ships: two tables to read.

`decisions.csv` has a row for each thing that somebody said about an excerpt, `interviews_read.csv`
one for each interview that somebody read to its end. An excerpt is named by its file and by the
words with which it opens, so that a reader can follow; its id is looked up when the words are there.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from io import StringIO

from sqlalchemy import select

from coding.evaluation import tables
from coding.evaluation.database import Store

ROUNDS = (1, 2)
"""Of the review: each with its own version of the codebook."""


@dataclass(frozen=True, slots=True)
class InventedReviewer:
    """Somebody who reviewed the invented evaluation, and is invented as well."""

    name: str
    role: str


REVIEWERS = (
    InventedReviewer("NB", "lived experience"),
    InventedReviewer("KT", "unpaid carer"),
    InventedReviewer("OV", "researcher"),
    InventedReviewer("FE", "staff"),
)


@dataclass(frozen=True, slots=True)
class InventedDecision:
    """One row of decisions.csv; `code` is "" where only something about the excerpt is said.

    `drawn` says why the excerpt was put forward, `quote` that it is a strong quote or not to be
    quoted; `finished` and `settled` hold whether the excerpt was read to the end, and whether the
    reviewers settled it together.
    """

    round: int
    source: str
    opens: str
    reviewer: str
    code: str
    verdict: str
    direction: str
    drawn: str
    finished: bool
    settled: bool
    quote: str
    remark: str


@dataclass(frozen=True, slots=True)
class InterviewRead:
    """One row of interviews_read.csv: who read an interview to the end, in which round, blind or not."""

    round: int
    source: str
    reviewer: str
    blind: bool


@dataclass(frozen=True, slots=True)
class ExcerptText:
    """An excerpt in a transcript as it was read, names and all."""

    id: str
    source: str
    text: str


def invented_decisions() -> tuple[InventedDecision, ...]:
    """Everything that the invented reviewers said, in the order of saying."""
    return tuple(
        InventedDecision(
            round=int(row["round"]),
            source=row["source"],
            opens=row["opens"],
            reviewer=row["reviewer"],
            code=row["code"],
            verdict=row["verdict"],
            direction=row["direction"],
            drawn=row["drawn"],
            finished=row["finished"] == "yes",
            settled=row["settled"] == "yes",
            quote=row["quote"],
            remark=row["remark"],
        )
        for row in _rows("decisions.csv")
    )


def interviews_read() -> tuple[InterviewRead, ...]:
    """Which interviews were read to the end."""
    return tuple(
        InterviewRead(int(row["round"]), row["source"], row["reviewer"], row["blind"] == "yes")
        for row in _rows("interviews_read.csv")
    )


def excerpt_texts(store: Store) -> tuple[ExcerptText, ...]:
    """The excerpts of everybody who agreed to analysis, in the order of their files."""
    e, t = tables.excerpts, tables.transcripts
    query = (
        select(e.c.id, t.c.source, t.c.text, e.c.start, e.c.end)
        .join(t, e.c.transcript_id == t.c.id)
        .where(e.c.consent)
        .order_by(t.c.source, e.c.start)
    )
    with store.reading() as connection:
        found = connection.execute(query).all()
    return tuple(ExcerptText(row.id, row.source, row.text[row.start : row.end]) for row in found)


def id_by_opening(excerpts: Iterable[ExcerptText], source: str, opens: str) -> str:
    """The id of the one excerpt of a source that is these words, or else opens with them.

    Raises LookupError, without the words, where there is none or more than one.
    """
    there = [excerpt for excerpt in excerpts if excerpt.source == source]
    whole = [excerpt.id for excerpt in there if excerpt.text == opens]
    ids = whole or [excerpt.id for excerpt in there if excerpt.text.startswith(opens)]
    if len(ids) != 1:
        raise LookupError(f"{source}: {len(ids)} excerpts open with the words of a row, not one")
    return ids[0]


def _rows(name: str) -> Iterable[Mapping[str, str]]:
    text = (files("coding.example") / name).read_text("utf-8")
    return csv.DictReader(StringIO(text))
