"""Agreement with 95 % intervals: what each measure comes to, how far chance may have moved it.

Intervals are percentiles of 1,000 resamples of the excerpts, all codes of an excerpt together
(bootstrap, Efron 1979; as Krippendorff does for alpha, but over units). The share agreed per code
has Wilson's (1927) interval, which says something also where everybody agrees; with three raters
or more it is a little too wide. Where nothing can be said, nothing is, with the reason.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coding.agreement_measures import (
    SHARE,
    Array,
    Measure,
    Ratings,
    Tally,
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
        size = len(ratings)
        self.sums = units.weighted(np.ones(size))
        self.resampled = units.weighted(_weights(size))
        self.used = ~constant(self.sums)

    def by_question(self, measure: Measure) -> list[Estimate]:
        """The measure of each question."""
        values = _values(self.sums, measure)
        spread = _values(self.resampled, measure)
        return [self._one(at, measure, values, spread) for at in range(len(values))]

    def _one(self, at: int, measure: Measure, values: Array, spread: Array) -> Estimate:
        value, units = values[at], float(self.sums.units[at])
        if not units:
            return Estimate(None, note=NOTHING)
        if measure == SHARE:
            return Estimate(round(float(value), _PLACES), *_wilson(float(value), units))
        if not self.used[at]:
            return Estimate(None, note=ALL_THE_SAME)
        note = ONE_CONSTANT if measure == "cohen" and _one_constant(self.sums, at) else ""
        return _estimate(float(value), spread[:, at], note)

    def overall(self, measure: Measure) -> Estimate:
        """The measure over all questions that were not answered the same way throughout."""
        if not self.sums.units.sum():
            return Estimate(None, note=NOTHING)
        if not self.used.any():
            return Estimate(None, note=ALL_THE_SAME)
        value = _pooled(self.sums, measure, self.used)
        spread = _pooled(self.resampled, measure, self.used)
        return _estimate(float(value), spread)


def _weights(size: int) -> Array:
    """How often each unit is in each resample (RESAMPLES, size)."""
    if not size:
        return np.zeros((RESAMPLES, 0))
    generator = np.random.default_rng(SEED)
    return generator.multinomial(size, np.full(size, 1 / size), RESAMPLES).astype(float)


def _values(sums: Tally, measure: Measure) -> Array:
    values = quotient(*disagreement(sums, measure))
    return values if measure == SHARE else np.where(constant(sums), np.nan, values)


def _pooled(sums: Tally, measure: Measure, used: "NDArray[np.bool_]") -> Array:
    observed, expected = (part[..., used] for part in disagreement(sums, measure))
    there = ~np.isnan(observed)
    size = np.maximum(there.sum(axis=-1), 1)
    means = [np.where(there, part, 0).sum(axis=-1) / size for part in (observed, expected)]
    return quotient(*means)


def _estimate(value: float, spread: Array, note: str = "") -> Estimate:
    value = round(value, _PLACES)
    defined = spread[~np.isnan(spread)]
    if len(defined) < (1 - _MOST_UNDEFINED) * len(spread):
        return Estimate(value, note=note or TOO_FEW)
    low, high = (round(float(each), _PLACES) for each in np.percentile(defined, [2.5, 97.5]))
    if low == high:
        return Estimate(value, note=note or NO_SPREAD)
    return Estimate(value, low, high, note)


def _one_constant(sums: Tally, at: int) -> bool:
    """Whether one of two raters put everything into the same category."""
    table = sums.cross[at]
    return any(int((table.sum(axis=axis) > 0).sum()) == 1 for axis in (0, 1))


def _wilson(share: float, size: float) -> tuple[float, float]:
    middle = share + _Z**2 / (2 * size)
    half = _Z * float(np.sqrt(share * (1 - share) / size + _Z**2 / (4 * size**2)))
    scale = 1 + _Z**2 / size
    low, high = (middle - half) / scale, (middle + half) / scale
    return round(max(low, 0.0), _PLACES), round(min(high, 1.0), _PLACES)
