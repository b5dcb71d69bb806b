"""Small numbers of people, hidden so that no other number gives them away.

Four steps, as statistical offices do it (primary and secondary suppression):

1. a count from 1 up to the threshold is not printed ("fewer than 5"); a count of nobody is;
2. "5 of 5" tells of each: where all of those heard, of a group or of a wave are counted, or nearly
   all (all but one or two with a threshold of five), "most" is printed;
3. for a group or wave that is itself so small, nothing is printed, not even that nobody said it;
4. further numbers are left out ("not shown") until every hidden number might be several others
   with which the page would read exactly the same: two for a number that is left out for the sake
   of others, half of what the label leaves open for those of steps 1 to 3. `worlds.py` looks for
   such other worlds; a search that fails hides too much, never too little.

The reader is taken to know all that the page says: its labels, sums, and which counts lie within
which. "7 of 19" does print that twelve did not: that nothing was suggested for somebody is not
held to tell of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from coding.findings.disclosure.wholes import Key, Ranges, Whole
from coding.findings.disclosure.worlds import Worlds

__all__ = [
    "FEWER", "MOST", "NOT_SHOWN", "NO_LIMIT", "Figure", "Key", "Tally", "Whole", "label_of", "least_shown",
    "protect", "width",
]  # fmt: skip

NOT_SHOWN, MOST, FEWER = "not shown", "most", "fewer than "
LEAST_THRESHOLD = 3
"""Below it "fewer than 2" would say 1: smaller thresholds count as this one."""

NO_LIMIT = 10**9


@dataclass(frozen=True, slots=True)
class Tally:
    """Every number of people that a page would print, and how they hang together.

    `worth`: what the page loses without the number; the lowest is left out first. `closed` are the
    counts within a group or wave that is itself below the threshold; `columns` says of which count
    a cell is a part, so that all of it would tell of each. `plain` are counts that tell of nobody,
    few or all: they stand as they are, unless another follows from them, and then be they nobody.
    `unprinted` are counts that stand nowhere, by which the others hang together: only of those in a
    column may nothing be worked out. `stands` are counts that are not printed
    anew, with the least and the most that a reader may take them for; `known` are those printed
    before that nobody can hide any more.
    """

    counts: Mapping[Key, int]
    wholes: tuple[Whole, ...] = ()
    worth: Mapping[Key, int] = field(default_factory=dict)
    closed: frozenset[Key] = frozenset()
    columns: Mapping[Key, Key] = field(default_factory=dict)
    plain: frozenset[Key] = frozenset()
    unprinted: frozenset[Key] = frozenset()
    stands: Ranges = field(default_factory=dict)
    known: frozenset[Key] = frozenset()


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
        """This many of how many, as far as both may be printed: `7 of 9`, `most of 9`."""
        counted = self.value is not None or self.text == MOST
        if not counted or all_people.value == 0 or not all_people.tells:
            return self.text
        return f"{self.text} of {all_people.text}"


def least_shown(threshold: int) -> int:
    """The smallest count of people, other than nobody, that is printed with this threshold."""
    return max(threshold, LEAST_THRESHOLD)


def width(least: int) -> int:
    """How many numbers a count that is hidden for its own sake might be, at the least."""
    return (least + 1) // 2


def label_of(count: int, everyone: int, least: int) -> tuple[tuple[int, int], str] | None:
    """Which numbers read as this count does, and how; None for a count that is printed.

    `everyone`: how many people the column has that the count stands in, 0 where it is in none.
    """
    few = f"{FEWER}{least}"
    if not count:
        return None
    if everyone < least:
        return ((1, least - 1), few) if count < least else None
    most = max(everyone // 2, everyone - width(least)) + 1
    if most < LEAST_THRESHOLD:
        # Of three people: "most" would be all or all but one, and "fewer" one.
        return (1, everyone), NOT_SHOWN
    if count >= most:
        return (most, everyone), MOST
    return ((1, min(least, most) - 1), few) if count < least else None


def protect(tally: Tally, threshold: int) -> dict[Key, Figure]:
    """Each count as it may be printed. The same tally gives the same figures."""
    least = least_shown(threshold)
    page = _Page(tally, least)
    while unsafe := page.first_given_away():
        page.hide_more(unsafe)
    return {key: page.figure(key) for key in tally.counts if key not in tally.unprinted}


class _Page:
    """The page while numbers are being hidden."""

    def __init__(self, tally: Tally, least: int) -> None:
        self.tally, self.least = tally, least
        self.order = {key: number for number, key in enumerate(tally.counts)}
        self.worlds = Worlds(tally.counts, tally.wholes)
        ranges = self.worlds.ranges
        self.labels: dict[Key, tuple[tuple[int, int], str]] = {}
        self.settled: set[Key] = set()
        for key, count in tally.counts.items():
            if key in tally.stands:
                ranges[key] = tally.stands[key]
            elif key in tally.closed and not self._part_of_nobody(key):
                ranges[key] = (0, NO_LIMIT)
            elif key in tally.unprinted:
                ranges[key] = (0, NO_LIMIT)
                if key not in tally.columns or not label_of(count, self._everyone(key), least):
                    self.settled.add(key)
            elif key in tally.plain:
                continue
            elif label := label_of(count, self._everyone(key), least):
                ranges[key], self.labels[key] = label[0], label
        self.wide = {
            key: min(width(least), high - low + 1)
            for key, (low, high) in ranges.items()
            if key not in tally.plain and (key not in tally.stands or high < NO_LIMIT)
        }

    @property
    def ranges(self) -> Ranges:
        """The hidden numbers, with what their labels leave open."""
        return self.worlds.ranges

    def _everyone(self, key: Key) -> int:
        """How many people the column has that a cell is in, 0 for what is in no column."""
        column = self.tally.columns.get(key)
        return self.tally.counts[column] if column else 0

    def _part_of_nobody(self, key: Key) -> bool:
        """Whether a total of nobody, where it is printed, says already that this is nobody too."""
        return any(
            key in whole.parts and self._is_nobody(whole.total)
            for whole in self.worlds.touching[key]
        )

    def _is_nobody(self, key: Key) -> bool:
        """Whether the page says that this is nobody, or of what it is made."""
        if self.tally.counts[key]:
            return False
        unprinted = key in self.tally.unprinted
        if not (unprinted or key in self.tally.closed) or self._part_of_nobody(key):
            return True
        return unprinted and any(
            whole.total == key and whole.how == "union" and all(map(self._is_nobody, whole.parts))
            for whole in self.worlds.touching[key]
        )

    def figure(self, key: Key) -> Figure:
        """The count as it may be printed."""
        if key not in self.ranges:
            return Figure(self.tally.counts[key], f"{self.tally.counts[key]:,}")
        said, text = self.labels.get(key, ((0, 0), NOT_SHOWN))
        return Figure(None, text if self.ranges[key] == said else NOT_SHOWN)

    def first_given_away(self) -> Key | None:
        """The first hidden number that has too few other worlds, or None where all are safe."""
        for key in self.ranges:
            if key in self.settled:
                continue
            wanted = self.wide.get(key, 2)
            if not (self.worlds.reach(key, wanted) or self.worlds.solve(key, wanted)):
                return key
        return None

    def hide_more(self, key: Key) -> None:
        """Leave out what is worth least of the numbers that give `key` away."""
        wanted = self.wide.get(key, 2)
        near = {one for whole in self.worlds.touching[key] for one in whole.keys}
        labels = self._without_labels(near)
        printed = sorted(filter(self._may_go, near), key=self._loss)
        remedies: list[Ranges] = [labels, *({one: self._left_out(one)} for one in printed)]
        if any(self.worlds.reach_with(remedy, key, wanted) for remedy in remedies):
            return
        linked = self.worlds.linked(key)
        labels = self._without_labels(linked)
        further = self._printed_around(linked)
        wider = self._printed_around([*linked, *further])
        rings = [further, *([wider] if wider != further else [])]
        tries = (
            self.worlds.cheapest(
                key, wanted, labels | self._unprinted_near(ring) | ring, self._cost
            )
            for ring in rings
        )
        chosen = next(filter(None, tries), {})
        if not chosen and not further:
            # Everything around is hidden. Without any labels, a world with more people, like one
            # of those counted here, reads the same: no need to search for it.
            self.settled.update(linked)
        self.worlds.ranges |= chosen or further or labels

    def _printed_around(self, keys: Iterable[Key]) -> Ranges:
        """The numbers that have to do with these and could be left out, the least worth first."""
        around = {k for one in keys for whole in self.worlds.touching[one] for k in whole.keys}
        may_go = sorted(filter(self._may_go, around), key=self._loss)
        return {one: self._left_out(one) for one in may_go}

    def _unprinted_near(self, keys: Iterable[Key]) -> Ranges:
        """What is printed nowhere and hangs together with these, which gives way when they do."""
        waiting = list(keys)
        near: Ranges = {}
        while waiting:
            for whole in self.worlds.touching[waiting.pop()]:
                new = [k for k in whole.keys if k in self.tally.unprinted and k not in near]
                near |= {one: self.ranges[one] for one in new}
                waiting += new
        return near

    def _left_out(self, key: Key) -> tuple[int, int]:
        """What a number might be that is not printed any more: a few as well, whose label went."""
        return 0 if key in self.tally.plain else 1, NO_LIMIT

    def _may_go(self, key: Key) -> bool:
        """Whether a number is printed and could be left out."""
        if key in self.ranges or key in self.tally.known:
            return False
        return self.tally.counts[key] > 0 or key in self.tally.plain

    def _without_labels(self, keys: Iterable[Key]) -> Ranges:
        """What hidden numbers might be if nothing were printed in their place."""
        hidden = (key for key in keys if key in self.ranges and key not in self.tally.stands)
        return {key: (min(self.ranges[key][0], 1), NO_LIMIT) for key in hidden}

    def _cost(self, key: Key) -> float:
        """What the page loses without a number, or without a label."""
        return 0.5 if key in self.ranges else 1 + self.tally.worth.get(key, 0)

    def _loss(self, key: Key) -> tuple[int, int, int]:
        return self.tally.worth.get(key, 0), self.tally.counts[key], self.order[key]
