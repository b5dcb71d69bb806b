"""What the findings report counts beyond the reviewed one: stances, findings, and the same people twice.

A finding counts who speaks for it and who speaks against it. Waves are compared with the same
people only: those who were heard in both. All of it is part of the one tally of a run.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from codebooks.codebook import Codebook, Direction, Theme
from coding.findings.counted import PEOPLE, WAYS, Counted
from coding.findings.disclosure.wholes import Key
from coding.findings.material import CodedExcerpt
from coding.written.values import WrittenFinding

Stance = Literal["positive", "mixed", "negative", "not said"]
STANCES: tuple[Stance, ...] = ("positive", "mixed", "negative", "not said")
Change = Literal["both", "only earlier", "only later", "neither", "not comparable"]
CHANGES: tuple[Change, ...] = ("both", "only earlier", "only later", "neither", "not comparable")
COMPARED: tuple[Direction, ...] = ("positive", "negative")
"""The directions in which waves are compared."""

SAID: Mapping[str, tuple[Change, ...]] = {
    "at all": ("both", "only earlier", "only later"),
    "earlier": ("both", "only earlier"),
    "later": ("both", "only later"),
}
"""What nobody prints of two waves, and whoever reads their numbers adds up."""

LADDER = ("change-promised", "change-reported", "change-attributed")
"""The shipped codebook's codes of a change: promised, made, put down to the co-production."""

OPPOSITE: dict[Direction | None, tuple[str, ...]] = {
    "positive": ("negative", "mixed"),
    "negative": ("positive", "mixed"),
}
"""Which directions of its codes speak against a finding; for others, none does."""


@dataclass(frozen=True, slots=True)
class Further:
    """What is asked for. `watched` are ids of codes whose waves are compared one by one.

    `finished` are the ids of excerpts that somebody has read to the end. `changed` are ids of codes
    of which some codings need another look, since the code has changed: their waves do not compare.
    """

    findings: tuple[WrittenFinding, ...] = ()
    watched: frozenset[str] = frozenset()
    finished: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()


def count_further(
    people: Counted, told: Sequence[CodedExcerpt], codebook: Codebook, further: Further
) -> None:
    """Add these counts to `people`; `told` are the excerpts that count a person."""
    _count_stances(people, told, codebook)
    for finding in further.findings:
        _count_finding(people, told, finding)
    pairs = list(pairwise(wave for wave in people.waves if wave))
    if pairs:
        _count_heard_in(people)
    for earlier, later in pairs:
        _count_pairs(people, told, codebook, further, earlier, later)


def speaks_for(finding: WrittenFinding, excerpt: CodedExcerpt) -> bool:
    """Whether a coding of the excerpt bears the finding out."""
    wanted = WAYS if finding.direction is None else (finding.direction,)
    return _coded(excerpt, finding, wanted)


def speaks_against(finding: WrittenFinding, excerpt: CodedExcerpt) -> bool:
    """Whether a coding of the excerpt says otherwise: the same code, in another direction."""
    return _coded(excerpt, finding, OPPOSITE.get(finding.direction, ()))


def finding_key(finding: WrittenFinding, side: Literal["for", "against"]) -> Key:
    """The count of who speaks for a finding, or against it.

    Findings about groups are a kind of their own: of a small group nothing is counted, not even
    nobody.
    """
    return ("finding of groups" if finding.groups else "finding", finding.id, side)


def _coded(excerpt: CodedExcerpt, finding: WrittenFinding, ways: Sequence[str]) -> bool:
    return any(
        each.code_id in finding.codes and each.direction in ways for each in excerpt.suggestions
    )


def of_its_groups(finding: WrittenFinding, group: str) -> bool:
    """Whether the finding speaks about this group."""
    return not finding.groups or group in finding.groups


def stance(ways: Iterable[str]) -> Stance:
    """What somebody's codings come to. One who says both, or some of both, is *mixed*."""
    there = set(ways)
    if "mixed" in there or {"positive", "negative"} <= there:
        return "mixed"
    return next((way for way in ("positive", "negative") if way in there), "not said")


def _count_stances(people: Counted, told: Sequence[CodedExcerpt], codebook: Codebook) -> None:
    theme_of = {code.id: theme.id for theme in codebook.themes for code in theme.codes}
    ways: dict[tuple[str, str], set[str]] = {}
    for excerpt in told:
        for each in excerpt.suggestions:
            if ("code", each.code_id) in people.by_key:
                person = (theme_of[each.code_id], excerpt.participant)
                ways.setdefault(person, set()).add(each.direction)
    for theme in codebook.themes:
        cells: list[Key] = [("theme stance", theme.id, each) for each in STANCES]
        people.expect(*cells)
        people.whole(("theme", theme.id), cells, "sum")
    for (theme_id, who), theirs in ways.items():
        people.count(who, ("theme stance", theme_id, stance(theirs)))
    for theme in codebook.themes:
        _same_as_stances(people, theme)


