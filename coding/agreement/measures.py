"""How far raters agree about categories, beyond what chance would bring: four published measures.

Every measure is 1 - observed disagreement / expected disagreement; they differ in what they take
for chance. Ratings may be missing: a unit counts where two raters or more have rated it.

- Cohen's kappa, two raters: Cohen (1960), Educational and Psychological Measurement 20, 37-46.
- Fleiss' kappa, several: Fleiss (1971), Psychological Bulletin 76, 378-382.
- Krippendorff's alpha, nominal: Krippendorff (2011), Computing Krippendorff's Alpha-Reliability.
- Gwet's AC1: Gwet (2008), British Journal of Mathematical and Statistical Psychology 61, 29-48.

With ratings missing, Fleiss' kappa and AC1 weigh every unit alike, as Gwet (2014), Handbook of
Inter-Rater Reliability, does. Several questions together are pooled as De Vries et al. (2008),
Field Methods 20, 272-282, pool kappas: mean observed over mean expected disagreement.
"""

from dataclasses import dataclass
from functools import reduce
from math import prod
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Ratings = NDArray[np.int8]
Measure = Literal["share agreed", "cohen", "fleiss", "krippendorff", "gwet"]

MISSING = -1
SHARE: Measure = "share agreed"
_ENOUGH = 1e-12


def compared(ratings: Ratings) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Where two or more of the raters, the last axis, judged something, and where all those agree."""
    made = ratings != MISSING
    units = made.sum(axis=-1) >= 2
    lowest = np.where(made, ratings, np.iinfo(np.int8).max).min(axis=-1)
    return units, units & (ratings.max(axis=-1) == lowest)


@dataclass(frozen=True, slots=True)
class AgreementSums:
    """Sums over units that all measures are made from; every field begins with the same shape.

    `units` with two ratings or more, `agreed` the sum of their shares of agreeing pairs; `rated`
    units with any rating and `shares` (…, q) the sum of each category's share in them; `values`
    (…, q) and `alike` (…) as in Krippendorff's coincidence matrix, its margins and the sum of its
    diagonal; `cross` (…, q, q) the first two raters' table.
    """

    units: Array
    agreed: Array
    rated: Array
    shares: Array
    values: Array
    alike: Array
    cross: Array

    def weighted(self, weights: Array) -> "AgreementSums":
        """The tally with each unit (the first axis) taken as often as `weights` (n,) or (b, n) says."""
        # One product for all parts, in which the questions lie side by side: there are thousands of
        # products, and numpy is slow along the few categories.
        parts = [np.moveaxis(part, 1, -1) for part in self._parts()]
        flat = [part.reshape(len(part), prod(part.shape[1:])) for part in parts]
        sums = weights @ np.concatenate(flat, axis=1)
        edges = np.cumsum([part.shape[1] for part in flat])[:-1]
        found = (
            each.reshape(*weights.shape[:-1], *part.shape[1:])
            for each, part in zip(np.split(sums, edges, axis=-1), parts, strict=True)
        )
        return AgreementSums(*(np.moveaxis(each, -1, weights.ndim - 1) for each in found))

    def only(self, questions: NDArray[np.bool_]) -> "AgreementSums":
        """The same of some of the questions (the second axis from the front of a tally per unit)."""
        return AgreementSums(*(part[:, questions] for part in self._parts()))

    def together(self) -> "AgreementSums":
        """The questions (the second axis from the front of a tally per unit) as one."""
        return AgreementSums(*(part.sum(axis=1, keepdims=True) for part in self._parts()))

    def _parts(self) -> list[Array]:
        return [getattr(self, name) for name in AgreementSums.__slots__]


def tally(ratings: Ratings, categories: int) -> AgreementSums:
    """Of ratings (units, questions, raters) in 0..categories-1 or MISSING: a tally by unit, question."""
    counts = np.stack([(ratings == q).sum(axis=2) for q in range(categories)], axis=-1).astype(
        float
    )
    made = counts.sum(axis=2)
    several = made >= 2
    pairs = (counts * (counts - 1)).sum(axis=2)
    among = np.where(several, made - 1, 1)
    some = np.where(made > 0, made, 1)
    return AgreementSums(
        units=several.astype(float),
        agreed=np.where(several, pairs / (some * among), 0.0),
        rated=(made > 0).astype(float),
        shares=counts / some[..., None],
        values=counts * several[..., None],
        alike=np.where(several, pairs / among, 0.0),
        cross=_cross(ratings, categories),
    )


def _cross(ratings: Ratings, categories: int) -> Array:
    if ratings.shape[2] != 2:
        return np.zeros((*ratings.shape[:2], categories, categories))
    chosen = [ratings[..., rater, None] == np.arange(categories) for rater in (0, 1)]
    return np.asarray((chosen[0][..., :, None] & chosen[1][..., None, :]).astype(float))


def disagreement(sums: AgreementSums, measure: Measure) -> tuple[Array, Array]:
    """(observed, expected) disagreement of a tally of sums; nan where no unit has two ratings.

    For "share agreed" the expected is 1, so that 1 - observed / expected is the share itself.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = 1 - sums.agreed / sums.units
        if measure == "krippendorff":
            values = _total(sums.values)
            unlike = values**2 - _total(sums.values**2)
            return 1 - sums.alike / values, unlike / (values * (values - 1))
        return observed, _expected(sums, measure) + 0 * observed


def _expected(sums: AgreementSums, measure: Measure) -> Array:
    if measure == "cohen":
        table = sums.cross / _total(_total(sums.cross))[..., None, None]
        return np.asarray(1 - _total(_total(table) * _total(np.swapaxes(table, -1, -2))))
    share = sums.shares / sums.rated[..., None]
    if measure == "fleiss":
        return np.asarray(1 - _total(share**2))
    if measure == "gwet":
        return np.asarray(1 - _total(share * (1 - share)) / (share.shape[-1] - 1))
    return np.ones_like(sums.units)


def _total(parts: Array) -> Array:
    """The sum over the last axis, which has a category or two: numpy is slow at short axes."""
    return np.asarray(reduce(np.add, (parts[..., at] for at in range(parts.shape[-1]))))


def constant(sums: AgreementSums) -> NDArray[np.bool_]:
    """Where every rating is of the same category (also where there is none to compare)."""
    highest = reduce(np.maximum, (sums.values[..., at] for at in range(sums.values.shape[-1])))
    return np.asarray(highest == _total(sums.values))


def quotient(observed: Array, expected: Array) -> Array:
    """1 - observed / expected; nan where nothing is expected, and so there is nothing to compare."""
    safe = np.where(expected > _ENOUGH, expected, np.nan)
    return np.asarray(1 - observed / safe)


def coefficient(ratings: Ratings, categories: int, measure: Measure) -> float:
    """One measure of ratings (units, raters); nan where it is not defined."""
    sums = tally(ratings[:, None, :], categories).weighted(np.ones(len(ratings)))
    if not sums.units[0] or (measure != SHARE and constant(sums)[0]):
        return float("nan")
    return float(quotient(*disagreement(sums, measure))[0])
