"""Agreement with 95 % intervals: what each measure comes to, how far chance may have moved it.

Intervals are percentiles of 1,000 resamples of the excerpts, all codes of an excerpt together
(bootstrap, Efron 1979; as Krippendorff does for alpha, but over units). The share agreed per code
has Wilson's (1927) interval, which says something also where everybody agrees; with three raters
or more it is a little too wide. Where nothing can be said, nothing is, with the reason.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from coding.agreement.measures import (
    SHARE,
    AgreementSums,
    Array,
    Measure,
    Ratings,
    constant,
    disagreement,
    quotient,
    tally,
)

RESAMPLES, SEED = 1_000, 20_250_401
_Z = 1.959964
_MOST_UNDEFINED = 0.05
_PLACES = 6

NOTHING = "no excerpt was judged by two"
ALL_THE_SAME = "the same was said of every excerpt, so there is nothing to measure it by"
ONE_CONSTANT = (
    "one of them said the same of every excerpt, so that this is 0 whatever they agree on"
)
NO_SPREAD = "no interval, since nobody disagreed"
TOO_FEW = "no interval, since there are too few to tell"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measure, None where it is not defined, its interval, and the reason where one is missing."""

    value: float | None
    low: float | None = None
    high: float | None = None
    note: str = ""


class Sample:
    """Ratings (excerpts, questions, raters) of some categories, tallied once and resampled once.

    With `as_one`, every question is asked on the same scale, and all answers are one question's.
    """

    def __init__(self, ratings: Ratings, categories: int, *, as_one: bool = False) -> None:
        by_question = tally(ratings, categories)
        units = by_question.together() if as_one else by_question
        self.sums = units.weighted(np.ones(len(ratings)))
        self.used = ~constant(self.sums)
        # What was answered the same way throughout is that in every resample.
        self._resampled = units.only(self.used).weighted(_weights(len(ratings)).astype(float))
        self._parts: dict[Measure, tuple[Array, Array]] = {}

    def by_question(self, measure: Measure) -> list[Estimate]:
        """The measure of each question."""
        values = _values(self.sums, measure)
        if measure == SHARE:
            return [self._shared(at, float(value)) for at, value in enumerate(values)]
        spread = np.full((RESAMPLES, len(values)), np.nan)
        spread[:, self.used] = np.where(
            constant(self._resampled), np.nan, quotient(*self._of_resamples(measure))
        )
        middle = _middle(spread)
        return [self._one(at, measure, float(value), middle) for at, value in enumerate(values)]

    def _shared(self, at: int, value: float) -> Estimate:
        units = float(self.sums.units[at])
        if not units:
            return Estimate(None, note=NOTHING)
        return Estimate(round(value, _PLACES), *_wilson(value, units))

    def _one(self, at: int, measure: Measure, value: float, middle: Array) -> Estimate:
        if not self.sums.units[at]:
            return Estimate(None, note=NOTHING)
        if not self.used[at]:
            return Estimate(None, note=ALL_THE_SAME)
        note = ONE_CONSTANT if measure == "cohen" and _one_constant(self.sums, at) else ""
        return _estimate(value, middle[:, at], note)

    def overall(self, measure: Measure) -> Estimate:
        """The measure over all questions that were not answered the same way throughout."""
        if not self.sums.units.sum():
            return Estimate(None, note=NOTHING)
        if not self.used.any():
            return Estimate(None, note=ALL_THE_SAME)
        observed, expected = (part[..., self.used] for part in disagreement(self.sums, measure))
        spread = _pooled(*self._of_resamples(measure))
        return _estimate(float(_pooled(observed, expected)), _middle(spread[:, None])[:, 0])

    def _of_resamples(self, measure: Measure) -> tuple[Array, Array]:
        """Observed and expected disagreement of each resample, worked out once a measure."""
        if measure not in self._parts:
            self._parts[measure] = disagreement(self._resampled, measure)
        return self._parts[measure]


@lru_cache(maxsize=32)
def _weights(size: int) -> NDArray[np.uint16]:
    """How often each unit is in each resample (RESAMPLES, size)."""
    if not size:
        return np.zeros((RESAMPLES, 0), dtype=np.uint16)
    generator = np.random.default_rng(SEED)
    drawn = generator.multinomial(size, np.full(size, 1 / size), RESAMPLES)
    return drawn.astype(np.uint16)


def _values(sums: AgreementSums, measure: Measure) -> Array:
    values = quotient(*disagreement(sums, measure))
    return values if measure == SHARE else np.where(constant(sums), np.nan, values)


def _pooled(observed: Array, expected: Array) -> Array:
    there = ~np.isnan(observed)
    size = np.maximum(there.sum(axis=-1), 1)
    means = [np.where(there, part, 0).sum(axis=-1) / size for part in (observed, expected)]
    return quotient(*means)


def _middle(spread: Array) -> Array:
    """The bounds (2, k) of the middle 95 % of each column of `spread`, as numpy's percentiles are;
    nan where more than `_MOST_UNDEFINED` of a column are not defined.
    """
    ordered = np.sort(spread.T, axis=1)
    defined = (~np.isnan(ordered)).sum(axis=1)
    place = np.array([[0.025], [0.975]]) * np.maximum(defined - 1, 0)
    below = np.floor(place).astype(np.int64)
    above, rows = np.minimum(below + 1, np.maximum(defined - 1, 0)), np.arange(len(ordered))
    low, high, share = ordered[rows, below], ordered[rows, above], place - below
    bounds = np.where(share < 0.5, low + (high - low) * share, high - (high - low) * (1 - share))
    return np.where(defined < (1 - _MOST_UNDEFINED) * len(spread), np.nan, bounds)


def _estimate(value: float, middle: Array, note: str = "") -> Estimate:
    value = round(value, _PLACES)
    low, high = (round(float(each), _PLACES) for each in middle)
    if np.isnan(low):
        return Estimate(value, note=note or TOO_FEW)
    if low == high:
        return Estimate(value, note=note or NO_SPREAD)
    return Estimate(value, low, high, note)


def _one_constant(sums: AgreementSums, at: int) -> bool:
    """Whether one of two raters put everything into the same category."""
    table = sums.cross[at]
    return any(int((table.sum(axis=axis) > 0).sum()) == 1 for axis in (0, 1))


def _wilson(share: float, size: float) -> tuple[float, float]:
    middle = share + _Z**2 / (2 * size)
    half = _Z * float(np.sqrt(share * (1 - share) / size + _Z**2 / (4 * size**2)))
    scale = 1 + _Z**2 / size
    low, high = (middle - half) / scale, (middle + half) / scale
    return round(max(low, 0.0), _PLACES), round(min(high, 1.0), _PLACES)
