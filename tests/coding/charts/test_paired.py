"""Two waves with the same people, side by side, and nothing compared that has two meanings."""

from dataclasses import replace

import pytest
from drawn import bars, faults, pictures, words_of
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.charts.chart import Chart, Titles
from coding.charts.extents import Extent, between, extent
from coding.charts.paired import WavePair, paired
from coding.findings.disclosure.small_numbers import Figure, label_of

TITLES = Titles("waves", "What the same people said", "People heard in both waves.")
WAVES = ("spring 2025", "spring 2026")
TWELVE = Figure(12, "12")
UNSHOWN = Figure(None, "not shown")


def number(value: int) -> Extent:
    return extent(Figure(value, str(value)), TWELVE)


def pair(*numbers: Extent, label: str = "Listened to", note: str = "") -> WavePair:
    both, earlier, later, neither, unknown = numbers
    return WavePair(label, number(12), both, earlier, later, neither, unknown, note)


def made(*pairs: WavePair) -> Chart:
    return paired(TITLES, WAVES, pairs)


def test_the_same_is_said_in_words_table_and_picture() -> None:
    few = extent(Figure(None, "fewer than 5"), TWELVE)
    some = between(Figure(5, "5"), Figure(9, "9"), TWELVE)
    chart = made(pair(some, few, number(0), number(3), extent(UNSHOWN, TWELVE)))
    assert chart.alt == (
        "Listened to – in both: at least 5, at most 9 of 12; only in spring 2025: fewer than 5 of 12; "
        "only in spring 2026: none of 12; in neither: 3 of 12; cannot be compared: not shown."
    )
    assert chart.table.rows == (
        (
            "Listened to",
            "12",
            "at least 5, at most 9",
            "fewer than 5",
            "nobody",
            "3",
            "not shown",
            "–",
        ),
    )
    for picture in pictures(chart):
        names = ("Both", "Only spring 2025", "Only spring 2026", "Neither", "Cannot be compared")
        assert all(name in words_of(picture) for name in names)
    assert faults(chart) == []


def test_where_the_meaning_changed_the_reason_stands_in_the_place_of_numbers() -> None:
    numbers = [number(n) for n in (5, 6, 1, 0, 0)]
    note = "Not compared: the code means something else now"
    chart = made(pair(*numbers, note=note))
    assert chart.alt == f"Listened to: {note}."
    assert chart.table.rows == (("Listened to", "12", *[note] * 6),)
    for picture in pictures(chart):
        assert note in words_of(picture)
        assert len(bars(picture, "count")) == 1  # that of the legend


def test_what_the_numbers_come_to_is_said_under_them() -> None:
    row = replace(pair(*[number(n) for n in (5, 3, 1, 3, 0)]), verdict="too few changed to say")
    chart = made(row)
    assert chart.alt.endswith("cannot be compared: none of 12. Too few changed to say.")
    assert chart.table.rows[0][-1] == "too few changed to say"
    assert all("Too few changed to say." in words_of(picture) for picture in pictures(chart))
    assert faults(chart) == []


def test_no_code_is_said() -> None:
    assert made().alt == "There is nothing to show yet."


@pytest.mark.parametrize("label", ["W" * 60, "<b>&amp;", "الاستماع إلى الناس", ""])
def test_no_label_breaks_the_picture(label: str) -> None:
    chart = made(*[pair(*[number(7)] * 5, label=label)] * 2)
    assert faults(chart) == []
    long_waves = paired(TITLES, (label, label), [pair(*[number(7)] * 5)])
    assert faults(long_waves) == []


@settings(max_examples=50, deadline=None)
@given(*[st.lists(st.integers(0, 12), min_size=5, max_size=5)] * 2)
def test_two_numbers_behind_the_same_words_are_the_same_picture(
    one: list[int], other: list[int]
) -> None:
    """As each is printed by itself; the second is the first wherever it would read otherwise."""
    first = [printed(count) for count in one]
    second = [
        now if now.text == before.text else before
        for before, now in zip(first, map(printed, other), strict=True)
    ]
    charts = [made(pair(*(extent(it, TWELVE) for it in shown))) for shown in (first, second)]
    assert charts[0] == charts[1]


def printed(count: int) -> Figure:
    label = label_of(count, 12, 5)
    return Figure(None, label[1]) if label else Figure(count, str(count))
