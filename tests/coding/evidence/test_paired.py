"""The same people twice: too few who changed say nothing, and the interval is Bonett and Price's."""

import random

import pytest

from coding.evidence.paired import FEWEST_CHANGED, paired_difference


@pytest.mark.parametrize(("earlier", "later"), [(0, 5), (2, 3), (5, 0), (0, 0)])
def test_too_few_who_changed_show_no_direction(earlier: int, later: int) -> None:
    assert earlier + later < FEWEST_CHANGED
    assert paired_difference(20, earlier, later) is None


def test_of_twenty_pairs_eight_later_and_none_earlier_is_more() -> None:
    """By hand: p = 9/22 and 1/22, so 0.3636 with an error of 0.1210 (Bonett and Price, 2012)."""
    found = paired_difference(20, 0, 8)
    assert found is not None
    assert found.difference == pytest.approx(0.4)
    assert found.lowest == pytest.approx(0.1264, abs=1e-4)
    assert found.highest == pytest.approx(0.6009, abs=1e-4)
    assert found.shows_more and not found.shows_less
    back = paired_difference(20, 8, 0)
    assert back is not None and back.shows_less


def test_as_many_either_way_is_no_clear_change() -> None:
    found = paired_difference(30, 5, 5)
    assert found is not None
    assert not found.shows_more and not found.shows_less


def test_more_cannot_change_than_there_are() -> None:
    with pytest.raises(ValueError):
        paired_difference(5, 3, 3)


@pytest.mark.parametrize(("down", "up"), [(0.2, 0.2), (0.1, 0.4), (0.3, 0.1)])
def test_the_interval_covers_the_truth_about_as_often_as_it_says(down: float, up: float) -> None:
    chance, covered, held = random.Random(4), 0, 0
    for _ in range(3_000):
        draws = [chance.random() for _ in range(24)]
        fell, rose = sum(d < down for d in draws), sum(down <= d < down + up for d in draws)
        if found := paired_difference(24, fell, rose):
            held += 1
            covered += found.lowest <= up - down <= found.highest
    assert covered / held > 0.92
