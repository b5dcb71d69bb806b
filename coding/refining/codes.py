"""What the decisions about one code say about its definition and its examples."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from codebooks.check import same
from codebooks.codebook import Code, Codebook, Example
from coding.coder.learning.readiness import ENOUGH
from coding.refining.refinements import Array, AtOdds, Material, OfCode, Score, Sharper, ToSplit
from coding.refining.splitting import adjusted_rand, halves

AT_ODDS = 5
TRIED = 6
SHARPENS = 0.01
FEWEST = 3
EXAMPLE_WORDS = (4, 40)
TO_SPLIT = 20
BY_DIRECTION = 0.5
# A code whose probability is below this is none that the codebook leads one to expect.
CLEAR_OF = 0.2


def of_code(material: Material, at: int, score: Score) -> OfCode:
    """What decisions say about the code in column `at`.

    `score` gives the probabilities (n, c) of the excerpts with another codebook, or with the same.
    """
    code, verdicts = material.book.codes[at], material.verdicts[:, at]
    accepted, rejected = int((verdicts == 1).sum()), int((verdicts == 0).sum())
    if accepted + rejected < ENOUGH:
        return OfCode(code, accepted, rejected)
    return OfCode(
        code,
        accepted,
        rejected,
        tuple(at_odds(verdicts, material.scores[:, at])),
        tuple(sharper(material, at, score)),
        to_split(material, at),
    )


def at_odds(verdicts: Array, scores: Array) -> Iterator[AtOdds]:
    """Accepted with the lowest probability, then rejected with the highest; a few of each."""
    low = [row for row in np.argsort(scores, kind="stable") if scores[row] < CLEAR_OF]
    high = [row for row in np.argsort(-scores, kind="stable") if scores[row] >= CLEAR_OF]
    for rows, verdict in ((low, 1), (high, 0)):
        found = [int(row) for row in rows if verdicts[row] == verdict][:AT_ODDS]
        yield from (AtOdds(row, verdict == 1, float(scores[row])) for row in found)


def sharper(material: Material, at: int, score: Score) -> list[Sharper]:
    """The excerpts that would raise the average precision most, of those furthest from it now."""
    verdicts, code = material.verdicts[:, at], material.book.codes[at]
    if min((verdicts == 1).sum(), (verdicts == 0).sum()) < FEWEST:
        return []
    found = []
    before = score(material.book)[:, at]
    for row in _candidates(material, at):
        others = np.flatnonzero(~np.isnan(verdicts) & (np.arange(len(verdicts)) != row))
        example = Example(material.text(row))
        longer = replace(code, examples=(*code.examples, example))
        after = score(_with(material.book, longer))[:, at]
        without, with_it = (
            average_precision(verdicts[others], scores[others]) for scores in (before, after)
        )
        if with_it - without >= SHARPENS:
            found.append(Sharper(row, without, with_it, len(others)))
    return sorted(found, key=lambda each: (each.without - each.with_it, each.row))[:FEWEST]


def _candidates(material: Material, at: int) -> list[int]:
    """Accepted excerpts that may be quoted, of a length for an example, the furthest first."""
    code, scores = material.book.codes[at], material.scores[:, at]
    known = {same(e.text) for e in (*code.examples, *code.counter_examples)}
    found = []
    for row in np.flatnonzero((material.verdicts[:, at] == 1) & material.quotable):
        text = material.text(int(row))
        words, form = len(text.split()), same(text)
        if EXAMPLE_WORDS[0] <= words <= EXAMPLE_WORDS[1] and form not in known:
            known.add(form)
            found.append(int(row))
    return sorted(found, key=lambda row: (scores[row], row))[:TRIED]


def _with(book: Codebook, code: Code) -> Codebook:
    themes = tuple(
        replace(theme, codes=tuple(code if c.id == code.id else c for c in theme.codes))
        for theme in book.themes
    )
    return replace(book, themes=themes)


def average_precision(accepted: Array, scores: Array) -> float:
    """The mean, over what was accepted, of the share accepted among all that scores as high."""
    order = np.argsort(-scores, kind="stable")
    right = accepted[order] == 1
    precision = np.cumsum(right) / np.arange(1, len(right) + 1)
    return float(precision[right].mean()) if right.any() else 0.0


def to_split(material: Material, at: int) -> ToSplit | None:
    """The two kinds of accepted excerpts of a code, where they are clear and not just two directions.

    That the same thing happened to some and not to others is one code.
    """
    rows = np.flatnonzero(material.verdicts[:, at] == 1)
    if len(rows) < TO_SPLIT:
        return None
    found = halves(material.vectors[rows])
    way = material.negative[rows]
    told = ~np.isnan(way)
    alike = adjusted_rand(found.sides[told], way[told] == 1) if told.any() else 0.0
    if not found.clear or alike > BY_DIRECTION:
        return None
    larger, smaller = rows[~found.sides], rows[found.sides]
    return ToSplit(_central(material, larger), _central(material, smaller), found)


def _central(material: Material, rows: NDArray[np.int64]) -> tuple[int, ...]:
    near = material.vectors[rows] @ material.vectors[rows].mean(axis=0)
    return tuple(int(row) for row in rows[np.argsort(-near, kind="stable")])
