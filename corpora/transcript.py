"""The values that leave `corpora`: a transcript, its turns, its excerpts.

Every offset is a count of code points into `Transcript.text`, which never changes.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import Literal

WITHDRAWN = "[withdrawn]"
"""Stands where somebody spoke, or was named, who has withdrawn."""

Kind = Literal["interview", "focus group", "meeting notes", "document"]
Role = Literal["participant", "interviewer", "facilitator"]
KINDS: tuple[Kind, ...] = ("interview", "focus group", "meeting notes", "document")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, line or caption cue of a source, in reading order, as a reader found it.

    `speaker` is the label in the source, or None where it names nobody. `seconds` counts from
    the start of the recording. `speech` is False for titles, headings, attendance and the like:
    kept in the text, never in a turn. `continues` marks a piece that runs on from the block
    before (a caption cue, a hard-wrapped line), so that the two are joined by a space.
    """

    text: str
    speaker: str | None = None
    seconds: float | None = None
    speech: bool = True
    continues: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something of the source that is not in the text, so that nothing is lost silently."""

    what: str
    count: int


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says before another speaks: `text[start:end]` of the transcript.

    `blocks` says how many paragraphs or cues of the source it was joined from.
    """

    speaker: str | None
    start: int
    end: int
    seconds: float | None = None
    blocks: int = 1


@dataclass(frozen=True, slots=True)
class TimeMark:
    """The moment (seconds from the start of the recording) at which the text at `offset` is said."""

    offset: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Doubts:
    """How surely a source was read: figures of the whole file, and a sentence for each odd one.

    Shares are from 0 to 1. `overlooked` is the share of paragraphs that open with a repeated short
    run before a colon which became no label, `unclaimed` that of words in no turn, `busiest` that
    of the words of whoever says most; `once` counts the speakers seen once, `longest` the words of
    the longest turn. `asked` are the labels of which a person can say whether they are speakers';
    `silent` are people who were expected and never speak. Names and sentences
    are for people at this machine, never for a log.
    """

    overlooked: float = 0.0
    unclaimed: float = 0.0
    busiest: float = 0.0
    once: int = 0
    longest: int = 0
    silent: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


NO_DOUBTS = Doubts()


@dataclass(frozen=True, slots=True)
class Transcript:
    """A source file read into turns. `id` is a hash of the file's bytes."""

    id: str
    source: str
    kind: Kind
    text: str
    turns: tuple[Turn, ...]
    marks: tuple[TimeMark, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    doubts: Doubts = NO_DOUBTS

    def said(self, turn: Turn) -> str:
        """The words of `turn`."""
        return self.text[turn.start : turn.end]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The unit of coding: some sentences of one turn.

    `context` is the span of the question that a short answer answers. `turn` is the index of its
    turn in the transcript. `second_hand` marks what a note-taker reports.
    """

    id: str
    transcript_id: str
    turn: int
    start: int
    end: int
    speaker: str | None
    context: tuple[int, int] | None = None
    second_hand: bool = False


def transcript_id(content: bytes) -> str:
    """The id of a source with these bytes: 16 hexadecimal digits."""
    return sha256(content).hexdigest()[:16]


def excerpt_id(transcript: str, start: int, end: int) -> str:
    """The id of an excerpt, from what it is made of: 16 hexadecimal digits."""
    return sha256(f"{transcript}:{start}:{end}".encode()).hexdigest()[:16]


def assemble(
    blocks: Iterable[Block],
    *,
    id: str,
    source: str,
    kind: Kind,
    left_out: tuple[LeftOut, ...] = (),
) -> Transcript:
    """The transcript that these blocks make.

    Its text holds a paragraph a turn, labels in front as `Label: `, and the lines that are not
    speech where they stood. Blocks of one named speaker that follow each other make one turn.
    Paragraphs that name nobody stay turns of their own, so that a document keeps its paragraphs;
    only cues that continue one another are joined. A label without words is a turn of no length:
    it still parts what was said before it from what was said after.
    """
    kept = [block for block in blocks if block.text.strip() or _is_a_label(block)]
    pieces: list[str] = []
    turns: list[Turn] = []
    marks: list[TimeMark] = []
    length = 0

    def write(piece: str) -> None:
        nonlocal length
        pieces.append(piece)
        length += len(piece)

    before: Block | None = None
    for block in kept:
        said = block.text.strip()
        goes_on = before is not None and _same_turn(before, block)
        if goes_on:
            if said and turns[-1].start < length:
                write(" " if block.continues else "\n")
        else:
            if before is not None:
                write("\n")
            if block.speech and block.speaker is not None:
                write(f"{block.speaker}: ")
        start = length
        write(said)
        if block.speech:
            if block.seconds is not None:
                marks.append(TimeMark(start, block.seconds))
            if goes_on:
                last = turns[-1]
                turns[-1] = Turn(last.speaker, last.start, length, last.seconds, last.blocks + 1)
            else:
                turns.append(Turn(block.speaker, start, length, block.seconds))
        before = block
    return Transcript(id, source, kind, "".join(pieces), tuple(turns), tuple(marks), left_out)


def _is_a_label(block: Block) -> bool:
    return block.speech and block.speaker is not None


def _same_turn(before: Block, block: Block) -> bool:
    if not (before.speech and block.speech) or before.speaker != block.speaker:
        return False
    return block.speaker is not None or block.continues


def seconds_at(transcript: Transcript, offset: int) -> float | None:
    """The time of the last mark at or before `offset` inside the same turn, in seconds."""
    turns, marks = transcript.turns, transcript.marks
    at = bisect_right(turns, offset, key=lambda turn: turn.start) - 1
    if at < 0 or offset >= max(turns[at].end, turns[at].start + 1):
        return None
    mark = bisect_right(marks, offset, key=lambda mark: mark.offset) - 1
    if mark >= 0 and marks[mark].offset >= turns[at].start:
        return marks[mark].seconds
    return turns[at].seconds


def turns_are_ordered(turns: tuple[Turn, ...]) -> bool:
    """Whether turns stand in order and never overlap: what every reader must give."""
    return all(a.end <= b.start for a, b in pairwise(turns))
