"""Strings of Praat's TextGrid as pieces: names of tiers, texts of intervals and points."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpora.editing.pieces import Piece
from corpora.errors import FileRefused
from corpora.formats.timed.textgrid import TOKEN
from corpora.text import decode, edited, unmarked

ITEM = re.compile(r"item\s*\[(\d+)\]:")


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str | None  # None for a number
    number: float = 0.0


@dataclass(frozen=True, slots=True)
class _TextOfTier:
    token: _Token
    tier: int
    seconds: float


class IntervalsEditor:
    """A TextGrid whose strings are its pieces, those of a tier in a group, in the order of time."""

    def __init__(self, content: bytes) -> None:
        decode(content, "the source")
        self._encoding, body = unmarked(content)
        self._mark = content[: len(content) - len(body)]
        self._text = body.decode(self._encoding)
        tokens = list(_tokens(self._text))
        try:
            self._count = tokens[4]
            self._starts, texts = _tiers(self._text, tokens, int(self._count.number))
        except (IndexError, ValueError) as fault:
            raise FileRefused(
                "this is not a whole TextGrid",
                where="the source",
                remedy="Save it from Praat again.",
            ) from fault
        self._end = len(self._text)
        self._texts = sorted(texts, key=lambda text: (text.seconds, text.tier))

    @property
    def pieces(self) -> Sequence[Piece]:
        """The names of tiers, then all that is said, in the order of time."""
        return [
            Piece(text.token.text or "", number, text.tier)
            for number, text in enumerate(self._texts)
        ]

    def written(self, texts: Sequence[str | None]) -> bytes:
        """The TextGrid with these strings; a tier of which nothing is left goes, an interval stays.

        A silent interval is one without a text: Praat wants a tier to be without gaps.
        """
        pairs = list(zip(self._texts, texts, strict=True))
        kept = {one.tier for one, text in pairs if text is not None}
        gone = sorted({one.tier for one in self._texts} - kept)
        edits = [(*self._span(tier), "") for tier in gone]
        for one, text in pairs:
            if one.tier not in gone and text != one.token.text:
                doubled = (text or "").replace('"', '""')
                edits.append((one.token.start, one.token.end, f'"{doubled}"'))
        if gone:
            left = str(len(self._starts) - len(gone))
            edits += [(self._count.start, self._count.end, left), *self._numbers(gone)]
        return self._mark + edited(self._text, sorted(edits)).encode(self._encoding)

    def _span(self, tier: int) -> tuple[int, int]:
        ends = [*self._starts[1:], self._end]
        return self._starts[tier], ends[tier]

    def _numbers(self, gone: Sequence[int]) -> list[tuple[int, int, str]]:
        """The tiers after one that goes are counted anew."""
        edits = []
        for tier in range(len(self._starts)):
            fewer = sum(other < tier for other in gone)
            match = ITEM.search(self._text, *self._span(tier))
            if tier not in gone and fewer and match:
                edits.append((*match.span(1), str(tier + 1 - fewer)))
        return edits


def _tokens(text: str) -> list[_Token]:
    made = []
    for match in TOKEN.finditer(text):
        if match["string"] is not None:
            made.append(_Token(*match.span(), match["string"].replace('""', '"')))
        elif match["number"] is not None:
            made.append(_Token(*match.span(), None, float(match["number"])))
    return made


def _tiers(text: str, tokens: Sequence[_Token], count: int) -> tuple[list[int], list[_TextOfTier]]:
    """Where each tier begins in the text, and the strings of all of them."""
    starts: list[int] = []
    texts: list[_TextOfTier] = []
    at = 5
    for tier in range(count):
        kind, name = tokens[at], tokens[at + 1]
        starts.append(_line_of_tier(text, tokens[at - 1].end, kind.start))
        texts.append(_TextOfTier(name, tier, -1.0))
        width = 3 if kind.text == "IntervalTier" else 2
        size = int(tokens[at + 4].number)
        at += 5
        for _ in range(size):
            texts.append(_TextOfTier(tokens[at + width - 1], tier, tokens[at].number))
            at += width
    return starts, texts


def _line_of_tier(text: str, before: int, kind: int) -> int:
    """Where the lines of a tier begin: with `item [2]:`, where the file is written in full."""
    match = ITEM.search(text, before, kind)
    return text.rfind("\n", before, match.start() if match else kind) + 1


def textgrid_editor(content: bytes) -> IntervalsEditor:
    """Praat's TextGrid, long or short."""
    return IntervalsEditor(content)
