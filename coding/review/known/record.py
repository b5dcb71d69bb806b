"""What was said so far, held ready by excerpt: read once, then only what is new.

The order is that of the numbers under which things were kept (safety.md F7). Decisions and remarks
are numbered apart; a remark says after which decision it was kept. Of old ones, which do not, the
moment they were sent decides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, select

from coding.decisions import standing
from coding.evaluation import tables

Said = Row[Any]


def is_finishing(act: Said) -> bool:
    """Whether it is the remark that an excerpt is finished, and no decision or other remark."""
    return getattr(act, "kind", "") == "finished"


@dataclass(slots=True)
class Record:
    """Decisions and remarks by excerpt id; by reviewer what they did, in order, and have finished."""

    decisions: dict[str, list[Said]] = field(default_factory=dict)
    remarks: dict[str, list[Said]] = field(default_factory=dict)
    acts: dict[str, list[Said]] = field(default_factory=dict)
    finished: dict[str, set[str]] = field(default_factory=dict)
    last: tuple[int, int] = (0, 0)
    count: int = 0

    def refresh(self, connection: Connection) -> set[str]:
        """Take in what was kept since the last time, by this process or another.

        Gives the ids of the excerpts that it is about.
        """
        d, r = tables.decisions, tables.remarks
        decided = connection.execute(
            select(d).where(d.c.number > self.last[0]).order_by(d.c.number)
        ).all()
        remarked = connection.execute(
            select(r).where(r.c.number > self.last[1]).order_by(r.c.number)
        ).all()
        for rows, kept in ((decided, self.decisions), (remarked, self.remarks)):
            for row in rows:
                kept.setdefault(row.excerpt_id, []).append(row)
        for row in remarked:
            self._note(row.excerpt_id, row.reviewer)
        for row in _merged(decided, remarked):
            self.acts.setdefault(row.reviewer, []).append(row)
        self.last = (
            decided[-1].number if decided else self.last[0],
            remarked[-1].number if remarked else self.last[1],
        )
        self.count += len(decided)
        return {row.excerpt_id for rows in (decided, remarked) for row in rows}

    def _note(self, excerpt_id: str, reviewer: str) -> None:
        """Keep up which excerpts a reviewer has finished."""
        theirs = self.finished.setdefault(reviewer, set())
        if "finished" in self.notes(excerpt_id, reviewer):
            theirs.add(excerpt_id)
        else:
            theirs.discard(excerpt_id)

    def words(self, excerpt_id: str, reviewer: str = "") -> dict[tuple[str, str], Said]:
        """The last word on an excerpt by code and reviewer; of one reviewer, where one is given.

        What was settled is nobody's own word: see `rulings`.
        """
        return {
            (row.code_id, row.reviewer): row
            for row in held_of(self.decisions.get(excerpt_id, ()))
            if row.source != "settled" and reviewer in ("", row.reviewer)
        }

    def rulings(self, excerpt_id: str) -> dict[str, Said]:
        """How it was settled, by code, whatever anybody has said since."""
        held = held_of(self.decisions.get(excerpt_id, ()))
        return {row.code_id: row for row in held if row.source == "settled"}

    def notes(self, excerpt_id: str, reviewer: str) -> dict[str, str]:
        """What a reviewer remarks about an excerpt now, by kind."""
        held = held_of(self.remarks.get(excerpt_id, ()))
        last = {row.kind: row.value for row in held if row.reviewer == reviewer}
        return {kind: value for kind, value in last.items() if value != "no"}

    def finishers(self, excerpt_id: str) -> dict[str, str]:
        """By reviewer who has finished an excerpt, the codebook version they did it with."""
        held = held_of(self.remarks.get(excerpt_id, ()))
        last = {row.reviewer: row for row in held if row.kind == "finished"}
        return {who: row.codebook_version for who, row in last.items() if row.value != "no"}

    def last_act(self, reviewer: str) -> Said | None:
        """What a reviewer did last and has not taken back; what was settled is left alone."""
        # Not `held_of`: the last act is near the end, and this is asked with every page.
        undone: set[str] = set()
        for row in reversed(self.acts.get(reviewer, ())):
            if row.key in undone:
                continue
            if row.undoes:
                undone.add(row.undoes)
            elif getattr(row, "source", "page") in ("page", "bulk"):
                return row
        return None


def held_of(rows: Sequence[Said]) -> list[Said]:
    """The rows without what was taken back, and without the taking back."""
    taken_back = standing.undone([(row.key, row.undoes) for row in rows])
    return [row for row in rows if not row.undoes and row.key not in taken_back]


def _merged(decided: Iterable[Said], remarked: Iterable[Said]) -> list[Said]:
    """Two records in one order; neither's own order changes, whatever the clock said."""
    one, two, merged = list(decided)[::-1], list(remarked)[::-1], []
    while one or two:
        take = one if one and (not two or _before(one[-1], two[-1])) else two
        merged.append(take.pop())
    return merged


def _before(decision: Said, remark: Said) -> bool:
    if remark.after is None:
        return bool(decision.at <= remark.at)
    return bool(decision.number <= remark.after)
