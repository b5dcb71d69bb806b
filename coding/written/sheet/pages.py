"""The workbook as it is handed out: one table a sheet, with headings, lists to choose from and notes."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from codebooks.codebook import Codebook
from coding.written.columns import FINDINGS_KNOWN, GROUPS, Field
from coding.written.readers import Entries
from coding.written.sheet.tables import KEYS, OF, TABLES, SheetTable, rows_of_table
from corpora.spreadsheets.cells import Cell
from corpora.spreadsheets.workbook import Book, Sheet, SheetColumn, TextLine, workbook

READ_ME, CODES = "Read me first", "Codes"
EMPTY_ROWS = 40
"""Rows below the last that have the lists to choose from as well."""

LONG = ("says", "easy", "text", "you_said", "why", "scope", "step", "noticed", "changed", "marker")
MOST_CHOICES = 250
"""A list to choose from that stands in a rule holds so many characters."""


def findings_workbook(
    title: str,
    entries: Entries,
    codebook: Codebook,
    groups: Sequence[str],
    today: date,
    scratch: Path,
) -> bytes:
    """What a team has written, as .xlsx; the same entries on the same day give the same bytes."""
    sheets = [_sheet(table, entries, groups) for table in TABLES]
    book = Book(
        title=f"{title}: what we found",
        created=today,
        footer="Written by the team; names of people in it are for the team",
        first_page=(READ_ME, _read_me(title)),
        sheets=[*sheets, _codes(codebook)],
    )
    return workbook(book, scratch=scratch)


def _sheet(table: SheetTable, entries: Entries, groups: Sequence[str]) -> Sheet:
    rows: list[list[Cell]] = [
        [cell or None for cell in row] for row in rows_of_table(table, entries.get(table.file, ()))
    ]
    rows += [[None] * len(table.fields) for _ in range(EMPTY_ROWS)]
    columns = [_column(table, field, entries, groups) for field in table.fields]
    return Sheet(table.name, columns, rows, frozen=1)


def _column(
    table: SheetTable, field: Field, entries: Entries, groups: Sequence[str]
) -> SheetColumn:
    choices = () if field.several else _choices(table, field, entries, groups)
    if len(",".join(choices)) > MOST_CHOICES or any("," in choice for choice in choices):
        choices = ()
    width = 48 if field.name in LONG else 18
    # What refers to other sheets may be written there later.
    free = isinstance(field.choices, str) or field.name == table.belongs
    return SheetColumn(
        field.name, width, about_field(field), choices=choices, yours=field.required, free=free
    )


def _choices(
    table: SheetTable, field: Field, entries: Entries, groups: Sequence[str]
) -> tuple[str, ...]:
    if isinstance(field.choices, tuple) and field.choices:
        return field.choices
    if field.choices == GROUPS:
        return tuple(groups)
    if field.choices == FINDINGS_KNOWN:
        return _keys("findings.yaml", "findings", entries)
    if table.above is not None and field.name == table.belongs:
        return _keys(table.file, table.above.name, entries)
    return ()


def _keys(file: str, kind: str, entries: Entries) -> tuple[str, ...]:
    return tuple(key for entry in entries.get(file, ()) if (key := entry.text(KEYS[kind])))


def about_field(field: Field) -> str:
    """What a field is for, what may stand in it and whether it must be there."""
    about = field.about
    if isinstance(field.choices, tuple) and field.choices:
        about += f": {', '.join(field.choices)}"
    if field.several:
        about += "; several with a semicolon between"
    return about + (" (must be there)" if field.required else "")


HOW = (
    (
        "What to do",
        "Fill in any sheet; none is required. A column with a yellow heading must be filled in "
        "wherever its row is. Then save the file as .xlsx and read it back.",
    ),
    (
        "Read it back",
        "heard report sheet in FOLDER FILE. All mistakes are listed with their sheet and row, and "
        "then nothing is changed.",
    ),
    ("Never here", "What somebody said. Quotes are named by the ids of their excerpts."),
    (
        "Days",
        "Year, month, day: 2026-03-02. In the sheet measures a month may stand for its days.",
    ),
    ("Codes", f"The sheet {CODES} lists the ids of themes and codes."),
    (
        "Rows that belong",
        f"The sheets {', '.join(OF)} say in their first column to what a row of another sheet it "
        "belongs.",
    ),
)


def _read_me(title: str) -> list[TextLine]:
    lines = [
        TextLine(title, style="title"),
        TextLine("What we found, asked for, measured and did", style="heading"),
        TextLine(""),
        *(TextLine(term, meaning) for term, meaning in HOW),
    ]
    for table in TABLES:
        lines += [TextLine(""), TextLine(f"Sheet {table.name}", style="heading")]
        lines += [TextLine(field.name, about_field(field)) for field in table.fields]
    return lines


def _codes(codebook: Codebook) -> Sheet:
    columns = (SheetColumn("theme id", 22), SheetColumn("code id", 26), SheetColumn("name", 36))
    return Sheet(CODES, columns, list(_rows_of_codes(codebook)), frozen=1, locked=True)


def _rows_of_codes(codebook: Codebook) -> Iterator[list[Cell]]:
    for theme in codebook.themes:
        for code in theme.codes:
            if code.status != "retired":
                yield [theme.id, code.id, code.name]
