"""What is known of codes once people have decided: lessons and how much each part counts."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from coding.coder.learning.similar_decisions import Lessons, learned
from coding.coder.learning.weights import Weights, features, weighed
from coding.coder.scoring.rows import NEVER, Rows
from coding.coder.sentences.logistic import above_even_at, logistic

Array = NDArray[np.float64]

# After so many decided texts, what they teach counts half.
HALF_MOVED = 30.0
# The highest of many scores are partly high by chance: on six sets, after 50 and 200 decisions,
# log odds above 0 were too high by about this much (`benchmarks.calibration`).
ABOVE_EVEN = 0.6


@dataclass(frozen=True, slots=True)
class Taught:
    """`accepted` (c,) counts acceptances; `held_back` (n, c) are the log odds of the decided texts,
    each from lessons that have not seen its own decision, and `labels` (n, c) what was decided.

    `share` in 0-1 is how far they move what the codebook says: a few decisions move it little.
    """

    lessons: Lessons
    weights: Weights
    accepted: Array
    held_back: Array
    labels: Array
    share: float

    def log_odds(self, codebook: Array, rows: Rows) -> Array:
        """(k, c) for some texts, from the codebook's log odds for them (k, c)."""
        seen = features(codebook, self.lessons.of(rows), self.accepted)
        moved = _moved(codebook, self.weights.log_odds(codebook, seen), self.share)
        return np.where(codebook <= NEVER, NEVER, moved)


def taught(codebook: Array, rows: Rows, labels: Array, pieces: sparse.csr_matrix) -> Taught:
    """What `labels` (n, c) teach: 1, 0, or nan where nobody has decided.

    `codebook` (n, c) are the log odds of the same texts from the codebook alone.
    """
    lessons = learned(rows, labels, logistic(codebook), pieces)
    accepted = np.nansum(labels, axis=0)
    seen = features(codebook, lessons.held_back, accepted)
    weights = weighed(codebook, seen, labels)
    share = len(labels) ** 4 / (len(labels) ** 4 + HALF_MOVED**4)
    held_back = _moved(codebook, weights.log_odds(codebook, seen), share)
    return Taught(lessons, weights, accepted, held_back, labels, share)


def _moved(codebook: Array, learned: Array, share: float) -> Array:
    return codebook + share * (above_even_at(ABOVE_EVEN, learned) - codebook)
