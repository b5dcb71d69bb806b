"""Texts of an ELAN file as pieces: annotations, participants, names of tiers, whatever it says of itself.

A tier and the tiers that annotate it belong to one person, so they are one group.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from xml.sax.saxutils import escape

from corpora.editing.pieces import Piece
from corpora.formats.timed import eaf
from corpora.text import decode, edited, unmarked

PART = re.compile(
    r"<!--(?P<comment>.*?)-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
    r"|<(?P<close>/?)(?P<name>[\w:.-]+)(?P<attributes>(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)"
    r"\s*(?P<empty>/?)>",
    re.DOTALL,
)
ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
# What refers to something else in the file, or numbers it: no name of a person.
NO_NAMES = frozenset((
    "TIME_SLOT_ID", "TIME_VALUE", "ANNOTATION_ID", "ANNOTATION_REF", "PREVIOUS_ANNOTATION",
    "TIME_SLOT_REF1", "TIME_SLOT_REF2", "TIME_UNITS", "FORMAT", "VERSION", "DATE", "MIME_TYPE",
    "LINGUISTIC_TYPE_REF", "LINGUISTIC_TYPE_ID", "DEFAULT_LOCALE", "LANG_REF",
))  # fmt: skip
MARGIN = re.compile(r"[ \t]*(?:\r\n|\n|\r)?")


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with its place; `tier` is that of the tier it belongs to, `seconds` when it is said."""

    start: int
    end: int
    text: str
    tier: str | None = None
    seconds: float = -1.0
    is_comment: bool = False

    def as_written(self, text: str) -> str:
        """Another text as it is written in this place: in a comment nothing is escaped."""
        return text if self.is_comment else escape(text, {'"': "&quot;", "'": "&apos;"})


@dataclass(slots=True)
class _Span:
    """An element that goes when nothing is left in it, with the texts that count for that."""

    start: int
    end: int = 0
    slots: tuple[str, ...] = ()
    texts: list[_Text] = field(default_factory=list)


class AnnotationsEditor:
    """An ELAN file whose texts are its pieces, what is said in the order of time."""

    def __init__(self, content: bytes) -> None:
        eaf.read(content, "the source")
        decode(content, "the source")
        self._encoding, body = unmarked(content)
        self._mark = content[: len(content) - len(body)]
        self._text = body.decode(self._encoding)
        found = _Collected(self._text)
        self._slots, self._annotations = found.slots, found.annotations
        self._tiers, self._parents = found.tiers, found.parents
        order = sorted(range(len(found.texts)), key=lambda i: (found.texts[i].seconds, i))
        self._texts = [found.texts[i] for i in order]

    @property
    def pieces(self) -> Sequence[Piece]:
        """What the file says of itself, then all annotations in the order of time."""
        groups = {name: number for number, name in enumerate(self._tiers)}
        return [
            Piece(text.text, number, None if text.tier is None else groups[self._root(text.tier)])
            for number, text in enumerate(self._texts)
        ]

    def written(self, texts: Sequence[str | None]) -> bytes:
        """The file with these texts; an annotation or a tier of which nothing is left goes."""
        now = dict(zip(self._texts, texts, strict=True))
        tiers = [span for span in self._tiers.values() if _is_empty(span, now)]
        inner = [span for span in self._annotations if _is_empty(span, now)]
        edits = [(*self._with_margin(span), "") for span in _outermost([*tiers, *inner])]
        edits += [(*self._with_margin(span), "") for span in self._unused(inner)]
        places = [(start, end) for start, end, _ in edits]
        for text, instead in now.items():
            if instead != text.text and not any(a <= text.start < b for a, b in places):
                edits.append((text.start, text.end, text.as_written(instead or "")))
        return self._mark + edited(self._text, sorted(edits)).encode(self._encoding)

    def _root(self, tier: str) -> str:
        seen = {tier}
        while (parent := self._parents.get(tier, "")) in self._tiers and parent not in seen:
            tier = parent
            seen.add(tier)
        return tier

    def _unused(self, gone: Sequence[_Span]) -> list[_Span]:
        """The moments at which nothing begins or ends but what goes."""
        spans = {id(span) for span in gone}
        used = {slot for span in self._annotations if id(span) not in spans for slot in span.slots}
        before = {slot for span in gone for slot in span.slots}
        return [self._slots[slot] for slot in sorted(before - used) if slot in self._slots]

    def _with_margin(self, span: _Span) -> tuple[int, int]:
        """The element with its line, where it stands alone on it."""
        line = self._text.rfind("\n", 0, span.start) + 1
        if self._text[line : span.start].strip():
            return span.start, span.end
        match = MARGIN.match(self._text, span.end)
        return line, match.end() if match else span.end


