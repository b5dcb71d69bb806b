"""What the page Progress makes of what people said: draws, doubts, and codes that came later."""

from collections.abc import Sequence

import numpy as np
import pytest

from codebooks.codebook import Code
from coding.decisions.labels import Array
from coding.estimates.draws import random_draws
from coding.estimates.excerpts import ExcerptsEstimate, excerpts_estimate
from coding.review.lists.progress import ToFind, still_unseen

NAN, DIFFER, UNSURE = np.nan, -1.0, -2.0


def row_of(finished: Sequence[float], count: int) -> Array:
    return np.array([*finished, *[NAN] * (count - len(finished))])


def test_what_people_differ_about_counts_as_there() -> None:
    labels = row_of([1, 0, DIFFER, UNSURE, *[0] * 26], 90)
    rows, by_chance = np.arange(30), np.ones(30, bool)
    there = np.array([1, 0, 1, 1, *[0] * 26], bool)
    found = still_unseen(labels, np.full(90, 0.1), rows, by_chance)
    assert found == excerpts_estimate(3, 60, 6.0, random_draws(there, by_chance, 90))


def test_decided_in_bulk_but_not_finished_is_known_and_may_still_be_drawn() -> None:
    """Twenty were accepted without being read: known, and among those chance draws from."""
    labels = row_of([0] * 30 + [1] * 20, 100)
    found = still_unseen(labels, np.zeros(100), np.arange(30), np.ones(30, bool))
    assert (found.seen, found.left, found.draws) == (20, 50, 30)
    # Thirty draws without one of the twenty: what else there is must be little.
    assert found.unseen == 0


def test_no_draw_counts_for_a_code_that_some_were_not_asked_about() -> None:
    labels = row_of([0] * 25, 80)
    labels[0] = NAN
    found = still_unseen(labels, np.zeros(80), np.arange(25), np.ones(25, bool))
    assert (found.left, found.draws, found.too_little_read) == (56, 0, True)


def test_only_what_was_drawn_from_everything_counts_as_drawn() -> None:
    labels = row_of([0] * 40, 80)
    by_chance = np.arange(40) % 2 == 0
    found = still_unseen(labels, np.zeros(80), np.arange(40), by_chance)
    assert (found.draws, found.too_little_read) == (20, False)


@pytest.mark.parametrize(
    ("seen", "unseen", "lowest", "highest", "too_little", "expected"),
    [
        (0, 0, 0, 900, True, False),
        (0, 12, 0, 200, False, False),
        (2, 1, 0, 6, False, False),
        (2, 1, 0, 5, False, True),
        (12, 9, 4, 20, False, True),
        (12, 9, 4, 26, False, False),
        (9, 0, 0, 0, False, True),
    ],
)
def test_an_interval_is_of_use_where_it_is_no_wider_than_what_there_is(
    seen: int, unseen: int, lowest: int, highest: int, too_little: bool, expected: bool
) -> None:
    told = ExcerptsEstimate(seen, 900, 40, unseen, lowest, highest, 0.5, too_little)
    assert ToFind(Code(id="voice", name="Voice"), seen, told).telling is expected
