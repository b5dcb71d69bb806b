"""What a reader found in one file, as JSON for other programs or as text for people."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from coding.evaluation.evaluation import Evaluation
from coding.evaluation.settings import FILE as SETTINGS
from coding.intake.sources import reading_of
from corpora.excerpts.language import guess_language
from corpora.excerpts.minutes import minutes
from corpora.files import shown
from corpora.formats.read import read_file
from corpora.people.speakers import Speaker, recognise
from corpora.transcript import Transcript
from flows.arguments import DONE, counted


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="for other programs")
    parser.set_defaults(command=_command)


def _command(given: argparse.Namespace) -> int:
    show_file(given.file, as_json=given.json)
    return DONE


def show_file(path: Path, *, as_json: bool) -> None:
    """Print the transcript in the file at `path`. Raises FileRefused where it cannot be read."""
    transcript = _read(path)
    speakers = {speaker.label: speaker for speaker in recognise(transcript, ())}
    if as_json:
        print(json.dumps(transcript_as_json(transcript, speakers), ensure_ascii=False, indent=2))
    else:
        for line in _lines(transcript, speakers):
            print(line)


def _read(path: Path) -> Transcript:
    """The transcript as a run of the evaluation that the file lies in reads it; alone where none."""
    folder = next((each for each in path.absolute().parents if (each / SETTINGS).is_file()), None)
    if folder is None:
        return read_file(path, root=path.parent)
    evaluation = Evaluation.look(folder)
    if not path.absolute().is_relative_to(evaluation.sources.absolute()):
        return read_file(path, root=path.parent)
    reading = reading_of(evaluation)
    name = shown(path.absolute().relative_to(evaluation.sources.absolute()).as_posix())
    return read_file(
        path,
        root=evaluation.sources,
        columns=reading.columns,
        known=reading.names,
        answers=reading.speakers(name),
    )


def transcript_as_json(
    transcript: Transcript, speakers: dict[str | None, Speaker]
) -> dict[str, Any]:
    """The transcript as JSON would have it; offsets are code points into `text`."""
    found: dict[str, Any] = {
        "id": transcript.id,
        "source": transcript.source,
        "kind": transcript.kind,
        "language": guess_language(transcript.text),
        "speakers": [
            {"label": s.label, "role": s.role, "reason": s.reason} for s in speakers.values()
        ],
        "turns": [
            {
                "speaker": turn.speaker,
                "role": speakers[turn.speaker].role,
                "seconds": turn.seconds,
                "start": turn.start,
                "end": turn.end,
                "blocks": turn.blocks,
                "text": transcript.said(turn),
            }
            for turn in transcript.turns
        ],
        "doubts": list(transcript.doubts.sentences),
        "left_out": [{"what": left.what, "count": left.count} for left in transcript.left_out],
        "text": transcript.text,
    }
    if transcript.kind == "meeting notes":
        found["minutes"] = _minutes(transcript)
    return found


def _minutes(transcript: Transcript) -> dict[str, Any]:
    notes = minutes(transcript)
    return {
        "title": notes.title,
        "date": notes.date.isoformat() if notes.date else None,
        "attendees": [
            {"name": a.name, "initials": a.initials, "present": a.present, "heading": a.heading}
            for a in notes.attendees
        ],
        "items": [
            {"number": i.number, "text": transcript.text[i.start : i.end]} for i in notes.items
        ],
        "remarks": [
            {"initials": r.initials, "start": r.start, "end": r.end} for r in notes.remarks
        ],
        "actions": [
            {"owners": a.owners, "due": a.due, "text": transcript.text[a.start : a.end]}
            for a in notes.actions
        ],
    }


def _lines(transcript: Transcript, speakers: dict[str | None, Speaker]) -> Iterator[str]:
    yield f"{transcript.source}: {transcript.kind}, {counted(len(transcript.turns), 'turn')}"
    for speaker in speakers.values():
        turns = [turn for turn in transcript.turns if turn.speaker == speaker.label]
        who = speaker.label or "nobody named"
        yield f"  {who}: {counted(len(turns), 'turn')}, {speaker.role} ({speaker.reason})"
    for sentence in transcript.doubts.sentences:
        yield f"  In doubt: {sentence}"
    for left in transcript.left_out:
        yield f"  Left out: {left.what}: {left.count}"
    yield ""
    yield transcript.text
