"""Counts beside those that were handed out before: what stands, and what may be counted anew.

Two reports differ by those who joined, left or were coded otherwise in between, and the difference
of two counts tells of them as a count does. So a count in which fewer people than the threshold
have changed is not printed anew: what was printed stands, be it a number, a label or nothing, and
the page looks as it did. Which counts these are, the page does not say, for that would tell it.

A count that stands is one that the reader does not know now: he knows that it is what it was, give
or take fewer people than the threshold. What is counted anew beside it is hidden where it would
tell more. A code or proposal under a new id is compared with the one it resembles.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from coding.evaluation.published_counts import PublishedCount
from coding.findings.disclosure.small_numbers import (
    NO_LIMIT,
    NOT_SHOWN,
    Figure,
    Key,
    Tally,
    label_of,
)
from coding.findings.disclosure.wholes import Ranges

Before = Mapping[Key, PublishedCount]


@dataclass(frozen=True, slots=True)
class Roll:
    """Who is counted now: people by their ids, and how many more of whom only the number is known."""

    people: frozenset[str]
    unnamed: int = 0

    def __len__(self) -> int:
        return len(self.people) + self.unnamed


Rolls = Mapping[Key, Roll]


def standing_counts(
    rolls: Rolls, before: Before, least: int, plain: AbstractSet[Key] = frozenset()
) -> dict[Key, PublishedCount]:
    """The counts that were handed out before and stand, by the cells of now.

    `plain` are those that may be of a few.
    """
    gone = [key for key in before if key not in rolls]
    found: dict[Key, PublishedCount] = {}
    for key, roll in rolls.items():
        last = before.get(key) or _resembling(key, roll, ((one, before[one]) for one in gone))
        stays = last and last.changed(roll.people, roll.unnamed) < least
        if last and stays and (key in plain or may_stand(last, least)):
            found[key] = last
    return found


def may_stand(last: PublishedCount, least: int) -> bool:
    """Whether the threshold, which may have been raised since, still lets it be printed."""
    return not last.value or last.value >= least


def _resembling(
    key: Key, roll: Roll, gone: Iterable[tuple[Key, PublishedCount]]
) -> PublishedCount | None:
    """Of the cells that there are no more, the one of this kind with the most of these people."""
    alike = [
        (last.changed(roll.people), one, last)
        for one, last in gone
        if len(one) == len(key) and _kind(one) == _kind(key) and _mostly(last.people, roll.people)
    ]
    return min(alike, key=lambda each: each[:2])[2] if alike else None


def _kind(key: Key) -> tuple[Key, Key]:
    """What a key says but for the id in it, which is its last part or stands before a direction."""
    return (key[:2], key[3:])


def _mostly(then: frozenset[str], now: frozenset[str]) -> bool:
    return bool(then) and 2 * len(then & now) >= len(then | now)


def with_standing(
    tally: Tally, rolls: Rolls, stands: Mapping[Key, PublishedCount], least: int
) -> Tally:
    """The tally in which these counts are not printed anew."""
    ranges: Ranges = {}
    known: set[Key] = set()
    for key, last in stands.items():
        count = tally.counts[key]
        if last.changed(rolls[key].people, rolls[key].unnamed):
            ranges[key] = max(0, last.count - least + 1), last.count + least - 1
        elif last.value is not None:
            known.add(key)
        elif last.text == NOT_SHOWN:
            ranges[key] = 0, NO_LIMIT
        else:
            column = tally.columns.get(key)
            label = label_of(count, tally.counts[column] if column else 0, least)
            ranges[key] = label[0] if label else (max(0, count - least + 1), count + least - 1)
    return replace(tally, stands=ranges, known=frozenset(known))


def as_published(last: PublishedCount) -> Figure:
    """What was printed before."""
    return Figure(last.value, last.text)


def held(rolls: Rolls, stands: Mapping[Key, PublishedCount]) -> str:
    """The day of the oldest count that stands though people have changed, "" where none does."""
    days = [
        last.at
        for key, last in stands.items()
        if last.changed(rolls[key].people, rolls[key].unnamed)
    ]
    return min(days, default="")


def to_publish(
    shown: Mapping[Key, Figure], rolls: Rolls, stands: Mapping[Key, PublishedCount], before: Before
) -> dict[Key, PublishedCount]:
    """What is to be kept of what is printed now: what is new, and what stands under a new key."""
    kept: dict[Key, PublishedCount] = {}
    for key, roll in rolls.items():
        if key not in stands:
            figure = shown[key]
            kept[key] = PublishedCount(figure.value, figure.text, roll.people, roll.unnamed)
        elif key not in before:
            kept[key] = stands[key]
    return kept
