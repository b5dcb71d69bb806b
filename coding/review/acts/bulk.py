"""One decision about every excerpt of a filtered list, after it was counted and confirmed."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Literal

from codebooks.codebook import DIRECTIONS, Code, Codebook, Direction
from coding.decisions.record import Decision, Verdict
from coding.review.lists.listing import CodeStanding, Found
from corpora.errors import InputError

ACTS = (*(f"accept:{direction}" for direction in DIRECTIONS), "accept:same", "reject", "not sure")


def fingerprint(found: Sequence[Found]) -> str:
    """Another one where the list is another: what was confirmed is what is done."""
    told = "\n".join(
        f"{each.excerpt.id} {each.codes[0].status} {each.codes[0].direction}" for each in found
    )
    return sha256(told.encode()).hexdigest()[:16]


def decisions_of_act(
    found: Sequence[Found],
    code: Code,
    act: str,
    *,
    key: str,
    reviewer: str,
    at: str,
    book: Codebook,
) -> list[Decision]:
    """The decisions that an act of `ACTS` makes. "accept:same" keeps the direction of each.

    Raises InputError for another act.
    """
    if act not in ACTS:
        raise InputError("this is neither yes nor no", remedy="Nothing was kept.")
    return [
        Decision(
            key=f"{key}.{each.excerpt.id}",
            excerpt_id=each.excerpt.id,
            code_id=code.id,
            verdict=_verdict(act),
            direction=_direction(act, each.codes[0]),
            reviewer=reviewer,
            at=at,
            codebook_version=book.version,
            codebook_hash=book.hash,
            source="bulk",
            drawn="by hand",
            suggested=each.codes[0].suggested.probability if each.codes[0].suggested else None,
        )
        for each in found
    ]


def _verdict(act: str) -> Verdict:
    if act.startswith("accept:"):
        return "accept"
    return "reject" if act == "reject" else "not sure"


def _direction(act: str, standing: CodeStanding) -> Direction | Literal[""]:
    told = standing.direction if act == "accept:same" else act.partition(":")[2]
    for known in DIRECTIONS:
        if told == known:
            return known
    return ""
