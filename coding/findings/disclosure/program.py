"""Another world as an integer program: counts that fit, and the fewest numbers hidden for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from coding.findings.disclosure.wholes import Key, Ranges, Whole, World

Row = tuple[list[tuple[int, float]], float, float]

_MOST_NODES = 200
_FAR = 20


@dataclass(frozen=True, slots=True)
class WantedWorld:
    """Which counts may be others, and what is wanted of them.

    `counts` are the true ones and `wholes` all that those which may be others have to do with.
    `bounds`: between what the hidden ones lie. `more`: the same of those that could be hidden as
    well, each at its `cost`; else they are what is `printed` of them. `aim` is made small.
    """

    counts: Mapping[Key, int]
    wholes: Sequence[Whole]
    bounds: Ranges
    aim: Mapping[Key, float] = field(default_factory=dict)
    more: Ranges = field(default_factory=dict)
    printed: Ranges = field(default_factory=dict)
    cost: Callable[[Key], float] = lambda _: 0.0


def answer(asked: WantedWorld) -> World | None:
    """The world that is asked for, or None where none was found."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    ends = {**asked.bounds, **asked.more}
    far = _far(asked)
    place = {key: number for number, key in enumerate(ends)}
    rows = [*_wholes(asked, place), *_hiding(asked, place, far)]
    # The numbers come first, then for each of `more` a 1 where it is hidden.
    low = [least for least, _ in ends.values()] + [0] * len(asked.more)
    high = [min(most, far) for _, most in ends.values()] + [1] * len(asked.more)
    price = [asked.aim.get(key, 0.0) for key in ends] + [asked.cost(key) for key in asked.more]
    rules = LinearConstraint(_table(rows, len(price)), [r[1] for r in rows], [r[2] for r in rows])
    solved = milp(
        np.array(price),
        integrality=np.ones(len(price)),
        bounds=Bounds(low, high),
        constraints=rules if rows else (),
        # With its presolve, HiGHS as of SciPy 1.17.1 calls 1 the most where 2 is possible.
        options={"node_limit": _MOST_NODES, "presolve": False},
    )
    if solved.x is None:
        return None
    return {key: round(solved.x[number]) for key, number in place.items()}


def _far(asked: WantedWorld) -> int:
    """What stands for no limit: a little beyond the people of the page, so that weights are small."""
    return _FAR + max(asked.counts.values())


def _wholes(asked: WantedWorld, place: Mapping[Key, int]) -> list[Row]:
    """That parts fit their totals, the numbers that stay as they are reckoned in."""
    rows: list[Row] = []
    for whole in asked.wholes:
        for weights, low, high in whole.sums():
            fixed = sum(w * asked.counts[key] for key, w in weights if key not in place)
            inside = [(place[key], float(w)) for key, w in weights if key in place]
            rows.append((inside, low - fixed, high - fixed))
    return rows


def _hiding(asked: WantedWorld, place: Mapping[Key, int], far: int) -> list[Row]:
    """That a number of `more` is what is printed of it, unless it is hidden."""
    rows: list[Row] = []
    for number, (key, (least, most)) in enumerate(asked.more.items(), start=len(place)):
        low, high = asked.printed[key]
        rows.append(([(place[key], 1.0), (number, float(low - least))], low, float("inf")))
        down = float(high - min(most, far))
        rows.append(([(place[key], 1.0), (number, down)], -float("inf"), high))
    return rows


def _table(rows: Sequence[Row], width: int) -> object:
    """The rows as a sparse matrix."""
    from scipy.sparse import csr_array

    entries = [(row, at, w) for row, (inside, _, _) in enumerate(rows) for at, w in inside]
    down, across, weight = zip(*entries, strict=True) if entries else ((), (), ())
    return csr_array((weight, (down, across)), shape=(len(rows), width))
