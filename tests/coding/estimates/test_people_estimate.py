"""How many people a code may count: exact in small cases, and high enough as often as it says."""

from itertools import product

import numpy as np
import pytest

from coding.estimates.draws import random_draws
from coding.estimates.excerpts import posterior
from coding.estimates.people import PeopleEstimate, how_many_more, people_estimate

NONE_LEFT = np.array([1.0, 0, 0, 0, 0])
ALL_FOUR = np.array([0, 0, 0, 0, 1.0])


@pytest.mark.parametrize(
    ("counted", "unread", "of", "missing", "expected"),
    [
        (0, [], 0, None, PeopleEstimate(0, 0, 0, exact=True)),
        (4, [], 9, None, PeopleEstimate(4, 4, 9, exact=True)),
        (4, [0, 0], 9, None, PeopleEstimate(4, 4, 9, exact=True)),
        (4, [3], 9, None, PeopleEstimate(4, None, 9, exact=False)),
        (4, [2, 2], 9, NONE_LEFT, PeopleEstimate(4, 4, 9, exact=False)),
        (4, [2, 2], 9, ALL_FOUR, PeopleEstimate(4, 6, 9, exact=False)),
        (4, [4], 9, ALL_FOUR, PeopleEstimate(4, 5, 9, exact=False)),
        (4, [1, 0], 9, ALL_FOUR, PeopleEstimate(4, 5, 9, exact=False)),
    ],
)
def test_small_cases(
    counted: int,
    unread: list[int],
    of: int,
    missing: np.ndarray | None,
    expected: PeopleEstimate,
) -> None:
    assert people_estimate(counted, np.array(unread, dtype=np.int64), of, missing) == expected


def test_it_is_the_mixture_counted_out() -> None:
    """All ways in which three people count or do not, for 0 to 3 of 9 unread excerpts."""
    unread, missing = np.array([1, 2, 4]), np.array([0.4, 0.3, 0.2, 0.1, *[0.0] * 6])
    expected = np.zeros(4)
    for number, weight in enumerate(missing):
        counts = 1 - (1 - unread / 9) ** number
        for way in product((False, True), repeat=3):
            expected[sum(way)] += weight * np.where(way, counts, 1 - counts).prod()
    np.testing.assert_allclose(how_many_more(unread, missing), expected, rtol=1e-9)


def test_many_numbers_are_stood_for_by_a_few() -> None:
    missing = np.exp(-(((np.arange(3_001) - 400) / 90) ** 2))
    missing /= missing.sum()
    unread = np.array([5, 9, 12, 30])
    exact = np.zeros(5)
    for number in range(100, 801):
        counts = 1 - (1 - unread / 3_000) ** number
        for way in product((False, True), repeat=4):
            exact[sum(way)] += missing[number] * np.where(way, counts, 1 - counts).prod()
    np.testing.assert_allclose(how_many_more(unread, missing), exact, atol=0.002)


def test_the_order_of_people_makes_no_difference() -> None:
    unread = np.random.default_rng(1).integers(1, 30, 50)
    missing = np.full(2_001, 1 / 2_001)
    one, other = how_many_more(unread, missing), how_many_more(unread[::-1], missing)
    assert one.tolist() == other.tolist()


@pytest.mark.parametrize(("times", "share"), [(1, 0.93), (4, 0.93), (0.25, 0.88)])
def test_at_most_is_high_enough_as_often_as_it_says(times: float, share: float) -> None:
    """40 people with 20 excerpts; 160 of 800 are drawn by chance, and the probabilities are off."""
    rng, held = np.random.default_rng(7), []
    for _ in range(200):
        chance = rng.beta(0.4, 0.4 / rng.uniform(0.02, 0.15), (40, 20)).clip(0, 1)
        truth = rng.random((40, 20)) < chance
        finished = rng.permutation(800)[:160]
        read = np.isin(np.arange(800), finished).reshape(truth.shape)
        there = truth.reshape(-1)[finished]
        draws = random_draws(there, np.ones(160, bool), 800)
        expected = float((times * chance).clip(0, 1)[~read].sum())
        counted = (truth & read).any(axis=1)
        missing = posterior(int(there.sum()), 640, expected, draws)
        found = people_estimate(int(counted.sum()), (~read).sum(axis=1)[~counted], 40, missing)
        held.append((found.at_most or 0) >= truth.any(axis=1).sum())
    assert np.mean(held) >= share
