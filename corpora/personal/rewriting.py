"""A source written anew without one person: their words cut out, their names taken out.

The only case in which a source file is replaced: somebody has withdrawn, so nothing of theirs may
stay. What others said is kept to the letter, apart from the withdrawn person's names.
"""

import json
from collections.abc import Collection, Iterator, Sequence
from pathlib import PurePosixPath

from corpora.excerpts.minutes import minutes
from corpora.names.names import Names
from corpora.transcript import TimeMark, Transcript, Turn

WITHDRAWN = "[withdrawn]"


def without(transcript: Transcript, labels: Collection[str], names: Names) -> tuple[str, bytes]:
    """The name and the bytes of a source that reads as `transcript` does without these speakers.

    Conversations become JSON, which keeps every label and time; notes become lines of text.
    """
    stem = PurePosixPath(names.replace_in_path(transcript.source)).with_suffix("")
    if all(turn.speaker is None for turn in transcript.turns):
        return f"{stem}.txt", names.replace(_lines_without(transcript, labels)).encode()
    segments = [
        {"speaker": speaker, "start": start, "text": said}
        for turn in transcript.turns
        for speaker, start, said in _said(transcript, turn, labels, names)
    ]
    return f"{stem}.json", json.dumps({"segments": segments}, ensure_ascii=False).encode()


def _said(
    transcript: Transcript, turn: Turn, labels: Collection[str], names: Names
) -> Iterator[tuple[str | None, float | None, str]]:
    """Speaker, seconds and words of the turn in pieces, one a time mark, names taken out.

    Where the withdrawn person spoke a mark stays: without it, two turns of somebody else would run
    together and their excerpts would no longer be those that people have judged.
    """
    if turn.speaker in labels:
        yield WITHDRAWN, turn.seconds, WITHDRAWN
        return
    speaker = turn.speaker and names.replace(turn.speaker)
    inside: Sequence[TimeMark] = [
        mark for mark in transcript.marks if turn.start <= mark.offset < turn.end
    ]
    borders = [mark.offset for mark in inside]
    starts = [turn.start, *borders[1:]] if borders else [turn.start]
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], turn.end], strict=True)):
        seconds = inside[number].seconds if inside else turn.seconds
        yield speaker, seconds, names.replace(transcript.text[start:end].strip())


def _lines_without(transcript: Transcript, labels: Collection[str]) -> str:
    """The text of notes without what these initials are recorded as saying."""
    text, at, kept = transcript.text, 0, []
    for remark in minutes(transcript).remarks:
        if remark.initials in labels:
            kept.append(text[at : remark.start])
            at = remark.end
    return "".join([*kept, text[at:]])
