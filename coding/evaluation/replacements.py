"""What is put in the place of personal data: numbers given once, people's decisions, the layer.

Functions take a connection, so that they join whatever transaction they are part of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from sqlalchemy import ColumnElement, Connection, func, select

from coding.evaluation import tables
from coding.evaluation.hiding_tables import found, replacement_decisions, replacements
from corpora.names.names import Names, names_of
from corpora.people.people import Person
from corpora.personal.kinds import MODELLED, Action, Kind

Verdict = Literal["accept", "reject"]


@dataclass(frozen=True, slots=True)
class Replacement:
    """One thing found and what stands for it. `verdict` is what people last said, "" for nothing.

    `written` are the ways in which it stands in transcripts, the commonest first.
    """

    number: int
    kind: Kind
    key: str
    stand_in: str
    verdict: Verdict | Literal[""]
    written: tuple[str, ...]
    times: int
    transcripts: int

    def is_in_force(self, actions: Mapping[Kind, Action]) -> bool:
        """Whether it is replaced: applied by setting and not rejected, or proposed and accepted."""
        if self.verdict or actions[self.kind] == "leave":
            return self.verdict == "accept" and actions[self.kind] != "leave"
        return actions[self.kind] == "apply"


def names(
    connection: Connection, people: Sequence[Person], actions: Mapping[Kind, Action]
) -> Names:
    """Everything that is to be hidden: people's names, and what else was found and is replaced."""
    in_force = [each for each in everything(connection) if each.is_in_force(actions)]
    # Of two kinds of the same words, the one with the lower number counts.
    others = {text: each.stand_in for each in reversed(in_force) for text in each.written}
    return known_names(connection, people, others)


def known_names(
    connection: Connection, people: Sequence[Person], others: Mapping[str, str] | None = None
) -> Names:
    """The names of people.csv and of speakers, with the pseudonym of each, and `others` besides."""
    known = pseudonyms_by_participant(connection)
    listed = [person for person in people if person.id in known]
    return names_of(listed, _labels(connection, known), known, others or {})


def known_and_near_names(connection: Connection, people: Sequence[Person]) -> Names:
    """The known names, and the words near them that nobody has said to be something else."""
    near = [r for r in everything(connection) if r.kind == "near name" and r.verdict != "reject"]
    return known_names(connection, people, {r.written[0]: r.stand_in for r in near})


def pseudonyms_by_participant(connection: Connection) -> dict[str, str]:
    return {r.participant: r.pseudonym for r in connection.execute(select(tables.pseudonyms))}


def _labels(connection: Connection, known: Mapping[str, str]) -> dict[str, str]:
    """Labels in transcripts of people whom people.csv does not list, with their pseudonyms."""
    s = tables.speakers
    query = select(s.c.label, s.c.participant).where(s.c.named, ~s.c.listed).order_by(s.c.label)
    labels: dict[str, str] = {}
    for row in connection.execute(query):
        pseudonym = known.get(row.participant, "[name]")
        labels[row.label] = pseudonym if row.label not in labels else "[name]"
    return labels


def everything(connection: Connection) -> list[Replacement]:
    """All that was found and has a number, in the order of the numbers."""
    f, r = found, replacements
    query = (
        select(r, f.c.text, func.sum(f.c.times).label("times"))
        .join(f, (f.c.key == r.c.key) & in_same_group())
        .group_by(r.c.number, r.c.kind, r.c.key, r.c.replacement, f.c.text)
        .order_by(r.c.number, func.sum(f.c.times).desc(), f.c.text)
    )
    rows: dict[int, list[tuple[Kind, str, str, str, int]]] = {}
    for row in connection.execute(query):
        told = (row.kind, row.key, row.replacement, row.text, int(row.times))
        rows.setdefault(row.number, []).append(told)
    said, spread = last_verdicts(connection), _spread(connection)
    return [
        Replacement(
            number=number,
            kind=ways[0][0],
            key=ways[0][1],
            stand_in=said.get(number, ("", ways[0][2]))[1] or ways[0][2],
            verdict=cast(Verdict, said.get(number, ("", ""))[0]),
            written=tuple(way[3] for way in ways),
            times=sum(way[4] for way in ways),
            transcripts=spread.get((group_of(ways[0][0]), ways[0][1]), 0),
        )
        for number, ways in rows.items()
    ]


def last_verdicts(connection: Connection) -> dict[int, tuple[str, str]]:
    """The last verdict about each, and the stand-in that was given with it."""
    d = replacement_decisions
    rows = connection.execute(select(d).order_by(d.c.number))
    return {row.replacement: (row.verdict, row.stand_in) for row in rows}


def _spread(connection: Connection) -> dict[tuple[str, str], int]:
    """In how many transcripts each thing stands."""
    where: dict[tuple[str, str], set[str]] = {}
    for row in connection.execute(select(found.c.kind, found.c.key, found.c.transcript_id)):
        where.setdefault((group_of(row.kind), row.key), set()).add(row.transcript_id)
    return {thing: len(transcripts) for thing, transcripts in where.items()}


def in_same_group() -> ColumnElement[bool]:
    """Where a row of `found` is of a kind that counts as that of a row of `replacements`."""
    both = found.c.kind.in_(MODELLED) & replacements.c.kind.in_(MODELLED)
    return (found.c.kind == replacements.c.kind) | both


def group_of(kind: Kind) -> str:
    """Kinds that the model takes for one another: the same words under two of them are one thing."""
    return "name" if kind in MODELLED else kind


def is_covered(known: Names, text: str) -> bool:
    """Whether known names and small words are all there is in `text`."""
    rest, at = [], 0
    for start, end, _ in known.spans(text):
        rest.append(text[at:start])
        at = end
    words = "".join([*rest, text[at:]]).replace("’", "'").split()
    return at > 0 and all(word.islower() or word in ("'s", "'S") for word in words)
