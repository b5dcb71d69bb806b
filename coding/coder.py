"""The coder: texts meet a codebook, and what comes out are probabilities and suggestions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from codebooks.codebook import Code, Codebook
from coding.direction import Compass, Pairs, signposts_of
from coding.evidence import Examples, heaviest, without_phrase
from coding.model import Model, load_model
from coding.phrases import CutTexts
from coding.questions import questions_of
from coding.scorer import Scored, Scorer
from coding.suggestion import Coded, Suggestion
from coding.vectors import Progress, VectorCache

if TYPE_CHECKING:
    import pandas

Array = NDArray[np.float64]
Indices = NDArray[np.int64]

CODER_VERSION = "1"
# Near the best micro-F1 on the sets of benchmarks.quality; on talk about something else (lessons,
# product meetings) nine texts in ten and four in five stay without a suggestion.
SUGGEST_AT = 0.2
# What the question of a short answer counts for.
CONTEXT = 0.5
CHUNK = 4_096


class Coder:
    """Suggests the codes of a codebook for texts; needs no files, no evaluation and no decision.

    `cache` holds the vectors and brings its model; with neither, the packaged model is loaded and
    vectors are kept in memory. What a text scores depends on the texts it is given with, which
    say what is ordinary in this corpus: give all excerpts of an evaluation at once.
    """

    def __init__(
        self, codebook: Codebook, model: Model | None = None, cache: VectorCache | None = None
    ) -> None:
        self.codes = codebook.codes
        self._cache = cache
        self._model = model

    @property
    def cache(self) -> VectorCache:
        """The vectors. Raises ModelFault where the packaged model is needed and missing."""
        if self._cache is None:
            self._cache = VectorCache(None, self._model or load_model())
        return self._cache

    def threshold(self, code_id: str) -> float:
        """The probability from which the code is suggested. Raises KeyError for an unknown id."""
        if all(code.id != code_id for code in self.codes):
            raise KeyError(code_id)
        return SUGGEST_AT

    def score(
        self, texts: Sequence[str], contexts: Sequence[str | None] | None = None
    ) -> pandas.DataFrame:
        """Probabilities in 0-1: one row a text, one column a code id, both in the order given."""
        return self._code(texts, contexts, None, explain=False).probabilities

    def suggest(
        self, texts: Sequence[str], contexts: Sequence[str | None] | None = None
    ) -> list[Suggestion]:
        """Suggestions by row, then in the codebook's order: several for a text, or none."""
        return self.code(texts, contexts).suggestions

    def code(
        self,
        texts: Sequence[str],
        contexts: Sequence[str | None] | None = None,
        progress: Progress | None = None,
    ) -> Coded:
        """Probabilities and suggestions. `progress` gets (distinct texts done, distinct texts)."""
        return self._code(texts, contexts, progress, explain=True)

    def tones(self, texts: Sequence[str]) -> Array:
        """How positive each text is by itself (n,): above 0 positive, below 0 negative."""
        distinct = list(dict.fromkeys(texts))
        signposts = signposts_of(self.codes)
        scorer = Scorer(self.codes, distinct, self.cache, signposts.texts)
        compass = Compass(self.codes, signposts, scorer, self.cache)
        unit = scorer.vectors.matrix.astype(np.float64)
        tones = compass.tone(unit, distinct)
        place = {text: at for at, text in enumerate(distinct)}
        return np.asarray(tones[[place[text] for text in texts]])

    def _code(
        self,
        texts: Sequence[str],
        contexts: Sequence[str | None] | None,
        progress: Progress | None,
        *,
        explain: bool,
    ) -> Coded:
        ids = [code.id for code in self.codes]
        if not texts or not ids:
            return Coded(_frame(np.zeros((len(texts), len(ids))), ids), [])
        corpus, units, unit_of_row = _units(texts, questions_of(texts, contexts))
        pass_ = _Pass(self.codes, corpus, units, self.cache)
        for start in range(0, len(corpus), CHUNK):
            end = min(start + CHUNK, len(corpus))
            pass_.score(start, end, explain=explain)
            if progress:
                progress(end, len(corpus))
        suggestions = pass_.suggestions(unit_of_row) if explain else []
        return Coded(_frame(pass_.probabilities[unit_of_row], ids), suggestions)


