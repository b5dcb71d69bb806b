"""The bounds that new ones are compared with: exact in small cases."""

import numpy as np
import pytest

from benchmarks.former_bounds import Draw, Unseen, missed_at_most, sampled, unseen

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
