"""Text that stands side by side on a page: a name beside words, an item beside its action."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import mean

from corpora.formats.lines.label_names import key, shape
from corpora.formats.pdf.pieces import PrintedPiece

FEWEST_ROWS, MOST_ROWS = 3, 300
GUTTER = 6.0  # points of white between two columns
SAME_EDGE = 6.0


def in_reading_order(pieces: Sequence[PrintedPiece]) -> list[PrintedPiece]:
    """The pieces from top to bottom, those of one line joined, columns read one row at a time."""
    rows = rows_on_page(pieces)
    ordered: list[PrintedPiece] = []
    at = 0
    while at < len(rows):
        end, edge = _table_from(rows, at)
        if end > at:
            ordered += _table(rows[at:end], edge)
            at = end
        else:
            ordered.append(joined_pieces(rows[at]))
            at += 1
    return ordered


def rows_on_page(pieces: Sequence[PrintedPiece]) -> list[list[PrintedPiece]]:
    """The pieces that stand on one line together, from top to bottom and left to right."""
    rows: list[list[PrintedPiece]] = []
    for piece in sorted(pieces, key=lambda p: (-(p.y0 + p.y1), p.x0)):
        if rows and rows[-1][0].is_beside(piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda p: p.x0) for row in rows]


def joined_pieces(row: Sequence[PrintedPiece]) -> PrintedPiece:
    """The pieces of one line as one."""
    text = " ".join(piece.text for piece in row)
    bold = 0
    for piece in row:
        bold += piece.bold + (1 if bold else 0)
        if piece.bold < len(piece.text):
            break
    first, last = row[0], row[-1]
    return PrintedPiece(
        first.x0, min(p.y0 for p in row), last.x1, max(p.y1 for p in row), text, bold
    )


def _table_from(rows: Sequence[Sequence[PrintedPiece]], at: int) -> tuple[int, float]:
    """Where the two columns that begin at row `at` end, and the left edge of the right one."""
    if len(rows[at]) < 2:
        return at, 0.0
    edge = rows[at][-1].x0
    end, paired = at, 0
    while end < len(rows) and end - at < MOST_ROWS and _keeps_apart(rows[end], edge):
        paired += _is_paired(rows[end], edge)
        end += 1
    while end > at and not _is_paired(rows[end - 1], edge) and rows[end - 1][0].x0 < edge - 1:
        end -= 1
    return (end, edge) if paired >= FEWEST_ROWS else (at, 0.0)


def _keeps_apart(row: Sequence[PrintedPiece], edge: float) -> bool:
    """Whether no piece of the row crosses from one column into the other."""
    return all(p.x1 <= edge - GUTTER + 1 or p.x0 >= edge - SAME_EDGE for p in row)


def _is_paired(row: Sequence[PrintedPiece], edge: float) -> bool:
    return row[0].x1 <= edge - GUTTER + 1 and any(abs(p.x0 - edge) <= SAME_EDGE for p in row)


def _table(rows: Sequence[Sequence[PrintedPiece]], edge: float) -> list[PrintedPiece]:
    """The pieces of two columns: rows of a name and words, or cell by cell."""
    split = [([p for p in row if p.x0 < edge - SAME_EDGE], [p for p in row if p.x0 >= edge - SAME_EDGE])
             for row in rows]  # fmt: skip
    if _are_names([joined_pieces(left).text for left, _ in split if left]):
        return _named(split)
    right_edge = max(p.x1 for row in rows for p in row)
    left_edge = max((p.x1 for left, _ in split for p in left), default=0.0)
    ordered: list[PrintedPiece] = []
    for cells in _cells(split):
        ordered += [
            replace(joined_pieces(left), column=1, edge=left_edge) for left, _ in cells if left
        ]
        ordered += [
            replace(joined_pieces(right), column=2, edge=right_edge) for _, right in cells if right
        ]
    return ordered


Split = list[tuple[list[PrintedPiece], list[PrintedPiece]]]


def _are_names(cells: Sequence[str]) -> bool:
    named = [key(cell.rstrip(": ")) for cell in cells if shape(cell.rstrip(": ")) != "no"]
    return len(named) >= 0.7 * len(cells) and len(set(named)) <= max(2, len(named) // 2)


def _named(split: Split) -> list[PrintedPiece]:
    """Each name with the words beside it; the words below go on."""
    found = []
    for left, right in split:
        said = joined_pieces(right) if right else None
        if left:
            name = joined_pieces(left)
            text = f"{name.text.rstrip(': ')}:\t{said.text if said else ''}"
            found.append(replace(said or name, text=text, bold=0))
        elif said:
            found.append(said)
    return found


def _cells(split: Split) -> list[Split]:
    """The rows of the table: a new one begins where both columns do, after a gap above."""
    lines = [joined_pieces([*left, *right]) for left, right in split]
    gaps = [a.y0 - b.y0 for a, b in pairwise(lines)]
    usual = mean(gaps) if gaps else 0.0
    rows: list[Split] = []
    for i, pair in enumerate(split):
        begins = bool(pair[0] and pair[1]) and (i == 0 or gaps[i - 1] >= usual)
        if begins or not rows:
            rows.append([])
        rows[-1].append(pair)
    return rows
