"""Other worlds: counts that differ from the true ones with which a page would read the same.

A number that is hidden is safe where it takes several values in such worlds. They are looked for by
changing counts by one and repairing the totals that no longer fit; where that does not lead far
enough, by an integer program over the hidden numbers that hang together. A world that was found
stays one when more is hidden, so each is kept.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Key = tuple[str, ...]
World = dict[Key, int]
Ranges = dict[Key, tuple[int, int]]

_MOST_CHANGES = 20
_MOST_STEPS = 400
_MOST_NODES = 200
_FAR = 20


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
        low, high = self._ends_of(key)
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
        bounds = {one: self.ranges[one] for one in linked}
        return self._solved(bounds, {}, {key: float(-sign)}) or {}

    def cheapest(self, key: Key, wanted: int, more: Ranges, cost: Callable[[Key], float]) -> Ranges:
        """Of `more` that may be hidden as well the least costly with which `key` is wide enough.

        Nothing where there is none. The world that shows it is kept.
        """
        free = [one for one in self.linked(key) if one not in more]
        low, high = self._ends_of(key)
        found: list[tuple[float, Ranges, World]] = []
        for value in (low + wanted - 1, high - wanted + 1):
            least, most = more.get(key, self.ranges[key])
            if not least <= value <= most:
                continue
            bounds = {one: self.ranges[one] for one in free} | {key: (value, value)}
            world = self._solved(
                bounds, {one: r for one, r in more.items() if one != key}, {}, cost
            )
            if world is not None:
                needed = {one: more[one] for one in more if self._leaves(one, world)}
                found.append((sum(map(cost, needed)), needed, world))
        if not found:
            return {}
        _, needed, world = min(found, key=lambda each: each[0])
        self._keep(world)
        return needed

    def _leaves(self, key: Key, world: World) -> bool:
        """Whether a number is another one in the world than what is printed of it allows."""
        low, high = self.ranges.get(key, (self.counts[key], self.counts[key]))
        return not low <= self._value(world, key) <= high

    def _ends_of(self, key: Key) -> tuple[int, int]:
        ends = self.ends.get(key, {})
        return self._value(ends.get(-1, {}), key), self._value(ends.get(1, {}), key)

    def _solved(
        self,
        bounds: Ranges,
        more: Ranges,
        aim: Mapping[Key, float],
        cost: Callable[[Key], float] = lambda _: 0.0,
    ) -> World | None:
        """The world with the least `aim` in which the numbers of `bounds` alone are others.

        Those of `more` may be others as well, each at its cost.
        """
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        keys, optional = [*bounds, *more], list(more)
        place = {one: number for number, one in enumerate(keys)}
        # The numbers that are not printed have no limit; a little beyond the people of a page is
        # enough, and keeps the weights of what is hidden small.
        far = _FAR + max(self.counts.values())
        ends = [(low, min(high, far)) for low, high in [*bounds.values(), *more.values()]] + [
            (0, 1)
        ] * len(optional)
        rows: list[tuple[list[tuple[int, float]], float, float]] = []
        for whole in dict.fromkeys(w for one in keys for w in self.touching[one]):
            for weights, low, high in _rows(whole):
                printed = sum(w * self.counts[one] for one, w in weights if one not in place)
                inside = [(place[one], float(w)) for one, w in weights if one in place]
                rows.append((inside, low - printed, high - printed))
        for number, one in enumerate(optional, start=len(keys)):
            low, high = self.ranges.get(one, (self.counts[one], self.counts[one]))
            lowest, highest = more[one][0], min(more[one][1], far)
            # Within what is printed unless the number is hidden, which is 1 at `number`.
            rows.append(([(place[one], 1.0), (number, float(low - lowest))], low, np.inf))
            rows.append(([(place[one], 1.0), (number, float(high - highest))], -np.inf, high))
        entries = [
            (row, column, w) for row, (inside, _, _) in enumerate(rows) for column, w in inside
        ]
        down, across, weight = zip(*entries, strict=True) if entries else ((), (), ())
        table = csr_array((weight, (down, across)), shape=(len(rows), len(ends)))
        price = np.array([aim.get(one, 0.0) for one in keys] + [cost(one) for one in optional])
        solved = milp(
            price,
            integrality=np.ones(len(ends)),
            bounds=Bounds([low for low, _ in ends], [high for _, high in ends]),
            constraints=LinearConstraint(table, [r[1] for r in rows], [r[2] for r in rows])
            if rows
            else (),
            # With its presolve, HiGHS as of SciPy 1.17.1 calls 1 the most where 2 is possible.
            options={"node_limit": _MOST_NODES, "presolve": False},
        )
        if solved.x is None:
            return None
        world = {one: round(solved.x[number]) for one, number in place.items()}
        return world if self._fits(world) else None

    def _fits(self, world: World) -> bool:
        """Whether every total is one of its parts, so that nothing rests on the solver alone."""
        wholes = {whole for key in world for whole in self.touching[key]}
        return not any(self._misfit(whole, world) for whole in wholes)


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
