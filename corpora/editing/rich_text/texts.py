"""The texts of an RTF document, the bytes of each character, and the groups that they stand in."""

import codecs
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from corpora.formats.documents.rtftokens import Token


@dataclass(slots=True, eq=False)
class RtfWord:
    """A control word at its place."""

    word: str
    start: int
    end: int


@dataclass(slots=True, eq=False)
class RtfGroup:
    """What stands between two braces; `destination` is its first word, where that says what it is."""

    outer: "RtfGroup | None"
    start: int
    end: int = 0
    destination: str = ""
    children: "list[RtfGroup | RtfWord | RtfText]" = field(default_factory=list)

    def groups(self) -> "Iterator[RtfGroup]":
        """This group and all in it, in the order of the file."""
        waiting = [self]
        while waiting:
            group = waiting.pop()
            yield group
            waiting += [node for node in reversed(group.children) if isinstance(node, RtfGroup)]

    def texts(self) -> "Iterator[RtfText]":
        """The texts in it, in the order of the file."""
        waiting: list[RtfGroup | RtfWord | RtfText] = [self]
        while waiting:
            node = waiting.pop()
            if isinstance(node, RtfText):
                yield node
            elif isinstance(node, RtfGroup):
                waiting += reversed(node.children)


@dataclass(slots=True, eq=False)
class RtfText:
    """RtfCharacters with no formatting between them."""

    group: RtfGroup
    codec: str
    fallback: int
    is_seen: bool
    text: str = ""
    starts: "array[int]" = field(default_factory=lambda: array("q"))
    """Where the bytes of each character begin."""
    ends: "array[int]" = field(default_factory=lambda: array("q"))
    paragraph: int = -1

    @property
    def start(self) -> int:
        """Where its first character begins."""
        return self.starts[0]

    @property
    def end(self) -> int:
        """Where its last character ends."""
        return self.ends[-1]

    def drop_semicolon(self) -> None:
        """Leaves the semicolon at its end to the table of names that it stands in."""
        if self.text.endswith(";"):
            self.text = self.text[:-1]
            self.starts.pop()
            self.ends.pop()


class RtfCharacters:
    """Collects the characters of one text from its tokens, each with its bytes."""

    def __init__(self, text: RtfText, to_skip: int) -> None:
        self.text, self.to_skip = text, to_skip
        self._decoder = codecs.getincrementaldecoder(text.codec)("replace")
        self._pending = -1  # where the first byte of an unfinished character stands
        self._high = ("", 0)  # the first half of a character that is written as two

    def take(self, token: Token, char: str, start: int, end: int) -> None:
        """Takes a token that stands for `char`, or for the bytes in it."""
        if token.kind == "word" and token.word == "u":
            self._unicode(token.number or 0, start, end)
        elif token.kind == "byte":
            self._byte(token.raw, start, end)
        elif token.kind == "text" and not token.word:
            self._bytes(token.raw, start)
        elif self.to_skip:
            self._skip(end)
        else:
            self._add(char, start, end)

    def _unicode(self, number: int, start: int, end: int) -> None:
        self.to_skip = self.text.fallback
        code = number % 65_536
        if 0xD800 <= code < 0xDC00:
            self._high = (chr(code), start)
            return
        char, first = chr(code), start
        if self._high[0] and 0xDC00 <= code < 0xE000:
            pair = (self._high[0] + char).encode("utf-16-le", "surrogatepass")
            char, first = pair.decode("utf-16-le", "replace"), self._high[1]
        self._high = ("", 0)
        self._add("\ufffd" if 0xD800 <= ord(char) < 0xE000 else char, first, end)

    def _bytes(self, raw: bytes, start: int) -> None:
        is_plain = raw.isascii() and _holds_ascii(self.text.codec)
        if is_plain and self._pending < 0 and not self.to_skip:
            self.text.text += raw.decode("ascii")
            self.text.starts.extend(range(start, start + len(raw)))
            self.text.ends.extend(range(start + 1, start + len(raw) + 1))
            return
        for offset, byte in enumerate(raw):
            self._byte(bytes([byte]), start + offset, start + offset + 1)

    def _byte(self, raw: bytes, start: int, end: int) -> None:
        if self.to_skip:
            self._skip(end)
            return
        self._pending = start if self._pending < 0 else self._pending
        if char := self._decoder.decode(raw):
            self._add(char, self._pending, end)
            self._pending = -1

    def _skip(self, end: int) -> None:
        """What stands in for a Unicode character belongs to it."""
        self.to_skip -= 1
        if self.text.ends and not self._high[0]:
            self.text.ends[-1] = end

    def _add(self, chars: str, start: int, end: int) -> None:
        for number, char in enumerate(chars):
            self.text.text += char
            # Of two characters out of the same bytes, the second has none of its own.
            self.text.starts.append(end if number else start)
            self.text.ends.append(end)


@cache
def _holds_ascii(codec: str) -> bool:
    """Whether the letters and signs of English are the same bytes in an encoding."""
    plain = bytes(range(32, 127))
    return plain.decode(codec, "replace") == plain.decode("ascii")


def in_rtf(text: str, codec: str, fallback: int) -> bytes:
    """`text` as RTF where bytes are read in `codec` and `fallback` characters follow a Unicode one."""
    return b"".join(_written(char, codec, fallback) for char in text)


PLAIN = {"\t": b"\\tab ", "\n": b"\\line ", "\u00a0": b"\\~", "\r": b""}


def _written(char: str, codec: str, fallback: int) -> bytes:
    if char in PLAIN:
        return PLAIN[char]
    if char in "\\{}":
        return f"\\{char}".encode("ascii")
    if " " <= char <= "~":
        return char.encode("ascii")
    try:
        return b"".join(b"\\'%02x" % byte for byte in char.encode(codec))
    except UnicodeEncodeError:
        return _unicode(char, fallback)


def _unicode(char: str, fallback: int) -> bytes:
    wide = char.encode("utf-16-le", "replace")
    units = [
        int.from_bytes(wide[at : at + 2], "little", signed=True) for at in range(0, len(wide), 2)
    ]
    after = "?" * fallback or " "
    return "".join(f"\\u{unit}{after}" for unit in units).encode("ascii")
