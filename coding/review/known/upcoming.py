"""Which excerpt each reviewer sees next: the queue's choice, made anew as the program learns."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from coding.decisions.labels import DIFFER, Array, clear
from coding.decisions.record import Drawn
from coding.review.known.excerpts import Shelf, Shelved
from coding.review.known.record import Record, is_finishing
from coding.reviewers.queue import RULES, Mix, Next, QueueState, queue, random_order

# Fewer words than that are shown with the question that they answer, or not at all.
FEWEST_WORDS = 4
# So many excerpts for which nothing is likely stand on a page.
TOGETHER = 10
# So many are chosen at least at a time, so that each rule has its turn.
FEWEST_AHEAD = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reviewer was asked to look at, where anything: excerpt ids, and those to code blind."""

    given: frozenset[str]
    blind: frozenset[str]


@dataclass(slots=True)
class Upcoming:
    """`labels` (n, c) are what people said; `probabilities` (n, c) what is known now: `learned`
    changes them and the order. `sitting` excerpts are chosen at a time, of those that `say_enough`
    (n,) to be judged.
    """

    shelf: Shelf
    mix: Mix
    labels: Array
    probabilities: Array
    order: NDArray[np.int64]
    lot: NDArray[np.int64]
    sitting: int
    say_enough: NDArray[np.bool_]
    waiting: dict[str, deque[Next]] = field(default_factory=dict)
    shown: dict[tuple[str, str], Next] = field(default_factory=dict)
    singly: set[tuple[str, str]] = field(default_factory=set)

    def learned(self, probabilities: Array) -> None:
        """Order what is left by what is known now. What chance has drawn stays drawn."""
        self.probabilities = probabilities
        for reviewer, line in tuple(self.waiting.items()):
            kept = [each for each in tuple(line) if each.drawn == "random"]
            self.waiting[reviewer] = deque(kept)

    def finished(self, record: Record) -> NDArray[np.bool_]:
        """(n,): which excerpts somebody has looked at to the end."""
        done = set().union(*(tuple(ids) for ids in tuple(record.finished.values())))
        return np.array([excerpt.id in done for excerpt in self.shelf.excerpts], dtype=bool)

    def next(self, reviewer: str, record: Record, asked: Asked, after: str = "") -> str:
        """The excerpt (its id) to look at next, "" where nothing is left; never `after` itself.

        It stays the next one until it is finished or skipped.
        """
        first = self._first(reviewer, record, asked, after)
        if first is None:
            return self._skipped(reviewer, record, asked, after)
        self._show(reviewer, first, asked)
        return self.shelf.excerpts[first.row].id

    def _first(self, reviewer: str, record: Record, asked: Asked, after: str) -> Next | None:
        """The first in this reviewer's line that is still open; a new line, where none is."""
        # Kept in hand: learning may put another line in its place meanwhile.
        line = self.waiting.setdefault(reviewer, deque())
        for _ in range(2):
            while line:
                id = self.shelf.excerpts[line[0].row].id
                if id != after and self._is_open(id, reviewer, record, asked):
                    return line[0]
                line.popleft()
            line.extend(self._chosen(reviewer, record, asked, after))
        return None

    def ahead(self, reviewer: str, record: Record, asked: Asked) -> list[Next]:
        """What stands in this reviewer's line, the next one first, at most a sitting of them."""
        self._first(reviewer, record, asked, "")
        excerpts, line = self.shelf.excerpts, tuple(self.waiting[reviewer])
        there = [e for e in line if self._is_open(excerpts[e.row].id, reviewer, record, asked)]
        return there[: self.sitting]

    def together(self, reviewer: str, record: Record, asked: Asked) -> list[str]:
        """The next excerpts (ids), as far as nothing is likely in them; none for fewer than two.

        They keep their order: what chance drew and people stop at says how much is still to be found.
        """
        bare: list[str] = []
        for each in self.ahead(reviewer, record, asked)[:TOGETHER]:
            id = self.shelf.excerpts[each.row].id
            apart = id in asked.blind or (reviewer, id) in self.singly
            if apart or self.shelf.suggested(each.row):
                break
            self._show(reviewer, each, asked)
            bare.append(id)
        return bare if len(bare) > 1 else []

    def look_at_singly(self, reviewer: str, ids: Iterable[str]) -> None:
        """Show these excerpts to a reviewer one at a time: there is something in them."""
        self.singly |= {(reviewer, id) for id in ids}

    def drawn(self, reviewer: str, excerpt_id: str) -> tuple[Drawn, float | None]:
        """Why this reviewer sees an excerpt, and with what chance; "by hand" where they opened it."""
        found = self.shown.get((reviewer, excerpt_id))
        return (found.drawn, found.chance) if found else ("by hand", None)

    def _chosen(self, reviewer: str, record: Record, asked: Asked, after: str) -> list[Next]:
        ids = [excerpt.id for excerpt in self.shelf.excerpts]
        left = np.array(
            [id != after and self._is_open(id, reviewer, record, asked) for id in ids], bool
        )
        if not left.any():
            return []
        disputed = (self.labels == DIFFER).any(axis=1)
        people = [excerpt.participant for excerpt in self.shelf.excerpts]
        known = (self.probabilities, clear(self.labels))
        owed = self._owed(reviewer, record)
        standing = QueueState(*known, left, disputed, people, self.order, self.lot, owed)
        chosen = queue(standing, self.mix, max(self.sitting, FEWEST_AHEAD))
        # What is likely comes first. What chance drew stays in its order, and last.
        return sorted(chosen, key=lambda each: (each.drawn == "random", self._is_bare(each)))

    def _is_bare(self, each: Next) -> bool:
        return each.drawn != "random" and not self.shelf.suggested(each.row)

    def _owed(self, reviewer: str, record: Record) -> float:
        """How many turns chance is behind with this reviewer, at most a sitting of them."""
        drawn = [
            row.drawn
            for row in record.acts.get(reviewer, ())
            if is_finishing(row) and row.drawn in RULES
        ]
        shares: dict[str, float] = {rule: max(getattr(self.mix, rule), 0.0) for rule in RULES}
        due = len(drawn) * shares["random"] / sum(shares.values())
        return float(min(max(due - drawn.count("random"), 0.0), self.sitting))

    def _show(self, reviewer: str, chosen: Next, asked: Asked) -> None:
        """Note why this reviewer sees it: drawn from some only, it says nothing about all of them."""
        noted = replace(chosen, chance=None) if asked.given else chosen
        self.shown[reviewer, self.shelf.excerpts[chosen.row].id] = noted

    def _is_open(self, id: str, reviewer: str, record: Record, asked: Asked) -> bool:
        if asked.given and id not in asked.given:
            return False
        if not asked.given and not self.say_enough[self.shelf.row[id]]:
            return False
        if id not in record.remarks:
            return True
        notes = record.notes(id, reviewer)
        return "finished" not in notes and "skip" not in notes

    def _skipped(self, reviewer: str, record: Record, asked: Asked, after: str) -> str:
        """What this reviewer skipped, once nothing else is left."""
        for id in tuple(record.remarks):
            given = not asked.given or id in asked.given
            notes = record.notes(id, reviewer) if given and id in self.shelf.row else {}
            if "skip" in notes and "finished" not in notes and id != after:
                return id
        return ""


def says_enough(excerpt: Shelved) -> bool:
    """Whether an excerpt can be judged: it has words enough, or the question that it answers."""
    return bool(excerpt.context) or len(excerpt.text.split()) >= FEWEST_WORDS


def upcoming(shelf: Shelf, mix: Mix, labels: Array, sitting: int) -> Upcoming:
    """The order before anything was learned from decisions; `labels` are kept up by others."""
    ids = [excerpt.id for excerpt in shelf.excerpts]
    order, lot = random_order(ids, "review"), random_order(ids, "lot")
    enough = np.array([says_enough(excerpt) for excerpt in shelf.excerpts], dtype=bool)
    return Upcoming(shelf, mix, labels, shelf.probabilities(), order, lot, sitting, enough)
