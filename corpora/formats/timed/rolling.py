"""Captions that roll: each shows the line before again, or grows word by word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

Lines = tuple[str, ...]
Window = tuple[str | None, Lines]
"""Who speaks in a cue, where the cue says so, and its lines."""

# People repeat themselves, but not in nearly every second caption.
SHARE, FEWEST = 0.4, 2
SURE = 3
LONGEST = 200


@dataclass(frozen=True, slots=True)
class _Shown:
    speaker: str | None
    words: tuple[str, ...]
    starts: frozenset[int]  # the words that begin a line
    ends: frozenset[int]


def unrolled(windows: Sequence[Window]) -> list[Lines]:
    """The lines of each window without what the window before it showed, if the captions roll."""
    shown = [_shown(window) for window in windows]
    again = list(_again(shown))
    if not _roll([one for one in shown if one.words], again):
        return [lines for _, lines in windows]
    return [_rest(lines, count) for (_, lines), count in zip(windows, again, strict=True)]


def _shown(window: Window) -> _Shown:
    speaker, lines = window
    words: list[str] = []
    starts, ends = set(), set()
    for line in lines:
        starts.add(len(words))
        words += [_plain(word) for word in line.split()]
        ends.add(len(words))
    return _Shown(speaker, tuple(words), frozenset(starts), frozenset(ends))


def _plain(word: str) -> str:
    # What was shown before it was complete often has no capital and no full stop yet.
    return "".join(char for char in word if char.isalnum()).casefold() or word


def _again(shown: Sequence[_Shown]) -> Iterator[int]:
    """How many words of each window the last one that was not empty ended with."""
    before: _Shown | None = None
    for one in shown:
        yield _overlap(before, one) if before is not None else 0
        before = one if one.words else before


def _overlap(before: _Shown, after: _Shown) -> int:
    if before.speaker != after.speaker or not after.words:
        return 0
    if after.words[: len(before.words)] == before.words:
        return len(before.words)
    longest = min(len(before.words), len(after.words), LONGEST)
    first = after.words[0]
    alike = [
        k
        for k in range(longest, 0, -1)
        if before.words[-k] == first and before.words[-k:] == after.words[:k]
    ]
    whole = [k for k in alike if len(before.words) - k in before.starts and k in after.ends]
    return whole[0] if whole else next((k for k in alike if k > 1), 0)


def _roll(filled: Sequence[_Shown], again: Sequence[int]) -> bool:
    grow = sum(
        a.speaker == b.speaker
        and b.words[: len(a.words)] == a.words
        and len(b.words) > len(a.words)
        for a, b in pairwise(filled)
        if len(a.words) < SURE
    )
    rolling = grow + sum(count >= SURE for count in again)
    return rolling >= FEWEST and rolling >= SHARE * (len(filled) - 1)


def _rest(lines: Lines, count: int) -> Lines:
    rest: list[str] = []
    for line in lines:
        words = line.split()
        if words[count:]:
            rest.append(" ".join(words[count:]))
        count = max(0, count - len(words))
    return tuple(rest)
