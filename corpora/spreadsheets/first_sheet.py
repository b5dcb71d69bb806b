"""The cells of a workbook's first visible sheet, streamed; nothing is calculated."""

import re
from collections.abc import Mapping

from corpora.errors import FileRefused
from corpora.files import SafeZip, open_zip
from corpora.xml_stream import REMEDY, is_xml, part, walk

PREFIXES = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "x",
    "http://purl.oclc.org/ooxml/spreadsheetml/main": "x",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
}
BOOK, LINKS, SHARED = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"
REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})$")
MOST_COLUMNS, MOST_ROWS = 500, 200_000


def first_sheet(
    content: bytes, where: str, named: str = ""
) -> tuple[list[list[str]], dict[str, int]]:
    """The rows of the sheet that is `named`, or the first that is not hidden, and what is left out."""
    archive = open_zip(content, where=where, what="Excel workbook")
    names = archive.names()
    if BOOK not in names or LINKS not in names:
        raise FileRefused("this is not an Excel workbook", where=where, remedy=REMEDY)
    comments = 0
    for name in names:
        if is_xml(name) and name not in (BOOK, LINKS, SHARED) and "/worksheets/sheet" not in name:
            part(archive, name, where=where)
            comments += "/comments" in name
    book = _Book()
    walk(part(archive, BOOK, where=where), book, PREFIXES, where=where)
    links = _Links()
    walk(part(archive, LINKS, where=where), links, PREFIXES, where=where)
    shown = [link for link, hidden in book.sheets if not hidden]
    if named:
        shown = [link for link, name in book.names if name.casefold() == named.casefold()]
    target = links.parts.get(shown[0], "") if shown else ""
    if target not in names:
        sheets = ", ".join(name for _, name in book.names) if named else ""
        remedy = f"Its sheets: {sheets}." if sheets else REMEDY
        raise FileRefused("the workbook has no sheet to read", where=where, remedy=remedy)
    cells = _Cells(_shared(archive, where))
    walk(part(archive, target, where=where), cells, PREFIXES, where=where)
    left_out = {
        "other sheets": len(book.sheets) - 1,
        "sheets with comments": comments,
        f"rows after the first {MOST_ROWS:,}": cells.rows_beyond,
        f"cells right of column {MOST_COLUMNS}": cells.cells_beyond,
    }
    return cells.rows, left_out


def _shared(archive: SafeZip, where: str) -> list[str]:
    if SHARED not in archive.names():
        return []
    strings = _Strings()
    walk(part(archive, SHARED, where=where), strings, PREFIXES, where=where)
    return strings.found


class _Book:
    """The sheets of a workbook in order: the id of the link to each, and whether it is hidden.

    `names` are the same ids with the sheets' names.
    """

    def __init__(self) -> None:
        self.sheets: list[tuple[str, bool]] = []
        self.names: list[tuple[str, str]] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "x:sheet":
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("r:id", ""), hidden))
            self.names.append((attributes.get("r:id", ""), attributes.get("name", "")))

    def end(self, name: str) -> None: ...

    def text(self, data: str) -> None: ...


class _Links:
    """The parts that a workbook links to, by the id of the link."""

    def __init__(self) -> None:
        self.parts: dict[str, str] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "rel:Relationship":
            target = attributes.get("Target", "")
            full = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            self.parts[attributes.get("Id", "")] = full

    def end(self, name: str) -> None: ...

    def text(self, data: str) -> None: ...


class _Strings:
    """The shared strings of a workbook; phonetic guides in them are not text."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._in_text = self._in_guide = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "x:si":
            self._pieces = []
        elif name == "x:rPh":
            self._in_guide = True
        elif name == "x:t":
            self._in_text = not self._in_guide

    def end(self, name: str) -> None:
        if name == "x:si":
            self.found.append("".join(self._pieces))
        elif name == "x:rPh":
            self._in_guide = False
        elif name == "x:t":
            self._in_text = False

    def text(self, data: str) -> None:
        if self._in_text:
            self._pieces.append(data)


class _Cells:
    """The rows of a sheet that hold something, each cell at its place, as text."""

    def __init__(self, shared: list[str]) -> None:
        self.rows: list[list[str]] = []
        self.rows_beyond = self.cells_beyond = 0
        self._shared = shared
        self._row: dict[int, str] = {}
        self._column = -1
        self._kind = ""
        self._value: list[str] = []
        self._in_value = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "x:row":
            self._row, self._column = {}, -1
        elif name == "x:c":
            self._column = column_of(attributes.get("r", ""), self._column + 1)
            self._kind, self._value = attributes.get("t", "n"), []
        elif name in ("x:v", "x:t"):
            self._in_value = True

    def end(self, name: str) -> None:
        if name in ("x:v", "x:t"):
            self._in_value = False
        elif name == "x:c":
            self._end_cell()
        elif name == "x:row":
            self._end_row()

    def _end_cell(self) -> None:
        said = self._said()
        if 0 <= self._column < MOST_COLUMNS:
            self._row[self._column] = said
        else:
            self.cells_beyond += bool(said.strip())

    def _end_row(self) -> None:
        width = max((i for i, cell in self._row.items() if cell.strip()), default=-1) + 1
        if width and len(self.rows) < MOST_ROWS:
            self.rows.append([self._row.get(i, "") for i in range(width)])
        else:
            self.rows_beyond += width > 0

    def text(self, data: str) -> None:
        if self._in_value:
            self._value.append(data)

    def _said(self) -> str:
        value = "".join(self._value)
        if self._kind != "s":
            return value
        place = int(value) if value.isdecimal() and len(value) < 10 else -1
        return self._shared[place] if 0 <= place < len(self._shared) else ""


def column_of(reference: str, otherwise: int) -> int:
    """The place of a cell in its row, from 0: `C7` is 2."""
    match = REFERENCE.match(reference)
    if match is None:
        return otherwise
    place = 0
    for letter in match[1]:
        place = place * 26 + ord(letter) - 64
    return place - 1
