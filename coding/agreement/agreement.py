"""How far reviewers agree where they coded blind, and how far they agree with the program.

Whether a code is there and which direction it has are judged apart: direction only where both
found the code. "All codes" leaves out codes that nobody found, on which all agree for want of a
question.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from codebooks.codebook import DIRECTIONS
from coding.agreement.intervals import Estimate, Sample
from coding.agreement.judged_blind import BlindShare
from coding.agreement.measures import MISSING, SHARE, Measure, Ratings, compared

Kind = Literal["pair", "group", "machine"]
AGREEMENT = [
    "on", "kind", "reviewers", "code_id", "measure", "value", "low", "high", "excerpts",
    "judgements", "by_all", "by_some", "by_none", "note",
]  # fmt: skip
CONFUSION = ["code_id", "other_code_id", "excerpts"]
MACHINE = "the program"
TWO: tuple[Measure, ...] = (SHARE, "cohen", "krippendorff", "gwet")
SEVERAL: tuple[Measure, ...] = (SHARE, "fleiss", "krippendorff", "gwet")
PRESENCE, DIRECTION = "presence", "direction"


@dataclass(frozen=True, slots=True)
class _Compared:
    """Some of the reviewers, by their places in a share, and how to speak of them."""

    kind: Kind
    who: tuple[int, ...]

    @property
    def measures(self) -> tuple[Measure, ...]:
        return SEVERAL if self.kind == "group" else TWO


def agreement(share: BlindShare, machine: BlindShare | None = None) -> pd.DataFrame:
    """One row a question, company of reviewers, code and measure: columns `AGREEMENT`.

    `on` is presence or direction; `kind` pair, group (three or more) or machine (a reviewer and
    the program, where `machine`, the share with the program as its last reviewer, is given).
    `code_id` is "" for all codes together. `value`, `low`, `high` (95 %) are None where they are
    not defined; then `note` says why. Of the `judgements` compared, a code is there by all, by
    some or by none of them; for direction, `by_all` is the same direction and `by_some` another.
    """
    asked = [(share, company) for company in _companies(len(share.reviewers))]
    if machine is not None:
        last = len(machine.reviewers) - 1
        asked += [(machine, _Compared("machine", (who, last))) for who in range(last)]
    # Thousands of small products: threads that wait for each other take five times as long.
    with threadpool_limits(1):
        rows = [row for told, company in asked for row in _rows(told, company)]
    return pd.DataFrame(rows, columns=AGREEMENT).astype(
        {"value": float, "low": float, "high": float}
    )


def agreement_to_hand_on(
    share: BlindShare, machine: BlindShare, tells: Callable[[str, int], bool]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Agreement and confusion as they may be handed on: of the codes that tell nothing of people.

    `tells` says whether a number of excerpts does, with a code's id. Figures over all codes are
    over those that are left, and their `note` says so: else what was left out would follow.
    """
    # The same codes in both, whoever found them.
    kept = [code for code, excerpts in machine.found_in().items() if not tells(code, excerpts)]
    measured = agreement(share.of_codes(kept), machine.of_codes(kept))
    if len(kept) < len(share.codes):
        over = f"over the {len(kept)} of {len(share.codes)} codes that may be handed on"
        notes = [
            "; ".join(filter(None, [note, "" if code else over]))
            for note, code in zip(measured["note"], measured["code_id"], strict=True)
        ]
        measured = measured.assign(note=notes)
    return measured, confusion(share.of_codes(kept))


def _companies(reviewers: int) -> Iterator[_Compared]:
    if reviewers > 2:
        yield _Compared("group", tuple(range(reviewers)))
    for pair in combinations(range(reviewers), 2):
        yield _Compared("pair", pair)


def _rows(share: BlindShare, company: _Compared) -> Iterator[tuple[object, ...]]:
    names = ", ".join(share.reviewers[who] for who in company.who)
    for on, cube in ((PRESENCE, share.there), (DIRECTION, share.direction)):
        ratings = _of_several(cube[:, :, company.who])
        for code, measure, estimate, counts in _judged(on, ratings, share.codes, company.measures):
            values = (estimate.value, estimate.low, estimate.high)
            yield (on, company.kind, names, code, measure, *values, *counts, estimate.note)


def _of_several(ratings: Ratings) -> Ratings:
    """The excerpts of which two or more of the reviewers judged something in common."""
    return np.asarray(ratings[((ratings != MISSING).sum(axis=2) >= 2).any(axis=1)])


Counts = tuple[int, int, int, int, int]


def _judged(
    on: str, ratings: Ratings, codes: Sequence[str], measures: Sequence[Measure]
) -> Iterator[tuple[str, Measure, Estimate, Counts]]:
    """All codes together, then each code; each code only where something was judged by two."""
    scale = 2 if on == PRESENCE else len(DIRECTIONS)
    sample = Sample(ratings, scale)
    everything = _counts(on, ratings[:, sample.used] if on == PRESENCE else ratings)
    whole = None if on == PRESENCE else Sample(ratings, scale, as_one=True)
    for measure in measures:
        overall = whole.by_question(measure)[0] if whole else sample.overall(measure)
        yield "", measure, overall, everything
    by_code = _counts_by_code(on, ratings)
    for measure in measures if len(ratings) else ():
        estimates = sample.by_question(measure)
        for code, estimate, counts in zip(codes, estimates, by_code, strict=True):
            yield code, measure, estimate, counts


def _counts(on: str, ratings: Ratings) -> Counts:
    """Excerpts and judgements compared; of these, there by all, by some, by none."""
    excerpts = int(compared(ratings)[0].any(axis=1).sum())
    each = np.array(_counts_by_code(on, ratings), dtype=int).reshape(-1, 5)
    _, judged, by_all, by_some, by_none = each.sum(axis=0).tolist()
    return excerpts, judged, by_all, by_some, by_none


def _counts_by_code(on: str, ratings: Ratings) -> list[Counts]:
    """The same of each code by itself."""
    units, same = compared(ratings)
    none = same & (ratings.max(axis=2) == 0) if on == PRESENCE else np.zeros_like(same)
    sums = [marks.sum(axis=0).tolist() for marks in (units, same, none)]
    return [
        (judged, judged, alike - absent, judged - alike, absent)
        for judged, alike, absent in zip(*sums, strict=True)
    ]


def confusion(share: BlindShare) -> pd.DataFrame:
    """Which codes stand in for each other: columns `CONFUSION`, most frequent first.

    `excerpts` counts those in which one reviewer found the one code and not the other, and
    somebody else the other and not the one. Each two codes are there once, in the order of
    `share.codes`; those that were never mistaken for each other are not.
    """
    counted = np.zeros((len(share.codes), len(share.codes)), dtype=int)
    for excerpt in share.there:
        counted += _instead(excerpt)
    pairs = np.argwhere(np.triu(counted, 1)).tolist()
    found = [(share.codes[a], share.codes[b], int(counted[a, b])) for a, b in pairs]
    frame = pd.DataFrame(found, columns=CONFUSION)
    return frame.sort_values("excerpts", ascending=False, kind="stable", ignore_index=True)


def _instead(excerpt: Ratings) -> "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]":
    """Where (code, code) one of the raters of (codes, raters) says the one, another the other."""
    there, absent = excerpt == 1, excerpt == 0
    only = there[:, None, :] & absent[None, :, :]
    return np.asarray(only.any(axis=2) & only.any(axis=2).T)
