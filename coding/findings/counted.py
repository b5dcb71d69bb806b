"""Who is counted under which number of a report, and how these numbers hang together.

People are counted and not excerpts: one person who says a thing ten times is one person. Only
first-hand words count a person; what a note-taker reports is counted apart, as excerpts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from codebooks.codebook import DIRECTIONS, Codebook
from codebooks.frameworks import used_frameworks
from coding.findings.disclosure.wholes import Key, Whole
from coding.findings.material import About, Attendance, CodedExcerpt, ProposedCode

PEOPLE: Key = ("people",)
# The last is of what nobody, person or program, was sure of.
WAYS: tuple[str, ...] = (*DIRECTIONS, "")


@dataclass(slots=True)
class Counted:
    """Who is counted under which key.

    `not_compared` are the themes that stand for something else from wave to wave, by id.
    `items_of`: the frameworks' items that a code speaks to. `excerpts_of`: how many first-hand
    excerpts stand under an item. `groups_in_room`: the groups of those whom meeting notes list.
    """

    groups: tuple[str, ...]
    waves: tuple[str, ...]
    not_compared: frozenset[str]
    by_key: dict[Key, set[str]] = field(default_factory=dict)
    wholes: list[Whole] = field(default_factory=list)
    items_of: dict[str, list[Key]] = field(default_factory=dict)
    excerpts_of: dict[Key, int] = field(default_factory=dict)
    groups_in_room: tuple[str, ...] = ()

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


def counted_people(
    excerpts: Sequence[CodedExcerpt],
    proposals: Sequence[ProposedCode],
    codebook: Codebook,
    about: About,
    attendance: Sequence[Attendance] = (),
) -> Counted:
    """Who is counted under which key, and how the keys hang together."""
    told = [excerpt for excerpt in excerpts if excerpt.counts_a_person]
    people = Counted(
        groups=in_order(about.groups, (e.group for e in told)),
        waves=in_order(about.waves, (e.wave for e in told)),
        not_compared=_not_compared(excerpts, codebook, about),
    )
    _expect_heard(people)
    _expect_codes(people, codebook)
    _expect_items(people, codebook)
    group_of = _groups_of(told)
    for excerpt in told:
        _count(people, excerpt, group_of[excerpt.participant], codebook)
    _count_proposals(people, proposals, told)
    _count_room(people, attendance, about)
    return people


def in_order(listed: Sequence[str], found: Iterable[str]) -> tuple[str, ...]:
    """The names that are listed, then others that were found, by name; the empty one last."""
    names = set(found)
    unnamed = [""] if "" in names else []
    return (*listed, *sorted(names - set(listed) - {""}), *unnamed)


def _not_compared(
    excerpts: Sequence[CodedExcerpt], codebook: Codebook, about: About
) -> frozenset[str]:
    """The themes with a code that does not mean the same in all waves; what one program suggests
    with different codebooks is not compared at all.
    """
    differ = set(about.meanings_differ)
    if not about.by_people and len(versions_of(excerpts)) > 1:
        differ = {code.id for code in codebook.codes}
    return frozenset(
        theme.id for theme in codebook.themes if differ & {code.id for code in theme.codes}
    )


def versions_of(excerpts: Sequence[CodedExcerpt]) -> tuple[str, ...]:
    """The versions of the codebook that codes were given with."""
    return tuple(sorted({s.codebook_version for e in excerpts for s in e.suggestions}))


def _groups_of(told: Sequence[CodedExcerpt]) -> dict[str, str]:
    """One group a person, the first that is stated, so that groups add up to everyone."""
    groups: dict[str, str] = {}
    for excerpt in told:
        groups[excerpt.participant] = groups.get(excerpt.participant) or excerpt.group
    return groups


def _expect_heard(people: Counted) -> None:
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


def _expect_codes(people: Counted, codebook: Codebook) -> None:
    for theme in codebook.themes:
        whole: Key = ("theme", theme.id)
        codes: list[Key] = [("code", c.id) for c in theme.codes if c.status != "retired"]
        people.expect(whole, *codes)
        people.whole(PEOPLE, [whole], "within")
        people.whole(whole, codes, "union")
        _expect_split(people, whole, "group", people.groups, "sum")
        if theme.id not in people.not_compared:
            _expect_split(people, whole, "wave", people.waves, "union")
        for code in codes:
            ways: list[Key] = [("code direction", code[1], way) for way in WAYS]
            people.expect(*ways)
            people.whole(code, ways, "union")


def _expect_items(people: Counted, codebook: Codebook) -> None:
    """A row for each thing that a framework asks for."""
    for key, codes in item_codes(codebook).items():
        people.expect(key)
        people.excerpts_of[key] = 0
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


def _expect_split(people: Counted, theme: Key, by: str, names: Sequence[str], how: str) -> None:
    """A theme's row in a table of groups or waves: within the theme, and within each column."""
    cells: list[Key] = [(f"theme {by}", theme[1], name) for name in names]
    people.expect(*cells)
    people.whole(theme, cells, how)
    for name, cell in zip(names, cells, strict=True):
        people.whole((by, name), [cell], "within")


def _count(people: Counted, excerpt: CodedExcerpt, group: str, codebook: Codebook) -> None:
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
    codes = {suggestion.code_id for suggestion in excerpt.suggestions}
    for item in {item for code in codes for item in people.items_of.get(code, ())}:
        people.excerpts_of[item] += 1


def _count_proposals(
    people: Counted, proposals: Sequence[ProposedCode], told: Sequence[CodedExcerpt]
) -> None:
    person_of = {excerpt.excerpt_id: excerpt.participant for excerpt in told}
    for proposal in proposals:
        key: Key = ("proposal", proposal.proposal_id)
        people.expect(key)
        people.whole(PEOPLE, [key], "within")
        for excerpt in proposal.excerpts:
            if excerpt in person_of:
                people.count(person_of[excerpt], key)


def _count_room(people: Counted, attendance: Sequence[Attendance], about: About) -> None:
    """Who was in the room, in however many meetings, and who is recorded as speaking there."""
    there = [each for each in attendance if each.present]
    seen = {each.group for each in there}
    unlisted = [*sorted(seen - set(about.groups) - {""}), *({""} & seen)]
    people.groups_in_room = (*about.groups, *unlisted)
    for group in people.groups_in_room:
        people.expect(("there", group), ("recorded", group))
        people.whole(("there", group), [("recorded", group)], "within")
    for each in there:
        people.count(each.participant, ("there", each.group))
        if each.recorded:
            people.count(each.participant, ("recorded", each.group))
