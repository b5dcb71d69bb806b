"""What is put in the place of personal data: numbers given once, people's decisions, the layer.

Functions take a connection, so that they join whatever transaction they are part of.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from sqlalchemy import ColumnElement, Connection, delete, exists, func, select, update

from coding.evaluation import tables
from coding.evaluation.tables import found, replacement_decisions, replacements
from corpora.names.names import Names, names_of
from corpora.people.people import Person
from corpora.personal.kinds import MODELLED, Action, Kind
from corpora.personal.stand_ins import stand_in, word_of

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
    known = _pseudonyms(connection)
    listed = [person for person in people if person.id in known]
    return names_of(listed, _labels(connection, known), known, others or {})


def known_and_near_names(connection: Connection, people: Sequence[Person]) -> Names:
    """The known names, and the words near them that nobody has said to be something else."""
    near = [r for r in everything(connection) if r.kind == "near name" and r.verdict != "reject"]
    return known_names(connection, people, {r.written[0]: r.stand_in for r in near})


def _pseudonyms(connection: Connection) -> dict[str, str]:
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
        .join(f, (f.c.key == r.c.key) & _same_group())
        .group_by(r.c.number, r.c.kind, r.c.key, r.c.replacement, f.c.text)
        .order_by(r.c.number, func.sum(f.c.times).desc(), f.c.text)
    )
    rows: dict[int, list[tuple[Kind, str, str, str, int]]] = {}
    for row in connection.execute(query):
        told = (row.kind, row.key, row.replacement, row.text, int(row.times))
        rows.setdefault(row.number, []).append(told)
    said, spread = _decided(connection), _spread(connection)
    return [
        Replacement(
            number=number,
            kind=ways[0][0],
            key=ways[0][1],
            stand_in=said.get(number, ("", ways[0][2]))[1] or ways[0][2],
            verdict=cast(Verdict, said.get(number, ("", ""))[0]),
            written=tuple(way[3] for way in ways),
            times=sum(way[4] for way in ways),
            transcripts=spread.get((_group(ways[0][0]), ways[0][1]), 0),
        )
        for number, ways in rows.items()
    ]


def _decided(connection: Connection) -> dict[int, tuple[str, str]]:
    """The last verdict about each, and the stand-in that was given with it."""
    d = replacement_decisions
    rows = connection.execute(select(d).order_by(d.c.number))
    return {row.replacement: (row.verdict, row.stand_in) for row in rows}


def _spread(connection: Connection) -> dict[tuple[str, str], int]:
    """In how many transcripts each thing stands."""
    where: dict[tuple[str, str], set[str]] = {}
    for row in connection.execute(select(found.c.kind, found.c.key, found.c.transcript_id)):
        where.setdefault((_group(row.kind), row.key), set()).add(row.transcript_id)
    return {thing: len(transcripts) for thing, transcripts in where.items()}


def _same_group() -> ColumnElement[bool]:
    """Where a row of `found` is of a kind that counts as that of a row of `replacements`."""
    both = found.c.kind.in_(MODELLED) & replacements.c.kind.in_(MODELLED)
    return (found.c.kind == replacements.c.kind) | both


def give_numbers(connection: Connection, known: Names, actions: Mapping[Kind, Action]) -> None:
    """A stand-in for everything found that has none yet, in the order of sources and places.

    What known names cover altogether needs none, nor do kinds that are left.
    """
    f, r, t = found, replacements, tables.transcripts
    given = {(_group(row.kind), row.key) for row in connection.execute(select(r.c.kind, r.c.key))}
    mostly, counters = _commonest_kinds(connection), _Counters(_taken(connection))
    query = (
        select(f.c.kind, f.c.key, f.c.text)
        .join(t, t.c.id == f.c.transcript_id)
        .where(f.c.kind != "near name")
        .order_by(t.c.source, f.c.start, f.c.text)
    )
    for found_as, key, text in connection.execute(query).all():
        group = _group(found_as), key
        kind = mostly[group]
        if group in given or actions[kind] == "leave" or is_covered(known, text):
            continue
        given.add(group)
        values = {"kind": kind, "key": key, "replacement": counters.next(word_of(kind, text))}
        connection.execute(r.insert().values(values))


def _group(kind: Kind) -> str:
    """Kinds that the model takes for one another: the same words under two of them are one thing."""
    return "name" if kind in MODELLED else kind


def _commonest_kinds(connection: Connection) -> dict[tuple[str, str], Kind]:
    """As what the same words were found most often."""
    f = found
    times = func.sum(f.c.times)
    query = select(f.c.kind, f.c.key).group_by(f.c.kind, f.c.key).order_by(times, f.c.kind.desc())
    return {(_group(row.kind), row.key): row.kind for row in connection.execute(query)}


def _taken(connection: Connection) -> set[str]:
    given = set(connection.execute(select(replacements.c.replacement)).scalars())
    return given | set(_pseudonyms(connection).values())


class _Counters:
    """The next free number of each word."""

    def __init__(self, taken: set[str]) -> None:
        self._taken, self._last = taken, dict[str, int]()

    def next(self, word: str) -> str:
        """The stand-in with the lowest number that nothing has had."""
        number = self._last.get(word, 0) + 1
        while (made := stand_in(word, number)) in self._taken:
            number += 1
        self._last[word] = number
        return made


def is_covered(known: Names, text: str) -> bool:
    """Whether known names and small words are all there is in `text`."""
    rest, at = [], 0
    for start, end, _ in known.spans(text):
        rest.append(text[at:start])
        at = end
    words = "".join([*rest, text[at:]]).replace("’", "'").split()
    return at > 0 and all(word.islower() or word in ("'s", "'S") for word in words)


def keep_near_names(connection: Connection, near: Mapping[str, str]) -> None:
    """Stand-ins of words near a known name: that person's pseudonym, anew where nobody decided."""
    r = replacements
    judged = select(replacement_decisions.c.replacement)
    undecided = (r.c.kind == "near name") & r.c.number.not_in(judged)
    connection.execute(delete(r).where(undecided))
    kept = set(connection.execute(select(r.c.key).where(r.c.kind == "near name")).scalars())
    for key, pseudonym in near.items():
        if key not in kept:
            values = {"kind": "near name", "key": key, "replacement": pseudonym}
            connection.execute(r.insert().values(values))


def forget_unused(connection: Connection) -> None:
    """Empty the keys of what no transcript holds any longer; the numbers stay used."""
    r, f = replacements, found
    still = exists().where(f.c.key == r.c.key, _same_group())
    connection.execute(update(r).where(r.c.key.is_not(None), ~still).values(key=None))


def decide(
    connection: Connection, decisions: Iterable[tuple[int, Verdict, str]], reviewer: str, at: str
) -> int:
    """Keep decisions (number, verdict, stand-in) that say something new; gives how many do."""
    before, kept = _decided(connection), 0
    for number, verdict, given in decisions:
        if before.get(number) != (verdict, given):
            values = {"replacement": number, "verdict": verdict, "stand_in": given}
            values |= {"reviewer": reviewer, "at": at}
            connection.execute(replacement_decisions.insert().values(values))
            kept += 1
    return kept
