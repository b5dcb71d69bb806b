"""Why codes are suggested, for the pairs of text and code in one chunk of a corpus."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from codebooks.codebook import DIRECTIONS, Code, Direction
from coding.coder.direction.claims import claims
from coding.coder.direction.compass import Compass, Pairs
from coding.coder.grades import Graded
from coding.coder.learning.learned import Taught
from coding.coder.phrase_weight import Examples, Rest, heaviest, without_phrase
from coding.coder.scoring.calibration import chances
from coding.coder.scoring.chunks import Chunk, Scoring
from coding.coder.scoring.cues import CUE
from coding.coder.suggestion import Evidence, Suggestion
from coding.embedding.model import Floats
from coding.embedding.phrases import CutTexts
from coding.embedding.vectors import VectorCache, lengthened

Array = NDArray[np.float64]
Indices = NDArray[np.int64]


def _shown(codes: Sequence[Code], way: Direction | None) -> list[list[str]]:
    """The examples of each code that point this way, or of which nobody says where they point.

    Those alone where `way` is None: what is not sure is not shown by what points somewhere.
    """
    return [[e.text for e in code.examples if e.direction in (way, None)] for code in codes]


class Reasons:
    """`known` is what decisions teach, None where there are none."""

    def __init__(
        self,
        codes: Sequence[Code],
        scoring: Scoring,
        compass: Compass,
        known: Taught | None,
        cache: VectorCache,
    ) -> None:
        self._codes, self._scoring, self._compass, self._known = codes, scoring, compass, known
        self._cache = cache
        self._examples = {
            way: Examples(_shown(codes, way), scoring.scorer, cache) for way in (*DIRECTIONS, None)
        }

    def suggestions(
        self, chunk: Chunk, log_odds: Array, graded: Graded
    ) -> Iterator[tuple[int, Suggestion]]:
        """For each pair of a unit of the chunk and a code: the unit, and its suggestion."""
        unit, code = graded.units, graded.codes
        if not len(unit):
            return
        kept, row, cut, falls, edges = self._phrases(chunk, chunk.first + unit)
        part = chunk.scored.part(kept)
        phrases = [
            heaviest(falls[edges[at] : edges[at + 1], which], cut.spans[at], cut.texts[at])
            for at, which in zip(row, code, strict=True)
        ]
        before = self._scoring.before(chunk.first + unit)
        headings = self._compass.headings(part, cut, Pairs(row, code, before))
        directions = claims(headings, cut, row, phrases)
        nearest = self._nearest(part.unit, row, code, directions)
        probability = chances(log_odds[unit, code])
        for n, which in enumerate(code):
            yield (
                int(chunk.first + unit[n]),
                Suggestion(
                    row=-1,
                    code_id=self._codes[which].id,
                    probability=float(probability[n]),
                    direction=directions[n],
                    phrase=phrases[n],
                    nearest=nearest[n][0],
                    nearest_similarity=nearest[n][1],
                    grade=graded.grades[n],
                ),
            )

    def directions(self, chunk: Chunk, units: Indices, codes: Indices) -> list[Direction | None]:
        """Which way each pair of a unit of the chunk and a code points, claimed or not."""
        if not len(units):
            return []
        places = self._scoring.corpus.units[chunk.first + units, 0] - chunk.start
        kept, row = np.unique(places, return_inverse=True)
        cut = self._cut(chunk.start + kept)
        pairs = Pairs(row, codes, self._scoring.before(chunk.first + units))
        return self._compass.headings(chunk.scored.part(kept), cut, pairs).directions

    def _nearest(
        self, unit: Floats, row: Indices, code: Indices, directions: Sequence[Direction | None]
    ) -> list[tuple[str, float]]:
        """The example most like each pair's text among those that point the way that is claimed."""
        nearest = [("", 0.0)] * len(row)
        for way, examples in self._examples.items():
            own = np.array([at for at, said in enumerate(directions) if said == way], dtype=int)
            for at, found in zip(own, examples.nearest(unit, row[own], code[own]), strict=True):
                nearest[at] = found
        return nearest

    def evidence(
        self, chunk: Chunk, log_odds: Array, unit: int, code: int, decided: Sequence[str]
    ) -> Evidence:
        """Why one unit of the chunk scores as it does; `decided` are texts accepted for the code."""
        alone = np.array([unit])
        kept, _, cut, falls, _ = self._phrases(chunk, alone)
        part, one = chunk.scored.part(kept), np.zeros(1, dtype=np.int64)
        which = np.array([code])
        here = falls[:, code]
        phrase = heaviest(here, cut.spans[0], cut.texts[0])
        pairs = Pairs(one, which, self._scoring.before(alone))
        way = claims(self._compass.headings(part, cut, pairs), cut, one, [phrase])
        example = self._nearest(part.unit, one, which, way)[0]
        others = Examples([list(decided)], self._scoring.scorer, self._cache)
        decision = others.nearest(part.unit, one, one)[0]
        return Evidence(
            probability=float(chances(log_odds[unit - chunk.first, code])),
            phrase=phrase,
            fall=round(float(here.max()), 4) if len(here) else 0.0,
            example=example[0],
            example_similarity=example[1],
            decision=decision[0],
            decision_similarity=decision[1],
            cues=tuple(
                span
                for found, span in self._scoring.cues.get(int(chunk.start + kept[0]), [])
                if found == code
            ),
        )

    def _phrases(
        self, chunk: Chunk, units: Indices
    ) -> tuple[Indices, Indices, CutTexts, Array, Indices]:
        """The texts of some units (places in the chunk), which of them each unit is, how they are
        cut into phrases, how far the log odds fall without each phrase, and where each text's begin.
        """
        scoring = self._scoring
        kept, first, row = np.unique(
            scoring.corpus.units[units, 0] - chunk.start, return_index=True, return_inverse=True
        )
        places = chunk.start + kept
        cut = self._cut(places)
        rest = without_phrase(scoring, chunk.scored.part(kept), cut.phrases(), places)
        falls = (scoring.primer or scoring.scorer.learned.calibration).worth(rest.falls)
        edges = np.concatenate([[0], np.cumsum([len(own) for own in cut.spans])])
        if self._known is not None:
            falls = self._with_lessons(falls, rest, units[first], cut)
        self._add_cues(falls, edges, cut, places)
        return kept, row, cut, falls, edges

    def _cut(self, places: Indices) -> CutTexts:
        """The texts at `places` of the corpus, cut into phrases."""
        spans = [self._scoring.scorer.vectors.phrases(at) for at in places]
        return CutTexts([self._scoring.corpus.texts[at] for at in places], spans)

    def _with_lessons(self, falls: Array, rest: Rest, units: Indices, cut: CutTexts) -> Array:
        """How far they fall once decisions count: the codebook's part, and what was learned."""
        assert self._known is not None
        if not len(falls):
            return falls
        scoring, owner = self._scoring, rest.owner
        texts = [
            text[:start] + text[end:]
            for text, own in zip(cut.texts, cut.spans, strict=True)
            for start, end in own
        ]
        counts = scoring.scorer.spelling.count(texts)
        vectors = scoring.scorer.centred(lengthened(rest.vectors.astype(np.float64)))
        without = scoring.rows_like(units[owner], vectors, counts, texts)
        whole = self._known.lessons.of(scoring.rows(units))
        parts = self._known.lessons.of(without)
        slopes = self._known.weights.slopes(self._known.accepted)
        learned = [
            (one[owner] - other) * slope
            for one, other, slope in zip(whole, parts, slopes[1:], strict=True)
        ]
        moved = falls * slopes[0] + sum(learned)
        return np.asarray(falls + self._known.share * (moved - falls))

    def _add_cues(self, falls: Array, edges: Indices, cut: CutTexts, places: Indices) -> None:
        """A phrase that holds a cue takes with it what the cue adds."""
        for at, place in enumerate(places.tolist()):
            for code, (start, _) in self._scoring.cues.get(place, []):
                for n, (first, last) in enumerate(cut.spans[at]):
                    if first <= start < last:
                        falls[edges[at] + n, code] += CUE
