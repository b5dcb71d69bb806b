"""Pieces of text on pages to lines in reading order, without what is printed on every page."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from corpora.formats.documents.txt import NUMBERED
from corpora.formats.lines.lines import Line
from corpora.formats.pdf.grid import Grid, grid_of
from corpora.formats.pdf.pieces import PdfPage, PrintedPiece
from corpora.formats.pdf.running_heads import running_heads
from corpora.formats.pdf.side_by_side import in_reading_order, joined_pieces, rows_on_page

PARAGRAPH = 1.35
MOST_AGAIN, LONG = 3, 20
MOST_NUMBERED = 0.8


def lines_of_pages(pages: Sequence[PdfPage]) -> tuple[list[Line], dict[str, int]]:
    """The lines of the pages, and what was printed around them."""
    counts: Counter[str] = Counter()
    numbers = _line_numbers(pages)
    bare = [_without(page, numbers) for page in pages]
    if not _number_rows(numbers, pages):
        counts["line numbers"] = len(numbers)
        grid_pages = bare
    else:
        grid_pages = list(pages)
    grid = grid_of(grid_pages, counts)
    if grid is not None:
        return _lines_around(grid, grid_pages, counts)
    counts["line numbers"] = len(numbers)
    return _lines_in_order(bare, counts), dict(counts)


def _without(page: PdfPage, numbers: set[int]) -> PdfPage:
    return replace(page, pieces=tuple(p for p in page.pieces if id(p) not in numbers))


def _lines_in_order(pages: Sequence[PdfPage], counts: Counter[str]) -> list[Line]:
    rows = [in_reading_order(page.pieces) for page in pages]
    printed = running_heads(pages, rows)
    counts["page headers, footers and numbers"] += len(printed)
    lines: list[Line] = []
    before: list[PrintedPiece] = []
    for page_rows in rows:
        kept = [piece for piece in page_rows if id(piece) not in printed]
        again = _printed_again(before, kept)
        counts["lines printed again on the next page"] += again
        lines += _page_lines(kept[again:], before[-1] if before else None)
        before = kept[again:] or before
    return lines


def _lines_around(
    grid: Grid, pages: Sequence[PdfPage], counts: Counter[str]
) -> tuple[list[Line], dict[str, int]]:
    """The lines of a table, after what stands above it and before what stands below."""
    whole = [[joined_pieces(row) for row in rows_on_page(page.pieces)] for page in pages]
    printed = running_heads(pages, whole)
    above: list[Line] = []
    below: list[Line] = []
    seen = False
    for page, lines in zip(pages, whole, strict=True):
        rows = rows_on_page(page.pieces)
        outside: list[PrintedPiece] = []
        for row, line in zip(rows, lines, strict=True):
            inside = any(id(piece) in grid.pieces for piece in row)
            if inside and not seen:
                above += _page_lines(outside, None)
                outside, seen = [], True
            elif not inside and id(line) not in printed:
                outside.append(line)
        (below if seen else above).extend(_page_lines(outside, None))
    counts["page headers, footers and numbers"] += len(printed)
    return [*above, *grid.lines, *below], dict(counts)


def _number_rows(numbers: set[int], pages: Sequence[PdfPage]) -> bool:
    """Whether the numbers in the margin count the rows of a table, rather than its lines."""
    counted = [
        int(p.text)
        for page in pages
        for p in sorted(page.pieces, key=lambda p: -p.y0)
        if id(p) in numbers
    ]
    by_one = sum(b - a == 1 for a, b in pairwise(counted))
    lines = sum(len(rows_on_page(page.pieces)) for page in pages)
    return len(counted) < MOST_NUMBERED * lines and by_one >= MOST_NUMBERED * (len(counted) - 1)


def _printed_again(before: Sequence[PrintedPiece], page: Sequence[PrintedPiece]) -> int:
    """How many lines at the top of the page repeat the foot of the one before.

    A browser that breaks a page through a line prints that line on both.
    """
    for count in range(min(MOST_AGAIN, len(before), len(page)), 0, -1):
        foot = [piece.text for piece in before[-count:]]
        if foot == [piece.text for piece in page[:count]] and len(foot[0]) >= LONG:
            return count
    return 0


def _line_numbers(pages: Sequence[PdfPage]) -> set[int]:
    """The pieces that number lines or turns in the margin: whole numbers that count on."""
    found: list[PrintedPiece] = []
    for page in pages:
        others = [p.x0 for p in page.pieces if not p.text.isdecimal()]
        edge = min(others, default=0.0)
        column = [p for p in page.pieces if p.text.isdecimal() and p.x1 <= edge + 1]
        found += sorted(column, key=lambda p: -p.y0)
    counted = [int(p.text) for p in found if len(p.text) < 7]
    steps = sum(b - a in (1, 5) or b == 1 for a, b in pairwise(counted))
    return (
        {id(p) for p in found} if len(counted) >= 5 and steps >= 0.8 * (len(counted) - 1) else set()
    )


def _page_lines(pieces: Sequence[PrintedPiece], before: PrintedPiece | None) -> list[Line]:
    """The lines of one page. A line that reached the margin goes on in the next."""
    right = max((p.x1 for p in pieces), default=0.0)
    leading = _leading(pieces)
    lines: list[Line] = []
    for i, piece in enumerate(pieces):
        above = pieces[i - 1] if i else before
        wraps = above is not None and _was_full(above, piece, right)
        if i and above is not None and above.column == piece.column:
            gap = above.y0 - piece.y0
            wraps = wraps and gap <= leading * PARAGRAPH
        lines.append(
            _line(piece, wraps=wraps and above is not None and above.column == piece.column)
        )
    return lines


def _leading(pieces: Sequence[PrintedPiece]) -> float:
    """The usual distance from one line to the next."""
    gaps = [a.y0 - b.y0 for a, b in pairwise(pieces) if a.y0 - b.y0 > 1]
    # The smaller gaps are those inside paragraphs.
    return median(sorted(gaps)[: max(1, len(gaps) // 2)]) if gaps else 12.0


def _was_full(above: PrintedPiece, piece: PrintedPiece, right: float) -> bool:
    """Whether the first word of the next line would not have fitted on the line above."""
    edge = above.edge or right
    first = piece.text.split(" ", 1)[0]
    width = (piece.x1 - piece.x0) / max(1, len(piece.text)) * (len(first) + 1)
    return above.x1 + width >= edge - 0.02 * (edge - above.x0)


def _line(piece: PrintedPiece, *, wraps: bool) -> Line:
    bold = min(piece.bold, len(piece.text))
    if bold >= len(piece.text) and not wraps:
        return Line(piece.text, "bold", bold, starts=not wraps, wraps=wraps)
    listed = NUMBERED.match(piece.text[:12]) is not None and not wraps
    return Line(piece.text, "bullet" if listed else "text", bold, starts=not wraps, wraps=wraps)
