"""Who speaks in the cues of captions, and the blocks that they make."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpora.formats.lines.draft import NO_HINTS, Draft, Hints, listed
from corpora.formats.lines.label_names import normal, shape
from corpora.formats.lines.lines import Line
from corpora.formats.lines.openings import Opening, opening
from corpora.formats.speech.labels import Labels, labels_of
from corpora.formats.speech.present import keys_of
from corpora.formats.speech.uses import LabelCandidate
from corpora.formats.speech.vocabulary import Vocabulary
from corpora.formats.timed.cues import Cue
from corpora.formats.timed.doubled import without_doubles
from corpora.formats.timed.rolling import unrolled
from corpora.text import tidy
from corpora.transcript import WITHDRAWN, Block

SOUND = re.compile(r"[(\[][^()\[\]]{1,40}[)\]]$")
MARKED_LABEL = re.compile(r"\A\s*(?:>{1,3}|[-\u2013\u2014])\s*(?=[^\W\d_][^:]{0,60}:\s)")
PAUSE = 2.0
SENTENCE_ENDS = (".", "?", "!", "\u2026", '."', '?"', '!"', ".\u201d", "?\u201d")
NAME_WORDS, NAME_LENGTH = 6, 60
MOST_NAMED = 0.6


@dataclass(frozen=True, slots=True)
class Said:
    """What one voice says in one cue. `named`: the cue itself says who speaks."""

    text: str
    speaker: str | None
    seconds: float | None
    named: bool = True


def spoken(found: Iterable[Cue], hints: Hints = NO_HINTS) -> Draft:
    """The blocks of cues whose lines may open with `Name:` or stand under `(Name)`."""
    apart = [part for cue in _without_repeats(list(found)) for part in _voices(cue)]
    lines = _named_by_first_line(_split_at_names(apart))
    openings = [_opening(cue) for cue in lines]
    labels = labels_of(
        [LabelCandidate(o) for o in openings if o.form in ("colon", "column", "bracket")],
        paragraphs=len(lines),
        known=keys_of(hints.names),
        captions=True,
        vocabulary=Vocabulary([o.text for o in openings]),
        hints=hints,
    )
    return Draft(tuple(blocks(_said(lines, openings, labels))), weighing=labels.weighing)


def _without_repeats(found: list[Cue]) -> list[Cue]:
    """The cues, each with the lines that the one before did not show already."""
    rest = unrolled([(cue.speaker, cue.lines) for cue in found])
    return [replace(cue, lines=lines) for cue, lines in zip(found, rest, strict=True)]


def _voices(cue: Cue) -> Iterator[Cue]:
    """The cue, split at each further line that opens as `- Name:` or `>> Name:` does."""
    starts = [i for i, line in enumerate(cue.lines) if i and MARKED_LABEL.match(f"{line} ")]
    for start, end in pairwise([0, *starts, len(cue.lines)]):
        yield replace(cue, lines=cue.lines[start:end])


def _named_by_first_line(found: list[Cue]) -> list[Cue]:
    """The cues, their speaker taken from the first line where most cues open with a name alone."""
    firsts = [
        cue.lines[0] for cue in found if len(cue.lines) > 1 and _could_be_a_name(cue.lines[0])
    ]
    counts = Counter(firsts)
    names = {name for name, count in counts.items() if count > 1}
    if sum(counts[name] for name in names) < MOST_NAMED * len(found) or len(names) < 2:
        return found
    names |= {name for name in counts if shape(normal(name)) == "strong"}
    return [
        Cue(cue.seconds, cue.lines[1:], normal(cue.lines[0]))
        if len(cue.lines) > 1 and cue.lines[0] in names
        else cue
        for cue in found
    ]


def _could_be_a_name(line: str) -> bool:
    if line == WITHDRAWN:
        return True
    few = len(line) <= NAME_LENGTH and len(line.split()) <= NAME_WORDS
    return few and line[-1:].isalnum() and any(char.isalnum() for char in line)


def _opening(cue: Cue) -> Opening:
    text = MARKED_LABEL.sub("", " ".join(cue.lines))
    return opening(Line(text, speaker=cue.speaker, seconds=cue.seconds))


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
            yield Said(without_doubles(its.text, speaker, cue.seconds), speaker, cue.seconds)
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
