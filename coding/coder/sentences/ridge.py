"""Kernel ridge regression for many codes at once, with exact leave-one-out scores.

One matrix inverse serves every code, so learning costs milliseconds. Leaving sentence i out
changes the dual weights by -(inverse[:, i] / inverse[i, i]) * dual[i] (Rifkin & Lippert 2007,
"Notes on regularized least squares", MIT-CSAIL-TR-2007-025).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ridge:
    """`dual` (m, c): the weight of each of m sentences for each code. `inverse` is (m, m)."""

    dual: Array
    inverse: Array

    def left_out(self, kernel: Array, sentence: NDArray[np.int64]) -> Array:
        """Scores (n, c) of rows with `kernel` (n, m), row i without having seen `sentence[i]`."""
        seen = np.einsum("nm,nm->n", kernel, self.inverse[sentence])
        lean = seen / self.inverse[sentence, sentence]
        return np.asarray(kernel @ self.dual - lean[:, None] * self.dual[sentence])


def fit(kernel: Array, targets: Array, penalty: float | Array) -> Ridge:
    """The ridge regression of centred `targets` (m, c) on sentences with `kernel` (m, m).

    `penalty` is one number, or one a sentence: a sentence with twice the penalty counts half.
    """
    inverse = np.asarray(np.linalg.inv(kernel + np.eye(len(kernel)) * penalty), dtype=np.float64)
    return Ridge(inverse @ (targets - targets.mean(axis=0)), inverse)
