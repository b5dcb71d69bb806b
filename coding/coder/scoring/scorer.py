"""A codebook made ready for one corpus: scores of texts for codes as matrix products.

The score of a text for a code is linear: its centred vector times the code's direction, plus its
spelling times the code's word weights, plus the best of its phrases' vectors. The weights come
from one kernel ridge regression on the codebook's own sentences.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from codebooks.codebook import Code
from coding.coder.scoring.calibration import Calibration, calibrated
from coding.coder.scoring.spelling import Spelling
from coding.coder.sentences import ridge
from coding.coder.sentences.codebook_sentences import NOTHING, Sentence, sentences_of
from coding.coder.sentences.phrases import Phrases, best_of_phrases, cut_phrases
from coding.embedding.model import Floats
from coding.embedding.vectors import VectorCache, Vectors, lengthened

Array = NDArray[np.float64]
Numbers = NDArray[np.float32] | NDArray[np.float64]

# Chosen on eight sets at once; the result is flat around them (mAP within 0.005).
SPELLING = 1.3
PENALTY = 2.0
BEST_PHRASE = 1.0
# A corpus of n texts moves the centre n / (n + PRIOR_TEXTS) of the way from small talk and the
# codebook's sentences to its own mean, so that three texts are not centred on themselves.
PRIOR_TEXTS = 100


@dataclass(frozen=True, slots=True)
class Scored:
    """Some texts' scores (n, c) and what evidence needs of them: their vectors, and the phrases'."""

    scores: Array
    unit: Floats
    phrase_scores: Array
    phrases: Phrases

    def part(self, rows: NDArray[np.int64]) -> "Scored":
        """The same of some of the texts, in increasing order."""
        kept = np.isin(self.phrases.owner, rows)
        owner = np.searchsorted(rows, self.phrases.owner[kept])
        phrases = Phrases(self.phrases.shares[kept], owner)
        return Scored(
            self.scores[rows],
            self.unit[rows],
            self.phrase_scores[kept],
            phrases,
        )


@dataclass(frozen=True, slots=True)
class Learned:
    """What a codebook's own sentences teach: `directions` (d, c), `word_weights` (words, c).

    `left_out` (s, c) are the scores of the sentences themselves, each from a model that has not
    seen it, and `calibration` says what scores are worth.
    """

    directions: Array
    word_weights: Array
    left_out: Array
    calibration: Calibration


class Scorer:
    """`codes` against a corpus of distinct `texts`, whose vectors come from `cache`.

    `also` are other sentences whose spelling will be asked for. What the codebook's own
    `sentences` teach is learned when it is first asked for: where there is a primer, nobody asks.
    """

    def __init__(
        self,
        codes: Sequence[Code],
        texts: Sequence[str],
        cache: VectorCache,
        also: Sequence[str] = (),
    ) -> None:
        self.sentences = sentences_of(codes)
        self.texts = texts
        self._said = [sentence.text for sentence in self.sentences]
        self._cache = cache
        self.vectors = cache.embed(texts)
        self.centre = _centre(self.vectors, cache.whole(self._said))
        self.spelling = Spelling([*texts, *self._said], also)
        self.also_spelt = self.spelling.rows(
            len(texts) + len(self._said), self.spelling.counts.shape[0]
        )
        self._codes = len(codes)

    @cached_property
    def learned(self) -> Learned:
        """What the codebook's own sentences teach."""
        first = len(self.texts)
        vectors = self._cache.embed(self._said)
        said = self.centred(vectors.matrix.astype(np.float64))
        spelt = self.spelling.rows(first, first + len(said))
        kernel = said @ said.T + SPELLING**2 * (spelt @ spelt.T).toarray()
        fitted = ridge.fit(kernel, _targets(self.sentences, self._codes), PENALTY)
        pieces = SPELLING**2 * (spelt.T @ fitted.dual)
        left_out = self._left_out(fitted, kernel, said, vectors)
        return Learned(
            said.T @ fitted.dual,
            self.spelling.word_weights(np.asarray(pieces)),
            left_out,
            _calibration(self.sentences, left_out),
        )

    def _left_out(self, fitted: ridge.Ridge, kernel: Array, said: Array, own: Vectors) -> Array:
        """The scores of the sentences themselves, each from a model that has not seen it."""
        every = np.arange(len(said))
        phrases = cut_phrases(own, 0, len(said))
        vector_kernel = said @ said.T
        whole = fitted.left_out(vector_kernel, every)
        vectors = self.centred(lengthened(phrases.shares.astype(np.float64)))
        parts = fitted.left_out(vectors @ said.T, phrases.owner)
        best = best_of_phrases(parts, phrases.owner, whole)
        return fitted.left_out(kernel, every) + BEST_PHRASE * best

    def centred(self, unit: Array) -> Array:
        """Rows of unit length less the centre, of unit length again."""
        return lengthened(unit - self.centre)

    def score(self, start: int, end: int) -> Scored:
        """The scores of texts `start:end`."""
        unit, phrases = self.vectors.rows(start, end), self.phrases(start, end)
        vector_part = self.along(unit)
        words = self.spelling.counts[start:end] @ self.learned.word_weights
        word_part = np.asarray(words) / self.spelling.lengths[start:end, None]
        parts = self.along(phrases.shares)
        best = best_of_phrases(parts, phrases.owner, vector_part)
        scores = vector_part + word_part + BEST_PHRASE * best
        return Scored(scores, unit, parts, phrases)

    def phrases(self, start: int, end: int) -> Phrases:
        """The phrases of texts `start:end`."""
        return cut_phrases(self.vectors, start, end)

    def along(self, rows: Numbers, directions: Array | None = None) -> Array:
        """`centred(lengthened(rows)) @ directions` (n, c), by default those of the codes.

        Worked out from products of the rows as they are: no other matrix of their size is made.
        """
        chosen = self.learned.directions if directions is None else directions
        both = np.concatenate([chosen, self.centre[:, None]], axis=1)
        products = np.matmul(rows, both.astype(rows.dtype)).astype(np.float64)
        squares = np.einsum("ij,ij->i", rows, rows).astype(np.float64)
        scale = 1 / np.maximum(np.sqrt(squares), 1e-9)
        products *= scale[:, None]
        moved = squares * scale**2 - 2 * products[:, -1] + self.centre @ self.centre
        lengths = np.sqrt(np.maximum(moved, 1e-18))
        return np.asarray((products[:, :-1] - self.centre @ chosen) / lengths[:, None])


