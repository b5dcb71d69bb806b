"""What a printed codebook says, as blocks in the order of reading, whatever the file it goes into.

    title, about     the codebook
    theme, about     a group of codes, or who shaped it; a heading of the second rank
    code             a code; a heading of the third rank
    text             a paragraph, or in easy read one sentence
    label, item      what the items below are; one of them

Easy read takes nothing from anywhere else: it shows the codebook's own sentences, one a line, the
codes' notes and a few examples, and leaves out what only coders need.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from codebooks.codebook import DIRECTIONS, Code, Codebook, Direction, Example
from corpora.visible import visible

Kind = Literal["title", "about", "theme", "code", "text", "label", "item"]

SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z‘“\"'(])|\n+")
EASY_EXAMPLES = 2
SOUNDS = "It may sound like this:"
SAYS: dict[Direction | None, str] = {
    "positive": f"It went well. {SOUNDS}",
    "negative": f"It did not go well. {SOUNDS}",
    "mixed": f"It was some of both. {SOUNDS}",
    "neutral": f"Nobody says how it went. {SOUNDS}",
    None: SOUNDS,
}


@dataclass(frozen=True, slots=True)
class PrintedBlock:
    """One heading, paragraph or item; acting characters in `text` are made visible."""

    kind: Kind
    text: str


def printed_blocks(codebook: Codebook, *, easy_read: bool = False) -> list[PrintedBlock]:
    """The codebook without its retired codes. In easy read every text is one sentence long."""
    said: list[tuple[Kind, str]] = [("title", codebook.title)]
    said += _told("about", codebook.about, easy_read)
    said.append(("text", f"Version {codebook.version}"))
    if codebook.contributors:
        said.append(("theme", "Who shaped it"))
        said += [("item", f"{each.name} ({each.role})") for each in codebook.contributors]
    for theme in codebook.themes:
        if codes := [code for code in theme.codes if code.status != "retired"]:
            said.append(("theme", theme.name))
            said += _told("about", theme.about, easy_read)
            for code in codes:
                said += _easy(code) if easy_read else _full(code)
    return [PrintedBlock(kind, visible(text)) for kind, text in said]


def sentences_of_text(text: str) -> list[str]:
    """The sentences and paragraphs of a text."""
    return [each.strip() for each in SENTENCE_END.split(text) if each.strip()]


def _told(kind: Kind, text: str, easy_read: bool) -> list[tuple[Kind, str]]:
    parts = sentences_of_text(text) if easy_read else text.splitlines()
    return [(kind, part) for part in parts if part.strip()]


def _full(code: Code) -> Iterator[tuple[Kind, str]]:
    yield "code", code.name
    yield from _told("text", code.definition, False)
    yield from _directions(code)
    yield from _list("Take in", code.include)
    yield from _list("Leave out", code.exclude)
    yield from _shown("Examples", code.examples)
    yield from _shown("Looks like it, and is not", code.counter_examples)
    yield from _list("Words to look for", code.cues)
    if code.notes:
        yield "label", "Notes"
        yield from _told("text", code.notes, False)
    yield "text", f"Status: {code.status}. Name in the files: {code.id}."


def _easy(code: Code) -> Iterator[tuple[Kind, str]]:
    yield "code", code.name
    yield from _told("text", code.definition, True)
    yield from _directions(code)
    yield from _told("text", code.notes, True)
    for way in (*DIRECTIONS, None):
        held = [each.text for each in code.examples if each.direction == way]
        yield from _list(SAYS[way], held[:EASY_EXAMPLES])


def _directions(code: Code) -> Iterator[tuple[Kind, str]]:
    """What the two directions mean, in the code's own words."""
    yield from _list("Positive means", [code.says_positive] if code.says_positive else [])
    yield from _list("Negative means", [code.says_negative] if code.says_negative else [])


def _list(label: str, items: Sequence[str]) -> Iterator[tuple[Kind, str]]:
    if items:
        yield "label", label
        yield from (("item", item) for item in items)


def _shown(label: str, examples: Sequence[Example]) -> Iterator[tuple[Kind, str]]:
    for way in (*DIRECTIONS, None):
        held = [each.text for each in examples if each.direction == way]
        yield from _list(f"{label}, {way}" if way else label, held)
