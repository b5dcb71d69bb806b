"""One way to compare names, used wherever two names meet: consent, hiding, withdrawal, tables.

The same name is typed in many ways: a Mac writes `ë` as a letter and a mark, Word bends the
apostrophe, a list has `Mary-Jane` where a transcript has `Mary Jane`, a direction mark hides in a
label. What is left here tells names apart and ways of writing them not.
"""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

MARK = "\u0301"
"""Stands in levelled text for what belongs to the letter before it: an accent, a joiner."""
ZERO_WIDTH_SPACE = "\u200b"
NO_SPACES = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
"""Letters of scripts that put no spaces between words, for a class of a pattern."""
# Vowels and joiners that are part of a word there, though Python does not call them letters.
SIGNS = "\u0900-\u0dff\u0e31-\u0e4e\u0f00-\u109f\u17b4-\u17d3"
TITLES = frozenset(
    "dr mr mrs ms miss mx prof professor rev reverend sir dame lord lady cllr councillor sister "
    "nurse auntie aunt uncle herr frau mme madame monsieur senor senora right rt hon honourable".split()
)
_NEAR = 0.6
_LETTERS_AFTER = frozenset("jr snr phd mbe obe cbe md rn frcp".split())
_APOSTROPHES = (
    "'`\u00b4\u02b9\u02bb\u02bc\u02bd\u02c8\u2018\u2019\u201a\u201b\u2032\u2035\ua78c\uff07"
)
_HYPHENS = "\u00b7\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fb\ufe58\ufe63\uff0d\uff65"
# Letters that Unicode does not take apart, and those that stand for two.
_SINGLE = dict(zip("łøđðħıŧɨ", "lodd" + "hiti", strict=True))
_DOUBLE = {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
_DROPPED = (
    (0x0300, 0x036F), (0x0483, 0x0489), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F),
    (0x0670, 0x0670), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0x3099, 0x309A),
    (0xFE00, 0xFE0F), (0xFE20, 0xFE2F),
)  # fmt: skip
_ASIDE = re.compile(r"[(\[（][^()\[\]（）]{0,60}[)\]）]")
_BETWEEN_LETTERS = re.compile(rf"(?<=[{NO_SPACES}]) (?=[{NO_SPACES}])")

Unit = tuple[str, ...]
"""One part of a name in its words: `Anne-Marie` is one unit of two words."""


class _Levels(dict[int, str]):
    """What each letter is levelled to; made when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = made = _level(chr(code))
        return made


def _level(char: str) -> str:
    """One character that all ways of writing this letter share; never more and never less."""
    if char in _APOSTROPHES:
        return "'"
    if char in _HYPHENS:
        return "-"
    if char == ZERO_WIDTH_SPACE:
        return char
    if _is_dropped(char) or unicodedata.category(char) == "Cf":
        return MARK
    if char.isspace():
        return "\n" if char in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029" else " "
    folded = unicodedata.normalize("NFKD", char).casefold()
    letters = [_SINGLE.get(each, each) for each in folded if not _is_dropped(each)]
    if len(letters) == 1:
        return letters[0]
    return char.lower() if len(char.lower()) == 1 else char


def _is_dropped(char: str) -> bool:
    code = ord(char)
    return code > 0x2FF and any(first <= code <= last for first, last in _DROPPED)


_LEVELS = _Levels()
_WRITTEN_OUT = str.maketrans({**_DOUBLE, MARK: "", ZERO_WIDTH_SPACE: "", "'": ""})
_STRAIGHT = str.maketrans(dict.fromkeys(_APOSTROPHES, "'"))


def levelled(text: str) -> str:
    """`text` as it is searched: small letters without accents, as many characters as before.

    What belongs to the letter before it (a loose accent, a joiner) becomes `MARK`, so that every
    offset into the text is an offset into what comes back.
    """
    return text.lower() if text.isascii() else text.translate(_LEVELS)


@lru_cache(16_384)
def folded(name: str) -> str:
    """The name as it is compared: words in small letters, one space between them.

    Nothing is left of accents, case, apostrophes, hyphens, invisible characters and punctuation.
    """
    if name.isascii():
        plain = name.lower().replace("'", "").replace("`", "")
    else:
        composed = unicodedata.normalize("NFKC", name.translate(_STRAIGHT))
        # Once more: a joiner may have kept the parts of a Korean syllable from each other.
        plain = unicodedata.normalize("NFC", levelled(composed).translate(_WRITTEN_OUT))
    words = "".join(c if _is_letter(c) else " " for c in plain).split()
    return _BETWEEN_LETTERS.sub("", " ".join(words))


def _is_letter(char: str) -> bool:
    return char.isalnum() or (char > "\x7f" and unicodedata.category(char)[0] == "M")


def squashed(name: str) -> str:
    """The name as it is compared where even spaces do not count: `maryjane`, `obrien`."""
    return folded(name).replace(" ", "")


@lru_cache(16_384)
def units(name: str) -> tuple[Unit, ...]:
    """The parts of a name in order, each in its words, without titles and without asides.

    `Bell, Dr Ann (chair)` is `ann` and `bell`; a double name with a hyphen is one part.
    """
    bare = _ASIDE.sub(" ", name)
    last, comma, first = bare.partition(",")
    turned = f"{first} {last}" if comma and first.strip() else bare
    made = [part for piece in _pieces(turned) if (part := tuple(folded(piece).split()))]
    while len(made) > 1 and made[0][0] in TITLES and len(made[0]) == 1:
        made = made[1:]
    while len(made) > 1 and made[-1][0] in _LETTERS_AFTER and len(made[-1]) == 1:
        made = made[:-1]
    return tuple(made)


def _pieces(name: str) -> list[str]:
    """The name parted at everything but letters, apostrophes, joiners and hyphens."""
    level = levelled(name).replace(ZERO_WIDTH_SPACE, "")
    kept = "".join(c if _is_letter(c) or c in "'-" else " " for c in level)
    return kept.split()


def has_title(name: str) -> bool:
    """Whether a name begins with a title: "Mrs Bell" is a surname, "Ann Bell" a full name."""
    words = folded(name).split()
    return len(words) > 1 and words[0] in TITLES


def asides(label: str) -> list[str]:
    """What stands in brackets in a label, without them."""
    return [aside[1:-1].strip() for aside in _ASIDE.findall(label)]


def without_asides(label: str) -> str:
    """A label without what stands in brackets in it."""
    return _ASIDE.sub(" ", label)


def name_words(name: str) -> Unit:
    """The words of a name, those of double names apart, without titles and asides."""
    return tuple(word for unit in units(name) for word in unit)


def one_edit_apart(one: str, other: str) -> bool:
    """Whether a letter too many, too few or wrong, or two changed round, tells two words apart."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return True
    a, b = one[start:], other[start:]
    turned = a[:2] == b[1::-1] and a[2:] == b[2:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or turned


def nearest_word(word: str, allowed: Iterable[str]) -> str:
    """The one of `allowed` that a misspelt word is nearest to, "" where none is near.

    Another number is no slip: "wave 3" is not a misspelt "wave 2".
    """
    numbers = re.findall(r"\d+", word)
    alike = [each for each in allowed if re.findall(r"\d+", each) == numbers]
    by_fold = {folded(each) or each: each for each in alike}
    near = get_close_matches(folded(word) or word, by_fold, 1, _NEAR)
    return by_fold[near[0]] if near else ""
