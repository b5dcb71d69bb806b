"""The tables of a findings report as CSV, each with what a Data Package says of its fields."""

import codecs
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from coding.document.blocks import DataTable, Picture, WholeDocument, Words
from coding.document.plain import figure_keys, plain_number, words_text
from coding.document.workbook import with_mark
from corpora.spreadsheets.cells import csv_of
from corpora.visible import visible

Clean = Callable[[str], str]
HIDDEN, NOT_THERE = "[c]", "[x]"
_UNITS = {"excerpts": "excerpts", "files": "files", "read": "excerpts", "second-hand": "excerpts"}
_UNFIT = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class PackField:
    """A column: its name, `string`, `number` or `integer`, and in what it counts, "" where unsaid."""

    name: str
    type: str
    unit: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class PackTable:
    """A table of the pack. `missing` are the words that stand where a figure is hidden or not there."""

    name: str
    title: str
    fields: tuple[PackField, ...]
    rows: tuple[tuple[str | int | float, ...], ...]
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Where it stands in the archive."""
        return f"tables/{self.name}.csv"

    @property
    def content(self) -> bytes:
        """The file: UTF-8, every field in quotes, nothing in it that a spreadsheet would run."""
        rows = [tuple(field.name for field in self.fields), *self.rows]
        return csv_of(rows).removeprefix(codecs.BOM_UTF8)


def report_tables(
    document: WholeDocument, marks: Mapping[str, str], clean: Clean
) -> tuple[PackTable, ...]:
    """Every table of the report and of its pictures, with what is hidden there hidden here."""
    tables: list[PackTable] = []
    taken: set[str] = set()
    for block in document.blocks():
        if isinstance(block, Picture):
            tables.append(_table(block.table, block.subtitle, marks, clean, taken))
        elif isinstance(block, DataTable):
            tables.append(_table(block, "", marks, clean, taken))
    return tuple(tables)


def _table(
    table: DataTable, subtitle: str, marks: Mapping[str, str], clean: Clean, taken: set[str]
) -> PackTable:
    texts = [[_cell(words, marks, clean) for words in row] for row in table.rows]
    names = distinct([clean(column) or f"column {n}" for n, column in enumerate(table.columns, 1)])
    fields = tuple(
        PackField(name, _type([row[at] for row in texts], at), _unit(table, at))
        for at, name in enumerate(names)
    )
    notes = tuple(clean(note) for note in (subtitle, *table.notes) if note)
    return PackTable(
        name=distinct_name(table.id, taken),
        title=clean(table.caption),
        fields=fields,
        rows=tuple(
            tuple(_value(cell, field) for cell, field in zip(row, fields, strict=True))
            for row in texts
        ),
        missing=missing_words([cell for row in texts for cell in row]),
        notes=notes,
    )


def _cell(words: Words, marks: Mapping[str, str], clean: Clean) -> str:
    text = words_text(words)
    return text if plain_number(text) is not None else visible(clean(with_mark(text, marks)))


def missing_words(cells: Sequence[str]) -> tuple[str, ...]:
    """What stands among these cells in place of a figure, and the empty cell."""
    return ("", *sorted({cell for cell in cells if cell.startswith((HIDDEN, NOT_THERE))}))


def _type(cells: Sequence[str], at: int) -> str:
    there = [cell for cell in cells if cell and not cell.startswith((HIDDEN, NOT_THERE))]
    numbers = [plain_number(cell) for cell in there]
    if at == 0 or not there or None in numbers:
        return "string"
    return "integer" if all(isinstance(number, int) for number in numbers) else "number"


def _unit(table: DataTable, at: int) -> str:
    keys = [key for row in table.rows for key in figure_keys(row[at])]
    units = {_UNITS.get(key.partition("/")[0], "people") for key in keys}
    return units.pop() if len(units) == 1 else ""


def _value(cell: str, field: PackField) -> str | int | float:
    number = plain_number(cell) if field.type != "string" else None
    return cell if number is None else number


def distinct(names: Sequence[str]) -> list[str]:
    """The names, those that stand twice told apart by a number."""
    made: list[str] = []
    for name in names:
        new, number = name, 1
        while new.casefold() in {each.casefold() for each in made}:
            number += 1
            new = f"{name} ({number})"
        made.append(new)
    return made


def distinct_name(text: str, taken: set[str]) -> str:
    """A name for a file of small letters, digits and hyphens, unlike all in `taken`; it goes there."""
    stem = _UNFIT.sub("-", text.casefold()).strip("-") or "table"
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name)
    return name
