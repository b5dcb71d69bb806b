"""The codebook in easy read: pages of two codes each, the first of them saying what is on which.

It takes nothing from anywhere else: it shows the codebook's own sentences, one a line, the codes'
notes and an example each way, and leaves out what only coders need. Two of its pages print side by
side on a sheet of A4, in large print one fills it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Literal

from codebooks.codebook import Code, Codebook, Direction, Theme
from codebooks.printing.lines import Line, sentences_of_text

CODES_A_PAGE, LINES_OF_CONTENTS, LINE, MOST_LEFT_OUT = 2, 29, 54, 1
WELL, NOT_WELL = "It went well:", "It did not go well:"
SOUNDS = "It may sound like this:"
NOT_THERE = "It is not there when it is only about:"
CONTENTS = "What is on which page"
# What a coder is told to do with it: "; use Equal say instead", "; no code".
_POINTER = re.compile(r"\s*;\s*(?:use\b.*|no code\b.*)$", re.DOTALL)
_TO_CODERS = re.compile(r"Code (?:it|this|them|what)\b|(?:Positive|Negative) is\b")
Page = list[Line]


def booklet(codebook: Codebook) -> list[Line]:
    """The lines of all pages, each page opened by a line of the kind `page` with its number."""
    themes = [theme for theme in codebook.themes if _codes(theme)]
    codes = [(theme, list(_pages_of(theme))) for theme in themes]
    length = len(_contents(codes, 0))
    contents = _contents(codes, 2 + length)
    pages = [_front(codebook), *contents, *(page for _, pages in codes for page in pages)]
    return [
        line
        for number, page in enumerate(pages, start=1)
        for line in (("page", f"Page {number}"), *page)
    ]


def _codes(theme: Theme) -> list[Code]:
    return [code for code in theme.codes if code.status != "retired"]


def _front(codebook: Codebook) -> Page:
    page: Page = [("title", codebook.title), *_sentences("about", codebook.about)]
    page.append(("text", f"Version {codebook.version}"))
    if codebook.contributors:
        page.append(("theme", "Who shaped it"))
        page += [("item", f"{each.name} ({each.role})") for each in codebook.contributors]
    return page


def _contents(codes: Sequence[tuple[Theme, Sequence[Page]]], first: int) -> list[Page]:
    """The pages that say where each code is, where the first code is on the page `first`."""
    numbers, pages, left = count(first), list[Page](), 0
    for theme, pages_of_codes in codes:
        entries: Page = [("label", theme.name), *_sentences("about", theme.about)]
        for page in pages_of_codes:
            number = next(numbers)
            entries += [("item", f"{text}: page {number}") for kind, text in page if kind == "code"]
        needed = 1 + sum(1 + len(text) // LINE for _, text in entries)
        if not pages or needed > left:
            pages.append([] if pages else [("theme", CONTENTS)])
            left = LINES_OF_CONTENTS
        pages[-1] += entries
        left -= needed
    return pages


def _pages_of(theme: Theme) -> Iterator[Page]:
    codes = _codes(theme)
    for first in range(0, len(codes), CODES_A_PAGE):
        page: Page = [] if first else [("theme", theme.name)]
        for code in codes[first : first + CODES_A_PAGE]:
            page += _code(code)
        yield page


def _code(code: Code) -> Iterator[Line]:
    yield "code", code.name
    ways = bool(code.says_positive and code.says_negative)
    for sentence in sentences_of_text(code.definition):
        # What the two directions mean stands below, in the code's own words.
        if not (ways and _TO_CODERS.match(sentence)):
            yield "text", sentence
    yield from _sentences("text", code.notes)
    yield from _way(WELL, code.says_positive, code, "positive")
    yield from _way(NOT_WELL, code.says_negative, code, "negative")
    if not any(each.direction in ("positive", "negative") for each in code.examples):
        yield from _way(SOUNDS, "", code, None)
    left_out = [plain for each in code.exclude if (plain := _POINTER.sub("", each))]
    if left_out:
        yield "label", NOT_THERE
        yield from (("item", each) for each in left_out[:MOST_LEFT_OUT])


def _way(label: str, says: str, code: Code, direction: Direction | None) -> Iterator[Line]:
    """What a direction means and the shortest example of it; None takes in every direction."""
    examples = [each.text for each in code.examples if direction in (None, each.direction)]
    example = min(examples, key=len, default="")
    if says or example:
        yield "label", f"{label} {says}".rstrip()
        if example:
            yield "item", example


def _sentences(kind: Literal["about", "text"], text: str) -> Iterator[Line]:
    yield from ((kind, sentence) for sentence in sentences_of_text(text))
