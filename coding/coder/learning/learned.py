"""What is known of codes once people have decided: lessons and how much each part counts."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from coding.coder.learning.similar_decisions import Lessons, learned
from coding.coder.learning.weights import Weights, features, weighed
from coding.coder.scoring.rows import NEVER, Rows

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Taught:
    """`accepted` (c,) counts acceptances; `held_back` (n, c) are the log odds of the decided texts,
    each from lessons that have not seen its own decision, and `labels` (n, c) what was decided.
    """

    lessons: Lessons
    weights: Weights
    accepted: Array
    held_back: Array
    labels: Array

    def log_odds(self, codebook: Array, rows: Rows) -> Array:
        """(k, c) for some texts, from the codebook's log odds for them (k, c)."""
        seen = features(codebook, self.lessons.of(rows), self.accepted)
        return np.where(codebook <= NEVER, NEVER, self.weights.log_odds(codebook, seen))


def taught(codebook: Array, rows: Rows, labels: Array, pieces: sparse.csr_matrix) -> Taught:
    """What `labels` (n, c) teach: 1, 0, or nan where nobody has decided.

    `codebook` (n, c) are the log odds of the same texts from the codebook alone.
    """
    expected = 1 / (1 + np.exp(-np.clip(codebook, -30, 30)))
    lessons = learned(rows, labels, expected, pieces)
    accepted = np.nansum(labels, axis=0)
    seen = features(codebook, lessons.held_back, accepted)
    weights = weighed(codebook, seen, labels)
    return Taught(lessons, weights, accepted, weights.log_odds(codebook, seen), labels)
