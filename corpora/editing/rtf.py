"""RTF documents edited in place: every text, those of the body first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from corpora.editing.parts.places import Splice
from corpora.editing.pieces import Piece
from corpora.editing.rich_text.document import Rtf, groups_by_paragraph, rtf_places
from corpora.editing.rich_text.emptying import comments, emptied_rtf
from corpora.editing.rich_text.texts import RtfText, in_rtf
from corpora.errors import FileRefused

BEFORE = b"\xef\xbb\xbf \t\r\n"


@dataclass(frozen=True, slots=True)
class RtfEditor:
    """An RTF document opened for editing."""

    content: bytes
    rtf: Rtf
    texts: Sequence[RtfText]
    pieces: Sequence[Piece]

    @property
    def authors(self) -> Mapping[int, tuple[int, ...]]:
        """For the number of each piece that is an author's name, those of the comment they wrote."""
        numbers = {text: number for number, text in enumerate(self.texts)}
        return {
            numbers[name]: tuple(numbers[text] for text in written)
            for name, written in comments(self.rtf.root)
        }

    @property
    def sealed(self) -> Sequence[str]:
        """The names of what is in the document and cannot be edited: pictures, embedded files."""
        names = {group.destination for group in self.rtf.root.groups()}
        return sorted(names & {"pict", "objdata"})

    def written(self, texts: Sequence[str | None]) -> bytes:
        """The document with each text replaced; None takes it away with what then holds nothing."""
        pairs = list(zip(self.texts, texts, strict=True))
        taken = {old for old, new in pairs if new is None}
        gone = emptied_rtf(taken, self.rtf, self.content)
        splices = [Splice(node.start, node.end, b"") for node in gone]
        for old, new in pairs:
            if new is not None and new != old.text and old not in gone:
                splices.append(_replaced(old, new))
        return b"".join(self._spliced(splices))

    def _spliced(self, splices: Sequence[Splice]) -> Iterator[bytes]:
        """The bytes with the splices made; no control word runs into what comes to follow it."""
        at, is_open = 0, False
        for splice in [*sorted(splices, key=lambda each: (each.start, -each.end)), None]:
            start = len(self.content) if splice is None else splice.start
            if start < at:
                continue
            if start > at:
                yield from _apart(self.content[at:start], is_open)
                is_open = start in self.rtf.open_words
            if splice is not None:
                if splice.content:
                    yield from _apart(splice.content, is_open)
                    is_open = False
                at = splice.end


def _apart(content: bytes, is_open: bool) -> Iterator[bytes]:
    """`content`, after a space where a control word right before it would take it as its own."""
    if is_open and (content[:1].isalnum() or content[:1] in (b" ", b"-")):
        yield b" "
    yield content


def _replaced(old: RtfText, new: str) -> Splice:
    """Only the characters that differ are written anew."""
    before = _same(old.text, new)
    most = min(len(old.text), len(new)) - before
    behind = min(most, _same(old.text[::-1], new[::-1]))
    start = old.starts[before] if before < len(old.text) else old.end
    end = old.starts[-behind] if behind else old.end
    middle = new[before : len(new) - behind]
    return Splice(start, max(start, end), in_rtf(middle, old.codec, old.fallback))


def _same(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def rtf_editor(content: bytes) -> RtfEditor:
    """The editor of an RTF document. Raises FileRefused where it is none, or cannot be edited."""
    if not content.lstrip(BEFORE).startswith(b"{\\rtf"):
        raise FileRefused(
            "this is not an RTF document",
            remedy="Open it in the program that made it and save it as .docx.",
        )
    rtf = rtf_places(content)
    texts = rtf.texts()
    groups = groups_by_paragraph(rtf)
    pieces = [Piece(text.text, text.paragraph, groups.get(text.paragraph)) for text in texts]
    return RtfEditor(content, rtf, texts, pieces)
