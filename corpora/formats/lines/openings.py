"""What a line opens with: a time, a mark, a label in one of eight forms, and the words after it."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from corpora.formats.lines import times
from corpora.formats.lines.label_names import is_generic, normal, shape
from corpora.formats.lines.lines import Line
from corpora.formats.lines.marks import after_mark
from corpora.text import bare
from corpora.transcript import WITHDRAWN

Form = Literal["column", "stamped", "colon", "bracket", "tab", "strong", "dash", "alone"]

LOOK = 160
STARS = r"[*_]{1,3}"
COLON = re.compile(
    rf"(?P<open>{STARS}(?=\S))?(?P<label>[^\s:\uff1a][^:\uff1a\t\n]{{0,120}}?)\s{{0,4}}"
    rf"(?:(?:(?P<time>\[\s?{times.IN_BRACKETS}\s?\]|[({{<]\s?{times.SPAN}\s?[)}}>])"
    rf"|(?<=\s)(?P<loose>{times.SPAN}|{times.F4}))\s{{0,4}})?"
    r"(?:(?P<shut>[*_]{0,3}):{1,2}(?P<shut_after>[*_]{0,3})(?:(?P<gap>[\s\u200b-\u200f]+)|$|(?=[^\s\d/\\:]))"
    r"|[*_]{0,3}\uff1a[*_]{0,3}(?P<wide>\s*))"
)
BRACKET = re.compile(r"[\[<({](?P<label>[^\s\[\]<>(){}:][^\[\]<>(){}:]{0,60})[\]>)}][:\s]\s*(?=\S)")
TAB = re.compile(r"(?P<label>[^\s:][^\t:]{0,60}?)(?:\s{0,9}\t\s{0,99}|\s{2,99})(?=\S)")
DASH = re.compile(
    r"(?P<label>[^\W_][^\t:\u2013\u2014|=>\uff1b]{0,60}?)"
    r"(?:\s{1,3}[-\u2013\u2014|=]\s{1,3}|\s?>{1,2}\s{1,3}|\uff1b\s{0,3})(?=\S)"
)
STOP = re.compile(r"(?P<label>[^\W_][^.:\t]{0,30})\.\s{1,9}(?=\S)")
TIMED_WORDS = re.compile(
    rf"(?P<label>[^\s:\[(][^:\t\[(]{{0,60}}?)\s+(?P<time>{times.FIRM})\s+(?=\S)"
)
CHAT = re.compile(
    r"[Ff]rom\s+(?P<who>\S.{0,80}?)(?:\s+to\s+.{1,60}?(?:\s?\([^()]{1,40}\))?)?\s*$", re.IGNORECASE
)
MARK_TWICE = f"{WITHDRAWN} {WITHDRAWN}"
AFTER_LABELS = " \t\u00a0|,-\u2013\u2014\u00b7\u2022"
STAMPS = frozenset("0123456789])}>#:MmscS.Z")


@dataclass(frozen=True, slots=True)
class Opening:
    """How a line begins. `label` is "" where it names nobody; `text` is what follows the label.

    `said` is the line without its time, for when the label turns out to be none. `gap` is the
    width of the space after a colon, which a typist keeps alike for all speakers. `mark` is a
    bullet or chevron before the label. `stamp` counts the characters of `text` that are a bare
    time, which is one only if most labels have it.
    """

    form: Form | None
    label: str
    text: str
    said: str
    seconds: float | None = None
    timed: Literal["", "bare", "firm"] = ""
    gap: int = 0
    emphasised: bool = False
    mark: str = ""
    stamp: int = 0


def opening(line: Line) -> Opening:
    """What `line` opens with; the label is a candidate only, until others bear it out."""
    text = bare(line.text.lstrip("# ") if line.kind == "heading" else line.text)
    if line.speaker is not None:
        return Opening("column", normal(line.speaker), text, text, line.seconds)
    mark, rest = after_mark(text)
    at = times.leading(rest)
    # A mark stands before the label or before the time, and a dash may part the time from it.
    said = bare(rest[at.end :]) if at else text
    second, body = after_mark(said) if at else (mark, rest)
    timed: Literal["", "bare", "firm"] = "" if at is None else "firm" if at.firm else "bare"
    found = _labelled(body, line.emphasis - (len(text) - len(body)), is_timed=at is not None)
    clock = (None if at.of_day else at.seconds) if at else line.seconds
    if found is None:
        return Opening(None, "", said, said, clock, timed, mark=mark)
    clock = found.seconds if found.seconds is not None else clock
    mark = ("" if second in ("-", "\u2013", "\u2014") else second) or mark if at else mark
    if line.kind == "bullet":
        mark = mark or "\u2022"
    return replace(
        found, said=said, seconds=clock, timed=timed, mark=mark, emphasised=line.emphasis > 0
    )


def _labelled(body: str, emphasis: int, *, is_timed: bool) -> Opening | None:
    found = (
        _colon(body)
        or _stamped(body)
        or _timed_words(body)
        or _bracket(body)
        or _tab(body)
        or _strong(body, emphasis)
        or _dash(body)
        or _alone(body)
    )
    if found is None or not is_timed:
        return found
    if chat := CHAT.match(found.label):  # a meeting's chat: `From Ann to everyone:`
        return replace(found, label=chat["who"])
    return replace(found, form="stamped") if found.form == "alone" else found


def _of(
    form: Form, label: str, text: str, *, seconds: float | None = None, gap: int = 1, stamp: int = 0
) -> Opening | None:
    label = normal(label.rstrip(AFTER_LABELS))
    if shape(label) == "no":
        return None
    return Opening(form, label, text, "", seconds, gap=gap, stamp=stamp)


def _stamped(body: str) -> Opening | None:
    """`Name  0:15` or `Name (00:15)`, alone on the line."""
    if len(body) > LOOK or body[-1:] not in STAMPS or not any(c.isdigit() for c in body[-14:]):
        return None
    colon = body.endswith(":")
    at = times.trailing(body[:-1] if colon else body)
    if at is None or not (at[2] or body[-1] in "])}>#"):
        return None
    label = at[1].rstrip(AFTER_LABELS)
    seconds = None if times.is_of_day(body[len(at[1]) :]) else at[0]
    return _of("stamped", label, "", seconds=seconds, gap=len(at[2]))


def _timed_words(body: str) -> Opening | None:
    """`Name [00:15] words`."""
    if not any(mark in body[:LOOK] for mark in "[({#<"):
        return None
    match = TIMED_WORDS.match(body[:LOOK])
    if match is None:
        return None
    at = times.first_time(match["time"])
    return _of("stamped", match["label"], bare(body[match.end() :]), seconds=at, gap=2)


def _colon(body: str) -> Opening | None:
    head = body[:LOOK]
    if ":" not in head and "\uff1a" not in head:
        return None
    match = COLON.match(head)
    if match is None:
        return None
    label = match["label"]
    if not (match["open"] and (match["shut"] or match["shut_after"])):
        # Stars that nothing answers are part of a masked number.
        label = f"{match['open'] or ''}{label}{match['shut'] or ''}"
    clock = match["time"] or match["loose"]
    at = times.first_time(clock) if clock and not times.is_of_day(clock) else None
    rest, stamp = bare(body[match.end() :]), 0
    after = times.leading(rest) if rest[:1] in "0123456789[({#<" else None
    if after and (after.firm or not rest[after.end :]):  # `Name: [40:16] words`, `Name:   40:16`
        at = at if after.of_day or at is not None else after.seconds
        rest = bare(rest[after.end :])
    elif after:
        stamp = after.end
    gap = len(match["gap"] or match["wide"] or "")
    return _of("colon", _unbracketed(label), rest, seconds=at, gap=gap, stamp=stamp)


def _unbracketed(label: str) -> str:
    """`[Ann]` without its brackets; `[Ann] (carer)`, `Ann (carer)` and a mark as they are."""
    if label == WITHDRAWN:
        return label
    inner = label[1:-1]
    is_one = label[:1] + label[-1:] in ("[]", "<>", "()", "{}") and not set(inner) & set("[]<>(){}")
    return inner if is_one else label


def _bracket(body: str) -> Opening | None:
    if body[:1] not in ("[", "<", "(", "{"):
        return None
    if body.startswith(MARK_TWICE):  # a label and words; one mark alone stands for a name
        return _of("bracket", WITHDRAWN, body[len(WITHDRAWN) :].strip())
    match = BRACKET.match(body[:LOOK])
    return None if match is None else _of("bracket", match["label"], body[match.end() :])


def _tab(body: str) -> Opening | None:
    head = body[:LOOK]
    match = TAB.match(head) if "\t" in head or "  " in head else None
    return None if match is None else _of("tab", match["label"], body[match.end() :])


def _dash(body: str) -> Opening | None:
    match = DASH.match(body[:LOOK]) or _stopped(body)
    return None if match is None else _of("dash", match["label"], body[match.end() :])


def _stopped(body: str) -> re.Match[str] | None:
    """`Q. words`, of a role only: `Yes. We did.` names nobody, nor does the `A.` of `A. B. Moss`."""
    match = STOP.match(body[:LOOK])
    if match is None or not is_generic(match["label"]):
        return None
    is_initial = body[match.end() + 1 : match.end() + 2] == "."
    return None if is_initial else match


def _strong(body: str, emphasis: int) -> Opening | None:
    """`Name text` with the name set in bold or italics."""
    if not 0 < emphasis < len(body):
        return None
    label = body[:emphasis].strip(" -\u2013\u2014.")
    if not body[emphasis:].strip():
        return None
    return _of("strong", label, bare(body[emphasis:].lstrip(" -\u2013\u2014")))


def _alone(body: str) -> Opening | None:
    """A name and nothing else on the line."""
    if len(body) > LOOK or body[-1:] in (".", ",", ":", "?", "!", ";", "\u2026"):
        return None
    return _of("alone", body, "", gap=0)