class _Collected:
    """Everything of an ELAN file that has a place: texts, annotations, tiers, moments."""

    def __init__(self, text: str) -> None:
        self.texts: list[_Text] = []
        self.slots: dict[str, _Span] = {}
        self.annotations: list[_Span] = []
        self.tiers: dict[str, _Span] = {}
        self.parents: dict[str, str] = {}
        self._source = text
        self._times: dict[str, float] = {}
        self._said_at: dict[str, float] = {}
        self._tier: str | None = None
        self._seconds, self._value_from, self._open = -1.0, -1, ""
        for match in PART.finditer(text):
            self._take(match)

    def _take(self, match: re.Match[str]) -> None:
        if match["comment"] is not None:
            self.texts.append(_Text(*match.span("comment"), match["comment"], is_comment=True))
        elif match["name"] is None:
            return
        elif match["close"]:
            self._end(match["name"], match)
        else:
            self._start(match)
            if match["empty"]:
                self._end(match["name"], match)

    def _start(self, match: re.Match[str]) -> None:
        name, attributes = match["name"], _attributes(match["attributes"])
        if name == "TIME_SLOT":
            slot = attributes.get("TIME_SLOT_ID", "")
            self.slots[slot] = _Span(match.start(), match.end())
            value = attributes.get("TIME_VALUE", "")
            self._times[slot] = int(value) / 1000 if value.isdecimal() else -1.0
        elif name == "TIER":
            self._tier = attributes.get("TIER_ID", "")
            self.tiers[self._tier] = _Span(match.start())
            self.parents[self._tier] = attributes.get("PARENT_REF", "")
        elif name == "ANNOTATION":
            self.annotations.append(_Span(match.start()))
        elif name in ("ALIGNABLE_ANNOTATION", "REF_ANNOTATION"):
            self._begin_annotation(attributes)
        elif match["empty"] == "":
            self._value_from, self._open = match.end(), name
        self._keep_attributes(match)

    def _begin_annotation(self, attributes: Mapping[str, str]) -> None:
        of = attributes.get
        self._seconds = self._times.get(
            of("TIME_SLOT_REF1", ""), self._said_at.get(of("ANNOTATION_REF", ""), -1.0)
        )
        self._said_at[of("ANNOTATION_ID", "")] = self._seconds
        slots = (of("TIME_SLOT_REF1", ""), of("TIME_SLOT_REF2", ""))
        self.annotations[-1].slots = tuple(slot for slot in slots if slot)

    def _end(self, name: str, match: re.Match[str]) -> None:
        if name == "TIER" and self._tier is not None:
            self.tiers[self._tier].end = match.end()
            self._tier = None
        elif name == "ANNOTATION" and self.annotations:
            self.annotations[-1].end = match.end()
        elif name == self._open and self._value_from >= 0:
            said = self._source[self._value_from : match.start()]
            if said.strip():
                is_value = name == "ANNOTATION_VALUE"
                text = _Text(
                    self._value_from,
                    match.start(),
                    unescape(said),
                    self._tier if is_value else None,
                    self._seconds if is_value else -1.0,
                )
                self.texts.append(text)
                if is_value and self._tier is not None and self.annotations:
                    self.annotations[-1].texts.append(text)
                    self.tiers[self._tier].texts.append(text)
            self._value_from = -1

    def _keep_attributes(self, match: re.Match[str]) -> None:
        for found in ATTRIBUTE.finditer(match["attributes"]):
            name, quoted = found[1], 2 if found[2] is not None else 3
            if name in NO_NAMES or not found[quoted].strip():
                continue
            start, end = (match.start("attributes") + at for at in found.span(quoted))
            # The name of a tier is what other tiers refer to, so it never just goes.
            tier = self._tier if name == "PARTICIPANT" else None
            self.texts.append(_Text(start, end, unescape(found[quoted]), tier))


def _attributes(written: str) -> dict[str, str]:
    return {
        match[1]: unescape(match[2] if match[2] is not None else match[3])
        for match in ATTRIBUTE.finditer(written)
    }


def _is_empty(span: _Span, now: Mapping[_Text, str | None]) -> bool:
    return bool(span.texts) and all(now[text] is None for text in span.texts)


def _outermost(spans: Sequence[_Span]) -> Iterator[_Span]:
    end = 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.start >= end:
            end = span.end
            yield span


def eaf_editor(content: bytes) -> AnnotationsEditor:
    """An ELAN file."""
    return AnnotationsEditor(content)
