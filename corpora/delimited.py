"""Tables in text as spreadsheets write them: which character parts the cells, and where rows stand.

Excel writes semicolons wherever the comma is the decimal mark, and `sep=;` above; exports have
tabs, UTF-16, a title above the headings. What parts the cells is what gives rows of one length.
"""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpora.errors import FileRefused
from corpora.spelling import folded
from corpora.text import REMEDY, unmarked

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
ONE_COLUMN = "\x1f"
"""Parts the cells of a table that has one column: nobody types it."""
LONGEST_CELL = 1_000_000
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_SEP = re.compile(r'"?sep=(?P<delimiter>[^"\r\n])"?[\s,;]*', re.IGNORECASE)
_LOOKED_AT = 200
_MOST_ABOVE = 6
_MOST_ROWS_OF_ONE_LENGTH = 0.5
_SURE_OF_A_TITLE = 0.9
_FEWEST_BELOW_A_TITLE = 3


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table is written. `encoding` is Python's name of it, without the `mark` before it."""

    encoding: str
    mark: bytes
    delimiter: str
    line_end: str
    quotes_everything: bool


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: its number as a spreadsheet counts, its cells, where it stands in the text."""

    number: int
    cells: tuple[str, ...]
    start: int
    end: int

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in any of its cells."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Delimited:
    """A table in text. `heading` is the place of the row of headings among `records`."""

    text: str
    dialect: Dialect
    records: tuple[TableRow, ...]
    heading: int

    @property
    def below(self) -> tuple[TableRow, ...]:
        """The rows below the headings in which anything stands."""
        return tuple(row for row in self.records[self.heading + 1 :] if not row.is_blank)

    def encoded(self, text: str) -> bytes:
        """`text` as the bytes of such a file."""
        return self.dialect.mark + text.encode(self.dialect.encoding)


def read_delimited(
    content: bytes, where: str, headings: Collection[str] = (), remedy: str = REMEDY
) -> Delimited:
    """The table that `content` holds; `headings` (folded) are some that may be expected.

    Raises FileRefused with the cause where it cannot be read.
    """
    text, encoding, mark = _decoded(content, where, remedy)
    lines = _LINE.findall(text)
    declared = _SEP.fullmatch(lines[0].rstrip("\r\n")) if lines else None
    above = 1 if declared else 0
    body = lines[above:]
    delimiter = declared["delimiter"] if declared else _delimiter(body, headings)
    offset = sum(map(len, lines[:above]))
    records = tuple(_records(body, delimiter, offset, where))
    line_end = next((end for end in ("\r\n", "\n", "\r") if end in text), "\r\n")
    dialect = Dialect(encoding, mark, delimiter, line_end, _quotes_everything(text, records))
    return Delimited(text, dialect, records, _heading(records, headings))


def _decoded(content: bytes, where: str, remedy: str) -> tuple[str, str, bytes]:
    """The text with its encoding and the mark before it, line ends as they are."""
    if content.startswith(b"PK\x03\x04"):
        raise FileRefused(
            "this is a workbook of Excel or LibreOffice and not a table in text",
            where=where,
            remedy="Open it there and save it as 'CSV UTF-8', or give the file its own ending.",
        )
    encoding, body = unmarked(content)
    mark = content[: len(content) - len(body)]
    if not mark:
        encoding = _without_mark(content)
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as fault:
        raise FileRefused(
            f"the text is not valid {encoding.upper()} (byte {fault.start + len(mark) + 1:,})",
            where=where,
            remedy=remedy,
        ) from fault
    if "\0" in text:
        raise FileRefused(
            f"this is not a text file (a NUL character at position {text.index(chr(0)) + 1:,})",
            where=where,
            remedy="Check that the file's ending says what it is, or export it again.",
        )
    return text.removeprefix("\ufeff"), encoding, mark + _second_mark(text, encoding)


def _second_mark(text: str, encoding: str) -> bytes:
    """A mark that was written twice is kept as it is."""
    return "\ufeff".encode(encoding) if text.startswith("\ufeff") else b""


def _without_mark(content: bytes) -> str:
    """UTF-16 without its mark has a NUL beside every letter of English; all else is UTF-8."""
    head = content[:400]
    odd, even = head[1::2].count(0), head[::2].count(0)
    if max(odd, even) * 3 < len(head[::2]) or min(odd, even):
        return "utf-8"
    return codecs.lookup("utf-16-le" if odd else "utf-16-be").name


def _delimiter(lines: Sequence[str], headings: Collection[str]) -> str:
    """What parts the cells: that by which most rows are as long as the headings, and longest."""
    sample = lines[:_LOOKED_AT]
    fits = {one: _fit(sample, one, headings) for one in DELIMITERS}
    best = max(fits, key=lambda one: fits[one])
    return best if fits[best] > (0, 0.0, 0) else ONE_COLUMN


def _fit(lines: Sequence[str], delimiter: str, headings: Collection[str]) -> tuple[int, float, int]:
    """How well a delimiter fits: headings that are expected, share of rows of one length, length."""
    rows = [row for row in _lenient(lines, delimiter) if any(cell.strip() for cell in row)]
    if not rows:
        return 0, 0.0, 0
    at = _heading_of(rows, headings)
    width = len(rows[at])
    expected = len({folded(cell) for cell in rows[at]} & set(headings))
    even = sum(len(row) == width for row in rows[at:]) / len(rows[at:])
    if width < 2 or (expected < 2 and even < _MOST_ROWS_OF_ONE_LENGTH):
        return 0, 0.0, 0
    if at and expected == 0 and not _is_below_a_title(rows, at, even, delimiter):
        return 0, 0.0, 0
    return expected if expected > 1 else 0, round(even, 3), width


def _is_below_a_title(rows: Sequence[Sequence[str]], at: int, even: float, delimiter: str) -> bool:
    """Whether a row may be headings though others stand above it. Commas stand in speech too."""
    padded = all(len(row) == len(rows[at]) for row in rows[:at])
    many = len(rows) - at >= _FEWEST_BELOW_A_TITLE
    return padded or (delimiter != "," and even >= _SURE_OF_A_TITLE and many)


def _lenient(lines: Iterable[str], delimiter: str) -> list[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    try:
        return list(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return []


def _records(lines: Sequence[str], delimiter: str, offset: int, where: str) -> Iterator[TableRow]:
    # The limit is the module's; it is set to the same each time, so threads do not disagree.
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(iter(lines), delimiter=delimiter, strict=True)
    number, done, start = 0, 0, offset
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as fault:
            raise FileRefused(
                f"row {number + 1:,} is not valid in a table of this kind",
                where=where,
                remedy="Look for a quotation mark that is not closed.",
            ) from fault
        if cells is None:
            return
        number += 1
        end = start + sum(map(len, lines[done : reader.line_num]))
        yield TableRow(number, tuple(cells), start, end)
        start, done = end, reader.line_num


def _heading(records: Sequence[TableRow], headings: Collection[str]) -> int:
    """The place of the row of headings: titles and empty rows may stand above it."""
    filled = [at for at, record in enumerate(records) if not record.is_blank][:_LOOKED_AT]
    if not filled:
        return 0
    return filled[_heading_of([records[at].cells for at in filled], headings)]


def _heading_of(rows: Sequence[Sequence[str]], headings: Collection[str]) -> int:
    """The same among rows that are not empty."""
    known = set(headings)
    first = rows[:_MOST_ABOVE]
    expected = [len({folded(cell) for cell in row} & known) for row in first]
    if max(expected) > 1:
        return expected.index(max(expected))
    return below_titles(rows)


def below_titles(rows: Sequence[Sequence[str]]) -> int:
    """The place of the first row that is no title: a title is alone in its row, headings are not."""
    lengths = Counter(length for row in rows[:_LOOKED_AT] if (length := _filled(row)) > 1)
    alone = sum(_filled(row) == 1 for row in rows[:_LOOKED_AT])
    if sum(lengths.values()) <= alone:
        return 0
    return next(at for at, row in enumerate(rows) if _filled(row) > 1)


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _quotes_everything(text: str, records: Sequence[TableRow]) -> bool:
    """Whether cells stand in quotation marks though nothing in them asks for it."""
    filled = [record for record in records if not record.is_blank][:_LOOKED_AT]
    return bool(filled) and all(text[r.start : r.end].lstrip().startswith('"') for r in filled)
