"""The evaluation's database: opening it, bringing it up to date, transactions.

SQLite in the evaluation's `.heard` folder by default, PostgreSQL by URL.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TypeVar
from weakref import finalize

from sqlalchemy import (
    Connection,
    Engine,
    Table,
    create_engine,
    delete,
    event,
    inspect,
    select,
    text,
)
from sqlalchemy.pool import StaticPool

from coding.evaluation.tables import stages
from coding.safekeeping.faults import damaged, explained
from coding.safekeeping.identity import Safeguard
from coding.safekeeping.marks import OpenMark, clear_marks, left_behind
from corpora.errors import StoreFault
from corpora.files import shown

T = TypeVar("T")
NEWEST = "0018"
DATABASE = "heard.db"
SUGGESTING = "suggest"
"""The stage that gives excerpts suggestions, as `mark_done` notes it."""
WHOLE_RUN = "run"
"""All stages and the outputs, likewise: noted last."""
WRITES = "writes"
WAITS_MS = 10_000
"""How long whoever wants to write waits for others, in milliseconds, before it is refused as busy."""
PIECE = 2_000
"""Rows that one short transaction writes where there are many: nobody who reviews waits for long."""


class Store:
    """Gives transactions on an evaluation's database; everything in one is kept, or nothing is."""

    def __init__(
        self,
        engine: Engine,
        where: str,
        remedy: Callable[[], str] = str,
        mark: OpenMark | None = None,
    ) -> None:
        self.engine, self._where, self._remedy, self._mark = engine, where, remedy, mark
        if mark:
            finalize(self, mark.take_away)
        self._writing = engine.execution_options(**{WRITES: True})
        # What is asked one after the other belongs together, whatever others write meanwhile.
        snapshot = {"isolation_level": "REPEATABLE READ"} if is_postgresql(engine) else {}
        self._reading = engine.execution_options(**snapshot)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction, committed at the end. Raises StoreFault where the database cannot be used.

        Everybody else who wants to write waits until it is over: work things out before.
        """
        with self._explained(), self._writing.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database, to the end, and waits for nobody.

        Raises StoreFault where the database cannot be used.
        """
        with self._explained(), self._reading.connect() as connection:
            yield connection

    def wipe(self) -> None:
        """Make what was deleted unreadable: free pages go, and so does what stands in the log."""
        with self._explained(), self.engine.connect() as connection:
            if self.engine.dialect.name == "sqlite":
                raw = connection.execution_options(isolation_level="AUTOCOMMIT")
                raw.execute(text("VACUUM"))
                raw.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))

    def look_through(self) -> None:
        """Raises StoreFault where a part of a database in a file is damaged."""
        with self._explained(), self.engine.connect() as connection:
            if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
                raise damaged(self._where, self._remedy())

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()
        if self._mark:
            self._mark.take_away()

    def _explained(self) -> AbstractContextManager[None]:
        return explained(self._where, self._remedy)


def open_store(folder: Path, url: str = "", guard: Safeguard | None = None) -> Store:
    """The database in `folder` (or at `url`), made or brought up to date first.

    An older database is copied beside itself before it is changed; a newer one is left untouched.
    After an end that was none, it is looked through first. With a `guard` no new one is made where
    there was one, and it is said what restores a damaged one.
    """
    where, path = _where(folder, url), folder / DATABASE
    if guard and not url and not (path.is_file() and path.stat().st_size):
        guard.refuse_new()
    left = [] if url else left_behind(folder)
    mark = None if url else OpenMark(folder)
    remedy = guard.remedy if guard else str
    with explained(where, remedy):
        store = Store(_engine(with_driver(url) or f"sqlite:///{path}"), where, remedy, mark)
        try:
            if left:
                store.look_through()
                clear_marks(left)
            _bring_up_to_date(store.engine, folder, where, guard)
        except BaseException:
            store.close()
            raise
    return store


def _engine(address: str) -> Engine:
    # Forty requests are at work at once at most: none of them is refused a connection.
    engine = create_engine(address, pool_size=10, max_overflow=35, hide_parameters=True)
    if not is_postgresql(engine):
        event.listen(engine, "connect", _careful)
        event.listen(engine, "begin", _begin)
    return engine


def _where(folder: Path, url: str) -> str:
    return "the database" if url else shown(f"{folder.name}/{DATABASE}")


def is_postgresql(engine: Engine) -> bool:
    """Whether it is a server's database, and no file."""
    return engine.dialect.name == "postgresql"


def with_driver(url: str) -> str:
    """The URL with the PostgreSQL driver that the program knows, where it names none."""
    for short in ("postgresql://", "postgres://"):
        if url.startswith(short):
            return f"postgresql+psycopg://{url.removeprefix(short)}"
    return url


