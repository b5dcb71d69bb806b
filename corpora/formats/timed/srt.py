"""SubRip subtitles (`.srt`)."""

from corpora.formats.lines.draft import NO_HINTS, Draft, Hints
from corpora.formats.timed.vtt import draft_of_captions
from corpora.text import decode


def read(content: bytes, name: str, hints: Hints = NO_HINTS) -> Draft:
    """The blocks of a subtitle file, one a cue."""
    return draft_of_captions(decode(content, name), hints)
