"""What people wrote in the evaluation's database, without the one who leaves.

What she wrote herself goes and what others wrote loses her name and her words. What was decided
stays, with its role, under a name that says only that somebody has withdrawn.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Table, select, update

from coding.evaluation import hiding_tables, release_tables, tables
from coding.evaluation.evaluation import Evaluation
from corpora.cutting_out.quotes import Leftovers
from corpora.people.people import Person
from corpora.spelling import folded
from corpora.transcript import WITHDRAWN


@dataclass(frozen=True, slots=True)
class Writing:
    """Where people write: the table, the column with who wrote, those with what they wrote freely.

    `what` is how its rows are called in a list of what goes; `labels` are columns with words that
    are in use elsewhere, such as the name of a code, `keys` those with keys of what was sent.
    """

    what: str
    table: Table
    writer: str
    texts: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    ids: str = "number"
    keys: tuple[str, ...] = ()


WRITINGS = (
    Writing("comments on the codebook", tables.workshop, "name", ("text",), keys=("key",)),
    Writing("memos", tables.remarks, "reviewer", ("value",), keys=("key", "undoes")),
    Writing("decisions", tables.decisions, "reviewer", ("memo",), keys=("key", "undoes")),
    Writing("sign-offs of the codebook", tables.codebook_sign_offs, "name", ("reason",)),
    Writing("published versions", tables.codebook_versions, "published_by", ids="version"),
    Writing(
        "decisions about themes",
        tables.proposal_decisions,
        "reviewer",
        labels=("name",),
        keys=("key",),
    ),
    Writing(
        "decisions about names",
        hiding_tables.replacement_decisions,
        "reviewer",
        labels=("stand_in",),
    ),
    Writing("sign-offs of the de-identification", hiding_tables.sign_offs, "by"),
    Writing("released reports", release_tables.releases, "by"),
    Writing("sign-offs of the report", release_tables.report_sign_offs, "name", ("reason",)),
    Writing("looks at quotes", release_tables.quote_checks, "by"),
    Writing("cards sorted", release_tables.card_placements, "reviewer", labels=("piles",)),
    Writing("places at a workshop", release_tables.card_people, "reviewer", labels=("names",)),
    Writing("assignments", tables.assignments, "reviewer"),
    Writing("sheets handed out", tables.sheets, "reviewer", ids="id"),
    Writing("reviewer accounts", tables.reviewers, "name", ids="name"),
)


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row that is hers or names her: its id, and what it holds from now on."""

    writing: Writing
    id: object
    values: Mapping[str, object]


def changed_rows(
    connection: Connection, evaluation: Evaluation, person: Person, leftovers: Leftovers
) -> list[ChangedRow]:
    """Every row of what people wrote that is to be changed; nothing is changed yet."""
    writers = _writers(connection, evaluation, person)
    changed: list[ChangedRow] = []
    for writing in WRITINGS:
        for row in connection.execute(select(writing.table)).mappings():
            values = dict(_values(writing, dict(row), writers, leftovers))
            if values:
                changed.append(ChangedRow(writing, dict(row)[writing.ids], values))
    return changed


def counts_of(changed: list[ChangedRow]) -> tuple[tuple[str, int], ...]:
    """How many rows of each kind are changed."""
    return tuple(Counter(row.writing.what for row in changed).items())


def keep_changed(connection: Connection, changed: list[ChangedRow]) -> None:
    """Write the rows as they are from now on."""
    for row in changed:
        table = row.writing.table
        at = table.c[row.writing.ids] == row.id
        connection.execute(update(table).where(at).values(dict(row.values)))


def _values(
    writing: Writing, row: Mapping[str, object], writers: Mapping[str, str], leftovers: Leftovers
) -> Iterator[tuple[str, object]]:
    """What of a row is another now, by column."""
    writer = str(row[writing.writer])
    named = writers.get(writer, writer)
    yield from _if_other(row, writing.writer, named)
    for column in writing.texts:
        text = str(row[column])
        own = writer in writers and text and _is_free(writing, row)
        yield from _if_other(row, column, WITHDRAWN if own else leftovers.without_her(text))
    for column in (*writing.labels, *writing.keys):
        yield from _if_other(row, column, leftovers.names.replace(str(row[column])))
    if writer in writers and writing.table is tables.reviewers:
        yield from {"active": False, "secret": "", "link": ""}.items()
    if writer in writers and writing.table is tables.sheets:
        record = json.loads(str(row["record"])) | {"reviewer": named}
        yield "record", json.dumps(record)


def _if_other(row: Mapping[str, object], column: str, now: str) -> Iterator[tuple[str, object]]:
    if row[column] != now:
        yield column, now


def _is_free(writing: Writing, row: Mapping[str, object]) -> bool:
    """Whether a row holds free words: what a remark that is no memo holds says yes or no."""
    return writing.table is not tables.remarks or row["kind"] == "memo"


def _writers(connection: Connection, evaluation: Evaluation, person: Person) -> Mapping[str, str]:
    """The names under which this person wrote, each with what stands there from now on.

    A first name alone may be another's: theirs are the id, an alias, and the full name with
    whatever stands beside it.
    """
    names = _names_of_writers(connection)
    own = _called(person) - {name for one in _others(evaluation, person) for name in _called(one)}
    free = _free_marks(names)
    return {name: free() for name in sorted(names) if _is_one_of(name, own)}


def accounts_in_doubt(
    connection: Connection, evaluation: Evaluation, person: Person, leftovers: Leftovers
) -> tuple[str, ...]:
    """The names of those who wrote that may be this person's or somebody else's."""
    theirs = _writers(connection, evaluation, person)
    others = {name for one in _others(evaluation, person) for name in _called(one)}
    return tuple(
        name
        for name in sorted(_names_of_writers(connection))
        if name not in theirs and folded(name) not in others and leftovers.names.spans(name)
    )


def _names_of_writers(connection: Connection) -> set[str]:
    return {
        str(name)
        for writing in WRITINGS
        for name in connection.execute(select(writing.table.c[writing.writer]).distinct()).scalars()
    }


def _others(evaluation: Evaluation, person: Person) -> list[Person]:
    return [one for one in evaluation.people if one != person]


def _is_one_of(name: str, own: set[str]) -> bool:
    plain = folded(name)
    return plain in own or any(" " in one and f" {one} " in f" {plain} " for one in own)


def _called(person: Person) -> set[str]:
    return {folded(name) for name in (person.id, person.name, *person.aliases) if name}


def _free_marks(taken: set[str]) -> Callable[[], str]:
    """Gives a mark that nobody has yet: two who withdrew stay two."""
    marks = (WITHDRAWN if n == 1 else f"[withdrawn {n}]" for n in range(1, len(taken) + 1_000))
    left = (mark for mark in marks if mark not in taken)
    return lambda: next(left)
