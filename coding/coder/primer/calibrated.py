"""How sure a primer may be: what texts score that it has not seen, by writers it has not read."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coding.coder.primer.kernel import Kernel, fitted
from coding.coder.primer.lessons import ALWAYS, PrimerRows
from coding.embedding.vectors import VectorCache, Vectors

Array = NDArray[np.float64]

STEPS = 50
CHUNK = 500
# Few texts say little about how sure to be: a prior of so many, at what is usual.
USUAL = np.array([-4.5, 6.0])
STIFFNESS = np.array([1.0, 1.0])


@dataclass(frozen=True, slots=True)
class Sureness:
    """What a score is worth: log odds of `offset` + `slope` times the score."""

    offset: float
    slope: float


def scored_by(kernel: Kernel, vectors: Vectors) -> Array:
    """(n, c): the scores of texts with their best phrases."""
    centred = kernel.centred(vectors.matrix)
    shares, counts = vectors.all_shares(0, len(vectors))
    owner = np.repeat(np.arange(len(vectors)), counts)
    return kernel.whole(
        kernel.of_texts(centred), centred @ kernel.line, kernel.of_phrases(shares), owner
    )


def held_back_scores(rows: PrimerRows, cache: VectorCache, centre: Array) -> tuple[Array, Array]:
    """The scores (n, c) of the rows of the teaching set, each from a kernel that has not seen its
    part, and what they carry (n, c).
    """
    matrix = cache.embed(rows.texts).matrix
    count = int((rows.part != ALWAYS).sum())
    scores = np.zeros((count, rows.targets.shape[1]))
    for part in np.unique(rows.part[:count]):
        kept = np.flatnonzero(rows.part != part)
        kernel = fitted(matrix[kept], rows.targets[kept], centre)
        held = np.flatnonzero(rows.part[:count] == part)
        for start in range(0, len(held), CHUNK):
            some = held[start : start + CHUNK]
            scores[some] = scored_by(kernel, cache.embed([rows.texts[row] for row in some]))
    return scores, rows.targets[:count]


def sureness_of(scores: Array, carried: Array) -> Sureness:
    """The logistic curve through scores and what the texts carry, over all codes at once."""
    score, truth = scores.ravel(), carried.ravel()
    values = USUAL.copy()
    design = np.stack([np.ones_like(score), score], axis=1)
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(design @ values, -30, 30)))
        weight = chance * (1 - chance)
        slope = design.T @ (chance - truth) + STIFFNESS * (values - USUAL)
        step = np.linalg.solve((design * weight[:, None]).T @ design + np.diag(STIFFNESS), slope)
        values = values - step
        if float(np.abs(step).max()) < 1e-6:
            break
    return Sureness(float(values[0]), float(values[1]))
