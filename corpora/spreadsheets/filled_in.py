"""Spreadsheets that people filled in, read as text: .xlsx and .csv, and what is wrong with them.

Every cell is the text that a person sees: "NA" is two letters and "007" three digits (F16). What
would change without anybody noticing, a formula or merged cells, is named and refused.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from corpora.errors import InputError
from corpora.files import open_zip, read_limited, shown
from corpora.spreadsheets.cells import field_text

if TYPE_CHECKING:
    from openpyxl.cell import Cell as OneCell
    from openpyxl.cell import MergedCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    ReadCell = OneCell | MergedCell

_MOST_REASONS = 20
_DELIMITERS = ",;\t"
_ACTS, _BROKEN = "f", "e"


@dataclass(frozen=True, slots=True)
class Row:
    """A row as people see it: its number in the file, its texts by heading, the headings of cells
    in which a formula or an error stands."""

    number: int
    texts: Mapping[str, str]
    acting: tuple[str, ...] = ()

    def __getitem__(self, heading: str) -> str:
        return self.texts.get(heading, "")

    def with_text(self, heading: str, text: str) -> "Row":
        """The row with this text under a heading."""
        return replace(self, texts={**self.texts, heading: text})


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its headings, its rows with anything in them, and what is wrong with all of it."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[str, ...] = field(default=())


def read_filled_in(path: Path, pages: Sequence[str]) -> Table:
    """The table on the first of `pages` that a workbook has, or in a CSV file.

    Raises FileRefused or InputError where there is none that can be read.
    """
    content = read_limited(path)
    if content.startswith(b"PK") or path.suffix.casefold() == ".xlsx":
        return table_of_page(page_of(open_workbook(content, path.name), pages, path.name))
    return _of_csv(content, path.name)


def open_workbook(content: bytes, name: str) -> "Workbook":
    """A workbook that was looked into first: no bomb, and nothing that declares entities."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    _look_into(content, name)
    try:
        return load_workbook(BytesIO(content))
    except (
        InvalidFileException, BadZipFile, KeyError, ValueError, OSError, SyntaxError, TypeError,
    ) as fault:  # fmt: skip
        raise InputError(
            "this is no spreadsheet that can be read",
            where=shown(name),
            remedy="Save it as .xlsx in the program that you filled it in with.",
        ) from fault


def _look_into(content: bytes, name: str) -> None:
    archive = open_zip(content, where=shown(name), what="spreadsheet")
    for member in archive.names():
        if b"<!DOCTYPE" in archive.read(member) and member.endswith((".xml", ".rels")):
            raise InputError(
                "a part of it contains a DTD, which no spreadsheet program writes",
                where=shown(name),
                remedy="Save it again in the program that you filled it in with.",
            )


def page_of(book: "Workbook", pages: Sequence[str], name: str) -> "Worksheet":
    """The first of `pages` that the workbook has. Raises InputError where it has none."""
    from openpyxl.worksheet.worksheet import Worksheet

    for wanted in pages:
        page = book[wanted] if wanted in book.sheetnames else None
        if isinstance(page, Worksheet):
            return page
    raise InputError(
        f"there is no sheet {' or '.join(repr(page) for page in pages)} in it",
        where=shown(name),
        remedy="Send the file as it was handed out, or make the sheet anew.",
    )


def table_of_page(page: "Worksheet") -> Table:
    """The table on a sheet: its headings in the first row, and what is wrong with all of it."""
    every = list(page.iter_rows())
    headings = tuple(text_in(cell) for cell in every[0]) if every else ()
    merged = sorted(map(str, page.merged_cells.ranges))
    problems = [f"cells {merged[0]}: they are merged; each row needs its own"] if merged else []
    rows = (
        Row(
            number,
            dict(zip(headings, map(text_in, cells), strict=False)),
            tuple(
                heading
                for heading, cell in zip(headings, cells, strict=False)
                if cell.data_type in (_ACTS, _BROKEN)
            ),
        )
        for number, cells in enumerate(every[1:], start=2)
    )
    return _table(headings, rows, problems)


def text_in(cell: "ReadCell") -> str:
    """The text of a cell: a whole number without a point, nothing for an empty cell."""
    if isinstance(cell.value, float) and cell.value.is_integer():
        return str(int(cell.value))
    return "" if cell.value is None else str(cell.value).strip()


def _of_csv(content: bytes, name: str) -> Table:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise InputError(
            f"byte {fault.start} is not UTF-8",
            where=shown(name),
            remedy="Save it as 'CSV UTF-8', or better as .xlsx.",
        ) from fault
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        every = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as fault:
        raise InputError(
            f"this is no table that can be read ({fault})",
            where=shown(name),
            remedy="Save it as .xlsx in the program that you filled it in with.",
        ) from fault
    headings = tuple(cell.strip() for cell in every[0]) if every else ()
    problems = [
        f"row {number}: it has {len(cells)} cells and {len(headings)} headings"
        for number, cells in enumerate(every[1:], start=2)
        if cells and len(cells) != len(headings)
    ]
    rows = (
        Row(number, {h: field_text(cell).strip() for h, cell in zip(headings, cells, strict=False)})
        for number, cells in enumerate(every[1:], start=2)
    )
    return _table(headings, rows, problems)


def _table(headings: tuple[str, ...], rows: Iterator[Row], problems: list[str]) -> Table:
    filled = tuple(row for row in rows if any(row.texts.values()) or row.acting)
    return Table(headings, filled, tuple(problems))


def refused(name: str, reasons: Sequence[str]) -> InputError:
    """Nothing of a file was kept, for these reasons."""
    listed = "".join(f"\n  {reason}" for reason in reasons[:_MOST_REASONS])
    more = len(reasons) - _MOST_REASONS
    listed += f"\n  and {more} more" if more > 0 else ""
    return InputError(
        f"nothing of it was kept, for these reasons:{listed}",
        where=shown(name),
        remedy="\nPut these rows right, or take them out, and read the file again.",
    )
