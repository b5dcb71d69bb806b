"""Bytes to text, without guessing: a byte-order mark or strict UTF-8, else refused."""

import codecs
import re
import unicodedata
from collections.abc import Iterable, Iterator

from corpora.errors import FileRefused

# The longer mark first: UTF-32 little-endian begins with the bytes of UTF-16's.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
REMEDY = 'Open it in the program that made it and save it as text with the encoding "UTF-8".'
SPACES = re.compile(r"\s+")


def decode(content: bytes, where: str) -> str:
    """The text of a file, its lines ended by a line feed. Raises FileRefused where it is not UTF-8.

    A guess at the encoding would turn names into other names, so none is made.
    """
    encoding, body = unmarked(content)
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as fault:
        position = fault.start + len(content) - len(body) + 1
        raise FileRefused(
            f"the text is not valid {encoding.upper()} (byte {position:,})",
            where=where,
            remedy=REMEDY,
        ) from fault
    if "\0" in text:
        raise FileRefused(
            f"this is not a text file (a NUL character at position {text.index(chr(0)) + 1:,})",
            where=where,
            remedy="Check that the file's ending says what it is, or export it again.",
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def unmarked(content: bytes) -> tuple[str, bytes]:
    """The encoding that the byte-order mark says, UTF-8 without one, and what follows the mark."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return encoding, content[len(mark) :]
    return "utf-8", content


def edited(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """`text` with each span (start, end) replaced; the edits stand in order and apart."""
    at, made = 0, []
    for start, end, instead in edits:
        made += [text[at:start], instead]
        at = end
    return "".join([*made, text[at:]])


def tidy(text: str) -> str:
    """`text` on one line: runs of white space made one space, invisible marks at the ends cut."""
    return SPACES.sub(" ", bare(text))


def bare(text: str) -> str:
    """`text` without white space and invisible formatting characters at its ends."""
    text = text.strip()
    if not text or (text[0] < "\x80" and text[-1] < "\x80"):
        return text
    start, end = 0, len(text)
    while start < end and _invisible(text[start]):
        start += 1
    while end > start and _invisible(text[end - 1]):
        end -= 1
    return text[start:end]


def _invisible(char: str) -> bool:
    # A joiner or a direction mark before a name must not make it another name.
    return char.isspace() or (char > "\x7f" and unicodedata.category(char) == "Cf")


def paragraphs(text: str) -> Iterator[list[str]]:
    """The lines of `text` in groups between blank lines."""
    group: list[str] = []
    for line in text.split("\n"):
        if line.strip():
            group.append(line)
        elif group:
            yield group
            group = []
    if group:
        yield group
