"""Which numbers of people may be printed, chosen once for all outputs of a run.

Reports of the same people lie side by side, and beside those of last month: what one of them hides
must not follow from the others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from codebooks.codebook import Codebook
from coding.evaluation.published_counts import PublishedCount
from coding.findings.counted import PEOPLE, Counted, counted_people, item_codes
from coding.findings.disclosure.bounds import CodeCount, bound, bound_key
from coding.findings.disclosure.over_time import (
    Before,
    Roll,
    as_published,
    held,
    standing_counts,
    to_publish,
    with_standing,
)
from coding.findings.disclosure.overlaps import Overlap, to_leave_out
from coding.findings.disclosure.small_numbers import (
    NOT_SHOWN,
    Figure,
    Key,
    Tally,
    Whole,
    least_shown,
    protect,
)
from coding.findings.further import Further, count_further
from coding.findings.material import About, Attendance, CodedExcerpt, ProposedCode

LEFT_OUT: Key = ("left out",)
UNLISTED: Key = ("unlisted",)

_UNKNOWN = Figure(None, NOT_SHOWN)

# Counts of people as such: the same in every report. All others depend on how excerpts are coded.
_OF_EVERYBODY = frozenset(
    [
        "people",
        "group",
        "wave",
        "group wave",
        "there",
        "recorded",
        "left out",
        "unlisted",
        "finding of",
        "paired",
        "not paired",
        "heard in",
    ]
)

# Counts that stand in no report: by them the others hang together, as whoever reads them can tell.
_UNPRINTED = frozenset(
    ["heard in", "not paired", "theme says", "mixed says", "pair sum", "pair rest"]
)

# What the page loses without a number: the least is hidden first where another must be protected.
_WORTH = {
    "code direction": 1, "theme group": 2, "theme wave": 2, "group wave": 3, "item": 3,
    "code": 4, "theme": 5, "proposal": 5, "wave": 6, "group": 6, "people": 7,
    "recorded": 1, "there": 2, "theme stance": 2, "finding of": 4, "finding": 4,
    "finding of groups": 4, "finding group": 1, "paired": 5, "pair": 1,
    **dict.fromkeys(_UNPRINTED, 0),
}  # fmt: skip

# Counts of people whose parts are not counted where there are too few of them.
_COLUMNS = frozenset(["group", "wave", "there", "finding of", "paired"])


@dataclass(frozen=True, slots=True)
class Figures:
    """Every number of people in the report, as it may be printed, with the names it is told by.

    `not_compared` are the themes with a code that changed its meaning from wave to wave, by id.
    """

    groups: tuple[str, ...]
    waves: tuple[str, ...]
    not_compared: frozenset[str]
    groups_in_room: tuple[str, ...]
    shown: dict[Key, Figure]

    def __getitem__(self, key: Key) -> Figure:
        return self.shown[key]


@dataclass(frozen=True, slots=True)
class Counting:
    """What one report counts. `about.basis` sets its counts apart from those of the others.

    `further` is what the findings report counts beside, None where there is none.
    """

    excerpts: Sequence[CodedExcerpt]
    proposals: Sequence[ProposedCode]
    codebook: Codebook
    about: About
    attendance: Sequence[Attendance] = ()
    further: Further | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Which counts of people are printed, chosen once for all outputs of a run.

    `figures` are those of each report, in their order; `new` is what has to be kept of them, for
    the choices of later runs; `stands_since` is the day of the oldest counts that stand although
    people have changed, "" where there are none.
    """

    figures: tuple[Figures, ...]
    new: Mapping[Key, PublishedCount]
    stands_since: str


def figures(
    excerpts: Sequence[CodedExcerpt],
    proposals: Sequence[ProposedCode],
    codebook: Codebook,
    about: About,
) -> Figures:
    """Every number of people that a report prints, where it is the only one there ever was."""
    return choose([Counting(excerpts, proposals, codebook, about)]).figures[0]


def choose(countings: Sequence[Counting], before: Before = MappingProxyType({})) -> Choice:
    """What all these reports may print, taken together with what was handed out before."""
    peoples = [counted_of(counting) for counting in countings]
    about = countings[0].about
    least = least_shown(about.threshold)
    rolls = _rolls(countings, peoples)
    together = _together(countings, peoples, rolls, least)
    rolls = {key: roll for key, roll in rolls.items() if key not in together.unprinted}
    stands = standing_counts(rolls, before, least, together.plain)
    tally = with_standing(together, rolls, stands, least)
    shown = protect(tally, about.threshold)
    for counting, people in zip(countings, peoples, strict=True):
        shown |= _items_left_out(counting, people, shown, stands, least)
    shown |= {key: as_published(last) for key, last in stands.items()}
    if PEOPLE not in stands:
        shown[PEOPLE] = roughly(shown, peoples[0].groups, least)
    new = to_publish(shown, rolls, stands, before)
    numbers = _numbers(countings, peoples, shown, before, least)
    numbers |= _bounds(countings, peoples, shown, stands, before, least)
    shown |= {key: as_published(number) for key, number in numbers.items()}
    new |= {key: number for key, number in numbers.items() if number != before.get(key)}
    return Choice(
        tuple(
            Figures(p.groups, p.waves, p.not_compared, p.groups_in_room, _own(shown, c))
            for c, p in zip(countings, peoples, strict=True)
        ),
        new,
        held(rolls, stands),
    )


