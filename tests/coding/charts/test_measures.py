"""Measures by period: gaps stay gaps, no per cent of few, and which way is better is said."""

from datetime import date
from xml.etree.ElementTree import Element

import pytest
from drawn import SVG, faults, pictures, words_of

from coding.charts.chart import Chart, Titles
from coding.charts.extents import Extent, extent
from coding.charts.measures import NOT_DRAWN, MeasurePoint, MeasureSeries, measures
from coding.findings.disclosure.small_numbers import Figure

TITLES = Titles("measures", "Measures of the service", "By half year.")


def half(
    year: int,
    number: int,
    value: float | None,
    people: Extent | None = None,
    words: str = "no figure",
) -> MeasurePoint:
    start, end = ((1, 1), (6, 30)) if number == 1 else ((7, 1), (12, 31))
    return MeasurePoint(date(year, *start), date(year, *end), value, people, words)


def people(count: int) -> Extent:
    figure = Figure(count, str(count))
    return extent(figure, figure)


def complaints(*points: MeasurePoint) -> MeasureSeries:
    return MeasureSeries("Complaints", "complaints", "down", points)


def shares(*points: MeasurePoint) -> MeasureSeries:
    return MeasureSeries("Satisfaction", "%", "up", points)


def made(*series: MeasureSeries, ended: date | None = None) -> Chart:
    return measures(TITLES, series, ended)


def marks(picture: Element, shape: str, look: str) -> list[Element]:
    wanted = {f"chart-{shape}", f"chart-{look}"}
    return [it for it in picture.iter() if wanted <= set(it.get("class", "").split())]


def joins(chart: Chart) -> int:
    """How many lines lead from one figure to the next."""
    return len(marks(pictures(chart)[0], "line", "count"))


def dots(chart: Chart) -> int:
    """How many figures are drawn, beside the one of the legend."""
    return len(list(pictures(chart)[0].iter(f"{SVG}circle"))) - 1


def test_periods_that_follow_one_another_are_joined() -> None:
    chart = made(complaints(half(2024, 1, 31), half(2024, 2, 28), half(2025, 1, 19)))
    assert (dots(chart), joins(chart)) == (3, 2)
    assert chart.alt == (
        "Complaints (complaints, lower is better): "
        "Jan–Jun 2024 31; Jul–Dec 2024 28; Jan–Jun 2025 19."
    )
    assert chart.table.rows[0] == ("Complaints", "Jan–Jun 2024", "31", "–")


@pytest.mark.parametrize(
    ("points", "dots_and_joins", "note"),
    [
        ((half(2024, 1, 31), half(2024, 2, None), half(2025, 1, 19)), (2, 0), "No figure: Jul–Dec 2024."),
        ((half(2024, 1, 31), half(2024, 2, None, words="not shown"), half(2025, 1, 19)), (2, 0), "Not shown: Jul–Dec 2024."),
        ((half(2024, 1, 31), half(2025, 1, 19)), (2, 0), ""),
        ((half(2024, 1, None), half(2024, 2, None)), (0, 0), "No figure: Jan–Jun 2024, Jul–Dec 2024."),
        ((), (0, 0), "No figure."),
    ],
)  # fmt: skip
def test_a_gap_is_not_bridged(
    points: tuple[MeasurePoint, ...], dots_and_joins: tuple[int, int], note: str
) -> None:
    chart = made(complaints(*points))
    assert (dots(chart), joins(chart)) == dots_and_joins
    assert all(note in words_of(picture) for picture in pictures(chart))
    assert faults(chart) == []


@pytest.mark.parametrize(
    ("count", "said"), [(49, NOT_DRAWN), (50, "71.5 %"), (400, "71.5 %"), (None, "71.5 %")]
)
def test_a_per_cent_of_fewer_than_fifty_people_is_not_drawn(count: int | None, said: str) -> None:
    chart = made(shares(half(2024, 1, 71.5, people(count) if count else None)))
    assert chart.table.rows[0][2] == said
    assert dots(chart) == (said != NOT_DRAWN)


@pytest.mark.parametrize(
    "asked", [Figure(None, "not shown"), Figure(None, "fewer than 5")], ids=lambda it: it.text
)
def test_a_per_cent_of_people_who_are_not_counted_out_is_not_drawn(asked: Figure) -> None:
    assert dots(made(shares(half(2024, 1, 71.5, extent(asked, asked))))) == 0


@pytest.mark.parametrize(("one", "other"), [(3.401, 3.4), (0.01234, 0.012), (1204.004, 1204)])
def test_two_values_that_read_the_same_are_the_same_picture(one: float, other: float) -> None:
    series = [complaints(half(2024, 1, value), half(2024, 2, 2000)) for value in (one, other)]
    assert made(series[0]) == made(series[1])


@pytest.mark.parametrize(
    ("better", "said"),
    [("up", "higher is better"), ("down", "lower is better"), ("", "neither way is better")],
)
def test_which_way_is_better_is_said_in_words(better: str, said: str) -> None:
    series = MeasureSeries("Calls", "a week", better, (half(2024, 1, 7),))  # type: ignore[arg-type]
    assert f"a week, {said}" in words_of(pictures(made(series))[0])


@pytest.mark.parametrize(
    ("ended", "lines", "said"),
    [
        (date(2024, 3, 31), 2, "co-production ended on 31 March 2024"),
        (date(2023, 3, 31), 0, "co-production ended on 31 March 2023, before these periods"),
        (date(2026, 3, 31), 0, "co-production ended on 31 March 2026, after these periods"),
        (None, 0, ""),
    ],
)
def test_the_end_of_co_production_is_marked_or_said(
    ended: date | None, lines: int, said: str
) -> None:
    """One line in the picture and one in the legend."""
    chart = made(complaints(half(2024, 1, 31), half(2024, 2, 28)), ended=ended)
    for picture in pictures(chart):
        assert len(marks(picture, "line", "end")) == lines
        assert said in words_of(picture)
    assert ("Co-production ended on" in chart.alt) == bool(ended)


def test_figures_beside_one_another_never_lie_over_one_another() -> None:
    points = [half(2000 + n // 2, 1 + n % 2, 1000.25 * n) for n in range(40)]
    long_name = MeasureSeries("W" * 60, "<unit> & more", "up", tuple(points))
    chart = made(complaints(*points), long_name, ended=date(2010, 3, 31))
    assert faults(chart) == []
    assert len(chart.table.rows) == 80


def test_no_measure_is_said() -> None:
    assert made(ended=date(2024, 3, 31)).alt == "There is nothing to show yet."