def _same_as_stances(people: Counted, theme: Theme) -> None:
    """How stances hang together with the codes: who says it with any is of one mind, or of two."""
    mixed: Key = ("theme stance", theme.id, "mixed")
    codes = [code.id for code in theme.codes if ("code", code.id) in people.by_key]
    for way in COMPARED:
        of_codes: list[Key] = [("code direction", code, way) for code in codes]
        says: Key = ("theme says", theme.id, way)
        of_two_minds: Key = ("mixed says", theme.id, way)
        people.expect(says, of_two_minds)
        people.by_key[says] |= set[str]().union(*(people.by_key[key] for key in of_codes))
        people.by_key[of_two_minds] |= people.by_key[says] & people.by_key[mixed]
        people.whole(says, of_codes, "union")
        people.whole(says, [("theme stance", theme.id, way), of_two_minds], "sum")
        people.whole(mixed, [of_two_minds], "within")
    people.whole(mixed, [("code direction", code, "mixed") for code in codes], "within")


def _count_finding(people: Counted, told: Sequence[CodedExcerpt], finding: WrittenFinding) -> None:
    everyone: Key = ("finding of", finding.id)
    agree, differ = finding_key(finding, "for"), finding_key(finding, "against")
    groups = [group for group in people.groups if of_its_groups(finding, group)]
    parts: list[Key] = [("finding group", finding.id, group) for group in groups]
    people.expect(everyone, agree, differ, *parts)
    people.whole(everyone, [("group", group) for group in groups], "sum")
    people.whole(everyone, [agree, differ], "within")
    people.whole(agree, parts, "sum")
    for group, part in zip(groups, parts, strict=True):
        people.whole(("group", group), [part], "within")
    _same_as_codes(people, finding, agree)
    group_of = _groups(people)
    for excerpt in told:
        who = excerpt.participant
        if of_its_groups(finding, group_of[who]):
            people.count(who, everyone)
            if speaks_for(finding, excerpt):
                people.count(who, agree, ("finding group", finding.id, group_of[who]))
            if speaks_against(finding, excerpt):
                people.count(who, differ)


def _same_as_codes(people: Counted, finding: WrittenFinding, agree: Key) -> None:
    """How its count hangs together with those of its codes, which the reviewed report prints."""
    ways = WAYS if finding.direction is None else (finding.direction,)
    of_codes: list[Key] = [
        key
        for code in finding.codes
        for key in (("code direction", code, way) for way in ways)
        if key in people.by_key
    ]
    if finding.groups:
        for key in of_codes if len(of_codes) == 1 else ():
            people.whole(key, [agree], "within")
    else:
        people.whole(agree, of_codes, "union")


def _groups(people: Counted) -> dict[str, str]:
    return {who: group for group in people.groups for who in people.by_key[("group", group)]}


def rows_compared(codebook: Codebook, further: Further) -> list[tuple[Key, frozenset[str]]]:
    """What is compared from wave to wave: a theme or a watched code in a direction, and its codes.

    Only of what means the same in all codings.
    """
    rows: list[tuple[Key, frozenset[str]]] = []
    for theme in codebook.themes:
        codes = [code.id for code in theme.codes if code.status != "retired"]
        rows += [(("theme", theme.id, way), frozenset(codes)) for way in COMPARED if codes]
        rows += [
            (("code", code, way), frozenset([code]))
            for code in codes
            if code in further.watched
            for way in COMPARED
        ]
    return [(row, codes) for row, codes in rows if not codes & further.changed]


def _count_heard_in(people: Counted) -> None:
    """Who was heard in just these waves, so that waves, everybody and those heard twice add up.

    No report prints it. Of waves in which nobody was heard together there is no count.
    """
    for who in sorted(people.by_key[PEOPLE]):
        key: Key = ("heard in", *_waves_of(people, who))
        people.expect(key)
        people.count(who, key)
    just = [key for key in people.by_key if key[0] == "heard in"]
    people.whole(PEOPLE, just, "sum")
    for wave in people.waves:
        people.whole(("wave", wave), [key for key in just if wave in key[1:]], "sum")


def _waves_of(people: Counted, who: str) -> list[str]:
    return [wave for wave in people.waves if who in people.by_key[("wave", wave)]]


