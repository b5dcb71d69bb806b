"""Where two people who coded blind differ, what each of them said, and how it was settled.

Settling adds a decision of its own and changes neither of the two.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from codebooks.codebook import DIRECTIONS, Direction
from coding.agreement.judged_blind import BlindShare
from coding.agreement.measures import MISSING, compared
from coding.decisions.record import Decision
from coding.decisions.standing import last_words, without_undone

About = Literal["presence", "direction"]
PAIR = ["excerpt_id", "code_id"]


@dataclass(frozen=True, slots=True)
class BlindView:
    """What one reviewer said blind of a code in an excerpt. `there` is None where not sure."""

    reviewer: str
    there: bool | None
    direction: Direction | Literal[""]
    memo: str


@dataclass(frozen=True, slots=True)
class Settled:
    """How a disagreement was settled, by whom and why; `key` is that of the decision."""

    key: str
    there: bool
    direction: Direction | Literal[""]
    reviewer: str
    reason: str
    at: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A code in an excerpt about which reviewers differ; `settled` is None while it is open."""

    excerpt_id: str
    code_id: str
    about: About
    views: tuple[BlindView, ...]
    settled: Settled | None


def disagreements(share: BlindShare, decided: pd.DataFrame) -> list[Disagreement]:
    """Every disagreement of a blind share, by excerpt and in the order of its codes."""
    memos, rulings = _memos(decided), _rulings(decided)
    return [
        Disagreement(
            excerpt_id=share.excerpts[excerpt],
            code_id=share.codes[code],
            about=about,
            views=tuple(_views(share, excerpt, code, memos)),
            settled=rulings.get((share.excerpts[excerpt], share.codes[code])),
        )
        for excerpt, code, about in _places(share)
    ]


def _places(share: BlindShare) -> Iterator[tuple[int, int, About]]:
    """The places (excerpt, code) where two differ, and about what."""
    if not share.reviewers:
        return
    presence, direction = (
        units & ~alike for units, alike in map(compared, (share.there, share.direction))
    )
    for excerpt, code in np.argwhere(presence | direction).tolist():
        yield excerpt, code, "presence" if presence[excerpt, code] else "direction"


def _views(
    share: BlindShare, excerpt: int, code: int, memos: Mapping[tuple[str, str, str], str]
) -> Iterator[BlindView]:
    for at, reviewer in enumerate(share.reviewers):
        if not share.versions[excerpt, at]:
            continue
        there, toward = share.there[excerpt, code, at], share.direction[excerpt, code, at]
        yield BlindView(
            reviewer=reviewer,
            there=None if there == MISSING else bool(there),
            direction=DIRECTIONS[toward] if toward != MISSING else "",
            memo=memos.get((share.excerpts[excerpt], share.codes[code], reviewer), ""),
        )


def _memos(decided: pd.DataFrame) -> dict[tuple[str, str, str], str]:
    own = decided[(decided["source"] != "settled") & decided["blind"].astype(bool)]
    told = last_words(own)[[*PAIR, "reviewer", "memo"]]
    return {(e, c, who): memo for e, c, who, memo in told.itertuples(index=False)}


def _rulings(decided: pd.DataFrame) -> dict[tuple[str, str], Settled]:
    """The last ruling on each excerpt and code that was not taken back."""
    held = without_undone(decided[decided["source"] == "settled"])
    columns = [*PAIR, "key", "verdict", "direction", "reviewer", "memo", "at"]
    return {
        (e, c): Settled(key, verdict == "accept", direction, who, memo, at)
        for e, c, key, verdict, direction, who, memo, at in held[columns].itertuples(index=False)
    }


def ruling(
    found: Disagreement,
    *,
    there: bool,
    direction: Direction | Literal[""],
    reason: str,
    reviewer: str,
    at: str,
    key: str,
    version: str,
    hash: str,
) -> Decision:
    """The decision that settles a disagreement. Raises ValueError without a reason or direction."""
    if not reason.strip():
        raise ValueError("a disagreement is settled with a reason")
    if there and direction not in DIRECTIONS:
        raise ValueError("a code that is there has a direction")
    return Decision(
        key=key,
        excerpt_id=found.excerpt_id,
        code_id=found.code_id,
        verdict="accept" if there else "reject",
        direction=direction if there else "",
        reviewer=reviewer,
        at=at,
        codebook_version=version,
        memo=reason.strip(),
        codebook_hash=hash,
        source="settled",
    )
