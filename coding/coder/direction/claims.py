"""Which directions are claimed: those that the phrase, the tone and the code's own two sides back.

A suggestion that says "positive" over "I don't have the telephone number" costs more trust than
one that says nothing. Where the three pull apart, or the phrase's sentence holds a negation or a
condition that may turn it, the direction is left to people.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from codebooks.codebook import Direction
from coding.coder.direction.compass import Headings
from coding.coder.direction.from_decisions import SIGNS
from coding.coder.direction.open_questions import lowered
from coding.coder.direction.tone import WORD
from coding.coder.direction.word_lists import NEGATIONS, NEGATIVE_WORDS
from coding.embedding.phrases import CutTexts, Span

Indices = NDArray[np.int64]

# From the shipped teaching set, each writer's texts scored by what the others teach: of 3,297 pairs
# that point up or down 0.64 are right, and 0.74 of those in which the three agree. Praise in doubt
# is right in less than 0.9 there whatever the margin, and in 4 of 7 on real talk: never claimed.
# Complaints are right in 0.71 from 0.2 on, in doubt in 0.68 from 0.4 on; more margin adds little.
MARGIN, DOUBTFUL_MARGIN = 0.2, 0.4
# From here on one of the three may be against it: the value is theirs together.
STRONG = 1.0
# A negative word so few words after a negation is not one: "not a sad story".
REACH = 3

_DOUBT = re.compile(
    r"\b(?:no|not|never|none|nobody|nothing|neither|nor|without|hardly|barely|rarely|cannot|stopped"
    r"|if|unless|\w+n't)\b"
)
_SENTENCE = re.compile(r"(?<=[.?!])\s+")


@dataclass(frozen=True, slots=True)
class Ground:
    """What a pair's direction rests on, each above 0 for positive.

    `value` is what the direction comes from; `whole` the tone of the text, `phrase` that of the
    phrase that weighs most, `side` the one of the code's own two.
    """

    direction: Direction | None
    value: float
    whole: float
    phrase: float
    side: float


@dataclass(frozen=True, slots=True)
class Doubt:
    """What the sentence around a phrase holds that speaks against a direction."""

    praise: bool
    complaint: bool


def sentence_around(text: str, span: Span) -> str:
    """The sentences of `text` that `span` (code points) touches."""
    borders = [(match.start(), match.end()) for match in _SENTENCE.finditer(text)]
    start = max((end for _, end in borders if end <= span[0]), default=0)
    stop = min((start for start, _ in borders if start >= span[1]), default=len(text))
    return text[start:stop]


def doubt_of(text: str, span: Span) -> Doubt:
    """Whether the sentence around the phrase at `span` holds a negation or a condition, which may
    turn what is praised, and whether the phrase negates a negative word.
    """
    praise = _DOUBT.search(lowered(sentence_around(text, span))) is not None
    words = [word.replace("'", "") for word in WORD.findall(lowered(text[span[0] : span[1]]))]
    complaint = any(
        not NEGATIVE_WORDS.isdisjoint(words[at + 1 : at + 1 + REACH])
        for at, word in enumerate(words)
        if word in NEGATIONS
    )
    return Doubt(praise, complaint)


def claimed(ground: Ground, doubt: Doubt) -> Direction | None:
    """Positive or negative where all that it rests on backs it, None where it is not sure.

    Mixed is for people to say: of the texts of the teaching set once called so, one in five was.
    """
    if (sign := SIGNS.get(ground.direction)) is None:
        return None
    if doubt.praise if sign > 0 else doubt.complaint:
        return None
    value = sign * ground.value
    # A codebook without a teaching set has no side for most codes, which speaks against neither.
    agree = min(sign * ground.whole, sign * ground.phrase) > 0 and sign * ground.side >= 0
    backed = agree and value >= (DOUBTFUL_MARGIN if doubt.praise else MARGIN)
    return ground.direction if backed or value >= STRONG else None


def claims(
    headings: Headings, cut: CutTexts, rows: Indices, phrases: Sequence[Span]
) -> list[Direction | None]:
    """The direction claimed for each pair: `rows` of `cut` with the `phrases` that weigh most."""
    return [
        claimed(
            _ground(headings, n, cut.spans[row].index(span)),
            doubt_of(cut.texts[row], span),
        )
        for n, (row, span) in enumerate(zip(rows.tolist(), phrases, strict=True))
    ]


def _ground(headings: Headings, pair: int, phrase: int) -> Ground:
    asked = float(headings.asked[pair])
    return Ground(
        headings.directions[pair],
        float(headings.values[pair]),
        float(headings.whole[pair]) + asked,
        float(headings.phrases[headings.first[pair] + phrase]) + asked,
        float(headings.sides[pair]),
    )
