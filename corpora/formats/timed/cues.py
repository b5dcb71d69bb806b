"""Caption cues, as WebVTT and SubRip write them, in a caption file or pasted into a document."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

from corpora.formats.lines import times

CLOCK = r"(?:\d{1,4}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?"
# A word processor makes an arrow of the hyphens, and a paste may leave number and time on one line.
ARROW = "(?:-{1,2}>|[\u2013\u2014]>|[\u2192\uf0e0])"
TIMING = re.compile(
    rf"\s*(?:\d{{1,6}}[.):]?\s+)?(?P<start>{CLOCK})\s*{ARROW}\s*{CLOCK}(?=\s|$)(?P<rest>.*)"
)
SETTING = re.compile(r"(?:[a-z]{4,8}:\S{1,40}|[XY][12]:\d{1,5})$")
MARK = re.compile(r"</?[a-zA-Z][^<>]{0,100}>|<\d[\d:.]{0,20}>|\{\\[^{}]{0,60}\}")
CUE_NUMBER = re.compile(r"#?\d{1,6}[.):]?$")
SIDE_BLOCKS = ("NOTE", "STYLE", "REGION")
HEADER = "WEBVTT"
HEADER_FIELD = re.compile(r"(?:Kind|Language|X-TIMESTAMP-MAP)\s?[:=]")
LOOK = 80
FEWEST_CUES, MOST_LINES_A_CUE = 2, 8
MOST_BEFORE = 8


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption: when it starts (seconds), its lines, and a speaker set apart from them."""

    seconds: float | None
    lines: tuple[str, ...]
    speaker: str | None = None


def timing(line: str) -> tuple[float, str] | None:
    """When the cue starts that this timing line opens, and the words after it; None if it is none.

    What stands there is mostly how to place the caption on the screen, which nobody said.
    """
    if not line[:1].isspace() and not line[:1].isdigit():
        return None
    match = TIMING.match(line[:LOOK])
    at = times.seconds(match["start"]) if match else None
    if match is None or at is None:
        return None
    rest = (match["rest"] + line[LOOK:]).split()
    return at, " ".join(word for word in rest if not SETTING.match(word))


def are_captions(lines: Sequence[str]) -> bool:
    """Whether these lines, none of them blank, are those of captions and hardly anything else."""
    first, cues_seen = -1, 0
    for i, line in enumerate(lines):
        if timing(line) is not None:
            first = i if first < 0 else first
            cues_seen += 1
    if not cues_seen:
        return False
    if lines[0].lstrip("\ufeff ").startswith(HEADER):
        return True
    enough = cues_seen >= FEWEST_CUES and cues_seen * MOST_LINES_A_CUE >= len(lines) - first
    return enough and first <= max(MOST_BEFORE, len(lines) // 5)


def preface(text: str) -> list[str]:
    """The lines before the first cue that are no caption file's own, such as a title."""
    lines = [line.strip() for line in text.split("\n")]
    first = next((i for i, line in enumerate(lines) if timing(line) is not None), 0)
    if first and _is_identifier(lines[first - 1]):
        first -= 1
    return [line for line in lines[:first] if line and not _is_header(line)]


def _is_header(line: str) -> bool:
    return line.lstrip("\ufeff ").startswith(HEADER) or HEADER_FIELD.match(line) is not None


def cues(text: str) -> Iterator[Cue]:
    """The cues of captions. Blank lines inside a cue are allowed: Teams writes them."""
    lines = text.split("\n")
    starts = [(i, at) for i, line in enumerate(lines) if (at := timing(line)) is not None]
    numbered = sum(bool(CUE_NUMBER.match(lines[i - 1].strip())) for i, _ in starts if i)
    are_numbered = numbered * 2 > len(starts)
    end = (len(lines), (0.0, ""))
    for (i, (seconds, rest)), (after, _) in pairwise([*starts, end]):
        named = after < len(lines) and _is_cue_id(lines, i, after - 1, are_numbered=are_numbered)
        words = [line.strip() for line in lines[i + 1 : after - named] if line.strip()]
        yield Cue(seconds, (rest, *words) if rest else tuple(words))


def _is_cue_id(lines: Sequence[str], timing_at: int, at: int, *, are_numbered: bool) -> bool:
    """Whether line `at`, which stands right before a timing line, is that cue's identifier."""
    line = lines[at].strip()
    if at <= timing_at or not line:
        return False
    stands_apart = not lines[at - 1].strip()
    if CUE_NUMBER.match(line):
        return are_numbered or stands_apart  # else somebody said a number
    if _is_identifier(line):
        return True
    words_before = any(other.strip() for other in lines[timing_at + 1 : at])
    return words_before and stands_apart


def _is_identifier(line: str) -> bool:
    if CUE_NUMBER.match(line):
        return True
    return " " not in line and "-" in line and any(char.isdigit() for char in line)


def without_side_blocks(text: str) -> tuple[str, int]:
    """`text` without its NOTE, STYLE and REGION blocks, and how many there were."""
    kept: list[str] = []
    inside, blank_before, count = False, True, 0
    for line in text.split("\n"):
        blank = not line.strip()
        inside = inside and not blank and timing(line) is None
        if not inside and blank_before and line.split(" ", 1)[0].rstrip() in SIDE_BLOCKS:
            inside, count = True, count + 1
        if not inside:
            kept.append(line)
        blank_before = blank
    return "\n".join(kept), count


def plain(text: str) -> str:
    """`text` without caption markup (`<i>`, `<00:01.000>`, `{\\an8}`), its entities resolved."""
    if "<" in text or "{" in text:
        text = MARK.sub("", text)
    return unescape(text) if "&" in text else text


def without_marks(cue: Cue) -> Cue:
    """`cue` with its lines plain."""
    return Cue(cue.seconds, tuple(plain(line) for line in cue.lines), cue.speaker)
