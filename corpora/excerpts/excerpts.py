"""Turns cut into excerpts: the unit that people code."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpora.excerpts.minutes import minutes
from corpora.sentences import Span, sentences
from corpora.transcript import Excerpt, Role, Transcript, excerpt_id

EXCERPTS_VERSION = "1"
FEWEST_WORDS = 15
TARGET_WORDS = 40
MOST_WORDS = 60
# How far back the question of a short answer is looked for, past "Mm-hm." and the like.
TURNS_BACK = 4

_WORD = re.compile(r"\S*\w\S*")
_CLAUSE = re.compile(r"(?<=[,;:–—])\s+|\s+(?=(?:and|but|so|because|then|which|when|or)\b)", re.I)


@dataclass(frozen=True, slots=True)
class SentencePiece:
    """A sentence, or part of a very long one: `text[start:end]`, its words, whether it asks."""

    start: int
    end: int
    words: int
    asks: bool


def cut(transcript: Transcript, roles: dict[str | None, Role]) -> tuple[Excerpt, ...]:
    """The excerpts of what participants say, in order, never across turns and never overlapping.

    `roles` says who each label is; questions by interviewers and facilitators are context only.
    In a transcript that names nobody, questions cannot be told from answers by the speaker, so
    every sentence that asks is taken as context and none is coded. Of meeting notes, what is
    reported is cut, second-hand, with the initials of who is recorded as saying it.
    """
    if transcript.kind == "meeting notes":
        return _cut_notes(transcript, roles)
    pieces = _pieces_by_turn(transcript)
    anonymous = all(turn.speaker is None for turn in transcript.turns)
    asked_inside = anonymous and transcript.kind in ("interview", "focus group")
    made: list[Excerpt] = []
    for number, turn in enumerate(transcript.turns):
        if roles.get(turn.speaker, "participant") != "participant":
            continue
        question = None if asked_inside else _question_before(transcript, pieces, roles, number)
        for run, asked in _answers(pieces[number], question, apart=asked_inside):
            for group in grouped_pieces(run):
                made.append(_excerpt(transcript, number, turn.speaker, group, asked))
    return tuple(made)


def _cut_notes(transcript: Transcript, roles: dict[str | None, Role]) -> tuple[Excerpt, ...]:
    made: list[Excerpt] = []
    for number, speaker, start, end in _reported(transcript):
        if roles.get(speaker, "participant") != "participant":
            continue
        pieces = _pieces_of(transcript.text, start, end)
        for group in grouped_pieces(pieces):
            made.append(_excerpt(transcript, number, speaker, group, None))
    return tuple(made)


def _reported(transcript: Transcript) -> Iterator[tuple[int, str | None, int, int]]:
    """What notes report: turn, speaker, start and end; whole turns where the notes label them."""
    remarks = minutes(transcript).remarks
    at = 0
    for number, turn in enumerate(transcript.turns):
        if turn.speaker is not None:
            yield number, turn.speaker, turn.start, turn.end
            continue
        while at < len(remarks) and remarks[at].start < turn.start:
            at += 1
        while at < len(remarks) and remarks[at].end <= turn.end:
            yield number, remarks[at].initials, remarks[at].start, remarks[at].end
            at += 1


def _excerpt(
    transcript: Transcript,
    number: int,
    speaker: str | None,
    group: Sequence[SentencePiece],
    asked: Span | None,
) -> Excerpt:
    start, end = group[0].start, group[-1].end
    short = sum(piece.words for piece in group) < FEWEST_WORDS
    return Excerpt(
        id=excerpt_id(transcript.id, start, end),
        transcript_id=transcript.id,
        turn=number,
        start=start,
        end=end,
        speaker=speaker,
        context=asked if short else None,
        second_hand=transcript.kind == "meeting notes",
    )


def _answers(
    pieces: Sequence[SentencePiece], question: Span | None, *, apart: bool
) -> Iterator[tuple[list[SentencePiece], Span | None]]:
    """Runs of pieces to be coded, each with the question before it; `apart` takes questions out."""
    if not apart:
        yield list(pieces), question
        return
    run: list[SentencePiece] = []
    asked = question
    for piece in pieces:
        if not piece.asks:
            run.append(piece)
            continue
        if run:
            yield run, asked
        run, asked = [], (piece.start, piece.end)
    yield run, asked


def _question_before(
    transcript: Transcript,
    pieces: Sequence[Sequence[SentencePiece]],
    roles: dict[str | None, Role],
    number: int,
) -> Span | None:
    """The last thing asked before turn `number` by somebody who asks, cut to its last sentences."""
    speaker = transcript.turns[number].speaker
    for back in range(number - 1, max(-1, number - 1 - TURNS_BACK), -1):
        before = transcript.turns[back]
        asker = roles.get(before.speaker, "participant") != "participant"
        other = before.speaker != speaker
        if (
            pieces[back]
            and other
            and (any(p.asks for p in pieces[back]) or _says(pieces[back], asker))
        ):
            return _last_sentences(pieces[back])
    return None


def _says(pieces: Sequence[SentencePiece], asker: bool) -> bool:
    """Whether an interviewer's turn says enough to be what is answered ("Mm-hm." does not)."""
    return asker and sum(piece.words for piece in pieces) >= 4


