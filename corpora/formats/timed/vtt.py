"""WebVTT captions, as Zoom, Teams and others export them."""

import re
from collections.abc import Iterator
from dataclasses import replace

from corpora.errors import FileRefused
from corpora.formats.lines.draft import NO_HINTS, Draft, Hints, listed
from corpora.formats.lines.label_names import normal
from corpora.formats.timed.captions import Said, blocks, spoken
from corpora.formats.timed.cues import (
    HEADER,
    Cue,
    cues,
    plain,
    timing,
    without_marks,
    without_side_blocks,
)
from corpora.formats.timed.doubled import without_doubles
from corpora.formats.timed.overlaps import overlapping_voices, texts_apart
from corpora.formats.timed.overlaps import without_marks as without_overlap_marks
from corpora.formats.timed.rolling import unrolled
from corpora.text import decode

VOICE = re.compile(r"<v(?:\.[^\s>]{1,60})?[ \t\u00a0]([^<>]{0,200})>|</v>")


def read(content: bytes, name: str, hints: Hints = NO_HINTS) -> Draft:
    """The blocks of a WebVTT file, one a cue and voice. Notes and styles are left out."""
    text = decode(content, name)
    if not text.lstrip("\ufeff \n").startswith(HEADER):
        _refuse_if_nothing_is_timed(text, name)
    return draft_of_captions(text, hints)


def draft_of_captions(text: str, hints: Hints = NO_HINTS) -> Draft:
    """The blocks of captions, in WebVTT or SubRip, whatever file they stand in."""
    body, notes = without_side_blocks(text)
    found = list(cues(body))
    left_out = listed({"notes and styles of the caption file": notes})
    if any("<v" in line for cue in found for line in cue.lines):
        return Draft(tuple(blocks(_without_repeats(found))), left_out)
    parted = _overlaps_apart([without_marks(cue) for cue in found])
    return replace(spoken(parted, hints), left_out=left_out)


def _overlaps_apart(found: list[Cue]) -> Iterator[Cue]:
    whole = [" ".join(cue.lines) for cue in found]
    for cue, text, texts in zip(found, whole, texts_apart(whole), strict=True):
        yield from [cue] if texts == [text] else (replace(cue, lines=(part,)) for part in texts)


def _refuse_if_nothing_is_timed(text: str, name: str) -> None:
    if text.strip() and not any(timing(line) is not None for line in text.split("\n")):
        raise FileRefused(
            "this is not a WebVTT file: it has no WEBVTT line and no times",
            where=name,
            remedy="Rename it to .txt if it is plain text, or export it again.",
        )


def _without_repeats(found: list[Cue]) -> Iterator[Said]:
    said = [piece for cue in found for piece in _voices(cue)]
    rest = unrolled([(piece.speaker, tuple(piece.text.split("\n"))) for piece in said])
    for piece, lines in zip(said, rest, strict=True):
        yield replace(piece, text="\n".join(lines))


def _voices(cue: Cue) -> Iterator[Said]:
    """What each voice says in the cue; words outside every voice tag are nobody's."""
    pieces = VOICE.split("\n".join(cue.lines))
    yield Said(plain(pieces[0]), None, cue.seconds)
    for name, text in zip(pieces[1::2], pieces[2::2], strict=True):
        voice = overlapping_voices(normal(plain(name)) if name else "")
        yield Said(_words(plain(text), voice, cue.seconds), voice or None, cue.seconds)


def _words(text: str, voice: str, seconds: float | None) -> str:
    words = without_overlap_marks(text)
    return without_overlap_marks(without_doubles(words, voice or None, seconds))
