"""Bars of themes and dots of codes: what is drawn, what is said, and what stays hidden."""

from collections.abc import Sequence

import pytest
from drawn import bars, faults, pictures, words_of
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.charts.chart import Chart, Titles
from coding.charts.diverging import ThemeBar, diverging
from coding.charts.dots import CodeDots, dots
from coding.charts.extents import Extent, between, extent
from coding.findings.disclosure.small_numbers import Figure, Key, Tally, protect

TITLES = Titles("themes", "What people said", "How many of the people heard spoke of it.")
FEW, MOST, UNSHOWN = Figure(None, "fewer than 5"), Figure(None, "most"), Figure(None, "not shown")
HOSTILE = {
    "markup": '<script>alert(1)</script> & "more" \']]>',
    "long": "Donaudampfschifffahrtsgesellschaftskapitaenswitwenrentenantrag" * 2,
    "right to left": "الاستماع إلى الناس שמיעת אנשים",
    "emoji": "👩‍👩‍👧‍👦 heard 🏴󠁧󠁢󠁥󠁮󠁧󠁿" * 4,
    "acting": "turned \u202e round \x0b\x00 and \ud800",
    "wide": "漢字" * 40,
    "empty": "",
}


def number(value: int) -> Figure:
    return Figure(value, str(value))


def exact(value: int, people: int = 20) -> Extent:
    return extent(number(value), number(people))


def theme(
    positive: Extent, mixed: Extent, negative: Extent, people: int = 20, label: str = "Felt heard"
) -> ThemeBar:
    return ThemeBar(label, exact(people, people), positive, mixed, negative)


def both(rows: list[ThemeBar]) -> list[Chart]:
    """The same people as bars and as dots."""
    codes = [CodeDots(row.label, row.people, row.positive, row.negative) for row in rows]
    return [diverging(TITLES, rows), dots(TITLES, codes)]


def test_no_theme_is_said_and_drawn_as_nothing() -> None:
    for chart in both([]):
        assert chart.alt == "There is nothing to show yet."
        assert chart.table.rows == ()
        assert all("There is nothing to show yet." in words_of(p) for p in pictures(chart))


def test_a_bar_is_full_to_the_least_and_open_to_the_most() -> None:
    positive = between(number(5), number(10), number(20))
    wide, _ = pictures(diverging(TITLES, [theme(positive, exact(0), exact(20))]))
    _, whole, *_ = bars(wide, "track")
    assert bars(wide, "positive") == pytest.approx([whole / 4], abs=0.1)
    assert bars(wide, "open-positive") == pytest.approx([whole / 2], abs=0.1)
    assert bars(wide, "negative") == pytest.approx([whole], abs=0.1)
    assert bars(wide, "mixed") == bars(wide, "open-negative") == []


def test_negative_lies_left_of_mixed_and_mixed_left_of_positive() -> None:
    for picture in pictures(diverging(TITLES, [theme(exact(5), exact(6), exact(7))])):
        places = {
            look: float(rect.attrib["x"])
            for rect in picture.iter("{http://www.w3.org/2000/svg}rect")
            for look in ("negative", "mixed", "positive")
            if f"chart-{look}" in rect.attrib["class"].split()
        }
        assert places["negative"] < places["mixed"] < places["positive"]


def test_words_table_and_picture_say_the_same() -> None:
    row = theme(
        between(number(5), number(9), number(20)),
        extent(FEW, number(20)),
        extent(UNSHOWN, number(20)),
    )
    chart = diverging(TITLES, [row])
    assert chart.alt == (
        "Felt heard: only good at least 5, at most 9 of 20; good and bad fewer than 5 of 20; "
        "only bad not shown."
    )
    assert chart.table.head == ("Theme", "People", "Only good", "Good and bad", "Only bad")
    assert chart.table.rows == (
        ("Felt heard", "20", "at least 5, at most 9", "fewer than 5", "not shown"),
    )
    for picture in pictures(chart):
        read = words_of(picture)
        assert all(words in read for words in ("of 20 people", "fewer than 5", "not shown"))


