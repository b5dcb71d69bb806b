"""A YAML file as text with places, and nothing more.

YAML can run code through tags, grow 306 bytes into ten million nodes through aliases, turn `no`
into False, `1.10` into 1.1 and `012` into 10, and keep the last of two equal keys in silence
(safety T11). So the file is read as a stream of events and each of these is refused where it
stands, before anything is built; every scalar stays the text that the file holds.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from corpora.errors import CodebookError

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_NODES = 50_000

NOT_TEXT = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
DIRECTIVE = re.compile("(?:^|(?<=[\n\r\x85\u2028\u2029]))%")
SAVE_AS_UTF8 = "Save it as plain text in UTF-8."
QUOTE = "Put a text that begins with * & ! % @ ` or holds a colon in quotation marks."
REMEDIES = (
    ("mapping values are not allowed", "Put a text that holds a colon in quotation marks."),
    ("'\\t' that cannot start", "Indent with spaces, not with tabs."),
    ("cannot start any token", QUOTE),
    ("expected alphabetic", QUOTE),
    ("could not find expected ':'", "Write a field as its name, a colon, a space and the text."),
    ("end of stream", "Close the quotation mark or the bracket that stands open."),
    ("escape", "Use 'single' quotation marks around a text that holds a backslash."),
    ("expected <block end>", "Begin lines that belong together in the same column."),
    ("not allowed here", "Begin lines that belong together in the same column."),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file: line and column count from 1, columns in code points.

    `start` and `end` are code points into the text without a byte order mark, so that an edit can
    put something in the place of exactly this.
    """

    file: str
    line: int
    column: int
    start: int = 0
    end: int = 0

    def error(self, what: str, remedy: str) -> CodebookError:
        """The error that says what is wrong at this place, and what to do."""
        where = f"{self.file} line {self.line}, column {self.column}"
        return CodebookError(what, where=where, remedy=remedy)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text, exactly as the file holds it."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple["Node", ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping: names, none of them twice, and what stands under each, in the file's order."""

    entries: tuple[tuple[Scalar, "Node"], ...]
    place: Place


Node = Scalar | Items | Fields


def read_nodes(content: bytes, *, where: str) -> Node:
    """The tree of one YAML document; `where` names the file in errors.

    Raises CodebookError for anything that is not plain text, lists and mappings, for nesting
    deeper than MAX_DEPTH and for files longer than MAX_BYTES or with more than MAX_NODES parts.
    """
    return _Reading(decoded_yaml(content, where=where), where).document()


