"""SubRip subtitles (`.srt`)."""

from corpora.formats.speech.draft import Draft
from corpora.formats.timed.vtt import draft_of_captions
from corpora.text import decode


def read(content: bytes, name: str) -> Draft:
    """The blocks of a subtitle file, one a cue."""
    return draft_of_captions(decode(content, name))