def test_of_a_hidden_number_nothing_is_drawn() -> None:
    unshown = extent(UNSHOWN, number(20))
    for picture in pictures(diverging(TITLES, [theme(unshown, unshown, unshown)])):
        looks = ("positive", "mixed", "negative", "open-positive", "open-mixed", "open-negative")
        assert [bars(picture, look) for look in looks] == [[]] * len(looks)
        # One sample of the frame stands in the legend.
        assert len(bars(picture, "track")) == 1


def test_a_hidden_number_of_people_leaves_its_frame_out() -> None:
    unshown = extent(UNSHOWN, UNSHOWN)
    chart = diverging(TITLES, [ThemeBar("Valued", unshown, exact(7), unshown, unshown)])
    assert chart.alt == "Valued: only good 7; good and bad not shown; only bad not shown."
    assert [len(bars(picture, "track")) for picture in pictures(chart)] == [1, 1]


@pytest.mark.parametrize("people", [0, 1, 4, 5, 24, 400])
@pytest.mark.parametrize("negative_only", [True, False])
def test_any_number_of_people_is_drawn_without_a_per_cent(people: int, negative_only: bool) -> None:
    nobody, everyone = exact(0, people), exact(people, people)
    rows = [theme(nobody if negative_only else everyone, nobody, everyone, people)]
    for chart in both(rows):
        assert faults(chart) == []
        for picture in pictures(chart):
            assert "%" not in words_of(picture) and "per cent" not in words_of(picture)


@pytest.mark.parametrize("label", HOSTILE.values(), ids=HOSTILE)
def test_no_label_breaks_a_picture(label: str) -> None:
    shown = between(number(5), number(9), number(20))
    rows = [theme(shown, shown, shown, label=label)] * 3
    for chart in both(rows):
        assert faults(chart) == []
        assert "<script" not in chart.svg
        assert "\u202e" not in chart.svg + chart.alt + "".join(chart.table.rows[0])


counts = st.tuples(st.integers(0, 24), st.integers(0, 24), st.integers(0, 24))


def drawn(numbers: Sequence[int], people: int) -> tuple[list[Figure], list[Chart]]:
    """What the tally prints of numbers of people, and the charts of that."""
    keys: dict[Key, int] = {(way,): min(n, people) for way, n in zip("pmn", numbers, strict=True)}
    whole = ("people",)
    shown = protect(Tally({whole: people, **keys}, columns=dict.fromkeys(keys, whole)), 5)
    row = ThemeBar(
        "Felt heard",
        extent(shown[whole], shown[whole]),
        *(extent(shown[key], shown[whole]) for key in keys),
    )
    return list(shown.values()), both([row])


@settings(max_examples=200, deadline=None)
@given(counts, counts, st.sampled_from([5, 9, 24]))
def test_two_numbers_behind_the_same_words_are_the_same_picture(
    one: tuple[int, int, int], other: tuple[int, int, int], people: int
) -> None:
    """The second numbers are brought behind the words of the first where they can be."""
    behind = tuple(
        second if printed_alike(first, second, people) else first
        for first, second in zip(one, other, strict=True)
    )
    words, charts = drawn(one, people)
    words_behind, charts_behind = drawn(behind, people)
    if words == words_behind:
        assert charts == charts_behind


def printed_alike(one: int, other: int, people: int) -> bool:
    low = min(one, other) >= 1 and max(one, other) <= 4
    high = min(one, other) > max(people // 2, people - 3)
    return low or high


@pytest.mark.parametrize(("one", "other"), [((1, 2, 23), (4, 3, 24)), ((2, 4, 3), (3, 1, 4))])
def test_such_numbers_exist(one: tuple[int, int, int], other: tuple[int, int, int]) -> None:
    """The property above is about something: different numbers do read the same."""
    words, charts = drawn(one, 24)
    words_behind, charts_behind = drawn(other, 24)
    assert words == words_behind
    assert charts == charts_behind
