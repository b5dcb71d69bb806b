"""A codebook's log odds for the texts of a corpus, chunk by chunk, and what learning needs of them."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from codebooks.codebook import Code, TeachingText
from coding.coder.primer.primer import primer_of
from coding.coder.scoring.cues import CUE, hits_of
from coding.coder.scoring.presence import Presence
from coding.coder.scoring.rows import NEVER, Rows
from coding.coder.scoring.scorer import Scored, Scorer
from coding.coder.scoring.short_answers import WORD
from coding.coder.scoring.texts import NONE, Corpus
from coding.coder.scoring.word_pairs import Words
from coding.embedding.vectors import VectorCache, lengthened

Array = NDArray[np.float64]
Indices = NDArray[np.int64]

# What the question of a short answer counts for.
CONTEXT = 0.5
CHUNK = 4_096
FEWEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Chunk:
    """Texts `start:end`, as they are scored, and the units `first:last` that they make up.

    `log_odds` (last - first, c) are those of the codebook alone.
    """

    start: int
    end: int
    first: int
    last: int
    scored: Scored
    log_odds: Array


class Scoring:
    """`codes` and a corpus; `also` are sentences whose spelling will be asked for as well.

    `taught` are the texts of the codebook's teaching set.
    """

    def __init__(
        self,
        codes: Sequence[Code],
        corpus: Corpus,
        cache: VectorCache,
        also: Sequence[str] = (),
        taught: Sequence[TeachingText] = (),
    ) -> None:
        self.corpus, self._cache = corpus, cache
        self.primer = primer_of(codes, taught, cache)
        self.scorer = Scorer(codes, corpus.texts, cache, also)
        self._codes, self._taught = codes, taught
        self.cues = hits_of(codes, corpus.texts)
        self._scores = np.zeros((len(corpus.texts), len(codes)))

    def chunks(self, texts: int | None = None) -> Iterator[Chunk]:
        """The corpus in chunks, in order, or its first `texts` texts.

        While one is looked at, the next is scored in another thread.
        """
        count = len(self.corpus.texts) if texts is None else texts
        return one_ahead(
            lambda start: self._chunk(start, min(start + CHUNK, count)), range(0, count, CHUNK)
        )

    def _chunk(self, start: int, end: int) -> Chunk:
        scored = self._scored(start, end)
        self._scores[start:end] = scored.scores
        first, last = np.searchsorted(self.corpus.units[:, 0], [start, end]).tolist()
        text, question = self.corpus.units[first:last, :2].T
        scores = self._scores[text]
        asked = question != NONE
        scores[asked] += CONTEXT * np.maximum(self._scores[question[asked]], 0)
        log_odds = (self.primer or self.scorer.learned.calibration).log_odds(scores)
        self._add_cues(log_odds, text)
        has_words = np.bincount(scored.phrases.owner, minlength=end - start) > 0
        log_odds[~has_words[text - start]] = NEVER
        return Chunk(start, end, first, last, scored, log_odds)

    def _scored(self, start: int, end: int) -> Scored:
        """Texts `start:end`, scored by the primer where there is one, else by the codebook alone."""
        if self.primer is None:
            return self.scorer.score(start, end)
        unit, phrases = self.scorer.vectors.rows(start, end), self.scorer.phrases(start, end)
        scores, parts = self.primer.scores(unit, phrases)
        return Scored(scores, unit, parts, phrases)

    def _add_cues(self, log_odds: Array, text: Indices) -> None:
        """Cues count once a code, however often they stand in a text."""
        for row, place in enumerate(text.tolist() if self.cues else ()):
            codes = {code for code, _ in self.cues.get(place, [])}
            log_odds[row, sorted(codes)] += CUE

    @property
    def codes(self) -> int:
        """How many codes there are."""
        return len(self._codes)

    @cached_property
    def presence(self) -> Presence:
        """Which texts speak of which codes at all."""
        return Presence(self._codes, self._taught, self._cache)

    @cached_property
    def carries_little(self) -> NDArray[np.bool_]:
        """(u,): which units are too short to carry a code, with no question that carries it."""
        words = np.array([len(WORD.findall(text)) for text in self.corpus.texts])
        text, question = self.corpus.units[:, :2].T
        return np.asarray((words[text] < FEWEST_WORDS) & (question == NONE))

    @property
    def pieces(self) -> sparse.csr_matrix:
        """(words, n-grams): how each word of the corpus is spelt."""
        return self.scorer.spelling.pieces

    def before(self, units: Indices) -> list[str]:
        """What was said before each of some units, "" for nothing."""
        contexts = self.corpus.contexts
        return ["" if at == NONE else contexts[at] for at in self.corpus.units[units, 2].tolist()]

    def rows(self, units: Indices) -> Rows:
        """What learning sees of some units."""
        text = self.corpus.units[units, 0]
        return self.rows_like(
            units,
            self.scorer.centred(self.scorer.vectors.at(text).astype(np.float64)),
            self.scorer.spelling.counts[text],
            [self.corpus.texts[at] for at in text],
        )

    def rows_like(
        self, units: Indices, centred: Array, counts: sparse.csr_matrix, texts: Sequence[str]
    ) -> Rows:
        """Rows of other texts that stand where `units` stand: phrases left out of them, say."""
        before = self.corpus.units[units, 2]
        before = np.where(np.isin(before, self.corpus.to_everybody), NONE, before)
        return Rows(
            vectors=centred,
            counts=counts,
            lengths=self.scorer.spelling.measured(counts),
            words=self._words.rows(texts),
            before_vectors=self._before_vectors[before],
            before_words=self._before_words[before],
            roles=self.corpus.units[units, 3],
        )

    @cached_property
    def _words(self) -> Words:
        return Words(self.corpus.texts)

    @cached_property
    def _before_words(self) -> sparse.csr_matrix:
        # The last row stands for NONE.
        return self._words.rows([*self.corpus.contexts, ""])

    @cached_property
    def _before_vectors(self) -> Array:
        nothing = np.zeros((1, self.scorer.vectors.dimensions))
        if not self.corpus.contexts:
            return nothing
        unit = self._cache.embed(self.corpus.contexts).matrix.astype(np.float64)
        return np.concatenate([lengthened(unit - unit.mean(axis=0)), nothing])


Item = TypeVar("Item")


Result = TypeVar("Result")


def one_ahead(work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """`map`, in order; while one result is used, the next is made in another thread.

    What `work` raises comes up where its result is asked for.
    """
    with ThreadPoolExecutor(1) as beside:
        waiting: deque[Future[Result]] = deque()
        for item in items:
            waiting.append(beside.submit(work, item))
            if len(waiting) > 1:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
