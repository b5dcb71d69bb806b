"""What an editor of a format offers: the texts of a source, each of which can be replaced by itself.

The pieces hold every text of a file, also what its reader leaves out, so that a name can be taken
out wherever it stands.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of text of a source that can be replaced by itself: a line, a run, a cell, a string.

    Pieces with the same `paragraph` are read as one stretch, joined without a gap. Pieces with the
    same `group` belong to whoever speaks in it: the cells of a row, the lines of a cue, the texts
    of an object, the annotations of a tier.
    """

    text: str
    paragraph: int
    group: int | None = None


class Editor(Protocol):
    """A source opened for editing."""

    @property
    def pieces(self) -> Sequence[Piece]:
        """Every text of the source, in reading order."""

    def written(self, texts: Sequence[str | None]) -> bytes:
        """The source with the text of each piece replaced, in the order of the pieces.

        None takes a piece away together with what then holds nothing else: its paragraph, cue,
        row or comment. Given every text as it is, these are the bytes of the source itself.
        """


OpenEditor = Callable[[bytes], Editor]
"""Opens the bytes of a source for editing; raises FileRefused where that cannot be done safely."""
