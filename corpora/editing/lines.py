"""Lines of text as pieces: plain text, Markdown, captions, CHAT; encoding and line ends stay.

A caption goes with its time and its number, a line of CHAT with the lines that annotate it, a
paragraph with the blank line that parts it from the next.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpora.editing.pieces import Piece
from corpora.formats.timed.cues import SIDE_BLOCKS, are_captions, timing
from corpora.text import decode, unmarked

LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
CUE_NUMBER = re.compile(r"\S*\d\S*$")


@dataclass(frozen=True, slots=True)
class _TextLine:
    text: str
    end: str
    group: int | None = None
    is_timing: bool = False

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()


class LinesEditor:
    """A text whose lines are its pieces, but for blank lines and the times of captions."""

    def __init__(self, mark: bytes, encoding: str, lines: Sequence[_TextLine]) -> None:
        self._mark, self._encoding, self._lines = mark, encoding, lines
        self._places = [i for i, x in enumerate(lines) if not (x.is_blank or x.is_timing)]

    @property
    def pieces(self) -> Sequence[Piece]:
        """The lines in which anything stands."""
        return [Piece(self._lines[i].text, i, self._lines[i].group) for i in self._places]

    def written(self, texts: Sequence[str | None]) -> bytes:
        """The text with these lines in place of its own."""
        now: dict[int, str | None] = dict(zip(self._places, texts, strict=True))
        gone = {i for i, text in now.items() if text is None}
        gone |= self._times_of_nothing(gone)
        gone |= self._blanks_beside(gone)
        kept = (
            (now.get(i, line.text) or "") + line.end
            for i, line in enumerate(self._lines)
            if i not in gone
        )
        return self._mark + "".join(kept).encode(self._encoding)

    def _times_of_nothing(self, gone: set[int]) -> set[int]:
        touched = {self._lines[i].group for i in gone} - {None}
        filled = {self._lines[i].group for i in self._places if i not in gone}
        return {
            i
            for i, x in enumerate(self._lines)
            if x.is_timing and x.group in touched and x.group not in filled
        }

    def _blanks_beside(self, gone: set[int]) -> set[int]:
        """The blank lines after what is gone, where a blank line stands before it as well."""
        blanks: set[int] = set()
        end = 0
        for i in sorted(gone):
            if i < end:
                continue
            start, end = i, i
            while end < len(self._lines) and (end in gone or self._lines[end].is_blank):
                end += 1
            last = max(k for k in range(start, end) if k in gone)
            between = {k for k in range(start, last) if self._lines[k].is_blank}
            if start == 0 or self._lines[start - 1].is_blank:
                between = {k for k in range(start, end) if self._lines[k].is_blank}
            # The file keeps its last line end, or goes on having none.
            blanks |= {k for k in between if k < len(self._lines) - 1}
        return blanks


def _opened(content: bytes) -> tuple[bytes, str, list[_TextLine]]:
    encoding, body = unmarked(content)
    decode(content, "the source")
    pairs = LINE.findall(body.decode(encoding))
    return content[: len(content) - len(body)], encoding, [_TextLine(*pair) for pair in pairs]


def lines_editor(content: bytes) -> LinesEditor:
    """Plain text or Markdown, or captions that stand in such a file."""
    mark, encoding, lines = _opened(content)
    if are_captions([x.text.strip() for x in lines if not x.is_blank]):
        lines = _in_cues(lines)
    return LinesEditor(mark, encoding, lines)


def captions_editor(content: bytes) -> LinesEditor:
    """WebVTT or SubRip."""
    mark, encoding, lines = _opened(content)
    return LinesEditor(mark, encoding, _in_cues(lines))


def chat_editor(content: bytes) -> LinesEditor:
    """CHAT: a main line, what it goes on with and what annotates it belong together."""
    mark, encoding, lines = _opened(content)
    group: int | None = None
    made = []
    for number, line in enumerate(lines):
        if line.text.startswith("*"):
            group = number
        elif line.text.startswith("@"):
            group = None
        made.append(_TextLine(line.text, line.end, group))
    return LinesEditor(mark, encoding, made)


def _in_cues(lines: Sequence[_TextLine]) -> list[_TextLine]:
    """The lines, those of one cue in a group: its identifier, its time, its words."""
    times = {i for i, x in enumerate(lines) if timing(x.text) is not None}
    starts = {i - 1 if _is_identifier(lines, i - 1, times) else i for i in times}
    group: int | None = None
    made = []
    for i, line in enumerate(lines):
        if i in starts:
            group = i
        elif line.text.split(" ", 1)[0].strip() in SIDE_BLOCKS and lines[i - 1].is_blank:
            group = None
        made.append(_TextLine(line.text, line.end, group, i in times and _is_bare(line.text)))
    return made


def _is_bare(line: str) -> bool:
    """Whether nothing but the time stands on a timing line; the words of a caption may follow it."""
    found = timing(line)
    return found is not None and not found[1]


def _is_identifier(lines: Sequence[_TextLine], at: int, times: set[int]) -> bool:
    if at < 0 or lines[at].is_blank or at - 1 in times:
        return False
    return at == 0 or lines[at - 1].is_blank or CUE_NUMBER.match(lines[at].text.strip()) is not None
