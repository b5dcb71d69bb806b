"""How many people each number of the report counts, and which of them may be printed.

People are counted and not excerpts: one person who says a thing ten times is one person. Only
first-hand words count a person; what a note-taker reports is counted apart, as excerpts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from codebooks.codebook import DIRECTIONS, Codebook
from codebooks.frameworks import used_frameworks
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
from coding.findings.material import About, CodedExcerpt, ProposedCode

PEOPLE: Key = ("people",)
LEFT_OUT: Key = ("left out",)
UNLISTED: Key = ("unlisted",)

# What the page loses without a number: the least is hidden first where another must be protected.
_WORTH = {
    "code direction": 1, "theme group": 2, "theme wave": 2, "group wave": 3, "item": 3,
    "code": 4, "theme": 5, "proposal": 5, "wave": 6, "group": 6, "people": 7,
}  # fmt: skip


# The last is of what nobody, person or program, was sure of.
WAYS: tuple[str, ...] = (*DIRECTIONS, "")


@dataclass(frozen=True, slots=True)
class Figures:
    """Every number of people in the report, as it may be printed, with the names it is told by.

    `waves_compare` is False where codes may have changed their meaning from wave to wave.
    """

    groups: tuple[str, ...]
    waves: tuple[str, ...]
    waves_compare: bool
    shown: dict[Key, Figure]

    def __getitem__(self, key: Key) -> Figure:
        return self.shown[key]


@dataclass(slots=True)
class _People:
    """Who is counted under which key. `items_of`: the frameworks' items that a code speaks to."""

    groups: tuple[str, ...]
    waves: tuple[str, ...]
    waves_compare: bool
    by_key: dict[Key, set[str]] = field(default_factory=dict)
    wholes: list[Whole] = field(default_factory=list)
    items_of: dict[str, list[Key]] = field(default_factory=dict)

    def expect(self, *keys: Key) -> None:
        for key in keys:
            self.by_key.setdefault(key, set())

    def count(self, person: str, *keys: Key) -> None:
        for key in keys:
            if key in self.by_key:
                self.by_key[key].add(person)

    def whole(self, total: Key, parts: Iterable[Key], how: str) -> None:
        """Note how counts hang together: `sum`, `union`, or `within` (each part for itself)."""
        listed = tuple(parts)
        if how == "within":
            self.wholes += [Whole(total, (part,), "within") for part in listed]
        elif listed:
            self.wholes.append(Whole(total, listed, "sum" if how == "sum" else "union"))


def figures(
    excerpts: Sequence[CodedExcerpt],
    proposals: Sequence[ProposedCode],
    codebook: Codebook,
    about: About,
) -> Figures:
    """Every number of people that the report prints, small ones hidden (see `disclosure.py`)."""
    people = counted_people(excerpts, proposals, codebook, about)
    counts = {key: len(found) for key, found in people.by_key.items()}
    tally = Tally(
        counts={**counts, LEFT_OUT: about.left_out_people, UNLISTED: about.unlisted_speakers},
        wholes=tuple(people.wholes),
        worth={key: _WORTH[key[0]] for key in counts},
        closed=_closed(counts, least_shown(about.threshold)),
    )
    shown = protect(tally, about.threshold)
    shown |= _items_left_out(people, codebook, shown, least_shown(about.threshold))
    shown[PEOPLE] = roughly(shown, people.groups, least_shown(about.threshold))
    return Figures(people.groups, people.waves, people.waves_compare, shown)


def _items_left_out(
    people: _People, codebook: Codebook, shown: Mapping[Key, Figure], least: int
) -> dict[Key, Figure]:
    """The items of frameworks whose number, beside those of codes and themes, tells of a few."""
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
    left = to_leave_out(
        Overlap(
            sets=sets,
            counts={key: len(people.by_key[key]) for key in sets},
            shown=shown,
            ways=frozenset(map(frozenset, having.values())),
            optional=frozenset(items),
            least=least,
        )
    )
    return dict.fromkeys(left, Figure(None, NOT_SHOWN))


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


def counted_people(
    excerpts: Sequence[CodedExcerpt],
    proposals: Sequence[ProposedCode],
    codebook: Codebook,
    about: About,
) -> _People:
    """Who is counted under which key, and how the keys hang together."""
    told = [excerpt for excerpt in excerpts if excerpt.counts_a_person]
    people = _People(
        groups=in_order(about.groups, (e.group for e in told)),
        waves=in_order(about.waves, (e.wave for e in told)),
        waves_compare=_same_meaning(excerpts),
    )
    _expect_heard(people)
    _expect_codes(people, codebook)
    _expect_items(people, codebook)
    group_of = _groups_of(told)
    for excerpt in told:
        _count(people, excerpt, group_of[excerpt.participant], codebook)
    _count_proposals(people, proposals, told)
    return people


