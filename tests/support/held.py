"""How long the database is held for writing, measured from outside."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import local

import pytest
from sqlalchemy import Connection

from coding.evaluation.database import Store


@dataclass
class Held:
    """Milliseconds of processor time in each transaction that writes, and what was read inside one.

    Processor time of the thread, so that a busy machine counts for nothing; SQLite works in the
    thread that asks it. Whoever reads inside a transaction that writes works something out there.
    """

    milliseconds: list[float] = field(default_factory=list)
    read_inside: int = 0


def watched(monkeypatch: pytest.MonkeyPatch) -> Held:
    """What every store is held for from now on, until the test is over."""
    held, here, writing, reading = Held(), local(), Store.writing, Store.reading

    @contextmanager
    def watched_writing(store: Store) -> Iterator[Connection]:
        here.at_work, began = True, time.thread_time()
        try:
            with writing(store) as connection:
                yield connection
        finally:
            here.at_work = False
            held.milliseconds.append(1000 * (time.thread_time() - began))

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
