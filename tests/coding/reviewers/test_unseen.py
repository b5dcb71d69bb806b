"""How much is still to be found: exact in small cases, and right as often as it says it is."""

import numpy as np
import pytest

from coding.reviewers.unseen import Draw, Unseen, missed_at_most, sampled, unseen

NOTHING = np.array([], dtype=np.int64)


@pytest.mark.parametrize(
    ("labels", "draws", "expected"),
    [
        ([], [], Unseen(0, 0.0, 0, 0, 0.0)),
        ([1.0, 0.0], [], Unseen(1, 0.0, 0, 0, 0.0)),
        ([np.nan, np.nan], [], Unseen(0, 1.0, 0, 2, 1.0)),
        ([0.0, np.nan], [Draw(2, False)], Unseen(0, 0.0, 0, 1, 1.0)),
    ],
)
def test_small_cases(labels: list[float], draws: list[Draw], expected: Unseen) -> None:
    given = np.array(labels)
    sample = np.flatnonzero(~np.isnan(given)) if draws else NOTHING
    assert unseen(given, np.full(len(given), 0.5), sample, draws) == expected


@pytest.mark.parametrize(("seen", "expected"), [(0, 0), (18, 0), (19, 1), (95, 5), (94, 4)])
def test_five_per_cent_of_all_there_are(seen: int, expected: int) -> None:
    assert missed_at_most(seen) == expected


def test_the_sample_ends_at_the_first_gap() -> None:
    order = np.array([2, 0, 1, 3])
    assert sampled(order, np.array([True, True, False, True])).tolist() == [1]
    assert sampled(order, np.ones(4, dtype=bool)).tolist() == [1, 2, 0, 3]
    assert sampled(order, np.zeros(4, dtype=bool)).tolist() == []


def review(seed: int, steps: int, count: int = 400, apart: float = 1.5) -> tuple[Unseen, int]:
    """A review of excerpts by rank and by chance in turns; what is estimated, and the truth."""
    rng = np.random.default_rng(seed)
    truth = (rng.random(count) < 0.15).astype(float)
    score = truth * rng.normal(apart, 1, count) + rng.normal(0, 1, count)
    expected = 1 / (1 + np.exp(-(score - 2)))
    order = np.argsort(rng.random(count)).argsort()
    labels = np.full(count, np.nan)
    draws = []
    for step in range(steps):
        left = np.flatnonzero(np.isnan(labels))
        if step % 3:
            row = left[np.argmax(score[left])]
        else:
            row = left[np.argmin(order[left])]
            draws.append(Draw(len(left), bool(truth[row])))
        labels[row] = truth[row]
    sample = sampled(order, ~np.isnan(labels))
    return unseen(labels, expected, sample, draws), int(truth[np.isnan(labels)].sum())


@pytest.mark.parametrize("steps", [30, 120, 300])
def test_the_interval_holds_the_truth_as_often_as_it_says(steps: int) -> None:
    runs = [review(seed, steps) for seed in range(150)]
    held = [found.lowest <= truth <= found.highest for found, truth in runs]
    assert np.mean(held) >= 0.93
    assert np.mean([found.highest - found.lowest for found, _ in runs]) < 0.6 * (400 - steps)


def test_stopping_misses_more_than_it_may_less_often_than_it_says() -> None:
    wrong, stopped = 0, 0
    for seed in range(40):
        found, truth = review(seed, 1800, 2000, apart=3)
        stopped += found.enough
        wrong += found.enough and truth > missed_at_most(found.seen)
    assert stopped > 20
    assert wrong <= 2
