"""Caption files: WebVTT with voice tags, with `Name:` or with no speakers, and SubRip."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from corpora.examples.script import SECONDS_A_WORD, Script, ScriptTurn

FEWEST, MOST = 12, 20  # words in a cue, where the turn allows it


@dataclass(frozen=True, slots=True)
class CaptionPart:
    """Some words of one turn, with their times in seconds. `first` marks the turn's opening."""

    speaker: str
    text: str
    start: float
    end: float
    first: bool


def captions(script: Script) -> str:
    """The text of a vtt or srt file. SubRip has no comments, so its name says it is invented."""
    cues = [cue for said in script.turns for cue in cues_of(said)]
    mark = "," if script.suffix == "srt" else "."
    # Teams and Whisper number no cues, Zoom and SubRip do.
    numbered = script.layout.endswith("-colon")
    blocks = [
        (f"{number}\n" if numbered else "")
        + f"{_time(cue.start, mark)} --> {_time(cue.end, mark)}\n{_labelled(cue, script.layout)}"
        for number, cue in enumerate(cues, start=1)
    ]
    opening = ["WEBVTT", f"NOTE\n{script.note}"] if script.suffix == "vtt" else []
    return "\n\n".join([*opening, *blocks]) + "\n"


def cues_of(said: ScriptTurn) -> Iterator[CaptionPart]:
    """The cues of one turn, timed by their words."""
    start, first = said.seconds, True
    for words in _pieces(said.text.split()):
        end = start + len(words) * SECONDS_A_WORD
        yield CaptionPart(said.speaker, " ".join(words), start, end, first)
        start, first = end, False


def _pieces(words: list[str]) -> Iterator[list[str]]:
    """The words in pieces that end where a sentence or a clause does, if one is near."""
    while len(words) > MOST:
        ends = [n for n in range(FEWEST, MOST + 1) if words[n - 1][-1] in ".?,"]
        cut = ends[-1] if ends else (FEWEST + MOST) // 2
        yield words[:cut]
        words = words[cut:]
    if words:
        yield words


def _labelled(cue: CaptionPart, layout: str) -> str:
    text = escape(cue.text, quote=False) if layout.startswith("vtt") else cue.text
    if layout == "vtt-voice":
        return f"<v {cue.speaker}>{text}</v>"
    if layout == "vtt-none" or not cue.first or not cue.speaker:
        return text
    return f"{cue.speaker}: {text}"


def _time(seconds: float, mark: str) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}{mark}{rest % 1000:03}"
