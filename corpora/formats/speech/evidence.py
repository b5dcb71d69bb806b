"""How strongly the use that a file makes of a label speaks for a speaker, in log-odds.

A paragraph opens with a label as often as the others of its file do; that is where the odds begin.
Each repetition adds to them, and so do the looks of a name, a role or a code, company of the same
looks, a change of speaker. Against a label speak the words of headings and turns of phrase, and
words after the colon that go on in the middle of a sentence. How the weights were found:
docs/benchmarks.md.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log, log2
from typing import ClassVar

from corpora.formats.lines.label_names import (
    Against,
    against,
    bare_name,
    is_code,
    is_handle,
    is_known_name,
    is_role,
    is_written_like_a_name,
    pattern,
)
from corpora.formats.lines.label_words import PARTICLES
from corpora.formats.lines.openings import Form, Opening
from corpora.formats.speech.vocabulary import Vocabulary

# How much rarer each form is before words that nobody is named before.
FORM: dict[Form, float] = {
    "column": 6.0, "stamped": 2.0, "colon": 0.0, "bracket": -1.0, "tab": -1.5, "strong": -1.0,
    "dash": -2.0, "alone": -2.0,
}  # fmt: skip
AGAIN = 1.5  # each time that its count doubles
MOST_DOUBLINGS = 6.0
NAME, FULL_NAME, GIVEN_NAME, ROLE, CODE, HANDLE = 1.0, 2.0, 1.0, 1.5, 1.0, 3.0
LOOKS_LIKE_NONE, LOWER_LABEL, LOWER_WORD, LONG_LABEL = -3.5, -1.0, -0.7, -0.4
HEADING: dict[Against, float] = {
    "": 0.0, "first": -2.5, "digits": -3.0, "number": -5.5, "whole": -9.0,
}  # fmt: skip
ENOUGH = 1 / 3  # of the paragraphs: no heading stands over so many
OFTEN = 3  # times that it comes back
GOES_ON = -5.0
CHANGES = 1.0
COMMON, ADDRESSED = -1.5, 2.0
OPEN = 4.0  # a rare label this near to nothing is looked up among the words of the source
FELLOWS = 1.0
KNOWN = 6.0
NO_WORDS = Vocabulary(())
ODD_MARK, ODD_LOOK = -6.0, -3.0  # another mark; no time or bold, where its fellows have one
SAME_LOOK = 2.0  # in bold or set wide apart, as its fellows are
MOST_COMPANY = 5.0
MOST = 0.8


@dataclass(frozen=True, slots=True)
class Use:
    """What one file does with one label: all its openings, in order."""

    label: str
    count: int
    starts: int
    lower: float | None  # of its texts, the share that begin in the middle of a sentence
    changes: float  # of its openings, the share after which another label follows
    known: bool


def lower(text: str) -> bool | None:
    """Whether `text` begins with a small letter; None where it begins with no letter or `I`."""
    for char in text[:12]:
        if char.isalpha():
            if char == "I" or char.upper() == char.lower():
                return None
            return char.islower()
        if char.isdigit() or char in "[(":
            return None
    return None


def share_lower(texts: Iterable[str]) -> float | None:
    """The share of `texts` that begin with a small letter, of those that begin with a letter."""
    begun = [is_lower for text in texts if (is_lower := lower(text)) is not None]
    return sum(begun) / len(begun) if begun else None


Part = str | bool | int


@dataclass(frozen=True, slots=True)
class LabelLook:
    """How a label is set: its mark, a time before it, bold, the width of a wide gap after it."""

    PARTS: ClassVar[tuple[str, ...]] = ("mark", "timed", "bold", "gap")

    mark: str
    timed: bool
    bold: bool
    gap: int


def look(opening: Opening) -> LabelLook:
    """How the label of `opening` is set."""
    gap = opening.gap if opening.gap > 1 else 0
    return LabelLook(opening.mark, bool(opening.timed), opening.emphasised, gap)


def alone(use: Use, form: Form) -> float:
    """What the label and its own use say, whatever else is in the file."""
    score = FORM[form] + AGAIN * min(log2(max(use.count, 1)), MOST_DOUBLINGS)
    score += looks(use.label) + (KNOWN if use.known else 0.0)
    if use.count > 1:
        score += CHANGES * (2 * use.changes - 1)
    return score


def looks(label: str) -> float:
    """What the look of a label says."""
    if is_handle(label):
        return HANDLE
    name = bare_name(label)
    words = name.split()
    score = LONG_LABEL * max(0, len(words) - 5)
    if is_written_like_a_name(name):
        score += FULL_NAME if len(words) > 1 else NAME
    else:
        small = [word for word in words[1:] if word[:1].islower() and word not in PARTICLES]
        score += LOWER_LABEL * label[:1].islower() + LOWER_WORD * max(0, len(small) - 1)
    if against(label) == "number":
        return score
    if is_role(label):
        return score + ROLE
    if is_code(label):
        return score + CODE
    if is_known_name(label):
        return score + GIVEN_NAME
    return score if score > 0 else score + LOOKS_LIKE_NONE


def heading(use: Use, paragraphs: int, *, has_company: bool) -> float:
    """What the words of the label say against it, less the more paragraphs it opens.

    `has_company`: other labels are speakers, so that it is no heading over all of the file.
    """
    how = against(use.label)
    if not how or use.known:
        return 0.0
    share = use.count / max(paragraphs, 1)
    often = min(1.0, (use.count - 1) / OFTEN)
    spared = often * min(1.0, share / ENOUGH) if has_company else 0.0
    return HEADING[how] * (1 - spared)


def going_on(use: Use, others: float | None, *, captions: bool) -> float:
    """What small letters after the label say, where others are followed by capitals."""
    if use.lower is None:
        return 0.0
    weight = GOES_ON / 2 if captions else GOES_ON
    return weight * max(0.0, use.lower - (others or 0.0) - 0.1)


def in_own_words(use: Use, vocabulary: Vocabulary) -> float:
    """What the words of the source say: a name is spoken to, a thing is written small."""
    if vocabulary.names(use.label):
        return ADDRESSED
    return COMMON if vocabulary.has_in_small(use.label) and not is_role(use.label) else 0.0


def company(use: Use, labelled: int, paragraphs: int, *, captions: bool) -> float:
    """The log-odds that a paragraph opens with a label, from all paragraphs but this label's."""
    others = max(labelled - use.starts, 0)
    rest = max(paragraphs - use.starts, others)
    odds = min(log((others + 0.5) / (rest - others + 0.5)), MOST_COMPANY)
    # A caption goes on with whoever spoke in the one before.
    return max(odds, 0.0) if captions else odds


def patterns_of(labels: Sequence[str]) -> Counter[str]:
    """How many of `labels` are written in each way."""
    return Counter(pattern(label) for label in labels)
