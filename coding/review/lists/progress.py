"""How much people have found of each code, and how much is still to be found (`coding.reviewers.unseen`)."""

from dataclasses import dataclass

import numpy as np

from codebooks.codebook import Code, Codebook
from coding.decisions.labels import Array, clear
from coding.review.known.excerpts import Shelf
from coding.review.known.record import Record, Said, held_of
from coding.review.known.work import Known
from coding.review.lists.listing import Finder
from coding.reviewers.unseen import Draw, Indices, Unseen, sampled, unseen


@dataclass(frozen=True, slots=True)
class ToFind:
    """What is known of one code: `found` counts where it is accepted, as the page Codes does."""

    code: Code
    found: int
    unseen: Unseen


@dataclass(frozen=True, slots=True)
class TeamProgress:
    """How many excerpts people have finished, of how many; how many of them chance chose."""

    finished: int
    of: int
    by_chance: int
    codes: tuple[ToFind, ...]


def team_progress(known: Known, codebook: Codebook) -> TeamProgress:
    """How far everybody is together. What people differ about counts as not decided."""
    drawn = first_finished(known.shelf, known.record)
    rows = np.array([known.shelf.row[said.excerpt_id] for said in drawn], dtype=np.int64)
    by_chance = [said for said in drawn if said.drawn == "random"]
    draws = [
        (known.shelf.row[said.excerpt_id], round(1 / said.chance))
        for said in by_chance
        if said.chance
    ]
    # Once learned from, what was decided is held back here, as the estimate asks for.
    expected, labels = known.upcoming.probabilities, known.labelled.labels
    stand = Finder(known, codebook, frozenset()).counts()
    codes = tuple(
        ToFind(
            code,
            stand[code.id].get("accept", 0),
            _of_code(known, labels[:, at], expected[:, at], rows, draws),
        )
        for at, code in enumerate(known.shelf.codes)
    )
    return TeamProgress(len(rows), len(labels), len(by_chance), codes)


def first_finished(shelf: Shelf, record: Record) -> list[Said]:
    """For each excerpt that somebody has finished the first remark that says so, in their order."""
    found = [
        next(row for row in held_of(rows) if row.kind == "finished" and row.value != "no")
        for id, rows in tuple(record.remarks.items())
        if id in shelf.row and record.finishers(id)
    ]
    return sorted(found, key=lambda row: int(row.number))


def _of_code(
    known: Known, labels: Array, expected: Array, rows: Indices, draws: list[tuple[int, int]]
) -> Unseen:
    """What is unseen of one code, of which `rows` were finished and `draws` (row, of how many) made.

    Who finished before a code was there said nothing about it: of such a code only those excerpts
    count that were asked about, and no draw, since it was made from fewer than were left.
    """
    asked = np.zeros(len(labels), dtype=np.bool_)
    asked[rows] = ~np.isnan(labels[rows])
    sample = sampled(known.upcoming.order, asked)
    return _unseen(labels, expected, sample, draws if asked[rows].all() else [])


def _unseen(
    labels: Array, expected: Array, sample: Indices, draws: list[tuple[int, int]]
) -> Unseen:
    """Where people differ or are not sure, the code counts as there in what was drawn by chance:
    rather too many than too few.
    """
    there = (labels == 1) | (labels < 0)
    judged = clear(labels)
    judged[sample] = there[sample]
    return unseen(judged, expected, sample, [Draw(of, bool(there[row])) for row, of in draws])
