"""Plain text, as transcription services and people type it."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from corpora.formats.columns.typed_tables import lines_with_tables
from corpora.formats.documents.document import captions_in_text, draft_of_document
from corpora.formats.documents.pasted import unpasted
from corpora.formats.lines.draft import NO_HINTS, Draft, Hints
from corpora.formats.lines.lines import Line, LineKind
from corpora.text import decode, paragraphs

NARROW = 120
FULL = 0.85
NUMBERED = re.compile(r"\s*(?:\d{1,2}[.)]|[-*\u2022\u25e6\u2013])\s+(?=\S)")


def read(content: bytes, name: str, hints: Hints = NO_HINTS) -> Draft:
    """The blocks of a plain text."""
    text = decode(content, name)
    captions = captions_in_text(text, hints)
    if captions is not None:
        return captions
    counts: Counter[str] = Counter()
    return draft_of_document(lines_with_tables(list(lines_of_text(text)), counts), counts, hints)


def lines_of_text(text: str) -> Iterator[Line]:
    """The lines of `text`: which begin a paragraph and which a narrow page broke off."""
    groups = list(paragraphs(unpasted(text)))
    each_line_starts = not _paragraphs_are_apart(groups)
    width = _page_width(groups)
    for group in groups:
        before = ""
        for line in group:
            wraps = bool(before) and _was_broken(before, line, width)
            starts = not before or (each_line_starts and not wraps)
            yield Line(line.strip(), _kind(line), starts=starts, wraps=wraps)
            before = line


def _kind(line: str) -> LineKind:
    return "bullet" if NUMBERED.match(line[:12]) else "text"


def _paragraphs_are_apart(groups: list[list[str]]) -> bool:
    """Whether blank lines part the paragraphs, rather than every line being one."""
    return len(groups) * 3 >= sum(len(group) for group in groups)


def _page_width(groups: list[list[str]]) -> int:
    """The width at which an editor broke the lines, or 0 where it let them run on."""
    width = max((len(line) for group in groups for line in group), default=0)
    if not 40 <= width <= NARROW:
        return 0
    broken = [_was_broken(a, b, width) for group in groups for a, b in pairwise(group)]
    return width if sum(broken) * 2 > len(broken) else 0


def _was_broken(before: str, line: str, width: int) -> bool:
    # A line was broken if the first word of the next would not have fitted on it.
    first = line.split(maxsplit=1)[0] if line.strip() else ""
    return width > 0 and len(before.rstrip()) + 1 + len(first) >= width * FULL
