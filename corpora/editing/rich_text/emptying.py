"""What goes with texts that are taken out of an RTF document: whatever then holds nothing."""

import re
from collections.abc import Iterator

from corpora.editing.rich_text.document import ENDS, LISTED, Rtf, RtfParagraph, RtfRow
from corpora.editing.rich_text.texts import RtfGroup, RtfText, RtfWord

RtfNode = RtfGroup | RtfText | RtfWord

NOTES = frozenset(("annotation", "footnote"))
# What stands in front of a comment, or of a footnote, and belongs to it.
IN_FRONT = frozenset(("atnid", "atnauthor", "chatn", "chftn"))
NUMBERING = frozenset(("listtext", "pntext", "pn"))
# Groups for which a paragraph stays.
HELD = NOTES | {"pict", "object", "shppict", "nonshppict", "do", "objattph"}
# Words that are no formatting: a group with one of them holds something.
HOLDING = ENDS | {
    "trowd", "cellx", "chpgn", "chftn", "chatn", "chdate", "chtime", "sectnum", "column", "bin",
    "sectd", "clvmgf", "clvmrg", "intbl",
}  # fmt: skip
NUMBER = re.compile(rb"\\(?:atnref|atrfstart|atrfend) ?(\d{1,9})")


def emptied_rtf(taken: set[RtfText], rtf: Rtf, content: bytes) -> set[RtfNode]:
    """`taken` and every paragraph's end, row, field, note and group that is left with nothing."""
    gone: set[RtfNode] = set(taken)
    for text in taken:
        for group in _around(text):
            if group.destination in NOTES | {"field"} and _is_silent(group, gone):
                gone.update(_with_its_marks(group, rtf, content))
    for paragraph in rtf.paragraphs:
        if not gone.isdisjoint(paragraph.texts) and _is_blank(paragraph, gone):
            gone.update(group for group in paragraph.groups if group.destination in NUMBERING)
            if paragraph.end is not None and paragraph.end.word == "par":
                gone.add(paragraph.end)
    for row in rtf.rows:
        if _is_blank_row(row, gone):
            gone.update(row.words)
    touched = {group for text in taken for group in _around(text)}
    for group in sorted(touched, key=lambda each: -each.start):
        if _holds_nothing(group, gone):
            gone.add(group)
    return gone


def _around(node: RtfText | RtfGroup) -> Iterator[RtfGroup]:
    group = node.group if isinstance(node, RtfText) else node.outer
    while group is not None and group.outer is not None:
        yield group
        group = group.outer


def _is_silent(group: RtfGroup, gone: set[RtfNode]) -> bool:
    """Whether nothing of its text is left; a field's code is not its text."""
    return all(
        text in gone or not text.text.strip() or text.group.destination == "fldinst"
        for text in group.texts()
    )


def _with_its_marks(group: RtfGroup, rtf: Rtf, content: bytes) -> Iterator[RtfNode]:
    """A field or note, and what elsewhere says whose it is and where it was made."""
    yield group
    if group.destination not in NOTES or group.outer is None:
        return
    siblings = group.outer.children
    for node in reversed(siblings[: siblings.index(group)]):
        if (node.destination if isinstance(node, RtfGroup) else _word(node)) not in IN_FRONT:
            break
        yield node
    if number := NUMBER.search(content, group.start, group.end):
        yield from _ranges(rtf.root, number[1], content)


def _word(node: RtfText | RtfWord) -> str:
    return node.word if isinstance(node, RtfWord) else ""


def comments(root: RtfGroup) -> Iterator[tuple[RtfText, list[RtfText]]]:
    """Each text that says who wrote a comment, with the texts of the comment."""
    signatures: list[RtfText] = []
    for group in root.groups():
        if group.destination in ("atnid", "atnauthor"):
            signatures += group.texts()
        elif group.destination == "annotation":
            written = list(group.texts())
            yield from ((signature, written) for signature in signatures)
            signatures = []


def _ranges(root: RtfGroup, number: bytes, content: bytes) -> Iterator[RtfGroup]:
    for group in root.groups():
        if group.destination in ("atrfstart", "atrfend"):
            mark = NUMBER.search(content, group.start, group.end)
            if mark and mark[1] == number:
                yield group


def _is_blank(paragraph: RtfParagraph, gone: set[RtfNode]) -> bool:
    return (
        all(text in gone or not text.text.strip() for text in paragraph.texts)
        and all(g in gone or g.destination not in HELD for g in paragraph.groups)
        and all(_is_blank(aside, gone) for aside in paragraph.asides)
    )


def _is_blank_row(row: RtfRow, gone: set[RtfNode]) -> bool:
    texts = {text for paragraph in row.paragraphs for text in paragraph.texts}
    is_touched = not row.is_nested and not gone.isdisjoint(texts)
    return is_touched and all(_is_blank(paragraph, gone) for paragraph in row.paragraphs)


def _holds_nothing(group: RtfGroup, gone: set[RtfNode]) -> bool:
    if not group.end or group.destination in LISTED | {"rtf"}:
        return False
    if group.outer is not None and group.outer.destination in LISTED:
        return False
    return all(
        node in gone or (isinstance(node, RtfWord) and node.word not in HOLDING)
        for node in group.children
    )
