"""For each theme how many people speak well of it, ill of it, or both."""

from collections.abc import Sequence
from dataclasses import dataclass

from coding.charts.chart import Chart, ChartTable, Titles, chart
from coding.charts.extents import Extent, out_of, with_people
from coding.charts.layout import (
    GAP,
    Drawn,
    Mark,
    Side,
    gauge,
    legend,
    named_row,
    over,
    ruled,
    side_heading,
    stacked,
    unit_of,
    with_words,
)

_WAYS: tuple[tuple[str, Side], ...] = (
    ("negative", "left"),
    ("mixed", "middle"),
    ("positive", "right"),
)
WAY_NAMES = {"negative": "Only bad", "mixed": "Good and bad", "positive": "Only good"}
"""What somebody said of a theme, who is in one place only."""

_BETWEEN = 14.0
_LEGEND = (
    ((Mark("bar", "ink", 0, 0, 18, 14),), "counted so far"),
    ((Mark("bar", "open-ink", 0, 0, 18, 14),), "may be so many"),
    ((Mark("bar", "track", 0, 2, 18, 10),), "everyone heard"),
)


@dataclass(frozen=True, slots=True)
class ThemeBar:
    """A theme: of how many people, and how many said only good, good and bad, and only bad."""

    label: str
    people: Extent
    positive: Extent
    mixed: Extent
    negative: Extent

    def way(self, name: str) -> Extent:
        """The number of people of one direction."""
        return {"positive": self.positive, "mixed": self.mixed, "negative": self.negative}[name]


def diverging(titles: Titles, themes: Sequence[ThemeBar]) -> Chart:
    """A bar for each theme: only bad to the left, both in the middle, only good to the right.

    Themes stand in the order given, which must not be that of numbers that are hidden.
    """
    table = ChartTable(
        ("Theme", "People", *(WAY_NAMES[name] for name, _ in reversed(_WAYS))),
        tuple(
            (it.label, it.people.words, it.positive.words, it.mixed.words, it.negative.words)
            for it in themes
        ),
    )
    return chart(
        titles,
        table,
        [_sentence(it) for it in themes],
        lambda width, narrow: _body(themes, width, narrow),
    )


def _sentence(theme: ThemeBar) -> str:
    ways = "; ".join(
        f"{WAY_NAMES[name].lower()} {with_people(theme.way(name), theme.people)}"
        for name, _ in reversed(_WAYS)
    )
    return f"{theme.label}: {ways}."


def _body(themes: Sequence[ThemeBar], width: float, narrow: bool) -> Drawn:
    if not themes:
        return Drawn()
    beside = 0.0 if narrow else width * 0.27
    panel = (width - beside - 2 * _BETWEEN) / 3
    lines = {
        "negative": beside + panel,
        "mixed": beside + panel * 1.5 + _BETWEEN,
        "positive": beside + 2 * (panel + _BETWEEN),
    }
    unit = unit_of((number for it in themes for number in (it.people, *map(it.way, lines))), panel)
    head = over(
        *(side_heading(WAY_NAMES[name], panel, side).moved(lines[name]) for name, side in _WAYS)
    )
    rows = [
        named_row(
            it.label,
            out_of(it.people),
            over(*(_way(it, way, unit, panel).moved(lines[way[0]]) for way in _WAYS)),
            (beside or width) - _BETWEEN,
            narrow,
        )
        for it in themes
    ]
    return stacked([legend(_LEGEND, width), head, ruled(rows, width)], gap=GAP)


def _way(theme: ThemeBar, way: tuple[str, Side], unit: float, panel: float) -> Drawn:
    """The bar of one direction, and its words."""
    look, side = way
    number = theme.way(look)
    return with_words(gauge(number, theme.people, unit, look, side), number.words, panel, side)
