"""people.csv: who took part, in which group and wave, and what they agreed to."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from corpora.delimited import DELIMITERS, TableRow
from corpora.errors import PeopleError, all_wrong
from corpora.people.table import COLUMNS, FILE, REQUIRED, PeopleTable, as_written, open_table
from corpora.spelling import folded, nearest_word
from corpora.transcript import Role

Consent = Literal["yes", "no", "ask"]

HEADER = ",".join(COLUMNS) + "\n"
INTERVIEWERS = "interviewers"
FACILITATORS = "facilitators"
ROLES: tuple[Role, ...] = ("participant", "interviewer", "facilitator")
CONSENTS = ("yes", "no", "ask")
_PARTS = re.compile(r"[;|\r\n]")


@dataclass(frozen=True, slots=True)
class Person:
    """One row of people.csv. Consent that is left blank counts as "no"."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    group: str = ""
    role: Role = "participant"
    waves: tuple[str, ...] = ()
    consent_analysis: Consent = "no"
    consent_quote: Consent = "no"

    @property
    def may_be_analysed(self) -> bool:
        """Whether this person agreed that their words are analysed."""
        return self.consent_analysis == "yes"

    @property
    def may_be_quoted(self) -> bool:
        """Whether this person agreed to be quoted. Quoting words needs their analysis as well."""
        return self.may_be_analysed and self.consent_quote == "yes"


def load_people(
    content: bytes, *, groups: Sequence[str], waves: Sequence[str]
) -> tuple[Person, ...]:
    """The people that people.csv lists, checked against the groups and waves of the evaluation.

    Raises PeopleError with all the mistakes of the file: row, person, what stands there and what
    may; never with a name.
    """
    table = open_table(content)
    reader = _Reader(table, tuple(groups), tuple(waves))
    readable = all(column in table.places for column in REQUIRED)
    people = tuple(reader.person(row) for row in table.rows) if readable else ()
    mistakes = [*table.mistakes, *reader.mistakes, *reader.twice()]
    if mistakes:
        raise _refusal(mistakes)
    return people


def _refusal(mistakes: Sequence[str]) -> PeopleError:
    if len(mistakes) == 1:
        return PeopleError(mistakes[0], where=FILE)
    what, remedy = all_wrong(mistakes)
    return PeopleError(what, where=FILE, remedy=remedy)


class _Reader:
    """Reads the rows of people.csv and collects everything that is wrong with them."""

    def __init__(self, table: PeopleTable, groups: Sequence[str], waves: Sequence[str]) -> None:
        self.mistakes: list[str] = []
        self._table, self._groups, self._waves = table, (*groups, INTERVIEWERS), waves
        self._rows: dict[str, list[TableRow]] = {}

    def person(self, row: TableRow) -> Person:
        """The person of a row; what is wrong there is noted, and left out."""
        table = self._table
        id, name = table.cell(row, "id"), table.cell(row, "name")
        if not self._is_sound(row, id, name):
            return Person(id, name)
        group = self._one_of(row, "group", table.cell(row, "group"), self._groups)
        role = self._one_of(row, "role", table.cell(row, "role"), ROLES) or _role_of(group)
        waves = _parts(table.raw(row, "wave"))
        return Person(
            id=id,
            name=name,
            aliases=_parts(table.raw(row, "aliases")),
            group=group,
            role=cast(Role, role),
            waves=tuple(self._one_of(row, "wave", wave, self._waves) for wave in waves),
            consent_analysis=self._consent(row, "consent_analysis"),
            consent_quote=self._consent(row, "consent_quote"),
        )

    def twice(self) -> list[str]:
        """The ids that stand in more than one row."""
        return [
            f"{_place(rows[-1], self._table)}: the id stands already in row {rows[0].number}; give "
            "every person one row and an id of their own, and write several waves in one cell, "
            "separated by a semicolon"
            for rows in self._rows.values()
            if len(rows) > 1
        ]

    def _is_sound(self, row: TableRow, id: str, name: str) -> bool:
        """Whether the row has its cells where the headings are; what is missing is noted."""
        table = self._table.table
        apart, width = table.dialect.delimiter, len(table.records[table.heading].cells)
        if len(row.cells) == 1 and (other := _other_delimiter(row.cells[0], apart)):
            # Its first cell is the whole row, names and all.
            self.mistakes.append(
                f"row {row.number}: its cells are parted by {DELIMITERS[other]} and those of the "
                f"headings by {_signs(apart)}; save the file again from one program"
            )
            return False
        if id:
            self._rows.setdefault(folded(id) or id, []).append(row)
        for column, value in zip(REQUIRED, (id, name), strict=False):
            if not value:
                self._note(row, f"'{column}' is empty; every person needs one")
        if any(cell.strip() for cell in row.cells[width:]):
            self._note(
                row,
                "the row has more cells than there are headings; put cells that contain "
                f"{_signs(apart)} in double quotation marks",
            )
        return True

    def _note(self, row: TableRow, what: str) -> None:
        self.mistakes.append(f"{_place(row, self._table)}: {what}")

    def _one_of(self, row: TableRow, column: str, value: str, allowed: Iterable[str]) -> str:
        if not value:
            return ""
        by_fold = {folded(name): name for name in allowed}
        if folded(value) not in by_fold:
            listed = ", ".join(by_fold.values()) or "nothing (see evaluation.toml)"
            near = nearest_word(value, by_fold.values())
            meant = f"; did you mean '{near}'?" if near else ""
            self._note(row, f"'{column}' is {as_written(value)}; allowed: {listed}{meant}")
        return by_fold.get(folded(value), "")

    def _consent(self, row: TableRow, column: str) -> Consent:
        said = self._one_of(row, column, self._table.cell(row, column), CONSENTS)
        return cast(Consent, said or "no")


def _place(row: TableRow, table: PeopleTable) -> str:
    """The row as a spreadsheet counts, with the id of the person."""
    id = table.cell(row, "id")
    return f"row {row.number} ({as_written(id)[1:-1]})" if id else f"row {row.number} (no id)"


def _signs(delimiter: str) -> str:
    return DELIMITERS.get(delimiter, "nothing")


def _other_delimiter(cell: str, delimiter: str) -> str:
    others = [one for one in DELIMITERS if one != delimiter and cell.count(one) > 1]
    return max(others, key=cell.count) if others else ""


def _role_of(group: str) -> Role:
    return {INTERVIEWERS: "interviewer", FACILITATORS: "facilitator"}.get(group, "participant")  # type: ignore[return-value]


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _PARTS.split(cell) if part.strip())
