"""What a block says without its format: plain text, plain numbers, what stands together."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from coding.document.blocks import Block, DataTable, Fold, Number, Quotation, Section, Words

EMPTY_TABLE = "This table has no rows."
SHORTENED, CHECKED = "Shortened.", "Its speaker has agreed to this quote."

_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,10})?", re.ASCII)
_LEADING_ZERO = re.compile(r"-?0\d")


def words_text(words: Words) -> str:
    """The words as they are read."""
    return "".join(word if isinstance(word, str) else word.text for word in words)


def plain_number(text: str) -> int | float | None:
    """The number that a text is, and nothing else beside it: `1,204`, `-0.5`; None for any other.

    What begins with 0 and goes on is a name, like `007`, and so is what has more digits than a
    cell of a spreadsheet keeps.
    """
    if not _NUMBER.fullmatch(text) or _LEADING_ZERO.match(text):
        return None
    digits = text.replace(",", "")
    if sum(char.isdigit() for char in digits) > 15:
        return None
    return float(digits) if "." in digits else int(digits)


def figure_keys(words: Words) -> tuple[str, ...]:
    """The keys of the figures in these words."""
    return tuple(word.key for word in words if isinstance(word, Number))


def number_columns(table: DataTable) -> list[bool]:
    """For each column whether it is one of numbers, with here and there another figure or a sign."""
    return [
        at > 0 and _of_numbers([row[at] for row in table.rows]) for at in range(len(table.columns))
    ]


def speaker_line(quote: Quotation) -> str:
    """What may be said of who speaks, as one line."""
    line = ", ".join(quote.label)
    return line[:1].upper() + line[1:]


def quote_text(quote: Quotation) -> str:
    """The words of a quote; an ellipsis at either end where it is shortened."""
    text = quote.before + quote.phrase + quote.after
    return f"… {text} …" if quote.shortened else text


def is_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction is of a script read from the right."""
    ways = (unicodedata.bidirectional(char) for char in text)
    return next((way for way in ways if way in ("L", "R", "AL")), "L") != "L"


def groups(blocks: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """The blocks in order, quotes that follow one another together, all others alone."""
    for are_quotes, run in groupby(blocks, lambda block: isinstance(block, Quotation)):
        if are_quotes:
            yield tuple(run)
        else:
            yield from ((block,) for block in run)


def folds_among(blocks: Sequence[Block]) -> bool:
    """Whether anything is folded among these blocks, or in their sections."""
    return any(
        isinstance(block, Fold) or (isinstance(block, Section) and folds_among(block.blocks))
        for block in blocks
    )


def cut_line(text: str, letters: int) -> str:
    """The text as one line of at most so many letters, and an ellipsis where it is longer."""
    line = " ".join(text.split())
    return line if len(line) <= letters else f"{line[:letters]} …"


def _of_numbers(cells: Sequence[Words]) -> bool:
    texts = [words_text(cell).strip() for cell in cells]
    numbers = [text for text in texts if plain_number(text) is not None]
    words = [
        text
        for cell, text in zip(cells, texts, strict=True)
        if any(char.isalnum() for char in text)
        and plain_number(text) is None
        and not figure_keys(cell)
    ]
    return 2 * len(numbers) > len(cells) and not words
