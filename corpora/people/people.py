"""people.csv: who took part, in which group and wave, and what they agreed to."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Literal, cast

from corpora.errors import PeopleError
from corpora.transcript import Role

Consent = Literal["yes", "no", "ask"]

COLUMNS = ("id", "name", "aliases", "group", "role", "wave", "consent_analysis", "consent_quote")
REQUIRED = ("id", "name", "group")
HEADER = ",".join(COLUMNS) + "\n"
INTERVIEWERS = "interviewers"
FACILITATORS = "facilitators"
ROLES: tuple[Role, ...] = ("participant", "interviewer", "facilitator")


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

    Raises PeopleError with the row (1 is the header) and the column; never with a name.
    """
    reader = csv.DictReader(StringIO(_decoded(content), newline=""), strict=True)
    _check_header(reader.fieldnames)
    known = Allowed(tuple(groups), tuple(waves))
    try:
        people = tuple(_person(row, reader.line_num, known) for row in reader if any(_values(row)))
    except csv.Error as fault:
        raise PeopleError(
            "the row is not valid CSV",
            # The reader counts the rows before the one that it could not read.
            where=f"people.csv row {reader.line_num + 1}",
            remedy="Look for a quotation mark that is not closed.",
        ) from fault
    _check_unique(people)
    return people


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the evaluation's settings allow in people.csv."""

    groups: tuple[str, ...]
    waves: tuple[str, ...]


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise PeopleError(
            f"byte {fault.start} is not UTF-8",
            where="people.csv",
            remedy="In Excel, save it as 'CSV UTF-8 (comma delimited)'.",
        ) from fault


def _check_header(found: Sequence[str] | None) -> None:
    names = [(name or "").strip() for name in found or ()]
    missing = [name for name in REQUIRED if name not in names]
    unknown = [name for name in names if name not in COLUMNS]
    twice = len(names) != len(set(names))
    if missing or unknown or twice:
        said = [f"no column '{name}'" for name in missing]
        said += [f"unknown column '{name[:40]}'" for name in unknown]
        said += ["a column stands twice"] if twice and not said else []
        raise PeopleError(
            "; ".join(said),
            where="people.csv row 1",
            remedy=f"The columns are: {', '.join(COLUMNS)}.",
        )


def _values(row: dict[str, str | None]) -> list[str]:
    return [value.strip() for value in row.values() if isinstance(value, str)]


def _person(row: dict[str, str | None], line: int, known: Allowed) -> Person:
    def cell(name: str) -> str:
        return (row.get(name) or "").strip()

    where = f"people.csv row {line}"
    if None in row:
        raise PeopleError(
            "the row has more cells than the header",
            where=where,
            remedy="Put cells that contain commas in double quotation marks.",
        )
    for name in REQUIRED[:2]:
        if not cell(name):
            raise PeopleError(f"'{name}' is empty", where=where, remedy="Every person needs one.")
    group = _one_of(cell("group"), (*known.groups, INTERVIEWERS), "group", where)
    role = _one_of(cell("role"), ROLES, "role", where) or _role_of(group)
    return Person(
        id=cell("id"),
        name=cell("name"),
        aliases=_parts(cell("aliases")),
        group=group,
        role=cast(Role, role),
        waves=tuple(_one_of(w, known.waves, "wave", where) for w in _parts(cell("wave"))),
        consent_analysis=_consent(cell("consent_analysis"), "consent_analysis", where),
        consent_quote=_consent(cell("consent_quote"), "consent_quote", where),
    )


def _role_of(group: str) -> Role:
    return {INTERVIEWERS: "interviewer", FACILITATORS: "facilitator"}.get(group, "participant")  # type: ignore[return-value]


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _one_of(value: str, allowed: Iterable[str], column: str, where: str) -> str:
    if not value:
        return ""
    by_lower = {name.casefold(): name for name in allowed}
    if value.casefold() not in by_lower:
        raise PeopleError(
            f"'{column}' holds something that is not allowed",
            where=where,
            remedy=f"Allowed: {', '.join(by_lower.values()) or 'nothing'} (see evaluation.toml).",
        )
    return by_lower[value.casefold()]


def _consent(value: str, column: str, where: str) -> Consent:
    said = _one_of(value, ("yes", "no", "ask"), column, where)
    return cast(Consent, said or "no")


def _check_unique(people: Sequence[Person]) -> None:
    seen: dict[str, int] = {}
    for row, person in enumerate(people, start=2):
        key = person.id.casefold()
        if key in seen:
            raise PeopleError(
                f"the id in entry {row - 1} stands already in entry {seen[key] - 1}",
                where="people.csv",
                remedy="Give every person one row and an id of their own; "
                "write several waves in one cell, separated by a semicolon.",
            )
        seen[key] = row
