"""What a cell of a spreadsheet holds: 32,767 UTF-16 units, and nothing that acts (T1, F16).

A workbook's cells are written as text. CSV has no types: what a spreadsheet may take for a formula
has an apostrophe in front there, and `text_of` takes it off.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

from corpora.visible import visible

Cell = str | int | float | None

CELL_UNITS = 32_767
CUT = " … [cut here: the cell is full]"

FORMULA = re.compile("[=+\\-@\t\r\n＝＋－＠]")
"""How a text begins that a spreadsheet may take for a formula."""

# Apostrophes that were there before the one that is put in front count as well.
_ARMED = re.compile(f"'*{FORMULA.pattern}")
_DISARMED = re.compile(f"'+{FORMULA.pattern}")
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")


def fitting(text: str) -> str:
    """`text` as it may stand in a cell: visible characters only, and no more than it holds."""
    return cut_to_cell(visible(text))


def cut_to_cell(text: str) -> str:
    """`text`, or as much of it as a cell holds, which then says so."""
    return text if fits(text) else _pieces(text, CELL_UNITS - len(CUT))[0] + CUT


def fits(text: str) -> bool:
    """Whether a cell holds all of `text`."""
    return _units(text) <= CELL_UNITS


def cell_pieces(text: str, units: int = CELL_UNITS) -> list[str]:
    """`text` made visible and split so that each piece fits into a cell; one piece at least."""
    return _pieces(visible(text), units)


def _pieces(text: str, units: int) -> list[str]:
    rest, found = text, []
    while _units(rest) > units:
        end = units
        while _units(rest[:end]) > units:
            end -= max(1, (_units(rest[:end]) - units) // 2)
        found.append(rest[:end])
        rest = rest[end:]
    return [*found, rest]


def _units(text: str) -> int:
    """How much of a cell `text` takes: Excel counts UTF-16 units, two for an emoji."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def csv_of(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Rows of cells, the headings first, as CSV that a spreadsheet opens and nothing in acts."""
    out = StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in rows:
        writer.writerow(["" if cell is None else field_of(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def field_of(cell: Cell) -> str:
    """A cell as a field of CSV that no spreadsheet takes for a formula.

    NUL and lone surrogates, which no file of text can hold, stand as `‹U+0000›`.
    """
    if not isinstance(cell, str):
        return "" if cell is None else str(cell)
    text = _UNWRITABLE.sub(lambda char: f"‹U+{ord(char.group()):04X}›", cell)
    return f"'{text}" if _ARMED.match(text) else text


def field_text(field: str) -> str:
    """The text that a field of the CSV was written from, without the apostrophe in front."""
    return field[1:] if _DISARMED.match(field) else field
