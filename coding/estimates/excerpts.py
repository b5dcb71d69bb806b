"""How many excerpts with a code nobody has seen yet: a posterior, and whether enough was read.

S excerpts are known to have the code and M of those not judged have it too. Draw j came from N_j
unseen excerpts when S_j with the code were finished, so its chance of a hit was
(S + M - S_j) / N_j, whoever or whatever chose what was read in between: the likelihood of sampling
without replacement, which stays exact under any adaptive choice (Waudby-Smith & Ramdas 2020,
"Confidence sequences for sampling without replacement", NeurIPS 33; cf. prediction-powered
inference: Angelopoulos et al. 2023, Science 382; Zrnic & Candès 2024, "Active statistical
inference").

The prior of M is one third what the program expects (negative binomial of shape 1), two thirds in
proportion to 1 / max(M, 1), which holds the truth where the program is wrong (one half each held it
too seldom where the program expected a quarter: docs/benchmarks.md). Stopping asks, as
Callaghan & Müller-Hansen 2020 (Systematic Reviews 9:273) do, how probable it is that more than 5 %
were missed.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coding.estimates.draws import RandomDraws

Array = NDArray[np.float64]

SURE = 0.95
MISSED = 0.05
BELIEVED = 1 / 3
# The likelihood is worked out at every number so near either end, then in steps that grow by the
# share, and in between by a cubic spline: off by less than 0.001 with 10,000 draws.
_EVERY = 64
_GROWTH = 0.04
# So many whole numbers, each up to 10**9, are multiplied before the logarithm is taken.
_AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class ExcerptsEstimate:
    """How many excerpts have a code: `seen` so far, and of the `left` about `unseen` (the median),
    in 95 of 100 cases `lowest` to `highest`; `risk` is the chance that more than 5 % of all were
    missed. Of too few `draws` by chance nothing is known but `left`: see `too_little_read`.
    """

    seen: int
    left: int
    draws: int
    unseen: int
    lowest: int
    highest: int
    risk: float
    too_little_read: bool

    @property
    def enough(self) -> bool:
        """Whether the chance of having missed more than 5 % is below 5 %."""
        return not self.too_little_read and self.risk < 1 - SURE


def excerpts_estimate(
    seen: int, left: int, expected: float, draws: RandomDraws
) -> ExcerptsEstimate:
    """How many of the `left` excerpts have the code, of which `seen` are known; `expected` is the
    sum of the program's probabilities over those left.
    """
    if not left:
        return ExcerptsEstimate(seen, 0, len(draws), 0, 0, 0, 0.0, too_little_read=False)
    at_most = np.cumsum(posterior(seen, left, expected, draws))
    tail = (1 - SURE) / 2
    lowest, middle, highest = (int((at_most < share).sum()) for share in (tail, 0.5, 1 - tail))
    may_miss = missed_at_most(seen)
    risk = 0.0 if may_miss >= left else float(1 - at_most[may_miss])
    if draws.too_few:
        lowest, highest, risk = 0, left, 1.0
    return ExcerptsEstimate(
        seen, left, len(draws), middle, lowest, highest, max(risk, 0.0), draws.too_few
    )


def missed_at_most(seen: int) -> int:
    """How many may be missed while that is no more than 5 % of all there are."""
    return int(np.floor(seen * MISSED / (1 - MISSED) + 1e-9))


def posterior(seen: int, left: int, expected: float, draws: RandomDraws) -> Array:
    """(left + 1,): the chance of each number of excerpts with the code among those left."""
    numbers = np.arange(left + 1, dtype=np.float64)
    log = _log_prior(numbers, expected) + _log_likelihood(numbers, seen, draws)
    chances = np.exp(log - log.max())
    return np.asarray(chances / chances.sum())


def _log_prior(numbers: Array, expected: float) -> Array:
    """Partly what is expected, partly the same whatever is expected; both end at what is left."""
    from scipy.special import logsumexp, xlogy

    believed = xlogy(numbers, expected / (1 + expected))
    wary = -np.log(np.maximum(numbers, 1))
    parts = (believed - logsumexp(believed), wary - logsumexp(wary))
    return np.asarray(np.logaddexp(parts[0] + np.log(BELIEVED), parts[1] + np.log(1 - BELIEVED)))


def _log_likelihood(numbers: Array, seen: int, draws: RandomDraws) -> Array:
    from scipy.interpolate import CubicSpline

    at = _mesh(len(numbers) - 1)
    exact = _exact(numbers[at], seen, draws)
    if len(at) == len(numbers):
        return exact
    return np.asarray(CubicSpline(at, exact)(numbers))


def _mesh(last: int) -> NDArray[np.int64]:
    """The numbers 0 to `last` at which the likelihood is worked out: dense at both ends."""
    steps = [0]
    while steps[-1] < last / 2:
        steps.append(steps[-1] + max(1, int((steps[-1] - _EVERY) * _GROWTH)))
    ends = np.array([step for step in steps if step <= last], dtype=np.int64)
    return np.unique(np.concatenate([ends, last - ends]))


def _exact(numbers: Array, seen: int, draws: RandomDraws) -> Array:
    """(m,): the logarithm of the chance of all draws together, but for a constant, for each number."""
    sign = np.where(draws.hits, 1.0, -1.0)
    # Those unseen at draw j that have the code, or where it missed those that do not, for M = 0.
    at_none = np.where(draws.hits, seen - draws.seen, draws.unseen - seen + draws.seen)
    total = np.zeros(len(numbers))
    for first in range(0, len(draws), _AT_ONCE):
        part = slice(first, first + _AT_ONCE)
        total += np.log((sign[part, None] * numbers + at_none[part, None]).prod(axis=0))
    return total
