"""Two waves with the same people: who said a thing in both, only earlier, only later, in neither."""

from collections.abc import Sequence
from dataclasses import dataclass

from coding.charts.chart import Chart, ChartTable, Titles, chart
from coding.charts.extents import Extent, out_of, with_people
from coding.charts.layout import (
    GAP,
    LABEL,
    SOFT,
    Drawn,
    Mark,
    gauge,
    grid,
    legend,
    named_row,
    paragraph,
    ruled,
    stacked,
    unit_of,
    with_words,
)

_BETWEEN = 12.0
_LEGEND = (
    ((Mark("bar", "count", 0, 0, 18, 14),), "at least so many"),
    ((Mark("bar", "open-count", 0, 0, 18, 14),), "at most so many"),
    ((Mark("bar", "track", 0, 2, 18, 10),), "everyone heard in both waves"),
)


@dataclass(frozen=True, slots=True)
class WavePair:
    """A code, and of the people heard in both waves how many said it when.

    `not_comparable`: those of whom a transcript is not read to the end. `note`: why nothing is
    compared at all, as where the meaning of the code has changed; it stands in the place of numbers.
    `verdict`: what the numbers come to, as "too few changed to say".
    """

    label: str
    people: Extent
    both: Extent
    only_earlier: Extent
    only_later: Extent
    neither: Extent
    not_comparable: Extent
    note: str = ""
    verdict: str = ""

    @property
    def numbers(self) -> tuple[Extent, ...]:
        """The numbers in the order of the columns."""
        return self.both, self.only_earlier, self.only_later, self.neither, self.not_comparable


def paired(titles: Titles, waves: tuple[str, str], codes: Sequence[WavePair]) -> Chart:
    """A row for each code. `waves` are the names of the earlier and the later one."""
    earlier, later = waves
    columns = ("Both", f"Only {earlier}", f"Only {later}", "Neither", "Cannot be compared")
    table = ChartTable(
        ("Code", "People", *columns, "What can be said"),
        tuple(
            (
                it.label,
                it.people.words,
                *(it.note or number.words for number in it.numbers),
                it.note or it.verdict or "–",
            )
            for it in codes
        ),
    )
    sentences = [_sentence(it, waves) for it in codes]
    return chart(
        titles, table, sentences, lambda width, narrow: _body(codes, columns, width, narrow)
    )


def _sentence(code: WavePair, waves: tuple[str, str]) -> str:
    if code.note:
        return f"{code.label}: {code.note.rstrip('.')}."
    names = (
        "in both",
        f"only in {waves[0]}",
        f"only in {waves[1]}",
        "in neither",
        "cannot be compared",
    )
    numbers = zip(names, code.numbers, strict=True)
    listed = "; ".join(f"{name}: {with_people(it, code.people)}" for name, it in numbers)
    return f"{code.label} – {listed}. {_verdict(code)}".strip()


def _verdict(code: WavePair) -> str:
    words = code.verdict.strip().rstrip(".")
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _body(codes: Sequence[WavePair], columns: Sequence[str], width: float, narrow: bool) -> Drawn:
    if not codes:
        return Drawn()
    beside = 0.0 if narrow else width * 0.25
    across = 2 if narrow else len(columns)
    step = (width - beside + _BETWEEN) / across
    cell = step - _BETWEEN
    unit = unit_of((number for it in codes for number in (it.people, *it.numbers)), cell)
    names = [paragraph(name, cell, LABEL) for name in columns]
    rows = []
    for code in codes:
        cells = [_cell(number, code.people, unit, cell) for number in code.numbers]
        if narrow:
            cells = [stacked(pair, gap=3.0) for pair in zip(names, cells, strict=True)]
        verdict = paragraph(_verdict(code), width - beside, SOFT)
        drawn = (
            paragraph(code.note, width - beside)
            if code.note
            else stacked([grid(cells, across, step), verdict], gap=3.0)
        )
        label = (beside or width) - _BETWEEN
        rows.append(named_row(code.label, out_of(code.people), drawn.moved(beside), label, narrow))
    head = Drawn() if narrow else grid(names, across, step).moved(beside)
    return stacked([legend(_LEGEND, width), head, ruled(rows, width)], gap=GAP)


def _cell(number: Extent, people: Extent, unit: float, width: float) -> Drawn:
    """A number as a bar from the left, with its words."""
    return with_words(gauge(number, people, unit, "count", "right"), number.words, width, "right")