def decoded_yaml(content: bytes, *, where: str) -> str:
    """The text of a file. Raises CodebookError for a long file and for bytes that are no text."""
    if len(content) > MAX_BYTES:
        what = f"the file has {len(content):,} bytes and the limit is {MAX_BYTES:,}"
        raise CodebookError(what, where=where, remedy="Check that it is the right file.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        before = content[: fault.start].decode("utf-8-sig", "replace")
        raise _end_of(before, where).error("the file is not UTF-8 text", SAVE_AS_UTF8) from None
    if stray := NOT_TEXT.search(text):
        what = f"the file holds the control character U+{ord(stray.group()):04X}"
        raise _end_of(text[: stray.start()], where).error(what, SAVE_AS_UTF8)
    if directive := DIRECTIVE.search(text):
        place = _end_of(text[: directive.start()], where)
        raise place.error("a line that begins with % is not allowed", "Take the line out.")
    return text


def _end_of(text: str, where: str) -> Place:
    lines = re.split("\r\n|\r|\n", text)
    return Place(where, len(lines), len(lines[-1]) + 1)


def says_something(content: bytes) -> bool:
    """Whether a file holds more than white space and comments."""
    lines = content.decode("utf-8", "replace").lstrip("\ufeff").splitlines()
    return any(line.strip() and not line.lstrip().startswith("#") for line in lines)


class _Reading:
    """One pass over the events of a file: the stream, and the number of nodes so far."""

    def __init__(self, text: str, file: str) -> None:
        # The pure parser: the C one follows YAML 1.1 and is not installed everywhere.
        self._events: Iterator[Any] = YAML(typ="safe", pure=True).parse(text)
        self._text, self._file, self._nodes = text, file, 0

    def document(self) -> Node:
        self._next()
        start = self._next()
        if isinstance(start, StreamEndEvent):
            remedy = "Write title, version and themes, or copy the codebook that ships."
            raise CodebookError("the codebook is empty", where=self._file, remedy=remedy)
        root = self._node(self._next(), 1)
        self._next()
        after = self._next()
        if isinstance(after, DocumentStartEvent):
            what, remedy = "a second document begins", "Keep one in a file; remove '---'."
            raise self._place(after).error(what, remedy)
        return root

    def _node(self, event: Any, depth: int) -> Node:
        place = self._place(event)
        self._refuse(event, place, depth)
        if isinstance(event, ScalarEvent):
            return Scalar(_plain(event.value, place), place)
        if isinstance(event, MappingStartEvent):
            return self._fields(place, depth)
        items: list[Node] = []
        while not isinstance(event := self._next(), SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return Items(tuple(items), self._until(place, event, items[-1:]))

    def _fields(self, place: Place, depth: int) -> Fields:
        entries: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(event := self._next(), MappingEndEvent):
            name = self._node(event, depth + 1)
            if not isinstance(name, Scalar):
                what = "a list or mapping stands where the name of a field should be"
                raise name.place.error(what, QUOTE)
            if name.text in entries:
                first = entries[name.text][0].place.line
                what = f"the field {brief(name.text)} stands twice; first in line {first}"
                raise name.place.error(what, "Join the two.")
            value = self._node(self._next(), depth + 1)
            if value == Scalar("", value.place):
                value = Scalar("", name.place)  # the parser places nothing on the next line
            entries[name.text] = (name, value)
        values = [value for _, value in entries.values()]
        return Fields(tuple(entries.values()), self._until(place, event, values[-1:]))

    def _refuse(self, event: NodeEvent, place: Place, depth: int) -> None:
        self._nodes += 1
        if isinstance(event, AliasEvent):
            raise place.error("an alias (*) is not allowed", f"Write the text out. {QUOTE}")
        if event.anchor is not None:
            raise place.error("an anchor (&) is not allowed", f"Take it out. {QUOTE}")
        if event.ctag is not None:  # type: ignore[attr-defined]
            raise place.error("a tag (!) is not allowed", f"Take it out. {QUOTE}")
        if depth > MAX_DEPTH:
            what = f"lists and fields stand more than {MAX_DEPTH} deep"
            raise place.error(what, "Check the indentation and the brackets.")
        if self._nodes > MAX_NODES:
            what = f"the file holds more than {MAX_NODES:,} entries"
            raise place.error(what, "Check that it is the right file.")

    def _next(self) -> Any:
        try:
            return next(self._events)
        except MarkedYAMLError as fault:
            raise self._not_yaml(fault) from None
        except (YAMLError, ValueError, OverflowError, AssertionError):
            # chr() and int() of the parser, on escapes such as "\U00110000".
            remedy = "Use 'single' quotation marks around a text that holds a backslash."
            raise CodebookError("this is not YAML", where=self._file, remedy=remedy) from None

    def _not_yaml(self, fault: MarkedYAMLError) -> CodebookError:
        # The parser's own message can repeat the file's words.
        said = str(fault.problem)
        remedy = next((r for part, r in REMEDIES if part in said), "Check the lines around it.")
        mark = fault.problem_mark or fault.context_mark
        if "end of stream" in said and fault.context_mark:
            mark = fault.context_mark  # where the quotation mark opened, not where the file ends
        return Place(self._file, mark.line + 1, mark.column + 1).error("this is not YAML", remedy)

    def _place(self, event: Any) -> Place:
        mark, end = event.start_mark, event.end_mark.index
        if isinstance(event, ScalarEvent) and event.style in ("|", ">"):
            # The parser takes the blank lines after a block of text for a part of it.
            end = mark.index + len(self._text[mark.index : end].rstrip())
        return Place(self._file, mark.line + 1, mark.column + 1, mark.index, end)

    def _until(self, place: Place, event: Any, last: Sequence[Node]) -> Place:
        """`place` up to its closing bracket, or up to the end of the last thing in it."""
        flow = event.end_mark.index > event.start_mark.index
        end = last[0].place.end if last and not flow else event.end_mark.index
        return replace(place, end=end)


def _plain(text: str, place: Place) -> str:
    """`text`, unless an escape such as "\\x1b" has put a character in it that no text has."""
    for char in text:
        if char not in "\t\n" and unicodedata.category(char) in {"Cc", "Cs"}:
            what = f"the text holds the control character U+{ord(char):04X}"
            raise place.error(what, "Take the escape out.")
    return text


def brief(name: str) -> str:
    """A name as an error quotes it; '…' for a longer text, which may be someone's words."""
    return repr(name) if len(name) <= 40 and len(name.split()) <= 4 else "'…'"
