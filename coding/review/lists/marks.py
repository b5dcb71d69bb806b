"""An excerpt's words cut where the evidence for its suggestions begins and ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """Some of the words, and the numbers (from 1) of the suggestions that they are evidence for."""

    text: str
    marks: tuple[int, ...]


def marked_pieces(text: str, spans: Sequence[Span]) -> tuple[MarkedWords, ...]:
    """`text` in pieces that add up to it; spans (code points) may overlap, be empty or outside."""
    inside = [(max(start, 0), min(end, len(text))) for start, end in spans]
    cuts = sorted(
        {0, len(text), *(at for start, end in inside if start < end for at in (start, end))}
    )
    return tuple(
        MarkedWords(
            text[start:end],
            tuple(n for n, (first, last) in enumerate(inside, 1) if first <= start and end <= last),
        )
        for start, end in pairwise(cuts)
        if start < end
    )
