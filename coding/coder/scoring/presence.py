"""Whether a text speaks of a code at all: an absolute condition beside the probability.

Scores compare codes and texts with each other, so the least irrelevant text of an irrelevant
corpus can look like a find. A text speaks of a code where the mean of its plain cosines with the
three nearest sentences of the code reaches what nine in ten of the code's own sentences reach
with the others.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from codebooks.codebook import Code, TeachingText
from coding.coder.sentences.codebook_sentences import NOTHING, sentences_of
from coding.embedding.model import Floats
from coding.embedding.vectors import VectorCache

Array = NDArray[np.float64]
Indices = NDArray[np.int64]

NEAREST = 3
LOWEST_SHARE = 0.1
# Fewer sentences than this say nothing about how near those of one code are to each other.
ENOUGH = 8
# With so many acceptances of a code, what people accepted says more than the codebook's wording.
FADES_WITH = 10.0


class Presence:
    """The sentences that speak for each code, and how near a text has to come to them."""

    def __init__(
        self, codes: Sequence[Code], taught: Sequence[TeachingText], cache: VectorCache
    ) -> None:
        said = _said(codes, taught)
        self._vectors = [cache.whole(texts) for texts in said]
        reached = [_left_out(own) for own in self._vectors]
        pooled = np.concatenate([np.zeros(0), *reached])
        usual = float(np.quantile(pooled, LOWEST_SHARE)) if len(pooled) else -1.0
        self.needed = np.array([_needed(own, usual) for own in reached])

    def speaks(
        self, unit: Floats, row: Indices, code: Indices, accepted: Array
    ) -> NDArray[np.bool_]:
        """For each pair of a text (row of `unit`) and a code, whether the text speaks of it.

        What is needed fades with how often each code was `accepted` (c,).
        """
        near = np.ones(len(row))
        for which in np.unique(code).tolist():
            pairs = np.flatnonzero(code == which)
            near[pairs] = nearness(unit[row[pairs]], self._vectors[which])
        return np.asarray(near >= self.needed[code] / (1 + accepted[code] / FADES_WITH))


def nearness(unit: Floats, sentences: Floats) -> Array:
    """(n,): the mean cosine of each text with the `NEAREST` sentences nearest to it."""
    if not len(sentences):
        return np.ones(len(unit))
    near = np.asarray(unit @ sentences.T, dtype=np.float64)
    count = min(NEAREST, near.shape[1])
    return np.asarray(np.partition(near, -count, axis=1)[:, -count:].mean(axis=1))


def _left_out(sentences: Floats) -> Array:
    """The same of a code's own sentences, each with the others; none where there are too few."""
    if len(sentences) < ENOUGH:
        return np.zeros(0)
    near = np.asarray(sentences @ sentences.T, dtype=np.float64)
    np.fill_diagonal(near, -np.inf)
    return np.asarray(np.partition(near, -NEAREST, axis=1)[:, -NEAREST:].mean(axis=1))


def _needed(reached: Array, usual: float) -> float:
    if not len(reached):
        return usual
    return (float(np.quantile(reached, LOWEST_SHARE)) + usual) / 2


def _said(codes: Sequence[Code], taught: Sequence[TeachingText]) -> list[list[str]]:
    place = {code.id: at for at, code in enumerate(codes)}
    said: list[list[str]] = [[] for _ in codes]
    for sentence in sentences_of(codes):
        if sentence.code != NOTHING and sentence.target > 0:
            said[sentence.code].append(sentence.text)
    for text in taught:
        for code, _ in text.codes:
            if code in place:
                said[place[code]].append(text.text)
    return said
