"""One person taken out of a source: in place where its format can be edited, else as plain text."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from corpora.cutting_out.as_text import as_text
from corpora.cutting_out.cut import WAYS, Cutting
from corpora.cutting_out.hers import Leaving, Utterance, utterances
from corpora.cutting_out.labels import is_her_label, is_label_or_time
from corpora.cutting_out.paragraphs import Paragraph, paragraphs_of
from corpora.cutting_out.same import Offsets, offsets_after
from corpora.editing.editors import editor_for
from corpora.editing.pieces import Editor, Piece
from corpora.errors import FileRefused
from corpora.formats.contents import held_suffix
from corpora.transcript import Transcript

ReadAgain = Callable[[bytes, str], Transcript]
"""Reads the bytes of a source as it will be read from now on; the second is its name's ending."""
Agrees = Callable[[Transcript, Offsets], bool]
"""Whether all that depends on a transcript stays as it was."""


@dataclass(frozen=True, slots=True)
class TakenOut:
    """A source without her: its bytes and ending, how it reads, where others' words stand now."""

    content: bytes
    suffix: str
    transcript: Transcript
    offsets: Offsets


Failure = Literal["turns", "excerpts"]
"""What is not as it was: what others said, or what depends on it."""


def taken_out(
    content: bytes,
    suffix: str,
    transcript: Transcript,
    leaving: Leaving,
    read_again: ReadAgain,
    agrees: Agrees,
) -> TakenOut | Failure:
    """The source without her, in the first way in which everything else stays as it was."""
    failure: Failure = "turns"
    for made, ending in _made(content, suffix, transcript, leaving):
        try:
            again = read_again(made, ending)
        except FileRefused:
            continue
        if any(leaving.has_label(turn.speaker) for turn in again.turns):
            continue
        offsets = offsets_after(transcript, again, leaving)
        if offsets is None:
            continue
        if agrees(again, offsets):
            return TakenOut(made, ending, again, offsets)
        failure = "excerpts"
    return failure


def _made(
    content: bytes, suffix: str, transcript: Transcript, leaving: Leaving
) -> Iterator[tuple[bytes, str]]:
    """The source cut in each way."""
    editor = _opened(content, held_suffix(content, suffix, transcript.source))
    if editor is None:
        yield from as_text(transcript, leaving)
        return
    pieces = editor.pieces
    spoken = utterances(transcript, leaving)
    paragraphs = paragraphs_of(pieces, transcript, spoken)
    recorded = transcript.kind == "meeting notes" and all(
        turn.speaker is None for turn in transcript.turns
    )
    hers = _written_by_her(editor, pieces, leaving)
    named = _named(transcript, spoken, leaving)
    made: set[bytes] = set()
    for way in WAYS:
        cutting = Cutting(
            paragraphs, spoken, leaving, recorded=recorded, way=way, hers=hers, named=named
        )
        written = editor.written(cutting.texts(len(pieces)))
        if written not in made:
            made.add(written)
            yield written, suffix


def _named(
    transcript: Transcript, spoken: Sequence[Utterance], leaving: Leaving
) -> list[tuple[int, int]]:
    """Where others name her in the transcript."""
    return [
        (one.start + start, one.start + end)
        for one in spoken
        if not one.is_hers
        for start, end, _ in leaving.names.spans(transcript.text[one.start : one.end])
    ]


def _written_by_her(editor: Editor, pieces: Sequence[Piece], leaving: Leaving) -> frozenset[int]:
    """The pieces of the comments that she wrote, by the names on them."""
    authors: Mapping[int, Sequence[int]] = getattr(editor, "authors", {})
    return frozenset(
        written
        for author, theirs in authors.items()
        if leaving.names.spans(pieces[author].text) or is_her_label(pieces[author].text, leaving)
        for written in (author, *theirs)
    )


def uneditable(content: bytes, suffix: str, where: str) -> tuple[str, ...]:
    """The names of what is in a source and no editor looks into: pictures, embedded files, macros."""
    editor = _opened(content, held_suffix(content, suffix, where))
    return tuple(getattr(editor, "sealed", ()))


@lru_cache(maxsize=2)
def _opened(content: bytes, suffix: str) -> Editor | None:
    """The source opened for editing: cut and looked over one after the other, it is opened once."""
    opened = editor_for(suffix)
    return opened(content) if opened else None


@dataclass(frozen=True, slots=True)
class Named:
    """How often a source names her where she does not speak herself, also where nobody reads it.

    `in_nobodys` of these stand in what is read as nobody's words: they may report hers.
    """

    names: int = 0
    in_nobodys: int = 0


def names_elsewhere(content: bytes, suffix: str, transcript: Transcript, leaving: Leaving) -> Named:
    """How often a source names her beside her own words."""
    editor = _opened(content, held_suffix(content, suffix, transcript.source))
    pieces = editor.pieces if editor else [Piece(transcript.text, 0)]
    spoken = utterances(transcript, leaving)
    if not any(leaving.names.spans(paragraph) for paragraph in _joined_texts(pieces)):
        return Named()
    around = [
        _around(paragraph, spoken, start, end)
        for paragraph in paragraphs_of(pieces, transcript, spoken)
        if paragraph.holds != "hers" and not is_label_or_time(paragraph.text, leaving)
        for start, end, _ in leaving.names.spans(paragraph.text)
    ]
    others = [words for words in around if not any(one.is_hers for one in words)]
    return Named(len(others), sum(any(one.speaker is None for one in words) for words in others))


def _around(
    paragraph: Paragraph, spoken: Sequence[Utterance], start: int, end: int
) -> list[Utterance]:
    """Whose words a stretch of a paragraph is in."""
    return [
        spoken[word.utterance]
        for word in paragraph.words
        if word.utterance is not None and word.start < end and word.end > start
    ]


def _joined_texts(pieces: Sequence[Piece]) -> list[str]:
    texts: dict[int, str] = {}
    for piece in pieces:
        texts[piece.paragraph] = texts.get(piece.paragraph, "") + piece.text
    return list(texts.values())
