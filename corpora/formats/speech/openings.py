"""What a line opens with: a time, a label in one of eight forms, and the words after it."""

import re
from dataclasses import dataclass
from typing import Literal

from corpora.formats.speech import times
from corpora.formats.speech.label_names import normal, shape
from corpora.formats.speech.lines import Line
from corpora.text import bare

Form = Literal["column", "stamped", "colon", "bracket", "tab", "strong", "dash", "alone"]

LOOK = 110
COLON = re.compile(
    r"(?P<label>[^\W\d_][^:\uff1a\t]{0,64}?)\s{0,4}"
    rf"(?:(?:[\[(]\s?(?P<time>{times.CLOCK})\s?[\])]|(?<=\s)(?P<loose>{times.CLOCK}))\s{{0,4}})?"
    r"[*_]{0,2}[:\uff1a][*_]{0,2}"
    r"(?:(?P<gap>[\s\u200b-\u200f]+)|$|(?=[A-Z\u2026\u2018\u2019'\"\u201c(\[]))"
)
BRACKET = re.compile(r"[\[<](?P<label>[^\W\d_][^\[\]<>]{0,40})[\]>][:\s]\s*(?=\S)")
TAB = re.compile(r"(?P<label>[^\W\d_][^\t:]{0,40}?)(?:\s{0,9}\t\s{0,99}|\s{2,99})(?=\S)")
DASH = re.compile(
    r"(?P<label>[^\W\d_][^\t:\u2013\u2014]{0,40}?)\s{1,3}[-\u2013\u2014]\s{1,3}(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Opening:
    """How a line begins. `label` is "" where it names nobody; `text` is what follows the label.

    `said` is the line without its time, for when the label turns out to be none. `gap` is the
    width of the space after a colon, which a typist keeps alike for all speakers.
    """

    form: Form | None
    label: str
    text: str
    said: str
    seconds: float | None = None
    timed: Literal["", "bare", "firm"] = ""
    gap: int = 0
    emphasised: bool = False


def opening(line: Line) -> Opening:
    """What `line` opens with; the label is a candidate only, until others bear it out."""
    text = bare(line.text.lstrip("# ") if line.kind == "heading" else line.text)
    if line.speaker is not None:
        return Opening("column", normal(line.speaker), text, text, line.seconds)
    at = times.leading(text)
    body = bare(text[at.end :]) if at else text
    timed: Literal["", "bare", "firm"] = "" if at is None else "firm" if at.firm else "bare"
    found = _labelled(body, line.emphasis - (len(text) - len(body)))
    clock = at.seconds if at else line.seconds
    if found is None:
        return Opening(None, "", body, body, clock, timed)
    form, label, rest, own_time, gap = found
    clock = own_time if own_time is not None else clock
    return Opening(form, normal(label), rest, body, clock, timed, gap, line.emphasis > 0)


Found = tuple[Form, str, str, float | None, int]


def _labelled(body: str, emphasis: int) -> Found | None:
    return (
        _colon(body)
        or _stamped(body)
        or _bracket(body)
        or _tab(body)
        or _strong(body, emphasis)
        or _dash(body)
        or _alone(body)
    )


def _stamped(body: str) -> Found | None:
    """`Name  0:15` or `Name (00:15)`, alone on the line."""
    if len(body) > LOOK or body[-1:] not in "0123456789])#:" or not body[:1].isalpha():
        return None
    colon = body.endswith(":")
    at = times.trailing(body[:-1] if colon else body)
    if at is None or not (at[2] or body[-1] in "])#"):
        return None
    label = at[1].rstrip(" \t\u00a0|,-\u2013\u2014\u00b7\u2022")
    return ("stamped", label, "", at[0], len(at[2])) if shape(label) != "no" else None


def _colon(body: str) -> Found | None:
    head = body[:LOOK]
    if ":" not in head and "\uff1a" not in head:
        return None
    match = COLON.match(head)
    if match is None or shape(normal(match["label"])) == "no":
        return None
    clock = match["time"] or match["loose"]
    at = times.seconds(clock) if clock else None
    rest = bare(body[match.end() :])
    stamp = times.leading(rest) if len(rest) < 30 else None
    if stamp and not rest[stamp.end :]:  # `Name:   40:16`, the words on the next line
        at, rest = stamp.seconds, ""
    return "colon", match["label"], rest, at, len(match["gap"] or "")


def _bracket(body: str) -> Found | None:
    if body[:1] not in ("[", "<"):
        return None
    match = BRACKET.match(body[:LOOK])
    if match is None or shape(normal(match["label"])) == "no":
        return None
    return "bracket", match["label"], body[match.end() :], None, 1


def _tab(body: str) -> Found | None:
    head = body[:LOOK]
    match = TAB.match(head) if "\t" in head or "  " in head else None
    if match is None or shape(normal(match["label"])) == "no":
        return None
    return "tab", match["label"], body[match.end() :], None, 1


def _dash(body: str) -> Found | None:
    match = DASH.match(body[:LOOK])
    if match is None or shape(normal(match["label"])) != "strong":
        return None
    return "dash", match["label"], body[match.end() :], None, 1


def _strong(body: str, emphasis: int) -> Found | None:
    """`Name text` with the name set in bold or italics."""
    if not 0 < emphasis < len(body):
        return None
    label = body[:emphasis].strip(" -\u2013\u2014.")
    if shape(normal(label)) == "no" or not body[emphasis:].strip():
        return None
    return "strong", label, bare(body[emphasis:].lstrip(" -\u2013\u2014")), None, 1


def _alone(body: str) -> Found | None:
    """A name and nothing else on the line."""
    if len(body) > LOOK or body[-1:] in (".", ",", ":") or shape(normal(body)) != "strong":
        return None
    return "alone", body, "", None, 0
