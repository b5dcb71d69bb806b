"""Measures of a service period by period, one small picture each, beside when co-production ended."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from coding.charts.chart import Chart, ChartTable, Titles, chart
from coding.charts.extents import Extent
from coding.charts.layout import (
    LABEL,
    SOFT,
    WORDS,
    Anchor,
    Drawn,
    Mark,
    PlacedText,
    grid,
    legend,
    over,
    paragraph,
    stacked,
)
from coding.charts.widths import text_width
from corpora.dates import written_date, written_month, written_span

LEAST_FOR_PER_CENT = 50
"""Of fewer people a per cent says more than is known, so that it is not drawn."""

NO_FIGURE = "no figure"
NOT_DRAWN = f"not shown, since a per cent needs {LEAST_FOR_PER_CENT} people"

_BETTER = {"up": "higher is better", "down": "lower is better", "": "neither way is better"}
_PLOT, _HEAD, _EDGE, _DOT = 74.0, 22.0, 8.0, 9.0
_ADJACENT = timedelta(days=8)
_BESIDE, _APART = 28.0, 6.0


@dataclass(frozen=True, slots=True)
class MeasurePoint:
    """What a measure came to from `start` to `end`; `people` are those it was asked of, if any.

    `value` is None where there is no figure or it is not shown, as `words` say.
    """

    start: date
    end: date
    value: float | None
    people: Extent | None = None
    words: str = NO_FIGURE


@dataclass(frozen=True, slots=True)
class MeasureSeries:
    """A measure: its name, its unit, which way is better, and its points in the order of time."""

    name: str
    unit: str
    better: Literal["up", "down", ""]
    points: tuple[MeasurePoint, ...]

    @property
    def per_cent(self) -> bool:
        """Whether the measure is a share of a hundred."""
        return self.unit.strip().casefold() in ("%", "percent", "per cent")


def measures(titles: Titles, series: Sequence[MeasureSeries], ended: date | None = None) -> Chart:
    """A small picture for each measure, all over the same time, each on a scale of its own.

    Periods that do not follow one another are not joined. `ended`: the last day of co-production.
    """
    table = ChartTable(
        ("Measure", "Period", "Figure", "People asked"),
        tuple(
            (it.name, _period(point), _said(it, point), point.people.words if point.people else "–")
            for it in series
            for point in it.points
        ),
    )
    sentences = [_sentence(it) for it in series]
    if ended and series:
        sentences.insert(0, f"Co-production ended on {written_date(ended)}.")
    return chart(
        titles, table, sentences, lambda width, narrow: _body(series, ended, width, narrow)
    )


def _period(point: MeasurePoint) -> str:
    return written_span(point.start, point.end)


def _shown_value(series: MeasureSeries, point: MeasurePoint) -> float | None:
    """The value as exact as it is printed, or None where it is not to be drawn."""
    few = point.people is not None and (point.people.least or 0) < LEAST_FOR_PER_CENT
    if point.value is None or (series.per_cent and few):
        return None
    return round(point.value, 2) if abs(point.value) >= 1 else float(f"{point.value:.2g}")


def _said(series: MeasureSeries, point: MeasurePoint) -> str:
    """The value as it is printed, or why there is none."""
    value = _shown_value(series, point)
    if value is None:
        return point.words if point.value is None else NOT_DRAWN
    number = f"{value:,}".removesuffix(".0")
    return f"{number} %" if series.per_cent else number


def _about(series: MeasureSeries) -> str:
    unit = "per cent" if series.per_cent else series.unit
    return ", ".join(filter(None, (unit, _BETTER[series.better])))


def _sentence(series: MeasureSeries) -> str:
    listed = "; ".join(f"{_period(point)} {_said(series, point)}" for point in series.points)
    return f"{series.name} ({_about(series)}): {listed or NO_FIGURE}."


def _body(series: Sequence[MeasureSeries], ended: date | None, width: float, narrow: bool) -> Drawn:
    if not series:
        return Drawn()
    columns = 1 if narrow else 2
    step = (width + _BESIDE) / columns
    days = [day for it in series for point in it.points for day in (point.start, point.end)]
    span = (min(days), max(days)) if days else None
    panels = [_panel(it, span, ended, step - _BESIDE) for it in series]
    key = legend(_entries(span, ended), width)
    return stacked([key, grid(panels, columns, step, gap=18.0)], gap=12.0)


def _entries(
    span: tuple[date, date] | None, ended: date | None
) -> list[tuple[tuple[Mark, ...], str]]:
    """What the marks mean, and when co-production ended, also where that is not in the picture."""
    figure = ((Mark("disc", "count", 4, 2, _DOT, _DOT),), "a figure of one period")
    if not ended or not span:
        return [figure]
    words = f"co-production ended on {written_date(ended)}"
    if _inside(ended, span):
        return [figure, ((Mark("rule", "end", 9, 0, 0, 14),), words)]
    return [figure, ((), f"{words}, {'before' if ended < span[0] else 'after'} these periods")]


def _inside(day: date | None, span: tuple[date, date]) -> bool:
    return day is not None and span[0] <= day <= span[1]


@dataclass(frozen=True, slots=True)
class _Dot:
    """A figure where it is drawn; `place`: the how manyth point of its measure it is."""

    x: float
    y: float
    place: int
    point: MeasurePoint
    words: str

    def followed_by(self, other: "_Dot") -> bool:
        """Whether nothing lies in between: no point without a figure, no days."""
        return other.place - self.place == 1 and other.point.start - self.point.end < _ADJACENT


def _panel(
    series: MeasureSeries, span: tuple[date, date] | None, ended: date | None, width: float
) -> Drawn:
    head = [paragraph(series.name, width, LABEL), paragraph(_about(series), width, SOFT)]
    dots = list(_dots(series, span, width)) if span else []
    if not span or not dots:
        return stacked([*head, *_notes(series, width)], gap=2.0)
    end = _at(ended, span, width) if ended and _inside(ended, span) else None
    marks = (
        Mark("rule", "axis", 0.0, _HEAD + _PLOT, width, 0.0),
        *([] if end is None else [Mark("rule", "end", end, 0.0, 0.0, _HEAD + _PLOT)]),
        *(
            Mark("rule", "count", one.x, one.y, other.x - one.x, other.y - one.y)
            for one, other in pairwise(dots)
            if one.followed_by(other)
        ),
        *(Mark("disc", "count", d.x - _DOT / 2, d.y - _DOT / 2, _DOT, _DOT) for d in dots),
    )
    plot = Drawn(_HEAD + _PLOT + 2, marks, tuple(_values(dots, end, width)))
    return stacked([*head, plot, _ends(span, width), *_notes(series, width)], gap=2.0)


def _at(day: date, span: tuple[date, date], width: float) -> float:
    """Where a day lies across the picture."""
    days = max((span[1] - span[0]).days, 1)
    return _EDGE + (day - span[0]).days / days * (width - 2 * _EDGE)


def _dots(series: MeasureSeries, span: tuple[date, date], width: float) -> Iterator[_Dot]:
    shown = [_shown_value(series, point) for point in series.points]
    values = [value for value in shown if value is not None]
    low, high = min(values, default=0.0), max(values, default=0.0)
    for place, (point, value) in enumerate(zip(series.points, shown, strict=True)):
        if value is not None:
            share = (value - low) / (high - low) if high > low else 0.5
            middle = point.start + (point.end - point.start) / 2
            y = _HEAD + _EDGE + (1 - share) * (_PLOT - 2 * _EDGE)
            yield _Dot(_at(middle, span, width), y, place, point, _said(series, point))


def _values(dots: Sequence[_Dot], end: float | None, width: float) -> Iterator[PlacedText]:
    """The first and the last figure above their dots, and those between that find room.

    A figure stands beside the line at `end`, not across it.
    """
    taken: list[tuple[float, float]] = [] if end is None else [(end, end)]
    for dot in [*dots[:1], *dots[1:][-1:], *dots[1:-1]]:
        room = text_width(dot.words, WORDS)
        tries = [dot.x - room / 2, *([] if end is None else [end + _APART, end - _APART - room])]
        for left in tries:
            inside = min(max(left, 0.0), width - room)
            near = abs(inside + room / 2 - dot.x) <= room / 2 + 2 * _APART
            if near and all(
                inside + room + _APART <= low or inside >= high + _APART for low, high in taken
            ):
                taken.append((inside, inside + room))
                yield PlacedText(dot.words, inside, dot.y - _DOT, WORDS, over=True)
                break


def _ends(span: tuple[date, date], width: float) -> Drawn:
    """The first and the last month under the picture."""
    first, last = map(written_month, span)
    ends: list[tuple[str, float, Anchor]] = [(first, 0.0, "start"), (last, width, "end")]
    if first == last:
        ends.pop()
    return over(*(paragraph(text, width / 2, SOFT, anchor).moved(x) for text, x, anchor in ends))


def _notes(series: MeasureSeries, width: float) -> Iterator[Drawn]:
    """Of which periods nothing is drawn, and why."""
    reasons: dict[str, list[str]] = {}
    for point in series.points:
        if _shown_value(series, point) is None:
            reasons.setdefault(_said(series, point), []).append(_period(point))
    if not series.points:
        yield paragraph("No figure.", width, SOFT)
    for reason, periods in reasons.items():
        yield paragraph(f"{reason[:1].upper()}{reason[1:]}: {', '.join(periods)}.", width, SOFT)
