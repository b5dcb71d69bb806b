"""What of a transcript is one person's, and what is everybody else's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpora.excerpts.minutes import minutes
from corpora.names.names import Names
from corpora.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Utterance:
    """A stretch of a transcript's text, who says it or is recorded as saying it, if it is hers."""

    start: int
    end: int
    speaker: str | None
    is_hers: bool


@dataclass(frozen=True, slots=True)
class Leaving:
    """The one who leaves: the labels under which she speaks in this transcript, and her names."""

    labels: frozenset[str]
    names: Names

    def has_label(self, label: str | None) -> bool:
        """Whether a label of the transcript is hers."""
        return label is not None and label in self.labels


def utterances(transcript: Transcript, leaving: Leaving) -> list[Utterance]:
    """The turns in order; those of meeting notes that name nobody, taken apart by who is recorded."""
    remarks = minutes(transcript).remarks if transcript.kind == "meeting notes" else ()
    made: list[Utterance] = []
    at = 0
    for turn in transcript.turns:
        if turn.speaker is not None or not remarks:
            hers = leaving.has_label(turn.speaker)
            made.append(Utterance(turn.start, turn.end, turn.speaker, hers))
            continue
        while at < len(remarks) and remarks[at].start < turn.start:
            at += 1
        inside = []
        while at < len(remarks) and remarks[at].end <= turn.end:
            inside.append(remarks[at])
            at += 1
        spans = [
            Utterance(
                r.start,
                _end(transcript.text, r.start, r.end),
                r.initials,
                leaving.has_label(r.initials),
            )
            for r in inside
        ]
        made += _with_the_rest(spans, turn.start, turn.end)
    return made


def _end(text: str, start: int, end: int) -> int:
    """The end of a remark without a quotation mark set apart from it, which opens the next."""
    head, space, last = text[start:end].rpartition(" ")
    return start + len(head) if space and not any(map(str.isalnum, last)) else end


def _with_the_rest(spans: Sequence[Utterance], start: int, end: int) -> Iterator[Utterance]:
    """The utterances of a turn, and what stands between them as nobody's."""
    for span in spans:
        if span.start > start:
            yield Utterance(start, span.start, None, False)
        yield span
        start = span.end
    if start < end:
        yield Utterance(start, end, None, False)
