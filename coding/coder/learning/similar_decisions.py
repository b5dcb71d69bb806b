"""What decisions teach: for each code, how much texts like each decided one speak for it.

One kernel ridge regression serves all codes whose decisions are about the same texts, twice over:
from the labels alone, and from what they add to the codebook's probabilities. The score of every
decided text without its own decision comes exactly, from the diagonal of the inverse (Rifkin &
Lippert 2007, "Notes on regularized least squares"). Beyond `MOST` texts, the others are written
as mixtures of that many (Williams & Seeger 2001, "Using the Nyström method to speed up kernel
machines"), which keeps time and memory bounded.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse

from coding.coder.learning.likeness import Sums, alike
from coding.coder.scoring.rows import Rows

Array = NDArray[np.float64]
Indices = NDArray[np.int64]

PENALTY = 1.5
MOST = 4_000
JITTER = 1e-6
# Up to one in so many left out, an inverse is made from that of the whole.
FEW = 4


@dataclass(frozen=True, slots=True)
class Lessons:
    """`sums` score new texts; `held_back` are the scores of the decided ones, each left out.

    Scores come in two parts (n, c): from the decisions alone, less a code's usual share, and from
    what they add to the codebook.
    """

    sums: Sums
    held_back: tuple[Array, Array]

    def of(self, rows: Rows) -> tuple[Array, Array]:
        """The two parts for each of `rows`."""
        alone, added = np.split(self.sums.of(rows), 2, axis=1)
        return alone, added


def learned(rows: Rows, labels: Array, expected: Array, pieces: sparse.csr_matrix) -> Lessons:
    """What `labels` (n, c), 1, 0 or nan where nobody has decided, teach about texts like `rows`.

    `expected` (n, c) are the codebook's probabilities. Codes without a decision are left at 0.
    """
    targets = _targets(labels, expected)
    if len(rows) > MOST:
        return _of_many(rows, targets, pieces)
    penalised = alike(rows, rows, pieces) + PENALTY * np.eye(len(rows))
    weights, left_out = np.zeros(targets.shape), np.zeros(targets.shape)
    inverses = _Inverses(penalised)
    for decided, columns in _groups(targets):
        inverse = inverses.of(decided)
        place = np.ix_(decided, columns)
        dual = inverse @ targets[place]
        weights[place] = dual
        left_out[place] = targets[place] - dual / np.diag(inverse)[:, None]
    return Lessons(Sums(rows, weights, pieces), _halves(left_out))


def _targets(labels: Array, expected: Array) -> Array:
    """(n, 2 c): what is to be learned alone, and what in addition; nan without a decision."""
    known = ~np.isnan(labels)
    shares = np.where(known, labels, 0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    return np.concatenate([labels - shares, labels - expected], axis=1)


def _groups(targets: Array) -> list[tuple[Indices, Indices]]:
    """The codes that were decided for the same texts: those texts, and the codes' columns."""
    known = ~np.isnan(targets)
    patterns, group = np.unique(known, axis=1, return_inverse=True)
    return [
        (np.flatnonzero(patterns[:, at]), np.flatnonzero(group.ravel() == at))
        for at in range(patterns.shape[1])
        if patterns[:, at].any()
    ]


def _inverse(matrix: Array) -> Array:
    return np.asarray(linalg.inv(matrix, overwrite_a=True, check_finite=False))


class _Inverses:
    """Inverses of parts of a positive definite `matrix`: the rows and columns of some texts.

    Where few are left out, the inverse follows from that of the whole, for a fraction of the time:
    what the others took from it is given back (Banachiewicz 1937, inversion by blocks).
    """

    def __init__(self, matrix: Array) -> None:
        self._matrix = matrix
        self._whole: Array | None = None

    def of(self, kept: Indices) -> Array:
        """The inverse (k, k) of `matrix[kept][:, kept]`."""
        left_out = np.setdiff1d(np.arange(len(self._matrix)), kept)
        if len(left_out) * FEW > len(self._matrix):
            return _inverse(self._matrix[np.ix_(kept, kept)])
        if self._whole is None:
            self._whole = _inverse(self._matrix.copy())
        part = self._whole[np.ix_(kept, kept)]
        if not len(left_out):
            return part
        across = self._whole[np.ix_(kept, left_out)]
        within = self._whole[np.ix_(left_out, left_out)]
        return np.asarray(part - across @ linalg.solve(within, across.T, assume_a="pos"))


def _of_many(rows: Rows, targets: Array, pieces: sparse.csr_matrix) -> Lessons:
    """The same through `MOST` texts, spread evenly, of which all others are mixtures."""
    chosen = np.linspace(0, len(rows) - 1, MOST).round().astype(np.int64)
    anchors = rows.part(chosen)
    within = alike(anchors, anchors, pieces) + JITTER * np.eye(MOST)
    root = linalg.cholesky(within, lower=True)
    parts = [alike(rows.part(part), anchors, pieces) for part in _parts(len(rows))]
    mixed = linalg.solve_triangular(root, np.concatenate(parts).T, lower=True).T
    weights, left_out = np.zeros((MOST, targets.shape[1])), np.zeros(targets.shape)
    for decided, columns in _groups(targets):
        own, place = mixed[decided], np.ix_(decided, columns)
        inverse = _inverse(own.T @ own + PENALTY * np.eye(MOST))
        found = inverse @ (own.T @ targets[place])
        reach = np.einsum("nm,nm->n", own @ inverse, own)
        gap = targets[place] - own @ found
        left_out[place] = targets[place] - gap / np.maximum(1 - reach, JITTER)[:, None]
        weights[:, columns] = linalg.solve_triangular(root.T, found, lower=False)
    return Lessons(Sums(anchors, weights, pieces), _halves(left_out))


def _parts(count: int) -> list[Indices]:
    return [np.arange(at, min(at + MOST, count)) for at in range(0, count, MOST)]


def _halves(both: Array) -> tuple[Array, Array]:
    alone, added = np.split(both, 2, axis=1)
    return alone, added
