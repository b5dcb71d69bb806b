"""Labels and times that a caption names already and that stand in its words once more."""

import re

from corpora.formats.lines import times
from corpora.formats.lines.label_names import key

LABEL = re.compile(
    r"[\s>*_-]{0,4}(?P<open>[(\[])?(?P<label>[^()\[\]:]{1,60}?)"
    r"(?:\s?[\[(]\s?\d[\d:.,]{3,12}\s?[\])])?\s?(?P<close>[)\]]:?|:)[*_]{0,2}\s*"
)
BRACKETS = "[({#"
NEAR = 2.0  # seconds between a cue's start and the time typed into it
MOST_TIMES = 4


def without_doubles(text: str, speaker: str | None, seconds: float | None) -> str:
    """`text` of a cue without its speaker's label and its time at the start, in any order."""
    for _ in range(MOST_TIMES):
        shorter = _without_time(_without_label(text, speaker), seconds)
        if shorter == text:
            break
        text = shorter
    return text


def _without_time(text: str, seconds: float | None) -> str:
    words = text.lstrip()
    at = times.leading(words)
    if at is None:
        return text
    is_its_own = seconds is not None and abs(at.seconds - seconds) <= NEAR
    return words[at.end :] if words[0] in BRACKETS or is_its_own else text


def _without_label(text: str, speaker: str | None) -> str:
    """`text` without `Name:`, `[Name]` or `(Name):` in front."""
    if speaker is None:
        return text
    match = LABEL.match(text[:100])
    if match is None or not match["close"] or key(match["label"]) != key(speaker):
        return text
    is_whole = bool(match["open"]) == (match["close"][0] in ")]")
    return text[match.end() :] if is_whole else text
