"""Strings of a JSON document as pieces: everything between them stays as it is.

What stands in one object of the document's first list (a segment, a monologue) is a group, so that
its words, its times and its speaker go together.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpora.editing.pieces import Piece
from corpora.text import decode, edited, unmarked

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:]|[^\s\[\]{},:"]+')
SPEAKER = ("speaker", "speaker_label")
ONE_STRETCH = ("word", "value", "text", "punctuated_word")


@dataclass(slots=True)
class _Element:
    """An element of a list: where it stands, and the numbers of the values in it."""

    start: int
    end: int = 0
    values: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Value:
    start: int
    end: int
    text: str
    paragraph: int
    group: int | None


@dataclass(slots=True)
class _Open:
    """A list or an object that is not closed yet; `key` is the last one that was read in it."""

    is_list: bool
    number: int
    key: str = ""
    wants_key: bool = False


class _Scan:
    """Walks through a document that is known to be JSON, and collects its strings."""

    def __init__(self, text: str) -> None:
        self.values: list[_Value] = []
        self.elements: list[_Element] = []
        self._open: list[_Open] = []
        self._elements: list[_Element] = []
        self._paragraphs: dict[tuple[int, str], int] = {}
        self._lists = 0
        for match in TOKEN.finditer(text):
            self._take(match.group(), match.start(), match.end())

    def _take(self, token: str, start: int, end: int) -> None:
        if token in ("{", "["):
            self._begin_element(start)
            self._lists += 1
            self._open.append(_Open(token == "[", self._lists, wants_key=token == "{"))
        elif token in ("}", "]"):
            self._open.pop()
            self._end_element(end)
        elif token == ",":
            self._open[-1].wants_key = not self._open[-1].is_list
        elif token == ":":
            self._open[-1].wants_key = False
        else:
            self._scalar(token, start, end)

    def _begin_element(self, start: int) -> None:
        if self._open and self._open[-1].is_list:
            self._elements.append(_Element(start))
            self.elements.append(self._elements[-1])

    def _end_element(self, end: int) -> None:
        if self._open and self._open[-1].is_list:
            self._elements.pop().end = end

    def _scalar(self, token: str, start: int, end: int) -> None:
        inside = self._open[-1] if self._open else _Open(False, 0)
        if inside.wants_key:
            inside.key = str(json.loads(token))
            # A key is no group's: it is needed as long as its value is there.
            self._keep(_Value(start, end, inside.key, len(self.values), None))
            return
        self._begin_element(start)
        if token.startswith('"'):
            value = _Value(start, end, str(json.loads(token)), self._paragraph(), self._group())
            self._keep(value, is_value=True)
        elif inside.key in SPEAKER and token.isdigit():
            # Read as `Speaker 1`, so it is a label like any other.
            value = _Value(start, end, f"Speaker {token}", self._paragraph(), self._group())
            self._keep(value, is_value=True)
        self._end_element(end)

    def _keep(self, value: _Value, *, is_value: bool = False) -> None:
        if is_value:
            for element in self._elements:
                element.values.append(len(self.values))
        self.values.append(value)

    def _group(self) -> int | None:
        return self._elements[0].start if self._elements else None

    def _paragraph(self) -> int:
        """Words that a recogniser lists one by one are one stretch; so are no others."""
        inner = [one for one in self._open if one.is_list]
        key = self._open[-1].key if self._open else ""
        if len(inner) < 2 or key not in ONE_STRETCH:
            return len(self.values)
        return self._paragraphs.setdefault((inner[-1].number, key), len(self.values))


class StringsEditor:
    """A JSON document whose strings are its pieces."""

    def __init__(self, content: bytes) -> None:
        self._encoding, body = unmarked(content)
        json.loads(decode(content, "the source"))
        self._mark = content[: len(content) - len(body)]
        self._text = body.decode(self._encoding)
        scan = _Scan(self._text)
        self._values, self._elements = scan.values, scan.elements

    @property
    def pieces(self) -> Sequence[Piece]:
        """The strings in order, keys among them."""
        return [Piece(value.text, value.paragraph, value.group) for value in self._values]

    def written(self, texts: Sequence[str | None]) -> bytes:
        """The document with these strings; what is left of an element of a list without any goes."""
        gone = [
            (element.start, element.end)
            for element in self._elements
            if element.values and all(texts[number] is None for number in element.values)
        ]
        edits = [(*span, "") for span in self._with_commas(_outermost(gone))]
        for value, text in zip(self._values, texts, strict=True):
            if text != value.text and not _inside(value.start, edits):
                edits.append((value.start, value.end, self._quoted(text or "")))
        return self._mark + edited(self._text, sorted(edits)).encode(self._encoding)

    def _quoted(self, text: str) -> str:
        return json.dumps(text, ensure_ascii=self._text.isascii())

    def _with_commas(self, gone: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """The spans, each with the comma that parted it from a neighbour that stays."""
        made: list[tuple[int, int]] = []
        for start, end in gone:
            follows = re.compile(r"\s*,\s*").match(self._text, end)
            if follows:
                made.append((start, follows.end()))
                continue
            first = start
            while made and made[-1][1] == first:
                first = made.pop()[0]
            before = re.search(r",\s*$", self._text[max(0, first - 1_000) : first])
            first -= len(before.group()) if before else 0
            made.append((first, end))
        return made


def _outermost(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    made: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not made or start >= made[-1][1]:
            made.append((start, end))
    return made


def _inside(at: int, edits: Sequence[tuple[int, int, str]]) -> bool:
    return any(start <= at < end for start, end, _ in edits)


def json_editor(content: bytes) -> StringsEditor:
    """What a speech recogniser wrote as JSON."""
    return StringsEditor(content)
