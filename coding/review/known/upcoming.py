"""Which excerpt each reviewer sees next: the queue's choice, made anew as the program learns."""

from collections import deque
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from coding.decisions.labels import DIFFER, Array, clear
from coding.decisions.record import Drawn
from coding.review.known.excerpts import Shelf
from coding.review.known.record import Record
from coding.reviewers.queue import Mix, Next, QueueState, queue, random_order

AHEAD = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reviewer was asked to look at, where anything: excerpt ids, and those to code blind."""

    given: frozenset[str]
    blind: frozenset[str]


@dataclass(slots=True)
class Upcoming:
    """`labels` (n, c) are what people said; `probabilities` (n, c) what is known now: `learned`
    changes them and the order.
    """

    shelf: Shelf
    mix: Mix
    labels: Array
    probabilities: Array
    order: NDArray[np.int64]
    lot: NDArray[np.int64]
    waiting: dict[str, deque[Next]] = field(default_factory=dict)
    shown: dict[tuple[str, str], Next] = field(default_factory=dict)

    def learned(self, probabilities: Array) -> None:
        """Order what is left by what is known now."""
        self.probabilities = probabilities
        self.waiting.clear()

    def finished(self, record: Record) -> NDArray[np.bool_]:
        """(n,): which excerpts somebody has looked at to the end."""
        done = set().union(*(tuple(ids) for ids in tuple(record.finished.values())))
        return np.array([excerpt.id in done for excerpt in self.shelf.excerpts], dtype=bool)

    def next(self, reviewer: str, record: Record, asked: Asked, after: str = "") -> str:
        """The excerpt (its id) to look at next, "" where nothing is left; never `after` itself."""
        # Kept in hand: learning may put another line in its place meanwhile.
        line = self.waiting.setdefault(reviewer, deque())
        for _ in range(2):
            while line:
                chosen = line.popleft()
                id = self.shelf.excerpts[chosen.row].id
                if id != after and _is_open(id, reviewer, record, asked):
                    # Drawn from some excerpts only, it says nothing about all of them.
                    told = replace(chosen, chance=None) if asked.given else chosen
                    self.shown[reviewer, id] = told
                    return id
            line.extend(self._chosen(reviewer, record, asked, after))
        return self._skipped(reviewer, record, asked, after)

    def drawn(self, reviewer: str, excerpt_id: str) -> tuple[Drawn, float | None]:
        """Why this reviewer sees an excerpt, and with what chance; "by hand" where they opened it."""
        found = self.shown.get((reviewer, excerpt_id))
        return (found.drawn, found.chance) if found else ("by hand", None)

    def _chosen(self, reviewer: str, record: Record, asked: Asked, after: str) -> list[Next]:
        ids = [excerpt.id for excerpt in self.shelf.excerpts]
        left = np.array([_is_open(id, reviewer, record, asked) and id != after for id in ids], bool)
        if not left.any():
            return []
        disputed = (self.labels == DIFFER).any(axis=1)
        people = [excerpt.participant for excerpt in self.shelf.excerpts]
        known = (self.probabilities, clear(self.labels))
        standing = QueueState(*known, left, disputed, people, self.order, self.lot)
        return queue(standing, self.mix, AHEAD)

    def _skipped(self, reviewer: str, record: Record, asked: Asked, after: str) -> str:
        """What this reviewer skipped, once nothing else is left."""
        for id in tuple(record.remarks):
            given = not asked.given or id in asked.given
            notes = record.notes(id, reviewer) if given and id in self.shelf.row else {}
            if "skip" in notes and "finished" not in notes and id != after:
                return id
        return ""


def upcoming(shelf: Shelf, mix: Mix, labels: Array) -> Upcoming:
    """The order before anything was learned from decisions; `labels` are kept up by others."""
    ids = [excerpt.id for excerpt in shelf.excerpts]
    order, lot = random_order(ids, "review"), random_order(ids, "lot")
    return Upcoming(shelf, mix, labels, shelf.probabilities(), order, lot)


def _is_open(id: str, reviewer: str, record: Record, asked: Asked) -> bool:
    if asked.given and id not in asked.given:
        return False
    if id not in record.remarks:
        return True
    notes = record.notes(id, reviewer)
    return "finished" not in notes and "skip" not in notes


def done(shelf: Shelf, record: Record, reviewer: str, asked: Asked) -> tuple[int, int]:
    """How many excerpts this reviewer has finished, of how many that are theirs to look at."""
    theirs = asked.given or shelf.row.keys()
    finished = sum(id in theirs for id in tuple(record.finished.get(reviewer, ())))
    return finished, len(theirs)
