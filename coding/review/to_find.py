"""How much people have found of each code, and how much is still to be found (`coding.estimates`)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from codebooks.codebook import Code
from coding.estimates import Draw, Unseen, sampled, unseen
from coding.review.record import Record, Said, held_of
from coding.review.shelf import Shelf
from coding.review.upcoming import labels_of
from coding.review.work import Known


@dataclass(frozen=True, slots=True)
class ToFind:
    """What is known of one code."""

    code: Code
    unseen: Unseen


@dataclass(frozen=True, slots=True)
class Progress:
    """How many excerpts people have finished, of how many; how many of them chance chose."""

    finished: int
    of: int
    by_chance: int
    codes: tuple[ToFind, ...]


def progress(known: Known) -> Progress:
    """How far everybody is together. What people differ about counts as not decided."""
    shelf, record = known.shelf, known.record
    labels = labels_of(shelf, record)
    labels[labels == -1] = np.nan
    seen = np.zeros(len(shelf.excerpts), dtype=np.bool_)
    drawn = finished(shelf, record)
    seen[[shelf.row[row.excerpt_id] for row in drawn]] = True
    sample = sampled(known.upcoming.order, seen)
    expected = shelf.probabilities()
    codes = tuple(
        ToFind(code, _unseen(shelf, labels[:, at], expected[:, at], sample, drawn, at))
        for at, code in enumerate(shelf.codes)
    )
    by_chance = sum(row.drawn == "random" for row in drawn)
    return Progress(int(seen.sum()), len(seen), by_chance, codes)


def finished(shelf: Shelf, record: Record) -> list[Said]:
    """For each excerpt that somebody has finished the first remark that says so, in their order."""
    found = [
        next(row for row in held if row.kind == "finished" and row.value != "no")
        for id, rows in tuple(record.remarks.items())
        if id in shelf.row
        for held in [held_of(rows)]
        if any(row.kind == "finished" and row.value != "no" for row in held)
    ]
    return sorted(found, key=lambda row: int(row.number))


def _unseen(
    shelf: Shelf,
    labels: NDArray[np.float64],
    expected: NDArray[np.float64],
    sample: NDArray[np.int64],
    drawn: list[Said],
    at: int,
) -> Unseen:
    """Where people differ in the sample, the code counts as there: rather too many than too few."""
    inside = np.where(np.isnan(labels[sample]), 1.0, labels[sample])
    judged = labels.copy()
    judged[sample] = inside
    draws = [
        Draw(round(1 / row.chance), judged[shelf.row[row.excerpt_id]] == 1.0)
        for row in drawn
        if row.drawn == "random" and row.chance
    ]
    return unseen(judged, expected, sample, draws)
