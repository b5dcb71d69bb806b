"""A document for people as blocks in the order of reading, whatever file it goes into.

A web page, a Word file and a workbook are written from the same blocks, so that no format says
what another does not. Every number of people or excerpts is a `Number` with a key, under which it
can be traced to what it counts; what may not be printed was decided before a block was made.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Number:
    """A figure as it may be printed, be it `7`, `fewer than 5` or `at least 6, at most 9, of 20`.

    `key` is what `heard trace` finds it by, the same in all formats and from release to release.
    """

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that carry the sentence."""

    text: str


Words: TypeAlias = tuple["str | Number | Strong", ...]
"""A sentence or several, with what is special in them set apart."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Text. A *lead* sums up what follows; a *note* is small; a *warning* says what to heed."""

    words: Words
    kind: Literal["plain", "lead", "note", "warning"] = "plain"


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list of things, in order of rank where `ranked`."""

    items: tuple[Words, ...]
    ranked: bool = False


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's words, which they agreed to have quote_text, and what may be said of them.

    `phrase` is what carries the code; `before + phrase + after` is the excerpt, or a part of it
    where it is `shortened`. `question` is what was asked, "" where it is not needed. `way` says
    which way it speaks, in the code's own words; `checked` that its speaker has agreed to it.
    """

    excerpt_id: str
    before: str
    phrase: str
    after: str
    label: tuple[str, ...]
    question: str = ""
    way: str = ""
    shortened: bool = False
    checked: bool = False


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table. The first cell of a row is its heading; a row has as many cells as `columns`.

    `id` is its anchor and the name of its sheet; `notes` explain signs and gaps.
    """

    id: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart. `svg` is markup of ours; `table` holds the same figures, and every format shows it too.

    `headline` says what is to be seen, `subtitle` what is counted, `alt` both for whoever does not
    see it. `narrow` is the same as `svg` for narrow screens, "" where one does for all. `id` as in
    `DataTable`.
    """

    id: str
    headline: str
    subtitle: str
    svg: str
    alt: str
    table: DataTable
    narrow: str = ""


@dataclass(frozen=True, slots=True)
class Fold:
    """Details that a reader opens. They are printed only where somebody asks for it."""

    summary: str
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a part, with a heading of its own; `id` is its anchor."""

    id: str
    heading: str
    blocks: tuple["Block", ...]


Block: TypeAlias = TextBlock | ListBlock | Quotation | DataTable | Picture | Fold | Section


@dataclass(frozen=True, slots=True)
class Part:
    """One of the numbered parts; `id` is its anchor."""

    id: str
    number: int
    heading: str
    blocks: tuple[Block, ...]

    def all_blocks(self) -> Iterator[Block]:
        """Every block, those within others too, in the order of reading."""
        return _within(self.blocks)


@dataclass(frozen=True, slots=True)
class WholeDocument:
    """The whole. `notice` stands above everything and at the head of each printed page.

    `about` are lines beneath the title: who wrote it, when, of what. `language` is a BCP 47 tag.
    """

    title: str
    about: tuple[str, ...]
    notice: str
    parts: tuple[Part, ...]
    language: str = "en-GB"

    def blocks(self) -> Iterator[Block]:
        """Every block, those within others too, in the order of reading."""
        for part in self.parts:
            yield from part.all_blocks()

    def numbers(self) -> Iterator[Number]:
        """Every figure that is printed, in the order of reading; one may stand in several places."""
        for block in self.blocks():
            for words in _words_of(block):
                yield from (word for word in words if isinstance(word, Number))

    def quotations(self) -> Iterator[Quotation]:
        """Every quote that is printed, in the order of reading."""
        yield from (block for block in self.blocks() if isinstance(block, Quotation))


def _within(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Fold | Section):
            yield from _within(block.blocks)


def _words_of(block: Block) -> Iterator[Words]:
    if isinstance(block, TextBlock):
        yield block.words
    elif isinstance(block, ListBlock):
        yield from block.items
    elif isinstance(block, DataTable):
        for row in block.rows:
            yield from row
    elif isinstance(block, Picture):
        yield from _words_of(block.table)
