"""WebVTT captions, as Zoom, Teams and others export them."""

import re
from collections.abc import Iterator
from dataclasses import replace

from corpora.errors import FileRefused
from corpora.formats.speech.draft import NO_HINTS, Draft, Hints, listed
from corpora.formats.speech.label_names import normal
from corpora.formats.timed.captions import (
    Cue,
    Said,
    cues,
    draft,
    plain,
    spoken,
    timing,
    without_marks,
)
from corpora.text import decode

VOICE = re.compile(r"<v(?:\.[^\s>]{1,60})?[ \t\u00a0]([^<>]{0,200})>|</v>")
SIDE_BLOCKS = ("NOTE", "STYLE", "REGION")


def read(content: bytes, name: str, hints: Hints = NO_HINTS) -> Draft:
    """The blocks of a WebVTT file, one a cue and voice. Notes and styles are left out."""
    text = decode(content, name)
    if not text.lstrip("\ufeff \n").startswith("WEBVTT"):
        _refuse_if_nothing_is_timed(text, name)
    body, notes = _without_side_blocks(text)
    found = list(cues(body))
    left_out = {"notes and styles of the caption file": notes}
    if any("<v" in line for cue in found for line in cue.lines):
        return draft((said for cue in found for said in _voices(cue)), left_out)
    draft_of_cues = spoken((without_marks(cue) for cue in found), hints)
    return replace(draft_of_cues, left_out=listed(left_out))


def _refuse_if_nothing_is_timed(text: str, name: str) -> None:
    if text.strip() and not any(timing(line) is not None for line in text.split("\n")):
        raise FileRefused(
            "this is not a WebVTT file: it has no WEBVTT line and no times",
            where=name,
            remedy="Rename it to .txt if it is plain text, or export it again.",
        )


def _without_side_blocks(text: str) -> tuple[str, int]:
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


def _voices(cue: Cue) -> Iterator[Said]:
    """What each voice says in the cue; words outside every voice tag are nobody's."""
    pieces = VOICE.split(" ".join(cue.lines))
    yield Said(plain(pieces[0]), None, cue.seconds)
    for name, text in zip(pieces[1::2], pieces[2::2], strict=True):
        speaker = normal(plain(name)) if name else ""
        yield Said(plain(text), speaker or None, cue.seconds)
