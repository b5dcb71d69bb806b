"""What a transaction does while nobody else can write, seen from outside."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import local
from typing import Any

import pytest
from sqlalchemy import Connection, event

from coding.evaluation.database import Store


@dataclass
class Held:
    """How many `rows` each transaction that writes added, changed and took away, in how many
    `statements`, and how often words were `read_inside` one: whoever reads them there works
    something out while others wait.
    """

    rows: list[int] = field(default_factory=list)
    statements: list[int] = field(default_factory=list)
    read_inside: int = 0


def watched(monkeypatch: pytest.MonkeyPatch) -> Held:
    """What every store does while it is held, from now on, until the test is over."""
    held, here, writing, reading = Held(), local(), Store.writing, Store.reading

    @contextmanager
    def watched_writing(store: Store) -> Iterator[Connection]:
        rows: list[int] = []

        def count(_: Connection, cursor: Any, statement: str, *__: object) -> None:
            rows.append(max(cursor.rowcount, 0))
            held.read_inside += statement.startswith("SELECT") and "FROM turns" in statement

        here.at_work = True
        try:
            with writing(store) as connection:
                event.listen(connection, "after_cursor_execute", count)
                yield connection
        finally:
            here.at_work = False
            held.rows.append(sum(rows))
            held.statements.append(len(rows))

    @contextmanager
    def watched_reading(store: Store) -> Iterator[Connection]:
        held.read_inside += getattr(here, "at_work", False)
        with reading(store) as connection:
            yield connection

    monkeypatch.setattr(Store, "writing", watched_writing)
    monkeypatch.setattr(Store, "reading", watched_reading)
    return held


def stopped_at(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Let the program be stopped where it begins to write for the `number`th time (0: the first)."""
    left, writing = [number], Store.writing

    @contextmanager
    def watched_writing(store: Store) -> Iterator[Connection]:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        with writing(store) as connection:
            yield connection

    monkeypatch.setattr(Store, "writing", watched_writing)
