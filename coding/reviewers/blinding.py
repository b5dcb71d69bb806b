"""What a reviewer must not be shown yet: suggestions and others' codings of what they code blind.

The blinds of an excerpt come off for good once its reviewer has finished it: taking the "finished"
back does not put them on again, since what was seen cannot be unseen.
"""

import pandas as pd
from sqlalchemy import Connection, select

from coding.decisions.standing import last_remarks
from coding.evaluation import frames, tables


def blinded(connection: Connection, reviewer: str) -> frozenset[str]:
    """The excerpts that this reviewer codes blind and has not finished."""
    r = tables.remarks
    ever = select(r.c.excerpt_id).where(r.c.reviewer == reviewer, r.c.kind == "finished")
    return _given_blind(connection, reviewer) - set(connection.execute(ever).scalars())


def _given_blind(connection: Connection, reviewer: str) -> frozenset[str]:
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
    """The excerpts of which this reviewer may have seen suggestions or others' codings."""
    a, d, r = tables.assignments, tables.decisions, tables.remarks
    queries = (
        select(a.c.excerpt_id).where(a.c.reviewer == reviewer, ~a.c.blind),
        select(d.c.excerpt_id).where(d.c.reviewer == reviewer, ~d.c.blind),
    )
    seen = {found for query in queries for found in connection.execute(query).scalars()}
    remarked = set(
        connection.execute(select(r.c.excerpt_id).where(r.c.reviewer == reviewer)).scalars()
    )
    return frozenset(seen | (remarked - _given_blind(connection, reviewer)))


def without_blinded(rows: pd.DataFrame, hidden: frozenset[str], reviewer: str) -> pd.DataFrame:
    """The rows of a frame that this reviewer may see; what they said themselves is among them."""
    kept = ~rows["excerpt_id"].isin(hidden)
    if "reviewer" in rows:
        kept |= rows["reviewer"] == reviewer
    return rows[kept].reset_index(drop=True)
