"""Tables in plain text: columns that bars or tabs part."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpora.formats.columns.table_reader import Cell, TableReader
from corpora.formats.lines.lines import Line

BAR = "|"
BETWEEN_BARS = re.compile(r"(?<!\\)\|")
RULE = re.compile(r"[\s|:=+-]+$")
FEWEST_LINES, FEWEST_COLUMNS = 4, 3
MOST = 0.8


@dataclass(frozen=True, slots=True)
class _Table:
    """The lines from `start` to before `end`, as cells."""

    start: int
    end: int
    rows: list[list[str]]


def lines_with_tables(lines: Sequence[Line], counts: Counter[str]) -> list[Line]:
    """The lines, those of tables that are transcripts with their speakers and times."""
    reader = TableReader(counts)
    read: list[Line] = []
    at = 0
    for table in [*_barred(lines), *_tabbed(lines)]:
        cells = [[_cell(text) for text in row] for row in table.rows]
        spoken = reader.spoken(cells) if table.start >= at else None
        if spoken is not None:
            read += [*lines[at : table.start], *spoken]
            at = table.end
    return [*read, *lines[at:]]


def _cell(text: str) -> Cell:
    pieces = (piece.strip(" *_") for piece in re.split(r"<br ?/?>", text))
    return Cell([Line(piece) for piece in pieces if piece])


def _barred(lines: Sequence[Line]) -> Iterator[_Table]:
    """The tables whose rows are set between bars, as Markdown has them."""
    start = 0
    for end in range(len(lines) + 1):
        if end < len(lines) and _is_barred(lines[end].text):
            continue
        if end - start >= 2:
            texts = [line.text.strip() for line in lines[start:end]]
            yield _Table(start, end, [_parted(text) for text in texts if not RULE.match(text)])
        start = end + 1


def _is_barred(text: str) -> bool:
    return text.count(BAR) > 1 or (text.startswith(BAR) and BAR in text)


def _parted(text: str) -> list[str]:
    inner = text.removeprefix(BAR).removesuffix(BAR)
    return [cell.strip().replace("\\|", BAR) for cell in BETWEEN_BARS.split(inner)]


def _tabbed(lines: Sequence[Line]) -> Iterator[_Table]:
    """The whole text, where nearly all of its lines have three columns or more."""
    wide = [i for i, line in enumerate(lines) if line.text.count("\t") >= FEWEST_COLUMNS - 1]
    if len(wide) < FEWEST_LINES or len(wide) < MOST * len(lines):
        return
    yield _Table(wide[0], len(lines), [line.text.split("\t") for line in lines[wide[0] :]])
