"""Rows written straight into a worksheet's file: the bytes that xlsxwriter itself would write."""

from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import xlsxwriter

from corpora.spreadsheets.cells import Cell, fitting
from corpora.spreadsheets.workbook_rows import RowPen

ROWS: list[tuple[list[Cell], float]] = [
    ([None, "", None], 16.5),
    (["plain", 1, 0.333], 16.5),
    (["", None, -7], 31),
    (["=1+1", "+44", "-"], 15),
    (["<b>&\"'</b>", " lead", "trail\n"], 45.5),
    (["_x0041_ stands", "a\tb\rc", "x" * 60 + " <"], 409),
    (["é ‹ 😀", "\x0b\x00", "\ud800"], 16.5),
    (["again", "again", 1e-12], 16.5),
    ([12345678901234567890, True, "last"], 16.5),
]


def book(how: Any, rows: list[tuple[list[Cell], float]], folder: Path) -> dict[str, bytes]:
    """The parts of a workbook of two sheets with a heading each."""
    out = BytesIO()
    writer = xlsxwriter.Workbook(out, {"constant_memory": True, "tmpdir": str(folder)})
    formats = {
        (at, armed): writer.add_format({"num_format": f"0.{'0' * at}", "quote_prefix": armed})
        for at in range(3)
        for armed in (False, True)
    }
    for name in ("One", "Two"):
        page = writer.add_worksheet(name)
        for at in range(3):
            page.write_string(0, at, "heading", formats[2 - at, False])
        page.set_row(0, 20)
        how(page, formats, rows)
        page.autofilter(0, 0, len(rows), 2)
    writer.close()
    with ZipFile(out) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist() if name[:8] != "docProps"}


def plainly(page: Any, formats: Any, rows: list[tuple[list[Cell], float]]) -> None:
    for row, (cells, height) in enumerate(rows, start=1):
        page.set_row(row, height)
        for at, cell in enumerate(cells):
            if isinstance(cell, str):
                armed = cell[:1] in tuple("=+-@\t\r\n")
                if cell:
                    page.write_string(row, at, fitting(cell), formats[at, armed])
            elif cell is not None:
                page.write_number(row, at, cell, formats[at, False])


def straight(page: Any, formats: Any, rows: list[tuple[list[Cell], float]]) -> None:
    pen = RowPen(page, [partial(lambda at, armed: formats[at, armed], at) for at in range(3)])
    for row, (cells, height) in enumerate(rows, start=1):
        pen.write(row, cells, height)


@pytest.mark.parametrize("rows", [[], ROWS[:1], ROWS[1:2], ROWS, ROWS * 20])
def test_the_bytes_are_those_of_xlsxwriter(
    rows: list[tuple[list[Cell], float]], tmp_path: Path
) -> None:
    assert book(straight, rows, tmp_path) == book(plainly, rows, tmp_path)


def test_words_that_look_like_a_rich_text_are_words(tmp_path: Path) -> None:
    """xlsxwriter writes what begins with <r> and ends with </r> as it stands."""
    sheet = book(straight, [(["<r>x</r>", None, None], 15.0)], tmp_path)["xl/worksheets/sheet1.xml"]
    assert b"<t>&lt;r&gt;x&lt;/r&gt;</t>" in sheet
