"""What a text keeps of the place it was pasted from: a page's tags, a mail's marks."""

import re

NAMES = "b|strong|i|em|u|p|span|div"
BLOCKS = frozenset(("p", "div"))
CLOSED = re.compile(rf"</({NAMES})\s?>", re.IGNORECASE)
TAG = re.compile(
    rf"<(?P<shut>/?)(?P<name>{NAMES})(?:\s[^<>\n]{{0,200}})?>|<br\s?/?>(?P<last>[ \t]{{0,9}}$)|<br\s?/>",
    re.IGNORECASE | re.MULTILINE,
)
QUOTE = re.compile(r"^[ \t]{0,9}>[ \t]?", re.MULTILINE)
MARKS = (">", "\u2022", "-", "*")


def unpasted(text: str) -> str:
    """`text` without the tags of a web page and the marks before the blank lines of a mail."""
    return _without_bare_marks(_without_tags(text))


def _without_tags(text: str) -> str:
    """`text` without tags whose kind is closed somewhere: a lone `<B>` may be a speaker."""
    if "<" not in text:
        return text
    closed = frozenset(name.lower() for name in CLOSED.findall(text))
    return TAG.sub(lambda tag: _in_place_of(tag, closed), text)


def _in_place_of(tag: re.Match[str], closed: frozenset[str]) -> str:
    name = (tag["name"] or "br").lower()
    if name == "br":
        return "\n" if tag["last"] is None else ""
    if name not in closed:
        return tag[0]
    return "\n\n" if name in BLOCKS and tag["shut"] else ""


def _without_bare_marks(text: str) -> str:
    """`text` with lines that are only a mark made blank, where most lines have that mark."""
    lines = [line.strip() for line in text.split("\n")]
    filled = [line for line in lines if line]
    for mark in MARKS:
        if mark in filled and sum(line.startswith(mark) for line in filled) * 2 > len(filled):
            # A reply puts the mark before each line, so that it says nothing of whose turn it is.
            text = QUOTE.sub("", text) if mark == ">" else text
            return "\n".join("" if line.strip() == mark else line for line in text.split("\n"))
    return text