def _count_pairs(
    people: Counted,
    told: Sequence[CodedExcerpt],
    codebook: Codebook,
    further: Further,
    earlier: str,
    later: str,
) -> None:
    both: Key = ("paired", earlier, later)
    once: Key = ("not paired", earlier, later)
    just = [key for key in people.by_key if key[0] == "heard in"]
    twice = [key for key in just if {earlier, later} <= set(key[1:])]
    for total, parts in ((both, twice), (once, [key for key in just if key not in twice])):
        people.expect(total)
        people.by_key[total] |= set[str]().union(*(people.by_key[part] for part in parts))
        people.whole(total, parts, "sum")
    people.whole(PEOPLE, [both, once], "sum")
    unread = {(e.participant, e.wave) for e in told if e.excerpt_id not in further.finished}
    for row, codes in rows_compared(codebook, further):
        spoke = {wave: _who_says(told, wave, codes, row[-1]) for wave in (earlier, later)}
        cells: dict[Change, Key] = {each: ("pair", *row, earlier, later, each) for each in CHANGES}
        people.expect(*cells.values())
        people.whole(both, list(cells.values()), "sum")
        for who in people.by_key[both]:
            change = _change(who, earlier, later, spoke, unread)
            people.count(who, cells[change])
        _count_sums(people, both, cells)
        _same_as_direction(people, cells, once)
        theme = row[1] if row[0] == "theme" else codebook.theme_of(row[1]).id
        _same_as_theme(people, theme, cells, {"earlier": earlier, "later": later})


def _count_sums(people: Counted, both: Key, cells: Mapping[Change, Key]) -> None:
    """How many of those heard twice said it in a wave, or in any, which whoever adds up can tell."""
    for name, changes in SAID.items():
        total: Key = ("pair sum", *cells["both"][1:-1], name)
        parts = [cells[change] for change in changes]
        people.expect(total)
        people.by_key[total] |= set[str]().union(*(people.by_key[part] for part in parts))
        people.whole(total, parts, "sum")
    said: Key = ("pair sum", *cells["both"][1:-1], "at all")
    people.whole(both, [said, cells["neither"], cells["not comparable"]], "sum")


def _same_as_direction(people: Counted, cells: Mapping[Change, Key], once: Key) -> None:
    """All who say it are those whose waves compare, and some of the others."""
    _, kind, id, way, *waves = cells["both"][:-1]
    everyone: Key = ("theme says" if kind == "theme" else "code direction", id, way)
    others = {"not comparable": cells["not comparable"], "not paired": once}
    if len(people.waves) > len(waves):
        others["neither"] = cells["neither"]
    rests: list[Key] = []
    for name, other in others.items():
        rest: Key = ("pair rest", kind, id, way, *waves, name)
        people.expect(rest)
        people.by_key[rest] |= people.by_key[everyone] & people.by_key[other]
        people.whole(other, [rest], "within")
        rests.append(rest)
    people.whole(everyone, [*(cells[change] for change in SAID["at all"]), *rests], "sum")


def _same_as_theme(
    people: Counted, theme: str, cells: Mapping[Change, Key], waves: Mapping[str, str]
) -> None:
    """Who says it with a code says it with the theme, and in its wave."""
    _, kind, _, way, *rest = cells["both"][:-1]
    for name in SAID:
        sum_ = ("pair sum", *cells["both"][1:-1], name)
        of_theme: Key = ("pair sum", "theme", theme, way, *rest, name)
        in_wave: Key = ("theme wave", theme, waves.get(name, ""))
        for total in (of_theme if kind == "code" else (), in_wave):
            if total in people.by_key:
                people.whole(total, [sum_], "within")


def _who_says(
    told: Sequence[CodedExcerpt], wave: str, codes: frozenset[str], way: str
) -> frozenset[str]:
    return frozenset(
        excerpt.participant
        for excerpt in told
        if excerpt.wave == wave
        and any(each.code_id in codes and each.direction == way for each in excerpt.suggestions)
    )


def _change(
    who: str,
    earlier: str,
    later: str,
    spoke: Mapping[str, frozenset[str]],
    unread: set[tuple[str, str]],
) -> Change:
    """What somebody said in two waves; that they did not say it is sure only once all is read."""
    then, now = who in spoke[earlier], who in spoke[later]
    if then and now:
        return "both"
    silent = [wave for wave, said in ((earlier, then), (later, now)) if not said]
    if any((who, wave) in unread for wave in silent):
        return "not comparable"
    return "only earlier" if then else "only later" if now else "neither"
