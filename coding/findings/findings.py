"""All that the report may say: figures that may be printed, quotes that may be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from codebooks.codebook import Code, Codebook, Theme
from coding.findings.counted import PEOPLE, WAYS, versions_of
from coding.findings.disclosure.bounds import ALL_READ, bound_key
from coding.findings.disclosure.small_numbers import NOT_SHOWN, Figure, least_shown
from coding.findings.figures import LEFT_OUT, UNLISTED, Figures
from coding.findings.frameworks import FrameworkFinding, framework_findings
from coding.findings.material import (
    About,
    Attendance,
    CodedExcerpt,
    GivenCode,
    ProposedCode,
    SourceFile,
)
from coding.findings.proposals import ProposalFinding, proposal_finding
from coding.findings.quotes import Label, Quote, labels, quotes
from coding.findings.sources import Reading, reading

Suggested = tuple[CodedExcerpt, GivenCode]


@dataclass(frozen=True, slots=True)
class Column:
    """A group or a wave, and how many people of it were heard. `name` is empty where not stated."""

    name: str
    people: Figure


@dataclass(frozen=True, slots=True)
class DirectionFinding:
    """What was suggested of one code in one direction, "" where it is not sure which.

    `suggested` says whether anything was at all, first-hand or not, as far as `people` tells it:
    where these are of an earlier report, so is this. `quotes` are those of it that may be shown.
    """

    direction: str
    people: Figure
    suggested: bool
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class CodeFinding:
    """What was suggested of one code. `others` counts excerpts that count no person; `at_most` says
    how many people there may be, None where the program's suggestions are counted.
    """

    code: Code
    people: Figure
    others: int
    directions: tuple[DirectionFinding, ...]
    at_most: Figure | None = None

    @property
    def so_far(self) -> bool:
        """Whether there may be more people, since not everybody was read to the end."""
        return self.at_most is not None and self.at_most.text != ALL_READ

    @property
    def suggested(self) -> bool:
        """Whether the code was suggested for any excerpt."""
        return any(way.suggested for way in self.directions)

    @property
    def critical(self) -> bool:
        """Whether it was suggested for something negative or mixed."""
        return any(w.suggested for w in self.directions if w.direction in ("negative", "mixed"))


@dataclass(frozen=True, slots=True)
class ThemeFinding:
    """A theme's people: in all, by group and by wave, in the order that `Findings` gives them.

    `by_wave` is empty where the waves are not compared, and `differ` then says of which codes the
    meaning differs from wave to wave, each with what it was decided with.
    """

    theme: Theme
    people: Figure
    by_group: tuple[Figure, ...]
    by_wave: tuple[Figure, ...]
    others: int
    codes: tuple[CodeFinding, ...]
    differ: tuple[tuple[Code, str], ...] = ()


@dataclass(frozen=True, slots=True)
class GroupInRoom:
    """How many people of a group were there, and for how many the notes record that they spoke."""

    group: str
    there: Figure
    recorded: Figure


@dataclass(frozen=True, slots=True)
class Room:
    """What meeting notes say of attendance; `meetings` counts the notes that list anybody."""

    meetings: int
    groups: tuple[GroupInRoom, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """All that the report may say, with consent and disclosure applied."""

    reading: Reading
    people: Figure
    groups: tuple[Column, ...]
    waves: tuple[Column, ...]
    groups_by_wave: tuple[tuple[Figure, ...], ...]
    versions: tuple[str, ...]
    left_out_people: Figure
    unlisted_speakers: Figure
    themes: tuple[ThemeFinding, ...]
    frameworks: tuple[FrameworkFinding, ...]
    proposals: tuple[ProposalFinding, ...]
    may_quote_any: bool
    room: Room

    @property
    def waves_compare(self) -> bool:
        """Whether any theme is compared from wave to wave."""
        return any(theme.by_wave for theme in self.themes)


def findings(
    excerpts: Sequence[CodedExcerpt],
    proposals: Sequence[ProposedCode],
    files: Sequence[SourceFile],
    codebook: Codebook,
    about: About,
    attendance: Sequence[Attendance],
    shown: Figures,
) -> Findings:
    """What may be told to everyone of these excerpts, with the figures that were chosen for it."""
    least = least_shown(about.threshold)
    label_of = labels(excerpts, least)
    return Findings(
        reading=reading(files, excerpts),
        people=shown[PEOPLE],
        groups=tuple(Column(g, shown[("group", g)]) for g in shown.groups),
        waves=tuple(Column(w, shown[("wave", w)]) for w in shown.waves),
        groups_by_wave=tuple(
            tuple(shown[("group wave", group, wave)] for wave in shown.waves)
            for group in shown.groups
        ),
        versions=versions_of(excerpts),
        left_out_people=shown[LEFT_OUT],
        unlisted_speakers=shown[UNLISTED],
        themes=_themes(excerpts, codebook, about, shown, label_of),
        frameworks=framework_findings(excerpts, codebook, shown),
        proposals=tuple(
            proposal_finding(
                each, excerpts, codebook, shown[("proposal", each.proposal_id)], label_of, least
            )
            for each in proposals
        ),
        may_quote_any=any(excerpt.may_quote for excerpt in excerpts),
        room=room(attendance, shown),
    )


def room(attendance: Sequence[Attendance], shown: Figures) -> Room:
    """Who was at meetings, group by group."""
    return Room(
        meetings=len({each.transcript_id for each in attendance}),
        groups=tuple(
            GroupInRoom(group, shown[("there", group)], shown[("recorded", group)])
            for group in shown.groups_in_room
        ),
    )


def _themes(
    excerpts: Sequence[CodedExcerpt],
    codebook: Codebook,
    about: About,
    shown: Figures,
    label_of: Mapping[str, Label],
) -> tuple[ThemeFinding, ...]:
    suggested: dict[str, list[Suggested]] = {code.id: [] for code in codebook.codes}
    for excerpt in excerpts:
        for suggestion in excerpt.suggestions:
            if suggestion.code_id in suggested:
                suggested[suggestion.code_id].append((excerpt, suggestion))
    return tuple(
        _theme(theme, suggested, about, shown, label_of)
        for theme in codebook.themes
        if any(code.id in suggested for code in theme.codes)
    )


def _theme(
    theme: Theme,
    suggested: Mapping[str, list[Suggested]],
    about: About,
    shown: Figures,
    label_of: Mapping[str, Label],
) -> ThemeFinding:
    codes = [code for code in theme.codes if code.id in suggested]
    others = {e.excerpt_id for c in codes for e, _ in suggested[c.id] if not e.counts_a_person}
    waves = shown.waves if theme.id not in shown.not_compared else ()
    return ThemeFinding(
        theme=theme,
        people=_beside_quotes(
            shown[("theme", theme.id)], [each for c in codes for each in suggested[c.id]]
        ),
        by_group=tuple(shown[("theme group", theme.id, group)] for group in shown.groups),
        by_wave=tuple(shown[("theme wave", theme.id, wave)] for wave in waves),
        others=len(others),
        codes=tuple(_code(code, suggested[code.id], shown, label_of) for code in codes),
        differ=tuple(
            (c, about.meanings_differ[c.id]) for c in codes if c.id in about.meanings_differ
        ),
    )


def _code(
    code: Code, suggested: Sequence[Suggested], shown: Figures, label_of: Mapping[str, Label]
) -> CodeFinding:
    return CodeFinding(
        code=code,
        people=_beside_quotes(shown[("code", code.id)], suggested),
        others=sum(not excerpt.counts_a_person for excerpt, _ in suggested),
        directions=tuple(
            _direction(way, [s for s in suggested if s[1].direction == way], people, label_of)
            for way in WAYS
            for people in [shown[("code direction", code.id, way)]]
        ),
        at_most=shown.shown.get(bound_key(code.id)),
    )


def _direction(
    way: str, suggested: Sequence[Suggested], people: Figure, label_of: Mapping[str, Label]
) -> DirectionFinding:
    return DirectionFinding(
        direction=way,
        people=_beside_quotes(people, suggested),
        suggested=people.value != 0 or any(_may_be_told(excerpt) for excerpt, _ in suggested),
        quotes=quotes(suggested, label_of),
    )


def _may_be_told(excerpt: CodedExcerpt) -> bool:
    """Whether it may be said that there is something, whatever the number of people says."""
    return excerpt.may_quote or not excerpt.counts_a_person


def _beside_quotes(people: Figure, suggested: Sequence[Suggested]) -> Figure:
    """The number, but for a nobody of an earlier report where by now somebody can be quoted."""
    if people.value == 0 and any(e.counts_a_person and e.may_quote for e, _ in suggested):
        return Figure(None, NOT_SHOWN)
    return people
