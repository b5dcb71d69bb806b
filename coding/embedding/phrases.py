"""Cuts a text into phrases: the pieces that evidence can point at.

A phrase is about 3 to 12 words between clause borders: punctuation, and the conjunctions at
which speech turns. Offsets are code points.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

Span = tuple[int, int]

MIN_WORDS = 3
MAX_WORDS = 12
CONJUNCTIONS = frozenset(
    "and but or so because although though however except unless while whereas whether "
    "when where which who if then until since".split()
)
WORD = re.compile(r"\w+(?:['’\-]\w+)*")
BORDER = re.compile(r"[.,;:!?…()\[\]{}\"“”\n。，；：！？、]|\s[-–—]\s|—")

# What nobody said is blanked before a text is read (see `corpora.remarks`).
GAP = re.compile(" {4,}")

CONTRAST = re.compile(
    r"\b(?:but|although|though|however|except|whereas|while|yet|mind you)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class CutTexts:
    """Texts with the phrases they are cut into."""

    texts: list[str]
    spans: list[list[Span]]

    def phrases(self) -> list[str]:
        """The words of every phrase, text by text."""
        return [
            text[start:end]
            for text, own in zip(self.texts, self.spans, strict=True)
            for start, end in own
        ]

    def turns(self) -> list[int]:
        """How many phrases of each text stand before its first "but" or the like; 0 without one."""
        return [turn(text, own) for text, own in zip(self.texts, self.spans, strict=True)]


def turn(text: str, spans: list[Span]) -> int:
    """How many of `spans` stand before the first contrast that has a phrase on both sides."""
    for match in CONTRAST.finditer(text):
        before = sum(start < match.start() for start, _ in spans)
        if 0 < before < len(spans):
            return before
    return 0


def phrases(text: str) -> list[Span]:
    """The phrases of `text` in order, never overlapping; none where it holds no word."""
    found = []
    for words in _parts(text):
        clauses = _merged(_clauses(text, words))
        found += [(piece[0][0], piece[-1][1]) for clause in clauses for piece in _halved(clause)]
    return found


def _parts(text: str) -> list[list[Span]]:
    """The words between the gaps of a text: no phrase reaches over what was blanked in it."""
    parts: list[list[Span]] = [[]]
    for match in WORD.finditer(text):
        if parts[-1] and GAP.search(text, parts[-1][-1][1], match.start()):
            parts.append([])
        parts[-1].append(match.span())
    return parts


def _clauses(text: str, words: list[Span]) -> list[list[Span]]:
    """The words of each clause: a new one starts after punctuation and at a conjunction."""
    if not words:
        return []
    clauses = [[words[0]]]
    for before, word in pairwise(words):
        turns = text[word[0] : word[1]].lower() in CONJUNCTIONS
        if turns or BORDER.search(text, before[1], word[0]):
            clauses.append([])
        clauses[-1].append(word)
    return clauses


def _merged(clauses: list[list[Span]]) -> list[list[Span]]:
    """Clauses of fewer than `MIN_WORDS` words joined to the one before (the first, to the next)."""
    merged: list[list[Span]] = []
    for clause in clauses:
        short = len(clause) < MIN_WORDS or (merged and len(merged[-1]) < MIN_WORDS)
        if merged and short and len(merged[-1]) + len(clause) <= MAX_WORDS:
            merged[-1] = merged[-1] + clause
        else:
            merged.append(clause)
    return merged


def _halved(clause: list[Span]) -> list[list[Span]]:
    """The clause in equal pieces of at most `MAX_WORDS` words."""
    count = -(-len(clause) // MAX_WORDS)
    edges = [len(clause) * n // count for n in range(count + 1)]
    return [clause[start:end] for start, end in pairwise(edges)]
