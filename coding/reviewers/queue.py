"""What to look at next: a mix of rules, one of which is always chance.

*likely*: the code with the fewest acceptances, and the excerpt most likely to carry it, of another
person each time where it is likely with one.
*uncertain*: the code with the fewest decisions, and the excerpt whose probability is nearest 1/2.
*disagreement*: what reviewers differ about. *spread*: by lot from the participants of whom the
smallest share has been looked at. *people*: the excerpt that is likeliest to be a participant's
first with a code, or with several, of those codes that have been decided often enough to be learned,
after a first hundred that teach the program better the more of them are drawn by chance.
*random*: the next excerpt of an order that chance has drawn once and for all, so that how far it has
come is a random sample of the whole, and says what is still to be found (`coding.reviewers.unseen`).

What chance draws comes last of those that are chosen together: people begin with what is likely, and
an excerpt that was drawn comes from all that were left then.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from coding.coder.learning.readiness import ENOUGH
from coding.decisions.record import Drawn
from coding.evaluation.settings import Settings
from coding.reviewers.drawing import by_lot

Array = NDArray[np.float64]
Indices = NDArray[np.int64]
Marks = NDArray[np.bool_]

# So many excerpts are decided before *people* has its turn.
FIRST = 100
# A code that is as likely there as not.
EVEN = 0.5

RULES: tuple[Drawn, ...] = (
    "likely", "uncertain", "disagreement", "random", "spread", "people",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mix:
    """How often each rule has its turn, in proportion. `random` must be above 0 for estimates."""

    likely: float = 0.1
    uncertain: float = 0.1
    disagreement: float = 0.05
    random: float = 0.5
    spread: float = 0.1
    people: float = 0.15

    @classmethod
    def of(cls, settings: Settings) -> "Mix":
        """The mix that evaluation.toml asks for."""
        asked = settings.queue
        return cls(**{field.name: getattr(asked, field.name) for field in fields(cls)})


@dataclass(frozen=True, slots=True)
class Next:
    """An excerpt to look at: its row, the rule that chose it, and for *random* the probability
    with which chance picked it among all that were left.
    """

    row: int
    drawn: Drawn
    chance: float | None


@dataclass(frozen=True, slots=True)
class QueueState:
    """What is known of n excerpts: `probabilities` (n, c), `labels` (n, c) 1, 0 or nan, `open` (n,)
    where there is still something to look at, `disputed` (n,), who speaks (n,; "" where it is not
    known), and the random `order` (n,): the place of each in it. `lot` (n,) is a second one, for what
    other rules choose: of equals the first in `order` would leave the rest of it no random sample.
    `owed` is how many turns chance is behind: somebody who often stops early would never come to it.
    """

    probabilities: Array
    labels: Array
    open: Marks
    disputed: Marks
    participants: Sequence[str]
    order: Indices
    lot: Indices
    owed: float = 0.0


def random_order(ids: Sequence[str], seed: str) -> Indices:
    """The place (n,) of each id in an order by chance, the same whatever the order of `ids`."""
    place = {id: at for at, id in enumerate(by_lot(ids, f"{seed}\n"))}
    return np.array([place[id] for id in ids], dtype=np.int64)


def queue(standing: QueueState, mix: Mix, count: int) -> list[Next]:
    """The next `count` excerpts, or as many as are open."""
    return _Queue(standing, mix).next(count)


class _Queue:
    def __init__(self, standing: QueueState, mix: Mix) -> None:
        self._standing, self._open = standing, standing.open.copy()
        labels = standing.labels
        self._accepted = np.nansum(labels, axis=0) if labels.size else np.zeros(labels.shape[1])
        self._decided = (~np.isnan(labels)).sum(axis=0)
        self._shares = {field.name: max(getattr(mix, field.name), 0.0) for field in fields(mix)}
        self._turns = dict.fromkeys(self._shares, 0.0)
        self._turns["random"] = standing.owed * sum(self._shares.values())
        names, self._who = np.unique(np.array(standing.participants), return_inverse=True)
        self._of_each = np.bincount(self._who, minlength=len(names))
        self._seen = self._of_each - np.bincount(self._who[self._open], minlength=len(names))
        # Of how many open excerpts the program says anything, by code: elsewhere nothing is likely.
        self._spoken = (standing.probabilities[self._open] > 0).sum(axis=0)
        self._met = np.zeros(len(names), dtype=bool)
        self._sought = _sought(labels, self._who, names.tolist())

    def next(self, count: int) -> list[Next]:
        chosen: list[Next] = []
        by_chance = 0
        while len(chosen) + by_chance < count and by_chance < int(self._open.sum()):
            rule = self._turn()
            if rule == "random":
                by_chance += 1
            else:
                chosen.append(self._take(rule))
        return chosen + [self._take("random") for _ in range(by_chance)]

    def _take(self, rule: Drawn) -> Next:
        row, chance = self._pick(rule)
        self._open[row] = False
        self._spoken -= self._standing.probabilities[row] > 0
        self._seen[self._who[row]] += 1
        self._met[self._who[row]] = True
        return Next(row, rule, chance)

    def _turn(self) -> Drawn:
        """The rule that is furthest behind its share, of those that can choose something."""
        able = [rule for rule in RULES if self._shares[rule] > 0 and self._able(rule)]
        if not able:
            return "random"
        for rule in able:
            self._turns[rule] += self._shares[rule]
        chosen = max(able, key=lambda rule: self._turns[rule])
        self._turns[chosen] -= sum(self._shares[rule] for rule in able)
        return chosen

    def _able(self, rule: Drawn) -> bool:
        if rule == "disagreement":
            return bool((self._open & self._standing.disputed).any())
        if rule == "people":
            return bool(self._sought[self._who[self._open]].any())
        return rule not in ("likely", "uncertain") or bool((self._spoken > 0).any())

    def _pick(self, rule: Drawn) -> tuple[int, float | None]:
        known = self._standing.probabilities
        if rule == "random":
            return self._best(-self._standing.order), 1 / int(self._open.sum())
        if rule == "likely":
            code = int(np.argmin(np.where(self._spoken > 0, self._accepted, np.inf)))
            row = self._best(self._of_somebody_else(known[:, code]))
            # What it will probably be worth: so that the next turn goes to another code.
            self._accepted += known[row]
            return row, None
        if rule == "uncertain":
            code = int(np.argmin(np.where(self._spoken > 0, self._decided, np.inf)))
            self._decided[code] += 1
            return self._best(-np.abs(known[:, code] - 0.5)), None
        if rule == "disagreement":
            return self._best(self._standing.disputed), None
        if rule == "people":
            return self._firsts_of_somebody(), None
        return self._least_heard(), None

    def _best(self, values: Array | Indices | Marks) -> int:
        """The open row with the highest value; of equals the first by lot."""
        rows = np.flatnonzero(self._open)
        best = rows[values[rows] == values[rows].max()]
        return int(best[np.argmin(self._standing.lot[best])])

    def _of_somebody_else(self, chances: Array) -> Array:
        """The chances (n,) of those of whom nothing was chosen yet, where one of them is even."""
        others = np.where(self._open & ~self._met[self._who], chances, 0.0)
        return others if others.max() >= EVEN else chances

    def _least_heard(self) -> int:
        """By lot from the participants of whom least has been looked at.

        Their likeliest would tell of the program's mistakes more than of what they say.
        """
        left = np.bincount(self._who[self._open], minlength=len(self._of_each)) > 0
        shares = np.where(left, self._seen / self._of_each, np.inf)
        return self._best(shares[self._who] == shares.min())

    def _firsts_of_somebody(self) -> int:
        """The excerpt with the most codes to be expected that its participant has not had before."""
        chances = self._standing.probabilities
        row = self._best((chances * self._sought[self._who]).sum(axis=1))
        # What it will probably be worth: so that the next turn goes to another participant or code.
        self._sought[self._who[row]] *= 1 - chances[row]
        return row


def _sought(labels: Array, who: Indices, names: Sequence[str]) -> Array:
    """(people, c): 1 where nobody has found a code with a person, of the codes that are learned."""
    accepted, rejected = (labels == 1).sum(axis=0), (labels == 0).sum(axis=0)
    started = (~np.isnan(labels)).any(axis=1).sum() >= FIRST
    learned = (np.minimum(accepted, rejected) >= ENOUGH) & started
    sought = np.array([name != "" for name in names], dtype=bool)[:, None] & learned
    rows, codes = np.nonzero(labels == 1)
    sought[who[rows], codes] = False
    return np.asarray(sought, dtype=np.float64)
