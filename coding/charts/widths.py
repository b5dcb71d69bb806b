"""How wide a text may come out, and where it is broken so that it fits.

A picture does not know the font that will show it. Widths are therefore at least those of DejaVu
Sans, which is as wide as any font that browsers take for a page without one of its own; what is
measured to fit does fit in narrower ones. All widths are in ems, those of a text in units.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache

# Each character at the width of the widest of DejaVu Sans, Liberation Sans and the font of the PNG.
_WIDTHS = {
    0.30: "'ijlıłĳſ",
    0.35: " ,.:;|¦·‘’",
    0.40: "()-/[\\]ft",
    0.45: "!Ir",
    0.50: '"*`',
    0.55: "Jcsz“”•",
    0.60: "?L_kvxy§–",
    0.65: "$0123456789FTabdeghnopquß{}£€",
    0.70: "ABEKPSVXYZ",
    0.75: "CNRU",
    0.80: "&DGHOQØ",
    0.85: "#+<=>^w~¬±×÷",
    0.90: "M",
    1.00: "%Wm©®¼½¾ÆæŴ—…",
}
_WIDTH_OF = {char: width for width, chars in _WIDTHS.items() for char in chars}
_BOLD = 1.15
_LETTER, _WIDE, _SIGN, _LIGATURE_OF_WORDS = 1.2, 1.25, 1.7, 14.0
_JOINER = "\u200d"


@dataclass(frozen=True, slots=True)
class Letters:
    """How text is set: its size in units, and whether it is bold or stands back."""

    size: float
    bold: bool = False
    soft: bool = False


def text_width(text: str, letters: Letters) -> float:
    """The units that a line of text takes at the most."""
    return sum(map(_ems, text)) * letters.size * (_BOLD if letters.bold else 1)


@cache
def _ems(char: str) -> float:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0.0
    if char in "\ufdfa\ufdfb\ufdfd":
        return _LIGATURE_OF_WORDS
    base = unicodedata.normalize("NFD", char)[0]
    if base in _WIDTH_OF:
        return _WIDTH_OF[base]
    if unicodedata.category(char) == "So":
        return _SIGN
    return _WIDE if unicodedata.east_asian_width(char) in "WF" else _LETTER


def wrapped(text: str, width: float, letters: Letters) -> list[str]:
    """The text in lines that take `width` units at the most, broken between words where it can be.

    White space of any kind is one space. A text without words is no lines.
    """
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, letters) <= width:
            lines[-1] = joined
        else:
            lines += _cut(word, width, letters)
    return lines


def _cut(word: str, width: float, letters: Letters) -> list[str]:
    """A word in pieces that fit; a single sign wider than the line stands alone in it."""
    pieces = [""]
    for sign in _signs(word):
        if pieces[-1] and text_width(pieces[-1] + sign, letters) > width:
            pieces.append("")
        pieces[-1] += sign
    return pieces


def _signs(word: str) -> list[str]:
    """The word in what is read as one sign: a letter with its accents, an emoji of several."""
    starts = [
        position
        for position, char in enumerate(word)
        if not position
        or not (
            _ems(char) == 0
            or unicodedata.category(char) == "Mc"
            or (unicodedata.category(char) == "Sk" and ord(char) > 0xFFFF)
            or word[position - 1] == _JOINER
        )
    ]
    return [word[start:end] for start, end in zip(starts, [*starts[1:], len(word)], strict=True)]
