"""How alike two texts are, to learn from decisions: what they mean, how they are spelt, their words.

What was said just before and who speaks count where they are given. Likeness is a sum of kernels,
so it is one itself, and all but the first of them are dot products: what they learn becomes
weights on words, and scoring a hundred thousand texts stays one small product.
"""

import numpy as np
from scipy import sparse

from coding.coder.scoring.rows import Array, Rows

# Chosen on five sets at once, flat around these values.
SHARPNESS = 3.0
SPELLING = 0.5
WORDS = 0.7
CONTEXT = 0.3
# How far what was learned from other roles holds: an interviewer's question is no answer.
ACROSS_ROLES = 0.3


def alike(one: Rows, other: Rows, pieces: sparse.csr_matrix) -> Array:
    """The likeness (n, m) of each text of `one` and each of `other`.

    `pieces` (words, n-grams) says how each word is spelt.
    """
    spelt = _spelt(one, pieces) @ _spelt(other, pieces).T
    words = one.words @ other.words.T
    before = one.before_words @ other.before_words.T
    whole = _near(one.vectors, other.vectors)
    whole += (SPELLING * spelt + WORDS * words + CONTEXT * before).toarray()
    whole += CONTEXT * _near_before(one, other)
    same = one.roles[:, None] == other.roles[None, :]
    return np.asarray(whole * np.where(same, 1.0, ACROSS_ROLES))


def _spelt(rows: Rows, pieces: sparse.csr_matrix) -> sparse.csr_matrix:
    return sparse.diags(1 / rows.lengths) @ (rows.counts @ pieces)


def _near(one: Array, other: Array) -> Array:
    """exp(-SHARPNESS (1 - cosine)): 1 for the same direction, little from a right angle on."""
    return np.asarray(np.exp(SHARPNESS * (one @ other.T - 1)))


def _near_before(one: Rows, other: Rows) -> Array:
    here, there = _has_before(one), _has_before(other)
    if not (here.any() and there.any()):
        return np.zeros((len(one), len(other)))
    near = _near(one.before_vectors, other.before_vectors)
    return np.asarray(near * np.outer(here, there))


def _has_before(rows: Rows) -> Array:
    return np.asarray(np.any(rows.before_vectors != 0, axis=1), dtype=np.float64)


class Sums:
    """Weighted sums of likenesses to some `anchors`: `weights` (m, k) is how much each counts."""

    def __init__(self, anchors: Rows, weights: Array, pieces: sparse.csr_matrix) -> None:
        self._anchors, self._weights = anchors, weights
        self._roles = np.unique(anchors.roles).tolist()
        self._linear = [self._weights_of(role, pieces) for role in self._roles]

    def _weights_of(self, role: int, pieces: sparse.csr_matrix) -> tuple[Array, Array, Array]:
        """What words add for texts of this role: through spelling, as words, as said before."""
        own = self._scaled(role)
        spelling = pieces @ (_spelt(self._anchors, pieces).T @ own)
        words, before = self._anchors.words.T @ own, self._anchors.before_words.T @ own
        return (
            SPELLING * np.asarray(spelling),
            WORDS * np.asarray(words),
            CONTEXT * np.asarray(before),
        )

    def _scaled(self, role: int) -> Array:
        same = np.where(self._anchors.roles == role, 1.0, ACROSS_ROLES)
        return np.asarray(self._weights * same[:, None])

    def of(self, rows: Rows) -> Array:
        """(n, k): the sums for each of `rows`."""
        found = np.zeros((len(rows), self._weights.shape[1]))
        for role in np.unique(rows.roles).tolist():
            own = np.flatnonzero(rows.roles == role)
            found[own] = self._of_role(rows.part(own) if len(own) < len(rows) else rows, role)
        return found

    def _of_role(self, rows: Rows, role: int) -> Array:
        near = _near(rows.vectors, self._anchors.vectors)
        near += CONTEXT * _near_before(rows, self._anchors)
        total = near @ self._scaled(role)
        if role not in self._roles:
            return total + ACROSS_ROLES * self._words(rows, self._everybody())
        return total + self._words(rows, self._linear[self._roles.index(role)])

    def _everybody(self) -> tuple[Array, Array, Array]:
        """What words add whoever speaks: from the weights of one role, those of all are a sum."""
        share = 1 + ACROSS_ROLES * (len(self._roles) - 1)
        spelling, words, before = (sum(part) / share for part in zip(*self._linear, strict=True))
        return np.asarray(spelling), np.asarray(words), np.asarray(before)

    @staticmethod
    def _words(rows: Rows, linear: tuple[Array, Array, Array]) -> Array:
        spelling, words, before = linear
        added = (rows.counts @ spelling) / rows.lengths[:, None]
        return np.asarray(added + rows.words @ words + rows.before_words @ before)
