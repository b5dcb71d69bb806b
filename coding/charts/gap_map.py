"""For each principle what each kind of source says of it, in words, so that gaps are seen."""

from collections.abc import Sequence
from dataclasses import dataclass

from coding.charts.chart import Chart, ChartTable, Titles, chart
from coding.charts.layout import (
    GAP,
    LABEL,
    Drawn,
    Mark,
    grid,
    legend,
    over,
    paragraph,
    ruled,
    stacked,
)

_PADDING, _BETWEEN, _NARROWEST = 7.0, 8.0, 95.0
_LEGEND = (
    ((Mark("bar", "wash", 0, 0, 18, 14),), "something is there"),
    ((Mark("bar", "open-ink", 0, 0, 18, 14),), "a gap: nothing is there, or nothing was looked at"),
)


@dataclass(frozen=True, slots=True)
class GapCell:
    """What one kind of source says of a principle, in printed words, and whether that is a gap.

    A number that is hidden is no gap: the words must say it is, and `gap` follow from them.
    """

    words: str
    gap: bool = False


@dataclass(frozen=True, slots=True)
class PrincipleRow:
    """A principle with a cell for each kind of source."""

    principle: str
    cells: tuple[GapCell, ...]


def gap_map(titles: Titles, sources: Sequence[str], rows: Sequence[PrincipleRow]) -> Chart:
    """A row for each principle and a column for each kind of source.

    Raises ValueError where a row has more or fewer cells than there are sources.
    """
    table = ChartTable(
        ("Principle", *sources),
        tuple((row.principle, *(cell.words for cell in row.cells)) for row in rows),
    )
    sentences = [
        f"{row.principle}: "
        + "; ".join(f"{name}: {cell.words}" for name, cell in zip(sources, row.cells, strict=True))
        + "."
        for row in rows
    ]
    return chart(
        titles, table, sentences, lambda width, narrow: _body(sources, rows, width, narrow)
    )


def _body(
    sources: Sequence[str], rows: Sequence[PrincipleRow], width: float, narrow: bool
) -> Drawn:
    if not rows or not sources:
        return Drawn()
    beside = width * 0.23
    step = (width - beside) / len(sources)
    listed = narrow or step - _BETWEEN < _NARROWEST
    if listed:
        drawn = ruled((_listed(row, sources, width) for row in rows), width)
    else:
        head = [paragraph(name, step - _BETWEEN, LABEL) for name in sources]
        drawn = stacked(
            [
                grid(head, len(head), step).moved(beside),
                *(_across(row, beside, step) for row in rows),
            ],
            gap=GAP,
        )
    return stacked([legend(_LEGEND, width), drawn], gap=GAP)


def _across(row: PrincipleRow, beside: float, step: float) -> Drawn:
    name = paragraph(row.principle, beside - _BETWEEN, LABEL).moved(down=_PADDING)
    inside = step - _BETWEEN - 2 * _PADDING
    words = [paragraph(cell.words, inside) for cell in row.cells]
    height = max(name.height, *(text.height + _PADDING for text in words)) + _PADDING
    cells = [
        _cell(cell, text, step - _BETWEEN, height)
        for cell, text in zip(row.cells, words, strict=True)
    ]
    return over(name, grid(cells, len(cells), step).moved(beside))


def _listed(row: PrincipleRow, sources: Sequence[str], width: float) -> Drawn:
    cells = []
    for name, cell in zip(sources, row.cells, strict=True):
        text = paragraph(f"{name}: {cell.words}", width - 2 * _PADDING)
        cells.append(_cell(cell, text, width, text.height + 2 * _PADDING))
    return stacked([paragraph(row.principle, width, LABEL), *cells], gap=GAP)


def _cell(cell: GapCell, text: Drawn, width: float, height: float) -> Drawn:
    box = Mark("bar", "open-ink" if cell.gap else "wash", 0.0, 0.0, width, height)
    return over(Drawn(height, (box,)), text.moved(_PADDING, _PADDING))
