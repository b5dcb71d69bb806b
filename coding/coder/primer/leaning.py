"""Which way texts of a teaching set point for their codes: one line for all, one a code, and a start.

A kernel ridge regression on pairs of text and code in which pairs of one code count double; being
linear, it comes down to a direction that all codes share and one that each adds.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import linalg

from codebooks.codebook import Code, TeachingText

Array = NDArray[np.float64]
Indices = NDArray[np.int64]

SIDES = {"positive": 1.0, "negative": -1.0}
PENALTY = 3.0
# A code leans to the side of most of its texts; two texts of no side keep a rare code in between.
UNDECIDED = 2.0
START = 0.5


@dataclass(frozen=True, slots=True)
class Leaning:
    """`line` (d,) for every code, `own` (c, d) what a code adds, `start` (c,) where it begins."""

    line: Array
    own: Array
    start: Array

    def of_pairs(self, centred: Array, row: Indices, code: Indices) -> Array:
        """How positive each pair of a text (row of `centred`) and a code is."""
        shared = centred @ self.line
        added = np.einsum("nd,nd->n", centred[row], self.own[code])
        return np.asarray(shared[row] + added + START * self.start[code])


def leaning_of(codes: Sequence[Code], taught: Sequence[TeachingText], centred: Array) -> Leaning:
    """What the texts of a teaching set, with vectors `centred` (n, d), say of directions."""
    place = {code.id: at for at, code in enumerate(codes)}
    pairs = [
        (row, place[code], SIDES[way])
        for row, text in enumerate(taught)
        for code, way in text.codes
        if code in place and way in SIDES
    ]
    own, start = np.zeros((len(codes), centred.shape[1])), np.zeros(len(codes))
    if not pairs:
        return Leaning(np.zeros(centred.shape[1]), own, start)
    row, code = (np.array(part, dtype=np.int64) for part in list(zip(*pairs, strict=True))[:2])
    side = np.array([side for _, _, side in pairs])
    vectors = centred[row]
    likeness = vectors @ vectors.T
    likeness *= 1 + (code[:, None] == code[None, :])
    likeness[np.diag_indices_from(likeness)] += PENALTY
    weight = linalg.solve(likeness, side - side.mean(), assume_a="pos", check_finite=False)
    np.add.at(own, code, weight[:, None] * vectors)
    np.add.at(start, code, side)
    return Leaning(
        vectors.T @ weight, own, start / (np.bincount(code, minlength=len(codes)) + UNDECIDED)
    )
