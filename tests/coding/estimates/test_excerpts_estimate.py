"""How many excerpts are still unseen: exact in small cases, and right as often as it says it is."""

from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest

from coding.estimates.draws import FEWEST_DRAWS, RandomDraws, from_all, random_draws
from coding.estimates.excerpts import ExcerptsEstimate, excerpts_estimate, missed_at_most, posterior


def draws(*triples: tuple[int, int, bool]) -> RandomDraws:
    unseen, seen, hits = (np.array(column) for column in zip(*triples, strict=True))
    return RandomDraws(unseen, seen, hits.astype(bool))


NONE = random_draws(np.zeros(0, bool), np.zeros(0, bool), 10)
TWENTY_MISSES = random_draws(np.zeros(20, bool), np.ones(20, bool), 40)


def test_draws_are_counted_from_what_was_finished_before_them() -> None:
    """Of 10 excerpts four were finished; the second and the fourth by chance."""
    drawn = random_draws(np.array([1, 0, 1, 1], bool), np.array([0, 1, 0, 1], bool), 10)
    assert drawn.unseen.tolist() == [9, 7]
    assert drawn.seen.tolist() == [1, 2]
    assert drawn.hits.tolist() == [False, True]


@pytest.mark.parametrize(
    ("drawn_from", "expected"),
    [
        ([], []),
        # One by chance, one by choice, and one of a colleague's queue in which more was open.
        ([100, 0, 100], [True, False, True]),
        # Nearly all: what somebody has skipped is not drawn.
        ([96, 94], [True, False]),
        # Drawn before sixty files came.
        ([40, 39], [False, False]),
    ],
)
def test_only_what_was_drawn_from_all_that_are_unseen_says_anything_of_them(
    drawn_from: list[int], expected: list[bool]
) -> None:
    assert from_all(np.array(drawn_from, dtype=np.int64), 100).tolist() == expected


@pytest.mark.parametrize(
    ("seen", "left", "drawn", "expected"),
    [
        (0, 0, NONE, ExcerptsEstimate(0, 0, 0, 0, 0, 0, 0.0, False)),
        (3, 0, NONE, ExcerptsEstimate(3, 0, 0, 0, 0, 0, 0.0, False)),
        (0, 5, NONE, ExcerptsEstimate(0, 5, 0, 0, 0, 5, 1.0, True)),
    ],
)
def test_nothing_left_is_sure_and_nothing_drawn_is_too_little(
    seen: int, left: int, drawn: RandomDraws, expected: ExcerptsEstimate
) -> None:
    assert excerpts_estimate(seen, left, 0.0, drawn) == expected


@pytest.mark.parametrize(("count", "too_little"), [(FEWEST_DRAWS - 1, True), (FEWEST_DRAWS, False)])
def test_under_twenty_draws_say_too_little(count: int, too_little: bool) -> None:
    drawn = random_draws(np.zeros(count, bool), np.ones(count, bool), 1_000)
    found = excerpts_estimate(0, 1_000 - count, 1.0, drawn)
    assert found.too_little_read is too_little
    assert (found.highest == found.left, found.enough) == (too_little, False)


def test_the_more_misses_the_less_is_left() -> None:
    highest = []
    for count in (20, 50, 100, 300):
        drawn = random_draws(np.zeros(count, bool), np.ones(count, bool), 1_000)
        found = excerpts_estimate(0, 1_000 - count, 5.0, drawn)
        assert (found.lowest, found.unseen <= found.highest) == (0, True)
        highest.append(found.highest)
    assert highest == sorted(highest, reverse=True)


def test_everything_drawn_has_the_code() -> None:
    drawn = random_draws(np.ones(20, bool), np.ones(20, bool), 40)
    found = excerpts_estimate(20, 20, 10.0, drawn)
    assert found.highest == found.left
    assert found.lowest > found.left / 2


def test_hits_that_chance_cannot_explain_leave_only_what_is_possible() -> None:
    """Of 3 unseen excerpts one was drawn and had the code, with 1 known now: 0 to 2 are left."""
    chances = posterior(1, 2, 0.0, draws((3, 0, True)))
    # Expected to be none: two thirds of the prior say 2 : 2 : 1, the rest 0; the draw 1 : 2 : 3.
    wary = [Fraction(4, 5), Fraction(4, 5), Fraction(2, 5)]
    prior = [wary[0] + 1, wary[1], wary[2]]
    weights = [p * (m + 1) for m, p in enumerate(prior)]
    assert chances.tolist() == pytest.approx([float(w / sum(weights)) for w in weights])


def brute_force(seen: int, left: int, expected: Fraction, drawn: RandomDraws) -> list[float]:
    """The posterior in fractions: both parts of the prior, then draw by draw."""
    ratio = expected / (1 + expected)
    believed = [ratio**m for m in range(left + 1)]
    wary = [Fraction(1, max(m, 1)) for m in range(left + 1)]
    weights = []
    for m in range(left + 1):
        weight = believed[m] / sum(believed) + 2 * wary[m] / sum(wary)
        for of, before, hit in zip(*map(np.ndarray.tolist, (drawn.unseen, drawn.seen, drawn.hits)), strict=True):  # fmt: skip
            chance = Fraction(seen + m - before, of)
            weight *= chance if hit else 1 - chance
        weights.append(weight)
    return [float(weight / sum(weights)) for weight in weights]


