"""Text is measured and broken so that it fits, whatever it is made of."""

import struct
from pathlib import Path

import pytest
from paths import ROOT

from coding.charts.png import OTHER_LETTERS
from coding.charts.widths import Letters, text_width, wrapped

TEN, BOLD = Letters(10), Letters(10, bold=True)
FAMILY = "👩‍👩‍👧"


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 100, []),
        (" \n\t ", 100, []),
        ("Yes", 100, ["Yes"]),
        ("one two", 30, ["one", "two"]),
        ("one\u00a0two\n three", 100, ["one two three"]),
        ("aaaaaaaa", 20, ["aaa", "aaa", "aa"]),
        ("ab aaaaaa", 20, ["ab", "aaa", "aaa"]),
        ("e\u0301e\u0301e\u0301", 14, ["e\u0301e\u0301", "e\u0301"]),
        (f"{FAMILY}{FAMILY}", 20, [FAMILY, FAMILY]),
        ("W", 1, ["W"]),
    ],
)
def test_lines_are_broken_between_words_and_long_words_between_signs(
    text: str, width: float, expected: list[str]
) -> None:
    assert wrapped(text, width, TEN) == expected


@pytest.mark.parametrize("text", ["Felt heard", "שלום וברכה", "سلام عليكم", "漢字かな", "W" * 60])
def test_no_line_is_wider_than_asked(text: str) -> None:
    for letters in (TEN, BOLD):
        assert all(text_width(line, letters) <= 60 for line in wrapped(text, 60, letters))


def test_an_accent_takes_no_room_and_bold_takes_more() -> None:
    assert text_width("é", TEN) == text_width("e", TEN) == text_width("e\u0301", TEN)
    assert text_width("heard", BOLD) > text_width("heard", TEN)


@pytest.mark.parametrize(("name", "letters"), [("Regular", TEN), ("Bold", BOLD)])
def test_no_text_comes_out_wider_in_the_font_that_is_shipped(name: str, letters: Letters) -> None:
    """That of the pictures in Word; measured from the font's own table."""
    widths = _widths(ROOT / f"coding/charts/font/AtkinsonHyperlegible-{name}.ttf")
    text = "At least 5, at most 9 of 20: not shown. Jan–Jun 2026 ÀÉÎõü"
    assert 10 * sum(widths[char] for char in text) <= text_width(text, letters)


@pytest.mark.parametrize("name", ["Regular", "Bold"])
def test_letters_that_the_shipped_font_lacks_are_known(name: str) -> None:
    has = set(_widths(ROOT / f"coding/charts/font/AtkinsonHyperlegible-{name}.ttf"))
    lacking = [chr(code) for code in range(32, 0x3000) if chr(code) not in has]
    assert [char for char in lacking if not OTHER_LETTERS.search(char)] == []
    assert not OTHER_LETTERS.search("Ordinary text – with “quotes”, é, ß, ł, € and so on…")


def _widths(font: Path) -> dict[str, float]:
    """How wide each character of a TrueType font is, in ems (tables head, hhea, hmtx, cmap 4)."""
    content = font.read_bytes()
    count = struct.unpack(">H", content[4:6])[0]
    entries = (struct.unpack(">4s4xLL", content[12 + 16 * n : 28 + 16 * n]) for n in range(count))
    tables = {tag: content[start : start + length] for tag, start, length in entries}
    em = struct.unpack(">H", tables[b"head"][18:20])[0]
    wide = struct.unpack(">H", tables[b"hhea"][34:36])[0]
    advances = [
        struct.unpack(">H", tables[b"hmtx"][4 * n : 4 * n + 2])[0] / em for n in range(wide)
    ]
    return {
        char: advances[min(glyph, wide - 1)] for char, glyph in _glyphs(tables[b"cmap"]).items()
    }


def _glyphs(cmap: bytes) -> dict[str, int]:
    (subtables,) = struct.unpack(">H", cmap[2:4])
    starts = [struct.unpack(">L", cmap[8 + 8 * n : 12 + 8 * n])[0] for n in range(subtables)]
    start = next(at for at in starts if struct.unpack(">H", cmap[at : at + 2]) == (4,))
    table = cmap[start:]
    size = struct.unpack(">H", table[6:8])[0] // 2
    words = struct.unpack(f">{len(table) // 2}H", table[: len(table) // 2 * 2])
    ends, firsts = words[7 : 7 + size], words[8 + size : 8 + 2 * size]
    deltas, offsets = words[8 + 2 * size : 8 + 3 * size], words[8 + 3 * size : 8 + 4 * size]
    glyphs = {}
    for n in range(size):
        for code in range(firsts[n], ends[n] + 1):
            at = 8 + 3 * size + n + offsets[n] // 2 + code - firsts[n]
            glyph = words[at] if offsets[n] else code
            if code < 0xFFFF:
                glyphs[chr(code)] = (glyph + deltas[n]) % 0x10000 if glyph or not offsets[n] else 0
    return glyphs
