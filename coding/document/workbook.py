"""A document's tables as a workbook, one a sheet, with the key of each figure beside it.

Whatever stands in no table has sheets of its own: the figures in sentences, and the quotes.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coding.document import plain
from coding.document.blocks import (
    DataTable,
    ListBlock,
    Number,
    Part,
    Picture,
    Quotation,
    TextBlock,
    WholeDocument,
    Words,
)
from corpora.spreadsheets.cells import Cell
from corpora.spreadsheets.workbook import Book, Sheet, SheetColumn, TextLine, workbook
from corpora.visible import visible

MEANINGS = {"[c]": "hidden, so that it tells of nobody (confidential)", "[x]": "not available"}

CONTENTS, SENTENCES, QUOTES = "Contents", "Figures in sentences", "Quotes"
_NOTES_THERE = f"Notes on this table stand on the sheet {CONTENTS}."
_RESERVED = (CONTENTS, SENTENCES, QUOTES, "History")
_LONGEST_NAME, _FOOTER = 31, 100
_UNFIT = re.compile(r"[\[\]:*?/\\']")
_NARROWEST, _WIDEST = 9, 48


@dataclass(frozen=True, slots=True)
class _Table:
    """A table, in which part it stands, and what its picture counts where it is one's."""

    part: Part
    table: DataTable
    subtitle: str = ""


def document_workbook(
    document: WholeDocument, *, marks: Mapping[str, str], created: date, scratch: Path
) -> bytes:
    """The workbook as .xlsx. The same document gives the same bytes.

    `marks` says which mark, `[c]` or `[x]`, goes in front of a cell that begins with some words,
    such as `fewer than 5`; a sign without letters, such as `–`, gives way to it. `scratch` is a
    folder in which rows may wait while the file is made.
    """
    tables = list(_tables(document))
    names = _names([each.table.id for each in tables])
    sheets = [_sheet(each, name, marks) for each, name in zip(tables, names, strict=True)]
    sheets += [sheet for sheet in (_sentences(document, marks), _quotes(document)) if sheet.rows]
    book = Book(
        title=document.title,
        created=created,
        footer=visible(plain.cut_line(document.notice, _FOOTER)).replace("&", "&&"),
        first_page=(CONTENTS, _contents(document, tables, names, sheets)),
        sheets=sheets,
    )
    return workbook(book, scratch=scratch)


def with_mark(text: str, marks: Mapping[str, str]) -> str:
    """The text, with the mark of the words that it begins with in front."""
    for words, mark in marks.items():
        if text == words or text.startswith(f"{words} "):
            return f"{mark} {text}" if any(char.isalnum() for char in text) else mark
    return text


def _tables(document: WholeDocument) -> Iterator[_Table]:
    for part in document.parts:
        for block in part.all_blocks():
            if isinstance(block, DataTable):
                yield _Table(part, block)
            elif isinstance(block, Picture):
                yield _Table(part, block.table, block.subtitle)


def _names(ids: Sequence[str]) -> list[str]:
    """The name of each sheet: unlike every other one's, and short enough."""
    names: list[str] = []
    taken = {name.casefold() for name in _RESERVED}
    for id in ids:
        stem = _UNFIT.sub("-", visible(id)).strip() or "table"
        name, number = stem[:_LONGEST_NAME], 1
        while name.casefold() in taken:
            number += 1
            end = f" ({number})"
            name = stem[: _LONGEST_NAME - len(end)] + end
        taken.add(name.casefold())
        names.append(name)
    return names


def _sheet(here: _Table, name: str, marks: Mapping[str, str]) -> Sheet:
    """The table with its title above, and behind it a column of keys for each that has figures."""
    table = here.table
    keyed = [
        at
        for at in range(len(table.columns))
        if any(plain.figure_keys(row[at]) for row in table.rows)
    ]
    columns = [
        SheetColumn(heading, _width(table, at, marks), number=_format(table, at))
        for at, heading in enumerate(table.columns)
    ]
    columns += [SheetColumn(f"Key: {table.columns[at]}", 24, printed=False) for at in keyed]
    rows: list[list[Cell]] = [
        [
            *(_cell(plain.words_text(words), marks) for words in row),
            *(", ".join(plain.figure_keys(row[at])) for at in keyed),
        ]
        for row in table.rows
    ]
    lines = (table.caption, here.subtitle, _NOTES_THERE if table.notes else "")
    above = tuple(line for line in lines if line)
    return Sheet(name, columns, rows, frozen=1, above=above)


