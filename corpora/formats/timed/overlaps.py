"""What noScribe marks as said while somebody else speaks: `S00: I think //S01: Mm.// so too`."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from corpora.formats.lines.label_names import key
from corpora.formats.lines.lines import Line

MARK = "//"
# Nothing here backtracks: a hostile file may hold a million slashes.
ASIDE = re.compile(
    r"(?<!:)//\s?(?P<label>[^\W\d_][^/:\n]{0,40}):(?P<words>(?:(?!//).){0,2000}+)(?://|$)"
)
LABEL = re.compile(r"(?:[\[(#]?\d[\d:.,-]{3,15}[\])#]?\s*)?(?P<label>[^\W\d_][^/:\n]{0,40}):\s")
NUMBERED = re.compile(r"(?:s|speaker|spk)[ _-]?\d{1,3}$")
LOOK = 80


def overlapping_voices(name: str) -> str:
    """A voice's name without the `//` that marks it as speaking while another does."""
    return name.removeprefix(MARK).strip()


def without_marks(text: str) -> str:
    """`text` without the `//` around what is said at the same time."""
    return text.strip().removeprefix(MARK).removesuffix(MARK).strip()


def lines_apart(lines: Sequence[Line]) -> list[Line]:
    """The lines, each overlap one of its own, after which whoever was speaking goes on."""
    if not any(MARK in line.text for line in lines):
        return list(lines)
    parts = texts_apart([line.text for line in lines])
    return [
        piece
        for line, texts in zip(lines, parts, strict=True)
        for piece in ([line] if texts == [line.text] else _pieces(line, texts))
    ]


def _pieces(line: Line, texts: Sequence[str]) -> Iterator[Line]:
    yield replace(line, text=texts[0])
    for text in texts[1:]:
        yield Line(text)


def texts_apart(texts: Iterable[str]) -> list[list[str]]:
    """The texts, each in the pieces that one person says, which open with that person's label."""
    texts = list(texts)
    labels = {key(label) for text in texts if (label := _label(text))}
    speaker, is_interrupted = "", False
    parts: list[list[str]] = []
    for text in texts:
        speaker = _label(text) or speaker
        if is_interrupted and text.strip() and ":" not in text[:LOOK]:
            text = f"{speaker}: {text.strip()}"  # else it would go on with the aside
        pieces = _apart(text, speaker, labels) if MARK in text and speaker else [text]
        is_interrupted = pieces != [text] and key(_label(pieces[-1])) != key(speaker)
        parts.append(pieces)
    return parts


def _label(text: str) -> str:
    match = LABEL.match(text[:LOOK])
    return match["label"].strip() if match else ""


def _apart(text: str, speaker: str, labels: set[str]) -> list[str]:
    pieces: list[str] = []
    end = 0
    for match in ASIDE.finditer(text):
        label = match["label"].strip()
        if key(label) not in labels and not NUMBERED.match(key(label)):
            continue
        pieces += _goes_on(text[end : match.start()], speaker, is_first=end == 0)
        pieces.append(f"{label}: {match['words'].strip()}")
        end = match.end()
    return [*pieces, *_goes_on(text[end:], speaker, is_first=end == 0)] if pieces else [text]


def _goes_on(text: str, speaker: str, *, is_first: bool) -> list[str]:
    words = text.strip()
    if not words:
        return []
    return [words if is_first else f"{speaker}: {words}"]
