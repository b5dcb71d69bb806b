"""How many people a code may count at most, while not everybody was read to the end.

What a code's probabilities promise is put right by what chance drew: with h hits where E were
expected, they are taken θ times, θ ~ Gamma(1 + h, rate 1 + E) (the conjugate posterior of a
Poisson rate: Gelman et al. 2013, "Bayesian data analysis", 2.6). Somebody not counted yet, whose
unread excerpts promise s, will count with chance 1 - exp(-θ s); how many of them do is a
Poisson-binomial number, mixed over θ. Its 95 % point is added to those who count.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coding.estimates.draws import FEWEST_DRAWS

Array = NDArray[np.float64]

SURE_AT_MOST = 0.95
# As if so many hits, taken once, had been expected beside those of the draws.
_TRUST = 0.25
# θ is taken at so many points of Gauss-Legendre quadrature over its quantiles.
_POINTS = 24


@dataclass(frozen=True, slots=True)
class DrawnPromise:
    """What chance drew of a code: `count` excerpts, of which the program `expected` so many (the
    sum of its probabilities, those of decided excerpts held back) and `hits` were found.
    """

    count: int
    expected: float
    hits: int


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


def people_estimate(counted: int, promised: Array, of: int, drawn: DrawnPromise) -> PeopleEstimate:
    """How many of `of` people count, of whom `counted` do so far.

    `promised` (k,) is for each of the others who was not read to the end the sum of the
    probabilities of their unread excerpts.
    """
    if not len(promised):
        return PeopleEstimate(counted, counted, of, exact=True)
    if drawn.count < FEWEST_DRAWS:
        return PeopleEstimate(counted, None, of, exact=False)
    chances = how_many_more(promised, drawn)
    more = int((np.cumsum(chances) < SURE_AT_MOST).sum())
    return PeopleEstimate(counted, counted + min(more, len(promised)), of, exact=False)


def how_many_more(promised: Array, drawn: DrawnPromise) -> Array:
    """(k + 1,): the chance that 0 to k of the people with `promised` (k,) will count."""
    from scipy.special import gammaincinv

    points, weights = np.polynomial.legendre.leggauss(_POINTS)
    times = gammaincinv(1 + drawn.hits, (points + 1) / 2) / (_TRUST + drawn.expected)
    one_each = -np.expm1(-times[:, None] * np.sort(promised))
    return np.asarray(weights / 2 @ _poisson_binomial(one_each))


def _poisson_binomial(chances: Array) -> Array:
    """(t, k + 1): for each row the chances of 0 to k successes of k trials (t, k)."""
    rows, count = chances.shape
    spread = np.zeros((rows, count + 1))
    spread[:, 0] = 1.0
    for at in range(count):
        one = chances[:, [at]]
        moved = spread[:, : at + 1] * one
        spread[:, : at + 1] -= moved
        spread[:, 1 : at + 2] += moved
    return spread
