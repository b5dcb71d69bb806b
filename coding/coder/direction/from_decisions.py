"""What decisions teach of direction: how much texts like each decided one point up or down."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from codebooks.codebook import Direction
from coding.coder.direction.open_questions import asked
from coding.coder.learning.likeness import Sums, alike
from coding.coder.scoring.rows import Rows
from coding.coder.scoring.scorer import Numbers, Scorer
from coding.coder.scoring.word_pairs import Words
from coding.embedding.vectors import VectorCache, lengthened

Array = NDArray[np.float64]

SIGNS: dict[Direction | None, float] = {"positive": 1.0, "negative": -1.0}
PENALTY = 0.5
# What a tone of 1 counts as before there are decisions, where a decision counts 1: flat around it.
SHARE = 0.3
# Which way a text points lies nearly on a line through what texts mean. Flat from 0.3 to 1.
LINE = 0.5
# So few decisions say little about which way everything points.
FEW = 10


@dataclass(frozen=True, slots=True)
class Pointed:
    """A text that people decided the direction of, and what was said before it ("" for nothing)."""

    text: str
    direction: Direction
    context: str = ""


class Pointing:
    """Corrects tones by what people decided about texts alike; `scorer` must have seen the texts."""

    def __init__(
        self,
        decided: Sequence[Pointed],
        scorer: Scorer,
        cache: VectorCache,
        tone: Callable[[Numbers, Sequence[str]], Array],
    ) -> None:
        self._scorer = scorer
        texts = [each.text for each in decided]
        contexts = [each.context for each in decided]
        self._words = Words([*scorer.texts, *dict.fromkeys(contexts)])
        unit = cache.embed(texts).matrix.astype(np.float64)
        rows = self._rows(unit, texts, contexts)
        signs = np.array([SIGNS.get(each.direction, 0.0) for each in decided])
        gap = signs - np.tanh(SHARE * (tone(unit, texts) + asked(contexts, texts)))
        likeness = alike(rows, rows, scorer.spelling.pieces) + LINE * rows.vectors @ rows.vectors.T
        likeness += PENALTY * np.eye(len(texts))
        self._usual = gap.sum() / (len(gap) + FEW)
        weights = np.linalg.solve(likeness, gap - self._usual)
        self._line = LINE * rows.vectors.T @ weights
        self._sums = Sums(rows, weights[:, None], scorer.spelling.pieces)

    def corrected(self, tones: Array, vectors: Numbers, texts: Sequence[str]) -> Array:
        """The tones (n,) of texts with `vectors` (n, d), of any length, after what was learned."""
        unit = lengthened(vectors.astype(np.float64))
        rows = self._rows(unit, texts, [""] * len(texts))
        learned = self._sums.of(rows)[:, 0] + rows.vectors @ self._line
        return np.asarray((np.tanh(SHARE * tones) + learned + self._usual) / SHARE)

    def asked(self, contexts: Sequence[str]) -> Array:
        """What is to be added (n,) for what was said before each text; 0 for "", where nothing was.

        "What could be better?" is answered with complaints, however kindly they are put.
        """
        distinct = list(dict.fromkeys(["", *contexts]))
        unit = np.zeros((len(distinct), self._scorer.vectors.dimensions))
        sums = self._sums.of(self._rows(unit, [""] * len(distinct), distinct))[:, 0]
        place = {context: at for at, context in enumerate(distinct)}
        return np.asarray((sums[[place[context] for context in contexts]] - sums[0]) / SHARE)

    def _rows(self, unit: Array, texts: Sequence[str], contexts: Sequence[str]) -> Rows:
        counts = self._scorer.spelling.count(texts)
        return Rows(
            vectors=self._scorer.centred(unit),
            counts=counts,
            lengths=self._scorer.spelling.measured(counts),
            words=self._words.rows(texts),
            # Of a question, its words tell; what it means, beside them, made it worse.
            before_vectors=np.zeros_like(unit),
            before_words=self._words.rows(contexts),
            roles=np.zeros(len(texts), dtype=np.int64),
        )
