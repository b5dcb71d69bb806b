"""Other worlds: counts that differ from the true ones with which a page would read the same.

A number that is hidden is safe where it takes several values in such worlds. They are looked for by
changing counts by one and repairing the totals that no longer fit; where that does not lead far
enough, by an integer program over the hidden numbers that hang together. A world that was found
stays one when more is hidden, so each is kept.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from coding.findings.disclosure.program import WantedWorld, answer
from coding.findings.disclosure.wholes import Key, Ranges, Whole, World

_MOST_CHANGES = 20
_MOST_STEPS = 400


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
        bounds = {one: self.ranges[one] for one in linked}
        for sign in (-1.0, 1.0):
            if self._span(key) < wanted:
                wanted_world = WantedWorld(self.counts, self._wholes(bounds), bounds, {key: -sign})
                self._keep(self._checked(answer(wanted_world)) or {})
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
        if not _between(value, self.ranges[key]):
            return None
        return self._repaired({**base, key: value}, (key,), iter(range(_MOST_STEPS)))

    def _repaired(
        self, world: World, changed: tuple[Key, ...], steps: Iterator[int]
    ) -> World | None:
        """`world` with further hidden counts changed by one until every total fits again."""
        touched = (whole for key in changed for whole in self.touching[key])
        misfits = ((whole, whole.misfit(partial(self._value, world))) for whole in touched)
        broken = next(((whole, misfit) for whole, misfit in misfits if misfit), None)
        if broken is None:
            return world
        if len(changed) >= _MOST_CHANGES or next(steps, None) is None:
            return None
        whole, misfit = broken
        for key, step in whole.repairs(misfit):
            value = self._value(world, key) + step
            if key in self.ranges and key not in changed and _between(value, self.ranges[key]):
                repaired = self._repaired({**world, key: value}, (*changed, key), steps)
                if repaired is not None:
                    return repaired
        return None

    def cheapest(self, key: Key, wanted: int, more: Ranges, cost: Callable[[Key], float]) -> Ranges:
        """Of `more` that may be hidden as well the least costly with which `key` is wide enough.

        Nothing where there is none. The world that shows it is kept.
        """
        free = {one: self.ranges[one] for one in self.linked(key) if one not in more}
        others = {one: ends for one, ends in more.items() if one != key}
        printed = {one: self.ranges.get(one, (self.counts[one],) * 2) for one in more}
        low, high = self._ends_of(key)
        found: list[tuple[float, Ranges, World]] = []
        for value in (low + wanted - 1, high - wanted + 1):
            if not _between(value, more.get(key) or self.ranges[key]):
                continue
            bounds = free | {key: (value, value)}
            wholes = self._wholes([*bounds, *others])
            wanted_world = WantedWorld(self.counts, wholes, bounds, {}, others, printed, cost)
            if world := self._checked(answer(wanted_world)):
                left = (one for one in more if not _between(self._value(world, one), printed[one]))
                needed = {one: more[one] for one in left}
                found.append((sum(map(cost, needed)), needed, world))
        if not found:
            return {}
        _, needed, world = min(found, key=lambda each: each[0])
        self._keep(world)
        return needed

    def _ends_of(self, key: Key) -> tuple[int, int]:
        ends = self.ends.get(key, {})
        return self._value(ends.get(-1, {}), key), self._value(ends.get(1, {}), key)

    def _wholes(self, keys: Iterable[Key]) -> list[Whole]:
        """All that these have to do with."""
        return list(dict.fromkeys(whole for key in keys for whole in self.touching[key]))

    def _checked(self, world: World | None) -> World | None:
        """The world, where every total is one of its parts: nothing rests on the solver alone."""
        if world is None:
            return None
        value = partial(self._value, world)
        return None if any(w.misfit(value) for w in self._wholes(world)) else world


def _between(value: int, ends: tuple[int, int]) -> bool:
    return ends[0] <= value <= ends[1]
