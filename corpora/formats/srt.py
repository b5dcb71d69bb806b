"""SubRip subtitles (`.srt`)."""

from corpora.formats.captions import cues, spoken, without_marks
from corpora.formats.draft import Draft
from corpora.formats.text import decode


def read(content: bytes, name: str) -> Draft:
    """The blocks of a subtitle file, one a cue."""
    return spoken(without_marks(cue) for cue in cues(decode(content, name)))
