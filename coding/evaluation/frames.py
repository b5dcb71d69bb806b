"""The evaluation's tables as pandas frames, for notebooks, sheets and reports.

Every text in a frame is pseudonymised. Times are seconds, offsets code points into the transcript.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, func, select

from coding.evaluation import tables
from corpora.excerpts.excerpts import count_words
from corpora.names.names import Names
from corpora.people.people import Person

EXCERPTS = [
    "excerpt_id", "transcript_id", "source", "kind", "wave", "participant", "pseudonym", "group",
    "start", "end", "seconds", "text", "context", "words", "second_hand", "may_quote",
]  # fmt: skip
READINESS = [column.name for column in tables.readiness.columns]
SUGGESTIONS = [column.name for column in tables.suggestions.columns]
COULD_FIT = [column.name for column in tables.could_fit.columns]
TRANSCRIPTS = ["transcript_id", "source", "kind", "wave", "text", "turns", "words"]
ATTENDANCE = ["transcript_id", "source", "wave", "participant", "group", "present", "recorded"]
PARTICIPANTS = ["participant", "pseudonym", "group", "role", "listed", "may_analyse", "may_quote"]
FILES = [
    "source", "outcome", "reason", "transcript_id", "kind", "wave", "turns", "speakers", "words",
    "excerpts", "left_out", "doubts",
]  # fmt: skip
PROPOSALS = [
    "proposal_id", "name", "words", "excerpts", "quotes", "participants", "groups", "waves",
    "nearest_code", "nearest_similarity", "stability",
]  # fmt: skip
DECISIONS = [column.name for column in tables.decisions.columns]
REMARKS = [column.name for column in tables.remarks.columns]


def rows(connection: Connection, query: Select[Any], columns: Sequence[str]) -> pd.DataFrame:
    """What `query` finds, one row a row, with these column names; typed columns also when empty."""
    found = connection.execute(query).all()
    return pd.DataFrame([tuple(row) for row in found], columns=list(columns))


def excerpts(
    connection: Connection, names: Names, people: Sequence[Person], *, consent: bool = True
) -> pd.DataFrame:
    """One row an excerpt of somebody who agreed to analysis, in the order of the sources.

    Without `consent`, those of everybody else, which nothing may show.
    """
    e, t, p = tables.excerpts, tables.transcripts, tables.pseudonyms
    # A transcript's text is fetched once, not with each of its excerpts.
    texts = {row.id: row.text for row in connection.execute(select(t.c.id, t.c.text))}
    query = (
        select(
            e.c.id, e.c.transcript_id, t.c.source, t.c.kind, t.c.wave, e.c.participant,
            p.c.pseudonym, e.c.start, e.c.end, e.c.seconds, e.c.second_hand, e.c.context_start,
            e.c.context_end,
        )
        .join(t, e.c.transcript_id == t.c.id)
        .outerjoin(p, e.c.participant == p.c.participant)
        .where(e.c.consent == consent)
        .order_by(t.c.source, e.c.start)
    )  # fmt: skip
    by_id = {person.id: person for person in people}
    found = [_excerpt(tuple(row), texts, names, by_id) for row in connection.execute(query)]
    return pd.DataFrame(found, columns=EXCERPTS)


def _excerpt(
    row: tuple[Any, ...], texts: Mapping[str, str], names: Names, people: Mapping[str, Person]
) -> tuple[Any, ...]:
    """The values of `EXCERPTS`; tuples, because a frame of 100,000 is made at every stage."""
    id, transcript, source, kind, wave, participant, pseudonym, start, end, seconds, *rest = row
    second_hand, asked, asked_end = rest
    person, text = people.get(participant), texts[transcript]
    said = text[start:end]
    context = names.replace(text[asked:asked_end]) if asked is not None else ""
    return (
        id, transcript, source, kind, wave, participant, pseudonym or "",
        person.group if person else "", start, end, seconds, names.replace(said), context,
        count_words(said), second_hand, bool(person and person.may_be_quoted),
    )  # fmt: skip


def suggestions(connection: Connection, known: Sequence[str]) -> pd.DataFrame:
    """One row an excerpt and code the program suggests, in the order of excerpts and codebook."""
    frame = rows(connection, select(tables.suggestions), SUGGESTIONS)
    order = {code: number for number, code in enumerate(known)}
    frame["order"] = frame["code_id"].map(order)
    return frame.sort_values(["excerpt_id", "order"]).drop(columns="order").reset_index(drop=True)


def could_fit(connection: Connection) -> pd.DataFrame:
    """One row an excerpt and code that could fit it, in the order of excerpts and places."""
    return rows(connection, select(tables.could_fit), COULD_FIT).sort_values(
        ["excerpt_id", "place"], ignore_index=True
    )


def transcripts(connection: Connection) -> pd.DataFrame:
    """One row a transcript, with its whole text as it is stored: real names are in it.

    `text` is what offsets count into. Give nothing of it to others before `Evaluation.names`
    has replaced the names.
    """
    turns = _count(connection, tables.turns)
    found = [
        (
            row.id,
            row.source,
            row.kind,
            row.wave,
            row.text,
            turns.get(row.id, 0),
            len(row.text.split()),
        )
        for row in connection.execute(
            select(tables.transcripts).order_by(tables.transcripts.c.source)
        )
    ]
    return pd.DataFrame(found, columns=TRANSCRIPTS)


def _count(connection: Connection, table: Any) -> dict[str, int]:
    key = table.c.transcript_id
    return {row[0]: row[1] for row in connection.execute(select(key, func.count()).group_by(key))}


def participants(connection: Connection, people: Sequence[Person], unlisted: bool) -> pd.DataFrame:
    """One row a speaker who takes part: those of people.csv and those only found in transcripts.

    Of somebody who may be one of people.csv and is not for sure, the excerpts say what may be done.
    """
    s, p, e = tables.speakers, tables.pseudonyms, tables.excerpts
    kept_out = set(connection.execute(select(e.c.participant).where(~e.c.consent)).scalars())
    query = (
        select(s.c.participant, s.c.role, s.c.listed, p.c.pseudonym)
        .outerjoin(p, s.c.participant == p.c.participant)
        .where(s.c.participant != "")
        .distinct()
        .order_by(s.c.participant, s.c.role)
    )
    by_id = {person.id: person for person in people}
    found = []
    for row in connection.execute(query):
        person = by_id.get(row.participant)
        found.append(
            {
                "participant": row.participant,
                "pseudonym": row.pseudonym or "",
                "group": person.group if person else "",
                "role": row.role,
                "listed": row.listed,
                "may_analyse": person.may_be_analysed
                if person
                else unlisted and row.participant not in kept_out,
                "may_quote": bool(person and person.may_be_quoted),
            }
        )
    return pd.DataFrame(found, columns=PARTICIPANTS)


def attendance(connection: Connection, people: Sequence[Person]) -> pd.DataFrame:
    """One row a person whom meeting notes list: if they were there, if they are recorded speaking."""
    a, t = tables.attendance, tables.transcripts
    query = (
        select(a, t.c.source, t.c.wave)
        .join(t, t.c.id == a.c.transcript_id)
        .order_by(t.c.source, a.c.number)
    )
    groups = {person.id: person.group for person in people}
    found = [
        (
            row.transcript_id, row.source, row.wave, row.participant,
            groups.get(row.participant, ""), row.present, row.recorded,
        )
        for row in connection.execute(query)
    ]  # fmt: skip
    return pd.DataFrame(found, columns=ATTENDANCE)


def sentences_of_doubt(kept: str) -> list[str]:
    """The sentences about what is not sure in a file, as they are kept; none for ""."""
    return list(json.loads(kept)["sentences"]) if kept else []


def files(connection: Connection) -> pd.DataFrame:
    """One row a file of the transcripts folder: what came of it, and what is not in its text."""
    f, t = tables.files, tables.transcripts
    query = (
        select(f, t.c.kind, t.c.wave, t.c.text, t.c.left_out)
        .outerjoin(t, (f.c.transcript_id == t.c.id) & (f.c.source == t.c.source))
        .order_by(f.c.source)
    )
    counts = [
        _count(connection, table) for table in (tables.turns, tables.speakers, tables.excerpts)
    ]
    found = []
    for row in connection.execute(query):
        turns, speakers, cut = (counted.get(row.transcript_id, 0) for counted in counts)
        read = row.text is not None
        found.append(
            {
                "source": row.source,
                "outcome": row.outcome,
                "reason": row.reason,
                "transcript_id": row.transcript_id,
                "kind": row.kind or "",
                "wave": row.wave or "",
                "turns": turns if read else 0,
                "speakers": speakers if read else 0,
                "words": count_words(row.text) if read else 0,
                "excerpts": cut if read else 0,
                "left_out": row.left_out or "",
                "doubts": "; ".join(sentences_of_doubt(row.doubts)),
            }
        )
    return pd.DataFrame(found, columns=FILES)


def proposals(connection: Connection) -> pd.DataFrame:
    """One row a proposal for a new code; `excerpts` and `quotes` are lists of excerpt ids."""
    query = select(tables.proposals).order_by(tables.proposals.c.number)
    found = [
        (
            row.id, row.name, row.words, json.loads(row.excerpts), json.loads(row.quotes),
            row.participants, row.groups, row.waves, row.nearest_code, row.nearest_similarity,
            row.stability,
        )
        for row in connection.execute(query)
    ]  # fmt: skip
    return pd.DataFrame(found, columns=PROPOSALS)


def decisions(connection: Connection) -> pd.DataFrame:
    """One row a decision, in the order in which they were made."""
    return rows(connection, select(tables.decisions).order_by(tables.decisions.c.number), DECISIONS)


def remarks(connection: Connection) -> pd.DataFrame:
    """One row a remark about a whole excerpt, in the order in which they were made."""
    return rows(connection, select(tables.remarks).order_by(tables.remarks.c.number), REMARKS)
