"""The evaluation's database: opening it, bringing it up to date, transactions.

SQLite in the evaluation's `.heard` folder by default, PostgreSQL by URL.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from importlib.resources import files
from pathlib import Path

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
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from coding.evaluation.tables import stages
from corpora.errors import StoreFault
from corpora.files import shown

NEWEST = "0010"
DATABASE = "heard.db"
SUGGESTING = "suggest"
"""The stage that gives excerpts suggestions, as `mark_done` notes it."""


class Store:
    """Gives transactions on an evaluation's database; everything in one is kept, or nothing is."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine, self._where = engine, where

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction, committed at the end. Raises StoreFault where the database cannot be used."""
        with explained(self._where), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for reading. Raises StoreFault where the database cannot be used."""
        with explained(self._where), self._engine.connect() as connection:
            yield connection

    def wipe(self) -> None:
        """Make what was deleted unreadable: free pages go, and so does what stands in the log."""
        with explained(self._where), self._engine.connect() as connection:
            if self._engine.dialect.name == "sqlite":
                raw = connection.execution_options(isolation_level="AUTOCOMMIT")
                raw.execute(text("VACUUM"))
                raw.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()


def open_store(folder: Path, url: str = "") -> Store:
    """The database in `folder` (or at `url`), made or brought up to date first.

    An older database is copied beside itself before it is changed; a newer one is left untouched.
    """
    where = "the database" if url else shown(f"{folder.name}/{DATABASE}")
    with explained(where):
        engine = create_engine(_with_driver(url) or f"sqlite:///{folder / DATABASE}")
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _careful)
        _bring_up_to_date(engine, folder, where)
    return Store(engine, where)


def _with_driver(url: str) -> str:
    """The URL with the PostgreSQL driver that the program knows, where it names none."""
    for short in ("postgresql://", "postgres://"):
        if url.startswith(short):
            return f"postgresql+psycopg://{url.removeprefix(short)}"
    return url


def open_copy(folder: Path, url: str = "") -> Store:
    """A copy in memory of the database in `folder`, brought up to date: for looking at what if.

    What is done to it leaves no trace; a log that a stopped program left is put away by SQLite, as
    at any opening. A database at `url` is opened itself, and is to be read only.
    """
    if url:
        return open_store(folder, url)
    where, path = shown(f"{folder.name}/{DATABASE}"), folder / DATABASE
    with explained(where):
        engine = create_engine("sqlite://", creator=lambda: _in_memory(path), poolclass=StaticPool)
        _bring_up_to_date(engine, None, where)
    return Store(engine, where)


def _in_memory(path: Path) -> sqlite3.Connection:
    memory = sqlite3.connect(":memory:", check_same_thread=False)
    if path.is_file():
        with closing(sqlite3.connect(path)) as kept:
            kept.backup(memory)
    return memory


def _careful(connection: sqlite3.Connection, _record: object) -> None:
    """SQLite set so that a committed decision survives power loss and deleted words are wiped."""
    for setting in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=10000",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {setting}")


def version_of(connection: Connection) -> str:
    """The number of the last step this database took, "" for a new one."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def _bring_up_to_date(engine: Engine, folder: Path | None, where: str) -> None:
    """Take the steps that are missing; the database in `folder` is copied beside itself first."""
    with engine.connect() as connection:
        found = version_of(connection)
    if found == NEWEST:
        return
    if found > NEWEST:
        raise StoreFault(
            f"this evaluation was made by a newer version of the program (step {found})",
            where=where,
            remedy="Install the newer version. Nothing was changed.",
        )
    if found and folder and engine.dialect.name == "sqlite":
        _copy(folder / DATABASE, folder / f"before-{NEWEST}-{DATABASE}")
    with engine.begin() as connection:
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


def insert_new(connection: Connection, table: Table, values: Sequence[Mapping[str, object]]) -> int:
    """Add those rows to `table` whose `key` is not there yet; how many they were."""
    by_key = {row["key"]: row for row in values}
    kept = select(table.c.key).where(table.c.key.in_(list(by_key)))
    known = set(connection.execute(kept).scalars()) if by_key else set()
    fresh = [row for key, row in by_key.items() if key not in known]
    insert(connection, table, fresh)
    return len(fresh)


def mark_done(connection: Connection, stage: str, inputs: str) -> None:
    """Note what a stage was done with, in the transaction that keeps what it made.

    Only for what a run can make again; anything else has a table of its own.
    """
    connection.execute(delete(stages).where(stages.c.name == stage))
    connection.execute(stages.insert().values(name=stage, inputs=inputs))


def done_with(connection: Connection, stage: str) -> str:
    """What a stage was last done with, "" where it never was."""
    found = connection.execute(select(stages.c.inputs).where(stages.c.name == stage)).scalar()
    return str(found or "")


@contextmanager
def explained(where: str) -> Iterator[None]:
    """Turns a fault of the database into a StoreFault that repeats no statement and no value."""
    try:
        yield
    except DBAPIError as fault:
        raise StoreFault(
            f"the database cannot be used ({shown(str(fault.orig)).splitlines()[0][:120]})",
            where=where,
            remedy="Check free space and permissions; if it is damaged, restore the .heard folder.",
        ) from None
    except ModuleNotFoundError as fault:
        raise StoreFault(
            f"the driver for this database is not installed ({fault.name})",
            where=where,
            remedy="For PostgreSQL: pip install 'felt-heard[postgresql]', with the constraints.",
        ) from None
    except SQLAlchemyError as fault:
        raise StoreFault(
            f"the database cannot be used ({type(fault).__name__})",
            where=where,
            remedy="Check the setting 'database' in evaluation.toml.",
        ) from None
