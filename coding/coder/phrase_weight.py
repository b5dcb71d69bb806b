"""Why a code is suggested, computed from the score itself: the phrase, and the nearest example."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coding.coder.primer.kernel import PHRASE
from coding.coder.scoring.chunks import Scoring
from coding.coder.scoring.scorer import BEST_PHRASE, Scored, Scorer
from coding.embedding.model import Floats
from coding.embedding.phrases import Span
from coding.embedding.vectors import VectorCache

Array = NDArray[np.float64]
Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rest:
    """Texts with one phrase left out, a row a phrase: how far each code's score falls (p, c), the
    vector of what is left (p, d), of any length, and which text each is of.
    """

    falls: Array
    vectors: Floats
    owner: Indices


def without_phrase(
    scoring: Scoring, scored: Scored, phrase_texts: Sequence[str], places: Indices
) -> Rest:
    """What is left of each text when each of its phrases, `phrase_texts`, is left out.

    `places` are those of the texts of `scored` in the corpus. A text's spelling keeps its length.
    """
    owner = scored.phrases.owner
    rest = scored.unit[owner] - scored.phrases.shares
    if not len(owner):
        return Rest(np.zeros_like(scored.phrase_scores), rest, owner)
    if scoring.primer is not None:
        whole = scoring.primer.of_texts(scored.unit)[owner] - scoring.primer.of_texts(rest)
        return Rest(whole + PHRASE * _best_fall(scored), rest, owner)
    scorer = scoring.scorer
    vector_fall = scorer.along(scored.unit)[owner] - scorer.along(rest)
    words = np.asarray(scorer.spelling.count(phrase_texts) @ scorer.learned.word_weights)
    word_fall = words / scorer.spelling.lengths[places][owner, None]
    return Rest(vector_fall + word_fall + BEST_PHRASE * _best_fall(scored), rest, owner)


def heaviest(falls: Array, spans: Sequence[Span], text: str) -> Span:
    """The phrase with the greatest fall, the first of equals; all of a text without phrases."""
    return spans[int(np.argmax(falls))] if len(spans) else (0, len(text))


class Examples:
    """Texts that show each code (`said`, one list a code), to find the one most like another."""

    def __init__(self, said: Sequence[Sequence[str]], scorer: Scorer, cache: VectorCache) -> None:
        self._scorer = scorer
        self._texts = [[text for text in texts if text.strip()] for texts in said]
        self._vectors = [
            scorer.centred(cache.whole(texts).astype(np.float64)) for texts in self._texts
        ]

    def nearest(self, unit: Floats, row: Indices, code: Indices) -> list[tuple[str, float]]:
        """For each pair of text (row of `unit`) and code, the example most like it.

        With its cosine similarity (of centred vectors, two places); ("", 0.0) without examples.
        """
        centred = self._scorer.centred(unit.astype(np.float64))
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
