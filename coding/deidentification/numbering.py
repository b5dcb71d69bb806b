"""The numbers that stand-ins carry, and what people decided about what is hidden."""

from collections.abc import Iterable, Mapping
from typing import Literal

from sqlalchemy import Connection, delete, exists, func, select, update

from coding.evaluation import tables
from coding.evaluation.database import insert
from coding.evaluation.hiding_tables import found, replacement_decisions, replacements
from coding.evaluation.replacements import (
    Verdict,
    group_of,
    in_same_group,
    is_covered,
    last_verdicts,
    pseudonyms_by_participant,
)
from corpora.names.names import Names
from corpora.personal.kinds import Action, Kind
from corpora.personal.stand_ins import stand_in, word_of


def numbered(
    connection: Connection, known: Names, actions: Mapping[Kind, Action]
) -> list[dict[str, object]]:
    """Rows of `replacements` for all found that has none yet, in the order of sources and places.

    What known names cover altogether needs none, nor do kinds that are left.
    """
    new: list[dict[str, object]] = []
    f, r, t = found, replacements, tables.transcripts
    given = {(group_of(row.kind), row.key) for row in connection.execute(select(r.c.kind, r.c.key))}
    mostly, counters = _commonest_kinds(connection), _Counters(_taken(connection))
    query = (
        select(f.c.kind, f.c.key, f.c.text)
        .join(t, t.c.id == f.c.transcript_id)
        .where(f.c.kind != "near name")
        .order_by(t.c.source, f.c.start, f.c.text)
    )
    for found_as, key, text in connection.execute(query).all():
        group = group_of(found_as), key
        kind = mostly[group]
        if group in given or actions[kind] == "leave" or is_covered(known, text):
            continue
        given.add(group)
        new.append({"kind": kind, "key": key, "replacement": counters.next(word_of(kind, text))})
    return new


def _commonest_kinds(connection: Connection) -> dict[tuple[str, str], Kind]:
    """As what the same words were found most often."""
    f = found
    times = func.sum(f.c.times)
    query = select(f.c.kind, f.c.key).group_by(f.c.kind, f.c.key).order_by(times, f.c.kind.desc())
    return {(group_of(row.kind), row.key): row.kind for row in connection.execute(query)}


def _taken(connection: Connection) -> set[str]:
    given = set(connection.execute(select(replacements.c.replacement)).scalars())
    return given | set(pseudonyms_by_participant(connection).values())


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


def keep_near_names(connection: Connection, near: Mapping[str, str]) -> None:
    """Stand-ins of words near a known name: that person's pseudonym, anew where nobody decided."""
    r = replacements
    judged = select(replacement_decisions.c.replacement)
    undecided = (r.c.kind == "near name") & r.c.number.not_in(judged)
    connection.execute(delete(r).where(undecided))
    kept = set(connection.execute(select(r.c.key).where(r.c.kind == "near name")).scalars())
    new = [
        {"kind": "near name", "key": key, "replacement": pseudonym}
        for key, pseudonym in near.items()
        if key not in kept
    ]
    insert(connection, r, new)


def forget_unused(connection: Connection) -> None:
    """Empty the keys of what no transcript holds any longer; the numbers stay used."""
    r, f = replacements, found
    still = exists().where(f.c.key == r.c.key, in_same_group())
    connection.execute(update(r).where(r.c.key.is_not(None), ~still).values(key=None))


def keep_decisions(
    connection: Connection,
    decisions: Iterable[tuple[int, Verdict | Literal[""], str]],
    reviewer: str,
    at: str,
) -> int:
    """Keep decisions (number, verdict, stand-in) that say something new; gives how many do.

    With the verdict "" it is open again.
    """
    before, who = last_verdicts(connection), {"reviewer": reviewer, "at": at}
    new = [
        {"replacement": number, "verdict": verdict, "stand_in": given, **who}
        for number, verdict, given in decisions
        if before.get(number) != (verdict, given)
    ]
    insert(connection, replacement_decisions, new)
    return len(new)


def let_decide_anew(connection: Connection, reviewer: str, at: str) -> list[int]:
    """Let all that `reviewer` said last, at one moment, be as it was before; gives their numbers.

    Nothing is deleted: it is said anew how it was. Taken back twice, it stands again.
    """
    d = replacement_decisions
    rows = connection.execute(select(d).order_by(d.c.number)).all()
    last = next((row.at for row in reversed(rows) if row.reviewer == reviewer), None)
    those = {row.replacement for row in rows if (row.reviewer, row.at) == (reviewer, last)}
    now, before = last_verdicts(connection), dict.fromkeys(those, ("", ""))
    for row in rows:
        if (row.reviewer, row.at) != (reviewer, last):
            before[row.replacement] = row.verdict, row.stand_in
    back = sorted(number for number in those if now[number] != before[number])
    again = [
        {"replacement": number, "verdict": before[number][0], "stand_in": before[number][1]}
        for number in back
    ]
    insert(connection, d, [{**row, "reviewer": reviewer, "at": at} for row in again])
    return back
