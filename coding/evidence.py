"""Why a code is suggested, computed from the score itself: the phrase, and the nearest example."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from codebooks.codebook import Code
from coding.phrases import Span
from coding.scorer import BEST_PHRASE, Scored, Scorer
from coding.vectors import VectorCache

Array = NDArray[np.float64]
Indices = NDArray[np.int64]


def without_phrase(
    scorer: Scorer, scored: Scored, phrase_texts: Sequence[str], places: Indices
) -> Array:
    """How far the score of each phrase's text falls, for each code, when the phrase is left out.

    (p, c), a row a phrase of `scored`, whose words are `phrase_texts`. `places` are those of its
    texts in the scorer's corpus. A text's spelling keeps its length.
    """
    owner = scored.phrases.owner
    if not len(owner):
        return np.zeros_like(scored.phrase_scores)
    rest = scored.unit[owner] - scored.phrases.shares
    rest /= np.maximum(np.linalg.norm(rest, axis=1, keepdims=True), 1e-9)
    vector_fall = scored.vector_part[owner] - scorer.centred(rest) @ scorer.directions
    words = np.asarray(scorer.spelling.count(phrase_texts) @ scorer.word_weights)
    word_fall = words / scorer.spelling.lengths[places][owner, None]
    return vector_fall + word_fall + BEST_PHRASE * _best_fall(scored)


def heaviest(falls: Array, spans: Sequence[Span], text: str) -> Span:
    """The phrase with the greatest fall, the first of equals; all of a text without phrases."""
    return spans[int(np.argmax(falls))] if len(spans) else (0, len(text))


class Examples:
    """The examples of each code, to find the one most like a text."""

    def __init__(self, codes: Sequence[Code], scorer: Scorer, cache: VectorCache) -> None:
        self._scorer = scorer
        self._texts = [[e.text for e in code.examples if e.text.strip()] for code in codes]
        self._vectors = [
            scorer.centred(cache.embed(texts).matrix.astype(np.float64)) for texts in self._texts
        ]

    def nearest(self, unit: Array, row: Indices, code: Indices) -> list[tuple[str, float]]:
        """For each pair of text (row of `unit`) and code, the example most like it.

        With its cosine similarity (of centred vectors, two places); ("", 0.0) without examples.
        """
        centred = self._scorer.centred(unit)
        found = [("", 0.0)] * len(row)
        for which in np.unique(code):
            if not self._texts[which]:
                continue
            pairs = np.flatnonzero(code == which)
            similar = np.round(centred[row[pairs]] @ self._vectors[which].T, 2)
            best = similar.argmax(axis=1)
            for pair, at, value in zip(pairs, best, similar.max(axis=1), strict=True):
                found[pair] = (self._texts[which][at], float(value))
        return found


def _best_fall(scored: Scored) -> Array:
    """How far the best phrase's score falls when each phrase is left out: only for the best one."""
    parts, owner = scored.phrase_scores, scored.phrases.owner
    rows, starts = np.unique(owner, return_index=True)
    place = np.searchsorted(rows, owner)
    first = np.maximum.reduceat(parts, starts, axis=0)[place]
    others = np.where(parts == first, -np.inf, parts)
    second = np.maximum.reduceat(others, starts, axis=0)[place]
    return np.where((parts == first) & np.isfinite(second), first - second, 0.0)
