"""Whether a name that was found in a text is meant there: its capitals, and how sentences open."""

import re
import unicodedata

from corpora.names.forms import Form
from corpora.names.patterns import WORD
from corpora.names.words_and_names import DESCRIBING, MONTHS, TINY_WORDS, is_word_too
from corpora.spelling import folded

_VERB_FIRST = re.compile(
    r"\s+(?:you|i|we|they|he|she|it|there|that|this|the|a|my|your|our|be|not)\b", re.I
)
_SMALL_WORD_NEXT = re.compile(r"\s+(?!(?:and|or|was|is|said|says|has|had|did|does|who)\b)[a-z]")
_BEFORE_A_MONTH = re.compile(
    r"(?:\b(?:in|since|until|till|last|next|early|late|mid|every)|\d(?:st|nd|rd|th)?)[ -]$", re.I
)
# Stand before people as often as before months: they count beside another month or a number only.
_BEFORE_EITHER = re.compile(r"\b(?:by|this|of|from|to|and|or|between|through)[ -]$", re.I)
_OTHER_DATE = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|\d",
    re.I,
)
_NEAR_A_DATE = 20
_YEAR = re.compile(r",? \d{1,4}\b")
_RANGE = re.compile(r" (?:to|and|or|until|till)\b")
_OPENS = re.compile(r"(?:^|[.!?…:]['\"”’)]*\s+|[\n\"“]\s*)$")
_VOWELS = frozenset("aeiouy")
_CAPITALS_BEFORE = re.compile(r"(?:^|[^\w])([A-Z][A-Z'’]+)[^\w\n]{1,3}$")
_CAPITALS_AFTER = re.compile(r"[^\w\n]{1,3}[A-Z][A-Z'’]+(?!\w)")
# A possessive is often written without its apostrophe; shorter names with an s are words.
_SHORTEST_WITH_S = 4


def is_meant(form: Form, text: str, start: int, end: int) -> bool:
    """Whether what was found is written as this way of naming somebody must be."""
    written = text[start:end]
    if text[end : end + 1] in ("s", "S") and not _is_possessive(form, written):
        return False
    if form.rule == "any case":
        return True
    if form.rule == "as written":
        return _letters(written) == _letters(form.text)
    if form.rule == "short":
        return _is_short_name(written, text, start, end)
    return _has_capital(written) and not _is_ordinary_use(written, text, start, end)


def _is_possessive(form: Form, written: str) -> bool:
    return len(form.text) >= _SHORTEST_WITH_S and written[:1].isupper() and form.rule == "any case"


def _letters(name: str) -> str:
    """The letters of a name in their case, without dots, spaces and accents."""
    return "".join(char for char in unicodedata.normalize("NFD", name) if char.isalnum())


def _has_capital(written: str) -> bool:
    """Whether each word of a name has a capital, or is in a script that has none."""
    firsts = [word.group()[0] for word in WORD.finditer(written)]
    return all(first.isupper() or first.lower() == first.upper() for first in firsts)


def _is_short_name(written: str, text: str, start: int, end: int) -> bool:
    """Whether two letters are a name: `Jo` and `JO`, and not `jo`; `IT` is a word."""
    letters = _letters(written)
    opens = bool(_OPENS.search(text[max(0, start - 4) : start]))
    if letters[:1].isupper() and letters[1:].islower():
        return not (opens and folded(letters) in TINY_WORDS)
    # Without a vowel capitals are an abbreviation, as in "the NG tube", unless all are shouted.
    is_spoken = not _VOWELS.isdisjoint(folded(letters))
    shouted = _CAPITALS_BEFORE.search(text[max(0, start - 30) : start]) or _CAPITALS_AFTER.match(
        text, end
    )
    is_one = is_spoken or bool(shouted)
    return letters.isupper() and is_one and folded(letters) not in TINY_WORDS


def _is_ordinary_use(written: str, text: str, start: int, end: int) -> bool:
    if folded(written) in MONTHS and _is_month(text, start, end):
        return True
    if not is_word_too(written) or not _OPENS.search(text[max(0, start - 4) : start]):
        return False
    if folded(written) in DESCRIBING and _SMALL_WORD_NEXT.match(text, end):
        return True
    return bool(_VERB_FIRST.match(text, end))


def _is_month(text: str, start: int, end: int) -> bool:
    """Whether `May` is the month: "in May", "3 May", "May 2026", "from April to May".

    To hide a month costs less than to show a person: "to May" alone may be somebody.
    """
    before = text[max(0, start - 12) : start]
    if _BEFORE_A_MONTH.search(before) or _YEAR.match(text, end):
        return True
    around = (text[max(0, start - _NEAR_A_DATE) : start], text[end : end + _NEAR_A_DATE])
    own = folded(text[start:end])
    beside = any(found.lower() != own for each in around for found in _OTHER_DATE.findall(each))
    return bool(_BEFORE_EITHER.search(before) or _RANGE.match(text, end)) and beside