def counted_of(counting: Counting) -> Counted:
    """Who is counted under which key of a report."""
    people = counted_people(
        counting.excerpts,
        counting.proposals,
        counting.codebook,
        counting.about,
        counting.attendance,
    )
    if counting.further is not None:
        own_words = [excerpt for excerpt in counting.excerpts if excerpt.counts_a_person]
        count_further(people, own_words, counting.codebook, counting.further)
    return people


def cell_of(counting: Counting, key: Key) -> Key:
    """A report's key as all outputs know it: what depends on the coding is of this report alone."""
    return key if key[0] in _OF_EVERYBODY else (counting.about.basis, *key)


def _own(shown: Mapping[Key, Figure], counting: Counting) -> dict[Key, Figure]:
    """The figures of one report, under its own keys."""
    basis = counting.about.basis
    return {
        key if key[0] in _OF_EVERYBODY else key[1:]: figure
        for key, figure in shown.items()
        if key[0] in _OF_EVERYBODY or key[0] == basis
    }


def _rolls(countings: Sequence[Counting], peoples: Sequence[Counted]) -> dict[Key, Roll]:
    """Who is counted in each cell of all reports."""
    rolls: dict[Key, Roll] = {}
    for counting, people in zip(countings, peoples, strict=True):
        for key, those in people.by_key.items():
            rolls.setdefault(cell_of(counting, key), Roll(frozenset(those)))
        rolls[LEFT_OUT] = Roll(frozenset(), counting.about.left_out_people)
        rolls[UNLISTED] = Roll(frozenset(), counting.about.unlisted_speakers)
    return rolls


def _together(
    countings: Sequence[Counting], peoples: Sequence[Counted], rolls: Mapping[Key, Roll], least: int
) -> Tally:
    """One tally for all reports: whoever reads one may have the others."""
    wholes: dict[Whole, None] = {}
    worth: dict[Key, int] = {}
    columns: dict[Key, Key] = {}
    for counting, people in zip(countings, peoples, strict=True):
        for whole in people.wholes:
            parts = tuple(cell_of(counting, part) for part in whole.parts)
            wholes[Whole(cell_of(counting, whole.total), parts, whole.how)] = None
        for key in people.by_key:
            worth[cell_of(counting, key)] = _WORTH[key[0]]
            if column := _told_of_each(key):
                columns[cell_of(counting, key)] = column
    counts = {key: len(roll) for key, roll in rolls.items()}
    closed: set[Key] = set()
    plain: set[Key] = set()
    unprinted: set[Key] = set()
    for counting, people in zip(countings, peoples, strict=True):
        own = {key: len(those) for key, those in people.by_key.items()}
        closed |= {cell_of(counting, key) for key in _closed(own, least)}
        plain |= {cell_of(counting, key) for key, n in own.items() if _may_be_left_out(key, n)}
        unprinted |= {cell_of(counting, key) for key in own if key[0] in _UNPRINTED}
    return Tally(
        counts,
        tuple(wholes),
        worth,
        frozenset(closed),
        columns,
        frozenset(plain),
        frozenset(unprinted),
    )


def _items_left_out(
    counting: Counting,
    people: Counted,
    shown: Mapping[Key, Figure],
    stands: Mapping[Key, PublishedCount],
    least: int,
) -> dict[Key, Figure]:
    """The items of frameworks whose number, beside those of codes and themes, tells of a few."""
    codebook = counting.codebook
    items = item_codes(codebook)
    themes: dict[Key, frozenset[str]] = {
        ("theme", theme.id): frozenset(c.id for c in theme.codes if c.status != "retired")
        for theme in codebook.themes
    }
    codes: dict[Key, frozenset[str]] = {("code", c.id): frozenset([c.id]) for c in codebook.codes}
    having: dict[str, set[str]] = {person: set() for person in people.by_key[PEOPLE]}
    for key in codes:
        for person in people.by_key[key]:
            having[person].add(key[1])
    sets = {**codes, **themes, **items}
    standing_now = {key for key in sets if cell_of(counting, key) in stands}
    left = to_leave_out(
        Overlap(
            sets=sets,
            counts={key: len(people.by_key[key]) for key in sets},
            shown={
                key: _UNKNOWN if key in standing_now else shown[cell_of(counting, key)]
                for key in sets
            },
            ways=frozenset(map(frozenset, having.values())),
            optional=frozenset(items) - standing_now,
            least=least,
            everyone=len(people.by_key[PEOPLE]),
        )
    )
    return dict.fromkeys((cell_of(counting, key) for key in left), _UNKNOWN)


