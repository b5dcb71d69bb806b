"""A teaching set: texts with the codes they carry, from which the coder learns before anybody has decided.

A table beside codebook.yaml, named there under `teaching`. Columns (comma, semicolon or tab):

    text         what somebody might say or write; invented, or quoted with permission
    codes        the ids of all codes that it carries, joined by |; empty where it carries none
    directions   positive, negative, mixed or neutral for each, in the same order
    near         a code that it resembles and does not carry (for readers; nothing depends on it)
    role, style  who speaks and how (for readers)
    writer       who wrote it, by initials: what is expected of the set is measured on one writer
                 by what the others wrote
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import cast

from codebooks.codebook import DIRECTIONS, Code, Codebook, Direction, TeachingText
from corpora.delimited import TableRow, read_delimited
from corpora.errors import CodebookError, FileRefused
from corpora.files import read_limited, shown

COLUMNS = ("text", "codes", "directions", "near", "role", "style", "writer")
NEEDED = COLUMNS[:3]
SEPARATOR = "|"
MOST_MISTAKES = 20
SHIPPED = "coproduction-teaching.csv"


def with_teaching(codebook: Codebook, folder: Path | None) -> Codebook:
    """`codebook` with the texts of the teaching set that it names, in `folder` or as shipped.

    Raises CodebookError where there is none of that name, or it cannot be read.
    """
    if not codebook.teaching:
        return codebook
    content = teaching_bytes(codebook.teaching, folder)
    if content is None:
        raise CodebookError(
            f"the teaching set {shown(codebook.teaching)} is not there",
            where="codebook.yaml, teaching",
            remedy="Put it beside codebook.yaml, correct its name, or take the line out.",
        )
    return replace(codebook, taught=read_teaching(content, codebook.teaching))


def teaching_bytes(name: str, folder: Path | None) -> bytes | None:
    """The content of the teaching set called `name`: in `folder`, else the one that ships."""
    if name and folder is not None and (folder / name).is_file():
        return read_limited(folder / name)
    return shipped_teaching() if name == SHIPPED else None


def shipped_teaching() -> bytes:
    """The content of the teaching set that ships."""
    return (resources.files("codebooks") / SHIPPED).read_bytes()


@lru_cache(maxsize=4)
def read_teaching(content: bytes, where: str) -> tuple[TeachingText, ...]:
    """The texts of a teaching set, in order. Raises CodebookError with all its mistakes."""
    try:
        table = read_delimited(content, where, COLUMNS, "Save it as CSV in UTF-8.")
    except FileRefused as refused:
        raise CodebookError(refused.what, where=where, remedy=refused.remedy) from refused
    headings = [cell.strip().lower() for cell in table.records[table.heading].cells]
    if missing := [name for name in NEEDED if name not in headings]:
        raise CodebookError(
            f"a teaching set needs a column '{missing[0]}'",
            where=where,
            remedy=f"Its columns are: {', '.join(COLUMNS)}.",
        )
    read = [_text_of(row, headings) for row in table.below]
    if mistakes := [mistake for each in read for mistake in each.mistakes]:
        more = len(mistakes) - MOST_MISTAKES
        told = mistakes[:MOST_MISTAKES] + ([f"and {more} more like these"] if more > 0 else [])
        raise CodebookError(
            "; ".join(told), where=where, remedy="Correct these rows of the teaching set."
        )
    return tuple(each.text for each in read)


@dataclass(frozen=True, slots=True)
class _Row:
    text: TeachingText
    mistakes: tuple[str, ...]


def _text_of(row: TableRow, headings: Sequence[str]) -> _Row:
    cells = dict.fromkeys(COLUMNS, "")
    cells |= {name: cell.strip() for name, cell in zip(headings, row.cells, strict=False)}
    codes = _parts(cells["codes"])
    ways = _parts(cells["directions"].lower())
    text = TeachingText(
        cells["text"],
        tuple(zip(codes, cast("list[Direction]", ways), strict=False)),
        cells["near"],
        cells["role"],
        cells["style"],
        cells["writer"],
        row.number,
    )
    return _Row(text, tuple(f"row {row.number}: {what}" for what in _mistakes(text, codes, ways)))


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(SEPARATOR) if part.strip()]


def _mistakes(text: TeachingText, codes: Sequence[str], ways: Sequence[str]) -> Iterator[str]:
    if not text.text:
        yield "no text"
    if len(codes) != len(ways):
        yield f"{len(codes)} codes and {len(ways)} directions; there must be as many"
    for way in ways:
        if way not in DIRECTIONS:
            yield f"'{shown(way)[:20]}' is no direction; allowed are {', '.join(DIRECTIONS)}"
    if len(set(codes)) < len(codes):
        yield "a code stands twice"


def teaching_hash(texts: Iterable[TeachingText], codes: Sequence[Code]) -> str:
    """SHA-256 over what the coder learns from a teaching set: texts, codes in use, directions, writers."""
    return _hash_of(_Same(tuple(texts)), frozenset(code.id for code in codes))


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A teaching set, the same where it is the same tuple: comparing texts takes as long as hashing."""

    texts: tuple[TeachingText, ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.texts is self.texts

    def __hash__(self) -> int:
        return id(self.texts)


@lru_cache(maxsize=4)
def _hash_of(one: _Same, ids: frozenset[str]) -> str:
    rows = [
        [text.text, sorted(pair for pair in text.codes if pair[0] in ids), text.writer]
        for text in one.texts
    ]
    return sha256(json.dumps(["teaching 1", *rows]).encode()).hexdigest()
