"""Praat's TextGrid, long and short: both are the same row of numbers, strings and flags."""

import re
from collections.abc import Iterator

from corpora.errors import FileRefused
from corpora.formats.lines.draft import Draft
from corpora.formats.timed.tiers import Tier, draft_of_tiers
from corpora.text import decode

# Praat reads free-standing numbers and strings and takes everything else for comment. Nothing
# here backtracks: an unclosed quotation mark costs one pass.
TOKEN = re.compile(
    r'(?<!\S)(?:"(?P<string>(?:[^"]++|"")*+)"|<exists>|(?P<number>[-+]?\d[\d.eE+-]*+))(?!\S)'
)
MOST_TIERS = 1_000


def read(content: bytes, name: str) -> Draft:
    """The blocks of a TextGrid, one an interval that is not silent."""
    tokens = _tokens(decode(content, name))
    try:
        if (next(tokens), next(tokens)) != ("ooTextFile", "TextGrid"):
            raise _broken(name)
        return draft_of_tiers(list(_tiers(tokens)))
    except (StopIteration, RuntimeError, ValueError, TypeError, OverflowError) as fault:
        raise _broken(name) from fault


def _broken(where: str) -> FileRefused:
    return FileRefused(
        "this is not a whole TextGrid in Praat's text format",
        where=where,
        remedy='Save it from Praat with "Save as text file".',
    )


def _tokens(text: str) -> Iterator[str | float]:
    for match in TOKEN.finditer(text):
        if match["string"] is not None:
            yield match["string"].replace('""', '"')
        elif match["number"] is not None:
            yield float(match["number"])


def _number(tokens: Iterator[str | float]) -> float:
    value = next(tokens)
    if isinstance(value, str):
        raise TypeError("a string where a number should be")
    return value


def _string(tokens: Iterator[str | float]) -> str:
    value = next(tokens)
    if not isinstance(value, str):
        raise TypeError("a number where a string should be")
    return value


def _tiers(tokens: Iterator[str | float]) -> Iterator[Tier]:
    _number(tokens), _number(tokens)
    for _ in range(min(int(_number(tokens)), MOST_TIERS)):
        kind, name = _string(tokens), _string(tokens)
        _number(tokens), _number(tokens)
        count = int(_number(tokens))
        texts = tuple(_texts(tokens, count, is_interval=kind == "IntervalTier"))
        yield Tier(name, None, texts)


def _texts(
    tokens: Iterator[str | float], count: int, *, is_interval: bool
) -> Iterator[tuple[float, str]]:
    for _ in range(count):
        start = _number(tokens)
        if is_interval:
            _number(tokens)
        yield start, _string(tokens)
