"""Codes that people take for each other, or that are nearly always there together."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

import pandas as pd

from coding.refining.refinements import Material, Pair, Said, ToMerge

TAKEN_FOR = 3
TOGETHER = 0.7
BOTH = 8
Words = tuple[frozenset[str], frozenset[str]]


def merges(material: Material) -> Iterator[ToMerge]:
    """The pairs of codes to think about merging.

    Taken for each other in at least three excerpts and a quarter of those where two people said
    something of both; or both accepted in at least eight, and in seven of ten that have either.
    """
    codes, verdicts = material.book.codes, material.verdicts
    taken, seen = _taken(material.said)
    for a, b in combinations(range(len(codes)), 2):
        pair = _pair(codes[a].id, codes[b].id)
        both = int(((verdicts[:, a] == 1) & (verdicts[:, b] == 1)).sum())
        either = int(((verdicts[:, a] == 1) | (verdicts[:, b] == 1)).sum())
        confused = taken[pair] >= TAKEN_FOR and 4 * taken[pair] >= seen[pair]
        if confused or (both >= BOTH and both >= TOGETHER * either):
            yield ToMerge(codes[a], codes[b], taken[pair], seen[pair], both, either)


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _taken(said: Said) -> tuple[Counter[Pair], Counter[Pair]]:
    """By pair of codes: in how many excerpts two people took one for the other, and in how many
    two people said something of both and at least one of them found one of the two.
    """
    taken: Counter[Pair] = Counter()
    seen: Counter[Pair] = Counter()
    for reviewers in said.values():
        crossed: set[Pair] = set()
        spoken: set[Pair] = set()
        for (there, absent), (other, missing) in combinations(reviewers.values(), 2):
            crossed |= {_pair(a, b) for a in there & missing for b in other & absent}
            known = sorted((there | absent) & (other | missing))
            spoken |= {pair for pair in combinations(known, 2) if set(pair) & (there | other)}
        taken.update(crossed)
        seen.update(spoken)
    return taken, seen


def codes_by_reviewer(
    words: pd.DataFrame, finished: Sequence[tuple[str, str, Sequence[str]]]
) -> dict[str, dict[str, Words]]:
    """By excerpt and reviewer: the codes they say are there, and those they say are not.

    `words` are last words; `finished` says who looked at all of which excerpt and at which codes:
    whatever they said nothing of is not there.
    """
    verdicts = {(excerpt, who): dict.fromkeys(codes, "reject") for excerpt, who, codes in finished}
    columns = ["excerpt_id", "reviewer", "code_id", "verdict"]
    for excerpt, reviewer, code, verdict in words[columns].itertuples(index=False, name=None):
        verdicts.setdefault((excerpt, reviewer), {})[code] = verdict
    found: dict[str, dict[str, Words]] = {}
    for (excerpt, reviewer), by_code in verdicts.items():
        there, absent = (
            frozenset(code for code, said in by_code.items() if said == verdict)
            for verdict in ("accept", "reject")
        )
        found.setdefault(excerpt, {})[reviewer] = (there, absent)
    return found
