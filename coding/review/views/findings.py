"""What the page Findings shows: each finding with its evidence, its counter-evidence and who agrees."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from codebooks.codebook import Code, Contributor
from coding.evidence.evidence import FindingEvidence, evidence_of
from coding.evidence.near import NearInMeaning
from coding.findings.disclosure.last_reports import LastReports
from coding.findings.further import OPPOSITE, finding_key, of_its_groups, speaks_against, speaks_for
from coding.findings.material import CodedExcerpt
from coding.findings_report.shared.material import says
from coding.review.known.evidence import FoundExcerpts
from coding.review.known.excerpts import Shelf, Shelved
from coding.written.sheet.one_by_one import state_of
from coding.written.values import WrittenFinding
from corpora.spelling import folded

Word = Literal["agrees", "sees it otherwise", ""]
BY_PEOPLE = "codings"


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """An excerpt as evidence: its words, what people coded it with, and what may be done with it.

    `chosen` is whether it is among the finding's quotes of its side.
    """

    excerpt: Shelved
    ways: tuple[str, ...]
    chosen: bool
    may_quote: bool
    strong: bool


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding as one reviewer sees it.

    `supporting` and `otherwise` are what speaks for it and what is coded otherwise, chosen ones and
    strong quotes first; `elsewhere` are ids that were chosen and are in neither, with their words
    where they may be shown. `near` are the few nearest in meaning beside these, and `not_near` says why
    nothing was looked for. `hidden` counts excerpts that this reviewer codes blind. `word` is what
    they themselves say of the finding, `people_for` and `people_against` are sentences.
    """

    finding: WrittenFinding
    state: str
    codes: tuple[Code, ...]
    rests: FindingEvidence
    supporting: tuple[EvidenceLine, ...]
    otherwise: tuple[EvidenceLine, ...]
    elsewhere: tuple[tuple[str, Shelved | None], ...]
    near: tuple[EvidenceLine, ...]
    not_near: str
    hidden: int
    word: Word
    people_for: str
    people_against: str

    @property
    def has_opposite(self) -> bool:
        """Whether the finding has a direction that others can speak against."""
        return self.finding.direction in OPPOSITE


@dataclass(frozen=True, slots=True)
class FindingsReader:
    """Who looks at findings: what they code blind, and the last reports, where they see no more.

    `told` is None for those who may see every count.
    """

    who: Contributor
    blind: Collection[str]
    told: LastReports | None


def finding_view(
    finding: WrittenFinding,
    codes: Sequence[Code],
    found: FoundExcerpts,
    shelf: Shelf,
    reader: FindingsReader,
    near: NearInMeaning,
) -> FindingView:
    """A finding with all that speaks for it and against it; `codes` are those of the codebook."""
    rests = evidence_of(found.excerpts, finding, found.finished)
    own = [e for e in found.excerpts if _is_about(finding, e) and e.excerpt_id in shelf.row]
    shown = [e for e in own if e.excerpt_id not in reader.blind]
    by_id = {code.id: code for code in codes}
    supporting = [e for e in shown if speaks_for(finding, e)]
    otherwise = [e for e in shown if _speaks_otherwise(finding, e)]
    there = {e.excerpt_id for e in own}
    chosen = (*finding.quotes, *finding.counter)
    return FindingView(
        finding=finding,
        state=state_of(finding),
        codes=tuple(by_id[id] for id in finding.codes if id in by_id),
        rests=rests,
        supporting=_lines(supporting, finding, finding.quotes, by_id, found, shelf),
        otherwise=_lines(otherwise, finding, finding.counter, by_id, found, shelf),
        elsewhere=tuple((id, _words(id, shelf, reader)) for id in chosen if id not in there),
        near=_near(finding, near, {e.excerpt_id for e in own}, by_id, found, shelf, reader),
        not_near=near.why_not,
        hidden=len(own) - len(shown),
        word=_word(finding, reader.who),
        people_for=_people(finding, found, rests.supporting, "for", reader.told),
        people_against=_people(finding, found, rests.against, "against", reader.told),
    )


