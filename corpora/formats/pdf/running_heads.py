"""What is printed around the words of every page: running heads, feet and page numbers."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpora.formats.documents.page_lines import page_lines
from corpora.formats.pdf.pieces import PdfPage, PrintedPiece

DIGITS = re.compile(r"\d+")
PAGE_NUMBER = re.compile(r"(?:page |p\. ?)?#(?: ?(?:/|of) ?#)?$|- ?# ?-$|\[#\]$", re.IGNORECASE)
EDGE_LINES = 3  # how many lines from the top and the bottom may be headers and footers
SAME_PLACE = 3.0  # points that a line may stand higher or lower on another page
GAP = 1.3  # how much farther from the words than these from one another
SENTENCE_ENDS = (".", "?", "!", "\u2026", '."', '?"', '!"', ".\u201d", "?\u201d", "!\u201d")


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line near the edge of a page. `apart`: with more white to the words than lines have.

    `in_sentence`: it reads like words, or goes on with a sentence of the line above.
    """

    piece: PrintedPiece
    page: int
    top: float  # from the upper edge of the page
    bottom: float
    apart: bool
    outermost: bool
    in_sentence: bool


def running_heads(pages: Sequence[PdfPage], rows: Sequence[Sequence[PrintedPiece]]) -> set[int]:
    """The pieces (by `id`) that stand at one place on most pages, or number their page.

    `rows` are the lines of each page from top to bottom. A line that stands elsewhere as well is
    a speaker's label that some pages happen to begin with, and one in the middle of a sentence
    may be the words of two pages: it must stand apart, or on nearly every page.
    """
    edges = [edge for i, page in enumerate(pages) for edge in _edges(i, page, rows[i])]
    everywhere = Counter(_form(piece) for page in rows for piece in page)
    by_form: dict[str, list[_Edge]] = defaultdict(list)
    for edge in edges:
        by_form[_form(edge.piece)].append(edge)
    heads = {id(edge.piece) for edge in edges if _numbers_a_page(edge)}
    for form, alike in by_form.items():
        if len({edge.page for edge in alike}) < max(2, (len(pages) + 1) // 2):
            continue
        for together in _at_one_place(alike):
            if _is_a_head(together, len(pages), everywhere[form] - len(together)):
                heads |= {id(edge.piece) for edge in together}
    return heads


def _edges(number: int, page: PdfPage, row: Sequence[PrintedPiece]) -> Iterator[_Edge]:
    _, bottom, _, top = page.box
    usual = _usual_step(row)
    for i, piece in enumerate(row):
        from_end = len(row) - 1 - i
        if i >= EDGE_LINES and from_end >= EDGE_LINES:
            continue
        is_above = i <= from_end
        beside = (row[i + 1] if from_end else None) if is_above else row[i - 1]
        step = abs(piece.y0 - beside.y0) if beside is not None else 0.0
        yield _Edge(
            piece,
            number,
            top - piece.y1,
            piece.y0 - bottom,
            apart=step > usual * GAP,
            outermost=i == 0 or from_end == 0,
            in_sentence=_reads_like_words(piece.text)
            or (not is_above and _goes_on(row[-EDGE_LINES - 1 :], from_end, usual)),
        )


def _reads_like_words(text: str) -> bool:
    return text[:1].islower() or text.endswith(SENTENCE_ENDS)


def _goes_on(foot: Sequence[PrintedPiece], from_end: int, usual: float) -> bool:
    """Whether the line above ends no sentence, and neither of the two stands off the words."""
    down_to = foot[: len(foot) - from_end]
    steps = [above.y0 - below.y0 for above, below in pairwise(down_to)]
    ended = len(down_to) < 2 or down_to[-2].text.endswith((*SENTENCE_ENDS, ":"))
    return not ended and all(step <= usual * GAP for step in steps)


def _usual_step(row: Sequence[PrintedPiece]) -> float:
    """The widest step from line to line among those that are common on the page."""
    steps = Counter(round(a.y0 - b.y0) for a, b in pairwise(row) if a.y0 > b.y0)
    common = [step for step, count in steps.items() if count > 1]
    return float(max(common, default=0.0))


def _at_one_place(alike: Sequence[_Edge]) -> Iterator[list[_Edge]]:
    """These lines in groups of those that stand at one place, from the top or from the bottom."""
    for places in ([edge.top for edge in alike], [edge.bottom for edge in alike]):
        for place in sorted({round(at) for at in places}):
            yield [
                edge
                for edge, at in zip(alike, places, strict=True)
                if abs(at - place) <= SAME_PLACE
            ]


def _is_a_head(together: Sequence[_Edge], pages: int, elsewhere: int) -> bool:
    shown_on = len({edge.page for edge in together})
    if shown_on < max(2, (pages + 1) // 2):
        return False
    apart = sum(edge.apart for edge in together) * 2 > len(together)
    if elsewhere > 1:
        # The name of a participant may be the head of the pages too, away from their words.
        outermost = all(edge.outermost for edge in together)
        return apart and outermost and shown_on >= max(2, pages - pages // 4)
    if any(edge.in_sentence for edge in together):
        # Two pages may well end with the same words; that most of many do is no chance.
        return apart or shown_on >= max(3, pages - pages // 4)
    return elsewhere == 0 or apart


def _numbers_a_page(edge: _Edge) -> bool:
    if not edge.outermost or not any(char.isdigit() for char in edge.piece.text):
        return False
    form = _form(edge.piece)
    return PAGE_NUMBER.match(form) is not None or bool(page_lines([edge.piece.text]))


def _form(piece: PrintedPiece) -> str:
    return DIGITS.sub("#", piece.text.casefold())
