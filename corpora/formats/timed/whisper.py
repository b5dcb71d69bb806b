"""What speech recognisers write: Whisper and WhisperX JSON, Rev's JSON, Whisper's TSV."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from corpora.errors import FileRefused
from corpora.formats.lines.draft import Draft
from corpora.formats.lines.label_names import normal
from corpora.formats.timed.captions import Said, draft
from corpora.text import decode

REMEDY = "Export the transcript as .vtt, .srt or .txt."


def read(content: bytes, name: str) -> Draft:
    """The blocks of a recogniser's JSON, one a segment."""
    found = _parsed(decode(content, name), name)
    if isinstance(found, list):
        found = {"segments": found}
    if not isinstance(found, dict):
        raise _unknown(name)
    if isinstance(found.get("segments"), list):
        return draft(_segments(found["segments"], name))
    if isinstance(found.get("monologues"), list):
        return draft(_monologues(found["monologues"], name))
    if isinstance(found.get("text"), str):
        return draft([Said(found["text"], None, None)])
    raise _unknown(name)


def _parsed(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as fault:
        raise FileRefused(
            f"the JSON is broken at line {fault.lineno}, column {fault.colno}",
            where=where,
            remedy="Export the transcript again.",
        ) from fault
    except (RecursionError, ValueError) as fault:
        raise _unknown(where) from fault


def _unknown(where: str) -> FileRefused:
    return FileRefused(
        "the JSON holds no transcript that is known here (no segments with text)",
        where=where,
        remedy=REMEDY,
    )


def _segments(segments: list[Any], where: str) -> Iterator[Said]:
    for segment in segments:
        if not isinstance(segment, Mapping) or not isinstance(segment.get("text"), str):
            raise _unknown(where)
        yield Said(segment["text"], _speaker(segment), _seconds(segment.get("start")))


def _speaker(segment: Mapping[str, Any]) -> str | None:
    speaker = segment.get("speaker", segment.get("speaker_label"))
    if isinstance(speaker, Mapping):
        speaker = speaker.get("name", speaker.get("id"))
    if isinstance(speaker, int) and not isinstance(speaker, bool):
        speaker = f"Speaker {speaker}"
    return (normal(speaker) or None) if isinstance(speaker, str) else None


def _seconds(value: Any) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and 0 <= value < 1e7 else None


def _monologues(monologues: list[Any], where: str) -> Iterator[Said]:
    """Rev writes words and punctuation one by one, under a speaker by number."""
    for monologue in monologues:
        if not isinstance(monologue, Mapping) or not isinstance(monologue.get("elements"), list):
            raise _unknown(where)
        pieces = [piece for piece in monologue["elements"] if isinstance(piece, Mapping)]
        text = "".join(str(piece.get("value", "")) for piece in pieces)
        first = next((_seconds(piece["ts"]) for piece in pieces if "ts" in piece), None)
        yield Said(text, _speaker(monologue), first)


def is_whisper_table(header: str) -> bool:
    """Whether this first line is the one of Whisper's TSV, whose times are milliseconds."""
    return header.strip().casefold().split("\t")[:3] == ["start", "end", "text"]


def read_table(content: bytes, name: str) -> Draft:
    """The blocks of Whisper's TSV."""
    lines = decode(content, name).split("\n")
    return draft(_row(line) for line in lines[1:] if line.strip())


def _row(line: str) -> Said:
    cells = line.split("\t")
    start = cells[0].strip()
    seconds = int(start) / 1000 if start.isdecimal() and len(start) < 12 else None
    return Said(" ".join(cells[2:]), None, seconds)
