"""A document's lines to blocks: captions and page numbers that were pasted into it first."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpora.formats.documents.page_lines import without_page_lines
from corpora.formats.lines.draft import NO_HINTS, Draft, Hints, listed
from corpora.formats.lines.lines import Line
from corpora.formats.lines.unsaid import is_boilerplate
from corpora.formats.speech.layouts import draft_of
from corpora.formats.timed.cues import SIDE_BLOCKS, are_captions, preface, without_side_blocks
from corpora.formats.timed.overlaps import lines_apart
from corpora.formats.timed.vtt import draft_of_captions
from corpora.transcript import Block

ARROWS = ("->", "\u2013>", "\u2014>", "\u2192", "\uf0e0")


def draft_of_document(
    lines: Sequence[Line], left_out: Mapping[str, int] | None = None, hints: Hints = NO_HINTS
) -> Draft:
    """The blocks of a document: of captions where it holds nothing else, else of its paragraphs."""
    counts = dict(left_out or {})
    if any(arrow in line.text for line in lines for arrow in ARROWS):
        texts = [text for line in lines if (text := line.text.strip())]
        if are_captions(texts):
            return captions_in_document("\n".join(_parted(text) for text in texts), counts, hints)
    kept, page_lines = without_page_lines(lines)
    counts["page headers, footers and numbers"] = (
        counts.get("page headers, footers and numbers", 0) + page_lines
    )
    return draft_of(lines_apart(kept), counts, hints)


def captions_in_text(text: str, hints: Hints = NO_HINTS) -> Draft | None:
    """The blocks of a plain text that is captions under another ending, or None if it is not."""
    if not any(arrow in text for arrow in ARROWS):
        return None
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return captions_in_document(text, hints=hints) if are_captions(lines) else None


def captions_in_document(
    text: str, left_out: Mapping[str, int] | None = None, hints: Hints = NO_HINTS
) -> Draft:
    """The blocks of captions, and what stands above them as nobody's words."""
    lines = text.rstrip().split("\n")
    while lines and (not lines[-1].strip() or is_boilerplate(lines[-1])):
        lines.pop()
    draft = draft_of_captions("\n".join(lines), hints)
    above = tuple(Block(line, speech=False) for line in preface(without_side_blocks(text)[0]))
    counts = (*listed(dict(left_out or {})), *draft.left_out)
    return replace(draft, blocks=above + draft.blocks, left_out=counts)


def _parted(text: str) -> str:
    """A line as it would stand in a caption file, where a blank line goes before a note."""
    return f"\n{text}" if text.split(" ", 1)[0] in SIDE_BLOCKS else text
