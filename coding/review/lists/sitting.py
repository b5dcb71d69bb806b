"""A sitting: so many excerpts at a time, what is to come, and what it changed, from what is stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from codebooks.codebook import Code
from coding.review.known.record import Record, Said, is_finishing
from coding.review.known.upcoming import Asked
from coding.review.known.work import Known


@dataclass(frozen=True, slots=True)
class Sitting:
    """`done` of `size` excerpts are finished, and the ids of those are `finished`.

    Of what is to come, the program has something likely for `likely`, and chance drew `by_chance`.
    """

    size: int
    done: int
    finished: tuple[str, ...]
    likely: int
    by_chance: int

    @property
    def left(self) -> int:
        """How many are still to come."""
        return self.size - self.done

    @property
    def complete(self) -> bool:
        """Whether something was done and nothing is left of it."""
        return self.done > 0 and self.left == 0


@dataclass(frozen=True, slots=True)
class Changes:
    """What one reviewer's words on some excerpts came to.

    `accepted` codes are there; in so many excerpts the program had `missed` them. `turned_down` are
    its suggestions, `unsure` what somebody else may look at, `nothing` excerpts without a code, and
    `first` the codes that nobody had accepted anywhere before. Chance drew `by_chance` excerpts.
    """

    excerpts: int
    accepted: tuple[Code, ...]
    places: int
    missed: int
    turned_down: int
    unsure: int
    nothing: int
    first: tuple[Code, ...]
    by_chance: int


def sitting_of(known: Known, reviewer: str, asked: Asked, size: int, today: date) -> Sitting:
    """Where this reviewer's sitting stands; it is complete until the first of the next is finished."""
    done = finished_on(known.record, reviewer, today)
    count = _of_this_one(len(done), size)
    own = tuple(done[len(done) - count :])
    if count == size:
        return Sitting(size, count, own, 0, 0)
    ahead = known.upcoming.ahead(reviewer, known.record, asked)[: size - count]
    shown = [each for each in ahead if known.shelf.excerpts[each.row].id not in asked.blind]
    return Sitting(
        size=count + len(ahead),
        done=count,
        finished=own,
        likely=sum(bool(known.shelf.suggested(each.row)) for each in shown),
        by_chance=0 if asked.given else sum(each.drawn == "random" for each in ahead),
    )


def is_complete(known: Known, reviewer: str, size: int, today: date) -> bool:
    """Whether what this reviewer finished last was the end of a sitting."""
    done = len(finished_on(known.record, reviewer, today))
    return _of_this_one(done, size) == size


def _of_this_one(done: int, size: int) -> int:
    """How many of those done today belong to the sitting under way, or to the one just ended."""
    return (done - 1) % size + 1 if done else 0


def finished_on(record: Record, reviewer: str, day: date) -> list[str]:
    """The excerpts (ids) that a reviewer finished on a day, where they are, in their order."""
    ids: dict[str, None] = {}
    still = record.finished.get(reviewer, set())
    for row in reversed(record.acts.get(reviewer, ())):
        if _day(row.at) != day:
            break
        if is_finishing(row) and not row.undoes and row.excerpt_id in still:
            ids.setdefault(row.excerpt_id)
    return list(ids)[::-1]


def _day(at: str) -> date | None:
    """The day of a moment (UTC in ISO 8601) where this program runs, None where it is none."""
    try:
        return datetime.fromisoformat(at).astimezone().date()
    except ValueError:
        return None


def changes_of(known: Known, reviewer: str, ids: Sequence[str]) -> Changes:
    """What a reviewer's words on these excerpts came to, as they stand now."""
    words = {id: _words(known.record, reviewer, id) for id in ids}
    said = [word for rows in words.values() for word in rows]
    accepted = [word for word in said if word.verdict == "accept"]
    codes = {word.code_id for word in accepted}
    before = _accepted_elsewhere(known.record, reviewer, ids, codes)
    drawn = {row.excerpt_id: row.drawn for row in _finishing(known.record, reviewer, ids)}
    return Changes(
        excerpts=len(ids),
        accepted=tuple(code for code in known.shelf.codes if code.id in codes),
        places=len(accepted),
        missed=len({w.excerpt_id for w in accepted if w.suggested is None and not w.blind}),
        turned_down=sum(w.verdict == "reject" and w.suggested is not None for w in said),
        unsure=sum(w.verdict == "not sure" for w in said),
        nothing=sum(not any(word.verdict == "accept" for word in rows) for rows in words.values()),
        first=tuple(code for code in known.shelf.codes if code.id in codes - before),
        by_chance=sum(drawn.get(id) == "random" for id in ids),
    )


def _words(record: Record, reviewer: str, id: str) -> list[Said]:
    return list(record.words(id, reviewer).values())


def _accepted_elsewhere(
    record: Record, reviewer: str, ids: Sequence[str], codes: Iterable[str]
) -> set[str]:
    """Which of the codes somebody else accepts, or this reviewer in another excerpt."""
    wanted, own = set(codes), set(ids)
    return {
        code
        for id in tuple(record.decisions)
        for (code, who), word in record.words(id).items()
        if code in wanted and word.verdict == "accept" and (who != reviewer or id not in own)
    }


def _finishing(record: Record, reviewer: str, ids: Sequence[str]) -> list[Said]:
    own = set(ids)
    return [
        row
        for row in record.acts.get(reviewer, ())
        if is_finishing(row) and row.excerpt_id in own and not row.undoes
    ]
