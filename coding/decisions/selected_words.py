"""Which words of an excerpt a decision is about: kept as a span of the excerpt's own text.

People select in the text as it is shown, with pseudonyms for names. What is kept counts code points
from where the excerpt begins in the transcript, so that a name that is hidden later moves nothing.
"""

import re
from collections.abc import Sequence

from corpora.errors import InputError

Span = tuple[int, int]
ALL: Span = (0, 0)
"""Stands for all of the excerpt."""
Replaced = Sequence[tuple[int, int, str]]
"""What is replaced of the own text, in order: start, end, and what is shown instead."""
_WRITTEN = re.compile(r"(\d{1,6})-(\d{1,6})", re.ASCII)


def form_span(written: str, length: int) -> Span:
    """The span that "12-40" says of a text of `length` code points; `ALL` for "" or all of it.

    Raises InputError for anything else than words of the text.
    """
    if written == "":
        return ALL
    match = _WRITTEN.fullmatch(written)
    start, end = (int(match[1]), int(match[2])) if match else (0, 0)
    if not start < end <= length:
        raise InputError("these words are not in the excerpt", remedy="Nothing was kept.")
    return ALL if (start, end) == (0, length) else (start, end)


def own_span(shown: Span, replaced: Replaced) -> Span:
    """A span of the shown text in the own text; a bound inside a pseudonym goes to its outer edge."""
    return _own(shown[0], replaced, outer=0), _own(shown[1], replaced, outer=1)


def _own(at: int, replaced: Replaced, outer: int) -> int:
    moved = 0
    for start, end, stand_in in replaced:
        first, last = start + moved, start + moved + len(stand_in)
        if at <= first:
            break
        if at < last:
            return (start, end)[outer]
        moved += len(stand_in) - (end - start)
    return at - moved


def shown_span(own: Span, replaced: Replaced) -> Span:
    """A span of the own text in the text as it is shown, the other way round."""
    return _shown(own[0], replaced, outer=0), _shown(own[1], replaced, outer=1)


def _shown(at: int, replaced: Replaced, outer: int) -> int:
    moved = 0
    for start, end, stand_in in replaced:
        if at <= start:
            break
        if at < end:
            return start + moved + (0, len(stand_in))[outer]
        moved += len(stand_in) - (end - start)
    return at + moved
