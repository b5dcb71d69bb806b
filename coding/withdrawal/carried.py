"""What belongs to others carried over to the sources as they are once the person is cut out."""

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, delete, select, update

from coding.deidentification.numbering import forget_unused
from coding.evaluation import tables
from coding.evaluation.database import SUGGESTING, WHOLE_RUN, insert, pieces
from coding.evaluation.hiding_tables import found
from coding.evaluation.published_counts import forget_counted
from coding.withdrawal.cuts import PlannedCut

ABOUT_EXCERPTS = (
    tables.decisions,
    tables.remarks,
    tables.assignments,
    tables.first_suggestions,
)


def forget(connection: Connection, person_id: str) -> None:
    """Take the person's excerpts, what was made of them and what was decided about them away."""
    e = tables.excerpts
    theirs = select(e.c.id).where(e.c.participant == person_id)
    for table in (tables.suggestions, tables.could_fit, tables.coverage, *ABOUT_EXCERPTS):
        connection.execute(delete(table).where(table.c.excerpt_id.in_(theirs)))
    connection.execute(delete(e).where(e.c.participant == person_id))
    # Proposals quote and are named by what everybody said: the next run makes them anew.
    connection.execute(delete(tables.proposals))
    connection.execute(
        delete(tables.stages).where(tables.stages.c.name.in_((SUGGESTING, "group", WHOLE_RUN)))
    )
    connection.execute(delete(found).where(found.c.kind == "near name"))
    connection.execute(delete(tables.stages).where(tables.stages.c.name == "near names"))
    forget_counted(connection, person_id)
    for table in (tables.speakers, tables.pseudonyms):
        connection.execute(delete(table).where(table.c.participant == person_id))


def carry_over(connection: Connection, cuts: Sequence[PlannedCut]) -> None:
    """Give what people said about others' excerpts the ids that these have from now on.

    Before the sources are written: what is under its new id already is carried over twice without
    harm, so an interrupted withdrawal can go through it again.
    """
    moved = {old: new for planned in cuts for old, new in planned.excerpts.items()}
    _carry_rows(connection, moved)
    for planned in cuts:
        for old, new in planned.participants.items():
            for who in (tables.pseudonyms, tables.counted_people):
                at = who.c.participant == old
                connection.execute(update(who).where(at).values(participant=new))
    _carry_proposals(connection, moved)
    for planned in cuts:
        _forget_found(connection, planned)
    forget_unused(connection)


def _carry_rows(connection: Connection, moved: Mapping[str, str]) -> None:
    """Few excerpts have anything said about them: only these are written, while others wait."""
    for some in pieces(list(moved)):
        for table in ABOUT_EXCERPTS:
            there = select(table.c.excerpt_id).where(table.c.excerpt_id.in_(some)).distinct()
            for old in sorted(connection.execute(there).scalars()):
                at = table.c.excerpt_id == old
                connection.execute(update(table).where(at).values(excerpt_id=moved[old]))


def _carry_proposals(connection: Connection, moved: Mapping[str, str]) -> None:
    """What people did with proposals is found again by the excerpts that these held."""
    d = tables.proposal_decisions
    for row in connection.execute(select(d.c.number, d.c.excerpts)).all():
        before = json.loads(row.excerpts)
        after = [moved.get(excerpt, excerpt) for excerpt in before]
        if after != before:
            at = d.c.number == row.number
            connection.execute(update(d).where(at).values(excerpts=json.dumps(after)))


def _forget_found(connection: Connection, planned: PlannedCut) -> None:
    """Forget the personal data of a source that is not in it any more."""
    text = planned.taken.transcript.text if planned.taken else ""
    of = found.c.transcript_id == planned.trace.transcript.id
    for row in connection.execute(select(found.c.kind, found.c.text).where(of)).all():
        if row.text not in text:
            this = of & (found.c.kind == row.kind) & (found.c.text == row.text)
            connection.execute(delete(found).where(this))


def found_in(connection: Connection, cuts: Sequence[PlannedCut]) -> list[dict[str, object]]:
    """The personal data of others in the sources, as rows of the sources as they will be."""
    rows: list[dict[str, object]] = []
    for planned in cuts:
        if planned.taken is None:
            continue
        after = planned.taken.transcript
        query = select(found).where(found.c.transcript_id == planned.trace.transcript.id)
        for row in connection.execute(query).all():
            start = after.text.find(row.text)
            if start >= 0:
                times = {"times": after.text.count(row.text), "start": start}
                rows.append({**row._asdict(), **times, "transcript_id": after.id})
    return rows


def keep_found(connection: Connection, rows: Sequence[dict[str, object]]) -> None:
    """Keep these for the sources that were read meanwhile, until they are searched again."""
    t = tables.transcripts
    read = set(connection.execute(select(t.c.id)).scalars())
    there = {
        (r.transcript_id, r.kind, r.text)
        for r in connection.execute(select(found.c.transcript_id, found.c.kind, found.c.text))
    }
    new = {
        key: row
        for row in rows
        if (key := (row["transcript_id"], row["kind"], row["text"])) not in there
        and row["transcript_id"] in read
    }
    insert(connection, found, list(new.values()))
