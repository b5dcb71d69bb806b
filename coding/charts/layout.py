"""Where things stand in a picture: pieces of text and marks, one under or beside the other.

Units are those of the picture, about a pixel on screen. A piece has its origin at its top left;
what is measured from a line in the middle may have marks left of it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from coding.charts.extents import Extent
from coding.charts.widths import Letters, text_width, wrapped
from corpora.visible import visible

Anchor = Literal["start", "middle", "end"]
Shape = Literal["bar", "rule", "disc", "square", "diamond", "triangle", "cross"]
Side = Literal["left", "middle", "right"]

HEADLINE, LABEL = Letters(18, bold=True), Letters(14, bold=True)
WORDS, SOFT = Letters(14), Letters(14, soft=True)
BAR, GAP = 18.0, 6.0
_ANCHORS: dict[Side, Anchor] = {"left": "end", "middle": "middle", "right": "start"}
_LEADING, _BASELINE, _THINNEST = 1.35, 1.02, 1.5
_SWATCH = 26.0


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A line of text, its baseline at `y`. `over`: whether marks may lie under it."""

    text: str
    x: float
    y: float
    letters: Letters
    anchor: Anchor = "start"
    over: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A shape inside a box; a rule goes from one corner to the other. `look` names its colours."""

    shape: Shape
    look: str
    x: float
    y: float
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A part of a picture, as high as it says."""

    height: float = 0.0
    marks: tuple[Mark, ...] = ()
    lines: tuple[PlacedText, ...] = ()

    def moved(self, right: float = 0.0, down: float = 0.0) -> "Drawn":
        """The same elsewhere; its height reaches as far down as it did, moved."""
        return Drawn(
            self.height + down,
            tuple(replace(mark, x=mark.x + right, y=mark.y + down) for mark in self.marks),
            tuple(replace(line, x=line.x + right, y=line.y + down) for line in self.lines),
        )


def over(*pieces: Drawn) -> Drawn:
    """The pieces in one place, the later ones on top."""
    return Drawn(
        max((piece.height for piece in pieces), default=0.0),
        tuple(mark for piece in pieces for mark in piece.marks),
        tuple(line for piece in pieces for line in piece.lines),
    )


def stacked(pieces: Iterable[Drawn], gap: float = 0.0) -> Drawn:
    """The pieces one under the other; what is empty takes no gap."""
    placed: list[Drawn] = []
    for piece in pieces:
        if piece.height:
            down = placed[-1].height + gap if placed else 0.0
            placed.append(piece.moved(down=down))
    return over(*placed)


def paragraph(text: str, width: float, letters: Letters = WORDS, anchor: Anchor = "start") -> Drawn:
    """Text in as many lines as it takes, at x = 0, to the right, around or left of it."""
    step = letters.size * _LEADING
    lines = wrapped(visible(text), width, letters)
    return Drawn(
        len(lines) * step,
        lines=tuple(
            PlacedText(line, 0.0, number * step + letters.size * _BASELINE, letters, anchor)
            for number, line in enumerate(lines)
        ),
    )


def divider(width: float, look: str = "grid") -> Drawn:
    """A line across."""
    return Drawn(1.0, (Mark("rule", look, 0.0, 0.5, width, 0.0),))


def ruled(rows: Iterable[Drawn], width: float) -> Drawn:
    """The rows one under the other, a line above each."""
    return stacked([part for row in rows for part in (divider(width), row)], gap=GAP)


def grid(cells: Sequence[Drawn], columns: int, step: float, gap: float = GAP) -> Drawn:
    """The cells in rows of so many columns, `step` from one column to the next."""
    rows = [cells[first : first + columns] for first in range(0, len(cells), columns)]
    return stacked(
        (over(*(cell.moved(place * step) for place, cell in enumerate(row))) for row in rows), gap
    )


def named_row(label: str, note: str, content: Drawn, width: float, narrow: bool) -> Drawn:
    """A row with its name, `width` across: beside what is drawn, or above it where it is narrow."""
    name = stacked([paragraph(label, width, LABEL), paragraph(note, width, SOFT)])
    return stacked([name, content], gap=GAP) if narrow else over(name, content)


def legend(entries: Sequence[tuple[Sequence[Mark], str]], width: float) -> Drawn:
    """What marks mean: each entry its sample, drawn in a box of 18 × 14, and its words."""
    placed: list[Drawn] = []
    x, y, bottom = 0.0, 0.0, 0.0
    for marks, text in entries:
        room = text_width(text, SOFT)
        if x and x + _SWATCH + room > width:
            x, y = 0.0, bottom + 2
        words = paragraph(text, width - _SWATCH, SOFT).moved(_SWATCH)
        placed.append(over(Drawn(marks=tuple(marks)).moved(0.0, 2.0), words).moved(x, y))
        bottom = y + words.height
        x += _SWATCH + room + 18
    return over(*placed)


def gauge(number: Extent, people: Extent, unit: float, look: str, side: Side) -> Drawn:
    """A bar from a line at x = 0: full to the least that it may be, an open outline to the most.

    A thin frame goes as far as all `people`. What is hidden has no frame, bar or outline.
    """
    base = () if side == "middle" else (Mark("rule", "axis", 0.0, -2.0, 0.0, BAR + 4),)
    if number.least is None or number.most is None:
        return Drawn(BAR, base)
    lengths = [
        ("track", people.least if people.counted else None),
        (f"open-{look}", number.most if number.most > number.least else None),
        (look, number.least),
    ]
    boxes = [_box(name, count * unit, side) for name, count in lengths if count]
    return Drawn(BAR, (*boxes, *base))


def _box(look: str, length: float, side: Side) -> Mark:
    length = max(length, _THINNEST)
    inset = 3.0 if look == "track" else 0.0
    return Mark("bar", look, from_line(0.0, length, side), inset, length, BAR - 2 * inset)


def from_line(start: float, end: float, side: Side) -> float:
    """Where something begins that lies between two distances from the line at 0."""
    return {"right": start, "left": -end, "middle": -end / 2}[side]


def with_words(drawn: Drawn, words: str, width: float, side: Side) -> Drawn:
    """What is drawn from a line at x = 0, and under it its words, a bound a line where they are long."""
    fits = text_width(words, WORDS) <= width
    parts = [words] if fits else words.replace(", ", ",\n").split("\n")
    under = stacked(paragraph(part, width, WORDS, _ANCHORS[side]) for part in parts)
    return stacked([drawn, under], gap=3.0)


def side_heading(words: str, width: float, side: Side) -> Drawn:
    """The words above what is drawn from a line at x = 0."""
    return paragraph(words, width, LABEL, _ANCHORS[side])


def unit_of(extents: Iterable[Extent], room: float) -> float:
    """The units that one person takes so that the most of these numbers fills the room."""
    most = max((number.most or 0 for number in extents), default=0)
    return room / max(most, 1)


Body = Callable[[float, bool], Drawn]
"""Draws what stands under the headline, for a width, in the wide or (True) the narrow picture."""