def _numbers(
    countings: Sequence[Counting],
    peoples: Sequence[Counted],
    shown: Mapping[Key, Figure],
    before: Before,
    least: int,
) -> dict[Key, PublishedCount]:
    """The excerpts under each item of a framework: hidden with its people, and standing with them."""
    numbers: dict[Key, PublishedCount] = {}
    for counting, people in zip(countings, peoples, strict=True):
        for item, excerpts in people.excerpts_of.items():
            those = frozenset(people.by_key[item])
            key = cell_of(counting, ("item excerpts", *item[1:]))
            hidden = shown[cell_of(counting, item)].value is None
            now = PublishedCount(None if hidden else excerpts, str(excerpts), those)
            last = before.get(key)
            if last and 0 < last.changed(those) < least:
                now = last
            elif hidden:
                now = PublishedCount(None, NOT_SHOWN, those)
            same = last is not None and replace(now, at=last.at) == last
            numbers[key] = last if last and same else now
    return numbers


def _bounds(
    countings: Sequence[Counting],
    peoples: Sequence[Counted],
    shown: Mapping[Key, Figure],
    stands: Mapping[Key, PublishedCount],
    before: Before,
    least: int,
) -> dict[Key, PublishedCount]:
    """How many people each code may count at most, in the reports whose excerpts people read."""
    bounds: dict[Key, PublishedCount] = {}
    for counting, people in zip(countings, peoples, strict=True):
        for code, read in counting.about.read.items():
            cell, key = cell_of(counting, ("code", code)), cell_of(counting, bound_key(code))
            those = frozenset(people.by_key[("code", code)])
            stays = cell in stands and stands[cell].changed(those) > 0
            everyone = frozenset(people.by_key[PEOPLE])
            count = CodeCount(shown[cell], stays)
            bounds[key] = bound(read, count, everyone, before.get(key), least)
    return bounds


def roughly(shown: Mapping[Key, Figure], groups: Sequence[str], least: int) -> Figure:
    """How many were heard; where that is hidden, what the printed figures say of it all the same.

    A small group often hides the number of everyone. Figures without "of how many" mislead, and
    the range tells nothing that a reader could not add up.
    """
    everyone = shown[PEOPLE]
    if everyone.tells:
        return everyone
    parts = [shown[("group", group)] for group in groups]
    hidden = [part for part in parts if part.value is None]
    known = sum(part.value or 0 for part in parts)
    within = [figure.value or 0 for key, figure in shown.items() if key[0] in ("theme", "wave")]
    low = max(known + len(hidden), *within, 0)
    if all(part.tells for part in hidden):
        return Figure(None, f"{low}–{known + len(hidden) * (least - 1)}")
    return Figure(None, f"{low} or more")


def _told_of_each(key: Key) -> Key | None:
    """The count of all of whom a cell is a part, where "5 of 5" would tell of each of them."""
    match key:
        case ("theme group", _, group):
            return ("group", group)
        case ("theme wave", _, wave):
            return ("wave", wave)
        case ("theme" | "code" | "code direction" | "theme stance" | "item" | "proposal", *_):
            return PEOPLE
        case ("finding" | "finding of groups", finding, _):
            return ("finding of", finding)
        case ("finding group", _, group):
            return ("group", group)
        case ("pair" | "pair sum", *_, earlier, later, _) if not _tells_of_nobody(key):
            return ("paired", earlier, later)
    return None


def _tells_of_nobody(key: Key) -> bool:
    """Whether a count is of who was asked or read, and not of what anybody said."""
    match key:
        case ("paired", *_) | ("pair", *_, "neither" | "not comparable"):
            return True
    return False


def _may_be_left_out(key: Key, count: int) -> bool:
    """Of such a count also nobody: who was silent are all but those who spoke.

    That nothing is left to be read, the report says elsewhere.
    """
    return _tells_of_nobody(key) and (count > 0 or key[-1] == "neither")


def _closed(counts: Mapping[Key, int], least: int) -> frozenset[Key]:
    """The cells of groups and waves that are themselves too small to be counted."""
    small = {k for k, count in counts.items() if k[0] in _COLUMNS and 0 < count < least}
    return frozenset(key for key in counts if any(column in small for column in _columns(key)))


def _columns(key: Key) -> list[Key]:
    """The group and the wave that a cell belongs to."""
    match key:
        case ("recorded", group):
            return [("there", group)]
        case ("theme group" | "finding group", _, group):
            return [("group", group)]
        case ("theme wave", _, wave):
            return [("wave", wave)]
        case ("finding of groups", finding, _):
            return [("finding of", finding)]
        case ("pair", *_, earlier, later, _):
            return [("paired", earlier, later)]
        case ("group wave", group, wave):
            return [("group", group), ("wave", wave)]
    return []
