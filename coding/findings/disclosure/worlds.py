"""Other worlds: counts that differ from the true ones with which a page would read the same.

A number that is hidden is safe where it takes several values in such worlds. They are looked for by
changing counts by one and repairing the totals that no longer fit; where that does not lead far
enough, by an integer program over the hidden numbers that hang together. A world that was found
stays one when more is hidden, so each is kept.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Key = tuple[str, ...]
World = dict[Key, int]
Ranges = dict[Key, tuple[int, int]]

_MOST_CHANGES = 20
_MOST_STEPS = 400
_FAR = 1_000


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


class Worlds:
    """The worlds of a page. `ranges`: the hidden numbers, with what their labels leave open."""

    def __init__(self, counts: Mapping[Key, int], wholes: Sequence[Whole]) -> None:
        self.counts = counts
        self.order = {key: number for number, key in enumerate(counts)}
        self.ranges: Ranges = {}
        self.touching: dict[Key, list[Whole]] = {key: [] for key in counts}
        for whole in wholes:
            for key in whole.keys:
                self.touching[key].append(whole)
        # Of each number the worlds with its lowest and its highest value so far.
        self.ends: dict[Key, dict[int, World]] = {}

    def reach(self, key: Key, wanted: int) -> bool:
        """Whether steps of one lead to worlds that differ by so many numbers at `key`."""
        for step in (1, -1):
            while self._span(key) < wanted:
                world = self._next(key, step)
                if world is None:
                    break
                self._keep(world)
        return self._span(key) >= wanted

    def reach_with(self, more: Ranges, key: Key, wanted: int) -> bool:
        """The same if `more` is hidden as well, which it is from then on where that is enough."""
        ranges, ends = dict(self.ranges), self.ends
        self.ranges |= more
        self.ends = {one: dict(both) for one, both in ends.items()}
        if self.reach(key, wanted):
            return True
        # What was found so far stands on numbers being hidden that are not.
        self.ranges, self.ends = ranges, ends
        return False

    def solve(self, key: Key, wanted: int) -> bool:
        """Whether there are such worlds at all, `key`'s lowest and highest among them."""
        linked = self.linked(key)
        for sign in (-1, 1):
            if self._span(key) < wanted:
                self._keep(self._extreme(key, sign, linked))
        return self._span(key) >= wanted

    def linked(self, key: Key) -> list[Key]:
        """The hidden numbers that hang together with `key` through hidden numbers."""
        seen, waiting = {key}, [key]
        while waiting:
            for whole in self.touching[waiting.pop()]:
                new = [k for k in whole.keys if k in self.ranges and k not in seen]
                seen.update(new)
                waiting += new
        return sorted(seen, key=self.order.__getitem__)

    def _value(self, world: World, key: Key) -> int:
        return world.get(key, self.counts[key])

    def _span(self, key: Key) -> int:
        ends = self.ends.get(key, {})
        low, high = (self._value(ends.get(step, {}), key) for step in (-1, 1))
        return high - low + 1

    def _keep(self, world: World) -> None:
        for key, value in world.items():
            ends = self.ends.setdefault(key, {-1: {}, 1: {}})
            for step, end in ends.items():
                if step * value > step * self._value(end, key):
                    ends[step] = world

    def _next(self, key: Key, step: int) -> World | None:
        """A world in which `key` is one more, or less, than in any that was found."""
        base = self.ends.get(key, {}).get(step, {})
        value = self._value(base, key) + step
        if not self._may_be(key, value):
            return None
        return self._repaired({**base, key: value}, (key,), iter(range(_MOST_STEPS)))

    def _repaired(
        self, world: World, changed: tuple[Key, ...], steps: Iterator[int]
    ) -> World | None:
        """`world` with further hidden counts changed by one until every total fits again."""
        touched = (whole for key in changed for whole in self.touching[key])
        broken = next((whole for whole in touched if self._misfit(whole, world)), None)
        if broken is None:
            return world
        if len(changed) >= _MOST_CHANGES or next(steps, None) is None:
            return None
        for key, step in self._repairs(broken, world):
            value = self._value(world, key) + step
            if key in self.ranges and key not in changed and self._may_be(key, value):
                repaired = self._repaired({**world, key: value}, (*changed, key), steps)
                if repaired is not None:
                    return repaired
        return None

    def _may_be(self, key: Key, count: int) -> bool:
        lowest, highest = self.ranges[key]
        return lowest <= count <= highest

    def _misfit(self, whole: Whole, world: World) -> int:
        """0 where the parts fit their total, above where they are too many, below if too few."""
        total = self._value(world, whole.total)
        parts = [self._value(world, key) for key in whole.parts]
        if whole.how == "sum":
            return sum(parts) - total
        if max(parts) > total:
            return 1
        return -1 if whole.how == "union" and sum(parts) < total else 0

    def _repairs(self, whole: Whole, world: World) -> list[tuple[Key, int]]:
        too_many = self._misfit(whole, world) > 0
        parts = [(key, -1 if too_many else 1) for key in whole.parts]
        return [*parts, (whole.total, 1 if too_many else -1)]

    def _extreme(self, key: Key, sign: int, linked: Sequence[Key]) -> World:
        """The world with the least or the most at `key`; the numbers of `linked` alone may change."""
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        place = {one: number for number, one in enumerate(linked)}
        wholes = list(dict.fromkeys(whole for one in linked for whole in self.touching[one]))
        rows = [row for whole in wholes for row in _rows(whole)]
        entries: list[tuple[int, int, int]] = []
        lows, highs = [], []
        for number, (weights, low, high) in enumerate(rows):
            printed = sum(w * self.counts[one] for one, w in weights if one not in place)
            lows.append(low - printed)
            highs.append(high - printed)
            entries += [(number, place[one], w) for one, w in weights if one in place]
        across, down, weight = zip(*entries, strict=True) if entries else ((), (), ())
        table = csr_array((weight, (across, down)), shape=(len(rows), len(linked)))
        # The numbers that are not printed have no limit; far beyond the people of a page is enough.
        far = _FAR + max(self.counts.values())
        bounds = [self.ranges[one] for one in linked]
        aim = np.zeros(len(linked))
        aim[place[key]] = -sign
        solved = milp(
            aim,
            integrality=np.ones(len(linked)),
            bounds=Bounds([low for low, _ in bounds], [min(high, far) for _, high in bounds]),
            constraints=LinearConstraint(table, lows, highs) if rows else (),
        )
        if solved.x is None:
            return {}
        return {one: round(solved.x[number]) for one, number in place.items()}


def _rows(whole: Whole) -> Iterator[tuple[list[tuple[Key, int]], float, float]]:
    """A whole as sums of counts with their weights, and what lies between which numbers."""
    together = [*((part, 1) for part in whole.parts), (whole.total, -1)]
    if whole.how == "sum":
        yield together, 0.0, 0.0
        return
    for part in whole.parts:
        yield [(part, 1), (whole.total, -1)], -float("inf"), 0.0
    if whole.how == "union":
        yield together, 0.0, float("inf")
