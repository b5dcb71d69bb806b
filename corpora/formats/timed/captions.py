"""Caption cues, as WebVTT and SubRip write them, and who speaks in them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from itertools import pairwise

from corpora.formats.speech import times
from corpora.formats.speech.draft import NO_HINTS, Draft, Hints, listed
from corpora.formats.speech.label_names import normal, shape
from corpora.formats.speech.labels import Labels, labels_of
from corpora.formats.speech.lines import Line
from corpora.formats.speech.openings import Opening, opening
from corpora.formats.speech.present import keys_of
from corpora.formats.speech.weighing.uses import Candidate
from corpora.formats.speech.weighing.vocabulary import Vocabulary
from corpora.text import tidy
from corpora.transcript import Block

CLOCK = r"(?:\d{1,4}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?"
TIMING = re.compile(rf"\s*(?P<start>{CLOCK})\s*-->\s*{CLOCK}")
MARK = re.compile(r"</?[a-zA-Z][^<>]{0,100}>|<\d[\d:.]{0,20}>|\{\\[^{}]{0,60}\}")
SOUND = re.compile(r"[(\[][^()\[\]]{1,40}[)\]]$")
PAUSE = 2.0
SENTENCE_ENDS = (".", "?", "!", "\u2026", '."', '?"', '!"', ".\u201d", "?\u201d")


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption: when it starts (seconds), its lines, and a speaker set apart from them."""

    seconds: float | None
    lines: tuple[str, ...]
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What one voice says in one cue. `named`: the cue itself says who speaks."""

    text: str
    speaker: str | None
    seconds: float | None
    named: bool = True


def timing(line: str) -> float | None:
    """When the cue starts that this timing line opens, or None where the line is none."""
    if "-->" not in line:
        return None
    match = TIMING.match(line[:80])
    return times.seconds(match["start"]) if match else None


def cues(text: str) -> Iterator[Cue]:
    """The cues of a caption file. Blank lines inside a cue are allowed: Teams writes them."""
    lines = text.split("\n")
    starts = [i for i, line in enumerate(lines) if timing(line) is not None]
    for i, after in pairwise([*starts, len(lines)]):
        last = after - 1 if after < len(lines) and _is_cue_id(lines, i, after - 1) else after
        said = [line.strip() for line in lines[i + 1 : last] if line.strip()]
        yield Cue(timing(lines[i]), tuple(said))


def _is_cue_id(lines: Sequence[str], timing_at: int, at: int) -> bool:
    """Whether line `at`, which stands right before a timing line, is that cue's identifier."""
    line = lines[at].strip()
    if at <= timing_at or not line:
        return False
    if line.isdigit() or (" " not in line and "-" in line and any(c.isdigit() for c in line)):
        return True
    words_before = any(other.strip() for other in lines[timing_at + 1 : at])
    return words_before and not lines[at - 1].strip()


def spoken(found: Iterable[Cue], hints: Hints = NO_HINTS) -> Draft:
    """The blocks of cues whose lines may open with `Name:` or stand under `(Name)`."""
    lines = _split_at_names(list(found))
    openings = [_opening(cue) for cue in lines]
    labels = labels_of(
        [Candidate(o) for o in openings if o.form in ("colon", "column", "bracket")],
        paragraphs=len(lines),
        known=keys_of(hints.names),
        captions=True,
        vocabulary=Vocabulary([o.text for o in openings]),
        hints=hints,
    )
    return Draft(tuple(blocks(_said(lines, openings, labels))), weighing=labels.weighing)


def _opening(cue: Cue) -> Opening:
    return opening(Line(" ".join(cue.lines), speaker=cue.speaker, seconds=cue.seconds))


def _split_at_names(found: list[Cue]) -> list[Cue]:
    """The cues, split at lines such as `(Ann Bell)` that stand over speech."""
    names = _bracketed_names(found)
    return [part for cue in found for part in _parts(cue, names)] if names else found


def _bracketed_names(found: Sequence[Cue]) -> frozenset[str]:
    """Lines that are a name in brackets, by which a cue is split; `(laughs)` is no name."""
    lines = [line for cue in found for line in cue.lines if SOUND.match(line)]
    counts = Counter(line for line in lines if shape(normal(line.strip("()[]"))) == "strong")
    return frozenset(counts) if any(count > 1 for count in counts.values()) else frozenset()


def _parts(cue: Cue, names: frozenset[str]) -> Iterator[Cue]:
    speaker: str | None = None
    said: list[str] = []
    for line in cue.lines:
        if line in names:
            yield from _part(cue, speaker, said)
            speaker, said = line.strip("()[] "), []
        elif line != "-":  # what stands between two voices in one cue
            said.append(line)
    yield from _part(cue, speaker, said)


def _part(cue: Cue, speaker: str | None, said: list[str]) -> Iterator[Cue]:
    if said:
        yield Cue(cue.seconds, tuple(said), speaker)


def _said(found: Sequence[Cue], openings: Sequence[Opening], labels: Labels) -> Iterator[Said]:
    current: str | None = None
    for cue, its in zip(found, openings, strict=True):
        speaker = labels.speaker(its)
        if speaker is not None:
            current = speaker
            yield Said(its.text, speaker, cue.seconds)
        elif labels.is_joint(its):
            current = None
            yield Said(its.said, None, cue.seconds)
        else:
            yield Said(" ".join(cue.lines), current, cue.seconds, named=False)


def blocks(said: Iterable[Said]) -> Iterator[Block]:
    """A block a cue. One speaker's cues run on; nameless ones only until a sentence ends.

    So a sentence cut in two by the captions is whole again, and no turn claims that one person
    said what two may have said.
    """
    before: Said | None = None
    for piece in said:
        text = tidy(piece.text)
        if not text and not (piece.named and piece.speaker):
            continue
        runs_on = before is not None and before.speaker == piece.speaker
        if runs_on and before is not None and piece.speaker is None:
            runs_on = _goes_on(before, piece)
        yield Block(text, piece.speaker, piece.seconds, continues=runs_on)
        before = replace(piece, text=text)


def _goes_on(before: Said, piece: Said) -> bool:
    if before.text.endswith(SENTENCE_ENDS):
        return False
    if before.seconds is None or piece.seconds is None:
        return True
    # The pause is measured between starts, so a long cue is given its reading time.
    return piece.seconds - before.seconds < PAUSE + len(before.text) / 8


def draft(said: Iterable[Said], left_out: dict[str, int] | None = None) -> Draft:
    """The draft of what was said."""
    return Draft(tuple(blocks(said)), listed(left_out or {}))


def plain(text: str) -> str:
    """`text` without caption markup (`<i>`, `<00:01.000>`, `{\\an8}`), its entities resolved."""
    if "<" in text or "{" in text:
        text = MARK.sub("", text)
    return unescape(text) if "&" in text else text


def without_marks(cue: Cue) -> Cue:
    """`cue` with its lines plain."""
    return Cue(cue.seconds, tuple(plain(line) for line in cue.lines))
