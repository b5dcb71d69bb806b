"""What typists and programs put before a label: bullets, chevrons, line numbers."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpora.formats.lines.lines import Line

MARK = re.compile(
    r"(?P<mark>>{1,3}|<<|[\u2022\u25e6\u25aa\u25cf\u2023\u00b7\u2192\u25ba\u25b6]|[-\u2013\u2014*+|](?=\s)"
    r"|\d{1,4}[.)](?=\s)|#{1,6}(?=\s))"
    r"[\s\u00a0]*(?=\S)"
)
OPENS = frozenset(
    "#>\u2022\u25e6\u25aa\u25cf\u2023\u00b7\u2192\u25ba\u25b6-\u2013\u2014*+|<0123456789"
)
# A bracket that opens has to close: `(0 min 10 sec)` counts no line.
TYPED_NUMBER = re.compile(
    r"\s*(?:(?P<open>[\[(])|[#L])?(?P<number>\d{1,5})(?(open)[\])]|[.):\]]?)(?:[ \t\u00a0]+|$)"
)
FEWEST_NUMBERS = 4
MOST_NUMBERED = 0.8


def after_mark(text: str) -> tuple[str, str]:
    """The mark that `text` opens with, as one character for its kind, and what follows it."""
    if text[:1] not in OPENS:
        return "", text
    match = MARK.match(text)
    if match is None or match.end() == len(text):
        return "", text
    mark = match["mark"][0]
    return "1" if mark.isdigit() else mark, text[match.end() :]


def without_line_numbers(lines: Sequence[Line]) -> list[Line]:
    """`lines` without numbers that count every line, as analysts have them typed."""
    filled = [line.text for line in lines if line.text.strip()]
    if len(filled) < FEWEST_NUMBERS or not any(TYPED_NUMBER.match(text) for text in filled[:5]):
        return list(lines)
    numbers = [match and int(match["number"]) for match in map(TYPED_NUMBER.match, filled)]
    counted = [number for number in numbers if number is not None]
    steps = sum(b == a + 1 for a, b in pairwise(counted))
    if len(counted) < MOST_NUMBERED * len(filled) or steps < MOST_NUMBERED * (len(counted) - 1):
        return list(lines)
    return [_without_number(line) for line in lines]


def _without_number(line: Line) -> Line:
    match = TYPED_NUMBER.match(line.text)
    if match is None:
        return line
    kind = "text" if line.kind == "bullet" else line.kind
    emphasis = max(0, line.emphasis - match.end())
    return replace(line, text=line.text[match.end() :].strip(), kind=kind, emphasis=emphasis)
