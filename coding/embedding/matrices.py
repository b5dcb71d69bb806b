"""Matrices of vectors: their mean, and rows brought to length 1 around it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]


Rows = NDArray[np.intp]


CHUNK = 10_000


def mean_of(matrix: Floats, rows: Rows) -> Floats:
    """The mean of `rows` of an (n, d) matrix, summed in the order given; 0 where there are none."""
    total, count = np.zeros(matrix.shape[1]), 0
    for start in range(0, len(rows), CHUNK):
        part = matrix[rows[start : start + CHUNK]]
        part = part[np.isfinite(part).all(axis=1)]
        total += part.sum(axis=0, dtype=np.float64)
        count += len(part)
    return total / max(count, 1)


def centred(matrix: Floats, rows: Rows, mean: Floats) -> NDArray[np.float32]:
    """`rows` less `mean`, at length 1; a row that is the mean, or not finite, becomes zeros."""
    out = np.zeros((len(rows), matrix.shape[1]), dtype=np.float32)
    for start in range(0, len(rows), CHUNK):
        part = matrix[rows[start : start + CHUNK]] - mean
        part[~np.isfinite(part).all(axis=1)] = 0
        out[start : start + CHUNK] = unit(part)
    return out


def unit(vectors: Floats) -> Floats:
    """Each row at length 1; rows shorter than the rounding of 32-bit floats become zeros."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.where(length > 1e-5, vectors / np.maximum(length, 1e-5), 0)
