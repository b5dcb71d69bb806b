"""Learning again and again about the same texts: what the review page does after every twenty decisions."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from codebooks.codebook import Code, TeachingText
from coding.coder.learning.learned import Taught, taught
from coding.coder.scoring.calibration import chances
from coding.coder.scoring.chunks import CHUNK, Scoring
from coding.coder.scoring.rows import Rows
from coding.coder.scoring.texts import Utterances, corpus_of
from coding.embedding.vectors import VectorCache

Array = NDArray[np.float64]

# Up to so many texts are kept ready in memory (about 8 KB each); more are made ready each time.
KEPT = 20_000


class Learner:
    """Some rows scored with the codebook once; `learn` then costs a fraction of a second."""

    def __init__(
        self,
        codes: Sequence[Code],
        rows: Utterances,
        cache: VectorCache,
        taught: Sequence[TeachingText] = (),
    ) -> None:
        self._scoring = Scoring(codes, corpus_of(rows), cache, taught=taught)
        self._kept: dict[int, Rows] = {}
        self._codebook = np.zeros((len(self._scoring.corpus.units), len(codes)))
        for chunk in self._scoring.chunks():
            self._codebook[chunk.first : chunk.last] = chunk.log_odds

    @property
    def probabilities(self) -> Array:
        """(n, c): one row a row given, from the codebook alone."""
        return chances(self._codebook)[self._scoring.corpus.unit_of_row]

    def teach(self, labels: Array) -> Taught | None:
        """What `labels` (n, c) teach, 1, 0 or nan where nobody has decided; None without any."""
        decided = np.flatnonzero(~np.isnan(labels).all(axis=1))
        if not len(decided):
            return None
        units = self._scoring.corpus.unit_of_row[decided]
        rows = self._scoring.rows(units)
        return taught(self._codebook[units], rows, labels[decided], self._scoring.pieces)

    def learn(self, labels: Array) -> Array:
        """The probabilities (n, c) of every row, after learning from `labels` (see `teach`)."""
        known = self.teach(labels)
        return self.probabilities if known is None else self._learned(known)

    def learn_held_back(self, labels: Array) -> Array:
        """The same, but what was decided is as probable as if it had not been decided itself.

        So far as chances go, decided and undecided rows then stand on one footing.
        """
        known = self.teach(labels)
        if known is None:
            return self.probabilities
        found, decided = self._learned(known), ~np.isnan(labels)
        found[decided] = chances(known.held_back)[decided[decided.any(axis=1)]]
        return found

    def _learned(self, known: Taught) -> Array:
        found = np.zeros_like(self._codebook)
        for start in range(0, len(found), CHUNK):
            end = min(start + CHUNK, len(found))
            codebook = self._codebook[start:end]
            found[start:end] = known.log_odds(codebook, self._rows(start, end))
        return chances(found)[self._scoring.corpus.unit_of_row]

    def _rows(self, start: int, end: int) -> Rows:
        if start not in self._kept:
            rows = self._scoring.rows(np.arange(start, end))
            if len(self._codebook) > KEPT:
                return rows
            self._kept[start] = rows
        return self._kept[start]
