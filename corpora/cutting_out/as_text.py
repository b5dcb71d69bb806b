"""A source that cannot be edited safely, such as a PDF, as a text without the one who leaves."""

import json
from collections.abc import Iterator

from corpora.cutting_out.hers import Leaving, utterances
from corpora.transcript import WITHDRAWN, TimeMark, Transcript, Turn


def as_text(transcript: Transcript, leaving: Leaving) -> Iterator[tuple[bytes, str]]:
    """The bytes and the ending of texts that may read as the transcript does without her.

    Plain text first; what that cannot hold, such as times within a turn, JSON can.
    """
    yield _plain(transcript, leaving).encode(), ".txt"
    if any(turn.speaker is not None for turn in transcript.turns):
        segments = [
            piece for turn in transcript.turns for piece in _pieces(transcript, turn, leaving)
        ]
        made = json.dumps({"segments": segments}, ensure_ascii=False, indent=1)
        yield made.encode(), ".json"


def _plain(transcript: Transcript, leaving: Leaving) -> str:
    """The transcript's own text, which sets labels before the words, without what is hers."""
    text, at, kept = transcript.text, 0, []
    for one in utterances(transcript, leaving):
        if one.is_hers:
            kept += [text[at : one.start], WITHDRAWN]
            at = one.end
    left = leaving.names.replace("".join([*kept, text[at:]]))
    labels = [f"{label}: {WITHDRAWN}" for label in leaving.labels]
    lines = (f"{WITHDRAWN}: {WITHDRAWN}" if line in labels else line for line in left.split("\n"))
    return "\n\n".join(line for line in lines if line.strip()) + "\n"


def _pieces(
    transcript: Transcript, turn: Turn, leaving: Leaving
) -> Iterator[dict[str, str | float | None]]:
    """The turn in pieces, one a time mark; of her turns a mark."""
    if leaving.has_label(turn.speaker):
        yield {"speaker": WITHDRAWN, "start": turn.seconds, "text": WITHDRAWN}
        return
    speaker = turn.speaker and leaving.names.replace(turn.speaker)
    inside: list[TimeMark] = [m for m in transcript.marks if turn.start <= m.offset < turn.end]
    starts = [turn.start, *(mark.offset for mark in inside[1:])]
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], turn.end], strict=True)):
        seconds = inside[number].seconds if inside else turn.seconds
        words = leaving.names.replace(transcript.text[start:end].strip())
        yield {"speaker": speaker, "start": seconds, "text": words}
