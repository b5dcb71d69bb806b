"""Files beside the sources, such as sheets, exports and memos, without the one who leaves."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from corpora.cutting_out.paragraphs import paragraphs_in, pieces_after
from corpora.cutting_out.quotes import Leftovers
from corpora.editing.editors import editor_for
from corpora.editing.pieces import OpenEditor, Piece

PLAIN = frozenset((".html", ".htm", ".log", ".yaml", ".yml", ".jsonl", ".xml", ".svg"))
"""Endings of texts that no transcript has, edited line by line."""


@dataclass(frozen=True, slots=True)
class CutPaper:
    """A file without her: its bytes, and how many rows, quotes and names went."""

    content: bytes
    rows: int
    quotes: int
    names: int

    @property
    def is_as_before(self) -> bool:
        """Whether nothing of hers was in it."""
        return not (self.rows or self.quotes or self.names)


def cut_paper(content: bytes, suffix: str, leftovers: Leftovers) -> CutPaper | None:
    """The file without her; None where no editor opens its format.

    Rows about her words go; of all else quotes and names become marks. Raises FileRefused where
    the file is not what its ending says.
    """
    opened = _editor(suffix)
    if opened is None:
        return None
    editor = opened(content)
    pieces = editor.pieces
    rows = _rows_of_hers(pieces, leftovers)
    texts: list[str | None] = [piece.text for piece in pieces]
    quotes = names = 0
    for paragraph in paragraphs_in(pieces):
        if paragraph.group in rows:
            for number, _ in paragraph.pieces:
                texts[number] = None
            continue
        edits = leftovers.edits(paragraph.text)
        quoted = len(leftovers.quotes(paragraph.text)) if edits else 0
        quotes, names = quotes + quoted, names + len(edits) - quoted
        for number, text in pieces_after(paragraph, edits) if edits else ():
            texts[number] = text
    changed = bool(rows or quotes or names)
    return CutPaper(editor.written(texts) if changed else content, len(rows), quotes, names)


def _editor(suffix: str) -> OpenEditor | None:
    return editor_for(".txt" if suffix.casefold() in PLAIN else suffix)


def _rows_of_hers(pieces: Sequence[Piece], leftovers: Leftovers) -> set[int | None]:
    """The rows in which a cell is the id of an excerpt of hers."""
    groups: dict[int, list[str]] = defaultdict(list)
    for piece in pieces:
        if piece.group is not None:
            groups[piece.group].append(piece.text)
    return {
        group
        for group, cells in groups.items()
        if any(cell.strip() in leftovers.ids for cell in cells)
    }
