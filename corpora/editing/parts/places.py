"""XML with the place of each element and text in its bytes, so that one can be replaced alone."""

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from xml.parsers import expat
from xml.sax.saxutils import escape

from corpora.errors import FileRefused
from corpora.xml_stream import REMEDY, prefixed, refuse_dtd

MOST_REMEMBERED = 500_000
MOST_DEPTH = 200
START_TAG = re.compile(rb"<[^\s/>]+(?:[^>\"']+|\"[^\"]*\"|'[^']*')*>")
VALUE = re.compile(rb"\s([^\s=]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
DECLARED = re.compile(rb"<\?xml[^>]{0,100}?encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9._-]{1,40})[\"']")
WIDE = {
    b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be", b"<\0": "utf-16-le", b"\0<": "utf-16-be",
}  # fmt: skip
IN_VALUES = {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
NOT_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(slots=True, eq=False)
class Element:
    """An element; `start` to `end` are its bytes, `inside` is where its start tag ends."""

    name: str
    attributes: Mapping[str, str]
    outer: "Element | None"
    start: int = 0
    inside: int = 0
    end: int = 0
    depth: int = 0
    children: "list[Element | Stretch]" = field(default_factory=list)

    def elements(self) -> "Iterator[Element]":
        """This element and all in it, in the order of the file."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += [each for each in reversed(element.children) if isinstance(each, Element)]

    def above(self) -> "Iterator[Element]":
        """The elements around this one, the nearest first."""
        element = self.outer
        while element is not None:
            yield element
            element = element.outer


@dataclass(slots=True, eq=False)
class Stretch:
    """The characters between two tags, or in a comment of the XML."""

    text: str
    start: int
    end: int
    outer: Element
    is_comment: bool = False

    def above(self) -> Iterator[Element]:
        """The elements around it, the nearest first."""
        yield self.outer
        yield from self.outer.above()


@dataclass(frozen=True, slots=True)
class Splice:
    """Bytes to put in place of those from `start` to `end`."""

    start: int
    end: int
    content: bytes


@dataclass(frozen=True, slots=True, eq=False)
class XmlPart:
    """One XML file: `source` are its bytes in UTF-8, which all places refer to."""

    source: bytes
    codec: str
    root: Element

    def value_place(self, element: Element, name: str) -> tuple[int, int]:
        """Where the value of an attribute stands, its quotes included."""
        tag = START_TAG.match(self.source, element.start)
        values = VALUE.finditer(tag[0]) if tag else iter(())
        shown = [value for value in values if not value[1].startswith(b"xmlns")]
        start, end = shown[list(element.attributes).index(name)].span(2)
        return element.start + start, element.start + end

    def written(self, splices: Iterable[Splice]) -> bytes:
        """The file with the splices made, in its own encoding; one within another is dropped."""
        whole = self.excerpt(0, len(self.source), splices)
        return whole if not self.codec else whole.decode().encode(self.codec, "xmlcharrefreplace")

    def excerpt(self, start: int, end: int, splices: Iterable[Splice]) -> bytes:
        """The bytes from `start` to `end` with the splices made, in UTF-8."""
        done, at = [], start
        for splice in sorted(set(splices), key=lambda each: (each.start, -each.end)):
            if splice.start >= at:
                done += [self.source[at : splice.start], splice.content]
                at = splice.end
        return b"".join([*done, self.source[at:end]])


def xml_part(content: bytes, prefixes: Mapping[str, str]) -> XmlPart:
    """`content` with its places. Raises FileRefused on a DTD, broken XML or very deep nesting."""
    names = tuple(prefixes.items())
    return (_remembered if len(content) <= MOST_REMEMBERED else _parsed)(content, names)


def _parsed(content: bytes, prefixes: tuple[tuple[str, str], ...]) -> XmlPart:
    refuse_dtd(content, where="")
    codec = _codec(content)
    source = _decoded(content, codec).encode() if codec else content
    tree = _Tree(source, prefixed(dict(prefixes)))
    try:
        tree.parse()
    except expat.ExpatError as fault:
        raise FileRefused(
            f"a part of the file is broken XML (line {fault.lineno:,})", remedy=REMEDY
        ) from fault
    return XmlPart(source, codec, tree.root)


# What one program writes beside the words, styles and themes, is the same in all of its files.
_remembered = lru_cache(maxsize=32)(_parsed)


def _codec(content: bytes) -> str:
    """The encoding of XML, "" for UTF-8."""
    if wide := WIDE.get(content[:2]):
        return wide
    declared = DECLARED.search(content[:200])
    name = declared[1].decode("ascii").casefold() if declared else "utf-8"
    return "" if name in ("utf-8", "utf8") else name


def _decoded(content: bytes, codec: str) -> str:
    try:
        return codecs.lookup(codec).decode(content)[0]
    except (LookupError, UnicodeError) as fault:
        raise FileRefused(
            "a part of the file is in an encoding that cannot be read", remedy=REMEDY
        ) from fault


class _Tree:
    """Builds the elements from what the parser comes across."""

    def __init__(self, source: bytes, short: Mapping[str, str]) -> None:
        self.root = Element("", {}, None, end=len(source))
        self._source, self._short = source, short
        self._open = self.root
        self._text: list[str] = []
        self._from = 0
        # Whatever the file declares, its bytes are UTF-8 by now.
        self._parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartCdataSectionHandler = lambda: self._characters("")
        self._parser.CommentHandler = self._comment
        self._parser.ProcessingInstructionHandler = lambda *_: self._close()

    def parse(self) -> None:
        self._parser.Parse(self._source, True)

    def _close(self) -> None:
        """The characters read since the last tag end here."""
        if self._text:
            end, outer = self._parser.CurrentByteIndex, self._open
            outer.children.append(Stretch("".join(self._text), self._from, end, outer))
            self._text = []

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._close()
        start, outer = self._parser.CurrentByteIndex, self._open
        tag = START_TAG.match(self._source, start)
        named: dict[str, str] = {}
        for key, value in attributes.items():
            # Two unknown namespaces may use one name; the place of a value is found by its number.
            named[self._short[key] if self._short[key] not in named else key] = value
        inside = tag.end() if tag else start
        self._open = Element(
            self._short[name], named, outer, start, inside, inside, outer.depth + 1
        )
        outer.children.append(self._open)
        if self._open.depth > MOST_DEPTH:
            raise FileRefused(
                f"a part of the file nests more than {MOST_DEPTH} elements", remedy=REMEDY
            )

    def _end(self, _: str) -> None:
        self._close()
        element = self._open
        if self._source[element.inside - 2 : element.inside] != b"/>":
            element.end = self._source.index(b">", self._parser.CurrentByteIndex) + 1
        self._open = element.outer or self.root

    def _characters(self, data: str) -> None:
        if not self._text:
            self._from = self._parser.CurrentByteIndex
        self._text.append(data)

    def _comment(self, data: str) -> None:
        self._close()
        start, outer = self._parser.CurrentByteIndex + 4, self._open
        end = self._source.index(b"-->", start)
        outer.children.append(Stretch(data, start, end, outer, is_comment=True))


def in_text(text: str) -> bytes:
    """`text` as the characters of an element."""
    return escape(_fit(text), {"\r": "&#13;"}).encode()


def in_value(text: str) -> bytes:
    """`text` as the value of an attribute, quoted."""
    return f'"{escape(_fit(text), IN_VALUES)}"'.encode()


def in_comment(text: str) -> bytes:
    """`text` as a comment of the XML, in which two hyphens may not meet."""
    return re.sub("-(?=-|$)", "- ", _fit(text)).encode()


def _fit(text: str) -> str:
    return NOT_XML.sub("\ufffd", text)
