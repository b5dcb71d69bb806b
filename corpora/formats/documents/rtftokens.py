"""RTF bytes to tokens: groups, control words, characters given by number, text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["open", "close", "word", "byte", "text"]

TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?"
    rb"|\\'(?P<hex>[0-9a-fA-F]{2})"
    rb"|\\(?P<symbol>[^a-zA-Z'])"
    rb"|(?P<open>\{)|(?P<close>\})"
    rb"|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)
SYMBOLS = {b"~": "\u00a0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}"}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of RTF. `number` is None where a control word has none."""

    kind: Kind
    word: str = ""
    number: int | None = None
    raw: bytes = b""


def tokens(content: bytes) -> Iterator[Token]:
    """The tokens of an RTF document. Binary data is jumped over, broken bits are passed over."""
    return (token for token, _, _ in placed_tokens(content))


def placed_tokens(content: bytes) -> Iterator[tuple[Token, int, int]]:
    """The tokens of an RTF document, each with the bytes it begins and ends at."""
    at = 0
    while match := TOKEN.search(content, at):
        at = match.end()
        token = _token(match)
        if token.word == "bin" and token.kind == "word":
            at += min(max(token.number or 0, 0), len(content))
            continue
        yield token, match.start(), match.end()


def _token(match: re.Match[bytes]) -> Token:
    if match["open"]:
        return Token("open")
    if match["close"]:
        return Token("close")
    if match["word"]:
        number = int(match["number"]) if match["number"] else None
        return Token("word", match["word"].decode("ascii"), number)
    if match["hex"]:
        return Token("byte", raw=bytes([int(match["hex"], 16)]))
    if match["symbol"] is not None:
        return _symbol(match["symbol"])
    return Token("text", raw=match["text"])


def _symbol(symbol: bytes) -> Token:
    if symbol in (b"\n", b"\r"):
        return Token("word", "par")
    if symbol == b"*":
        return Token("word", "*")
    return Token("text", raw=SYMBOLS.get(symbol, "").encode("utf-8"), word="utf-8")
