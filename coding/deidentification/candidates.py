"""What de-identification comes to: proposals for people, the key, and the sign-off.

The key says what stands for whom. It lies apart from all that is handed out, for its owner only.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from coding.deidentification.search import Actions
from coding.evaluation import tables
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.hiding_tables import found
from coding.evaluation.replacements import (
    Replacement,
    everything,
    is_covered,
    known_and_near_names,
    known_names,
)
from corpora.files import content_hash
from corpora.names.names import Names
from corpora.personal.kinds import ACTIONS

_CONTEXT, _AROUND = 40, 400


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something found that a person decides about, in a context in which all else is replaced."""

    replacement: Replacement
    context: str

    @property
    def id(self) -> str:
        """Its number with a mark of what it is, so that a number written over is noticed."""
        told = self.replacement
        return f"{told.number}-{content_hash(f'{told.kind} {told.key}'.encode())[:6]}"


def candidates_of(evaluation: Evaluation, actions: Actions = ACTIONS) -> list[Candidate]:
    """What people are to decide about, in the order in which it was first found."""
    with evaluation.store.reading() as connection:
        open_ones = proposed_replacements(connection, evaluation, actions)
        every = {text: each.stand_in for each in everything(connection) for text in each.written}
        hiding = known_names(connection, evaluation.people, every)
        return [Candidate(each, _context(connection, each, hiding)) for each in open_ones]


def proposed_replacements(
    connection: Connection, evaluation: Evaluation, actions: Actions
) -> list[Replacement]:
    """What is proposed, without what is a known name or is proposed as somebody's misspelt name."""
    covering = known_and_near_names(connection, evaluation.people)
    return [
        each
        for each in everything(connection)
        if actions[each.kind] == "propose"
        and (each.kind == "near name" or not is_covered(covering, each.written[0]))
    ]


def _context(connection: Connection, each: Replacement, hiding: Names) -> str:
    """The words around where it first stands, with everything found in them replaced."""
    f, t = found, tables.transcripts
    query = (
        select(t.c.text, f.c.start, f.c.text.label("said"))
        .join(f, f.c.transcript_id == t.c.id)
        .where(f.c.key == each.key)
        .order_by(t.c.source, f.c.start)
        .limit(1)
    )
    row = connection.execute(query).one()
    first = max(0, row.start - _AROUND)
    around = row.text[first : row.start + len(row.said) + _AROUND]
    at = row.start - first
    start, end = _unbroken(around, at - _CONTEXT, at + len(row.said) + _CONTEXT, hiding)
    return " ".join(hiding.replace(around[start:end]).split())


def _unbroken(text: str, start: int, end: int, hiding: Names) -> tuple[int, int]:
    """These limits moved outwards, so that neither a word nor anything hidden stands there in half."""
    start, end = max(0, start), min(len(text), end)
    start = text.rfind(" ", 0, start) + 1
    end = at if (at := text.find(" ", end)) >= 0 else len(text)
    for first, last, _ in hiding.spans(text):
        start = first if first < start < last else start
        end = last if first < end < last else end
    return start, end