def open_copy(folder: Path, url: str = "", guard: Safeguard | None = None) -> Store:
    """A copy in memory of the database in `folder`, brought up to date: for looking at what if.

    What is done to it leaves no trace; a log that a stopped program left is put away by SQLite, as
    at any opening. A database at `url` is opened itself, and is to be read only.
    """
    if url:
        return open_store(folder, url, guard)
    where, path = _where(folder, url), folder / DATABASE
    if guard and not (path.is_file() and path.stat().st_size):
        guard.refuse_new(looking=True)
    remedy = guard.remedy if guard else str
    with explained(where, remedy):
        engine = create_engine(
            "sqlite://",
            creator=lambda: _in_memory(path),
            poolclass=StaticPool,
            hide_parameters=True,
        )
        store = Store(engine, where, remedy)
        if left_behind(folder):
            store.look_through()
        _bring_up_to_date(engine, None, where, guard)
    return store


def _in_memory(path: Path) -> sqlite3.Connection:
    memory = sqlite3.connect(":memory:", check_same_thread=False)
    if path.is_file():
        with closing(sqlite3.connect(path)) as kept:
            kept.backup(memory)
    return memory


def _careful(connection: sqlite3.Connection, _record: object) -> None:
    """SQLite set so that a committed decision survives power loss and deleted words are wiped."""
    # Transactions begin where `_begin` says so, and not with the first row that is written.
    connection.isolation_level = None
    for setting in (
        f"busy_timeout={WAITS_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {setting}")


def _begin(connection: Connection) -> None:
    """Whoever writes gets in line at once: one who reads first and writes then could not wait."""
    options = connection.get_execution_options()
    if options.get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(WRITES) else "BEGIN")


def version_of(connection: Connection) -> str:
    """The number of the last step this database took, "" for a new one."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def _bring_up_to_date(
    engine: Engine, folder: Path | None, where: str, guard: Safeguard | None
) -> None:
    """Take the steps that are missing; the database in `folder` is copied beside itself first."""
    with engine.connect() as connection:
        found = version_of(connection)
    if found == NEWEST:
        return
    if not found and guard:
        guard.refuse_new(looking=folder is None)
    if found > NEWEST:
        raise StoreFault(
            f"this evaluation was made by a newer version of the program (step {found})",
            where=where,
            remedy="Install the newer version. Nothing was changed.",
        )
    if found and folder and engine.dialect.name == "sqlite":
        _copy(folder / DATABASE, folder / f"before-{NEWEST}-{DATABASE}")
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        upgrade_store(connection)


def _copy(source: Path, target: Path) -> None:
    """A backup through SQLite itself, so that what stands in its log is in the copy as well."""
    with sqlite3.connect(source) as old, sqlite3.connect(target) as new:
        old.backup(new)


def upgrade_store(connection: Connection, to: str = "head") -> None:
    """Take the numbered steps up to `to`."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option(
        "script_location", str(files("coding.evaluation.migrations")).replace("%", "%%")
    )
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def insert(connection: Connection, table: Table, values: Sequence[Mapping[str, object]]) -> None:
    """Add rows to `table`; none is no fault."""
    if values:
        connection.execute(table.insert(), list(values))


def pieces(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values in their order, `PIECE` of them at a time."""
    return (values[at : at + PIECE] for at in range(0, len(values), PIECE))


def insert_new(connection: Connection, table: Table, values: Sequence[Mapping[str, object]]) -> int:
    """Add those rows to `table` whose `key` is not there yet; how many they were."""
    by_key = {row["key"]: row for row in values}
    known: set[object] = set()
    # In pieces: a statement takes 32,766 values in SQLite, 65,535 in PostgreSQL.
    for keys in pieces(list(by_key)):
        known.update(connection.execute(select(table.c.key).where(table.c.key.in_(keys))).scalars())
    fresh = [row for key, row in by_key.items() if key not in known]
    insert(connection, table, fresh)
    return len(fresh)


def mark_done(connection: Connection, stage: str, inputs: str) -> None:
    """Note what a stage was done with, in the transaction that keeps what it made.

    Only for what a run can make again; anything else has a table of its own.
    """
    begin_anew(connection, stage)
    connection.execute(stages.insert().values(name=stage, inputs=inputs))


def begin_anew(connection: Connection, stage: str) -> None:
    """Take back that a stage is done, and with it the whole run, before the first of several writes.

    Stopped between them, the next run does the stage again, even where its inputs are back to what
    they were.
    """
    connection.execute(delete(stages).where(stages.c.name.in_((stage, WHOLE_RUN))))


def done_with(connection: Connection, stage: str) -> str:
    """What a stage was last done with, "" where it never was."""
    found = connection.execute(select(stages.c.inputs).where(stages.c.name == stage)).scalar()
    return str(found or "")
