"""What people say about codes and excerpts: added to the record, never changed, never taken out."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from sqlalchemy import Connection, Table, func, select
from sqlalchemy.exc import IntegrityError

from codebooks.codebook import Direction
from coding.evaluation import tables
from coding.evaluation.database import Store, insert_new

Verdict = Literal["accept", "reject", "not sure", "undo"]
Source = Literal["page", "sheet", "bulk", "settled", "carried", "cards"]
Drawn = Literal["likely", "uncertain", "disagreement", "random", "spread", "people", "by hand", ""]
RemarkKind = Literal["memo", "strong quote", "not to be quoted", "skip", "finished"]


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing a person said. `key` is made by whoever sends it; `at` is UTC in ISO 8601.

    `undoes` is the key of the decision that this one takes back. `drawn` says why the excerpt was
    put forward, `chance` with what probability where it was drawn at random. `suggested` is the
    probability that the person saw, None where there was no suggestion or it was hidden (`blind`).
    `words_start` and `words_end` are the words that were selected: code points of the excerpt's own
    text from its start on, both None where the decision is about all of it.
    """

    key: str
    excerpt_id: str
    code_id: str
    verdict: Verdict
    direction: Direction | Literal[""]
    reviewer: str
    at: str
    codebook_version: str
    memo: str = ""
    codebook_hash: str = ""
    source: Source = "page"
    blind: bool = False
    undoes: str = ""
    drawn: Drawn = ""
    chance: float | None = None
    suggested: float | None = None
    words_start: int | None = None
    words_end: int | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing a person said about a whole excerpt; the last one of a kind counts.

    `value` is a memo's text; for the other kinds "" where it holds and "no" where it no longer
    does. "finished" says that every code which the person did not accept is not there.
    """

    key: str
    excerpt_id: str
    kind: RemarkKind
    value: str
    reviewer: str
    at: str
    codebook_version: str
    undoes: str = ""
    drawn: Drawn = ""
    chance: float | None = None


def append(store: Store, said: Decision | Remark) -> bool:
    """Keep one; True once it is committed, False where the same key was kept before."""
    return append_all(store, [said]) == 1


def append_all(store: Store, said: Sequence[Decision | Remark]) -> int:
    """Keep all of `said` in one transaction, or none; how many were new by their key."""
    try:
        with store.writing() as connection:
            return add_all(connection, said)
    except _KeptMeanwhile:
        return append_all(store, said)


def add_all(connection: Connection, said: Sequence[Decision | Remark]) -> int:
    """Add all of `said` in a transaction of the caller's; how many were new by their key."""
    decided = [asdict(each) for each in said if isinstance(each, Decision)]
    remarked = [asdict(each) for each in said if isinstance(each, Remark)]
    new = _added(connection, tables.decisions, decided)
    after = _last_decision(connection) if remarked else 0
    return new + _added(connection, tables.remarks, [{**row, "after": after} for row in remarked])


def _last_decision(connection: Connection) -> int:
    return int(connection.execute(select(func.max(tables.decisions.c.number))).scalar() or 0)


class _KeptMeanwhile(Exception):
    """Another process kept one of the keys between the look and the write."""


def _added(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> int:
    try:
        return insert_new(connection, table, rows)
    except IntegrityError as fault:
        raise _KeptMeanwhile from fault
