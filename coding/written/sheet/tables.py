"""Which sheets the workbook has and how an entry becomes rows of them, and rows an entry."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from codebooks.yaml.nodes import brief
from coding.written.columns import (
    AGREED_BY,
    IN_CSV,
    IN_YAML,
    SCOPE,
    WRITTEN_BY,
    Field,
    Kind,
)
from coding.written.entries import PARTS, Entry, Value, entry_of
from coding.written.mistakes import Mistakes
from corpora.spelling import folded

PEOPLE = (WRITTEN_BY.name, AGREED_BY.name)
"""Lists of people, which stand in one cell: `DC (lived experience); RW (researcher)`."""

PERSON = re.compile(r"(?P<name>.*\S)\s*\((?P<role>[^(),]*)(?:,\s*to\s+(?P<to>[^(),]*))?\)")
OF = {"dissent": "finding", "updates": "action", "judged": "marker"}
"""How the column is called that says to what a row of such a sheet belongs."""

AGREED_TO = (
    ". Behind the role the program notes to which words they agreed; whoever agrees to the words as they "
    "stand in this row is written without it"
)
KEYS = {"findings": "id", "actions": "id", "markers": "marker"}


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A sheet: the file it is of, the kind of its rows, the kind that they stand below, if any."""

    file: str
    kind: Kind
    above: Kind | None = None

    @property
    def name(self) -> str:
        """The name of the sheet."""
        return self.kind.name

    @property
    def belongs(self) -> str:
        """The column that says to what a row belongs, "" where there is none."""
        return OF.get(self.kind.name, "") if self.above else ""

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields, one a column."""
        first = (Field(self.belongs, f"to which {self.belongs} it belongs", True),)
        people = tuple(
            Field(
                name, "name and role of each, such as DC (lived experience); RW (researcher)" + more
            )
            for name, more in _lists_of_people(self.kind).items()
        )
        return (*(first if self.belongs else ()), *self.kind.fields, *people)


def _lists_of_people(kind: Kind) -> dict[str, str]:
    """The lists of people of a kind, with what else is to be said of each."""
    more = {AGREED_BY.name: AGREED_TO}
    return {each.name: more.get(each.name, "") for each in kind.below if each.name in PEOPLE}


def _tables() -> Iterator[SheetTable]:
    for file, kind in {**IN_YAML, **IN_CSV}.items():
        yield SheetTable(file, kind)
        for below in kind.below:
            if below.name not in PEOPLE:
                yield SheetTable(file, below, kind)


TABLES = tuple(_tables())


def rows_of_table(table: SheetTable, entries: Sequence[Entry]) -> Iterator[list[str]]:
    """The rows of a sheet, from the entries of its file."""
    if table.above is None:
        for entry in entries:
            yield [_cell(entry, field.name) for field in table.fields]
        return
    for entry in entries:
        key = [entry.text(KEYS[entry.kind.name])] if table.belongs else []
        for below in entry.below.get(table.kind.name, ()):
            yield [*key, *(below.text(field.name) for field in table.kind.fields)]


def _cell(entry: Entry, name: str) -> str:
    if name not in _lists_of_people(entry.kind):
        return entry.text(name)
    people = entry.below.get(name, ())
    return f"{PARTS[0]} ".join(map(_person_text, people))


def _person_text(person: Entry) -> str:
    note = f", to {to}" if (to := person.text("to")) else ""
    return f"{person.text('name')} ({person.text('role')}{note})"


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row of a sheet: its texts by column, its number, and where it stands."""

    texts: Mapping[str, str]
    number: int
    where: str


FilledRows = Mapping[str, Sequence[FilledRow]]
"""The rows of each sheet, by its name."""


def entries_of_tables(rows: FilledRows, mistakes: Mistakes) -> dict[str, tuple[Entry, ...]]:
    """The entries of each file. FilledRows that belong to nothing are noted."""
    made: dict[str, tuple[Entry, ...]] = {}
    for table in TABLES:
        if table.above is None:
            entries = [_entry(table, row, mistakes) for row in rows.get(table.name, ())]
            lower = [each for each in TABLES if each.above is table.kind]
            made[table.file] = tuple(_with_lower(table, entries, lower, rows, mistakes))
    return made


def _entry(table: SheetTable, row: FilledRow, mistakes: Mistakes) -> Entry:
    entry = entry_of(table.kind, row.texts, f"sheet {table.name}, row", row.number)
    below = {
        name: people
        for name in _lists_of_people(table.kind)
        if (people := _people(name, row, mistakes))
    }
    return Entry(entry.kind, entry.values, below, entry.where, entry.line)


def _people(name: str, row: FilledRow, mistakes: Mistakes) -> tuple[Entry, ...]:
    kind = WRITTEN_BY if name == WRITTEN_BY.name else AGREED_BY
    people = []
    for part in filter(str.strip, row.texts.get(name, "").split(PARTS[0])):
        if person := PERSON.fullmatch(part.strip()):
            texts = {each: (person[each] or "").strip() for each in ("name", "role", "to")}
            values = {each: (Value(text, row.where),) for each, text in texts.items() if text}
            people.append(Entry(kind, values, {}, row.where, row.number))
        else:
            what = f"{brief(part.strip())} in {name} has no role"
            remedy = "Write the role in brackets behind the name: DC (lived experience)."
            mistakes.note(row.where, what, remedy)
    return tuple(people)


def _with_lower(
    table: SheetTable,
    entries: Sequence[Entry],
    lower: Sequence[SheetTable],
    rows: FilledRows,
    mistakes: Mistakes,
) -> Iterator[Entry]:
    """The entries with the rows of other sheets that belong to them."""
    if table.kind is SCOPE:
        yield from _scope(table, entries, lower, rows, mistakes)
        return
    keys = {folded(entry.text(KEYS[table.name])) for entry in entries} if lower else set()
    for sheet in lower:
        for row in rows.get(sheet.name, ()):
            to = row.texts.get(sheet.belongs, "")
            if folded(to) not in keys:
                what = f"it belongs to no {sheet.belongs}: {brief(to)} is none"
                mistakes.note(row.where, what, f"Write what stands in the sheet {table.name}.")
    for entry in entries:
        below = dict(entry.below)
        for sheet in lower:
            own = folded(entry.text(KEYS[table.name]))
            held = [
                r for r in rows.get(sheet.name, ()) if folded(r.texts.get(sheet.belongs, "")) == own
            ]
            if held:
                below[sheet.name] = tuple(_entry(sheet, row, mistakes) for row in held)
        yield Entry(entry.kind, entry.values, below, entry.where, entry.line)


def _scope(
    table: SheetTable,
    entries: Sequence[Entry],
    lower: Sequence[SheetTable],
    rows: FilledRows,
    mistakes: Mistakes,
) -> Iterator[Entry]:
    for entry in entries[1:]:
        mistakes.note(
            entry.where, "there is a second row", "Keep one: an evaluation has one scope."
        )
    below = {
        sheet.name: tuple(_entry(sheet, row, mistakes) for row in rows[sheet.name])
        for sheet in lower
        if rows.get(sheet.name)
    }
    first = entries[0] if entries else Entry(table.kind, {}, {}, f"sheet {table.name}, row 2", 2)
    if first.values or below:
        yield Entry(table.kind, first.values, below, first.where, first.line)
