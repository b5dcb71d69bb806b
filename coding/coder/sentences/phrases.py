"""The phrases of some texts, and the best that a text's phrases score."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coding.embedding.model import Floats
from coding.embedding.vectors import Vectors

Array = NDArray[np.float64]
Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of some texts: their shares (p, d), and the text each is of."""

    shares: Floats
    owner: Indices


def cut_phrases(vectors: Vectors, start: int, end: int) -> Phrases:
    """The phrases of texts `start:end`."""
    shares, counts = vectors.all_shares(start, end)
    return Phrases(shares, np.repeat(np.arange(end - start), counts))


def best_of_phrases(parts: Array, owner: Indices, whole: Array) -> Array:
    """The highest score of a text's phrases (n, c); the text's own where it has none."""
    best = whole.copy()
    if len(owner):
        rows, starts = np.unique(owner, return_index=True)
        best[rows] = np.maximum.reduceat(parts, starts, axis=0)
    return best
