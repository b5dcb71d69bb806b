"""How much people have found of each code, and how much is still to be found
(`coding.estimates`).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from codebooks.codebook import Code, Codebook
from coding.decisions.labels import Array
from coding.estimates.draws import Marks, from_all, random_draws
from coding.estimates.excerpts import ExcerptsEstimate, excerpts_estimate
from coding.review.known.excerpts import Shelf
from coding.review.known.record import Record, Said, held_of
from coding.review.known.work import Known
from coding.review.lists.listing import Finder

# An interval of so few excerpts is of use, however little there is of a code.
NARROW = 5


@dataclass(frozen=True, slots=True)
class ToFind:
    """What is known of one code: `found` counts where it is accepted, as the page Codes does."""

    code: Code
    found: int
    unseen: ExcerptsEstimate

    @property
    def telling(self) -> bool:
        """Whether the interval is narrow enough to be of use: no wider than what there is in all."""
        told = self.unseen
        wide = max(NARROW, told.seen + told.unseen)
        return not told.too_little_read and told.highest - told.lowest <= wide


@dataclass(frozen=True, slots=True)
class TeamProgress:
    """How many excerpts people have finished, of how many; how many of them chance chose."""

    finished: int
    of: int
    by_chance: int
    codes: tuple[ToFind, ...]

    @property
    def telling(self) -> bool:
        """Whether anything of use can be said of any code."""
        return any(each.telling for each in self.codes)


def team_progress(known: Known, codebook: Codebook) -> TeamProgress:
    """How far everybody is together. What people differ about counts as not decided.

    Excerpts that say too little to be judged are left out: chance never draws them.
    """
    asked = known.upcoming.say_enough
    row = known.shelf.row
    finished = [
        said for said in first_finished(known.shelf, known.record) if asked[row[said.excerpt_id]]
    ]
    place = np.cumsum(asked) - 1
    rows = np.array([place[row[said.excerpt_id]] for said in finished], dtype=np.int64)
    drawn_from = [round(1 / s.chance) if s.drawn == "random" and s.chance else 0 for s in finished]
    # Once learned from, what was decided is held back here, as the estimate asks for.
    expected, labels = known.upcoming.probabilities[asked], known.labelled.labels[asked]
    by_chance = from_all(np.array(drawn_from, dtype=np.int64), len(labels))
    stand = Finder(known, codebook, frozenset()).counts()
    codes = tuple(
        ToFind(
            code,
            stand[code.id].get("accept", 0),
            still_unseen(labels[:, at], expected[:, at], rows, by_chance),
        )
        for at, code in enumerate(known.shelf.codes)
    )
    return TeamProgress(len(rows), len(labels), int(by_chance.sum()), codes)


def first_finished(shelf: Shelf, record: Record) -> list[Said]:
    """For each excerpt that somebody has finished the first remark that says so, in their order."""
    found = [
        next(row for row in held_of(rows) if row.kind == "finished" and row.value != "no")
        for id, rows in tuple(record.remarks.items())
        if id in shelf.row and record.finishers(id)
    ]
    return sorted(found, key=lambda row: int(row.number))


def still_unseen(
    labels: Array, expected: Array, rows: NDArray[np.int64], by_chance: Marks
) -> ExcerptsEstimate:
    """What is unseen of one code with these `labels` (n,) and probabilities, of which `rows` (f,)
    were finished in this order, some of them drawn `by_chance`.

    Where people differ or are not sure, the code counts as there: rather too many than too few.
    Who finished before a code was there said nothing about it: then no draw counts, since it was
    made from fewer than were left.
    """
    undecided, there = np.isnan(labels), (labels == 1) | (labels < 0)
    counts = by_chance & ~undecided[rows].any()
    return excerpts_estimate(
        int(there.sum()),
        int(undecided.sum()),
        float(expected[undecided].sum()),
        random_draws(there[rows], counts, len(labels)),
    )
