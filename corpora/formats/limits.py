"""How long a source may be: what is longer is refused, since reading it would fill the memory.

Reading takes time and memory by the paragraph, 15 seconds and 400 MB at the most within these. A
meeting of ten hours has some 10,000 turns, so nothing that is one conversation comes near.
"""

from corpora.errors import FileRefused
from corpora.formats.lines.draft import Draft

MOST_TEXT_BYTES = 24 * 1024 * 1024
MOST_LINES = 400_000
MOST_PARAGRAPHS = 200_000
_REMEDY = "Split it into several files: one a meeting, or some thousands of answers in each."

_LINES = (b"\n", b"\r")
# What every line, or every piece that a reader makes something of, has one of.
_MARKS: dict[str, tuple[bytes, ...]] = {
    ".cha": _LINES,
    ".csv": _LINES,
    ".eaf": (b"</ANNOTATION>",),
    ".json": (b"{",),
    ".md": _LINES,
    ".rtf": (b"\\par", b"\\line"),
    ".srt": _LINES,
    ".textgrid": _LINES,
    ".tsv": _LINES,
    ".txt": _LINES,
    ".vtt": _LINES,
}
_WITH_PICTURES = frozenset((".docx", ".odt", ".pdf", ".rtf", ".xlsx"))
"""How large these are does not say how much text there is."""


def refuse_too_large(content: bytes, suffix: str, where: str) -> None:
    """Raises FileRefused, before anything is read, where `content` has too much text or lines."""
    size = len(content)
    if suffix not in _WITH_PICTURES and size > MOST_TEXT_BYTES:
        most, too_much = MOST_TEXT_BYTES // 1024**2, -(-size // 1024**2)
        raise _too_long(f"there are {too_much} MB of text and the limit is {most} MB", where)
    if any(content.count(mark) > MOST_LINES for mark in _MARKS.get(suffix, ())):
        raise _too_long(f"there are more than {MOST_LINES:,} lines, which is the limit", where)


def refuse_too_long(draft: Draft, where: str) -> None:
    """Raises FileRefused where what was read has too many paragraphs."""
    if len(draft.blocks) > MOST_PARAGRAPHS:
        raise _too_long(
            f"there are more than {MOST_PARAGRAPHS:,} paragraphs, which is the limit", where
        )


def _too_long(what: str, where: str) -> FileRefused:
    return FileRefused(what, where=where, remedy=_REMEDY)
