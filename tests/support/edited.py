"""What the tests of editors share: a source with some of its texts replaced."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Protocol

from corpora.editing.pieces import Editor


def pieces_of(editor: Editor) -> list[str]:
    """The texts of a source, those of one paragraph joined."""
    return joined(editor, [piece.text for piece in editor.pieces])


def joined(editor: Editor, texts: Sequence[str]) -> list[str]:
    """These texts in place of the source's own, those of one paragraph joined."""
    paragraphs: dict[int, str] = {}
    for piece, text in zip(editor.pieces, texts, strict=True):
        paragraphs[piece.paragraph] = paragraphs.get(piece.paragraph, "") + text
    return list(paragraphs.values())


def edited(editor: Editor, changes: Mapping[str, str | None]) -> bytes:
    """The source with each text that is among `changes` replaced or taken away."""
    texts = [piece.text for piece in editor.pieces]
    return editor.written([changes.get(text, text) for text in texts])


def unchanged(editor: Editor) -> bytes:
    """The source written with every text as it is."""
    return editor.written([piece.text for piece in editor.pieces])


def members(content: bytes) -> dict[str, str]:
    """The members of an archive, in its order, as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def member_changes(before: bytes, after: bytes) -> dict[str, str]:
    """The members of an archive that are no longer as they were, as text."""
    old = members(before)
    new = members(after)
    assert list(old) == list(new)
    return {name: text for name, text in new.items() if text != old[name]}


def signed(editor: "Signed") -> list[tuple[str, list[str]]]:
    """Each name of an author in a source, with what they wrote."""
    texts = [piece.text for piece in editor.pieces]
    return [
        (texts[name], [texts[at] for at in written]) for name, written in editor.authors.items()
    ]


def groups(editor: Editor) -> list[list[str]]:
    """The texts of a source that are one speaker's as a whole, group by group."""
    by_number: dict[int, list[str]] = {}
    for piece in editor.pieces:
        if piece.group is not None:
            by_number.setdefault(piece.group, []).append(piece.text)
    return list(by_number.values())


class Signed(Editor, Protocol):
    """An editor that knows who wrote the comments."""

    @property
    def authors(self) -> Mapping[int, tuple[int, ...]]: ...
