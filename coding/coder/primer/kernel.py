"""What texts like which others teach: a kernel ridge regression for whole texts, a line for phrases.

Near texts count by exp(SHARPNESS (cosine - 1)), so that a code may look like several things; the
phrases of a text are scored along one direction a code, which is cheap and can be pointed at.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import linalg

from coding.coder.sentences.phrases import Phrases, best_of_phrases
from coding.embedding.model import Floats
from coding.embedding.vectors import lengthened

Array = NDArray[np.float64]

# Chosen on real talk and on what one writer wrote by what others did; flat around these values.
SHARPNESS = 2.0
PENALTY = 0.35
LINE_PENALTY = 6.0
PHRASE = 0.6


@dataclass(frozen=True, slots=True)
class Kernel:
    """`centre` (d,); `anchors` (m, d) centred, of unit length; `weights` (m, c) of each anchor for
    each code, and `about` (m,) for carrying any code at all; `line` (d, c) along which phrases are
    scored.
    """

    centre: Array
    anchors: Floats
    weights: Array
    about: Array
    line: Array

    def centred(self, vectors: Floats | Array) -> Array:
        """Rows of any length, less the centre, of unit length."""
        return around(vectors, self.centre)

    def of_texts(self, centred: Array) -> Array:
        """(n, c): the scores of whole texts."""
        return np.asarray(nearness_to(centred, self.anchors) @ self.weights, np.float64)

    def of_subject(self, centred: Array) -> Array:
        """(n,): how far whole texts are like those that carry a code, whichever it is."""
        return np.asarray(nearness_to(centred, self.anchors) @ self.about, np.float64)

    def scores(self, centred: Array, phrases: Phrases) -> tuple[Array, Array]:
        """The scores (n, c) of texts with their best phrases, and those (p, c) of the phrases."""
        parts = self.centred(phrases.shares) @ self.line
        best = best_of_phrases(parts, phrases.owner, centred @ self.line)
        return self.of_texts(centred) + PHRASE * best, parts


def around(vectors: Floats | Array, centre: Array) -> Array:
    """Rows of any length, less the centre, of unit length."""
    return lengthened(lengthened(np.asarray(vectors, dtype=np.float64)) - centre)


def anchors_of(vectors: Floats, centre: Array) -> Floats:
    """(m, d): the anchors of texts with these vectors."""
    return around(vectors, centre).astype(np.float32)


def nearness_to(centred: Array | Floats, anchors: Floats) -> Floats:
    """(n, m): 1 for the same direction, little from a right angle on."""
    near = centred.astype(np.float32, copy=False) @ anchors.T
    return np.asarray(np.exp(SHARPNESS * (near - np.float32(1))), np.float32)


def fitted(vectors: Floats, targets: Array, centre: Array) -> Kernel:
    """The kernel that has learned `targets` (m, c) of texts with `vectors` (m, d)."""
    rows = around(vectors, centre)
    anchors = rows.astype(np.float32)
    carries = (targets > 0).any(axis=1, keepdims=True).astype(np.float64)
    every = np.concatenate([targets, carries], axis=1)
    wanted = every - every.mean(axis=0)
    near = nearness_to(anchors, anchors).astype(np.float64)
    near[np.diag_indices_from(near)] += PENALTY
    factor = linalg.cho_factor(near, lower=True, overwrite_a=True, check_finite=False)
    weights = linalg.cho_solve(factor, wanted, check_finite=False)
    inside = rows.T @ rows + LINE_PENALTY * np.eye(rows.shape[1])
    line = linalg.solve(inside, rows.T @ wanted[:, :-1], assume_a="pos", check_finite=False)
    return Kernel(
        centre, anchors, np.asarray(weights[:, :-1]), np.asarray(weights[:, -1]), np.asarray(line)
    )
