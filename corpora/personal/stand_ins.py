"""What is written in the place of personal data: readable, and the same for the same thing.

`[town 1]`, `[phone number 2]`: the word says what stood there, the number which one it was.
"""

import re
import unicodedata
from collections.abc import Mapping

from corpora.names.gazetteer import places
from corpora.personal.kinds import Kind

_WORDS: Mapping[Kind, str] = {"person": "name", "other number": "number"}
_BODIES = re.compile(
    r"\b(Hospital|Hospice|Infirmary|Surgery|School|Academy|Nursery|College|University|Centre|Clinic|"
    r"Trust|Council|Practice|Church|Mosque|Temple|Synagogue|Pharmacy|Library|Charity|Care Home|"
    r"Nursing Home)\b"
)
_BY_DIGITS: frozenset[Kind] = frozenset({"phone number", "NHS number", "other number"})
_BY_LETTERS: frozenset[Kind] = frozenset({"postcode", "NI number", "number plate"})
_FEWEST_DIGITS = 6
_ABROAD = re.compile(r"^(?:00|\+)?44(?:0(?=\d{9,10}$)|(?=\d{9,10}$))")
_FORM = re.compile(r"\[[^\[\]\s](?:[^\[\]\n]{0,38}[^\[\]\s])?\]")


def word_of(kind: Kind, text: str) -> str:
    """What to call it: the kind, a town where it is one, or what sort of organisation it is."""
    if kind == "place":
        return "town" if text in places() else "place"
    if kind == "organisation":
        bodies = _BODIES.findall(text)
        return bodies[-1].lower() if bodies else "organisation"
    return _WORDS.get(kind, kind)


def stand_in(word: str, number: int) -> str:
    """The replacement with this word and number."""
    return f"[{word} {number}]"


def is_stand_in(text: str) -> bool:
    """Whether a text may stand for personal data: short and in brackets, so that it shows."""
    return bool(_FORM.fullmatch(text))


def key_of(kind: Kind, text: str) -> str:
    """What is the same for every way of writing the same thing: `07700 900123`, `+44 7700 900123`."""
    if kind in _BY_DIGITS:
        digits = re.sub(r"\D", "", text)
        if len(digits) >= _FEWEST_DIGITS:
            return _ABROAD.sub("0", digits) if kind == "phone number" else digits
    if kind in _BY_LETTERS:
        return re.sub(r"[\W_]", "", text).upper()
    composed = unicodedata.normalize("NFC", text.replace("’", "'"))
    return " ".join(composed.casefold().split()).strip(" .,")
