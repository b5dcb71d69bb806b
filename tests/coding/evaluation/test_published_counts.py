"""What is kept of counts that were handed out: the last of each cell, and nobody who has left."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from coding.evaluation import tables
from coding.evaluation.database import Store, open_store
from coding.evaluation.published_counts import (
    PublishedCount,
    forget_counted,
    keep_published,
    published_counts,
)

STAFF, CODE = ("group", "staff"), ("suggestions", "code", "voice")
SIX = frozenset({"P1", "P2", "P3", "P4", "P5", "P6"})


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path)


def keep(store: Store, day: str, **counts: PublishedCount) -> None:
    cells = {"staff": STAFF, "code": CODE}
    with store.writing() as connection:
        kept = {cells[name]: count for name, count in counts.items()}
        keep_published(connection, kept, ["report.html"], day)


def kept(store: Store) -> dict[tuple[str, ...], PublishedCount]:
    with store.reading() as connection:
        return published_counts(connection)


def test_nothing_was_handed_out_yet(store: Store) -> None:
    assert kept(store) == {}


def test_a_count_comes_back_as_it_was_handed_out(store: Store) -> None:
    large = PublishedCount(1_200, "1,200", SIX, 1_194)
    keep(store, "2026-03-02", staff=large, code=PublishedCount(None, "most", SIX))
    assert kept(store) == {
        STAFF: PublishedCount(1_200, "1,200", SIX, 1_194, "2026-03-02"),
        CODE: PublishedCount(None, "most", SIX, 0, "2026-03-02"),
    }


def test_the_last_of_a_cell_counts_and_those_before_stay_without_people(store: Store) -> None:
    keep(store, "2026-03-02", staff=PublishedCount(6, "6", SIX))
    keep(store, "2026-09-01", staff=PublishedCount(None, "fewer than 5", frozenset({"P1"})))
    assert kept(store)[STAFF].text == "fewer than 5"
    p = tables.published_counts.c
    with store.reading() as connection:
        rows = connection.execute(select(p.text, p.outputs, p.at, p.newest, p.people)).all()
    assert [(row.text, row.outputs, row.at, row.newest, row.people != "") for row in rows] == [
        ("6", "report.html", "2026-03-02", False, False),
        ("fewer than 5", "report.html", "2026-09-01", True, True),
    ]


def test_of_who_left_stays_that_somebody_was_counted(store: Store) -> None:
    keep(
        store,
        "2026-03-02",
        staff=PublishedCount(6, "6", SIX),
        code=PublishedCount(0, "0", SIX - {"P3"}),
    )
    with store.writing() as connection:
        forget_counted(connection, "P3")
        forget_counted(connection, "P9")
    assert {key: (each.people, each.unnamed) for key, each in kept(store).items()} == {
        STAFF: (SIX - {"P3"}, 1),
        CODE: (SIX - {"P3"}, 0),
    }
    with store.reading() as connection:
        people = connection.execute(select(func.count()).select_from(tables.counted_people))
        assert people.scalar() == 5


@pytest.mark.parametrize(
    ("people", "unnamed", "expected"),
    [
        (SIX, 0, 0),
        (SIX - {"P1"}, 0, 1),
        (SIX | {"P7"}, 0, 1),
        # As many as before, and yet two others.
        (SIX - {"P1"} | {"P7"}, 0, 2),
        (frozenset(), 6, 12),
    ],
)
def test_who_joined_and_who_left_have_changed(
    people: frozenset[str], unnamed: int, expected: int
) -> None:
    assert PublishedCount(6, "6", SIX).changed(people, unnamed) == expected


def test_of_whom_only_the_number_is_known_the_numbers_are_compared() -> None:
    assert PublishedCount(7, "7", frozenset(), 7).changed(frozenset(), 5) == 2
