"""Counts over sets of codes that share some: which to leave out, so that none tells of a few.

A theme and an item of a framework each count the people of several codes, and whoever has all these
numbers can take one from another in more ways than can be listed as sums. So another world is
looked for among the people themselves: somebody has one code more, or one less, and the page reads
the same. Where there is none for a hidden number, items are left out until there is, or until no
item is left that has to do with it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coding.findings.disclosure.small_numbers import Figure, Key, label_of

Codes = frozenset[str]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Counts of people who have any of a set of codes, by key, as they were printed so far.

    `ways` are the sets of codes that somebody has. `optional` are the keys that may be left out.
    `everyone` is how many people were heard.
    """

    sets: Mapping[Key, Codes]
    counts: Mapping[Key, int]
    shown: Mapping[Key, Figure]
    ways: frozenset[Codes]
    optional: frozenset[Key]
    least: int
    everyone: int


def to_leave_out(overlap: Overlap) -> set[Key]:
    """The optional keys whose numbers would help to work a hidden one out."""
    left: set[Key] = set()
    waiting = [key for key in overlap.sets if overlap.shown[key].value is None]
    while waiting:
        key = waiting[-1]
        around = _around(overlap, key, left)
        if not around or _has_another_world(overlap, key, left):
            waiting.pop()
            continue
        helpful = (one for one in around if _has_another_world(overlap, key, {*left, one}))
        chosen = next(helpful, around[0])
        left.add(chosen)
        waiting.append(chosen)
    return left


def _around(overlap: Overlap, key: Key, left: set[Key]) -> list[Key]:
    """The optional keys that tell something of codes that `key` has too, fewest people first."""
    near = [
        one
        for one in overlap.sets
        if one in overlap.optional
        and one not in left
        and overlap.counts[one]
        and overlap.shown[one].tells
        and overlap.sets[one] & overlap.sets[key]
    ]
    return sorted(near, key=overlap.counts.__getitem__)


def _has_another_world(overlap: Overlap, key: Key, left: set[Key]) -> bool:
    """Whether somebody may have a code more or less so that `key` alters and no printed number."""
    return any(
        key in changed and all(_may_be(overlap, one, step, left) for one, step in changed.items())
        for changed in _changes(overlap, overlap.sets[key])
    )


def _changes(overlap: Overlap, codes: Codes) -> Iterator[dict[Key, int]]:
    """What alters, and by how much, where somebody has one of these codes more or less."""
    for code in sorted(codes):
        holding = [one for one, held in overlap.sets.items() if code in held]
        for way in overlap.ways:
            rest, step = way - {code}, -1 if code in way else 1
            yield {one: step for one in holding if not rest & overlap.sets[one]}


def _may_be(overlap: Overlap, key: Key, step: int, left: set[Key]) -> bool:
    if key in left:
        return True
    figure = overlap.shown[key]
    if figure.value is not None or not figure.tells:
        return figure.value is None
    label = label_of(overlap.counts[key] + step, overlap.everyone, overlap.least)
    return label is not None and label[1] == figure.text
