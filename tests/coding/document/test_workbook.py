"""A document as a workbook: one table a sheet, hidden figures marked, nothing that acts."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sample_document import HOSTILE, MARKS, NOTICE, hostile_document, sample_document

from coding.document.blocks import DataTable, Number, Part, Picture, TextBlock, WholeDocument
from coding.document.plain import quote_text
from coding.document.workbook import document_workbook, with_mark
from corpora.visible import visible

DAY = date(2026, 3, 2)


def made(document: WholeDocument, scratch: Path) -> bytes:
    return document_workbook(document, marks=MARKS, created=DAY, scratch=scratch)


def opened(document: WholeDocument, scratch: Path) -> Any:
    return openpyxl.load_workbook(BytesIO(made(document, scratch)))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return opened(sample_document(), tmp_path_factory.mktemp("scratch"))


def one_table(
    *rows: tuple[str | Number, ...], columns: tuple[str, ...] = ("Code", "People")
) -> WholeDocument:
    table = DataTable(
        "t", "A table", columns, tuple(tuple((cell,) for cell in row) for row in rows)
    )
    return WholeDocument("A", (), "", (Part("one", 1, "One", (table,)),))


def values(sheet: Any) -> list[list[object]]:
    return [[cell or None for cell in row] for row in sheet.iter_rows(values_only=True)]


def test_each_table_has_a_sheet_after_the_contents_and_before_what_stands_in_none(
    book: Any,
) -> None:
    tables = [
        block.table if isinstance(block, Picture) else block
        for block in sample_document().blocks()
        if isinstance(block, DataTable | Picture)
    ]
    ids = [table.id for table in tables]
    assert book.sheetnames == ["Contents", *ids, "Figures in sentences", "Quotes"]
    for table in tables:
        rows = values(book[table.id])
        assert rows[0][0] == table.caption
        heading = next(row for row in rows if row[0] == table.columns[0])
        assert tuple(heading[: len(table.columns)]) == table.columns
        assert len(rows) - rows.index(heading) - 1 == len(table.rows)


def test_a_sheet_in_full(book: Any) -> None:
    assert values(book["themes"]) == [
        ["People by theme and by what they said of it", None, None, None, None, None, None],
        ["People of 24 who said so, at least; good to the right, bad to the left", *[None] * 6],
        ["Notes on this table stand on the sheet Contents.", *[None] * 6],
        ["Theme", "Good", "Bad", "People in all", "Key: Good", "Key: Bad", "Key: People in all"],
        ["Felt heard", 14, 6, "at least 20, at most 23, of 24",
         "sample.theme.0.for", "sample.theme.0.against", "sample.theme.0.range"],
        ["Valued", 11, 3, "at least 14, at most 17, of 24",
         "sample.theme.1.for", "sample.theme.1.against", "sample.theme.1.range"],
        ["Able to take part", 9, 8, "at least 17, at most 20, of 24",
         "sample.theme.2.for", "sample.theme.2.against", "sample.theme.2.range"],
        ["Trust", 7, 5, "at least 12, at most 15, of 24",
         "sample.theme.3.for", "sample.theme.3.against", "sample.theme.3.range"],
        ["Accessibility", "[c] fewer than 5", "[c] not shown", "[x]",
         "sample.theme.x.for", "sample.theme.x.against", None],
    ]  # fmt: skip


def test_the_first_sheet_says_what_it_is_what_marks_mean_and_where_what_stands(book: Any) -> None:
    lines = values(book["Contents"])
    assert lines[0] == ["How Larkmoor planned its square together", None]
    assert ["Please note", NOTICE] in lines
    assert ["[c]", "hidden, so that it tells of nobody (confidential)"] in lines
    assert ["[x]", "not available"] in lines
    at = lines.index(["themes", "People by theme and by what they said of it (part 1. In short)"])
    assert lines[at + 2] == [None, "– means that it was not asked."]


def test_every_figure_with_its_key_and_every_quote_is_there(book: Any) -> None:
    cells = {value for sheet in book for row in values(sheet) for value in row}
    for number in sample_document().numbers():
        assert number.key in cells
        plain = number.text.replace(",", "")
        shown = int(plain) if plain.isdecimal() else with_mark(number.text, MARKS)
        assert shown in cells
    said = {row[1] for row in values(book["Quotes"])}
    assert {quote_text(quote) for quote in sample_document().quotations()} <= said


def test_nothing_is_merged_headings_stay_and_it_prints_on_a4(book: Any) -> None:
    for sheet in book:
        assert not sheet.merged_cells.ranges
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (
            True,
            0,
        )
        assert NOTICE in sheet.oddFooter.left.text
    assert book["themes"].freeze_panes == "B5"
    assert book["themes"].print_title_rows == "$1:$4"
    assert book["themes"].print_area.endswith("$A$1:$D$9")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fewer than 5", "[c] fewer than 5"),
        ("fewer than 50", "fewer than 50"),
        ("not shown", "[c] not shown"),
        ("most of 9", "[c] most of 9"),
        ("mostly", "mostly"),
        ("–", "[x]"),
        ("", ""),
        ("7 of 9", "7 of 9"),
    ],
)
def test_what_is_hidden_or_not_there_is_marked(text: str, expected: str) -> None:
    assert with_mark(text, MARKS) == expected


@pytest.mark.parametrize(
    ("texts", "cells", "format"),
    [
        (("1,204", "7"), [1204, 7], "#,##0"),
        (("1,204", "1,203.5"), [1204, 1203.5], "#,##0.0"),
        (("2024", "2025"), [2024, 2025], "General"),
        (("2024", "1,204"), [2024, 1204], "General"),
        (("12 %", "007"), ["12 %", "007"], "General"),
    ],
)
def test_plain_numbers_are_numbers(
    texts: tuple[str, ...], cells: list[object], format: str, tmp_path: Path
) -> None:
    document = one_table(*(("a", Number("k", text)) for text in texts))
    sheet = opened(document, tmp_path)["t"]
    column = [sheet.cell(row, 2) for row in range(3, 3 + len(texts))]
    assert [cell.value for cell in column] == cells
    assert {cell.number_format for cell in column} == {format}


@pytest.mark.parametrize(
    ("ids", "names"),
    [
        (("a", "A", "a"), ["a", "A (2)", "a (3)"]),
        (("x" * 40, "x" * 41), ["x" * 31, "x" * 27 + " (2)"]),
        (("History", "contents", ""), ["History (2)", "contents (2)", "table"]),
        (("a/b:c", "'q'", "[x]*?\\"), ["a-b-c", "-q-", "-x----"]),
    ],
)
def test_names_of_sheets_are_short_and_unlike_each_other(
    ids: tuple[str, ...], names: list[str], tmp_path: Path
) -> None:
    tables = tuple(DataTable(id, "A table", ("Code",), ((("a",),),)) for id in ids)
    document = WholeDocument("A", (), "", (Part("one", 1, "One", tables),))
    assert opened(document, tmp_path).sheetnames == ["Contents", *names]


def test_a_document_without_tables_has_its_contents(tmp_path: Path) -> None:
    nothing = WholeDocument("A", (), "", (Part("one", 1, "One", (TextBlock(("Nothing.",)),)),))
    assert opened(nothing, tmp_path).sheetnames == ["Contents"]


def test_a_table_without_rows_says_so(tmp_path: Path) -> None:
    book = opened(one_table(), tmp_path)
    assert values(book["t"]) == [["A table", None], ["Code", "People"]]
    assert [None, "This table has no rows."] in values(book["Contents"])


@pytest.mark.parametrize("said", HOSTILE)
def test_what_people_wrote_is_text_and_nothing_else(said: str, tmp_path: Path) -> None:
    book = opened(hostile_document(said), tmp_path)
    cells = [
        cell
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n"}
    assert {cell.value for cell in cells if cell.data_type == "n"} <= {7}
    assert not any(cell.hyperlink for cell in cells)
    if said[:1] in ("=", "@"):
        begins = [cell for cell in cells if str(cell.value).startswith(said[:1])]
        assert begins and all(cell.quotePrefix for cell in begins)
    assert visible(said)[:20].split("\r")[0] in str(book["t"]["A1"].value)


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    assert made(sample_document(), tmp_path) == made(sample_document(), tmp_path)
