"""How a reader wants the pages to look: remembered in a cookie of their browser, nothing else."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

COOKIE = "heard_reader"
YEAR = 365 * 24 * 60 * 60
# The first of each is what a reader has who chose nothing.
CHOICES: dict[str, tuple[tuple[str, str], ...]] = {
    "look": (
        ("device", "As this device is set"),
        ("light", "Light"),
        ("dark", "Dark"),
        ("contrast", "High contrast, black on white"),
        ("contrast-dark", "High contrast, white on black"),
    ),
    "text": (("usual", "Usual"), ("large", "Large"), ("larger", "Larger"), ("largest", "Largest")),
    "spacing": (("usual", "Usual"), ("wide", "Wide")),
    "motion": (("device", "As this device is set"), ("none", "No movement")),
    "words": (("usual", "Usual"), ("simple", "Simpler words")),
    "keys": (("on", "On"), ("off", "Off")),
}
LABELS = {
    "look": "Colours",
    "text": "Text size",
    "spacing": "Space between lines and letters",
    "motion": "Movement",
    "words": "Words on the pages",
    "keys": "Single keys, such as A to accept",
}


@dataclass(frozen=True, slots=True)
class Reader:
    """One of `CHOICES` for each."""

    look: str = "device"
    text: str = "usual"
    spacing: str = "usual"
    motion: str = "device"
    words: str = "usual"
    keys: str = "on"

    @property
    def simple(self) -> bool:
        """Whether the reader asked for simpler words."""
        return self.words == "simple"


def preferences_of(told: Mapping[str, str]) -> Reader:
    """The reader that these values tell of; what is no choice is as if not chosen."""
    known = {name: [value for value, _ in choices] for name, choices in CHOICES.items()}
    names = [field.name for field in fields(Reader)]
    return Reader(**{name: told[name] for name in names if told.get(name) in known[name]})


def from_cookie(cookie: str) -> Reader:
    """The reader that a cookie remembers."""
    pairs = (part.partition("=") for part in cookie.split("."))
    return preferences_of({name: value for name, _, value in pairs})


def to_cookie(reader: Reader) -> str:
    """The cookie that remembers a reader."""
    return ".".join(f"{name}={value}" for name, value in asdict(reader).items())
