"""Copies of what people decided, the newest ten days of it: small, and enough to start from again.

A copy is a database of its own, of the tables that the program cannot make again from the files
of the evaluation. It is made when there is something new in it: whenever a command opens the
evaluation, and on the first decision of a day while pages are open.
"""

import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Table, create_engine, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool, StaticPool

from coding.evaluation import hiding_tables, release_tables, tables
from coding.evaluation.database import Store, insert, pieces, upgrade_store
from coding.safekeeping.identity import COPIES, COPY, Identity, Safeguard, new_identity
from corpora.files import remove_file, write_atomic

KEPT_COPIES = 10
# In an order in which rows may be added: none refers to one of a later table.
DECIDED: tuple[Table, ...] = (
    tables.identity,
    tables.pseudonyms,
    tables.reviewers,
    tables.ended_sessions,
    tables.decisions,
    tables.remarks,
    tables.assignments,
    tables.draws,
    tables.sheets,
    tables.moved_excerpts,
    tables.codebook_versions,
    tables.codebook_sign_offs,
    tables.workshop,
    tables.proposal_decisions,
    # What was handed out nobody can take back, and later reports must heed it.
    tables.published_counts,
    tables.counted_people,
    release_tables.releases,
    release_tables.report_sign_offs,
    release_tables.quote_checks,
    release_tables.card_packs,
    release_tables.cards,
    release_tables.card_placements,
    release_tables.card_people,
    hiding_tables.replacements,
    hiding_tables.replacement_decisions,
    hiding_tables.sign_offs,
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UNDATED = "0000-00-00"


def copy_decisions(hidden: Path, store: Store) -> Path | None:
    """Copy what people decided, under the day of their last word; None where nothing is new."""
    with store.reading() as connection:
        day = last_day(connection)
        newest = max((hidden / COPIES).glob(COPY), default=None)
        if not day or (newest and _counts_in(newest) == counts(connection)):
            return None
        content = _copied(connection)
    (hidden / COPIES).mkdir(mode=0o700, exist_ok=True)
    path = hidden / COPIES / COPY.replace("*", day)
    write_atomic(path, content, mode=0o600)
    for old in sorted((hidden / COPIES).glob(COPY))[:-KEPT_COPIES]:
        remove_file(old)
    return path


def last_day(connection: Connection) -> str:
    """The day of the last decision or remark, "" where nobody has said anything."""
    last = [
        connection.execute(select(t.c.at).order_by(t.c.number.desc()).limit(1)).scalar()
        for t in (tables.decisions, tables.remarks)
    ]
    days = [day if _DAY.fullmatch(day := at[:10]) else _UNDATED for at in last if at is not None]
    return max(days, default="")


def counts(connection: Connection) -> dict[str, int]:
    """How many rows each table has that a copy holds."""
    found = {t.name: connection.execute(select(func.count()).select_from(t)) for t in DECIDED}
    return {name: int(rows.scalar() or 0) for name, rows in found.items()}


def _counts_in(path: Path) -> Mapping[str, int]:
    """The same of a copy; nothing where it cannot be read, or is older than this program."""
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
    try:
        with engine.connect() as connection:
            return counts(connection)
    except SQLAlchemyError:
        return {}


def _copied(connection: Connection) -> bytes:
    """An evaluation's database, in bytes, with these rows in it."""
    with closing(sqlite3.connect(":memory:")) as raw:
        engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
        with engine.begin() as copy:
            upgrade_store(copy)
            copy_rows(connection, copy, DECIDED)
        return raw.serialize()


def copy_rows(source: Connection, target: Connection, wanted: tuple[Table, ...]) -> int:
    """Add every row of these tables to those of `target`, as they are; how many they were."""
    copied = 0
    for table in wanted:
        rows = [dict(row) for row in source.execute(select(table)).mappings()]
        for some in pieces(rows):
            insert(target, table, some)
        copied += len(rows)
    return copied


def see_identity(store: Store, guard: Safeguard) -> None:
    """Note whose database it is, in it and beside it. Raises StoreFault where it is another's."""
    i = tables.identity
    with store.reading() as connection:
        stored = connection.execute(select(i.c.evaluation)).scalar()
    kept = guard.recorded()
    if stored is None:
        # Of the two that open it for the first time at once, one gives the id.
        stored = kept.evaluation if kept else new_identity()
        with store.writing() as connection:
            given = connection.execute(select(i.c.evaluation)).scalar()
            insert(connection, i, [] if given else [{"evaluation": stored}])
        stored = given or stored
    guard.refuse_other(stored)
    if kept is None:
        guard.record(Identity(stored))
