"""What may be drawn of a number is what its printed words leave open, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.charts.extents import HIDDEN, Extent, between, extent, out_of, with_people
from coding.findings.disclosure.small_numbers import Figure, Key, Tally, protect

TWENTY = Figure(20, "20")
FEW, MOST, UNSHOWN = Figure(None, "fewer than 5"), Figure(None, "most"), Figure(None, "not shown")


def number(value: int) -> Figure:
    return Figure(value, f"{value:,}")


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (number(7), Extent("7", 7, 7, counted=True)),
        (number(0), Extent("nobody", 0, 0, counted=True)),
        (number(1200), Extent("1,200", 1200, 1200, counted=True)),
        (FEW, Extent("fewer than 5", 1, 4)),
        (MOST, Extent("most", 11, 20)),
        (UNSHOWN, HIDDEN),
        (Figure(None, "some"), Extent("some")),
    ],
)
def test_a_printed_figure_leaves_open_what_it_leaves_open(figure: Figure, expected: Extent) -> None:
    assert extent(figure, TWENTY) == expected


def test_most_of_a_number_that_is_not_shown_has_no_ends() -> None:
    assert extent(MOST, UNSHOWN).hidden


@pytest.mark.parametrize(
    ("at_least", "at_most", "expected"),
    [
        (number(5), number(9), Extent("at least 5, at most 9", 5, 9, counted=True)),
        (number(7), number(7), Extent("7", 7, 7, counted=True)),
        (number(0), number(6), Extent("nobody yet, at most 6", 0, 6, counted=True)),
        (FEW, number(6), Extent("at most 6", 0, 6)),
        (number(15), MOST, Extent("at least 15", 15, 20, counted=True)),
        (number(5), UNSHOWN, Extent("at least 5", 5, 20, counted=True)),
        (FEW, FEW, Extent("fewer than 5", 1, 4)),
        (number(0), UNSHOWN, HIDDEN),
        (FEW, UNSHOWN, HIDDEN),
        (UNSHOWN, UNSHOWN, HIDDEN),
    ],
)
def test_a_bound_that_is_hidden_is_left_out(
    at_least: Figure, at_most: Figure, expected: Extent
) -> None:
    assert between(at_least, at_most, TWENTY) == expected


@pytest.mark.parametrize(
    ("number_of_people", "people", "expected"),
    [
        (number(7), TWENTY, "7 of 20"),
        (MOST, TWENTY, "most of 20"),
        (UNSHOWN, TWENTY, "not shown"),
        (number(7), UNSHOWN, "7"),
        (number(0), number(0), "nobody"),
        (number(0), TWENTY, "none of 20"),
    ],
)
def test_a_number_stands_with_what_it_is_out_of(
    number_of_people: Figure, people: Figure, expected: str
) -> None:
    assert with_people(extent(number_of_people, people), extent(people, people)) == expected


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (TWENTY, "of 20 people"),
        (number(0), "nobody was heard"),
        (FEW, "of fewer than 5 people"),
        (UNSHOWN, "number of people not shown"),
    ],
)
def test_how_many_there_are_is_said(people: Figure, expected: str) -> None:
    assert out_of(extent(people, people)) == expected


counts = st.integers(0, 400)


@given(st.lists(counts, min_size=2, max_size=2), st.lists(counts, min_size=2, max_size=2), counts)
def test_numbers_with_the_same_words_have_the_same_extent(
    one: list[int], other: list[int], everyone: int
) -> None:
    """Bounds as the tally prints them: where it prints the same, the same is drawn."""
    first, second = (printed(bounds, everyone) for bounds in (one, other))
    if first[:2] == second[:2]:
        assert between(*first) == between(*second)
    if between(*first).words == between(*second).words:
        assert between(*first) == between(*second)


def printed(bounds: list[int], everyone: int) -> tuple[Figure, Figure, Figure]:
    low, high = sorted(min(bound, everyone) for bound in bounds)
    whole = ("people",)
    keys: dict[Key, int] = {("least",): low, ("most",): high, whole: everyone}
    shown = protect(Tally(keys, columns={("least",): whole, ("most",): whole}), 5)
    return shown[("least",)], shown[("most",)], shown[whole]
