"""SubRip subtitles (`.srt`)."""

from corpora.formats.speech.draft import NO_HINTS, Draft, Hints
from corpora.formats.timed.captions import cues, spoken, without_marks
from corpora.text import decode


def read(content: bytes, name: str, hints: Hints = NO_HINTS) -> Draft:
    """The blocks of a subtitle file, one a cue."""
    return spoken((without_marks(cue) for cue in cues(decode(content, name))), hints)
