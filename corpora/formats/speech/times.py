"""Times as transcripts write them, to seconds from the start of the recording."""

import re
from dataclasses import dataclass

CLOCK = r"(?:\d{1,2}:\d{1,2}:\d{1,2}[.,]\d{1,3}|\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,7})?)(?![\d:])"
TO = r"[ \t\u00a0]{0,3}(?:-->|[-\u2013\u2014/])[ \t\u00a0]{0,3}"
SPAN = rf"{CLOCK}(?:{TO}{CLOCK})?"
F4 = r"#\d{1,2}:\d{2}:\d{2}(?:[-.,]\d{1,3})?#"
FIRM = rf"\[\s?{SPAN}\s?\]|\(\s?{SPAN}\s?\)|\{{{SPAN}\}}|{F4}|{CLOCK}{TO}{CLOCK}"
LEADING = re.compile(rf"(?:(?P<firm>{FIRM})|(?P<bare>{CLOCK})(?=\s|$|[^\W\d_]))[\s|]*")
TRAILING = re.compile(rf"(?P<gap>\s{{0,12}})(?:[\[(]?{SPAN}[\])]?|{F4})\s{{0,8}}$")
CLOSING = re.compile(rf"\s{{0,4}}(?P<time>{F4})\s{{0,4}}$")
FIRST = re.compile(CLOCK + r"|\d{1,2}:\d{2}:\d{2}")
LOOK = 60


@dataclass(frozen=True, slots=True)
class Timed:
    """A time at the start of a line and where the text goes on. `firm`: it can be nothing else."""

    seconds: float
    end: int
    firm: bool


def seconds(clock: str) -> float | None:
    """`1:02:03.5`, `02:03`, `01:02,250`, `#00:01:02-5#` in seconds; None where it is no time."""
    digits = clock.strip(" \t\u00a0#[](){}").replace(",", ".").replace("-", ".")
    parts = digits.split(":")
    try:
        values = [float(part) for part in parts]
    except ValueError:
        return None
    if len(values) not in (2, 3) or any(value >= 60 for value in values[1:]):
        return None
    total = 0.0
    for value in values:
        total = total * 60 + value
    return total


def leading(line: str) -> Timed | None:
    """The time that `line` opens with: bare, in brackets, between hashes, or a span of two."""
    if line[:1] not in "0123456789[({#":
        return None
    match = LEADING.match(line[:LOOK])
    if match is None:
        return None
    at = first_time(match[0])
    return None if at is None else Timed(at, match.end(), match["firm"] is not None)


def trailing(line: str) -> tuple[float, str, str] | None:
    """The time that `line` closes with, the text before it, and the white space between them."""
    cut = max(0, len(line) - LOOK)
    match = TRAILING.search(line, cut)
    if match is None:
        return None
    at = first_time(match[0])
    return None if at is None else (at, line[: match.start()], match["gap"])


def closing(line: str) -> tuple[float, str] | None:
    """The `#00:01:02-5#` that f4 and MAXQDA put at the end of a paragraph, and the text before."""
    if not line.endswith("#"):
        return None
    match = CLOSING.search(line, max(0, len(line) - LOOK))
    at = seconds(match["time"]) if match else None
    return None if match is None or at is None else (at, line[: match.start()])


def first_time(text: str) -> float | None:
    """The first time in `text`, in seconds."""
    match = FIRST.search(text)
    return seconds(match[0]) if match else None
