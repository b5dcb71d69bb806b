"""How sure a primer may be: what texts score that it has not seen, by writers it has not read."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coding.coder.primer.kernel import fitted
from coding.coder.primer.lessons import ALWAYS, PrimerRows
from coding.coder.primer.subject import SubjectLevels
from coding.coder.sentences.logistic import above_even_at, logistic
from coding.coder.sentences.phrases import cut_phrases
from coding.embedding.vectors import VectorCache

Array = NDArray[np.float64]

STEPS = 50
CHUNK = 500
# Above this score, more of it says less: text that is all about one code is rare in real talk.
HINGE = 0.15
# A prior for each code's own curve around that of all, and for the shared one around nothing.
SHARED_STIFFNESS, OWN_STIFFNESS = 0.01, 3.0
# What is written to be taught from is clearer than what people say: on real talk (153 excerpts
# coded by careful readers) log odds above 0 are worth about half.
REAL_TALK = 0.5


@dataclass(frozen=True, slots=True)
class Sureness:
    """What a score is worth for each code: log odds of `offset` (c,) + `slope` (c,) times the
    score + `bend` times what the score is above `HINGE`.
    """

    offset: Array
    slope: Array
    bend: float

    def log_odds(self, scores: Array) -> Array:
        """(n, c), from scores (n, c)."""
        bent = self.bend * np.maximum(scores - HINGE, 0)
        taught = self.offset + self.slope * scores + bent
        return above_even_at(REAL_TALK, taught)


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Texts as kernels score them that have not seen them: `scores` (n, c), what they carry
    (n, c), and how far they are about the codebook's `subject` (n,).
    """

    scores: Array
    carried: Array
    subject: Array

    def about(self) -> SubjectLevels:
        """How far the texts that carry a code are about the codebook's subject."""
        return SubjectLevels.of(self.subject[(self.carried > 0).any(axis=1)])


def held_back_scores(rows: PrimerRows, cache: VectorCache, centre: Array) -> HeldBack:
    """The rows of the teaching set, each scored by a kernel that has not seen its part."""
    matrix = cache.whole(rows.texts)
    count = int((rows.part != ALWAYS).sum())
    scores, subject = np.zeros((count, rows.targets.shape[1])), np.zeros(count)
    for part in np.unique(rows.part[:count]):
        kept = np.flatnonzero(rows.part != part)
        kernel = fitted(matrix[kept], rows.targets[kept], centre)
        held = np.flatnonzero(rows.part[:count] == part)
        for start in range(0, len(held), CHUNK):
            some = held[start : start + CHUNK]
            vectors = cache.embed([rows.texts[row] for row in some])
            centred = kernel.centred(vectors.matrix)
            scores[some], _ = kernel.scores(centred, cut_phrases(vectors, 0, len(vectors)))
            subject[some] = kernel.of_subject(centred)
    return HeldBack(scores, rows.targets[:count], subject)


def sureness_of(scores: Array, carried: Array) -> Sureness:
    """The logistic curves through scores (n, c) and what the texts carry: a code's own is drawn
    towards that of all codes, the more so the fewer texts carry it.
    """
    codes = scores.shape[1]
    shared = np.array([-4.5, 10.0, -5.0])
    own = np.zeros((codes, 2))
    for _ in range(STEPS):
        before = np.concatenate([shared, own.ravel()])
        shared = _shared_step(scores, carried, shared, own)
        own = np.array(
            [_own_step(scores[:, at], carried[:, at], shared, own[at]) for at in range(codes)]
        )
        if float(np.abs(np.concatenate([shared, own.ravel()]) - before).max()) < 1e-4:
            break
    # A curve never falls: a higher score is never worth less.
    slope = np.maximum(shared[1] + own[:, 1], 0.5)
    return Sureness(shared[0] + own[:, 0], slope, max(float(shared[2]), 0.1 - float(slope.min())))


def _design(score: Array) -> Array:
    return np.stack([np.ones_like(score), score, np.maximum(score - HINGE, 0)], axis=-1)


def _shared_step(scores: Array, carried: Array, shared: Array, own: Array) -> Array:
    """One Newton step of the curve that all codes share."""
    design, truth = _design(scores).reshape(-1, 3), carried.ravel()
    fixed = (own[:, 0] + own[:, 1] * scores).ravel()
    chance = logistic(design @ shared + fixed)
    slope = design.T @ (chance - truth) + SHARED_STIFFNESS * shared
    weight = chance * (1 - chance)
    curve = (design * weight[:, None]).T @ design + SHARED_STIFFNESS * np.eye(3)
    return np.asarray(shared - np.linalg.solve(curve, slope))


def _own_step(score: Array, truth: Array, shared: Array, own: Array) -> Array:
    """One Newton step of what a code adds itself."""
    design = _design(score)
    chance = logistic(design @ shared + design[:, :2] @ own)
    slope = design[:, :2].T @ (chance - truth) + OWN_STIFFNESS * own
    weight = chance * (1 - chance)
    curve = (design[:, :2] * weight[:, None]).T @ design[:, :2] + OWN_STIFFNESS * np.eye(2)
    return np.asarray(own - np.linalg.solve(curve, slope))
