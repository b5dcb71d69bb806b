"""The spreadsheet in which a team reviews what is suggested, and the same rows as CSV.

An internal working document: it holds every excerpt of people who agreed to analysis, under their
pseudonyms, also those that must not be quoted (a column says so). `report/` is for sharing.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path

from coding.cells import Cell
from coding.publication import Publication
from coding.sheet_pages import book
from coding.sheet_rows import HEADINGS, rows
from coding.workbook import workbook
from corpora.files import write_atomic

CSV_NAME, WORKBOOK_NAME = "coded-excerpts.csv", "coded-excerpts.xlsx"

# What a spreadsheet may take for a formula, also after the apostrophes that say it is none.
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_DISARMED = re.compile("'+[=+\\-@\t\r\n＝＋－＠]")
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")


def write(publication: Publication, folder: Path) -> None:
    """Write coded-excerpts.csv and coded-excerpts.xlsx into `folder`."""
    write_atomic(folder / CSV_NAME, as_csv(publication))
    write_atomic(folder / WORKBOOK_NAME, workbook(book(publication), scratch=folder))


def as_csv(publication: Publication) -> bytes:
    """The coded excerpts as CSV: UTF-8 with a byte order mark, without which Excel garbles accents.

    `pandas.read_csv(path, dtype=str, keep_default_na=False)` gives every text back as it was. What
    a spreadsheet might take for a formula has an apostrophe in front (T1): `text_of` takes it off.
    NUL and lone surrogates, which no file of text can hold, stand as `‹U+0000›`.
    """
    said = ([row.get(name) for name in HEADINGS] for row in rows(publication))
    return csv_of([HEADINGS, *said])


def csv_of(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Rows of cells, the headings first, as CSV that a spreadsheet opens and nothing in acts."""
    out = StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in rows:
        writer.writerow([field_of(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def field_of(cell: Cell) -> str:
    """A cell as a field of CSV that no spreadsheet takes for a formula."""
    if not isinstance(cell, str):
        return "" if cell is None else str(cell)
    text = _UNWRITABLE.sub(lambda char: f"‹U+{ord(char.group()):04X}›", cell)
    return f"'{text}" if _FORMULA.match(text) else text


def text_of(field: str) -> str:
    """The text that a field of the CSV was written from, without the apostrophe in front."""
    return field[1:] if _DISARMED.match(field) else field
