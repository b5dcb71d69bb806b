"""The coder: texts meet a codebook, and what comes out are probabilities and suggestions.

It starts from the codebook alone and learns from every decision: `Coder(codebook).score(texts)`,
then `.fit(texts, labels).score(texts)`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from codebooks.codebook import Codebook, Direction
from coding.coder.direction.compass import Compass, signposts_of
from coding.coder.direction.from_decisions import Pointed
from coding.coder.explanations import Reasons
from coding.coder.grades import Grades, short_lists
from coding.coder.learning.learned import Taught, taught
from coding.coder.learning.learner import Learner
from coding.coder.learning.readiness import LIKELY, Readiness, readiness, thresholds
from coding.coder.scoring.calibration import chances
from coding.coder.scoring.chunks import Scoring
from coding.coder.scoring.scorer import Scorer
from coding.coder.scoring.texts import Corpus, Utterances, corpus_of, utterances_of
from coding.coder.suggestion import Coded, Evidence, Suggestion
from coding.embedding.encoders.load import load_model
from coding.embedding.model import Model
from coding.embedding.vectors import Progress, VectorCache
from corpora.errors import InputError
from corpora.files import read_limited, shown, write_atomic

if TYPE_CHECKING:
    import pandas

Array = NDArray[np.float64]

CODER_VERSION = "7"
# How many codes are listed for a text after those that are likely.
COULD_FIT = 5
LEARNED = "coder.json"


class Coder:
    """Suggests the codes of a codebook for texts; needs no files, no evaluation and no decision.

    `cache` holds the vectors and brings its model; with neither, the packaged model is loaded and
    vectors are kept in memory. Without a teaching set, what a text scores depends a little on the
    texts it is given with, which say what is ordinary in this corpus: give all excerpts of an
    evaluation at once. A code is *likely* from the probability `likely` on, where the text speaks
    of it at all and, with a teaching set, is about its subject: plainly so where few of the texts
    are. `could_fit` is how many others are listed for each text.
    """

    def __init__(
        self,
        codebook: Codebook,
        model: Model | None = None,
        cache: VectorCache | None = None,
        *,
        likely: float = LIKELY,
        could_fit: int = COULD_FIT,
    ) -> None:
        self.codebook = codebook
        self.likely, self.could_fit = likely, could_fit
        self.codes = codebook.codes
        self._cache = cache
        self._model = model
        self._decided = utterances_of([])
        self._labels = np.zeros((0, len(self.codes)))
        self._pointed: tuple[Pointed, ...] = ()
        self._taught: Taught | None = None

    @property
    def cache(self) -> VectorCache:
        """The vectors. Raises ModelFault where the packaged model is needed and missing."""
        if self._cache is None:
            self._cache = VectorCache(None, self._model or load_model())
        return self._cache

    def fit(
        self,
        texts: Sequence[str],
        labels: pandas.DataFrame,
        contexts: Sequence[str | None] | None = None,
        roles: Sequence[str] | None = None,
        directions: Mapping[str, Direction] | None = None,
    ) -> Coder:
        """Learn from decisions, and from nothing before them; gives itself.

        `labels` has a row a text and columns of code ids: True, False, or missing where nobody
        has decided; a code without a column is not decided. `directions` says which way a text
        points. Raises ValueError where rows do not match, KeyError for an unknown code.
        """
        self._decided, self._labels = utterances_of([]), np.zeros((0, len(self.codes)))
        self._pointed = ()
        return self.partial_fit(texts, labels, contexts, roles, directions)

    def partial_fit(
        self,
        texts: Sequence[str],
        labels: pandas.DataFrame,
        contexts: Sequence[str | None] | None = None,
        roles: Sequence[str] | None = None,
        directions: Mapping[str, Direction] | None = None,
    ) -> Coder:
        """Learn from more decisions, as `fit` does, without forgetting those before."""
        added = utterances_of(texts, contexts, roles)
        self._labels = np.concatenate([self._labels, self._numbers(labels, len(added))])
        self._decided = self._decided + added
        before = dict(zip(added.texts, added.contexts, strict=True))
        given = (directions or {}).items()
        self._pointed += tuple(Pointed(text, way, before.get(text, "")) for text, way in given)
        self._taught = None
        return self

    def _numbers(self, labels: pandas.DataFrame, rows: int) -> Array:
        if len(labels) != rows:
            raise ValueError(f"{rows} texts, but labels for {len(labels)}")
        place = {code.id: at for at, code in enumerate(self.codes)}
        numbers = np.full((rows, len(self.codes)), np.nan)
        for code in labels.columns:
            numbers[:, place[code]] = (
                labels[code].astype("Float64").to_numpy(float, na_value=np.nan)
            )
        return numbers

    def learner(
        self,
        texts: Sequence[str],
        contexts: Sequence[str | None] | None = None,
        roles: Sequence[str] | None = None,
    ) -> Learner:
        """These texts made ready to be learned about again and again, from nothing decided yet."""
        return Learner(
            self.codes, utterances_of(texts, contexts, roles), self.cache, self.codebook.taught
        )

    def threshold(self, code_id: str, recall: float | None = None) -> float:
        """The probability from which the code is suggested. Raises KeyError for an unknown id.

        `likely` before there are decisions, and with them the nearer to the one with the best F1
        on decisions held back from learning; or the highest that finds at least the share
        `recall` of them.
        """
        at, known = self._place(code_id), self._known()
        return float(thresholds(known, self.likely, recall)[at]) if known else self.likely

    def readiness(self) -> list[Readiness]:
        """How far each code can be left to the program, from decisions held back from learning."""
        return readiness([code.id for code in self.codes], self._known(), self.likely)

    def score(
        self,
        texts: Sequence[str],
        contexts: Sequence[str | None] | None = None,
        roles: Sequence[str] | None = None,
    ) -> pandas.DataFrame:
        """Probabilities in 0-1: one row a text, one column a code id, both in the order given."""
        return self._code(utterances_of(texts, contexts, roles), None, explain=False).probabilities

    def suggest(
        self,
        texts: Sequence[str],
        contexts: Sequence[str | None] | None = None,
        roles: Sequence[str] | None = None,
    ) -> list[Suggestion]:
        """Suggestions by row, then in the codebook's order: several for a text, or none.

        Before anybody has decided, all of them are likely.
        """
        return self.code(texts, contexts, roles=roles).suggestions

    def code(
        self,
        texts: Sequence[str],
        contexts: Sequence[str | None] | None = None,
        progress: Progress | None = None,
        roles: Sequence[str] | None = None,
    ) -> Coded:
        """Probabilities and suggestions. `progress` gets (distinct texts done, distinct texts)."""
        return self._code(utterances_of(texts, contexts, roles), progress, explain=True)

    def explain(self, text: str, code_id: str, context: str = "", role: str = "") -> Evidence:
        """Why `text` has the probability it has for the code. Raises KeyError for an unknown id.

        Beside the decided texts: alone, or with few of them, a text is measured against small talk.
        """
        at = self._place(code_id)
        rows = self._decided + utterances_of([text], [context], [role])
        scoring, known, reasons = self._made_ready(corpus_of(rows))
        unit = int(scoring.corpus.unit_of_row[-1])
        chunk = next(chunk for chunk in scoring.chunks() if chunk.first <= unit < chunk.last)
        odds = _log_odds(scoring, known, chunk.first, chunk.log_odds)
        accepted = np.flatnonzero(self._labels[:, at] == 1)
        others = [self._decided.texts[row] for row in accepted if self._decided.texts[row] != text]
        return reasons.evidence(chunk, odds, unit, at, others)

    def directions(
        self,
        texts: Sequence[str],
        code_ids: Sequence[str],
        contexts: Sequence[str | None] | None = None,
    ) -> list[Direction | None]:
        """Which way each text points for the code beside it, whether or not it is suggested.

        None where it is not sure; a suggestion claims less (see `direction.claims`). Raises
        KeyError for an unknown id.
        """
        wanted = [self._place(code_id) for code_id in code_ids]
        corpus = corpus_of(self._decided + utterances_of(texts, contexts))
        scoring, _, reasons = self._made_ready(corpus)
        units = corpus.unit_of_row[len(self._decided) :]
        found: dict[tuple[int, int], Direction | None] = {}
        for chunk in scoring.chunks():
            pairs = [
                (unit, code)
                for unit, code in zip(units.tolist(), wanted, strict=True)
                if chunk.first <= unit < chunk.last
            ]
            here, codes = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
            ways = reasons.directions(chunk, here - chunk.first, codes)
            found.update(zip(pairs, ways, strict=True))
        return [found[unit, code] for unit, code in zip(units.tolist(), wanted, strict=True)]

    def tones(self, texts: Sequence[str], contexts: Sequence[str | None] | None = None) -> Array:
        """How positive each text is (n,), whatever the code: above 0 positive, below 0 negative."""
        texts = utterances_of(texts).texts
        distinct = list(dict.fromkeys(texts))
        signposts = signposts_of(self.codes)
        scorer = Scorer(self.codes, distinct, self.cache, signposts.texts)
        compass = Compass(self.codes, signposts, scorer, self.cache, self._pointed)
        tones = compass.tone(scorer.vectors.matrix, distinct)
        place = {text: at for at, text in enumerate(distinct)}
        asked = compass.asked(utterances_of(texts, contexts).contexts, texts)
        return np.asarray(tones[[place[text] for text in texts]] + asked)

    def save(self, folder: Path) -> None:
        """Keep what was learned from in `folder`, as JSON: participants' words are in it.

        The codebook and the model are not kept. `load` learns again, to the same probabilities.
        """
        content = {
            "coder": CODER_VERSION,
            "codebook": self.codebook.hash,
            "codes": [code.id for code in self.codes],
            "texts": self._decided.texts,
            "contexts": self._decided.contexts,
            "roles": self._decided.roles,
            "labels": [[_plain(value) for value in row] for row in self._labels.tolist()],
            "directions": [asdict(each) for each in self._pointed],
        }
        write_atomic(folder / LEARNED, json.dumps(content).encode())

    @classmethod
    def load(
        cls,
        folder: Path,
        codebook: Codebook,
        model: Model | None = None,
        cache: VectorCache | None = None,
    ) -> Coder:
        """The coder that `save` kept. Raises InputError where it was made for another codebook."""
        import pandas

        content = json.loads(read_limited(folder / LEARNED))
        if content["codebook"] != codebook.hash:
            raise InputError(
                "this coder was made with another codebook",
                where=shown(str(folder / LEARNED)),
                remedy="Load it with the codebook it was saved with, or learn anew with fit.",
            )
        labels = pandas.DataFrame(content["labels"], columns=content["codes"], dtype="boolean")
        coder = cls(codebook, model, cache)
        coder.fit(content["texts"], labels, content["contexts"], content["roles"])
        coder._pointed = tuple(Pointed(**said) for said in content["directions"])
        return coder

    def _place(self, code_id: str) -> int:
        for at, code in enumerate(self.codes):
            if code.id == code_id:
                return at
        raise KeyError(code_id)

    def _known(self) -> Taught | None:
        """What was learned, among the decided texts alone."""
        if self._taught is None and len(self._decided):
            learner = Learner(self.codes, self._decided, self.cache, self.codebook.taught)
            self._taught = learner.teach(self._labels)
        return self._taught

    def _made_ready(self, corpus: Corpus) -> tuple[Scoring, Taught | None, Reasons]:
        """A corpus to score, what decisions teach within it, and how to explain."""
        signposts = signposts_of(self.codes)
        scoring = Scoring(self.codes, corpus, self.cache, signposts.texts, self.codebook.taught)
        compass = Compass(
            self.codes, signposts, scoring.scorer, self.cache, self._pointed, scoring.primer
        )
        known = self._teach(scoring) if len(self._decided) else None
        return scoring, known, Reasons(self.codes, scoring, compass, known, self.cache)

    def _teach(self, scoring: Scoring) -> Taught | None:
        """What the decisions teach; the decided rows are the first ones of the corpus."""
        decided = np.flatnonzero(~np.isnan(self._labels).all(axis=1))
        if not len(decided):
            return None
        units = scoring.corpus.unit_of_row[decided]
        codebook = np.zeros((len(scoring.corpus.units), len(self.codes)))
        furthest = int(scoring.corpus.units[units, 0].max()) + 1
        for chunk in scoring.chunks(furthest):
            codebook[chunk.first : chunk.last] = chunk.log_odds
        rows = scoring.rows(units)
        return taught(codebook[units], rows, self._labels[decided], scoring.pieces)

    def _code(self, rows: Utterances, progress: Progress | None, *, explain: bool) -> Coded:
        ids = [code.id for code in self.codes]
        if not len(rows) or not ids:
            nothing = _frame(np.zeros((len(rows), len(ids))), ids)
            return Coded(nothing, [], [()] * len(rows), self.readiness())
        corpus = corpus_of(self._decided + rows)
        scoring, known, reasons = self._made_ready(corpus)
        probabilities = np.zeros((len(corpus.units), len(ids)))
        found: list[list[Suggestion]] = [[] for _ in corpus.units]
        grades = Grades.of(scoring, known, self.likely)
        for chunk in scoring.chunks():
            odds = _log_odds(scoring, known, chunk.first, chunk.log_odds)
            probabilities[chunk.first : chunk.last] = chances(odds)
            if explain:
                graded = grades.graded(chunk, probabilities[chunk.first : chunk.last])
                for unit, suggestion in reasons.suggestions(chunk, odds, graded):
                    found[unit].append(suggestion)
            if progress:
                progress(chunk.end, len(corpus.texts))
        own = corpus.unit_of_row[len(self._decided) :]
        suggestions = [
            replace(s, row=n) for n, unit in enumerate(own.tolist()) for s in found[unit]
        ]
        listed = short_lists(probabilities, found, ids, self.could_fit) if explain else []
        return Coded(
            _frame(probabilities[own], ids),
            suggestions,
            [listed[unit] for unit in own] if explain else [],
            readiness(ids, known, self.likely),
        )


def _log_odds(scoring: Scoring, known: Taught | None, first: int, codebook: Array) -> Array:
    if known is None:
        return codebook
    units = np.arange(first, first + len(codebook))
    return known.log_odds(codebook, scoring.rows(units))


def _plain(value: float) -> bool | None:
    return None if np.isnan(value) else bool(value)


def _frame(probabilities: Array, ids: list[str]) -> pandas.DataFrame:
    import pandas

    return pandas.DataFrame(probabilities, columns=ids)
