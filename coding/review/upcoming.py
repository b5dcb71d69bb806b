"""Which excerpt each reviewer sees next: the queue's choice, made anew as the program learns."""

from collections import deque
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from coding.decisions import Drawn
from coding.queue import Mix, Next, Standing, queue, random_order
from coding.review.record import Record, held_of
from coding.review.shelf import Shelf
from coding.standing import together

Array = NDArray[np.float64]
AHEAD = 20
LABELS = {"accept": 1.0, "reject": 0.0, "disagreed": -1.0}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reviewer was asked to look at, where anything: excerpt ids, and those to code blind."""

    given: frozenset[str]
    blind: frozenset[str]


@dataclass(slots=True)
class Upcoming:
    """`probabilities` (n, c) are what is known now; `learned` changes them and the order."""

    shelf: Shelf
    mix: Mix
    probabilities: Array
    order: NDArray[np.int64]
    waiting: dict[str, deque[Next]] = field(default_factory=dict)
    shown: dict[tuple[str, str], Next] = field(default_factory=dict)

    def learned(self, probabilities: Array) -> None:
        """Order what is left by what is known now."""
        self.probabilities = probabilities
        self.waiting.clear()

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
        labels = labels_of(self.shelf, record)
        disputed = (labels == -1).any(axis=1)
        labels[labels == -1] = np.nan
        people = [excerpt.participant for excerpt in self.shelf.excerpts]
        standing = Standing(self.probabilities, labels, left, disputed, people, self.order)
        return queue(standing, self.mix, AHEAD)

    def _skipped(self, reviewer: str, record: Record, asked: Asked, after: str) -> str:
        """What this reviewer skipped, once nothing else is left."""
        for id in tuple(record.remarks):
            given = not asked.given or id in asked.given
            notes = record.notes(id, reviewer) if given and id in self.shelf.row else {}
            if "skip" in notes and "finished" not in notes and id != after:
                return id
        return ""


def upcoming(shelf: Shelf, mix: Mix) -> Upcoming:
    """The order before anything was learned from decisions."""
    ids = [excerpt.id for excerpt in shelf.excerpts]
    return Upcoming(shelf, mix, shelf.probabilities(), random_order(ids, "review"))


def labels_of(shelf: Shelf, record: Record) -> Array:
    """(n, c): 1 where people say that a code is there, 0 where not, -1 where they differ, else nan."""
    labels = np.full((len(shelf.excerpts), len(shelf.codes)), np.nan)
    column = {code.id: at for at, code in enumerate(shelf.codes)}
    for id in {**record.decisions, **record.remarks}:
        row = shelf.row.get(id)
        if row is None:
            continue
        if _finished(record, id):
            labels[row] = 0.0
        said: dict[str, set[str]] = {}
        for (code, _), row_said in record.words(id).items():
            said.setdefault(code, set()).add(row_said.verdict)
        for code, verdicts in said.items():
            if code in column:
                verdict, _ = together((each, "") for each in verdicts)
                labels[row, column[code]] = LABELS.get(verdict, np.nan)
    return labels


def _finished(record: Record, id: str) -> bool:
    held = held_of(record.remarks.get(id, ()))
    return any(row.kind == "finished" and row.value != "no" for row in held)


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
