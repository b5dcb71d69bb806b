"""Rows of a worksheet written straight into its file, in the bytes that xlsxwriter would write.

xlsxwriter keeps, checks and escapes every cell by itself, which for 100,000 excerpts takes longer
than to suggest codes for them. What is written once is kept as it was escaped: most cells of a long
sheet hold the same few texts. tests/test_workbook_rows.py compares with xlsxwriter byte by byte.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from corpora.spreadsheets.cells import FORMULA, Cell, fitting

_ESCAPE = re.compile("(_x[0-9a-fA-F]{4}_)")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f]")
_EDGES = re.compile(r"^\s|\s$")
_SHORT = 48
_PIXELS, _POINTS = 4.0 / 3.0, 0.75


class RowPen:
    """Writes rows below those that a worksheet of a workbook with `constant_memory` has already.

    `formats` gives the format of each column's cells, and, asked with True, that of a text which
    an edited cell could take for a formula.
    """

    def __init__(self, page: Any, formats: Sequence[Callable[[bool], Any]]) -> None:
        self._page, self._formats = page, formats
        self._names = [xl_col_to_name(at) for at in range(len(formats))]
        self._styles: dict[tuple[int, bool], str] = {}

    def write(self, row: int, cells: Sequence[Cell], height: float) -> None:
        """Write row number `row` (the first is 0), `height` in points; rows come in order."""
        page = self._page
        page._check_dimensions(row, 0)
        filled = [
            (at, name, cell)
            for at, (name, cell) in enumerate(zip(self._names, cells, strict=True))
            if cell is not None and cell != ""
        ]
        # xlsxwriter leaves out a row without a cell, height and all.
        if not filled:
            return
        if row > page.previous_row:
            page._write_single_row(row)
        number, made = row + 1, []
        for at, name, cell in filled:
            if isinstance(cell, str):
                armed, said = _kept(cell) if len(cell) <= _SHORT else _escaped(cell)
                style = self._styles.get((at, armed)) or self._style(at, armed)
                made.append(f'<c r="{name}{number}" s="{style}" t="inlineStr">{said}</c>')
            else:
                style = self._style(at, False)
                made.append(f'<c r="{name}{number}" s="{style}"><v>{cell:.16G}</v></c>')
        page.fh.write(f"<row{self._attributes(number, height)}>{''.join(made)}</row>")

    def _attributes(self, number: int, height: float) -> str:
        pixels = int(height * _PIXELS + 0.5)
        plain = pixels == self._page.original_row_height == self._page.default_row_height
        tall = "" if plain else f' ht="{pixels * _POINTS:.16g}" customHeight="1"'
        return f' r="{number}"{tall}'

    def _style(self, at: int, armed: bool) -> str:
        """The number of a format, given to it when it is first used, as xlsxwriter does."""
        if (at, armed) not in self._styles:
            self._styles[at, armed] = str(self._formats[at](armed)._get_xf_index())
        return self._styles[at, armed]


def _escaped(text: str) -> tuple[bool, str]:
    """Whether an edited cell could take a text for a formula, and the text as an inline string.

    What XML or Excel would take for something else is escaped.
    """
    told = _ESCAPE.sub(r"_x005F\1", fitting(text))
    told = _CONTROL.sub(lambda found: f"_x{ord(found.group()):04X}_", told)
    kept = ' xml:space="preserve"' if _EDGES.search(told) else ""
    told = told.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return FORMULA.match(text) is not None, f"<is><t{kept}>{told}</t></is>"


_kept = lru_cache(maxsize=20_000)(_escaped)
