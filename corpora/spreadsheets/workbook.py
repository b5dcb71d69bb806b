"""Sheets of text as the bytes of one .xlsx file, in which nothing can act.

Every text is written as a cell of type text, so that `=1+1` is four characters and no formula, and
stays so when somebody edits the cell (T1). A cell of Excel holds 32,767 UTF-16 units and a sheet
1,048,576 rows: what is longer is continued and says so, never cut in silence (F16). The same
sheets give the same bytes, and no name of a person or a machine is in the file.
"""

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from io import BytesIO
from itertools import chain, islice
from pathlib import Path
from typing import Any

import xlsxwriter

from corpora.spreadsheets.cells import FORMULA, Cell, fitting
from corpora.spreadsheets.workbook_rows import RowPen
from corpora.visible import visible

SHEET_ROWS = 1_048_576

_A4 = 9
_FONT: dict[str, Any] = {"font_name": "Arial", "font_size": 11, "valign": "top", "text_wrap": True}
_RULED = {"border": 1, "border_color": "#B8BDC9"}
_HEADING, _YOURS_HEADING, _YOURS = "#E4E7EE", "#FFE8A3", "#FFF9E5"
_FLAT_POINTS = {"title": 30, "heading": 26, "warning": 20}
_LINE_POINTS, _MOST_POINTS, _ENOUGH = 14.5, 409.0, 5_000
_SCRATCH = ".workbook-"
_STILL_ALLOWED = {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True}


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its heading, its width in characters, what it means.

    `number` is Excel's format for numbers. `choices` offers a list, the defined name of one, or the
    cells in which it stands for the first row, which move on with the rows;
    with `free`, something else may be written as well, and whoever reads it back decides.
    `yours` marks what a reviewer fills in; `printed` is False for what only the program needs.
    """

    name: str
    width: int
    about: str = ""
    number: str = ""
    choices: tuple[str, ...] | str = ()
    yours: bool = False
    printed: bool = True
    free: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: a heading row and rows below it; a row is as long as `columns`.

    `above` are lines over the heading row, the first of them the table's title, which stay in view
    with it and with `frozen` columns; in a `locked` table only the columns marked `yours` can be
    changed, as long as nobody takes the protection off, for which there is no password. A `hidden`
    one is there for lists of choices that others refer to.
    """

    name: str
    columns: Sequence[SheetColumn]
    rows: Iterable[Sequence[Cell]]
    frozen: int = 0
    locked: bool = False
    hidden: bool = False
    above: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a page of text: `title`, `warning`, `heading`, or a term with what it means."""

    text: str
    meaning: str = ""
    style: str = "body"


@dataclass(frozen=True, slots=True)
class Book:
    """What goes into one file. `names` are lists of choices: a name and the cells it stands for.

    `points` is the size of the letters.
    """

    title: str
    created: date
    footer: str
    first_page: tuple[str, Sequence[TextLine]]
    sheets: Sequence[Sheet]
    names: Sequence[tuple[str, str]] = ()
    points: int = 11


def workbook(book: Book, *, scratch: Path, sheet_rows: int = SHEET_ROWS) -> bytes:
    """The book as .xlsx.

    Rows are written as they come, through a folder of its own in `scratch` that is gone
    afterwards, so that 100,000 rows need no more memory than 100. What a run that was killed has
    left there is removed as well, since it holds what people said.
    """
    scratch.mkdir(0o700, parents=True, exist_ok=True)
    for left in scratch.glob(f"{_SCRATCH}*"):
        shutil.rmtree(left)
    out = BytesIO()
    with tempfile.TemporaryDirectory(dir=scratch, prefix=_SCRATCH) as folder:
        options = {
            "constant_memory": True,
            "tmpdir": folder,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": "Arial", "font_size": book.points},
        }
        writer = xlsxwriter.Workbook(out, options)
        created = datetime(book.created.year, book.created.month, book.created.day)
        writer.set_properties({"title": visible(book.title), "created": created})
        _Pen(writer, book).write(book, sheet_rows)
        writer.close()
    return out.getvalue()


class _Pen:
    """Writes sheets in one hand: the formats of a workbook belong to it alone."""

    def __init__(self, writer: Any, book: Book) -> None:
        self.writer, self.footer = writer, book.footer
        self.formats: dict[tuple[str, bool, bool], Any] = {}
        self.lines: dict[tuple[str, bool], Any] = {}
        self.font = {**_FONT, "font_size": book.points}
        self.scale = book.points / _FONT["font_size"]
        ruled = {**self.font, **_RULED, "bold": True}
        flat = {**self.font, "text_wrap": False, "bold": True}
        self.looks: dict[str, dict[str, Any]] = {
            "title": {**flat, "font_size": 18},
            "heading": {**flat, "font_size": 14},
            "warning": {**flat, "bg_color": _YOURS_HEADING},
            "body": self.font,
            "table": flat,
            "aside": {**flat, "bold": False},
            "column": {**ruled, "bg_color": _HEADING},
            "yours": {**ruled, "bg_color": _YOURS_HEADING},
        }

    def write(self, book: Book, sheet_rows: int) -> None:
        self._write_page(*book.first_page)
        for sheet in book.sheets:
            room = sheet_rows - len(sheet.above) - 1
            for number, rows in enumerate(_batches(sheet.rows, room), start=1):
                name = sheet.name if number == 1 else f"{sheet.name} {number}"
                self._write_sheet(name, sheet, rows)
        for name, cells in book.names:
            self.writer.define_name(name, cells)

    def _write_page(self, name: str, lines: Sequence[TextLine]) -> None:
        page = self._new_sheet(name)
        page.set_column(0, 0, 26, self._line("body", ""))
        page.set_column(1, 1, 96, self._line("body", ""))
        page.hide_gridlines(2)
        for row, line in enumerate(lines):
            words = _height([(line.text, 26), (line.meaning, 96)], self.scale)
            page.set_row(row, _FLAT_POINTS.get(line.style, words))
            for column, text in enumerate((line.text, line.meaning)):
                page.write_string(row, column, fitting(text), self._line(line.style, text))

    def _write_sheet(self, name: str, sheet: Sheet, rows: Iterable[Sequence[Cell]]) -> None:
        page, columns = self._new_sheet(name), sheet.columns
        if sheet.hidden:
            page.hide()
        for at, column in enumerate(columns):
            page.set_column(at, at, column.width, self._format(column))
        for at, text in enumerate(sheet.above):
            look = self._line("aside" if at else "table", text)
            page.set_row(at, self.scale * _LINE_POINTS + 2, look)
            page.write_string(at, 0, fitting(text), look)
        top, headings = len(sheet.above), [(column.name, column.width) for column in columns]
        page.set_row(top, _height(headings, self.scale))
        for at, column in enumerate(columns):
            look = self._line("yours" if column.yours else "column", column.name)
            page.write_string(top, at, fitting(column.name), look)
        widths = [column.width for column in columns]
        pen, last = RowPen(page, [partial(self._format, column) for column in columns]), top
        for last, row in enumerate(rows, start=top + 1):
            pen.write(last, row, _height(zip(row, widths, strict=True), self.scale))
        self._finish(page, sheet, last)

    def _line(self, look: str, text: str) -> Any:
        """The format of a line of text, in which what is edited becomes no formula either."""
        armed = FORMULA.match(text) is not None
        if (look, armed) not in self.lines:
            given = self.looks[look] | ({"quote_prefix": True} if armed else {})
            self.lines[look, armed] = self.writer.add_format(given)
        return self.lines[look, armed]

    def _format(self, column: SheetColumn, armed: bool = False) -> Any:
        """The format of a column's cells; `armed` keeps an edited text from becoming a formula."""
        key = (column.number, column.yours, armed)
        if key not in self.formats:
            given = {**self.font, **_RULED, "num_format": column.number or "General"}
            if column.yours:
                given |= {"bg_color": _YOURS, "locked": False}
            self.formats[key] = self.writer.add_format(given | {"quote_prefix": armed})
        return self.formats[key]

    def _new_sheet(self, name: str) -> Any:
        page = self.writer.add_worksheet(name)
        page.set_landscape()
        page.set_paper(_A4)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
        page.fit_to_pages(1, 0)
        page.set_footer(f"&L{self.footer}&R&A, page &P of &N")
        return page

    def _finish(self, page: Any, sheet: Sheet, last: int) -> None:
        """What makes a long table usable: a heading that stays, filters, lists to choose from."""
        columns, top = sheet.columns, len(sheet.above)
        printed = [at for at, column in enumerate(columns) if column.printed]
        page.freeze_panes(top + 1, sheet.frozen)
        if sheet.locked:
            page.protect("", _STILL_ALLOWED)
        page.autofilter(top, 0, last, len(columns) - 1)
        page.repeat_rows(0, top)
        page.print_area(0, 0, last, printed[-1])
        for at, column in enumerate(columns):
            if column.choices:
                names = column.choices
                source = f"={names}" if isinstance(names, str) else list(names)
                rule = _list_of(column.name, source) | {"show_error": not column.free}
                page.data_validation(top + 1, at, max(last, top + 1), at, rule)


def _height(cells: Iterable[tuple[Cell, int]], scale: float = 1.0) -> float:
    """The height of a row, in points, in which these texts can be read at these widths.

    Estimated, since only the program that opens the file knows its fonts; LibreOffice leaves rows
    without a height at one line.
    """
    lines = 1
    for cell, width in cells:
        if isinstance(cell, str) and (len(cell) >= width or "\n" in cell):
            lines = max(lines, _lines(cell, width))
    return min(scale * _LINE_POINTS * lines + 2, _MOST_POINTS)


def _lines(text: str, width: int) -> int:
    return sum(1 + len(line) // max(width - 2, 1) for line in text[:_ENOUGH].split("\n"))


def _list_of(name: str, source: str | list[str]) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": source,
        "error_title": "Not on the list",
        "error_message": f"Choose '{name}' from the list, or leave it empty and write a note.",
    }


def _batches(rows: Iterable[Sequence[Cell]], size: int) -> Iterator[Iterator[Sequence[Cell]]]:
    """The rows in parts of at most `size`, read as they are needed; one part, empty, for none."""
    left = iter(rows)
    yield islice(left, size)
    for first in left:
        yield chain([first], islice(left, size - 1))
