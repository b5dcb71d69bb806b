"""Work done one step ahead comes in order, once, and no further ahead than that."""

from threading import Event

import pytest

from coding.coder.scoring.chunks import one_ahead


@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_results_come_in_order(count: int) -> None:
    assert list(one_ahead(lambda n: n * n, range(count))) == [n * n for n in range(count)]


def test_the_next_is_made_while_one_is_used_and_no_more() -> None:
    made = [Event() for _ in range(4)]

    def make(n: int) -> int:
        made[n].set()
        return n

    results = one_ahead(make, range(4))
    assert next(results) == 0
    assert made[1].wait(10)
    assert not made[2].is_set()
    assert list(results) == [1, 2, 3]


def test_what_goes_wrong_comes_up_where_it_is_asked_for() -> None:
    results = one_ahead(lambda n: 1 // n, [1, 0])
    assert next(results) == 1
    with pytest.raises(ZeroDivisionError):
        next(results)
