"""Small numbers of people, hidden so that no other number on the page gives them away.

Three steps, as statistical offices do it (primary and secondary suppression):

1. a count from 1 up to the threshold is not printed ("fewer than 5"); a count of nobody is;
2. for a group or wave that is itself so small, nothing is printed, not even that nobody said it;
3. further numbers are left out ("not shown") until, for every hidden number, there is *another
   world*: a different number there with which the page would read exactly the same. The other
   world is searched for by changing counts by one and repairing the totals that no longer fit.
   A search that fails hides too much, never too little.

The reader is taken to know all that the page says: its labels, sums, and which counts lie within
which. "7 of 9" does print that two did not: that nothing was suggested for somebody is not held
to tell of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

Key = tuple[str, ...]
World = dict[Key, int]
Ranges = dict[Key, tuple[int, int]]

NOT_SHOWN = "not shown"
LEAST_THRESHOLD = 3
"""Below it "fewer than 2" would say 1: smaller thresholds count as this one."""

_MOST_CHANGES = 20
_MOST_STEPS = 400
_NO_LIMIT = 10**9


@dataclass(frozen=True, slots=True)
class Whole:
    """A count and those it is made of, as the page's reader knows it.

    `sum`: each person is in exactly one part. `union`: in one or several. `within`: the parts are
    some of the total's people.
    """

    total: Key
    parts: tuple[Key, ...]
    how: Literal["sum", "union", "within"]

    @property
    def keys(self) -> tuple[Key, ...]:
        """The total and the parts."""
        return (self.total, *self.parts)


@dataclass(frozen=True, slots=True)
class Tally:
    """Every number of people that a page would print, and how they hang together.

    `worth`: what the page loses without the number; the lowest is left out first. `closed` are the
    counts within a group or wave that is itself below the threshold.
    """

    counts: Mapping[Key, int]
    wholes: tuple[Whole, ...] = ()
    worth: Mapping[Key, int] = field(default_factory=dict)
    closed: frozenset[Key] = frozenset()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of people as it may be printed. `value` is None where it is hidden."""

    value: int | None
    text: str

    @property
    def tells(self) -> bool:
        """Whether the text says how many, be it roughly."""
        return self.text != NOT_SHOWN

    def of(self, all_people: "Figure") -> str:
        """This many of how many, as far as both may be printed: `7 of 9`, `7 of 19–22`."""
        if self.value is None or all_people.value == 0 or not all_people.tells:
            return self.text
        return f"{self.text} of {all_people.text}"


def least_shown(threshold: int) -> int:
    """The smallest count of people, other than nobody, that is printed with this threshold."""
    return max(threshold, LEAST_THRESHOLD)


def protect(tally: Tally, threshold: int) -> dict[Key, Figure]:
    """Each count as it may be printed. The same tally gives the same figures."""
    least = least_shown(threshold)
    page = _Page(tally, least)
    while unsafe := page.first_given_away():
        page.hide_more(unsafe)
    return {key: _figure(page, key, least) for key in tally.counts}


def _figure(page: "_Page", key: Key, least: int) -> Figure:
    if key not in page.ranges:
        return Figure(page.counts[key], f"{page.counts[key]:,}")
    few = page.ranges[key] == (1, least - 1)
    return Figure(None, f"fewer than {least}" if few else NOT_SHOWN)


