"""Cells of a table in text as pieces; quotation marks, separators and line ends stay."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpora.delimited import Delimited, TableRow, read_delimited
from corpora.editing.pieces import Piece
from corpora.errors import FileRefused
from corpora.formats.answers.table_files import WHO
from corpora.text import edited

BREAKS = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class _Field:
    """Where a cell stands in the text, what is in it, the place of its row among the records."""

    start: int
    end: int
    text: str
    row: int


class CellsEditor:
    """A table in text whose cells are its pieces, those of a row in a group."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._table = read_delimited(content, "the source", {*WHO, "text", "answer", "time"})
        self._fields: list[_Field] = []
        for number, record in enumerate(self._table.records):
            self._fields += [f for f in _fields(self._table, record, number) if f.text.strip()]

    @property
    def pieces(self) -> Sequence[Piece]:
        """The cells in which anything stands, row by row."""
        return [Piece(field.text, number, field.row) for number, field in enumerate(self._fields)]

    def written(self, texts: Sequence[str | None]) -> bytes:
        """The table with these cells in place of its own; a row of which nothing is left goes."""
        kept = {f.row for f, text in zip(self._fields, texts, strict=True) if text is not None}
        gone = {field.row for field in self._fields} - kept
        edits = [
            (record.start, record.end, "")
            for number, record in enumerate(self._table.records)
            if number in gone
        ]
        for field, text in zip(self._fields, texts, strict=True):
            if field.row not in gone and text != field.text:
                edits.append((field.start, field.end, self._quoted(field, text or "")))
        return self._table.encoded(edited(self._table.text, sorted(edits)))

    def _quoted(self, field: _Field, text: str) -> str:
        was_quoted = self._table.text[field.start : field.start + 1] == '"'
        delimiter = self._table.dialect.delimiter
        if was_quoted or delimiter in text or '"' in text or BREAKS.search(text):
            doubled = text.replace('"', '""')
            return f'"{doubled}"'
        return text


def _fields(table: Delimited, record: TableRow, number: int) -> Iterator[_Field]:
    """The cells of a row with their places. Raises FileRefused where they are not as they were read."""
    text, at = table.text, record.start
    for cell in record.cells:
        end = _cell_end(text, at, record.end, table.dialect.delimiter)
        if _unquoted(text[at:end]) != cell:
            raise FileRefused(
                f"row {record.number:,} is quoted in a way that cannot be edited safely",
                where="the source",
                remedy="Save the table again from a spreadsheet, as CSV UTF-8.",
            )
        yield _Field(at, end, cell, number)
        at = end + 1


def _cell_end(text: str, at: int, stop: int, delimiter: str) -> int:
    inside = text[at : at + 1] == '"'
    end = at + inside
    while end < stop:
        char = text[end]
        if inside and char == '"':
            if text[end + 1 : end + 2] != '"':
                inside = False
            else:
                end += 1
        elif not inside and (char == delimiter or char in "\r\n"):
            break
        end += 1
    return end


def _unquoted(written: str) -> str:
    if written[:1] == '"' and written[-1:] == '"' and len(written) > 1:
        return written[1:-1].replace('""', '"')
    return written


def cells_editor(content: bytes) -> CellsEditor:
    """Comma- or tab-separated values, or with any other separator that is read."""
    return CellsEditor(content)
