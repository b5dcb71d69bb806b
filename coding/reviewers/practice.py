"""How a newcomer's codings compare with those of the expert whose excerpts they tried.

Only what the newcomer has finished is compared, with what they said before they saw the other's.
"""

from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection

from coding.decisions.standing import last_words
from coding.reviewers.assignments import assignments, draws
from coding.reviewers.blinding import finished

Coded = tuple[tuple[str, str], ...]
"""Codes (ids) with their directions, by id."""


@dataclass(frozen=True, slots=True)
class Compared:
    """An excerpt that both have finished. `turned` are codes of both with (own, expert's) direction."""

    excerpt_id: str
    expert: str
    same: Coded
    turned: tuple[tuple[str, str, str], ...]
    only_own: Coded
    only_expert: Coded

    @property
    def alike(self) -> bool:
        """Whether the two say the same of the excerpt."""
        return not (self.turned or self.only_own or self.only_expert)


def experts(connection: Connection, reviewer: str) -> dict[str, str]:
    """Whose work each excerpt is that this reviewer was given to practise on."""
    by_moment = {each.at: each.wanted.training for each in draws(connection, reviewer)}
    return {
        each.excerpt_id: by_moment[each.at]
        for each in assignments(connection, reviewer)
        if each.reason == "training" and each.at in by_moment
    }


def practised(connection: Connection, decided: pd.DataFrame, reviewer: str) -> list[Compared]:
    """Every excerpt that the reviewer has practised on and finished, in the order handed out."""
    given, done = experts(connection, reviewer), finished(connection, reviewer)
    own = _accepted(decided[decided["blind"].astype(bool)], reviewer)
    theirs = {name: _accepted(decided, name) for name in set(given.values())}
    return [
        _compared(excerpt, expert, own.get(excerpt, {}), theirs[expert].get(excerpt, {}))
        for excerpt, expert in given.items()
        if excerpt in done
    ]


def _accepted(decided: pd.DataFrame, reviewer: str) -> dict[str, dict[str, str]]:
    """The codes that a reviewer says are there, with their direction, by excerpt."""
    words = last_words(
        decided[(decided["reviewer"] == reviewer) & (decided["source"] != "settled")]
    )
    found: dict[str, dict[str, str]] = {}
    told = words[words["verdict"] == "accept"][["excerpt_id", "code_id", "direction"]]
    for excerpt, code, direction in told.itertuples(index=False):
        found.setdefault(excerpt, {})[code] = direction
    return found


def _compared(excerpt: str, expert: str, own: dict[str, str], theirs: dict[str, str]) -> Compared:
    both = sorted(own.keys() & theirs.keys())
    return Compared(
        excerpt_id=excerpt,
        expert=expert,
        same=tuple((code, own[code]) for code in both if own[code] == theirs[code]),
        turned=tuple((code, own[code], theirs[code]) for code in both if own[code] != theirs[code]),
        only_own=tuple(sorted((code, own[code]) for code in own.keys() - theirs.keys())),
        only_expert=tuple(sorted((code, theirs[code]) for code in theirs.keys() - own.keys())),
    )