def _last_sentences(pieces: Sequence[SentencePiece]) -> Span:
    """The last sentences of a turn, as many as fit an excerpt, ending with its last question."""
    last = max((i for i, piece in enumerate(pieces) if piece.asks), default=len(pieces) - 1)
    first, words = last, pieces[last].words
    while first > 0 and words + pieces[first - 1].words <= TARGET_WORDS:
        first -= 1
        words += pieces[first].words
    return pieces[first].start, pieces[last].end


def grouped_pieces(pieces: Sequence[SentencePiece]) -> list[Sequence[SentencePiece]]:
    """Consecutive pieces put together so that groups come as near as can be to the target length.

    The division with the least sum of squared distances from `TARGET_WORDS`; groups under
    `FEWEST_WORDS` or over `MOST_WORDS` are made only where there is no other way.
    """
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(pieces) + 1):
        words, options = 0, []
        for start in range(end - 1, -1, -1):
            words += pieces[start].words
            if words > MOST_WORDS and start < end - 1:
                break
            options.append((best[start][0] + _cost(words), start))
        best.append(min(options))
    return _groups_from(pieces, best)


def _groups_from(
    pieces: Sequence[SentencePiece], best: Sequence[tuple[float, int]]
) -> list[Sequence[SentencePiece]]:
    groups: list[Sequence[SentencePiece]] = []
    end = len(pieces)
    while end:
        start = best[end][1]
        groups.append(pieces[start:end])
        end = start
    return groups[::-1]


def _cost(words: int) -> float:
    too_short = 10_000.0 if words < FEWEST_WORDS else 0.0
    return too_short + (words - TARGET_WORDS) ** 2


def _pieces_by_turn(transcript: Transcript) -> list[list[SentencePiece]]:
    """The sentences of every turn. Lines of a turn are split first: a paragraph ends a sentence."""
    lines = [
        (number, start, transcript.text[start:end])
        for number, turn in enumerate(transcript.turns)
        for start, end in _lines(transcript.text, turn.start, turn.end)
    ]
    found: list[list[SentencePiece]] = [[] for _ in transcript.turns]
    split = sentences(text for _, _, text in lines)
    for (number, offset, text), spans in zip(lines, split, strict=True):
        for span in spans:
            found[number].extend(_pieces(text, span, offset))
    return found


def _pieces_of(text: str, start: int, end: int) -> list[SentencePiece]:
    (spans,) = sentences([text[start:end]])
    return [piece for span in spans for piece in _pieces(text[start:end], span, start)]


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if text[start:stop].strip():
            yield start, stop
        start = stop + 1


def _pieces(line: str, sentence: Span, offset: int) -> Iterator[SentencePiece]:
    """A sentence of `line` as pieces of the transcript's text, in which the line stands at `offset`."""
    for a, b in _short_enough(line, *sentence):
        words = len(_WORD.findall(line, a, b))
        if words:
            yield SentencePiece(
                offset + a, offset + b, words, line[a:b].rstrip("\"'”’)] ").endswith("?")
            )


def _short_enough(line: str, start: int, end: int) -> list[Span]:
    """The span itself, or, where it is over `MOST_WORDS`, parts of it cut at clauses.

    Captions often come without any full stop; what has no clause either is cut by words.
    """
    if len(_WORD.findall(line, start, end)) <= MOST_WORDS:
        return [(start, end)]
    words = [(m.start(), m.end()) for m in _WORD.finditer(line, start, end)]
    borders = {match.end() for match in _CLAUSE.finditer(line, start, end)}
    cuts = [start, *_cuts(words, borders), end]
    return [(a, a + len(line[a:b].rstrip())) for a, b in pairwise(cuts)]


def _cuts(words: Sequence[Span], borders: set[int]) -> Iterable[int]:
    """Where a long sentence is cut: at the clause border nearest the target, else at the target."""
    at = 0
    while len(words) - at > MOST_WORDS:
        # The remainder must keep at least FEWEST_WORDS, so the window ends before it would not.
        furthest = min(at + MOST_WORDS, len(words) - FEWEST_WORDS)
        window = range(at + FEWEST_WORDS, furthest + 1)
        clauses = [i for i in window if words[i][0] in borders]
        at = min(clauses or window, key=lambda i: (abs(i - at - TARGET_WORDS), i))
        yield words[at][0]


def count_words(text: str) -> int:
    """How many words `text` has: runs without white space that hold a letter or a digit."""
    return len(_WORD.findall(text))