@pytest.mark.parametrize("seed", range(8))
def test_it_is_the_posterior_to_the_last_place(seed: int) -> None:
    rng = np.random.default_rng(seed)
    count, finished = 60, int(rng.integers(1, 50))
    there = rng.random(finished) < rng.choice([0.05, 0.3, 0.9])
    drawn = random_draws(there, rng.random(finished) < 0.6, count)
    seen, left = int(there.sum()), count - finished
    exact = brute_force(seen, left, Fraction(7, 2), drawn)
    np.testing.assert_allclose(posterior(seen, left, 3.5, drawn), exact, rtol=1e-9, atol=1e-300)


def test_the_likelihood_is_that_of_all_ways_to_fill_the_excerpts() -> None:
    """Counted out: 5 excerpts, 2 of them drawn, one has the code; every order is as likely."""
    ways = [0, 0, 0, 0]
    for missing in range(4):
        labels = [True] * (missing + 1) + [False] * (4 - missing)
        orders = [order for order in permutations(labels) if order[:2] == (False, True)]
        ways[missing] = len(orders)
    drawn = random_draws(np.array([False, True]), np.ones(2, bool), 5)
    prior = posterior(1, 3, 2.0, NONE)
    found = posterior(1, 3, 2.0, drawn)
    expected = prior * np.array(ways)
    np.testing.assert_allclose(found, expected / expected.sum(), rtol=1e-9)


def test_a_large_number_is_worked_out_as_a_small_one() -> None:
    """At 20,000 unseen the spline gives the same as every number worked out."""
    rng = np.random.default_rng(5)
    there = rng.random(2_000) < 0.03
    drawn = random_draws(there, rng.random(2_000) < 0.5, 22_000)
    seen, numbers = int(there.sum()), np.arange(20_001)
    ratio, wary = 900 / 901, 1 / np.maximum(numbers, 1)
    prior = (1 - ratio) * ratio**numbers + 2 * wary / wary.sum()
    held = seen + numbers[:, None] - drawn.seen
    chances = np.where(drawn.hits, held, drawn.unseen - held) / drawn.unseen
    log = np.log(chances).sum(axis=1) + np.log(prior)
    exact = np.exp(log - log.max())
    np.testing.assert_allclose(
        posterior(seen, 20_000, 900.0, drawn).cumsum(), exact.cumsum() / exact.sum(), atol=1e-4
    )


def test_the_order_of_draws_makes_no_difference() -> None:
    rng = np.random.default_rng(2)
    there = rng.random(200) < 0.1
    drawn = random_draws(there, rng.random(200) < 0.5, 3_000)
    mixed = rng.permutation(len(drawn))
    again = RandomDraws(drawn.unseen[mixed], drawn.seen[mixed], drawn.hits[mixed])
    one, other = (excerpts_estimate(20, 2_800, 99.0, each) for each in (drawn, again))
    assert (one.lowest, one.unseen, one.highest) == (other.lowest, other.unseen, other.highest)


@pytest.mark.parametrize(("seen", "expected"), [(0, 0), (18, 0), (19, 1), (95, 5), (94, 4)])
def test_five_per_cent_of_all_there_are(seen: int, expected: int) -> None:
    assert missed_at_most(seen) == expected


def review(
    seed: int, steps: int, count: int = 400, apart: float = 1.5, times: float = 1.0
) -> tuple[ExcerptsEstimate, int]:
    """A review of excerpts by rank and by chance in turns, its probabilities taken `times` too
    high; what is estimated, and the truth.
    """
    rng = np.random.default_rng(seed)
    rate = rng.uniform(0.02, 0.3)
    truth = rng.random(count) < rate
    score = truth * rng.normal(apart, 1, count) + rng.normal(0, 1, count)
    # What a score says where hits lie around `apart` and the rest around 0.
    odds = rate / (1 - rate) * np.exp(apart * score / 2)
    expected = np.clip(times * odds / (1 + odds), 0, 1)
    finished, left = [], np.ones(count, bool)
    for step in range(steps):
        rows = np.flatnonzero(left)
        row = rng.choice(rows) if step % 2 else rows[np.argmax(score[rows])]
        finished.append(row)
        left[row] = False
    there = truth[finished]
    drawn = random_draws(there, np.arange(steps) % 2 == 1, count)
    found = excerpts_estimate(int(there.sum()), int(left.sum()), float(expected[left].sum()), drawn)
    return found, int(truth[left].sum())


@pytest.mark.parametrize(("times", "share"), [(1, 0.93), (4, 0.93), (0.25, 0.88)])
@pytest.mark.parametrize("steps", [44, 120, 300])
def test_the_interval_holds_the_truth_as_often_as_it_says(
    steps: int, times: float, share: float
) -> None:
    runs = [review(seed, steps, times=times) for seed in range(300)]
    held = [found.lowest <= truth <= found.highest for found, truth in runs]
    assert np.mean(held) >= share
    assert np.mean([found.highest - found.lowest for found, _ in runs]) < 0.5 * (400 - steps)


@pytest.mark.parametrize("times", [1, 0.25])
def test_stopping_misses_more_than_it_may_less_often_than_it_says(times: float) -> None:
    runs = [review(seed, steps, 1_000, 3, times) for seed in range(30) for steps in (500, 800, 950)]
    stopped = [(found, truth) for found, truth in runs if found.enough]
    assert len(stopped) > 15
    assert np.mean([truth > missed_at_most(found.seen) for found, truth in stopped]) <= 0.05


def test_whoever_looks_again_and_again_and_stops_at_the_first_enough_is_not_misled() -> None:
    wrong = stopped = 0
    for seed in range(30):
        for steps in range(300, 1_000, 100):
            found, truth = review(seed, steps, 1_000, 3)
            if found.enough:
                stopped += 1
                wrong += truth > missed_at_most(found.seen)
                break
    assert stopped > 15
    assert wrong <= 3
