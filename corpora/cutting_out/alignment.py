"""Where in a source the words of its transcript stand: word for word, in order.

A reader leaves out much of a file, but it neither adds words nor turns them round. So each word of
the transcript is the next word of the file that is like it and is followed by the same ones. What
a file holds twice (words beside segments, captions that roll) is found by going over it again.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"[^\W_]+")
FOLLOWING, NEAR = 3, 40
FAR, SURE = 400, 6
LOST = 12
FEWEST_AGAIN = 4
MOST_TIMES = 8
MOST_COMPARED = 3_000


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word with its case levelled, and where it stands: in which text, from where to where."""

    word: str
    text: int
    start: int
    end: int


def words_in(texts: Sequence[str]) -> list[PlacedWord]:
    """The words of all texts in order."""
    return [
        PlacedWord(match.group().casefold(), number, match.start(), match.end())
        for number, text in enumerate(texts)
        for match in WORD.finditer(text)
    ]


def placed(spoken: Sequence[PlacedWord], source: Sequence[PlacedWord]) -> dict[int, int]:
    """For each word of the source, by its number, which of the spoken words it is."""
    owners: dict[int, int] = {}
    for time in range(MOST_TIMES):
        free = [i for i in range(len(source)) if i not in owners]
        again = _filled([w.word for w in spoken], [source[i].word for i in free])
        kept = again if time == 0 else _in_company(again, spoken, [source[i] for i in free])
        if not kept:
            break
        owners |= {free[at]: word for at, word in kept.items()}
    return owners


def _once(spoken: Sequence[str], source: Sequence[str]) -> dict[int, int]:
    """The spoken words found once in the source, in order."""
    index = _index(source)
    places: dict[int, int] = {}
    at = lost = 0
    for number, word in enumerate(spoken):
        place = at if at < len(source) and source[at] == word else None
        if place is None or (lost and not _goes_on(spoken, number, source, place, FOLLOWING)):
            reach = FAR if lost < LOST else len(source)
            place = _next(spoken, number, source, index, at, reach)
        if place is None:
            lost += 1
            continue
        lost, at = 0, place + 1
        places[place] = number
    return places


def _filled(spoken: Sequence[str], source: Sequence[str]) -> dict[int, int]:
    """The same, where a leap past what was like the next words is taken back."""
    places = _once(spoken, source)
    sure = [run for run in _runs(sorted(places.items())) if len(run) >= FOLLOWING]
    filled = {at: word for run in sure for at, word in run}
    ends = [(-1, -1), *((run[-1]) for run in sure)]
    starts = [*((run[0]) for run in sure), (len(source), len(spoken))]
    for (at, word), (next_at, next_word) in zip(ends, starts, strict=True):
        if word + 1 < next_word and at + 1 < next_at:
            said, held = spoken[word + 1 : next_word], source[at + 1 : next_at]
            if max(len(said), len(held)) <= MOST_COMPARED:
                for a, b, size in SequenceMatcher(
                    None, said, held, autojunk=False
                ).get_matching_blocks():
                    filled |= {at + 1 + b + k: word + 1 + a + k for k in range(size)}
    return filled


def _index(source: Sequence[str]) -> Mapping[str, Sequence[int]]:
    index: dict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(source):
        index[word].append(at)
    return index


def _next(
    spoken: Sequence[str],
    number: int,
    source: Sequence[str],
    index: Mapping[str, Sequence[int]],
    at: int,
    reach: int,
) -> int | None:
    """The nearest place from `at` on where the word stands and the next ones follow."""
    fewest = FOLLOWING if reach <= FAR else SURE
    loose: int | None = None
    options = index.get(spoken[number], ())
    for option in range(bisect_left(options, at), len(options)):
        place = options[option]
        if place - at > reach or (loose is not None and place - loose > NEAR):
            break
        if _follows(spoken, number, source, place, fewest):
            return place
        if loose is None and _goes_on(spoken, number, source, place, fewest):
            loose = place
    return loose


def _follows(
    spoken: Sequence[str], number: int, source: Sequence[str], place: int, fewest: int
) -> bool:
    """Whether the next words stand right behind."""
    rest = spoken[number : number + fewest]
    return list(source[place : place + len(rest)]) == list(rest)


def _goes_on(
    spoken: Sequence[str], number: int, source: Sequence[str], place: int, fewest: int
) -> bool:
    """Whether the next words follow in order, with labels, times or marks between them."""
    near = iter(source[place + 1 : place + 1 + NEAR])
    return all(word in near for word in spoken[number + 1 : number + 1 + fewest])


def _in_company(
    places: Mapping[int, int], spoken: Sequence[PlacedWord], source: Sequence[PlacedWord]
) -> dict[int, int]:
    """Only words that come back in company: a single `yes` elsewhere is somebody else's.

    A short remark comes back where it is all that a text holds.
    """
    said = Counter(word.text for word in spoken)
    held = Counter(word.text for word in source)
    kept: dict[int, int] = {}
    for run in _runs(sorted(places.items())):
        texts = {source[at].text for at, _ in run}
        remarks = {spoken[word].text for _, word in run}
        is_whole = sum(held[t] for t in texts) == len(run) == sum(said[r] for r in remarks)
        if len(run) >= FEWEST_AGAIN or is_whole:
            kept |= dict(run)
    return kept


def _runs(places: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    run: list[tuple[int, int]] = []
    for at, word in places:
        if run and (at - run[-1][0] > FEWEST_AGAIN or word - run[-1][1] > 2):
            yield run
            run = []
        run.append((at, word))
    yield run