def _centre(texts: Vectors, said: Floats) -> Array:
    usual = np.asarray(said.mean(axis=0, dtype=np.float64))
    if not len(texts):
        return usual
    own = texts.matrix.mean(axis=0, dtype=np.float64)
    return np.asarray((len(texts) * own + PRIOR_TEXTS * usual) / (len(texts) + PRIOR_TEXTS))


def _targets(sentences: Sequence[Sentence], codes: int) -> Array:
    targets = np.zeros((len(sentences), codes))
    for row, sentence in enumerate(sentences):
        if sentence.code != NOTHING:
            targets[row, sentence.code] = sentence.target
    return targets


def _calibration(sentences: Sequence[Sentence], scores: Array) -> Calibration:
    """From left-out scores: a sentence's own code where others speak for it too, and all the rest."""
    code = np.array([sentence.code for sentence in sentences])
    speaks = np.array([sentence.target > 0 for sentence in sentences])
    rows = np.arange(len(sentences))
    others = np.ones(scores.shape, dtype=bool)
    others[rows[code != NOTHING], code[code != NOTHING]] = False
    often = np.bincount(code[speaks], minlength=scores.shape[1]) > 1
    own = speaks & np.append(often, False)[code]
    return calibrated(scores[rows[own], code[own]], scores[others], ~often)
