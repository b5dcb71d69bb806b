"""What a printed codebook says, as blocks in the order of reading, whatever the file it goes into."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from codebooks.codebook import DIRECTIONS, Code, Codebook, Example
from codebooks.printing.booklet import booklet
from codebooks.printing.lines import Kind, Line
from corpora.errors import InputError
from corpora.files import shown
from corpora.visible import visible


@dataclass(frozen=True, slots=True)
class PrintedBlock:
    """One heading, paragraph or item; acting characters in `text` are made visible."""

    kind: Kind
    text: str


def printed_blocks(codebook: Codebook, *, easy_read: bool = False) -> list[PrintedBlock]:
    """The codebook without its retired codes. In easy read every text is one sentence long."""
    lines = booklet(codebook) if easy_read else _whole(codebook)
    return [PrintedBlock(kind, visible(text)) for kind, text in lines]


def with_theme_alone(codebook: Codebook, id: str) -> Codebook:
    """The codebook with one of its themes. Raises InputError, with the nearest id, for none of them."""
    themes = tuple(theme for theme in codebook.themes if theme.id == id)
    if not themes:
        ids = [theme.id for theme in codebook.themes]
        near = get_close_matches(id.casefold(), ids, 1)
        meant = f"Did you mean {near[0]}? " if near else ""
        raise InputError(
            "the codebook has no theme with this id",
            where=f"--theme {shown(id)}",
            remedy=f"{meant}Its themes are: {', '.join(map(shown, ids))}.",
        )
    return replace(codebook, themes=themes)


def _whole(codebook: Codebook) -> Iterator[Line]:
    yield "title", codebook.title
    yield from _paragraphs("about", codebook.about)
    yield "text", f"Version {codebook.version}"
    if codebook.contributors:
        yield "theme", "Who shaped it"
        yield from (("item", f"{each.name} ({each.role})") for each in codebook.contributors)
    for theme in codebook.themes:
        if codes := [code for code in theme.codes if code.status != "retired"]:
            yield "theme", theme.name
            yield from _paragraphs("about", theme.about)
            for code in codes:
                yield from _full(code)


def _paragraphs(kind: Kind, text: str) -> Iterator[Line]:
    yield from ((kind, part) for part in text.splitlines() if part.strip())


def _full(code: Code) -> Iterator[Line]:
    yield "code", code.name
    yield from _paragraphs("text", code.definition)
    yield from _directions(code)
    yield from _list("Take in", code.include)
    yield from _list("Leave out", code.exclude)
    yield from _shown("Examples", code.examples)
    yield from _shown("Looks like it, and is not", code.counter_examples)
    yield from _list("Words to look for", code.cues)
    if code.notes:
        yield "label", "Notes"
        yield from _paragraphs("text", code.notes)
    yield "text", f"Status: {code.status}. Name in the files: {code.id}."


def _directions(code: Code) -> Iterator[Line]:
    """What the two directions mean, in the code's own words."""
    yield from _list("Positive means", [code.says_positive] if code.says_positive else [])
    yield from _list("Negative means", [code.says_negative] if code.says_negative else [])


def _list(label: str, items: Sequence[str]) -> Iterator[Line]:
    if items:
        yield "label", label
        yield from (("item", item) for item in items)


def _shown(label: str, examples: Sequence[Example]) -> Iterator[Line]:
    for way in (*DIRECTIONS, None):
        held = [each.text for each in examples if each.direction == way]
        yield from _list(f"{label}, {way}" if way else label, held)
