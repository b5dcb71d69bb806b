"""How many people a code may count: exact in small cases, and high enough as often as it says."""

from itertools import product

import numpy as np
import pytest

from coding.estimates.draws import FEWEST_DRAWS
from coding.estimates.people import DrawnPromise, PeopleEstimate, how_many_more, people_estimate

NOBODY = np.zeros(0)
TWENTY = DrawnPromise(FEWEST_DRAWS, 2.0, 2)


@pytest.mark.parametrize(
    ("counted", "promised", "of", "drawn", "expected"),
    [
        (0, [], 0, DrawnPromise(0, 0.0, 0), PeopleEstimate(0, 0, 0, exact=True)),
        (4, [], 9, DrawnPromise(0, 0.0, 0), PeopleEstimate(4, 4, 9, exact=True)),
        (4, [0.3], 9, DrawnPromise(19, 3.0, 3), PeopleEstimate(4, None, 9, exact=False)),
        (4, [0.0, 0.0], 9, TWENTY, PeopleEstimate(4, 4, 9, exact=False)),
        (4, [50.0, 50.0], 9, TWENTY, PeopleEstimate(4, 6, 9, exact=False)),
    ],
)
def test_small_cases(
    counted: int, promised: list[float], of: int, drawn: DrawnPromise, expected: PeopleEstimate
) -> None:
    assert people_estimate(counted, np.array(promised), of, drawn) == expected


def test_it_is_the_mixture_counted_out() -> None:
    """All ways in which three people count or do not, averaged over many draws of θ."""
    promised, drawn = np.array([0.05, 0.4, 1.5]), DrawnPromise(40, 3.0, 2)
    times = np.random.default_rng(0).gamma(3, 1 / 3.25, 200_000)
    counts = 1 - np.exp(-times[:, None] * promised)
    expected = np.zeros(4)
    for way in product((False, True), repeat=3):
        expected[sum(way)] += np.where(way, counts, 1 - counts).prod(axis=1).mean()
    np.testing.assert_allclose(how_many_more(promised, drawn), expected, atol=0.003)


def test_no_hits_and_no_promise_still_leave_a_chance() -> None:
    assert how_many_more(np.array([0.5]), DrawnPromise(30, 0.0, 0))[1] > 0.2


def test_the_order_of_people_makes_no_difference() -> None:
    promised = np.random.default_rng(1).random(50)
    one, other = how_many_more(promised, TWENTY), how_many_more(promised[::-1], TWENTY)
    assert one.tolist() == other.tolist()


def test_more_hits_than_expected_leave_more_people() -> None:
    promised = np.full(30, 0.2)
    at_most = [people_estimate(3, promised, 40, DrawnPromise(50, 4.0, hits)).at_most for hits in (0, 4, 12)]  # fmt: skip
    assert at_most == sorted(set(at_most), key=lambda number: number or 0)


@pytest.mark.parametrize(("times", "share"), [(1, 0.93), (4, 0.93), (0.25, 0.88)])
def test_at_most_is_high_enough_as_often_as_it_says(times: float, share: float) -> None:
    """40 people with 20 excerpts; 160 of 800 are drawn by chance, and the probabilities are off."""
    rng, held = np.random.default_rng(7), []
    for _ in range(300):
        chance = rng.beta(0.4, 0.4 / rng.uniform(0.02, 0.15), (40, 20)).clip(0, 1)
        truth = rng.random((40, 20)) < chance
        promised = (times * chance).clip(0, 1)
        read = rng.permutation(800).reshape(40, 20) < 160
        counted = (truth & read).any(axis=1)
        others = (promised * ~read).sum(axis=1)[~counted & ~read.all(axis=1)]
        drawn = DrawnPromise(160, float(promised[read].sum()), int(truth[read].sum()))
        found = people_estimate(int(counted.sum()), others, 40, drawn)
        held.append((found.at_most or 0) >= truth.any(axis=1).sum())
    assert np.mean(held) >= share
