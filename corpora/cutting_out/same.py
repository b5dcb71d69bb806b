"""Whether everybody else's turns are as they were, and where each character of them stands now.

What is allowed to differ: her turns are gone or marks, and marks stand for her names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpora.cutting_out.hers import Leaving, Utterance, utterances
from corpora.transcript import WITHDRAWN, TimeMark, Transcript

AHEAD, LONGEST_NAME = 12, 80


@dataclass(frozen=True, slots=True)
class Offsets:
    """Where what others said stands after the cut, by where it stood before (code points)."""

    starts: Mapping[int, int]
    ends: Mapping[int, int]

    def moved(self, start: int, end: int) -> tuple[int, int] | None:
        """The span now; None where its ends are no longer there."""
        if start not in self.starts or end not in self.ends:
            return None
        return self.starts[start], self.ends[end]


@dataclass(frozen=True, slots=True)
class _Said:
    """A turn without what is hers: its characters but for white space, with their offsets."""

    speaker: str | None
    seconds: float | None
    chars: str
    places: tuple[int, ...]


def offsets_after(before: Transcript, after: Transcript, leaving: Leaving) -> Offsets | None:
    """The offsets after the cut; None where somebody else's turns are not what they were.

    None as well where words stand under a mark in place of her label: they would still be hers.
    """
    if _words_under_marks(after) > _words_under_marks(before):
        return None
    old = _turns(before, utterances(before, leaving), leaving)
    new = _without_marks(_turns(after, utterances(after, leaving), leaving), old, leaving)
    if len(old) != len(new):
        return None
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    for one, other in zip(old, new, strict=True):
        alike = _named(one.speaker, leaving) == other.speaker and one.seconds == other.seconds
        if not alike or not _follow(one, other, _names(before, one, leaving), starts, ends):
            return None
    offsets = Offsets(starts, ends)
    return offsets if _marks_stay(before, after, offsets) else None


def _words_under_marks(transcript: Transcript) -> int:
    said = (transcript.said(turn) for turn in transcript.turns if turn.speaker == WITHDRAWN)
    return sum(sum(map(str.isalnum, text.replace(WITHDRAWN, ""))) for text in said)


def _named(speaker: str | None, leaving: Leaving) -> str | None:
    return None if speaker is None else leaving.names.replace(speaker)


def _turns(transcript: Transcript, spoken: Sequence[Utterance], leaving: Leaving) -> list[_Said]:
    """Everybody else's turns, as far as anything but marks is in them."""
    made = []
    at = 0
    for turn in transcript.turns:
        spans = []
        while at < len(spoken) and spoken[at].start < max(turn.end, turn.start + 1):
            spans += [] if spoken[at].is_hers else [(spoken[at].start, spoken[at].end)]
            at += 1
        if leaving.has_label(turn.speaker) or turn.speaker == WITHDRAWN:
            continue
        text = transcript.text
        places = [i for a, b in spans for i in range(a, b) if not text[i].isspace()]
        chars = "".join(text[i] for i in places)
        # Of a remark of hers in meeting notes its bullet or its number is left.
        if any(map(str.isalpha, chars)) or len(chars) == len(
            "".join(transcript.said(turn).split())
        ):
            made.append(_Said(turn.speaker, turn.seconds, chars, tuple(places)))
    return made


def _without_marks(new: Sequence[_Said], old: Sequence[_Said], leaving: Leaving) -> list[_Said]:
    """The turns without those that are nobody's and nothing but a mark, where there was no such one."""
    kept: list[_Said] = []
    for turn in new:
        before = old[len(kept)] if len(kept) < len(old) else None
        was = leaving.names.replace(before.chars) if before and before.speaker is None else "-"
        if turn.speaker is None and _is_a_mark(turn.chars) and not _is_a_mark(was):
            continue
        kept.append(turn)
    return kept


def _is_a_mark(chars: str) -> bool:
    return WITHDRAWN in chars and not any(map(str.isalpha, chars.replace(WITHDRAWN, "")))


def _names(transcript: Transcript, turn: _Said, leaving: Leaving) -> dict[int, int]:
    """The names of hers in a turn: where each begins among its characters, and where it ends."""
    if not turn.places:
        return {}
    first, last = turn.places[0], turn.places[-1] + 1
    number = {place: i for i, place in enumerate(turn.places)}
    return {
        number[first + start]: number[first + end - 1] + 1
        for start, end, _ in leaving.names.spans(transcript.text[first:last])
        if first + start in number and first + end - 1 in number
    }


def _follow(
    old: _Said,
    new: _Said,
    names: Mapping[int, int],
    starts: dict[int, int],
    ends: dict[int, int],
) -> bool:
    """Walk through both turns; whether the new one is the old one but for marks."""
    i = j = 0
    while i < len(old.chars) or j < len(new.chars):
        is_mark = new.chars.startswith(WITHDRAWN, j)
        if is_mark and not old.chars.startswith(WITHDRAWN, i):
            end = _name_ends(old, new, names, i, j + len(WITHDRAWN))
            after = j + len(WITHDRAWN)
            while end > i and new.chars.startswith(WITHDRAWN, after) and end not in names:
                after += len(WITHDRAWN)
            if end > i:
                starts[old.places[i]] = new.places[j]
                ends[old.places[end - 1] + 1] = new.places[after - 1] + 1
            elif new.chars[after : after + 1] == "." and old.chars[i : i + 1] != ".":
                after += 1
            i, j = end, after
            continue
        if i >= len(old.chars) or j >= len(new.chars) or old.chars[i] != new.chars[j]:
            return False
        starts[old.places[i]] = new.places[j]
        ends[old.places[i] + 1] = new.places[j] + 1
        i, j = i + 1, j + 1
    return True


def _name_ends(old: _Said, new: _Said, names: Mapping[int, int], i: int, j: int) -> int:
    """Where the name ends for which a mark stands; `i` itself where her remark was cut here."""
    if i in names:
        return names[i]
    while new.chars.startswith(WITHDRAWN, j):
        j += len(WITHDRAWN)
    follows = new.chars[j : j + AHEAD].split(WITHDRAWN[0])[0]
    if old.chars.startswith(follows.removeprefix("."), i) and follows:
        return i
    for end in range(i + 1, min(len(old.chars), i + LONGEST_NAME) + 1):
        if old.chars[end : end + len(follows)] == follows and (follows or end == len(old.chars)):
            return end
    return i


def _marks_stay(before: Transcript, after: Transcript, offsets: Offsets) -> bool:
    """Whether every time mark within somebody else's turn is where it was."""
    now = {(mark.offset, mark.seconds) for mark in after.marks}
    moved = [_moved(mark, offsets) for mark in before.marks]
    return all(mark in now for mark in moved if mark is not None)


def _moved(mark: TimeMark, offsets: Offsets) -> tuple[int, float] | None:
    place = offsets.starts.get(mark.offset)
    return None if place is None else (place, mark.seconds)
