"""How the counts of a page hang together, as its reader knows it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

Key = tuple[str, ...]
World = dict[Key, int]
Ranges = dict[Key, tuple[int, int]]
Weights = list[tuple[Key, int]]


@dataclass(frozen=True, slots=True)
class Whole:
    """A count and those it is made of.

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

    def misfit(self, value: Callable[[Key], int]) -> int:
        """0 where the parts fit their total, above where they are too many, below if too few."""
        total, parts = value(self.total), [value(key) for key in self.parts]
        if self.how == "sum":
            return sum(parts) - total
        if max(parts) > total:
            return 1
        return -1 if self.how == "union" and sum(parts) < total else 0

    def repairs(self, misfit: int) -> Weights:
        """The steps of one, each of which makes such a misfit smaller."""
        step = -1 if misfit > 0 else 1
        return [*((key, step) for key in self.parts), (self.total, -step)]

    def sums(self) -> Iterator[tuple[Weights, float, float]]:
        """The same as weighted sums of counts, each with what it lies between."""
        together = [*((part, 1) for part in self.parts), (self.total, -1)]
        if self.how == "sum":
            yield together, 0.0, 0.0
            return
        for part in self.parts:
            yield [(part, 1), (self.total, -1)], -float("inf"), 0.0
        if self.how == "union":
            yield together, 0.0, float("inf")
