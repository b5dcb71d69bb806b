"""For each code how many people speak well of it and how many ill, as dots with their intervals."""

from collections.abc import Sequence
from dataclasses import dataclass

from coding.charts.chart import Chart, ChartTable, Titles, chart
from coding.charts.extents import Extent, out_of, with_people
from coding.charts.layout import (
    BAR,
    GAP,
    LABEL,
    SOFT,
    Drawn,
    Mark,
    Shape,
    Side,
    divider,
    from_line,
    legend,
    over,
    paragraph,
    side_heading,
    stacked,
    unit_of,
    with_words,
)  # fmt: skip

_WAYS: tuple[tuple[str, Side, Shape], ...] = (
    ("negative", "left", "square"),
    ("positive", "right", "disc"),
)
_DOT, _END, _BETWEEN = 11.0, 8.0, 24.0
_LEGEND = (
    ((Mark("square", "negative", 3, 1, 11, 11),), "negative, so many at least"),
    ((Mark("disc", "positive", 3, 1, 11, 11),), "positive, so many at least"),
    (
        (Mark("rule", "open-ink", 0, 7, 18, 0), Mark("rule", "ink", 18, 2, 0, 10)),
        "up to as many as it may be",
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
    parts = [legend(_LEGEND, width), head]
    for code in codes:
        ways = over(
            *(
                with_words(
                    _dot(code.way(name), code.people, unit, (name, side, shape)),
                    code.way(name).words,
                    panel,
                    side,
                ).moved(lines[name])
                for name, side, shape in _WAYS
            )
        )
        label = (beside or width) - _BETWEEN / 2
        name_of_code = stacked(
            [paragraph(code.label, label, LABEL), paragraph(out_of(code.people), label, SOFT)]
        )
        row = stacked([name_of_code, ways], gap=GAP) if narrow else over(name_of_code, ways)
        parts += [divider(width), row]
    return stacked(parts, gap=GAP)


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
