"""Times as transcripts write them, to seconds from the start of the recording."""

import re
from dataclasses import dataclass

NOON = r"(?:[ \u00a0\u202f]?[AaPp]\.?[Mm]\b\.?)"
# Hours, minutes, seconds and frames; with decimals; without hours; in letters.
LETTERS = (
    r"(?:\d{1,2} ?h(?:rs?)? ?\d{1,2} ?m(?:ins?)?(?: ?\d{1,2} ?s(?:ecs?)?)?"
    r"|\d{1,3} ?m(?:ins?)? ?\d{1,2} ?s(?:ecs?)?)(?: ?\d{1,3} ?ms)?"
)
CLOCK = (
    r"(?:\d{1,2}:\d{1,2}:\d{1,2}(?:[.,]\d{1,3}|[:;]\d{2})(?!:?\d)"
    rf"|\d{{1,3}}:\d{{2}}(?::\d{{2}})?(?:[.,]\d{{1,7}})?(?!:?\d){NOON}?|{LETTERS}(?!\w|:\d))"
)
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
DATE = (
    r"(?:\d{1,4}[/.\-]\d{1,2}[/.\-]\d{2,4}"
    rf"|\d{{1,2}} (?i:{MONTH}),? \d{{2,4}}|(?i:{MONTH}) \d{{1,2}},? \d{{4}})"
)
DATED = rf"{DATE}(?:,|[Tt]|,? at)?[ \u00a0\u202f]{{0,2}}{CLOCK}Z?"
TO = r"[ \t\u00a0]{0,3}(?:-->|[-\u2013\u2014/])[ \t\u00a0]{0,3}"
SPAN = rf"(?:{DATED}|{CLOCK}(?:{TO}{CLOCK})?)"
# In brackets, a time may also be written with full stops, or in seconds.
IN_BRACKETS = rf"(?:{SPAN}|\d{{1,2}}\.\d{{2}}\.\d{{2}}|\d{{1,5}} ?s(?:ecs?)?)"
F4 = r"#\d{1,2}:\d{2}:\d{2}(?:[-.,]\d{1,3})?#"
FIRM = (
    rf"\[\s?{IN_BRACKETS}\s?\]|\(\s?{SPAN}\s?\)|\{{\s?{SPAN}\s?\}}|<{SPAN}>|{F4}|{CLOCK}{TO}{CLOCK}"
    rf"|{DATED}(?=[ \t]{{0,3}}[-\u2013\u2014:|\t]|\s*$)"
)
# What may be a pause, a height or a number instead, so it needs words behind it.
LOOSE = (
    r"(?:[\[(]\s?(?:\d{1,5}(?:\.\d{1,3})? ?s(?:ecs?)?|\d{1,3}[.:]\d{2}(?: ?Uhr)?)\s?[\])]"
    r"|(?:T\+)?\d{1,3}['\u2019\u2032]\d{2}(?:[\"\u201d\u2033]|''))(?=\s{1,9}\S)"
)
LEADING = re.compile(
    rf"(?:(?P<firm>{FIRM})|(?P<bare>{DATED}|{CLOCK})(?=\s|$|[^\W\d_])|(?P<loose>{LOOSE}))[\s|]*"
)
TRAILING = re.compile(
    rf"(?:\s{{1,3}}(?:at|um|\u00e0|@)(?=\s))?(?P<gap>\s{{0,12}})"
    rf"(?:\[\s?{IN_BRACKETS}\s?\]|[\[({{<]?\s?{SPAN}\s?[\])}}>]?|{F4})\s{{0,8}}$"
)
CLOSING = re.compile(rf"\s{{0,4}}(?P<time>{F4})\s{{0,4}}$")
FIRST = re.compile(
    rf"{CLOCK}|\d{{1,2}}:\d{{2}}:\d{{2}}|(?<=[\[ ])\d{{1,2}}\.\d{{2}}\.\d{{2}}(?= ?\])"
    r"|\d{1,5} ?s(?:ecs?)?(?= ?\])"
)
OF_DAY = re.compile(rf"{DATE}|\d{NOON}|\d ?Uhr\b")
# A time that can be no word of anybody's, wherever it stands.
LONG = r"\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3}|[:;]\d{2})?"
INLINE = re.compile(
    rf"[ \t\u00a0]?(?:\[\s?(?:{IN_BRACKETS})\s?\]|\(\s?{LONG}(?:{TO}{LONG})?\s?\)|\{{\s?{LONG}\s?\}}|{F4})"
)
LETTER = re.compile(r"(\d{1,5}) ?(h|ms|m|s)")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
LOOK = 60


@dataclass(frozen=True, slots=True)
class Timed:
    """A time at the start of a line and where the text goes on. `firm`: it can be nothing else.

    `of_day`: it is a time of day, so it does not count from the start of the recording.
    """

    seconds: float
    end: int
    firm: bool
    of_day: bool = False


def seconds(clock: str) -> float | None:
    """`1:02:03.5`, `02:03`, `00:01:02:12`, `1m02s`, `#00:01:02-5#` in seconds; None for no time."""
    digits = clock.strip(" \t\u00a0#[](){}").replace(",", ".").replace("-", ".")
    if digits.count(".") == 2 and ":" not in digits:
        digits = digits.replace(".", ":")
    if digits[-1:].isalpha() and (parts := LETTER.findall(digits)):
        return sum(int(number) * UNITS[unit] for number, unit in parts)
    parts_of_clock = re.split("[:;]", digits)[:3]  # a fourth one counts frames of the picture
    try:
        values = [float(part) for part in parts_of_clock]
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
    first = line[:1]
    if first not in "0123456789[({#<" and first not in "JFMASONDTjfmasond":
        return None
    if first.isalpha() and not any(char.isdigit() for char in line[:16]):
        return None
    match = LEADING.match(line[:LOOK])
    if match is None:
        return None
    at = _loose_time(match["loose"]) if match["loose"] else first_time(match[0])
    if at is None:
        return None
    return Timed(at, match.end(), match["firm"] is not None, OF_DAY.search(match[0]) is not None)


def _loose_time(text: str) -> float | None:
    """`(13.2s)`, `[1.12]`, `1'12"` or `T+1'12"` in seconds."""
    if "s" in text:
        return float(NUMBER.findall(text)[0])
    minutes, rest = (int(number) for number in re.findall(r"\d+", text))
    return minutes * 60.0 + rest if rest < 60 else None


def trailing(line: str) -> tuple[float, str, str] | None:
    """The time that `line` closes with, the text before it, and the white space between them.

    The `at` of `Ann at 00:12` belongs to the time.
    """
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


def without_time(text: str) -> str:
    """`text` without the times in brackets that a program or a typist put among the words."""
    if not any(mark in text for mark in "[({#"):
        return text
    return INLINE.sub("", text)


def is_of_day(text: str) -> bool:
    """Whether the time in `text` is one of the day (`2:05 PM`, `12/03/2026, 14:05`)."""
    return OF_DAY.search(text) is not None


def first_time(text: str) -> float | None:
    """The first time in `text`, in seconds."""
    match = FIRST.search(text)
    return seconds(NOONLESS.sub("", match[0])) if match else None


NOONLESS = re.compile(NOON)
