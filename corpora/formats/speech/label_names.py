"""What a speaker's label looks like, whatever the format it stands in."""

import re
from functools import lru_cache
from typing import Literal

from corpora.formats.speech.label_words import (
    ACRONYMS,
    GENERIC,
    NOBODY,
    PARTICLES,
    QUALIFIERS,
    TITLES,
    UNMISTAKABLE,
)
from corpora.text import tidy

Shape = Literal["no", "weak", "strong"]

# The same few labels come back thousands of times.
CACHED = 2_048
LONGEST = 60
MOST_WORDS = 6
NEVER_IN_A_NAME = frozenset('?!;"\u201c\u201d\u201e\u00ab\u00bb=<>{}|\\`\u2026@*#\n\t')
NUMBERED = re.compile(r"^(?P<word>[^\W\d_]+)[ _.#-]{0,2}(?P<number>\d{1,3})$")
ASIDE = re.compile(r"\s*[(\[][^()\[\]]{0,40}[)\]]\s*")


@lru_cache(CACHED)
def shape(label: str) -> Shape:
    """Whether `label` could be a speaker's: no, weak (only if much else speaks for it), strong."""
    name = ASIDE.sub(" ", label).strip()
    words = name.split()
    if not _possible(label, name, words):
        return "no"
    if is_generic(name) or all(_starts_like_a_name(word) for word in words):
        return "strong"
    if len(words) == 1 and any(char.isdigit() for char in name):
        return "strong"
    return "weak"


def _possible(label: str, name: str, words: list[str]) -> bool:
    if not words or len(label) > LONGEST or len(words) > MOST_WORDS:
        return False
    if not name[0].isalpha() or not NEVER_IN_A_NAME.isdisjoint(label) or "//" in label:
        return False
    if is_generic(name):
        return True
    if name.count(",") > 1 or not all(_dots_are_abbreviations(word) for word in words):
        return False
    return not is_nobody(name)


def _dots_are_abbreviations(word: str) -> bool:
    # "Dr." and "J." may stand in a name, "arrived." ends a sentence.
    return "." not in word or all(len(piece) <= 4 for piece in word.split("."))


def _starts_like_a_name(word: str) -> bool:
    first = word.lstrip("'\u2018\u2019(-&")[:1]
    if not first:
        return word == "&"
    return not first.islower() or word.casefold() in PARTICLES or "'" in word[:3]


def is_nobody(name: str) -> bool:
    """Whether the first word of `name` says that it is a heading or a turn of phrase."""
    words = [word.strip(".,'()-") for word in re.split(r"[\s/]+", name)]
    if words and words[0].isupper() and len(words[0]) <= 3:
        return words[0] in ACRONYMS  # initials may spell a word: MM, IT, AS
    words = [word.casefold() for word in words]
    if len(words) > 1 and words[0] in TITLES:
        return False
    first = words[0] if words else ""
    return first in NOBODY or (bool(words) and words[-1] in {"is", "was", "were", "points"})


@lru_cache(CACHED)
def is_generic(name: str) -> bool:
    """Whether `name` is a role (`Interviewer`, `Speaker 2`, `Q`), numbered or not."""
    bare = name.casefold().rstrip(".")
    if bare in GENERIC:
        return True
    match = NUMBERED.match(bare)
    if match is not None:
        return match["word"] in GENERIC
    words = bare.split()
    return len(words) == 2 and words[1] in GENERIC and words[0] in QUALIFIERS


def is_unmistakable(name: str) -> bool:
    """Whether `name` is a role that nobody writes before a colon unless it speaks."""
    match = NUMBERED.match(name.casefold())
    return (match["word"] if match else name.casefold()) in UNMISTAKABLE


@lru_cache(CACHED)
def normal(label: str) -> str:
    """`label` as it is shown: one line, without ornaments around it."""
    return tidy(label).strip("*_~ ").strip()


@lru_cache(CACHED)
def key(label: str) -> str:
    """What makes two labels the same: letters without case, single spaces."""
    return normal(label).casefold().rstrip(".")


def joint_parts(label: str) -> list[str]:
    """The labels that a joint one (`LH, MM`, `Ann and Bob`) is made of; one where it is not."""
    return [part for part in re.split(r"\s*(?:[,/&+]|\band\b)\s*", normal(label)) if part]


def is_slip(one: str, other: str) -> bool:
    """Whether two labels differ by one typing slip: a letter more, less, other or two swapped."""
    if one == other or min(len(one), len(other)) < 5 or abs(len(one) - len(other)) > 1:
        return False
    if any(char.isdigit() for char in one + other):
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[1::-1] + a[2:] == b and len(a) > 1)