def _speaks_otherwise(finding: WrittenFinding, excerpt: CodedExcerpt) -> bool:
    """Whether it speaks against the finding or, where nothing can, of its codes in another way."""
    if finding.direction in OPPOSITE:
        return speaks_against(finding, excerpt)
    return not speaks_for(finding, excerpt)


def _is_about(finding: WrittenFinding, excerpt: CodedExcerpt) -> bool:
    """Whether somebody of its groups speaks in it, first-hand or not, of one of its codes."""
    whose = not excerpt.counts_a_person or of_its_groups(finding, excerpt.group)
    return whose and any(given.code_id in finding.codes for given in excerpt.suggestions)


def _lines(
    excerpts: Iterable[CodedExcerpt],
    finding: WrittenFinding,
    chosen: Sequence[str],
    codes: dict[str, Code],
    found: FoundExcerpts,
    shelf: Shelf,
) -> tuple[EvidenceLine, ...]:
    lines = [
        EvidenceLine(
            excerpt=shelf.excerpts[shelf.row[each.excerpt_id]],
            ways=tuple(
                says(codes[given.code_id], given.direction)
                for given in each.suggestions
                if given.code_id in finding.codes and given.code_id in codes
            ),
            chosen=each.excerpt_id in chosen,
            may_quote=each.may_quote,
            strong=each.excerpt_id in found.strong,
        )
        for each in excerpts
    ]
    return tuple(sorted(lines, key=_chosen_and_strong_first))


def _near(
    finding: WrittenFinding,
    near: NearInMeaning,
    listed: Collection[str],
    codes: dict[str, Code],
    found: FoundExcerpts,
    shelf: Shelf,
    reader: FindingsReader,
) -> tuple[EvidenceLine, ...]:
    """The few nearest in meaning that this reviewer may see and that are not `listed` already."""
    gone = {e.excerpt_id for e in found.excerpts if e.excerpt_id not in shelf.row}
    return tuple(
        EvidenceLine(
            excerpt=shelf.excerpts[shelf.row[each.excerpt.excerpt_id]],
            ways=(says(codes[each.coding.code_id], each.coding.direction),),
            chosen=False,
            may_quote=True,
            strong=each.excerpt.excerpt_id in found.strong,
        )
        for each in near.to_weigh(finding.id, {*listed, *reader.blind, *gone})
    )


def _chosen_and_strong_first(line: EvidenceLine) -> tuple[bool, bool, bool]:
    return not line.chosen, not (line.strong and line.may_quote), not line.may_quote


def _words(id: str, shelf: Shelf, reader: FindingsReader) -> Shelved | None:
    return shelf.excerpts[shelf.row[id]] if id in shelf.row and id not in reader.blind else None


def _word(finding: WrittenFinding, who: Contributor) -> Word:
    if any(_is(each.name, each.role, who) for each in finding.dissent):
        return "sees it otherwise"
    return "agrees" if any(_is(e.name, e.role, who) for e in finding.agreed_by) else ""


def _is(name: str, role: str, who: Contributor) -> bool:
    return folded(name) == folded(who.name) and role == who.role


def _people(
    finding: WrittenFinding,
    found: FoundExcerpts,
    ids: Collection[str],
    side: Literal["for", "against"],
    told: LastReports | None,
) -> str:
    """How many people one side is, of how many whom the finding is about."""
    if told is None:
        own = [e for e in found.excerpts if e.counts_a_person and of_its_groups(finding, e.group)]
        wanted = set(ids)
        people = len({e.participant for e in own if e.excerpt_id in wanted})
        return f"{people} of {len({e.participant for e in own})} people, found so far"
    figure = told.figure(BY_PEOPLE, *finding_key(finding, side))
    if not figure.tells:
        return (
            "not shown: small numbers are hidden, and so are those that no report has printed yet"
        )
    whole = told.figure(BY_PEOPLE, "finding of", finding.id)
    return f"{figure.of(whole)} people, in the last report"
