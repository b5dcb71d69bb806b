"""Proposals for new codes, and those inside broad codes, as they may be told to everyone.

A group inside a code says only whether enough people stand behind it: its exact number could be
set against those of the report, where the same people are counted otherwise. Whether there are
enough stands as it was handed out before, as every count does, while only a few have changed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from coding.evaluation.published_counts import PublishedCount
from coding.findings.disclosure.over_time import Before, Roll, standing_counts, to_publish
from coding.findings.disclosure.small_numbers import Figure, Key, least_shown, width
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


@dataclass(slots=True)
class _Enough:
    """Whether enough people stand behind something; `new` is what was not handed out before."""

    least: int
    before: Before
    new: dict[Key, PublishedCount] = field(default_factory=dict)

    def texts(
        self, those: Mapping[Key, frozenset[str]], everyone: Mapping[Key, int]
    ) -> dict[Key, str]:
        """`5 or more` or `fewer than 5` of each of these, or what was printed of it before.

        `everyone`: how many people were heard of whom these are some. Where "5 or more" of them
        would be all or nearly all, it would tell of each, and is not said.
        """
        rolls = {key: Roll(people) for key, people in those.items()}
        texts = {
            key: self.text(
                len(roll) >= self.least and everyone[key] >= self.least + width(self.least) - 1
            )
            for key, roll in rolls.items()
        }
        labels = {self.text(True), self.text(False)}
        earlier = {key: last for key, last in self.before.items() if last.text in labels}
        stands = standing_counts(rolls, earlier, self.least)
        shown = {key: Figure(None, text) for key, text in texts.items()}
        self.new |= to_publish(shown, rolls, stands, earlier)
        return texts | {key: last.text for key, last in stands.items()}

    def text(self, enough: bool) -> str:
        return f"{self.least} or more" if enough else f"fewer than {self.least}"


@dataclass(frozen=True, slots=True)
class Placed:
    """Proposals as they may be told, and what is new in them to be kept as handed out."""

    proposals: tuple[PlacedProposal, ...]
    new: Mapping[Key, PublishedCount]


def theme_findings(
    publication: Publication,
    inside: Mapping[str, Sequence[ProposedCode]],
    taken: Mapping[str, Taken],
    before: Before = MappingProxyType({}),
) -> Placed:
    """Proposals for new codes as the report has them, then those inside codes, code by code."""
    enough = _Enough(least_shown(publication.about.threshold), before)
    new = _new(publication, taken, enough)
    return Placed((*new, *_inside(publication, inside, taken, enough)), enough.new)


def _new(
    publication: Publication, taken: Mapping[str, Taken], enough: _Enough
) -> list[PlacedProposal]:
    pairs = zip(publication.internal.proposals, publication.findings.proposals, strict=True)
    placed = []
    for proposal, told in pairs:
        near = proposal.nearest_similarity is not None and proposal.nearest_similarity >= NEAR
        relation = f"a sharper “{told.nearest}”?" if near and told.nearest else "new"
        placed.append(_finding(publication, proposal, told, "", relation, taken, enough))
    return placed


def _inside(
    publication: Publication,
    inside: Mapping[str, Sequence[ProposedCode]],
    taken: Mapping[str, Taken],
    enough: _Enough,
) -> list[PlacedProposal]:
    every = publication.internal.excerpts
    label_of = labels(every, enough.least) if inside else {}
    keys: dict[Key, ProposedCode] = {
        ("suggestions", "inside", proposal.proposal_id, code): proposal
        for code, proposals in inside.items()
        for proposal in proposals
    }
    those = {key: _people(proposal, every) for key, proposal in keys.items()}
    heard = len({e.participant for e in every if e.counts_a_person})
    texts = enough.texts(those, dict.fromkeys(those, heard))
    placed = []
    for key, proposal in keys.items():
        code, people = key[3], Figure(None, texts[key])
        told = proposal_finding(
            proposal, every, publication.codebook, people, label_of, enough.least
        )
        relation = f"a part of “{publication.codebook.code(code).name}”"
        placed.append(_finding(publication, proposal, told, code, relation, taken, enough))
    return placed


def _finding(
    publication: Publication,
    proposal: ProposedCode,
    told: ProposalFinding,
    inside: str,
    relation: str,
    taken: Mapping[str, Taken],
    enough: _Enough,
) -> PlacedProposal:
    held = set(proposal.excerpts)
    every = publication.internal.excerpts
    id = proposal.proposal_id
    return PlacedProposal(
        told,
        inside,
        proposal.nearest_code,
        relation,
        _with_enough(id, "group", [(each.group, each) for each in every], held, enough),
        _with_enough(id, "wave", [(each.wave, each) for each in every], held, enough),
        proposal.excerpts,
        _done(taken.get(id)),
    )


def _people(proposal: ProposedCode, every: Sequence[CodedExcerpt]) -> frozenset[str]:
    held = set(proposal.excerpts)
    return frozenset(e.participant for e in every if e.excerpt_id in held and e.counts_a_person)


def _with_enough(
    id: str, by: str, pairs: Sequence[tuple[str, CodedExcerpt]], held: set[str], enough: _Enough
) -> tuple[str, ...]:
    """The groups or waves of which enough people are in the excerpts `held`."""
    heard: dict[str, set[str]] = {}
    people: dict[str, set[str]] = {}
    for value, excerpt in pairs:
        if value and excerpt.counts_a_person:
            heard.setdefault(value, set()).add(excerpt.participant)
            if excerpt.excerpt_id in held:
                people.setdefault(value, set()).add(excerpt.participant)
    keys: dict[Key, str] = {("suggestions", f"{by} in", id, value): value for value in people}
    texts = enough.texts(
        {key: frozenset(people[value]) for key, value in keys.items()},
        {key: len(heard[value]) for key, value in keys.items()},
    )
    return tuple(sorted(key[3] for key, text in texts.items() if text == enough.text(True)))


def _done(taken: Taken | None) -> str:
    if taken is None:
        return ""
    if taken.verdict == "drop":
        return f"dropped by {taken.reviewer}"
    return f"taken up by {taken.reviewer} as “{taken.name}”"
