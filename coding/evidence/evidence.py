"""What a finding rests on, in excerpts: for it, against it, second-hand, and what nobody has read."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from coding.findings.further import of_its_groups, speaks_against, speaks_for
from coding.findings.material import CodedExcerpt
from coding.written.values import WrittenFinding


@dataclass(frozen=True, slots=True)
class FindingEvidence:
    """Ids of excerpts `supporting` a finding and `against` it, first-hand, in the order of the sources.

    `second_hand` counts excerpts of notes and documents that speak for it. Of `excerpts` first-hand
    ones of its groups, `read` were read to the end.
    """

    finding: str
    supporting: tuple[str, ...]
    against: tuple[str, ...]
    second_hand: int
    excerpts: int
    read: int


def evidence_of(
    excerpts: Sequence[CodedExcerpt], finding: WrittenFinding, finished: AbstractSet[str]
) -> FindingEvidence:
    """The same for this finding; `finished` are the excerpts that somebody has read to the end."""
    own = [e for e in excerpts if e.counts_a_person and of_its_groups(finding, e.group)]
    apart = [e for e in excerpts if not e.counts_a_person]
    return FindingEvidence(
        finding=finding.id,
        supporting=tuple(e.excerpt_id for e in own if speaks_for(finding, e)),
        against=tuple(e.excerpt_id for e in own if speaks_against(finding, e)),
        second_hand=sum(speaks_for(finding, e) for e in apart),
        excerpts=len(own),
        read=sum(e.excerpt_id in finished for e in own),
    )
