"""A source that cannot be edited safely, such as a PDF, as a text without the one who leaves."""

import json
from collections.abc import Iterator

from corpora.cutting_out.hers import Leaving, utterances
from corpora.cutting_out.labels import replaced
from corpora.transcript import WITHDRAWN, TimeMark, Transcript, Turn


def as_text(transcript: Transcript, leaving: Leaving) -> Iterator[tuple[bytes, str]]:
    """The bytes and the ending of texts that may read as the transcript does without her.

    Plain text first; what that cannot hold, Markdown can (headings) or JSON (times within a turn).
    """
    yield _plain(transcript, leaving).encode(), ".txt"
    yield _plain(transcript, leaving, heading="# ").encode(), ".md"
    if any(turn.speaker is not None for turn in transcript.turns):
        segments = [
            piece for turn in transcript.turns for piece in _pieces(transcript, turn, leaving)
        ]
        made = json.dumps({"segments": segments}, ensure_ascii=False, indent=1)
        yield made.encode(), ".json"


def _plain(transcript: Transcript, leaving: Leaving, heading: str = "") -> str:
    """The transcript's own text, which sets labels before the words, without what is hers.

    `heading` goes before each line that nobody says.
    """
    text = transcript.text
    mark = f"{WITHDRAWN}." if all(turn.speaker is None for turn in transcript.turns) else WITHDRAWN
    edits = [(one.start, one.end, mark) for one in utterances(transcript, leaving) if one.is_hers]
    if heading:
        edits += [(at, at, heading) for at in _unsaid_lines(transcript)]
    left = leaving.names.replace(replaced(text, edits))
    labels = [f"{label}: {mark}" for label in leaving.labels]
    labels += [leaving.names.replace(label) for label in labels]
    lines = (f"{mark}: {mark}" if line in labels else line for line in left.split("\n"))
    return "\n\n".join(line for line in lines if line.strip()) + "\n"


def _unsaid_lines(transcript: Transcript) -> Iterator[int]:
    """Where the lines begin that stand in no turn."""
    text, at = transcript.text, 0
    for turn in transcript.turns:
        yield from _lines(text, at, text.rfind("\n", 0, turn.start) + 1)
        at = turn.end
    yield from _lines(text, at, len(text))


def _lines(text: str, start: int, end: int) -> Iterator[int]:
    at = start
    for line in text[start:end].split("\n"):
        if line.strip():
            yield at
        at += len(line) + 1


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
