"""Proposals for new codes, and those inside broad codes, as they may be told to everyone.

A group inside a code says only whether enough people stand behind it: its exact number could be
set against those of the report, where the same people are counted otherwise.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coding.findings.disclosure.small_numbers import Figure, least_shown
from coding.findings.material import CodedExcerpt, ProposedCode
from coding.findings.proposals import ProposalFinding, proposal_finding
from coding.findings.publication import Publication
from coding.findings.quotes import labels
from coding.themes.verdicts import Taken

# From this cosine on, of centres less the mean of all excerpts, a proposal is near its code.
NEAR = 0.3


@dataclass(frozen=True, slots=True)
class PlacedProposal:
    """A proposal: what may be told, the code it lies inside ("" for none), the id of the code nearest
    to it ("" for none) and how it stands to that, the groups and waves with enough people in it,
    the ids of its excerpts, and what was done with it.
    """

    told: ProposalFinding
    inside: str
    near: str
    relation: str
    groups: tuple[str, ...]
    waves: tuple[str, ...]
    excerpts: tuple[str, ...]
    decision: str


def theme_findings(
    publication: Publication,
    inside: Mapping[str, Sequence[ProposedCode]],
    taken: Mapping[str, Taken],
) -> list[PlacedProposal]:
    """Proposals for new codes as the report has them, then those inside codes, code by code."""
    return [*_new(publication, taken), *_inside(publication, inside, taken)]


def _new(publication: Publication, taken: Mapping[str, Taken]) -> Iterator[PlacedProposal]:
    pairs = zip(publication.internal.proposals, publication.findings.proposals, strict=True)
    for proposal, told in pairs:
        near = proposal.nearest_similarity is not None and proposal.nearest_similarity >= NEAR
        relation = f"a sharper “{told.nearest}”?" if near and told.nearest else "new"
        yield _finding(publication, proposal, told, "", relation, taken)


def _inside(
    publication: Publication,
    inside: Mapping[str, Sequence[ProposedCode]],
    taken: Mapping[str, Taken],
) -> Iterator[PlacedProposal]:
    every, least = publication.internal.excerpts, least_shown(publication.about.threshold)
    label_of = labels(every, least) if inside else {}
    for code, proposals in inside.items():
        name = publication.codebook.code(code).name
        for proposal in proposals:
            count = len(_people(proposal, every))
            enough = f"{least} or more" if count >= least else f"fewer than {least}"
            told = proposal_finding(
                proposal, every, publication.codebook, Figure(None, enough), label_of, least
            )
            yield _finding(publication, proposal, told, code, f"a part of “{name}”", taken)


def _finding(
    publication: Publication,
    proposal: ProposedCode,
    told: ProposalFinding,
    inside: str,
    relation: str,
    taken: Mapping[str, Taken],
) -> PlacedProposal:
    held, least = set(proposal.excerpts), least_shown(publication.about.threshold)
    members = [each for each in publication.internal.excerpts if each.excerpt_id in held]
    return PlacedProposal(
        told,
        inside,
        proposal.nearest_code,
        relation,
        _enough([(each.group, each) for each in members], least),
        _enough([(each.wave, each) for each in members], least),
        proposal.excerpts,
        _done(taken.get(proposal.proposal_id)),
    )


def _people(proposal: ProposedCode, every: Sequence[CodedExcerpt]) -> set[str]:
    held = set(proposal.excerpts)
    return {e.participant for e in every if e.excerpt_id in held and e.counts_a_person}


def _enough(pairs: Sequence[tuple[str, CodedExcerpt]], least: int) -> tuple[str, ...]:
    """The groups or waves of which enough people are among these."""
    people: dict[str, set[str]] = {}
    for value, excerpt in pairs:
        if value and excerpt.counts_a_person:
            people.setdefault(value, set()).add(excerpt.participant)
    return tuple(sorted(value for value, those in people.items() if len(those) >= least))


def _done(taken: Taken | None) -> str:
    if taken is None:
        return ""
    if taken.verdict == "drop":
        return f"dropped by {taken.reviewer}"
    return f"taken up by {taken.reviewer} as “{taken.name}”"
