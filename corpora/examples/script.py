"""A script: one invented transcript as plain text, with a header that says how to lay it out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from importlib.resources.abc import Traversable

LAYOUTS = {
    "docx": ("bold", "plain", "teams", "notes"),
    "vtt": ("voice", "colon", "none"),
    "srt": ("colon",),
    "txt": ("colon", "notes"),
}
SECONDS_A_WORD = 0.4  # 150 words a minute
PAUSE = 0.8  # seconds between two speakers


@dataclass(frozen=True, slots=True)
class ScriptTurn:
    """One turn of a script: who, what, and when it starts in seconds."""

    speaker: str
    text: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Script:
    """One invented transcript. `lines` are its turns, or the lines of meeting notes."""

    wave: str
    name: str
    title: str
    layout: str
    when: datetime
    note: str
    lines: tuple[str, ...]

    @property
    def suffix(self) -> str:
        """The ending of the file it becomes, without the dot."""
        return self.layout.split("-")[0]

    @property
    def is_notes(self) -> bool:
        """Whether these are meeting notes and not turns."""
        return self.layout.endswith("-notes")

    @property
    def turns(self) -> tuple[ScriptTurn, ...]:
        """Its turns, timed as if spoken at 150 words a minute; none where these are notes."""
        return () if self.is_notes else tuple(_timed(self.lines))


def seconds_of(text: str) -> float:
    """How long `text` takes to say."""
    return len(text.split()) * SECONDS_A_WORD


def load_scripts() -> list[Script]:
    """Every script that ships, by wave and name."""
    root = files("corpora.examples") / "scripts"
    waves = sorted((f for f in root.iterdir() if f.is_dir()), key=lambda f: f.name)
    return [script for wave in waves for script in _of_wave(wave)]


def _of_wave(wave: Traversable) -> list[Script]:
    found = sorted((f for f in wave.iterdir() if f.name.endswith(".txt")), key=lambda f: f.name)
    return [read_script(f.read_text("utf-8"), wave.name, f.name[: -len(".txt")]) for f in found]


def read_script(text: str, wave: str, name: str) -> Script:
    """The script that `text` holds. Raises KeyError or ValueError where its header is wrong."""
    lines = text.split("\n")
    header = dict(_field(line) for line in lines if line.startswith("# "))
    suffix, _, style = header["layout"].partition("-")
    if style not in LAYOUTS.get(suffix, ()):
        raise ValueError(f"{wave}/{name}: no layout '{header['layout']}'")
    body = [line for line in lines if not line.startswith("# ")]
    while body and not body[-1]:
        body.pop()
    when = datetime.fromisoformat(header["date"])
    title, layout, note = header["title"], header["layout"], header["note"]
    return Script(wave, name, title, layout, when, note, tuple(body))


def _field(line: str) -> tuple[str, str]:
    name, value = line.removeprefix("# ").split(":", 1)
    return name.strip(), value.strip()


def _timed(lines: tuple[str, ...]) -> Iterator[ScriptTurn]:
    seconds = 3.0
    for line in lines:
        # A line of a focus group that only says [laughter] belongs to nobody.
        speaker, _, text = line.partition(": ") if not line.startswith("[") else ("", "", line)
        yield ScriptTurn(speaker, text, seconds)
        seconds += seconds_of(text) + PAUSE
