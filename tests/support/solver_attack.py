"""A reader who works out hidden numbers: an integer program over all that pages print.

It is not the program's own check. It takes every printed figure, every label and every relation
between the numbers, of one page or of several at once, and looks for the least and the most of each.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from coding.findings.disclosure.small_numbers import MOST, Figure, Key, Whole, least_shown

Row = tuple[dict[int, int], float, float]
ANYTHING = 500.0


class Reader:
    """What somebody knows who has read pages: each number lies between two others."""

    def __init__(self) -> None:
        self.place: dict[tuple[str, Key], int] = {}
        self.ends: list[tuple[float, float]] = []
        self.rows: list[Row] = []

    def reads(
        self,
        page: str,
        printed: Mapping[Key, Figure],
        wholes: Sequence[Whole],
        threshold: int,
        columns: Mapping[Key, Key],
    ) -> None:
        """Take in a page. Of a column whose number is hidden, "most" says more than nobody."""
        for key, figure in printed.items():
            self.place[page, key] = len(self.ends)
            column = printed.get(columns.get(key, ()))
            self.ends.append(_ends(figure, column.value if column else None, threshold))
        for whole in wholes:
            self._takes(page, whole)

    def _takes(self, page: str, whole: Whole) -> None:
        total = self.place[page, whole.total]
        parts = [self.place[page, part] for part in whole.parts]
        together = {total: -1, **dict.fromkeys(parts, 1)}
        if whole.how == "sum":
            self.rows.append((together, 0, 0))
            return
        self.rows += [({part: 1, total: -1}, -np.inf, 0) for part in parts]
        if whole.how == "union":
            self.rows.append((together, 0, np.inf))

    def knows_near(self, first: tuple[str, Key], second: tuple[str, Key], most: int) -> None:
        """Take in that two numbers differ by so many at most."""
        self.rows.append(({self.place[first]: 1, self.place[second]: -1}, -most, most))

    def knows_at_most(self, number: tuple[str, Key], most: int) -> None:
        """Take in that a number is so much at the most."""
        self.rows.append(({self.place[number]: 1}, -np.inf, most))

    def works_out(self, page: str, key: Key) -> tuple[int, int]:
        """The least and the most that a number can be."""
        return self._end(self.place[page, key], 1), self._end(self.place[page, key], -1)

    @cached_property
    def rules(self) -> LinearConstraint:
        """All relations. A reader who has worked something out takes nothing more in."""
        entries = [(row, at, w) for row, (ws, _, _) in enumerate(self.rows) for at, w in ws.items()]
        down, across, weight = zip(*entries, strict=True)
        shape = len(self.rows), len(self.ends)
        table = csr_array((weight, (down, across)), shape=shape, dtype=float)
        return LinearConstraint(table, [r[1] for r in self.rows], [r[2] for r in self.rows])

    def _end(self, which: int, sign: int) -> int:
        aim = np.zeros(len(self.ends))
        aim[which] = sign
        result = milp(
            aim,
            constraints=self.rules if self.rows else (),
            bounds=Bounds([low for low, _ in self.ends], [high for _, high in self.ends]),
            integrality=np.ones(len(aim)),
            # With it, HiGHS as of SciPy 1.17.1 calls 1 the most where 2 is possible.
            options={"presolve": False},
        )
        assert result.success, result.message
        end: int = round(result.x[which])
        return end


def _ends(figure: Figure, everyone: int | None, threshold: int) -> tuple[float, float]:
    """What a figure says of its number."""
    if figure.value is not None:
        return figure.value, figure.value
    if figure.text.startswith("fewer"):
        return 1, least_shown(threshold) - 1
    if figure.text == MOST:
        return (1, ANYTHING) if everyone is None else (everyone // 2 + 1, everyone)
    return 0, ANYTHING
