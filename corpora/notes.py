"""Meeting notes: which lines are about the meeting and not about what was said in it."""

import re

_FURNITURE = re.compile(
    r"(?:present|in attendance|attendees|attendance|apologies|date|time|venue|place|location|chair|"
    r"facilitator|note[- ]?taker|notes? (?:by|taken by)|minutes (?:by|taken by)|next meeting|"
    r"called by|circulation|distribution)\b[^.]{0,40}:",
    re.I,
)
_HEADING = re.compile(r"(?:\d+(?:\.\d+)*[.)]?|item \d+|agenda|actions?|aob|any other business)\b", re.I)
_ENDS_SENTENCE = (".", "!", "?", "”", '"')


def is_furniture(line: str) -> bool:
    """Whether a line of meeting notes is a title, attendance, a heading or a date, not reported speech."""
    said = line.strip()
    if _FURNITURE.match(said):
        return True
    words = len(said.split())
    ends = said.endswith(_ENDS_SENTENCE)
    return words < 4 or (words <= 12 and not ends and bool(_HEADING.match(said)))
