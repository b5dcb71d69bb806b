"""The counts of people that were handed out, kept so that later ones can heed them.

Who was counted is kept as tokens that mean somebody only as long as `counted_people` says so. Who
leaves is taken out of both: of them stays that somebody was counted who is gone.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from secrets import token_hex

from sqlalchemy import Connection, delete, select, update

from coding.evaluation import tables
from coding.evaluation.database import insert


@dataclass(frozen=True, slots=True)
class PublishedCount:
    """A count as it was last handed out: `value` is None where it was hidden.

    `people` are the participants who were counted and can still be named, `unnamed` how many more.
    """

    value: int | None
    text: str
    people: frozenset[str]
    unnamed: int = 0
    at: str = ""

    @property
    def count(self) -> int:
        """How many people it truly was."""
        return len(self.people) + self.unnamed

    def changed(self, people: frozenset[str], unnamed: int = 0) -> int:
        """How many people are counted now and were not then, or the other way round."""
        return len(self.people ^ people) + abs(self.unnamed - unnamed)


def published_counts(connection: Connection) -> dict[tuple[str, ...], PublishedCount]:
    """Each cell's count as it was last handed out."""
    p, c = tables.published_counts, tables.counted_people
    named = {row.token: row.participant for row in connection.execute(select(c))}
    rows = connection.execute(select(p).where(p.c.newest).order_by(p.c.number))
    counts = {}
    for row in rows:
        tokens = row.people.split()
        people = frozenset(named[token] for token in tokens if token in named)
        unnamed = row.unnamed + len(tokens) - len(people)
        value = None if row.hidden else int(row.text.replace(",", ""))
        cell = tuple(json.loads(row.cell))
        counts[cell] = PublishedCount(value, row.text, people, unnamed, row.at)
    return counts


def keep_published(
    connection: Connection,
    counts: Mapping[tuple[str, ...], PublishedCount],
    outputs: Iterable[str],
    at: str,
) -> None:
    """Note that these counts are handed out in these outputs; earlier ones stay, without people."""
    p = tables.published_counts
    cells = {cell: json.dumps(cell, ensure_ascii=False) for cell in counts}
    tokens = tokens_of(connection, {person for each in counts.values() for person in each.people})
    newest = connection.execute(select(p.c.number, p.c.cell).where(p.c.newest)).all()
    again = set(cells.values())
    last = [row.number for row in newest if row.cell in again]
    emptied = {"newest": False, "people": "", "unnamed": 0}
    connection.execute(update(p).where(p.c.number.in_(last)).values(emptied))
    told = ", ".join(outputs)
    insert(
        connection,
        p,
        [
            {
                "cell": cells[cell],
                "text": each.text,
                "hidden": each.value is None,
                "outputs": told,
                "at": each.at or at,
                "newest": True,
                "people": " ".join(sorted(tokens[person] for person in each.people)),
                "unnamed": each.unnamed,
            }
            for cell, each in counts.items()
        ],
    )


def tokens_of(connection: Connection, people: set[str]) -> dict[str, str]:
    """A token for each of these people, the one they have or a new one that says nothing."""
    c = tables.counted_people
    tokens = {row.participant: row.token for row in connection.execute(select(c))}
    new = {person: token_hex(6) for person in sorted(people - tokens.keys())}
    insert(connection, c, [{"participant": who, "token": token} for who, token in new.items()])
    return tokens | new


def forget_counted(connection: Connection, participant: str) -> None:
    """Take somebody out of the counts that were handed out: who was counted there is not known."""
    p, c = tables.published_counts, tables.counted_people
    token = connection.execute(select(c.c.token).where(c.c.participant == participant)).scalar()
    if token is None:
        return
    rows = connection.execute(select(p).where(p.c.newest & p.c.people.contains(token))).all()
    for row in rows:
        people = " ".join(each for each in row.people.split() if each != token)
        gone = {"people": people, "unnamed": row.unnamed + 1}
        connection.execute(update(p).where(p.c.number == row.number).values(gone))
    connection.execute(delete(c).where(c.c.participant == participant))
