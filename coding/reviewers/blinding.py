"""What a reviewer may have seen, and what they must not be shown yet, since they code it blind.

This is the one place that says so: pages, sheets and handing out all ask here. The blinds of an
excerpt come off for good once its reviewer has finished it: taking the "finished" back does not put
them on again, since what was seen cannot be unseen.
"""

import json

import pandas as pd
from sqlalchemy import Connection, select

from coding.decisions.standing import last_remarks
from coding.evaluation import frames, tables


def blinded(connection: Connection, reviewer: str) -> frozenset[str]:
    """The excerpts that this reviewer codes blind and has not finished."""
    return given_blind(connection, reviewer) - _ever_finished(connection, reviewer)


def unblinded(connection: Connection, reviewer: str) -> frozenset[str]:
    """The excerpts that this reviewer coded blind and whose blinds have come off since."""
    return given_blind(connection, reviewer) & _ever_finished(connection, reviewer)


def _ever_finished(connection: Connection, reviewer: str) -> frozenset[str]:
    r = tables.remarks
    ever = select(r.c.excerpt_id).where(r.c.reviewer == reviewer, r.c.kind == "finished")
    return frozenset(connection.execute(ever).scalars())


def given_blind(connection: Connection, reviewer: str) -> frozenset[str]:
    """The excerpts that this reviewer was asked to code blind, finished or not."""
    a = tables.assignments
    given = select(a.c.excerpt_id).where(a.c.reviewer == reviewer, a.c.blind)
    return frozenset(connection.execute(given).scalars())


def finished(connection: Connection, reviewer: str) -> frozenset[str]:
    """The excerpts that this reviewer says they have looked at altogether."""
    r = tables.remarks
    query = select(r).where(r.c.reviewer == reviewer).order_by(r.c.number)
    last = last_remarks(frames.rows(connection, query, frames.REMARKS))
    return frozenset(last[last["kind"] == "finished"]["excerpt_id"])


def seen_openly(connection: Connection, reviewer: str) -> frozenset[str]:
    """The excerpts of which this reviewer may have seen suggestions or others' codings.

    They were given them so, on a sheet too, or said something about them that was not blind.
    """
    a, d, r = tables.assignments, tables.decisions, tables.remarks
    queries = (
        select(a.c.excerpt_id).where(a.c.reviewer == reviewer, ~a.c.blind),
        select(d.c.excerpt_id).where(d.c.reviewer == reviewer, ~d.c.blind),
    )
    seen = {found for query in queries for found in connection.execute(query).scalars()}
    remarked = set(
        connection.execute(select(r.c.excerpt_id).where(r.c.reviewer == reviewer)).scalars()
    )
    remarked -= given_blind(connection, reviewer)
    return frozenset(seen | remarked | _on_open_sheets(connection, reviewer))


def _on_open_sheets(connection: Connection, reviewer: str) -> frozenset[str]:
    """What this reviewer has in a file beside its suggestions, whether it came back or not."""
    s = tables.sheets
    query = select(s.c.record).where(s.c.reviewer == reviewer, ~s.c.blind)
    records = [json.loads(kept) for kept in connection.execute(query).scalars()]
    return frozenset(excerpt for record in records for excerpt in record["excerpts"])


def without_blinded(rows: pd.DataFrame, hidden: frozenset[str], reviewer: str) -> pd.DataFrame:
    """The rows of a frame that this reviewer may see; what they said themselves is among them."""
    kept = ~rows["excerpt_id"].isin(hidden)
    if "reviewer" in rows:
        kept |= rows["reviewer"] == reviewer
    return rows[kept].reset_index(drop=True)