class _Pass:
    """One pass over a corpus of distinct texts, chunk by chunk.

    `units` (u, 2) are the distinct pairs of text and question (-1: none), as places in `corpus`,
    ordered by text. Questions stand before the answers in `corpus`, so they are scored first.
    """

    def __init__(
        self, codes: Sequence[Code], corpus: list[str], units: Indices, cache: VectorCache
    ) -> None:
        self.codes, self.corpus, self.units = codes, corpus, units
        signposts = signposts_of(codes)
        self.scorer = Scorer(codes, corpus, cache, signposts.texts)
        self.compass = Compass(codes, signposts, self.scorer, cache)
        self.examples = Examples(codes, self.scorer, cache)
        self.scores = np.zeros((len(corpus), len(codes)))
        self.probabilities = np.zeros((len(units), len(codes)))
        self._found: list[list[Suggestion]] = [[] for _ in units]

    def score(self, start: int, end: int, *, explain: bool) -> None:
        """Score the texts `start:end`, and give the reasons for what is suggested."""
        scored = self.scorer.score(start, end)
        self.scores[start:end] = scored.scores
        first, last = np.searchsorted(self.units[:, 0], [start, end])
        text, question = self.units[first:last].T
        scores = self.scores[text]
        asked = question >= 0
        scores[asked] += CONTEXT * np.maximum(self.scores[question[asked]], 0)
        probabilities = self.scorer.calibration.probabilities(scores)
        has_words = np.bincount(scored.phrases.owner, minlength=end - start) > 0
        probabilities[~has_words[text - start]] = 0.0
        self.probabilities[first:last] = probabilities
        if explain:
            unit, code = np.nonzero(probabilities >= SUGGEST_AT)
            self._explain(scored, start, first + unit, code)

    def _explain(self, scored: Scored, start: int, unit: Indices, code: Indices) -> None:
        place = self.units[unit, 0]
        kept, row = np.unique(place - start, return_inverse=True)
        part, texts = scored.part(kept), [self.corpus[start + at] for at in kept]
        spans = [self.scorer.vectors.phrases(start + at) for at in kept]
        cut = CutTexts(texts, spans)
        falls = without_phrase(self.scorer, part, cut.phrases(), start + kept)
        edges = np.concatenate([[0], np.cumsum([len(own) for own in spans])])
        directions = self.compass.directions(part, cut, Pairs(row, code))
        nearest = self.examples.nearest(part.unit, row, code)
        for n, (at, which) in enumerate(zip(row, code, strict=True)):
            here = falls[edges[at] : edges[at + 1], which]
            self._found[unit[n]].append(
                Suggestion(
                    row=-1,
                    code_id=self.codes[which].id,
                    probability=float(self.probabilities[unit[n], which]),
                    direction=directions[n],
                    phrase=heaviest(here, spans[at], texts[at]),
                    nearest=nearest[n][0],
                    nearest_similarity=nearest[n][1],
                )
            )

    def suggestions(self, unit_of_row: Indices) -> list[Suggestion]:
        """The suggestions for each row, rows in order."""
        return [
            replace(found, row=row)
            for row, unit in enumerate(unit_of_row.tolist())
            for found in self._found[unit]
        ]


def _units(
    texts: Sequence[str], questions: Sequence[str | None]
) -> tuple[list[str], Indices, Indices]:
    """The distinct texts, the distinct pairs of text and question in them, and each row's pair."""
    corpus = list(dict.fromkeys([*(question for question in questions if question), *texts]))
    place = {text: at for at, text in enumerate(corpus)}
    asked = [place[question] if question else -1 for question in questions]
    pairs = np.array([[place[text] for text in texts], asked], dtype=np.int64).T
    units, unit_of_row = np.unique(pairs, axis=0, return_inverse=True)
    return corpus, units, unit_of_row.ravel()


def _frame(probabilities: Array, ids: list[str]) -> pandas.DataFrame:
    import pandas

    return pandas.DataFrame(probabilities, columns=ids)
