"""A piece of text where it stands on a page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line: its box (points, from the lower left corner), its words.

    `bold` counts the bold characters at its start; `column` tells pieces side by side apart, and
    `edge` is where the column ends (0 where the page does).
    """

    x0: float
    y0: float
    x1: float
    y1: float
    text: str
    bold: int = 0
    column: int = 0
    edge: float = 0.0

    def is_beside(self, other: "Piece") -> bool:
        """Whether the two stand on one line."""
        overlap = min(self.y1, other.y1) - max(self.y0, other.y0)
        return overlap > 0.5 * min(self.y1 - self.y0, other.y1 - other.y0)
