"""Pieces of text where they stand on a page."""

from dataclasses import dataclass
from typing import Any

from corpora.text import tidy


@dataclass(frozen=True, slots=True)
class PrintedPiece:
    """A piece of a line: its box (points, from the lower left corner), its words.

    `bold` counts the bold characters at its start; `column` tells pieces side by side apart, and
    `edge` is where the column ends (0 where the page does). `parts` are the edges and words of
    what wide gaps leave, where it has any: cells of a table that stand close are one piece.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    text: str
    bold: int = 0
    column: int = 0
    edge: float = 0.0
    parts: tuple[tuple[float, float, str], ...] = ()

    def is_beside(self, other: "PrintedPiece") -> bool:
        """Whether the two stand on one line."""
        overlap = min(self.y1, other.y1) - max(self.y0, other.y0)
        return overlap > 0.5 * min(self.y1 - self.y0, other.y1 - other.y0)


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page: its box (points, from the lower left corner) and the pieces of text on it."""

    box: tuple[float, float, float, float]
    pieces: tuple[PrintedPiece, ...]

    @classmethod
    def from_child(cls, found: dict[str, Any]) -> "PdfPage":
        """The page that the child process describes; pieces off the paper are not on it."""
        left, bottom, right, top = (float(edge) for edge in found["box"])
        pieces = [
            PrintedPiece(
                x0, y0, x1, y1, tidy(t), b, parts=tuple((a, z, tidy(s)) for a, z, s in parts)
            )
            for x0, y0, x1, y1, t, b, parts in found["pieces"]
        ]
        on_paper = (
            p
            for p in pieces
            if p.text and p.x1 > left and p.x0 < right and p.y1 > bottom and p.y0 < top
        )
        return cls((left, bottom, right, top), tuple(on_paper))
