"""people.csv as a file: its headings, its rows, and rows added or struck with all else as it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from corpora.delimited import DELIMITERS, Delimited, TableRow, read_delimited
from corpora.errors import FileRefused, PeopleError
from corpora.files import shown
from corpora.spelling import folded
from corpora.text import tidy

FILE = "people.csv"
COLUMNS = ("id", "name", "aliases", "group", "role", "wave", "consent_analysis", "consent_quote")
REQUIRED = ("id", "name", "group")
NOTES = "notes"
"""Behind the column of this name the team may keep whatever it likes."""
OWN = "x-"
"""So a heading of the team's own begins."""
_NEAR = 0.75
_MOST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """The table with the place of each column that the program knows, and what is wrong with it."""

    table: Delimited
    places: Mapping[str, int]
    mistakes: tuple[str, ...]

    @property
    def rows(self) -> tuple[TableRow, ...]:
        """The rows of people."""
        return self.table.below

    def cell(self, row: TableRow, column: str) -> str:
        """What a row has in a column, "" where it has none."""
        at = self.places.get(column)
        return tidy(row.cells[at]) if at is not None and at < len(row.cells) else ""

    def raw(self, row: TableRow, column: str) -> str:
        """The same with its line breaks."""
        at = self.places.get(column)
        return row.cells[at] if at is not None and at < len(row.cells) else ""


def open_table(content: bytes) -> PeopleTable:
    """people.csv taken apart. Raises PeopleError where it is no table; mistakes are listed."""
    known = [*(folded(column) for column in COLUMNS), NOTES]
    remedy = "In Excel, save it as 'CSV UTF-8 (comma delimited)'."
    try:
        table = read_delimited(content, FILE, known, remedy)
    except FileRefused as refusal:
        raise PeopleError(refusal.what, where=FILE, remedy=refusal.remedy) from refusal
    headings = table.records[table.heading].cells if table.records else ()
    names = [_name(heading) for heading in headings]
    places = {name: names.index(name) for name in COLUMNS if name in names}
    mistakes = (*_missing(table, places), *_wrong_headings(table, headings, names))
    return PeopleTable(table, places, mistakes)


def as_written(value: str) -> str:
    """A value as it is written, fit to be shown in a message."""
    said = shown(tidy(value))
    return f"'{said[:_MOST_SHOWN]}{'…' if len(said) > _MOST_SHOWN else ''}'"


def _name(heading: str) -> str:
    """A heading as it is compared: `Consent analysis ` is `consent_analysis`."""
    own = tidy(heading).casefold()
    return own if own.startswith(OWN) else folded(heading).replace(" ", "_")


def _missing(table: Delimited, places: Mapping[str, int]) -> list[str]:
    missing = [name for name in REQUIRED if name not in places]
    if not missing:
        return []
    row = table.records[table.heading].number if table.records else 1
    apart = DELIMITERS.get(table.dialect.delimiter, "nothing")
    names = " or ".join(f"'{name}'" for name in missing)
    return [
        f"row {row}, read as parted by {apart}: there is no column {names}; "
        f"the columns are: {', '.join(COLUMNS)}"
    ]


def _wrong_headings(table: Delimited, headings: Sequence[str], names: Sequence[str]) -> list[str]:
    notes = names.index(NOTES) if NOTES in names else len(names)
    wrong = []
    for at, (heading, name) in enumerate(zip(headings, names, strict=True)):
        if not name:
            wrong += _without_heading(table, at) if at < notes else []
        elif name in COLUMNS or name == NOTES:
            if names.index(name) != at:
                wrong.append(f"column {at + 1}: '{name}' stands already over another column")
        elif not name.startswith(OWN):
            wrong += _unknown(heading, name, at, behind_notes=at > notes)
    return wrong


def _without_heading(table: Delimited, at: int) -> list[str]:
    """An empty column is nothing; one with something in it and no heading may be consent."""
    filled = [row.number for row in table.below if at < len(row.cells) and row.cells[at].strip()]
    if not filled:
        return []
    return [
        f"column {at + 1} has an empty heading, and something stands in it (first in row "
        f"{filled[0]}); give it a heading, one that begins with '{OWN}' if it is your own"
    ]


def _unknown(heading: str, name: str, at: int, *, behind_notes: bool) -> list[str]:
    """What is wrong with a heading that is not known; nothing behind the notes, unless misspelt."""
    near = get_close_matches(name, COLUMNS, 1, _NEAR)
    consent = name.startswith("consent")
    if behind_notes and not near and not consent:
        return []
    meant = f"; perhaps '{near[0]}' is meant" if near else ""
    allowed = f"the columns are: {', '.join(COLUMNS)}, {NOTES}; your own begin with '{OWN}'"
    return [
        f"column {at + 1}: unknown column {as_written(heading)}{meant}"
        f"{'' if meant else f'; {allowed}, or stand behind {NOTES!r}'}"
    ]


def with_rows(content: bytes, rows: Sequence[Mapping[str, str]]) -> bytes:
    """people.csv with these rows below the others, and nothing else of it changed by a byte."""
    opened = open_table(content)
    table = opened.table
    width = len(table.records[table.heading].cells)
    added = []
    for row in rows:
        cells = [""] * width
        for column, value in row.items():
            if column in opened.places:
                cells[opened.places[column]] = value
        added.append(_written(cells, opened))
    end = "" if table.text.endswith(("\n", "\r")) else table.dialect.line_end
    return table.encoded(table.text + end + "".join(added))


def _written(cells: Sequence[str], opened: PeopleTable) -> str:
    dialect = opened.table.dialect
    awkward = ('"', "\n", "\r", dialect.delimiter)

    def field(cell: str) -> str:
        doubled = cell.replace('"', '""')
        asks = any(sign in cell for sign in awkward) or cell != cell.strip()
        return f'"{doubled}"' if asks or (dialect.quotes_everything and cell) else cell

    return dialect.delimiter.join(map(field, cells)) + dialect.line_end


def without_person(content: bytes, person: str) -> bytes:
    """people.csv without the rows of the person with this id, and nothing else of it changed."""
    opened = open_table(content)
    table, kept, at = opened.table, [], 0
    for row in opened.rows:
        if folded(opened.cell(row, "id")) == folded(person):
            kept.append(table.text[at : row.start])
            at = row.end
    return table.encoded("".join([*kept, table.text[at:]]))
