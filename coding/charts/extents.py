"""How many people, as far as it is printed: the words, and what a picture may show of them.

A picture must not tell more than its words. So an extent is made of printed figures alone, and
whatever two numbers stand behind the same words, their extents are equal.
"""

import re
from dataclasses import dataclass, replace

from coding.findings.disclosure.small_numbers import MOST, NOT_SHOWN, Figure

_FEWER = re.compile(r"fewer than (\d+)")


@dataclass(frozen=True, slots=True)
class Extent:
    """A number of people between `least` and `most`, or None for both where nothing is shown.

    `counted`: whether `least` is a number that the words name.
    """

    words: str
    least: int | None = None
    most: int | None = None
    counted: bool = False

    @property
    def hidden(self) -> bool:
        """Whether there is nothing to draw."""
        return self.least is None


HIDDEN = Extent(NOT_SHOWN)
NOBODY = Extent("nobody", 0, 0, counted=True)


def extent(figure: Figure, people: Figure) -> Extent:
    """One number of people out of all `people`, as it is printed."""
    if figure.value is not None:
        exact = Extent(f"{figure.value:,}", figure.value, figure.value, counted=True)
        return exact if figure.value else NOBODY
    if fewer := _FEWER.fullmatch(figure.text):
        return Extent(figure.text, 1, int(fewer[1]) - 1)
    if figure.text == MOST and people.value:
        return Extent(MOST, people.value // 2 + 1, people.value)
    return Extent(figure.text)


def so_far(figure: Figure, people: Figure) -> Extent:
    """A number that may go up and down while more is read: `5 so far`."""
    now = extent(figure, people)
    return replace(now, words=f"{now.words} so far") if now.counted else now


def between(at_least: Figure, at_most: Figure, people: Figure) -> Extent:
    """A number of people of which only the least and the most can be told.

    A bound that is not printed as a number is left out of the words: `at least 5`, `at most 9`.
    """
    low, high = extent(at_least, people), extent(at_most, people)
    if low == high:
        return low
    if low.counted and high.counted:
        if not low.least:
            return Extent(f"nobody yet, at most {high.words}", 0, high.most, counted=True)
        return Extent(f"at least {low.words}, at most {high.words}", low.least, high.most, True)
    if high.counted:
        return Extent(f"at most {high.words}", 0, high.most)
    if low.counted and low.least:
        return Extent(f"at least {low.words}", low.least, people.value or low.least, counted=True)
    return HIDDEN


def with_people(number: Extent, people: Extent) -> str:
    """The number with all that it is out of: `at least 5, at most 9 of 20`."""
    if number.hidden or not people.counted or not people.least:
        return number.words
    return f"{'none' if number == NOBODY else number.words} of {people.words}"


def out_of(people: Extent) -> str:
    """What stands beside a number to say out of how many: `of 20 people`."""
    if people.least == 0:
        return "nobody was heard"
    if people.hidden:
        return f"number of people {people.words}"
    return f"of {people.words} people"
