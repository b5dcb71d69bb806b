"""How far reviewers who coded blind agree over all codes, as one sentence of a report."""

from collections.abc import Callable
from dataclasses import dataclass

from coding.agreement.intervals import Estimate, Sample
from coding.agreement.judged_blind import BlindShare
from coding.agreement.measures import MISSING

FEWEST_BLIND = 30
"""Of fewer excerpts the interval is so wide that a figure says nothing."""


@dataclass(frozen=True, slots=True)
class OverallAgreement:
    """Krippendorff's alpha of `reviewers` on whether codes are there, with its 95 % interval.

    Of `excerpts` each was judged by two of them or more; it is over `codes` of `of_codes`. Of fewer
    than `FEWEST_BLIND` it is not worked out.
    """

    reviewers: int
    excerpts: int
    codes: int
    of_codes: int
    alpha: Estimate


def overall_agreement(share: BlindShare, tells: Callable[[str, int], bool]) -> OverallAgreement:
    """The agreement of all reviewers together, over the codes that tell nothing of people.

    `tells` says whether a code does with the number of excerpts that somebody found it in.
    """
    kept = [code for code, excerpts in share.found_in().items() if not tells(code, excerpts)]
    there = share.of_codes(kept).there
    judged = ((share.there != MISSING).sum(axis=2) >= 2).any(axis=1)
    enough = int(judged.sum()) >= FEWEST_BLIND
    alpha = Sample(there[judged], 2).overall("krippendorff") if enough else Estimate(None)
    reviewers = int((share.there[judged] != MISSING).any(axis=(0, 1)).sum())
    return OverallAgreement(reviewers, int(judged.sum()), len(kept), len(share.codes), alpha)


def agreement_sentence(found: OverallAgreement) -> str:
    """The same in words, or why there is no figure."""
    if found.excerpts < FEWEST_BLIND:
        some = f"only {found.excerpts}" if found.excerpts else "no"
        excerpts, were = ("excerpt", "was") if found.excerpts < 2 else ("excerpts", "were")
        return (
            f"How far reviewers agree is not told: {some} {excerpts} {were} judged blind by two, and "
            f"{FEWEST_BLIND} are needed."
        )
    who = (
        f"{found.reviewers} reviewers judged {found.excerpts:,} excerpts blind, each excerpt by at least "
        "two, without suggestions or each other's codings."
    )
    alpha = found.alpha
    if alpha.value is None or alpha.low is None or alpha.high is None:
        return f"{who} How far they agree is not told: {alpha.note}."
    over = (
        f"over the {found.codes} of {found.of_codes} codes that may be told of"
        if found.codes < found.of_codes
        else f"over all {found.of_codes} codes"
    )
    return (
        f"{who} On whether a code is there their agreement is {alpha.value:.2f}, with a 95 % interval from "
        f"{alpha.low:.2f} to {alpha.high:.2f} (Krippendorff's alpha {over}: 1 is always the same, 0 is no "
        "more than chance)."
    )
