"""How the program said before how many excerpts of a code are still unseen: exact bounds.

Here to be compared with what it says now (`coding.estimates.excerpts`).

The random order of the queue is a simple random sample of all excerpts as far as it has been
judged without a gap, whoever or whatever chose them. Its exact (hypergeometric) bounds hold
whatever the coder believes; the coder's probabilities only sharpen the middle (the difference
estimator: Särndal, Swensson & Wretman 1992, "Model assisted survey sampling", 6.3; as
prediction-powered inference: Angelopoulos et al. 2023, Science 382).

Stopping asks how probable the excerpts drawn by chance would be if more than 5 % were missed
(cf. Callaghan & Müller-Hansen 2020, Systematic Reviews 9:273). Draw j comes from N_j excerpts that
nobody had seen; if M are missed at the end, its chance of a hit was at least M / N_j. So the hits
are at least as many as those of independent draws with these chances.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Indices = NDArray[np.int64]

SURE = 0.95
MISSED = 0.05
STARTS = (1.0, 1 / 2, 1 / 4, 1 / 8)


@dataclass(frozen=True, slots=True)
class Draw:
    """One excerpt drawn at random: how many were unseen then (with it), and if the code was there."""

    unseen: int
    hit: bool


@dataclass(frozen=True, slots=True)
class Unseen:
    """How many excerpts of a code people have `seen`, and how many they have not (`estimate`, with
    a 95 % interval); `risk`, the chance at most of what was drawn if more than 5 % were missed.
    """

    seen: int
    estimate: float
    lowest: int
    highest: int
    risk: float

    @property
    def enough(self) -> bool:
        """Whether the chance of having missed more than 5 % is below 5 %."""
        return self.risk < 1 - SURE


def sampled(order: Indices, judged: NDArray[np.bool_]) -> Indices:
    """The rows of the random order that are judged without a gap: a simple random sample."""
    rows = np.flatnonzero(order < order[~judged].min(initial=len(order)))
    return rows[np.argsort(order[rows])]


def unseen(labels: Array, expected: Array, sample: Indices, draws: list[Draw]) -> Unseen:
    """How many excerpts of one code are unseen.

    `labels` (n,) are 1, 0 or nan, `expected` (n,) probabilities (held back for judged excerpts),
    `sample` the rows of a simple random sample (see `sampled`), `draws` those made by chance, in
    their order.
    """
    judged = ~np.isnan(labels)
    seen, left = int(np.nansum(labels)), int((~judged).sum())
    if not left:
        return Unseen(seen, 0.0, 0, 0, 0.0)
    tail = (1 - SURE) / 4
    most = min(
        _most_left(len(labels), draws, left, tail), _most(len(labels), labels[sample], tail) - seen
    )
    least = max(_least(len(labels), labels[sample], (1 - SURE) / 2) - seen, 0)
    highest = int(np.clip(most, least, left))
    middle = _difference(labels, expected, sample) - seen
    return Unseen(
        seen,
        round(float(np.clip(middle, least, highest)), 1),
        min(least, left),
        highest,
        _smallest_risk(len(labels), draws, left, missed_at_most(seen) + 1),
    )


def missed_at_most(seen: int) -> int:
    """How many may be missed while that is no more than 5 % of all there are."""
    return int(np.floor(seen * MISSED / (1 - MISSED) + 1e-9))


def _difference(labels: Array, expected: Array, sample: Indices) -> float:
    """The difference estimator of how many there are in all; what is expected, without a sample."""
    if not len(sample):
        return float(np.nansum(labels) + expected[np.isnan(labels)].sum())
    gap = float((labels[sample] - expected[sample]).mean())
    return float(expected.sum() + len(labels) * gap)


def _most(count: int, found: Array, tail: float) -> int:
    """The most there can be in all if a sample of `count` has these labels, at this risk."""
    from scipy.stats import hypergeom

    hits = int(found.sum())
    possible = np.arange(hits, count - len(found) + hits + 1)
    likely = hypergeom.cdf(hits, count, possible, len(found)) > tail
    return int(possible[likely].max())


def _least(count: int, found: Array, tail: float) -> int:
    from scipy.stats import hypergeom

    hits = int(found.sum())
    possible = np.arange(hits, count - len(found) + hits + 1)
    likely = hypergeom.sf(hits - 1, count, possible, len(found)) > tail
    return int(possible[likely].min())


def _most_left(count: int, draws: list[Draw], left: int, tail: float) -> int:
    """The most that can be unseen after these draws, at this risk; found by halving."""
    low, high = 0, left
    while low < high:
        middle = (low + high + 1) // 2
        if _smallest_risk(count, draws, left, middle) > tail:
            low = middle
        else:
            high = middle - 1
    return low


def _smallest_risk(count: int, draws: list[Draw], left: int, missed: int) -> float:
    """`_risk` from the best of `STARTS`, made as much larger as there are of them."""
    late = [[draw for draw in draws if draw.unseen <= count * share] for share in STARTS]
    return min(1.0, len(STARTS) * min(_risk(each, left, missed) for each in late))


def _risk(draws: list[Draw], left: int, missed: int) -> float:
    """The chance of no more hits than there were, if at least `missed` are still unseen."""
    if missed > left:
        return 0.0
    hits = sum(draw.hit for draw in draws)
    chances = np.zeros(hits + 1)
    chances[0] = 1.0
    for draw in draws:
        hit = min(missed / max(draw.unseen, 1), 1.0)
        chances[1:] = chances[1:] * (1 - hit) + chances[:-1] * hit
        chances[0] *= 1 - hit
    return float(min(chances.sum(), 1.0))
