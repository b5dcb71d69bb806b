"""The piles on the table: what each means, and what people may write for it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from codebooks.codebook import Code, Direction

NONE, NOT_HERE, TAKEN_OFF = "0", "X", "-"
NEW_PILES = tuple("123456")
# Without I and O, which look like 1 and 0, and X, which has a meaning of its own.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWYZ"
_MARK = re.compile(r"[A-Z]{1,2}|[0-9]|-")
LONGEST_NAME = 80
NONE_SAYS = "None of these"
NOT_HERE_SAYS = "Should not be here: a name is in it, or it tells who somebody is"
NEW_SAYS = "A new pile: give it a name"


@dataclass(frozen=True, slots=True)
class Pile:
    """A code with a direction, under the letter (or two) that people write for it."""

    mark: str
    code_id: str
    direction: Direction
    says: str
    name: str
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Laid:
    """On which piles a card lies, by their marks; `new` are the names of the new ones, in this order."""

    marks: tuple[str, ...] = ()
    new: tuple[str, ...] = ()

    @property
    def named(self) -> Mapping[str, str]:
        """The names of the new piles by their marks."""
        return dict(zip([mark for mark in self.marks if mark in NEW_PILES], self.new, strict=True))


class PileUnclear(Exception):
    """What is written is no pile; the message is a reason for people, with what was written."""


def piles_of(codes: Sequence[Code]) -> tuple[Pile, ...]:
    """Two piles a code, in the order of the codebook: it went well, and it did not."""
    marks = _marks()
    return tuple(
        Pile(next(marks), code.id, direction, says, code.name, code.definition)
        for code in codes
        for direction, says in _both_ways(code)
    )


def _both_ways(code: Code) -> tuple[tuple[Direction, str], ...]:
    return (
        ("positive", code.says_positive or f"{code.name}: it went well"),
        ("negative", code.says_negative or f"{code.name}: it did not go well"),
    )


def _marks() -> Iterator[str]:
    yield from _LETTERS
    for first in _LETTERS:
        yield from (f"{first}{second}" for second in _LETTERS)


def marks_written(text: str, piles: Sequence[Pile]) -> tuple[str, ...]:
    """The marks in what somebody wrote: `A`, `a c`, `A, 1`. Raises PileUnclear for anything else."""
    known = [*(pile.mark for pile in piles), NONE, NOT_HERE, *NEW_PILES, TAKEN_OFF]
    marks = [mark.upper() for mark in re.split(r"[\s,;+]+", text.strip()) if mark]
    wrong = [mark for mark in marks if not _MARK.fullmatch(mark) or mark not in known]
    if wrong:
        raise PileUnclear(f"there is no pile '{wrong[0][:20]}'; {allowed(piles)}")
    if len(set(marks)) < len(marks):
        raise PileUnclear(f"one pile is there twice in '{text.strip()[:20]}'")
    alone = [mark for mark in marks if mark in (NONE, NOT_HERE, TAKEN_OFF)]
    if alone and len(marks) > 1:
        raise PileUnclear(f"'{alone[0]}' goes with no other pile")
    return tuple(marks)


def allowed(piles: Sequence[Pile]) -> str:
    """Which marks there are, in a sentence."""
    last = piles[-1].mark if piles else "A"
    return (
        f"piles are A to {last}, {NONE} for none of these, {NOT_HERE} for should not be here, "
        f"{NEW_PILES[0]} to {NEW_PILES[-1]} for new piles, {TAKEN_OFF} to take a card off"
    )


def laid(marks: Sequence[str], names: Mapping[str, str]) -> Laid:
    """Where a card lies, with the names of new piles by their number. Raises PileUnclear without one."""
    new = [mark for mark in marks if mark in NEW_PILES]
    unnamed = [mark for mark in new if not names.get(mark)]
    if unnamed:
        raise PileUnclear(f"new pile {unnamed[0]} has no name yet")
    kept = tuple(mark for mark in marks if mark != TAKEN_OFF)
    return Laid(kept, tuple(names[mark] for mark in new))


def pile_name(text: str) -> str:
    """The name of a new pile as it is kept, "" for none. Raises PileUnclear where it is too long."""
    name = " ".join(text.split())
    if len(name) > LONGEST_NAME:
        raise PileUnclear(f"the name of a new pile has up to {LONGEST_NAME} characters")
    return name
