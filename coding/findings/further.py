"""What the findings report counts beyond the reviewed one: stances, findings, and the same people twice.

A finding counts who speaks for it and who speaks against it. Waves are compared with the same
people only: those who were heard in both. All of it is part of the one tally of a run.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from codebooks.codebook import Codebook, Direction
from coding.findings.counted import WAYS, Counted
from coding.findings.disclosure.wholes import Key
from coding.findings.material import CodedExcerpt
from coding.written.values import WrittenFinding

Stance = Literal["positive", "mixed", "negative", "not said"]
STANCES: tuple[Stance, ...] = ("positive", "mixed", "negative", "not said")
Change = Literal["both", "only earlier", "only later", "neither", "not comparable"]
CHANGES: tuple[Change, ...] = ("both", "only earlier", "only later", "neither", "not comparable")
COMPARED: tuple[Direction, ...] = ("positive", "negative")
"""The directions in which waves are compared."""

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
    for earlier, later in pairwise(wave for wave in people.waves if wave):
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


def _count_pairs(
    people: Counted,
    told: Sequence[CodedExcerpt],
    codebook: Codebook,
    further: Further,
    earlier: str,
    later: str,
) -> None:
    heard = {wave: people.by_key[("wave", wave)] for wave in (earlier, later)}
    twice = heard[earlier] & heard[later]
    both: Key = ("paired", earlier, later)
    people.expect(both)
    people.by_key[both] |= twice
    for wave in (earlier, later):
        people.whole(("wave", wave), [both], "within")
    unread = {(e.participant, e.wave) for e in told if e.excerpt_id not in further.finished}
    for row, codes in rows_compared(codebook, further):
        spoke = {wave: _who_says(told, wave, codes, row[-1]) for wave in (earlier, later)}
        cells: dict[Change, Key] = {each: ("pair", *row, earlier, later, each) for each in CHANGES}
        people.expect(*cells.values())
        people.whole(both, list(cells.values()), "sum")
        for who in twice:
            change = _change(who, earlier, later, spoke, unread)
            people.count(who, cells[change])


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
