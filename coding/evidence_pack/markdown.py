"""A part of a document as Markdown in which nothing that people wrote acts."""

import re
from collections.abc import Iterator, Sequence

from coding.document.blocks import (
    Block,
    DataTable,
    Fold,
    ListBlock,
    Part,
    Section,
    TextBlock,
    Words,
)
from coding.document.plain import words_text
from coding.evidence_pack.tables import Clean
from corpora.visible import visible

_ACTING = re.compile(r"([\\`*_{}\[\]<>#|~])")


def part_markdown(part: Part, clean: Clean) -> str:
    """The text, lists and tables of a part; pictures and quotes stand elsewhere."""
    return (
        "\n\n".join([f"# {plain_markdown(part.heading)}", *_blocks(part.blocks, 2, clean)]) + "\n"
    )


def plain_markdown(text: str) -> str:
    """A text on one line of which Markdown makes nothing."""
    return _ACTING.sub(r"\\\1", " ".join(visible(text).split()))


def _blocks(blocks: Sequence[Block], rank: int, clean: Clean) -> Iterator[str]:
    for block in blocks:
        match block:
            case Section():
                yield f"{'#' * rank} {plain_markdown(clean(block.heading))}"
                yield from _blocks(block.blocks, rank + 1, clean)
            case Fold():
                yield from _blocks(block.blocks, rank, clean)
            case TextBlock():
                yield _said(block.words, clean)
            case ListBlock():
                yield "\n".join(f"- {_said(words, clean)}" for words in block.items)
            case DataTable():
                yield _table(block, clean)
            case _:
                continue


def _said(words: Words, clean: Clean) -> str:
    return plain_markdown(clean(words_text(words)))


def _table(table: DataTable, clean: Clean) -> str:
    head = [plain_markdown(clean(column)) for column in table.columns]
    rows = [
        head,
        ["---"] * len(head),
        *([_said(cell, clean) for cell in row] for row in table.rows),
    ]
    return f"{plain_markdown(clean(table.caption))}:\n\n" + "\n".join(
        f"| {' | '.join(row)} |" for row in rows
    )