def _cell(text: str, marks: Mapping[str, str]) -> Cell:
    number = plain.plain_number(text)
    return with_mark(text, marks) if number is None else number


def _width(table: DataTable, at: int, marks: Mapping[str, str]) -> int:
    cells = (with_mark(plain.words_text(row[at]), marks) for row in table.rows)
    texts = [table.columns[at], *cells]
    return min(max(_NARROWEST, *(len(text) + 2 for text in texts)), _WIDEST)


def _format(table: DataTable, at: int) -> str:
    """Excel's format for the numbers of a column: with commas where all that need them have them."""
    texts = [plain.words_text(row[at]) for row in table.rows]
    numbers = [text for text in texts if plain.plain_number(text) is not None]
    long = [text for text in numbers if len(text.partition(".")[0].strip("-")) > 3]
    if not long or not all("," in text for text in long):
        return ""
    decimals = max(len(text.partition(".")[2]) for text in numbers)
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _sentences(document: WholeDocument, marks: Mapping[str, str]) -> Sheet:
    rows: list[list[Cell]] = [
        [number.key, _cell(number.text, marks), plain.words_text(words), _heading(part)]
        for part in document.parts
        for block in part.all_blocks()
        for words in _running(block)
        for number in words
        if isinstance(number, Number)
    ]
    columns = (
        SheetColumn("Key", 24),
        SheetColumn("Figure", 24),
        SheetColumn("Sentence", 80),
        SheetColumn("Part", 30),
    )
    return Sheet(SENTENCES, columns, rows, above=("Figures that stand in sentences",))


def _running(block: object) -> Sequence[Words]:
    if isinstance(block, TextBlock):
        return (block.words,)
    return block.items if isinstance(block, ListBlock) else ()


def _quotes(document: WholeDocument) -> Sheet:
    rows: list[list[Cell]] = [
        [
            block.way,
            plain.quote_text(block),
            block.phrase,
            block.question,
            plain.speaker_line(block),
            "yes" if block.checked else "",
            block.excerpt_id,
            _heading(part),
        ]
        for part in document.parts
        for block in part.all_blocks()
        if isinstance(block, Quotation)
    ]
    columns = (
        SheetColumn("What it says", 24),
        SheetColumn("Quote", 70),
        SheetColumn("Words that carry it", 30),
        SheetColumn("Asked", 30),
        SheetColumn("Who speaks", 20),
        SheetColumn("Agreed by its speaker", 12),
        SheetColumn("Excerpt", 16),
        SheetColumn("Part", 30),
    )
    return Sheet(QUOTES, columns, rows, above=("Quotes",))


def _heading(part: Part) -> str:
    return f"{part.number}. {part.heading}"


def _contents(
    document: WholeDocument,
    tables: Sequence[_Table],
    names: Sequence[str],
    sheets: Sequence[Sheet],
) -> list[TextLine]:
    """What the file is, what the marks mean, and what stands on each sheet, with its notes."""
    lines = [TextLine(document.title, style="title")]
    if document.notice:
        lines.append(TextLine("Please note", document.notice))
    lines += [TextLine("", line) for line in document.about]
    lines += [TextLine(""), TextLine("What the marks mean", style="heading")]
    lines += [TextLine(mark, meaning) for mark, meaning in MEANINGS.items()]
    lines += [
        TextLine("Key", "the name of a figure, under which what it counts can be looked up"),
        TextLine(""),
        TextLine("The sheets", style="heading"),
    ]
    for here, name in zip(tables, names, strict=True):
        lines.append(TextLine(name, f"{here.table.caption} (part {_heading(here.part)})"))
        notes = [] if here.table.rows else [plain.EMPTY_TABLE]
        lines += [TextLine("", note) for note in (*notes, *here.table.notes)]
    lines += [TextLine(sheet.name, sheet.above[0]) for sheet in sheets[len(tables) :]]
    return lines
