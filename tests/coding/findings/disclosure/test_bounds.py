"""How many people there may be at most: hidden and standing with the count beside it."""

from dataclasses import replace

import pytest

from coding.estimates.first_hand import ReadOfCode
from coding.evaluation.published_counts import PublishedCount
from coding.findings.disclosure.bounds import ALL_READ, TOO_LITTLE, CodeCount, bound
from coding.findings.disclosure.small_numbers import MOST, NOT_SHOWN, Figure

EVERYONE = frozenset(f"p{n}" for n in range(20))
SEVEN, FEW = Figure(7, "7"), Figure(None, "fewer than 5")
NEW, OLD = CodeCount(SEVEN, stands=False), CodeCount(SEVEN, stands=True)
TWELVE = PublishedCount(12, "12", EVERYONE, at="2026-01-12")


@pytest.mark.parametrize(
    ("read", "count", "text"),
    [
        (ReadOfCode(0, 7), NEW, ALL_READ),
        (ReadOfCode(9, 12), NEW, "12"),
        (ReadOfCode(9, 7), NEW, "7"),
        (ReadOfCode(9, None), NEW, TOO_LITTLE),
        # The count is hidden, so is the bound.
        (ReadOfCode(9, 12), CodeCount(FEW, stands=False), NOT_SHOWN),
        (ReadOfCode(9, None), CodeCount(Figure(None, MOST), stands=False), NOT_SHOWN),
        # How many more of four people there may be would tell of them.
        (ReadOfCode(4, 9), NEW, NOT_SHOWN),
        (ReadOfCode(5, 9), NEW, "9"),
        # An earlier count with a bound of now: their difference would tell who has come.
        (ReadOfCode(9, 12), OLD, NOT_SHOWN),
        (ReadOfCode(0, 8), OLD, ALL_READ),
    ],
)
def test_a_first_bound(read: ReadOfCode, count: CodeCount, text: str) -> None:
    assert bound(read, count, EVERYONE, None, 5).text == text


def test_more_reading_gives_a_new_bound() -> None:
    assert bound(ReadOfCode(9, 10), NEW, EVERYONE, TWELVE, 5) == PublishedCount(10, "10", EVERYONE)


def test_the_same_bound_is_kept_with_its_day() -> None:
    assert bound(ReadOfCode(9, 12), NEW, EVERYONE, TWELVE, 5) is TWELVE


def test_where_the_count_stands_the_bound_does() -> None:
    assert bound(ReadOfCode(0, 8), OLD, EVERYONE, TWELVE, 5) is TWELVE


@pytest.mark.parametrize(("gone", "expected"), [(1, 12), (4, 12), (5, 9)])
def test_after_few_have_left_the_bound_stands(gone: int, expected: int) -> None:
    here = frozenset(sorted(EVERYONE)[gone:])
    assert bound(ReadOfCode(9, 9), NEW, here, TWELVE, 5).value == expected


def test_a_bound_that_stands_below_the_count_is_not_printed() -> None:
    here, last = EVERYONE - {"p0"}, replace(TWELVE, value=6, text="6")
    assert bound(ReadOfCode(9, 12), NEW, here, last, 5).text == NOT_SHOWN


def test_a_bound_that_stands_is_hidden_with_its_count() -> None:
    few = CodeCount(FEW, stands=True)
    assert bound(ReadOfCode(9, 12), few, EVERYONE, TWELVE, 5).text == NOT_SHOWN
