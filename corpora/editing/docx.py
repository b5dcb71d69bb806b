"""Word documents edited in place: every text of every part, the body's first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpora.editing.parts.archive import sealed
from corpora.editing.parts.authors import authors
from corpora.editing.parts.office import Office, office
from corpora.editing.parts.wordml import WORD, part_order
from corpora.editing.pieces import Piece


@dataclass(frozen=True, slots=True)
class OfficeEditor:
    """An office file opened for editing."""

    office: Office
    pieces: Sequence[Piece]

    @property
    def authors(self) -> Mapping[int, tuple[int, ...]]:
        """For the number of each piece that is an author's name, those of what they wrote.

        Comments and tracked changes; the name is often on each of them again.
        """
        return authors(self.office.spots, self.office.grammar)

    @property
    def sealed(self) -> Sequence[str]:
        """The names of what is in the file and cannot be edited: pictures, embedded files."""
        return sealed(self.office.content)

    def written(self, texts: Sequence[str | None]) -> bytes:
        """The file with each text replaced; None takes it away with what then holds nothing."""
        return self.office.written(texts)


def editor_of(opened: Office) -> OfficeEditor:
    """The editor of an office file."""
    pieces = [Piece(spot.text, spot.paragraph, spot.group) for spot in opened.spots]
    return OfficeEditor(opened, pieces)


def docx_editor(content: bytes) -> OfficeEditor:
    """The editor of a Word document. Raises FileRefused where it cannot be edited safely."""
    return editor_of(office(content, "Word file", WORD, part_order))
