"""Dates of birth: a date that the words around it call one. Other dates are left alone."""

import re

from corpora.personal.kinds import Finding

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)(?!\w)"
)
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?|(?:twenty|thirty)?[ -]?(?:first|second|third|\w{3,7}th))"
_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_SPOKEN_YEAR = (
    r"(?:nineteen|twenty|two thousand(?: and)?),?[ -]"
    rf"(?:oh[ -]\w{{3,5}}|{_TENS}(?:[ -]\w{{3,5}})?|\w{{3,9}})"
)
_YEAR = rf"(?:\d{{4}}|['’]\d{{2}}|\d{{2}}(?![\w:])|{_SPOKEN_YEAR})"
_PAUSE = r"(?:,? (?:u[hm]+|er|erm))?,?"
_DATE = (
    r"(?:\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?(?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}"
    rf"|(?:the )?{_DAY}(?: of)? {_MONTH}(?:{_PAUSE} {_YEAR})?"
    rf"|{_MONTH} (?:the )?{_DAY}(?:{_PAUSE} {_YEAR})?"
    rf"|{_MONTH} \d{{4}})(?!\w)"
)
_BIRTH = r"\b(?:born|d\.? ?o\.? ?b\.?|dates? of birth|birth ?dates?|birthdays?)"
_SAID = re.compile(_BIRTH, re.I)
_BEFORE = re.compile(rf"{_BIRTH}[^.?!\n\d]{{0,30}}?(?<!\w)({_DATE})", re.I)
_AFTER = re.compile(rf"(?<![\w/])({_DATE})[^.?!\n\d]{{0,15}}?{_BIRTH}", re.I)


def birthdates(text: str) -> list[Finding]:
    """The dates that are said to be somebody's birth or birthday."""
    # Most texts speak of no birth, and looking for dates everywhere takes long.
    if not _SAID.search(text):
        return []
    return [
        Finding(*match.span(1), "date of birth")
        for pattern in (_BEFORE, _AFTER)
        for match in pattern.finditer(text)
    ]
