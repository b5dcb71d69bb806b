"""SubRip subtitles (`.srt`)."""

from corpora.formats.speech.draft import Draft
from corpora.formats.timed.captions import cues, spoken, without_marks
from corpora.text import decode


def read(content: bytes, name: str) -> Draft:
    """The blocks of a subtitle file, one a cue."""
    return spoken(without_marks(cue) for cue in cues(decode(content, name)))
