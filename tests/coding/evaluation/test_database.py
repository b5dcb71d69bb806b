"""The database: migrations, backups, newer files left alone, decisions that are kept once."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import older
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, select

from coding.decisions.record import Decision, Remark, append, append_all
from coding.evaluation import tables
from coding.evaluation.database import (
    DATABASE,
    NEWEST,
    open_copy,
    open_store,
    upgrade_store,
    version_of,
)
from corpora.errors import StoreFault

DECISION = Decision(
    key="k1",
    excerpt_id="'); drop table decisions; --",
    code_id="voice",
    verdict="accept",
    direction="positive",
    reviewer="R1",
    at="2026-01-01T00:00:00Z",
    codebook_version="1.0",
)


def test_a_new_database_has_the_tables_that_the_code_expects(tmp_path: Path) -> None:
    with open_store(tmp_path).reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []
        assert version_of(connection) == NEWEST


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    append(open_store(tmp_path), DECISION)
    with open_store(tmp_path).reading() as connection:
        assert len(connection.execute(select(tables.decisions)).all()) == 1


def test_a_newer_database_is_refused_and_left_untouched(tmp_path: Path) -> None:
    open_store(tmp_path).close()
    with sqlite3.connect(tmp_path / DATABASE) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = (tmp_path / DATABASE).read_bytes()
    with pytest.raises(StoreFault, match="made by a newer version of the program"):
        open_store(tmp_path)
    assert (tmp_path / DATABASE).read_bytes() == before


def test_what_is_no_database_is_refused_without_quoting_it(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(b"canary words " * 100)
    with pytest.raises(StoreFault) as caught:
        open_store(tmp_path)
    assert "canary" not in str(caught.value)
    assert "it is damaged" in str(caught.value)


def test_a_decision_is_kept_to_the_letter(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    assert append(store, DECISION)
    with store.reading() as connection:
        (row,) = connection.execute(select(tables.decisions)).all()
    assert (row.number, row.excerpt_id, row.verdict) == (1, DECISION.excerpt_id, "accept")


def test_the_same_decision_sent_twice_is_one(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    assert [append(store, DECISION), append(store, DECISION)] == [True, False]


def test_several_are_kept_together_and_only_once(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    other = replace(DECISION, key="k2", code_id="influence")
    finished = Remark("r1", "e", "finished", "", "R1", "2026-01-01T00:00:00Z", "1.0")
    assert append_all(store, []) == 0
    assert append(store, DECISION)
    assert append_all(store, [DECISION, other, other, finished]) == 2
    assert append_all(store, [other, finished]) == 0
    with store.reading() as connection:
        assert list(connection.execute(select(tables.decisions.c.key)).scalars()) == ["k1", "k2"]
        assert list(connection.execute(select(tables.remarks.c.kind)).scalars()) == ["finished"]


def test_a_transaction_that_fails_keeps_nothing(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with pytest.raises(ZeroDivisionError), store.writing() as connection:
        connection.execute(tables.stages.insert().values(name="a", inputs="b"))
        raise ZeroDivisionError
    with store.reading() as connection:
        assert connection.execute(select(tables.stages)).all() == []


def test_an_older_database_is_brought_up_to_date_after_a_copy(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / DATABASE}")
    with engine.begin() as connection:
        upgrade_store(connection, "0001")
        connection.execute(tables.stages.insert().values(name="embed", inputs="kept"))
    engine.dispose()
    with open_store(tmp_path).reading() as connection:
        assert version_of(connection) == NEWEST
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []
        assert connection.execute(select(tables.stages.c.inputs)).scalar() == "kept"
    with sqlite3.connect(tmp_path / f"before-{NEWEST}-{DATABASE}") as copy:
        assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)


def test_what_people_were_handed_moves_out_of_the_stages_and_nothing_is_lost(
    tmp_path: Path,
) -> None:
    older.make(create_engine(f"sqlite:///{tmp_path / DATABASE}"))
    with open_store(tmp_path).reading() as connection:
        assert older.kept(connection) == older.MOVED
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []


def oldest(folder: Path) -> bytes:
    """A database of step 0001 in `folder`; its bytes."""
    engine = create_engine(f"sqlite:///{folder / DATABASE}")
    with engine.begin() as connection:
        upgrade_store(connection, "0001")
    engine.dispose()
    return (folder / DATABASE).read_bytes()


def test_a_copy_is_brought_up_to_date_and_the_older_database_stays_as_it_is(tmp_path: Path) -> None:
    before = oldest(tmp_path)
    copy = open_copy(tmp_path)
    append(copy, DECISION)
    with copy.reading() as connection:
        assert version_of(connection) == NEWEST
        assert len(connection.execute(select(tables.decisions)).all()) == 1
    copy.close()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {DATABASE: before}


def test_a_copy_of_nothing_is_empty_and_leaves_nothing(tmp_path: Path) -> None:
    with open_copy(tmp_path).reading() as connection:
        assert connection.execute(select(tables.decisions)).all() == []
    assert list(tmp_path.iterdir()) == []


def test_a_copy_of_what_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(b"canary words " * 100)
    with pytest.raises(StoreFault) as caught:
        open_copy(tmp_path)
    assert "canary" not in str(caught.value)
