"""Whether the excerpts of one code fall into two kinds: a prompt for people to look, no verdict.

Two clusters by spherical 2-means, begun from the first principal component, so that the same
excerpts give the same parts. They are called clear where all of this holds:

    silhouette   at least 0.1 by cosine (Rousseeuw 1987, doi 10.1016/0377-0427(87)90125-7)
    stability    at least 0.9: with a fifth left out at random, 30 times, the same parts come back
                 (mean adjusted Rand index, Hubert and Arabie 1985, doi 10.1007/BF01908075)
    size         the smaller part has at least a fifth of them

Strict, because embeddings hardly tell one code from two (benchmarks/splitting.py): most codes that
hold two kinds are not noticed, and some are named that do not.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coding.embedding.vectors import lengthened

Array = NDArray[np.float64]
Sides = NDArray[np.bool_]

APART = 0.1
STABLE = 0.9
SMALLEST = 0.2
ROUNDS = 30
KEPT = 0.8
STEPS = 50
SEED = 7


@dataclass(frozen=True, slots=True)
class Halves:
    """Two parts of some rows. `sides` (n,) is True for the smaller one."""

    sides: Sides
    silhouette: float
    stability: float

    @property
    def clear(self) -> bool:
        """Whether the two are clear by the rule above."""
        enough = len(self.sides) > 0 and float(self.sides.mean()) >= SMALLEST
        return enough and self.silhouette >= APART and self.stability >= STABLE


def halves(vectors: Array) -> Halves:
    """The two parts of `vectors` (n, d), centred and of length 1."""
    if len(vectors) < 4:
        return Halves(np.zeros(len(vectors), dtype=bool), -1.0, 0.0)
    sides = _two_means(vectors)
    return Halves(sides, _silhouette(vectors, sides), _stability(vectors, sides))


def _two_means(vectors: Array) -> Sides:
    """The side of each row, True for the smaller one."""
    spread = vectors - vectors.mean(axis=0)
    _, _, axes = np.linalg.svd(spread, full_matrices=False)
    sides = np.asarray(spread @ axes[0] > 0)
    for _ in range(STEPS):
        if sides.all() or not sides.any():
            break
        centres = lengthened(np.stack([vectors[~sides].mean(axis=0), vectors[sides].mean(axis=0)]))
        near = vectors @ centres.T
        moved = np.asarray(near[:, 1] > near[:, 0])
        if (moved == sides).all():
            break
        sides = moved
    return sides if 2 * sides.sum() <= len(sides) else ~sides


def _silhouette(vectors: Array, sides: Sides) -> float:
    """The mean silhouette by cosine distance; -1 where one side is empty."""
    if sides.all() or not sides.any():
        return -1.0
    far = 1 - vectors @ vectors.T
    np.fill_diagonal(far, 0)
    sizes = np.array([(~sides).sum(), sides.sum()])
    sums = np.stack([far[:, ~sides].sum(axis=1), far[:, sides].sum(axis=1)], axis=1)
    own, other, row = sides.astype(int), (~sides).astype(int), np.arange(len(sides))
    within = sums[row, own] / np.maximum(sizes[own] - 1, 1)
    beyond = sums[row, other] / sizes[other]
    width = (beyond - within) / np.maximum(np.maximum(beyond, within), 1e-9)
    return float(np.where(sizes[own] > 1, width, 0).mean())


def _stability(vectors: Array, sides: Sides) -> float:
    random = np.random.default_rng(SEED)
    kept = max(4, round(KEPT * len(vectors)))
    found = []
    for _ in range(ROUNDS):
        rows = np.sort(random.choice(len(vectors), kept, replace=False))
        found.append(adjusted_rand(_two_means(vectors[rows]), sides[rows]))
    return float(np.mean(found))


def adjusted_rand(one: Sides, other: Sides) -> float:
    """How far two ways of halving agree, less chance: 1 for the same, about 0 by chance."""
    cells = np.array([[((one == a) & (other == b)).sum() for b in (0, 1)] for a in (0, 1)])
    together, rows, columns = _pairs(cells), _pairs(cells.sum(axis=1)), _pairs(cells.sum(axis=0))
    expected = rows * columns / max(_pairs(np.array([len(one)])), 1.0)
    most = (rows + columns) / 2
    return 1.0 if most == expected else float((together - expected) / (most - expected))


def _pairs(counts: NDArray[np.int64]) -> float:
    return float((counts * (counts - 1) / 2).sum())
