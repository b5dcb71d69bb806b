"""A transcript in a table of a PDF: its columns by where they begin, its rows by what opens them."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpora.formats.columns.roles import INNER
from corpora.formats.columns.table_reader import BESIDE, Cell, TableReader
from corpora.formats.lines.label_names import key
from corpora.formats.lines.lines import Line
from corpora.formats.pdf.pieces import PdfPage, PrintedPiece
from corpora.formats.pdf.running_heads import running_heads
from corpora.formats.pdf.side_by_side import joined_pieces, rows_on_page

SAME_EDGE = 3.0  # points
FEWEST_LINES = 4
FEWEST_CELLS, FEWEST_SHARE = 2, 0.04
MOST_COLUMNS = 8
MOST_OUTSIDE = 0.1  # what share of the lines inside a table may run across its columns
NUMBER_OR_TIME = re.compile(r"[\[(#]?\d[\d:.,\-/ \u2013]*[\])#.]?$")
MOST = 0.8
WIDER = 1.2

Columns = dict[int, list[PrintedPiece]]


@dataclass(frozen=True, slots=True)
class Grid:
    """Where a table stands among the lines of a document, and what of it was said."""

    lines: list[Line]
    pieces: frozenset[int]  # the `id` of every piece of text in it
    heads: int  # how many lines around it were printed on every page


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a page as the pieces that stand in each column; None across the columns."""

    page: int
    pieces: list[PrintedPiece]
    columns: Columns | None


def grid_of(pages: Sequence[PdfPage], counts: Counter[str]) -> Grid | None:
    """The table that a PDF's pages hold, where it is a transcript; None where it is not one.

    What stands beside the words is added to `counts`.
    """
    rows, heads = _lines(pages)
    edges = _edges([row for _, row in rows])
    if not 2 <= len(edges) <= MOST_COLUMNS:
        return None
    table = _table([_Row(page, row, _columns(row, edges)) for page, row in rows])
    if not table:
        return None
    listed: Counter[str] = Counter()
    cells = _cells(table, len(edges))
    spoken = TableReader(listed).spoken(cells)
    # Names or numbers beside words are read line by line elsewhere, which needs no rows.
    if spoken is None or (len(edges) == 2 and not listed[BESIDE]):
        return None
    counts.update(listed)
    return Grid(spoken, frozenset(id(piece) for row in table for piece in row.pieces), heads)


def _lines(pages: Sequence[PdfPage]) -> tuple[list[tuple[int, list[PrintedPiece]]], int]:
    """The lines of all pages, each as its pieces, without those printed on every page."""
    rows = [rows_on_page(page.pieces) for page in pages]
    whole = [[joined_pieces(row) for row in page] for page in rows]
    printed = running_heads(pages, whole)
    kept = [
        (i, row)
        for i, page in enumerate(rows)
        for row, line in zip(page, whole[i], strict=True)
        if id(line) not in printed
    ]
    return kept, len(printed)


def _edges(rows: Sequence[Sequence[PrintedPiece]]) -> list[float]:
    """Where columns begin: the left edges that many lines share, on lines of several pieces."""
    parted = [row for row in rows if len(row) > 1]
    starts = sorted(piece.x0 for row in parted for piece in row)
    enough = max(FEWEST_CELLS, FEWEST_SHARE * len(parted))
    edges: list[float] = []
    group: list[float] = []
    for start in [*starts, float("inf")]:
        if group and start - group[-1] > SAME_EDGE:
            if len(group) >= enough:
                edges.append(group[0])
            group = []
        group.append(start)
    return edges


def _columns(row: Sequence[PrintedPiece], edges: Sequence[float]) -> Columns | None:
    columns: Columns = {}
    for piece in _cut_at(edges, row):
        inside = [i for i, edge in enumerate(edges) if edge <= piece.x0 + SAME_EDGE]
        at = inside[-1] if inside else -1
        crosses = at + 1 < len(edges) and piece.x1 > edges[at + 1] + SAME_EDGE
        if at < 0 or (crosses and at == 0):
            return None
        columns.setdefault(at, []).append(piece)
    return columns


