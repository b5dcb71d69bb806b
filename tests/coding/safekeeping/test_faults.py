"""A fault of the database says what to do, and nothing that stands in it."""

import sqlite3
from pathlib import Path
from threading import Timer

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from coding.decisions.record import Decision, append
from coding.evaluation import database
from coding.evaluation.database import DATABASE, open_store
from coding.safekeeping.faults import explained
from corpora.errors import Busy, StoreFault

CANARY = "canary words of somebody"
AGAIN = "Nothing was changed. Wait a moment, then do it again."


class Sqlite(sqlite3.OperationalError):
    """What SQLite raises, with its code and with words in its message."""

    def __init__(self, code: int) -> None:
        super().__init__(CANARY)
        self.sqlite_errorcode, self.sqlite_errorname = code, "SQLITE_NAME"


class Postgresql(Exception):
    """What a driver of PostgreSQL raises, with the server's code."""

    def __init__(self, state: str) -> None:
        super().__init__(CANARY)
        self.sqlstate = state


@pytest.mark.parametrize(
    ("fault", "kind", "said"),
    [
        (Sqlite(5), Busy, f"db: the database is busy: others are writing. {AGAIN}"),
        (Sqlite(517), Busy, f"db: the database is busy: others are writing. {AGAIN}"),
        (Sqlite(2067), Busy, f"db: somebody else wrote the same just now. {AGAIN}"),
        (Sqlite(13), StoreFault, "db: the database cannot be used (the disk is full). Free some space, then do it again."),
        (Sqlite(1032), StoreFault, "db: the database cannot be used (it may not be opened or written). Check that you may read and write there."),
        (Sqlite(11), StoreFault, "db: the database cannot be used (it is damaged). Restore it."),
        (Sqlite(26), StoreFault, "db: the database cannot be used (it is damaged). Restore it."),
        (Sqlite(1), StoreFault, "db: the database cannot be used (SQLITE_NAME). Do it again; if it stays so, restart the program."),
        (Postgresql("40P01"), Busy, f"db: the database is busy: others are writing. {AGAIN}"),
        (Postgresql("53300"), Busy, f"db: the database is busy: others are writing. {AGAIN}"),
        (Postgresql("23505"), Busy, f"db: somebody else wrote the same just now. {AGAIN}"),
        (Postgresql("53100"), StoreFault, "db: the database cannot be used (the disk is full). Free some space, then do it again."),
        (Postgresql("57P01"), StoreFault, "db: the database cannot be used (its server is out of reach). Check that it runs, and the setting 'database'."),
        (Postgresql("22P02"), StoreFault, "db: the database cannot be used (error 22P02). Do it again; if it stays so, restart the program."),
    ],
)  # fmt: skip
def test_a_fault_says_what_to_do_and_only_damage_is_to_be_restored(
    fault: BaseException, kind: type[StoreFault], said: str
) -> None:
    with pytest.raises(StoreFault) as caught, explained("db", lambda: "Restore it."):
        raise OperationalError(f"INSERT {CANARY}", {"memo": CANARY}, fault)
    assert (type(caught.value), str(caught.value)) == (kind, said)


def test_what_a_database_raises_otherwise_repeats_no_value(tmp_path: Path) -> None:
    """Not even where nobody turns it into a fault of ours: a traceback shows it as it is."""
    with (
        pytest.raises(SQLAlchemyError) as caught,
        open_store(tmp_path).engine.begin() as connection,
    ):
        connection.execute(text("INSERT INTO nowhere VALUES (:memo)"), {"memo": CANARY})
    assert CANARY not in str(caught.value)


def test_a_store_in_which_others_write_is_busy_and_keeps_what_it_had(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "WAITS_MS", 50)
    store = open_store(tmp_path)
    said = Decision("k", "e", "voice", "accept", "positive", "AB", "2026", "1.0", memo=CANARY)
    with sqlite3.connect(tmp_path / DATABASE, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy) as caught:
            append(store, said)
        other.execute("ROLLBACK")
    assert str(caught.value).endswith(f"the database is busy: others are writing. {AGAIN}")
    assert append(store, said)


def test_what_frees_itself_in_time_was_never_busy(tmp_path: Path) -> None:
    engine = create_engine(
        f"sqlite:///{tmp_path / DATABASE}", connect_args={"check_same_thread": False}
    )
    store = open_store(tmp_path)
    with engine.connect() as other:
        other.exec_driver_sql("BEGIN IMMEDIATE")
        Timer(0.3, other.exec_driver_sql, ["ROLLBACK"]).start()
        assert append(store, Decision("k", "e", "voice", "accept", "positive", "AB", "2026", "1.0"))
