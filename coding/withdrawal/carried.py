"""What belongs to others carried over to the sources as they are once the person is cut out."""

import json
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, Table, delete, select, update

from coding.deidentification.numbering import forget_unused
from coding.evaluation import tables
from coding.evaluation.database import SUGGESTING, WHOLE_RUN, insert, pieces
from coding.evaluation.hiding_tables import found
from coding.evaluation.published_counts import forget_counted
from coding.evaluation.release_tables import card_placements, cards, quote_checks
from coding.withdrawal.cuts import PlannedCut

ABOUT_EXCERPTS = (
    tables.decisions,
    tables.remarks,
    tables.assignments,
    tables.first_suggestions,
    quote_checks,
    cards,
)


def forget(connection: Connection, person_id: str) -> None:
    """Take the person's excerpts, what was made of them and what was decided about them away."""
    e = tables.excerpts
    theirs = select(e.c.id).where(e.c.participant == person_id)
    laid = select(cards.c.number).where(cards.c.excerpt_id.in_(theirs))
    connection.execute(delete(card_placements).where(card_placements.c.card.in_(laid)))
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
    moved = moved_by(cuts)
    for planned in cuts:
        _forget_selected(connection, planned.reworded)
    _carry_rows(connection, moved)
    for planned in cuts:
        for old, new in planned.participants.items():
            for table in (tables.pseudonyms, tables.counted_people):
                _carry_participant(connection, table, old, new)
    _carry_proposals(connection, moved)
    _carry_sheets(connection, moved)
    for planned in cuts:
        _forget_found(connection, planned)
    forget_unused(connection)


def moved_by(cuts: Sequence[PlannedCut]) -> dict[str, str]:
    """The new ids of others' excerpts by their old ones, over all sources."""
    return {old: new for planned in cuts for old, new in planned.excerpts.items()}


def _carry_rows(connection: Connection, moved: Mapping[str, str]) -> None:
    """Few excerpts have anything said about them: only these are written, while others wait."""
    for some in pieces(list(moved)):
        for table in ABOUT_EXCERPTS:
            there = select(table.c.excerpt_id).where(table.c.excerpt_id.in_(some)).distinct()
            for old in sorted(connection.execute(there).scalars()):
                _carry(connection, table, old, moved[old])


def _forget_selected(connection: Connection, reworded: Collection[str]) -> None:
    """A span stays only where the words are the same; the decision stays either way."""
    d = tables.decisions
    for some in pieces(sorted(reworded)):
        nobody = {"words_start": None, "words_end": None}
        connection.execute(update(d).where(d.c.excerpt_id.in_(some)).values(nobody))


def _carry(connection: Connection, table: Table, old: str, new: str) -> None:
    """Give rows the new id, but for those of which there is one under it: two files are alike now."""
    apart = {tables.assignments: "reviewer", tables.first_suggestions: "code_id"}.get(table)
    if apart and old != new:
        there = select(table.c[apart]).where(table.c.excerpt_id == new)
        twice = (table.c.excerpt_id == old) & table.c[apart].in_(there)
        connection.execute(delete(table).where(twice))
    connection.execute(update(table).where(table.c.excerpt_id == old).values(excerpt_id=new))


def note_moved(connection: Connection, moved: Mapping[str, str]) -> None:
    """Note where excerpts are found that were handed out under other ids: in sheets, on open pages.

    "" is where they went that were hers.
    """
    m = tables.moved_excerpts
    for row in connection.execute(select(m)).all():
        if row.excerpt_id in moved:
            at = m.c.former == row.former
            connection.execute(update(m).where(at).values(excerpt_id=moved[row.excerpt_id]))
    known = set(connection.execute(select(m.c.former)).scalars())
    rows = [
        {"former": old, "excerpt_id": new}
        for old, new in sorted(moved.items())
        if old != new and old not in known
    ]
    for some in pieces(rows):
        insert(connection, m, some)


def _carry_participant(connection: Connection, table: Table, old: str, new: str) -> None:
    """Of somebody who is not listed; where two files are alike now, it is one person's."""
    there = select(table.c.participant).where(table.c.participant == new)
    if old != new and connection.execute(there).first():
        connection.execute(delete(table).where(table.c.participant == old))
    connection.execute(update(table).where(table.c.participant == old).values(participant=new))


def _carry_proposals(connection: Connection, moved: Mapping[str, str]) -> None:
    """What people did with proposals is found again by the excerpts that these held."""
    d = tables.proposal_decisions
    for row in connection.execute(select(d.c.number, d.c.excerpts)).all():
        before = json.loads(row.excerpts)
        after = [moved.get(excerpt, excerpt) for excerpt in before]
        if after != before:
            at = d.c.number == row.number
            connection.execute(update(d).where(at).values(excerpts=json.dumps(after)))


def _carry_sheets(connection: Connection, moved: Mapping[str, str]) -> None:
    """What was handed out beside suggestions was seen, under whatever id it is found now."""
    s = tables.sheets
    for row in connection.execute(select(s.c.id, s.c.record)).all():
        record = json.loads(row.record)
        after = [moved.get(excerpt, excerpt) for excerpt in record["excerpts"]]
        if after != record["excerpts"]:
            kept = json.dumps(record | {"excerpts": after})
            connection.execute(update(s).where(s.c.id == row.id).values(record=kept))


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
