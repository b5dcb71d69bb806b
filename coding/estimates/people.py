"""How many people a code may count at most, while not everybody was read to the end.

M of the unread excerpts have the code (`coding.estimates.excerpts` says how likely each M is), and
which ones is taken to be by chance: somebody not counted yet, of whose excerpts n of the L unread
ones are left, will count with chance 1 - (1 - n / L) ** M. How many of them do is a Poisson-binomial
number (Wang 1993, Statistica Sinica 3:295), mixed over M. Its 95 % point is added to those who count.
Where some people say a thing again and again there are fewer, so that this is rather too many.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coding.estimates.draws import Counts

Array = NDArray[np.float64]

SURE_AT_MOST = 0.95
# Of more numbers than that, so many are taken as stand for parts of the same chance.
_POINTS = 64


@dataclass(frozen=True, slots=True)
class PeopleEstimate:
    """At least `counted` people, at most `at_most` (in 95 of 100 cases), of `of`.

    `at_most` is None where too little was read to say; it is `counted` where everybody who does
    not count was read to the end, and then nothing is estimated: see `exact`.
    """

    counted: int
    at_most: int | None
    of: int
    exact: bool


def people_estimate(counted: int, unread: Counts, of: int, missing: Array | None) -> PeopleEstimate:
    """How many of `of` people count, of whom `counted` do so far.

    `unread` (k,) are for each of the others the excerpts nobody has finished. `missing` (L + 1,) is
    the chance of each number of excerpts with the code among the L unread ones, theirs and those
    of people who count; None where too few were drawn by chance to say.
    """
    others = unread[unread > 0]
    if not len(others):
        return PeopleEstimate(counted, counted, of, exact=True)
    if missing is None:
        return PeopleEstimate(counted, None, of, exact=False)
    at_most = np.cumsum(how_many_more(others, missing))
    more = int((at_most < SURE_AT_MOST).sum())
    return PeopleEstimate(counted, counted + min(more, len(others)), of, exact=False)


def how_many_more(unread: Counts, missing: Array) -> Array:
    """(k + 1,): the chance that 0 to k of the people with `unread` (k,) excerpts will count."""
    numbers, weights = _points(missing)
    amounts, people = np.unique(unread, return_counts=True)
    # Who has all unread excerpts counts as soon as one has the code.
    share = np.minimum(amounts / (len(missing) - 1), 1 - 1e-12)
    chances = -np.expm1(numbers[:, None] * np.log1p(-share))
    return np.asarray(weights @ _poisson_binomial(chances, people))


def _points(missing: Array) -> tuple[Array, Array]:
    """Numbers and their weights that stand for all of them."""
    if len(missing) <= _POINTS:
        return np.arange(len(missing), dtype=np.float64), missing
    middles = (np.arange(_POINTS) + 0.5) / _POINTS
    numbers, times = np.unique(np.searchsorted(np.cumsum(missing), middles), return_counts=True)
    return numbers.astype(np.float64), times / _POINTS


def _poisson_binomial(chances: Array, people: Counts) -> Array:
    """(t, k + 1): for each row the chances of 0 to k successes, where the k trials are so many
    `people` (d,) of each of the chances (t, d).
    """
    from scipy.stats import binom

    spread = [np.ones(1) for _ in chances]
    for chance, number in zip(chances.T, people.tolist(), strict=True):
        alike = binom.pmf(np.arange(number + 1), number, chance[:, None])
        spread = [np.convolve(one, other) for one, other in zip(spread, alike, strict=True)]
    return np.array(spread)