def _cut_at(edges: Sequence[float], row: Sequence[PrintedPiece]) -> Iterator[PrintedPiece]:
    """The pieces, those that run across a column's edge cut where a gap ends there."""
    for piece in row:
        crossed = [edge for edge in edges if piece.x0 + SAME_EDGE < edge < piece.x1 - SAME_EDGE]
        if not crossed or not piece.parts:
            yield piece
            continue
        for x0, x1, text in piece.parts:
            yield replace(piece, x0=x0, x1=x1, text=text, bold=0, parts=())


def _table(rows: Sequence[_Row]) -> list[_Row]:
    """The rows from the first to the last that fill several columns, if hardly any cross them."""
    wide = [i for i, row in enumerate(rows) if row.columns is not None and len(row.columns) > 1]
    if len(wide) < FEWEST_LINES:
        return []
    last = wide[-1]
    while last + 1 < len(rows) and _goes_on(rows[last], rows[last + 1]):
        last += 1
    inside = list(rows[wide[0] : last + 1])
    crossing = sum(row.columns is None for row in inside)
    return inside if crossing <= MOST_OUTSIDE * len(inside) else []


def _goes_on(row: _Row, after: _Row) -> bool:
    """Whether the line after the last full one is the rest of its cells."""
    return after.columns is not None and 0 not in after.columns and row.page == after.page


def _cells(table: Sequence[_Row], width: int) -> list[list[Cell]]:
    starts = _starts(table)
    rows: list[list[list[str]]] = []
    for row, begins in zip(table, starts, strict=True):
        if begins or not rows:
            rows.append([[] for _ in range(width)])
        if row.columns is None:
            rows[-1][0] += [piece.text for piece in row.pieces]
            continue
        for column, pieces in row.columns.items():
            rows[-1][column] += [piece.text for piece in pieces]
    return [[_cell(texts) for texts in row] for row in rows]


def _cell(texts: Sequence[str]) -> Cell:
    return Cell([Line(" ".join(texts))] if texts else [])


def _starts(table: Sequence[_Row]) -> list[bool]:
    """Which lines begin a row of the table."""
    texts = _texts(table)
    words = max(texts, key=lambda column: sum(map(len, texts[column])))
    labelled = _labelled(table, words)
    anchor = _anchor(texts, words)
    if len(labelled) >= len(texts[anchor]):
        return [row.columns is None or i in labelled for i, row in enumerate(table)]
    starts = [row.columns is None or anchor in row.columns for row in table]
    steps = [_step(a, b) for a, b in pairwise(table)]
    inner = [
        step
        for step, begins in zip(steps, starts[1:], strict=True)
        if step is not None and not begins
    ]
    if not inner:
        return starts
    # A label that goes on in the line below begins no row, if rows are set apart.
    narrow = min(inner) * WIDER
    outer = [
        step for step, begins in zip(steps, starts[1:], strict=True) if begins and step is not None
    ]
    if sum(step > narrow for step in outer) < MOST / 2 * len(outer):
        return starts
    apart = [step is None or step > narrow for step in steps]
    return [starts[0], *(a and b for a, b in zip(starts[1:], apart, strict=True))]


def _step(row: _Row, after: _Row) -> float | None:
    return row.pieces[0].y0 - after.pieces[0].y0 if row.page == after.page else None


def _texts(table: Sequence[_Row]) -> dict[int, list[str]]:
    """What stands in each column, a text a line."""
    texts: dict[int, list[str]] = {}
    for row in table:
        for column, pieces in (row.columns or {}).items():
            texts.setdefault(column, []).append(" ".join(piece.text for piece in pieces))
    return texts


def _labelled(table: Sequence[_Row], words: int) -> set[int]:
    """The lines on which the words open with a label that comes back."""
    labels = {
        i: key(match["label"])
        for i, row in enumerate(table)
        if (pieces := (row.columns or {}).get(words)) and (match := INNER.match(pieces[0].text))
    }
    counts = Counter(labels.values())
    return {i for i, label in labels.items() if counts[label] > 1}


def _anchor(texts: Mapping[int, Sequence[str]], words: int) -> int:
    """The column whose cells are one line high and always filled: times, numbers or names."""
    others = [column for column in texts if column != words]
    counted = [
        column
        for column in others
        if sum(bool(NUMBER_OR_TIME.match(text)) for text in texts[column])
        >= MOST * len(texts[column])
    ]
    return max(counted or others, key=lambda column: (len(texts[column]), -column))
