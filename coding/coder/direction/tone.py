"""How positive the words of a text are: a word list with negation, and wishes for something better."""

import re

from coding.coder.direction.open_questions import after_none, lowered
from coding.coder.direction.word_lists import (
    COMPARATIVES,
    NEGATIONS,
    NEGATIVE_WORDS,
    POSITIVE_WORDS,
    REQUESTS,
    WISHES,
)

TELLING = POSITIVE_WORDS | NEGATIVE_WORDS | NEGATIONS | WISHES | COMPARATIVES
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
CLAUSE = re.compile(r"[.,;:!?\n()]|\s[-–—]\s|\b(?:and|but|or|because|so)\b")
# "Nothing was too much trouble" is praise, whatever the words in it.
NOTHING_TOO_MUCH = re.compile(
    r"\bnothing (?:\w+ )?(?:is|was|were|seem(?:s|ed)?) (?:\w+ )?too much(?: (?:trouble|bother))?\b"
)
NEGATION_REACH = 2
WISH_REACH = 6
NEGATED = -0.7
NEGATION = -0.3
WISH = -1.0


def wording_of(text: str) -> float:
    """The sum of the words' values over the root of their number; above 0 is positive.

    A negation up to two words before, in one clause, turns a word round ("not very helpful"), and
    counts a little by itself; a wish ("should have been") counts against, and so does what is
    wished for ("could be clearer", "Better signs."). "Nothing" at the start says nothing.
    """
    said = NOTHING_TOO_MUCH.sub("helpful", lowered(text))
    every = _words(said)
    if TELLING.isdisjoint(every):
        return 0.0
    total = sum(_value_of(_words(after_none(clause))) for clause in CLAUSE.split(said))
    return float(total / (len(every) + 2) ** 0.5)


def _words(text: str) -> list[str]:
    return [word.replace("'", "") for word in WORD.findall(text)]


def _value_of(clause: list[str]) -> float:
    return sum(_value(clause, at) for at, word in enumerate(clause) if word in TELLING)


def _value(words: list[str], at: int) -> float:
    word = words[at]
    if word in COMPARATIVES and _is_wished_for(words, at):
        value = WISH
    else:
        value = float((word in POSITIVE_WORDS) - (word in NEGATIVE_WORDS))
    if any(before in NEGATIONS for before in words[max(0, at - NEGATION_REACH) : at]):
        value *= NEGATED
    return value + NEGATION * (word in NEGATIONS) + WISH * (word in WISHES)


def _is_wished_for(words: list[str], at: int) -> bool:
    before = words[max(0, at - WISH_REACH) : at]
    return any(word in WISHES for word in before) if at else words[0] in REQUESTS
