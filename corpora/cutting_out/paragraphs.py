"""The texts of a source as paragraphs, and whose words stand in each."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from corpora.cutting_out.alignment import PlacedWord, placed, words_in
from corpora.cutting_out.hers import Utterance
from corpora.cutting_out.labels import Edit, replaced
from corpora.editing.pieces import Piece
from corpora.transcript import Transcript

Holds = Literal["hers", "others", "both", "nobody's"]
MOST_BESIDE = 12


@dataclass(frozen=True, slots=True)
class WordOfParagraph:
    """A word by its place in a paragraph, and the number of the utterance that it belongs to.

    `offset` is where it stands in the transcript.
    """

    start: int
    end: int
    utterance: int | None
    offset: int = -1


@dataclass(slots=True)
class Paragraph:
    """One stretch of text: its pieces by number, with where each begins, and its words."""

    text: str
    group: int | None
    pieces: list[tuple[int, int]]
    words: list[WordOfParagraph] = field(default_factory=list)
    holds: Holds = "nobody's"


def paragraphs_of(
    pieces: Sequence[Piece], transcript: Transcript, spoken: Sequence[Utterance]
) -> list[Paragraph]:
    """The paragraphs in order, each word with the utterance of the transcript that it belongs to."""
    made = paragraphs_in(pieces)
    said = _words_said(transcript, spoken)
    source = words_in([paragraph.text for paragraph in made])
    owners = placed(said, source)
    for number, word in enumerate(source):
        of = said[owners[number]] if number in owners else None
        made[word.text].words.append(
            WordOfParagraph(word.start, word.end, of.text, of.start)
            if of
            else WordOfParagraph(word.start, word.end, None)
        )
    for paragraph in made:
        paragraph.holds = _holds(paragraph, spoken)
    return made


def paragraphs_in(pieces: Sequence[Piece]) -> list[Paragraph]:
    """The paragraphs in order, as yet without their words."""
    by_number: dict[int, Paragraph] = {}
    for number, piece in enumerate(pieces):
        paragraph = by_number.setdefault(piece.paragraph, Paragraph("", piece.group, []))
        paragraph.pieces.append((number, len(paragraph.text)))
        paragraph.text += piece.text
    return list(by_number.values())


def _words_said(transcript: Transcript, spoken: Sequence[Utterance]) -> list[PlacedWord]:
    """The words of every turn, each with the number of the utterance as the text it stands in."""
    starts = [one.start for one in spoken]
    said = []
    for word in words_in([transcript.text]):
        at = bisect_right(starts, word.start) - 1
        if at >= 0 and word.start < spoken[at].end:
            said.append(replace(word, text=at))
    return said


def _holds(paragraph: Paragraph, spoken: Sequence[Utterance]) -> Holds:
    owned = [word.utterance for word in paragraph.words if word.utterance is not None]
    hers = sum(spoken[number].is_hers for number in owned)
    if not owned:
        return "nobody's"
    if not hers:
        return "others"
    # A remark that quotes her is somebody's own; a label and a time are beside her words.
    beside = len(paragraph.words) - len(owned)
    return "hers" if hers == len(owned) and beside <= max(MOST_BESIDE, hers) else "both"


Nearest = Utterance | None


def others_around(
    paragraphs: Sequence[Paragraph], spoken: Sequence[Utterance]
) -> tuple[list[Nearest], list[Nearest]]:
    """For each paragraph, what somebody else says last before it, and first after it."""
    ends = [_others(paragraph, spoken) for paragraph in paragraphs]
    before: list[Nearest] = []
    last: Nearest = None
    for others in ends:
        before.append(last)
        last = others[-1] if others else last
    after: list[Nearest] = []
    last = None
    for others in reversed(ends):
        after.append(last)
        last = others[0] if others else last
    return before, after[::-1]


def _others(paragraph: Paragraph, spoken: Sequence[Utterance]) -> list[Utterance]:
    owned = (spoken[word.utterance] for word in paragraph.words if word.utterance is not None)
    return [one for one in owned if not one.is_hers]


def pieces_after(paragraph: Paragraph, edits: Sequence[Edit]) -> Iterator[tuple[int, str | None]]:
    """The pieces of a paragraph after these edits, by number; all None where only marks of print are left."""
    whole = replaced(paragraph.text, list(edits))
    if edits and not any(map(str.isalnum, whole)):
        yield from ((number, None) for number, _ in paragraph.pieces)
        return
    ends = [start for _, start in paragraph.pieces[1:]] + [len(paragraph.text)]
    for (number, start), end in zip(paragraph.pieces, ends, strict=True):
        inside = [
            (max(a, start) - start, min(b, end) - start, instead if a >= start else "")
            for a, b, instead in edits
            if a < end and b > start
        ]
        left = replaced(paragraph.text[start:end], inside)
        yield number, left if left or start == end else None
