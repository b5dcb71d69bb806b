"""Patterns that find a name in levelled text, however it is spelt there.

Levelled text (`corpora.spelling.levelled`) has no case and no accents, and a mark where
something belongs to the letter before it. It is as long as the text, so that what is found there
stands at the same place in the text.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from corpora.spelling import MARK, NO_SPACES, SIGNS, levelled

_LETTER = rf"[^\W_{NO_SPACES}]|[{MARK}{SIGNS}]"
_END = re.compile(rf"(?!{_LETTER})")
WORD = re.compile(rf"(?:{_LETTER})+")
ASCII_WORD = re.compile(r"[^\W_]+")
_JOINED = rf"[{MARK}]*"
_BETWEEN = r"[\s._\u200b-]"
_TWO_FOR_ONE = {"ss": "ß", "ae": "æ", "oe": "œ", "th": "þ"}
_ELIDED = re.compile(r"[odlnm](?=[^\W\d_]{3})")
_TOKEN = re.compile(r"[\s._\u200b]+")


@lru_cache(65_536)
def pattern_of(form: str) -> re.Pattern[str]:
    """A pattern, for levelled text, of one name: words apart as they are, halves apart or not.

    `ends` says if a word ends where it does: a class of all letters in each would take long to make.
    """
    return re.compile(rf"{_BETWEEN}{{1,3}}".join(_double(word) for word in _words(form)))


def ends(level: str, at: int) -> bool:
    """Whether a word ends here, or with a possessive that lacks its apostrophe."""
    return bool(_END.match(level, at) or (level.startswith("s", at) and _END.match(level, at + 1)))


def _words(form: str) -> list[str]:
    level = levelled(unicodedata.normalize("NFC", form)).replace(MARK, "")
    return [word for word in _TOKEN.split(level) if word.strip("-'")]


def _double(word: str) -> str:
    """`anne-marie` is found as Anne-Marie, Anne Marie and Annemarie."""
    return rf"{_BETWEEN}{{0,2}}".join(_spelt(half) for half in word.split("-") if half)


def _spelt(word: str) -> str:
    """The letters of a word, with whatever may belong to each: O'Dowd is O’Dowd and ODowd."""
    elided = _ELIDED.match(word)
    made, at = [], 0
    while at < len(word):
        two = word[at : at + 2]
        if word[at] == "'":
            made.append(r"['`]?\s?")
        elif two in _TWO_FOR_ONE:
            made.append(rf"(?:{two[0]}{_JOINED}{two[1]}|{_TWO_FOR_ONE[two]}){_JOINED}")
            at += 1
        else:
            made.append(_letter(word[at]) + _JOINED)
        made.append("['`]?" if elided and at == 0 else "")
        at += 1
    return "".join(made)


def _letter(char: str) -> str:
    """One letter; a syllable of Korean taken apart as well, as a Mac writes it."""
    if char in _TWO_FOR_ONE.values():
        two = next(two for two, one in _TWO_FOR_ONE.items() if one == char)
        return f"(?:{char}|{two})"
    apart = unicodedata.normalize("NFD", char)
    if len(apart) > 1 and "\uac00" <= char <= "\ud7a3":
        return f"(?:{char}|{_JOINED.join(apart)})"
    return re.escape(char)


@lru_cache(65_536)
def literal_of(form: str) -> re.Pattern[str]:
    """A pattern, for text that is not levelled, of what stands as it is written or in capitals."""
    exact = r"\s+".join(re.escape(word) for word in form.split())
    upper = r"\s+".join(re.escape(word) for word in form.upper().split())
    return re.compile(rf"(?:{exact}|{upper})(?![^\W_{NO_SPACES}])(?![\u0300-\u036f])")


def anywhere_of(forms: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern, for levelled text, of names in scripts without spaces, the longest first."""
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    return re.compile("|".join(map(_unspaced, longest_first))) if longest_first else None


def _unspaced(form: str) -> str:
    begin = "(?<![\uac00-\ud7a3\u1100-\u11ff])" if "\uac00" <= form[0] <= "\ud7a3" else ""
    return begin + r"[\s\u200b-]?".join(_letter(char) + _JOINED for char in levelled(form))


def beginnings(form: str) -> set[str]:
    """What the first word of a name can be, where halves or an apostrophe may run together."""
    first = next(iter(_words(form)), "")
    pieces = [piece for piece in re.split(r"[-'`]", first) if piece]
    made = {"".join(pieces[: end + 1]) for end in range(len(pieces))}
    if _ELIDED.match(first):
        made.add(first[0])
    doubled = {word.replace(two, one) for word in made for two, one in _TWO_FOR_ONE.items()}
    single = {word.replace(one, two) for word in made for two, one in _TWO_FOR_ONE.items()}
    return made | doubled | single
