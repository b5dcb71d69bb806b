"""A transcript as it is read here: turns with pseudonyms, cut where excerpts begin and end.

Who gave no consent to analysis is not shown: their turns are empty and say so.
"""

from bisect import bisect_left
from dataclasses import dataclass

from sqlalchemy import Connection, select

from coding.evaluation import tables
from coding.intake.cutting import stored
from coding.review.known.excerpts import Shelf

NOT_SHOWN = "[not shown: no consent to analysis]"
NOBODY = "not said who"


@dataclass(frozen=True, slots=True)
class TurnPart:
    """Some words of a turn; `excerpt_id` is "" between excerpts."""

    excerpt_id: str
    text: str


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """What one speaker says, in pieces."""

    number: int
    speaker: str
    start: int
    end: int
    pieces: tuple[TurnPart, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A transcript's turns in order."""

    id: str
    source: str
    turns: tuple[SpokenTurn, ...]

    def around(self, start: int) -> int:
        """The index of the turn in which an excerpt that begins at `start` stands."""
        return next((n for n, turn in enumerate(self.turns) if turn.start <= start < turn.end), 0)


def transcript_with_codings(connection: Connection, shelf: Shelf, transcript_id: str) -> Document:
    """The transcript with this id. Raises KeyError for an unknown one."""
    found = stored(connection, transcript_id)
    speakers = _speakers(connection, transcript_id)
    e = tables.excerpts
    cut = connection.execute(
        select(e.c.id, e.c.start, e.c.end)
        .where(e.c.transcript_id == transcript_id)
        .order_by(e.c.start)
    ).all()
    starts, turns = [x.start for x in cut], []
    for number, turn in enumerate(found.turns):
        own = cut[bisect_left(starts, turn.start) : bisect_left(starts, turn.end)]
        inside = [(x.id, x.start, x.end) for x in own]
        pieces = _pieces(shelf, found.text, (turn.start, turn.end), inside)
        speaker = speakers.get(turn.speaker or "", NOBODY)
        turns.append(SpokenTurn(number, speaker, turn.start, turn.end, tuple(pieces)))
    return Document(transcript_id, shelf.names.replace(found.source), tuple(turns))


def _pieces(
    shelf: Shelf, text: str, span: tuple[int, int], inside: list[tuple[str, int, int]]
) -> list[TurnPart]:
    pieces, at = [], span[0]
    if any(id not in shelf.row for id, _, _ in inside):
        return [TurnPart("", NOT_SHOWN)]
    for id, start, end in inside:
        if text[at:start].strip():
            pieces.append(TurnPart("", shelf.names.replace(text[at:start])))
        pieces.append(TurnPart(id, shelf.excerpts[shelf.row[id]].text))
        at = end
    if text[at : span[1]].strip():
        pieces.append(TurnPart("", shelf.names.replace(text[at : span[1]])))
    return pieces


def _speakers(connection: Connection, transcript_id: str) -> dict[str, str]:
    """By label, the pseudonym or the role of who speaks under it."""
    s, p = tables.speakers, tables.pseudonyms
    query = (
        select(s.c.label, s.c.role, p.c.pseudonym)
        .outerjoin(p, s.c.participant == p.c.participant)
        .where(s.c.transcript_id == transcript_id)
    )
    return {row.label: row.pseudonym or row.role for row in connection.execute(query)}