class _Page:
    """The page while numbers are being hidden. `ranges`: what each hidden number's label says."""

    def __init__(self, tally: Tally, least: int) -> None:
        self.counts, self.worth, self.least = dict(tally.counts), tally.worth, least
        self.order = {key: number for number, key in enumerate(self.counts)}
        self.ranges: Ranges = {}
        self.settled: set[Key] = set()
        self.touching: dict[Key, list[Whole]] = {key: [] for key in self.counts}
        for whole in tally.wholes:
            for key in whole.keys:
                self.touching[key].append(whole)
        for key, count in self.counts.items():
            if key in tally.closed and not self._part_of_nobody(key):
                self.ranges[key] = (0, _NO_LIMIT)
            elif 0 < count < least:
                self.ranges[key] = (1, least - 1)

    def _part_of_nobody(self, key: Key) -> bool:
        """Whether a total of nobody, which is printed, says already that this is nobody too."""
        return any(key in w.parts and not self.counts[w.total] for w in self.touching[key])

    def first_given_away(self) -> Key | None:
        """The first hidden number that has no other world, or None where all are safe."""
        safe = set(self.settled)
        for key in self.ranges:
            if key not in safe:
                world = self._other_world(key)
                if world is None:
                    return key
                safe |= world.keys()
        return None

    def hide_more(self, key: Key) -> None:
        """Leave out the number of least worth that keeps `key` from being worked out."""
        linked = self._linked(key)
        around = {k for one in linked for whole in self.touching[one] for k in whole.keys}
        printed = sorted(
            (k for k in around if k not in self.ranges and self.counts[k]), key=self._loss
        )
        labels = {one: (min(low, 1), _NO_LIMIT) for one in linked for low, _ in [self.ranges[one]]}
        remedies: list[Ranges] = [
            {
                one: labels[one]
                for whole in self.touching[key]
                for one in whole.keys
                if one in labels
            },
            *({one: (self.least, _NO_LIMIT)} for one in printed),
        ]
        helpful = next((r for r in remedies if self._helps(r, key)), None)
        if helpful is None and not printed:
            # Everything around is hidden. Without any labels, a world with one more person, like
            # one of those counted here, reads the same: no need to search for it.
            self.settled.update(linked)
        self.ranges |= helpful or (remedies[1] if printed else labels)

    def _helps(self, remedy: Ranges, key: Key) -> bool:
        before = dict(self.ranges)
        self.ranges |= remedy
        found = self._other_world(key) is not None
        self.ranges = before
        return found

    def _loss(self, key: Key) -> tuple[int, int, int]:
        return self.worth.get(key, 0), self.counts[key], self.order[key]

    def _linked(self, key: Key) -> list[Key]:
        """The hidden numbers that hang together with `key` through hidden numbers."""
        found, waiting = {key}, [key]
        while waiting:
            for whole in self.touching[waiting.pop()]:
                new = [k for k in whole.keys if k in self.ranges and k not in found]
                found.update(new)
                waiting += new
        return sorted(found, key=self.order.__getitem__)

    def _other_world(self, key: Key) -> World | None:
        """Counts that differ from the true ones, also at `key`, and print the same page."""
        for step in (1, -1):
            if self._may_be(key, self.counts[key] + step):
                steps = iter(range(_MOST_STEPS))
                world = self._repaired({key: self.counts[key] + step}, steps)
                if world is not None:
                    return world
        return None

    def _repaired(self, world: World, steps: Iterator[int]) -> World | None:
        """`world` with further hidden counts changed by one until every total fits again."""
        touched = (whole for key in world for whole in self.touching[key])
        broken = next((whole for whole in touched if self._misfit(whole, world)), None)
        if broken is None:
            return world
        if len(world) >= _MOST_CHANGES or next(steps, None) is None:
            return None
        for key, step in self._repairs(broken, world):
            changed = self.counts[key] + step
            if key in self.ranges and key not in world and self._may_be(key, changed):
                repaired = self._repaired({**world, key: changed}, steps)
                if repaired is not None:
                    return repaired
        return None

    def _may_be(self, key: Key, count: int) -> bool:
        lowest, highest = self.ranges[key]
        return lowest <= count <= highest

    def _misfit(self, whole: Whole, world: World) -> int:
        """0 where the parts fit their total, above where they are too many, below if too few."""
        total = world.get(whole.total, self.counts[whole.total])
        parts = [world.get(key, self.counts[key]) for key in whole.parts]
        if whole.how == "sum":
            return sum(parts) - total
        if max(parts) > total:
            return 1
        return -1 if whole.how == "union" and sum(parts) < total else 0

    def _repairs(self, whole: Whole, world: World) -> list[tuple[Key, int]]:
        too_many = self._misfit(whole, world) > 0
        parts = [(key, -1 if too_many else 1) for key in whole.parts]
        return [*parts, (whole.total, 1 if too_many else -1)]
