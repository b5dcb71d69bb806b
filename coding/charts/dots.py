"""For each code how many people speak well of it and how many ill, as dots with their intervals."""

from collections.abc import Sequence
from dataclasses import dataclass

from coding.charts.chart import Chart, ChartTable, Titles, chart
from coding.charts.extents import Extent, out_of, with_people
from coding.charts.layout import (
    BAR,
    GAP,
    Drawn,
    Mark,
    Shape,
    Side,
    from_line,
    legend,
    named_row,
    over,
    ruled,
    side_heading,
    stacked,
    unit_of,
    with_words,
)

_WAYS: tuple[tuple[str, Side, Shape], ...] = (
    ("negative", "left", "square"),
    ("positive", "right", "disc"),
)
_DOT, _END, _BETWEEN = 11.0, 8.0, 24.0
_LEGEND = (
    ((Mark("square", "negative", 3, 1, 11, 11),), "negative, at least so many"),
    ((Mark("disc", "positive", 3, 1, 11, 11),), "positive, at least so many"),
    (
        (Mark("rule", "open-ink", 0, 7, 18, 0), Mark("rule", "ink", 18, 2, 0, 10)),
        "at most so many",
    ),
    (
        (Mark("rule", "track", 0, 7, 18, 0), Mark("rule", "track", 18, 3, 0, 8)),
        "everyone heard",
    ),
)


@dataclass(frozen=True, slots=True)
class CodeDots:
    """A code: of how many people, and how many of them positive and negative."""

    label: str
    people: Extent
    positive: Extent
    negative: Extent

    def way(self, name: str) -> Extent:
        """The number of people of one direction."""
        return self.positive if name == "positive" else self.negative


def dots(titles: Titles, codes: Sequence[CodeDots]) -> Chart:
    """A line for each code: positive to the right and negative to the left of the middle.

    Codes stand in the order given, which must not be that of numbers that are hidden.
    """
    table = ChartTable(
        ("Code", "People", "Positive", "Negative"),
        tuple((it.label, it.people.words, it.positive.words, it.negative.words) for it in codes),
    )
    sentences = [
        f"{it.label}: positive {with_people(it.positive, it.people)}; "
        f"negative {with_people(it.negative, it.people)}."
        for it in codes
    ]
    return chart(titles, table, sentences, lambda width, narrow: _body(codes, width, narrow))


def _body(codes: Sequence[CodeDots], width: float, narrow: bool) -> Drawn:
    if not codes:
        return Drawn()
    beside = 0.0 if narrow else width * 0.34
    panel = (width - beside - _BETWEEN) / 2
    lines = {"negative": beside + panel, "positive": beside + panel + _BETWEEN}
    unit = unit_of(
        (number for it in codes for number in (it.people, it.positive, it.negative)), panel - _DOT
    )
    head = over(
        *(
            side_heading(name.capitalize(), panel, side).moved(lines[name])
            for name, side, _ in _WAYS
        )
    )
    rows = [
        named_row(
            it.label,
            out_of(it.people),
            over(*(_way(it, way, unit, panel).moved(lines[way[0]]) for way in _WAYS)),
            (beside or width) - _BETWEEN,
            narrow,
        )
        for it in codes
    ]
    return stacked([legend(_LEGEND, width), head, ruled(rows, width)], gap=GAP)


def _way(code: CodeDots, way: tuple[str, Side, Shape], unit: float, panel: float) -> Drawn:
    """The dot of one direction, and its words."""
    name, side, _ = way
    number = code.way(name)
    return with_words(_dot(number, code.people, unit, way), number.words, panel, side)


def _dot(number: Extent, people: Extent, unit: float, way: tuple[str, Side, Shape]) -> Drawn:
    """A dot at the number that was counted, a dashed line to the most that it may be."""
    look, side, shape = way
    marks: list[Mark] = [Mark("rule", "axis", 0.0, -2.0, 0.0, BAR + 4)]
    if number.least is None or number.most is None:
        return Drawn(BAR, tuple(marks))
    if people.counted and people.least:
        marks += _line("track", 0.0, people.least * unit, 6.0, side)
    if number.most > number.least:
        marks += _line(f"open-{look}", number.least * unit, number.most * unit, _END, side)
    if number.counted:
        middle = from_line(number.least * unit, number.least * unit, side)
        marks.append(Mark(shape, look, middle - _DOT / 2, (BAR - _DOT) / 2, _DOT, _DOT))
    return Drawn(BAR, tuple(marks))


def _line(look: str, start: float, end: float, tall: float, side: Side) -> list[Mark]:
    """A line between two distances from the middle, with a stroke across its end."""
    solid = look.removeprefix("open-")
    far = from_line(end, end, side)
    return [
        Mark("rule", look, from_line(start, end, side), BAR / 2, end - start, 0.0),
        Mark("rule", solid, far, (BAR - tall) / 2, 0.0, tall),
    ]
