"""An evaluation's database, whole, from one place into another: a file, or a server."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, create_engine, func, select
from sqlalchemy.pool import NullPool

from coding.evaluation.copies import copy_rows
from coding.evaluation.database import (
    DATABASE,
    Store,
    is_postgresql,
    open_store,
    upgrade_store,
    version_of,
    with_driver,
)
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.tables import metadata
from coding.safekeeping.faults import explained
from corpora.errors import StoreFault
from corpora.files import remove_file

SERVER = "the database at the setting 'database'"
TABLES = tuple(metadata.sorted_tables)


def copy_to_file(evaluation: Evaluation, target: Path) -> dict[str, int]:
    """Copy the database, as it is at one moment, into a new file; how many rows each table has."""
    store = evaluation.store
    if is_postgresql(store.engine):
        _tables_to_file(store, target)
    else:
        source = evaluation.hidden / DATABASE
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
            old.backup(new)
    return rows_in(target)


def _tables_to_file(store: Store, target: Path) -> None:
    engine = create_engine(f"sqlite:///{target}", poolclass=NullPool, hide_parameters=True)
    with store.reading() as source, engine.begin() as copy:
        upgrade_store(copy)
        copy_rows(source, copy, TABLES)


def rows_in(file: Path) -> dict[str, int]:
    """How many rows each table has in the database in `file`."""
    engine = create_engine(f"sqlite:///{file}", poolclass=NullPool, hide_parameters=True)
    with engine.connect() as connection:
        return counted_rows(connection)


def counted_rows(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    found = {t.name: connection.execute(select(func.count()).select_from(t)) for t in TABLES}
    return {name: int(rows.scalar() or 0) for name, rows in found.items()}


def move_to_server(hidden: Path, url: str) -> None:
    """Put the database in the folder `hidden` into the empty one at `url`, all of it or nothing.

    Raises StoreFault where that one is not empty.
    """
    source = open_store(hidden)
    engine = create_engine(with_driver(url), poolclass=NullPool, hide_parameters=True)
    with explained(SERVER), source.reading() as old, engine.begin() as new:
        if version_of(new):
            raise StoreFault(
                "there is an evaluation in this database already",
                where=SERVER,
                remedy="Nothing was restored. Make an empty one, or add --sqlite for a file.",
            )
        upgrade_store(new)
        copy_rows(old, new, TABLES)
        _count_on(new)
    source.close()
    for path in hidden.glob(f"{DATABASE}*"):
        remove_file(path)


def _count_on(connection: Connection) -> None:
    """Let PostgreSQL number new rows after those that were copied with their numbers."""
    for table in TABLES:
        column = table.autoincrement_column
        last = connection.execute(select(func.max(column))).scalar() if column is not None else None
        if column is not None and last is not None:
            sequence = func.pg_get_serial_sequence(table.name, column.name)
            connection.execute(select(func.setval(sequence, last)))
