"""Counts over sets of codes that share some: which to leave out, so that none tells of a few.

A theme and an item of a framework each count the people of several codes, and whoever has all these
numbers can take one from another in more ways than can be listed as sums. So another world is
looked for among the people themselves: somebody has one code more, or one less, or one person has
a code in the place of another, and the page reads the same. Where there is none for a hidden
number, items are left out until there is, or until no item is left that has to do with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from coding.findings.disclosure.small_numbers import Figure, Key, label_of

Codes = frozenset[str]
Change = dict[Key, int]


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
    changes = {code: _changes(overlap, code) for code in frozenset().union(*overlap.sets.values())}
    waiting = [key for key in overlap.sets if overlap.shown[key].value is None]
    while waiting:
        key = waiting[-1]
        around = _around(overlap, key, left)
        if not around or _has_another_world(overlap, changes, key, left):
            waiting.pop()
            continue
        helpful = (one for one in around if _has_another_world(overlap, changes, key, {*left, one}))
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


def _has_another_world(
    overlap: Overlap, changes: Mapping[str, list[Change]], key: Key, left: set[Key]
) -> bool:
    """Whether people may have had other codes so that `key` alters and no printed number."""
    return any(
        key in change and all(_may_be(overlap, one, step, left) for one, step in change.items())
        for code in sorted(overlap.sets[key])
        for change in changes[code]
    )


def _changes(overlap: Overlap, code: str) -> list[Change]:
    """What alters, and by how much, where one person has this code more or less, or one has it in
    the place of another.
    """
    holding = [one for one, codes in overlap.sets.items() if code in codes]
    gains: dict[tuple[Key, ...], None] = {}
    losses: dict[tuple[Key, ...], None] = {}
    for way in sorted(overlap.ways, key=sorted):
        rest = way - {code}
        altered = tuple(one for one in holding if not rest & overlap.sets[one])
        (losses if code in way else gains)[altered] = None
    swaps = [
        {one: (one in gain) - (one in loss) for one in holding} for gain in gains for loss in losses
    ]
    return [
        *(dict.fromkeys(gain, 1) for gain in gains),
        *(dict.fromkeys(loss, -1) for loss in losses),
        *({one: step for one, step in swap.items() if step} for swap in swaps),
    ]


def _may_be(overlap: Overlap, key: Key, step: int, left: set[Key]) -> bool:
    if key in left:
        return True
    figure = overlap.shown[key]
    if figure.value is not None or not figure.tells:
        return figure.value is None
    label = label_of(overlap.counts[key] + step, overlap.everyone, overlap.least)
    return label is not None and label[1] == figure.text