def in_order(listed: Sequence[str], found: Iterable[str]) -> tuple[str, ...]:
    """The names that are listed, then others that were found, by name; the empty one last."""
    names = set(found)
    unnamed = [""] if "" in names else []
    return (*listed, *sorted(names - set(listed) - {""}), *unnamed)


def _same_meaning(excerpts: Sequence[CodedExcerpt]) -> bool:
    return len({s.codebook_version for e in excerpts for s in e.suggestions}) <= 1


def _groups_of(told: Sequence[CodedExcerpt]) -> dict[str, str]:
    """One group a person, the first that is stated, so that groups add up to everyone."""
    groups: dict[str, str] = {}
    for excerpt in told:
        groups[excerpt.participant] = groups.get(excerpt.participant) or excerpt.group
    return groups


def _expect_heard(people: _People) -> None:
    groups: list[Key] = [("group", group) for group in people.groups]
    waves: list[Key] = [("wave", wave) for wave in people.waves]
    people.expect(PEOPLE, *groups, *waves)
    people.whole(PEOPLE, groups, "sum")
    people.whole(PEOPLE, waves, "union")
    for group in people.groups:
        cells: list[Key] = [("group wave", group, wave) for wave in people.waves]
        people.expect(*cells)
        people.whole(("group", group), cells, "union")
    for wave in people.waves:
        people.whole(("wave", wave), [("group wave", g, wave) for g in people.groups], "sum")


def _expect_codes(people: _People, codebook: Codebook) -> None:
    for theme in codebook.themes:
        whole: Key = ("theme", theme.id)
        codes: list[Key] = [("code", c.id) for c in theme.codes if c.status != "retired"]
        people.expect(whole, *codes)
        people.whole(PEOPLE, [whole], "within")
        people.whole(whole, codes, "union")
        _expect_split(people, whole, "group", people.groups, "sum")
        if people.waves_compare:
            _expect_split(people, whole, "wave", people.waves, "union")
        for code in codes:
            ways: list[Key] = [("code direction", code[1], way) for way in WAYS]
            people.expect(*ways)
            people.whole(code, ways, "union")


def _expect_items(people: _People, codebook: Codebook) -> None:
    """A row for each thing that a framework asks for."""
    for key, codes in item_codes(codebook).items():
        people.expect(key)
        people.whole(PEOPLE, [key], "within")
        for code in codes:
            people.items_of.setdefault(code, []).append(key)


def item_codes(codebook: Codebook) -> dict[Key, frozenset[str]]:
    """The ids of the codes under each item of the frameworks that the codebook is mapped to."""
    return {
        ("item", framework.id, item): frozenset(code.id for code in codes)
        for framework, by_item in used_frameworks(codebook)
        for item, codes in by_item.items()
    }


def _expect_split(people: _People, theme: Key, by: str, names: Sequence[str], how: str) -> None:
    """A theme's row in a table of groups or waves: within the theme, and within each column."""
    cells: list[Key] = [(f"theme {by}", theme[1], name) for name in names]
    people.expect(*cells)
    people.whole(theme, cells, how)
    for name, cell in zip(names, cells, strict=True):
        people.whole((by, name), [cell], "within")


def _count(people: _People, excerpt: CodedExcerpt, group: str, codebook: Codebook) -> None:
    person, wave = excerpt.participant, excerpt.wave
    people.count(person, PEOPLE, ("group", group), ("wave", wave), ("group wave", group, wave))
    for suggestion in excerpt.suggestions:
        code = suggestion.code_id
        if ("code", code) in people.by_key:
            theme = codebook.theme_of(code).id
            people.count(person, ("theme", theme), ("theme group", theme, group))
            people.count(person, ("theme wave", theme, wave), ("code", code))
            people.count(person, ("code direction", code, suggestion.direction))
            people.count(person, *people.items_of.get(code, ()))


def _count_proposals(
    people: _People, proposals: Sequence[ProposedCode], told: Sequence[CodedExcerpt]
) -> None:
    person_of = {excerpt.excerpt_id: excerpt.participant for excerpt in told}
    for proposal in proposals:
        key: Key = ("proposal", proposal.proposal_id)
        people.expect(key)
        people.whole(PEOPLE, [key], "within")
        for excerpt in proposal.excerpts:
            if excerpt in person_of:
                people.count(person_of[excerpt], key)


def _closed(counts: Mapping[Key, int], least: int) -> frozenset[Key]:
    """The cells of groups and waves that are themselves too small to be counted."""
    small = {k for k, count in counts.items() if k[0] in ("group", "wave") and 0 < count < least}
    return frozenset(key for key in counts if any(column in small for column in _columns(key)))


def _columns(key: Key) -> list[Key]:
    """The group and the wave that a cell belongs to."""
    match key:
        case ("theme group", _, group):
            return [("group", group)]
        case ("theme wave", _, wave):
            return [("wave", wave)]
        case ("group wave", group, wave):
            return [("group", group), ("wave", wave)]
    return []
