"""What people say about suggestions: added to the record, never changed and never taken out."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from codebooks.codebook import Direction
from coding import tables
from coding.store import Store

Verdict = Literal["accept", "reject", "not sure"]


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing a person said. `key` is made by whoever sends it; `at` is UTC in ISO 8601."""

    key: str
    excerpt_id: str
    code_id: str
    verdict: Verdict
    direction: Direction | Literal[""]
    reviewer: str
    at: str
    codebook_version: str
    memo: str = ""


def append(store: Store, decision: Decision) -> bool:
    """Keep a decision; True once it is committed, False where the same key was kept before."""
    values = {name: getattr(decision, name) for name in Decision.__slots__}
    with store.writing() as connection:
        known = select(tables.decisions.c.key).where(tables.decisions.c.key == decision.key)
        if connection.execute(known).first():
            return False
        try:
            connection.execute(tables.decisions.insert().values(**values))
        except IntegrityError:
            # Another process kept the same key between the look and the write.
            connection.rollback()
            return False
    return True
