"""Two grades: what is likely, and the short list of what could fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from coding.coder.learning.learned import Taught
from coding.coder.learning.readiness import thresholds
from coding.coder.scoring.chunks import Chunk, Scoring
from coding.coder.scoring.presence import FADES_WITH
from coding.coder.scoring.short_answers import WORD
from coding.coder.suggestion import Grade, Suggestion
from coding.embedding.vectors import text_key

Array = NDArray[np.float64]
Indices = NDArray[np.int64]

# A text of so many words says what it is about; so many of a corpus say what the corpus is about.
SAYS_WHAT = 12
DRAWN = 1_000


@dataclass(frozen=True, slots=True)
class Graded:
    """Pairs of a unit of a chunk and a code that are suggested, with the grade of each."""

    units: Indices
    codes: Indices
    grades: tuple[Grade, ...]


@dataclass(frozen=True)
class Grades:
    """What a probability has to reach: `suggest_at` (c,) to be suggested, `likely` to be likely.

    `accepted` (c,) counts acceptances; `subject_needed` is how far a text has to be about the
    codebook's subject.
    """

    scoring: Scoring
    suggest_at: Array
    likely: float
    accepted: Array
    subject_needed: float

    @classmethod
    def of(cls, scoring: Scoring, known: Taught | None, likely: float) -> Grades:
        """The grades for a corpus, after what decisions taught."""
        codes, needed = scoring.codes, subject_needed(scoring)
        if known is None:
            return cls(scoring, np.full(codes, likely), likely, np.zeros(codes), needed)
        return cls(scoring, thresholds(known, likely), likely, known.accepted, needed)

    def graded(self, chunk: Chunk, probabilities: Array) -> Graded:
        """The pairs of the chunk that are suggested; `probabilities` are (last - first, c).

        A text that does not speak of a code at all is not suggested it, however probable; one of
        fewer than four words neither, unless it answers a question.
        """
        wanted = probabilities >= np.minimum(self.suggest_at, self.likely)
        wanted[self.scoring.carries_little[chunk.first : chunk.last]] = False
        units, codes = np.nonzero(wanted)
        row = self.scoring.corpus.units[chunk.first + units, 0] - chunk.start
        speaks = self.scoring.presence.speaks(chunk.scored.unit, row, codes, self.accepted)
        if self.scoring.primer is not None and len(row):
            about = self.scoring.primer.about(chunk.scored.unit[row])
            on_subject = about >= self.subject_needed
            speaks &= on_subject | (self.accepted[codes] >= FADES_WITH)
        units, codes = units[speaks], codes[speaks]
        likely = probabilities[units, codes] >= self.likely
        names = cast("list[Grade]", np.where(likely, "likely", "could fit").tolist())
        return Graded(units, codes, tuple(names))


def subject_needed(scoring: Scoring) -> float:
    """How far a text of this corpus has to be about the codebook's subject.

    From texts that are long enough to say what they are about, drawn by their words. Without a
    teaching set nobody knows, and nothing is asked.
    """
    if scoring.primer is None:
        return -np.inf
    texts = scoring.corpus.texts
    long = [at for at, text in enumerate(texts) if len(WORD.findall(text)) >= SAYS_WHAT]
    drawn = sorted(long, key=lambda at: text_key(texts[at]))[:DRAWN]
    about = scoring.primer.about(scoring.scorer.vectors.at(drawn)) if drawn else np.zeros(0)
    return scoring.primer.subject.needed(about)


def short_lists(
    probabilities: Array,
    suggestions: Sequence[Sequence[Suggestion]],
    ids: Sequence[str],
    count: int,
) -> list[tuple[str, ...]]:
    """For each unit the `count` codes that come next in order after its likely ones."""
    order = np.argsort(-probabilities, axis=1, kind="stable")
    named = []
    for row, own, chances in zip(order.tolist(), suggestions, probabilities, strict=True):
        likely = {s.code_id for s in own if s.grade == "likely"}
        left = [ids[at] for at in row if ids[at] not in likely and chances[at] > 0]
        named.append(tuple(left[:count]))
    return named
