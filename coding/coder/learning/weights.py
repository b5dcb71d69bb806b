"""How much the codebook and the decisions each count: log odds from both, weighed by what held.

The weights come from one logistic regression over all codes at once, on scores of decisions that
were held back from learning (each left out in turn), so that a code with three decisions borrows
from those with three hundred. They start where the codebook alone stands, and move away from
there only as far as decisions ask for it (a Gaussian prior; the maximum a posteriori is found by
Newton's method).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coding.coder.sentences.logistic import logistic

Array = NDArray[np.float64]

# What each feature counts before there is evidence, in the order of `features`: fitted on five
# sets together, at 20 to 400 decisions. The codebook's own log odds are right as they stand.
OF_CODEBOOK = (0.0, 0.0, 0.0, 0.0)
OF_DECISIONS = (-0.07, -0.02, -0.25, 0.0)
OF_ADDITIONS = (3.02, -0.36, -0.17, -0.17)
USUAL = np.array([0.0, 0.0, *OF_CODEBOOK, *OF_DECISIONS, *OF_ADDITIONS])
STIFFNESS = 30.0
CODE_STIFFNESS = 10.0
STEPS = 30
# Learned scores are fractions of a label; ten of them make about one unit of log odds.
UNIT = 0.1


@dataclass(frozen=True, slots=True)
class Weights:
    """`shared` (k,): what each feature counts for every code; `own` (c,): what a code adds itself."""

    shared: Array
    own: Array

    def log_odds(self, codebook: Array, seen: Array) -> Array:
        """(n, c), from the codebook's log odds (n, c) and `features` (n, c, k)."""
        return np.asarray(codebook + seen @ self.shared + self.own)

    def slopes(self, accepted: Array) -> Array:
        """(3, c): what one unit of each part is worth: the codebook's log odds, the learned scores."""
        often = np.log1p(accepted)
        parts = self.shared[2:].reshape(3, 4)
        slopes = parts[:, :1] + parts[:, 1:2] * often[None, :] + parts[:, 3:]
        return np.asarray(slopes * np.array([[1.0], [1 / UNIT], [1 / UNIT]]) + [[1.0], [0], [0]])


def features(codebook: Array, learned: tuple[Array, Array], accepted: Array) -> Array:
    """What is weighed for each text and code (n, c, k).

    `codebook` are log odds from the codebook alone, `learned` scores from decisions by themselves
    and from what decisions add to the codebook, all (n, c); `accepted` (c,) counts acceptances.
    """
    often = np.log1p(accepted)[None, :] * np.ones_like(codebook)
    parts = (codebook, learned[0] / UNIT, learned[1] / UNIT)
    found = [np.ones_like(codebook), often]
    for part in parts:
        found += [part, part * often, *_against_others(part)]
    return np.stack(found, axis=-1)


def _against_others(part: Array) -> tuple[Array, Array]:
    """The highest score that each text has for any code, and how far each code is above the rest."""
    if part.shape[1] < 2 or not len(part):
        return np.zeros_like(part), np.zeros_like(part)
    two = np.partition(part, -2, axis=1)[:, -2:]
    highest = np.broadcast_to(two[:, 1:], part.shape)
    rest = np.where(part == highest, two[:, :1], highest)
    return highest, part - rest


def weighed(codebook: Array, seen: Array, labels: Array) -> Weights:
    """The weights that fit `labels` (n, c), which are 1, 0 or nan where nobody has decided."""
    known = ~np.isnan(labels)
    rows, code = np.nonzero(known)
    k, codes = seen.shape[2], labels.shape[1]
    design, offset, truth = seen[rows, code], codebook[rows, code], labels[rows, code]
    values, start = np.concatenate([USUAL, np.zeros(codes)]), np.zeros(k + codes)
    start[:k] = USUAL
    stiff = np.concatenate([np.full(k, STIFFNESS), np.full(codes, CODE_STIFFNESS)])
    for _ in range(STEPS):
        chance = logistic(offset + design @ values[:k] + values[k + code])
        step = np.linalg.solve(
            _curvature(design, code, chance * (1 - chance), codes) + np.diag(stiff),
            _slope(design, code, chance - truth, codes) + stiff * (values - start),
        )
        values = values - step / max(1.0, float(np.abs(step).max()))
        if float(np.abs(step).max()) < 1e-6:
            break
    return Weights(values[:k], values[k:])


def _slope(design: Array, code: NDArray[np.int64], gap: Array, codes: int) -> Array:
    return np.concatenate([design.T @ gap, np.bincount(code, gap, codes)])


def _curvature(design: Array, code: NDArray[np.int64], weight: Array, codes: int) -> Array:
    k = design.shape[1]
    whole = np.zeros((k + codes, k + codes))
    heavy = design * weight[:, None]
    whole[:k, :k] = heavy.T @ design
    across = np.zeros((codes, k))
    np.add.at(across, code, heavy)
    whole[k:, :k], whole[:k, k:] = across, across.T
    whole[k:, k:] = np.diag(np.bincount(code, weight, codes))
    return whole
