"""What people said that is nearest in meaning to a claim, and that its codes do not bring for it.

For people to judge. Nearness tells what words speak of, and not which side they take: "I was
listened to" and "nobody listened" are neighbours. Nothing here is counted for or against anything.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from coding.findings.further import OPPOSITE, of_its_groups, speaks_for
from coding.findings.material import CodedExcerpt, GivenCode
from coding.written.values import WrittenFinding
from corpora.errors import ModelFault
from corpora.remarks import without_remarks

if TYPE_CHECKING:
    from coding.embedding.model import Floats
    from coding.embedding.vectors import VectorCache

MOST_NEAR = 3
NEAR_ENOUGH = 0.4
"""The least cosine of a claim's vector and an excerpt's, by the packaged model.

Of two real sets coded by people, talk about co-production and patients' comments, 2 of 100 excerpts
with other codes come as near to what a code says, and 5 and 14 of 100 with that code. At 0.3 it is 7
of 100 with other codes; at 0.5 hardly any claim has anything near.
"""
_PLACES = 3
_BLOCK = 10_000
_MOST_RANKED = 1_000

NOT_PREPARED = (
    "It was not looked for by meaning: heard run has not prepared these excerpts for that."
)
NO_MODEL = "It could not be looked for by meaning: the language model is missing or altered."
OTHER_MODEL = (
    "It was not looked for by meaning: how near is near was measured for the packaged language model, and "
    "the settings name another."
)


@dataclass(frozen=True, slots=True)
class NearExcerpt:
    """An excerpt near a claim, the coding that it is shown with, and their cosine (-1 to 1)."""

    excerpt: CodedExcerpt
    coding: GivenCode
    cosine: float


@dataclass(frozen=True, slots=True)
class NearInMeaning:
    """By the id of a finding the excerpts near its claim, the nearest first, at most a thousand.

    `why_not` is a sentence where nothing was looked for, else "".
    """

    by_finding: Mapping[str, tuple[NearExcerpt, ...]] = field(default_factory=dict)
    why_not: str = ""

    def to_weigh(
        self, finding: str, without: AbstractSet[str] = frozenset()
    ) -> tuple[NearExcerpt, ...]:
        """The few nearest, each of another person and in other words; `without` are ids left out."""
        return tuple(_first_of_each(self.by_finding.get(finding, ()), without))[:MOST_NEAR]


def near_in_meaning(
    findings: Sequence[WrittenFinding],
    excerpts: Sequence[CodedExcerpt],
    cache: "VectorCache | None",
) -> NearInMeaning:
    """What is near to each claim, of first-hand words that people coded and that may be quoted.

    `cache` holds vectors by the packaged model, and is None where the settings name another.
    """
    if cache is None:
        return NearInMeaning(why_not=OTHER_MODEL)
    own = [e for e in excerpts if e.counts_a_person and e.may_quote and e.suggestions]
    texts = [e.text for e in own]
    if not texts or not findings:
        return NearInMeaning()
    # Whoever deleted the vectors waits for the next run, and not for the report.
    if cache.missing(texts) == len({without_remarks(text) for text in texts}):
        return NearInMeaning(why_not=NOT_PREPARED)
    try:
        claims = cache.embed([finding.claim for finding in findings]).matrix
        vectors = cache.embed(texts)
    except ModelFault:
        return NearInMeaning(why_not=NO_MODEL)
    cosines = np.concatenate(
        [
            vectors.rows(at, min(at + _BLOCK, len(own))) @ claims.T
            for at in range(0, len(own), _BLOCK)
        ]
    )
    ranked = {
        finding.id: _ranked(finding, own, cosines[:, at]) for at, finding in enumerate(findings)
    }
    return NearInMeaning(ranked)


def _ranked(
    finding: WrittenFinding, excerpts: Sequence[CodedExcerpt], cosines: "Floats"
) -> tuple[NearExcerpt, ...]:
    # Rounded, so that the last bits of a product, which differ between machines, decide nothing.
    rounded = np.round(cosines.astype(np.float64), _PLACES)
    rows = np.flatnonzero(rounded >= NEAR_ENOUGH)
    ids = np.array([excerpts[row].excerpt_id for row in rows.tolist()], dtype=np.str_)
    nearest_first = rows[np.lexsort((ids, -rounded[rows]))].tolist()
    near = (
        NearExcerpt(excerpts[row], coding, float(rounded[row]))
        for row in nearest_first
        if (coding := coding_to_weigh(finding, excerpts[row])) is not None
    )
    return tuple(islice(near, _MOST_RANKED))


def coding_to_weigh(finding: WrittenFinding, excerpt: CodedExcerpt) -> GivenCode | None:
    """The coding for which an excerpt is to be weighed beside a finding; None where it is not.

    One in the other direction, or mixed, of its codes first; or any, where it has none of its codes.
    None for what speaks for the finding, was chosen for it, or is of a group it is not about.
    """
    if (
        speaks_for(finding, excerpt)
        or excerpt.excerpt_id in (*finding.quotes, *finding.counter)
        or not of_its_groups(finding, excerpt.group)
    ):
        return None
    own = [given for given in excerpt.suggestions if given.code_id in finding.codes]
    ways = OPPOSITE.get(finding.direction, ())
    otherwise = [g for g in (*own, *excerpt.suggestions) if g.direction in ways]
    beside = () if own else excerpt.suggestions
    return next(iter((*otherwise, *beside)), None)


def _first_of_each(
    ranked: Sequence[NearExcerpt], without: AbstractSet[str]
) -> Iterator[NearExcerpt]:
    people: set[str] = set()
    words: set[str] = set()
    for each in ranked:
        excerpt, text = each.excerpt, each.excerpt.text.casefold()
        if excerpt.excerpt_id in without or excerpt.participant in people or text in words:
            continue
        people.add(excerpt.participant)
        words.add(text)
        yield each
