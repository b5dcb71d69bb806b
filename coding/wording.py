"""How positive the words of a text are: a word list with negation."""

import re

from coding.direction_words import NEGATIONS, NEGATIVE_WORDS, POSITIVE_WORDS, WISHES

TELLING = POSITIVE_WORDS | NEGATIVE_WORDS | NEGATIONS | WISHES
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
NEGATION_REACH = 2
NEGATED = -0.7
NEGATION = -0.3
WISH = -1.0


def wording_of(text: str) -> float:
    """The sum of the words' values over the root of their number; above 0 is positive.

    A negation up to two words before turns a word round ("not very helpful"), and counts a
    little by itself; a wish ("should have been") counts against.
    """
    words = [word.replace("'", "") for word in WORD.findall(text.lower().replace("’", "'"))]
    total = sum(_value(words, at) for at, word in enumerate(words) if word in TELLING)
    return float(total / (len(words) + 2) ** 0.5)


def _value(words: list[str], at: int) -> float:
    word = words[at]
    value = float((word in POSITIVE_WORDS) - (word in NEGATIVE_WORDS))
    if any(before in NEGATIONS for before in words[max(0, at - NEGATION_REACH) : at]):
        value *= NEGATED
    return value + NEGATION * (word in NEGATIONS) + WISH * (word in WISHES)
