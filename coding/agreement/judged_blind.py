"""What people said without seeing suggestions or each other's codings: what agreement is read from.

An excerpt counts for a reviewer who looked at it blind and finished it: then a code that they did
not accept is not there, in their judgement. "Not sure" is no judgement, and neither is silence
about a code that the codebook did not yet hold. What was said after the blinds came off, and what
was settled together, plays no part.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from codebooks.codebook import DIRECTIONS
from coding.agreement.measures import MISSING, Ratings
from coding.decisions.standing import last_remarks, last_words

PAIR = ["excerpt_id", "reviewer"]
_SAID = {"accept": 1, "reject": 0, "not sure": MISSING}


@dataclass(frozen=True, slots=True)
class BlindShare:
    """Who judged what. `there` and `direction` have the shape (excerpts, codes, reviewers).

    `there` is 1, 0 or MISSING; `direction` a place in DIRECTIONS, or MISSING where it was not
    said or the code is not there. `versions` (excerpts, reviewers) is the codebook's version at
    the time, "" where they have not finished.
    """

    excerpts: tuple[str, ...]
    codes: tuple[str, ...]
    reviewers: tuple[str, ...]
    there: Ratings
    direction: Ratings
    versions: np.ndarray[tuple[int, ...], np.dtype[np.object_]]

    def found_in(self) -> dict[str, int]:
        """In how many excerpts somebody found each code."""
        found = (self.there == 1).any(axis=2).sum(axis=0)
        return dict(zip(self.codes, found.tolist(), strict=True))

    def of_codes(self, codes: Collection[str]) -> "BlindShare":
        """The same of these codes alone."""
        kept = [place for place, code in enumerate(self.codes) if code in codes]
        return replace(
            self,
            codes=tuple(self.codes[place] for place in kept),
            there=self.there[:, kept],
            direction=self.direction[:, kept],
        )


def blind_share(
    decided: pd.DataFrame,
    remarked: pd.DataFrame,
    assigned: pd.DataFrame,
    codes: Sequence[str],
    known: Mapping[str, frozenset[str]] | None = None,
) -> BlindShare:
    """The blind share of an evaluation's decisions, remarks and assignments (rows as stored).

    `codes` are those to compare; `known` says which codes a codebook version held, where that is
    known. Excerpts and reviewers come in alphabetical order.
    """
    own = decided[decided["source"] != "settled"]
    words = last_words(own[own["blind"].astype(bool)])
    finished = _finished(remarked, own, assigned)
    share = _empty(finished, codes)
    place = _places(share)
    for excerpt, reviewer, version in finished[[*PAIR, "codebook_version"]].itertuples(index=False):
        at, who = place[0][excerpt], place[2][reviewer]
        share.versions[at, who] = version
        share.there[at, :, who] = _absent(codes, (known or {}).get(version))
    _mark(share, words, place)
    return share


def _finished(remarked: pd.DataFrame, own: pd.DataFrame, assigned: pd.DataFrame) -> pd.DataFrame:
    """The remarks "finished" about excerpts that their reviewer saw blind."""
    blind = own["blind"].astype(bool)
    decided_blind, decided_open = _pairs(own[blind]), _pairs(own[~blind])
    given_blind = _pairs(assigned[assigned["blind"].astype(bool)])
    seen = decided_blind | (given_blind - decided_open)
    last = last_remarks(remarked)
    last = last[last["kind"] == "finished"]
    pairs = zip(*(last[name] for name in PAIR), strict=True)
    return last[np.array([pair in seen for pair in pairs], dtype=bool)]


def _pairs(rows: pd.DataFrame) -> set[tuple[str, str]]:
    return set(zip(*(rows[name] for name in PAIR), strict=True))


def _empty(finished: pd.DataFrame, codes: Sequence[str]) -> BlindShare:
    excerpts = tuple(sorted(set(finished["excerpt_id"])))
    reviewers = tuple(sorted(set(finished["reviewer"])))
    shape = (len(excerpts), len(codes), len(reviewers))
    return BlindShare(
        excerpts,
        tuple(codes),
        reviewers,
        np.full(shape, MISSING, dtype=np.int8),
        np.full(shape, MISSING, dtype=np.int8),
        np.full((len(excerpts), len(reviewers)), "", dtype=object),
    )


Places = tuple[dict[str, int], dict[str, int], dict[str, int]]


def _places(share: BlindShare) -> Places:
    excerpts, codes, reviewers = (
        {name: at for at, name in enumerate(names)}
        for names in (share.excerpts, share.codes, share.reviewers)
    )
    return excerpts, codes, reviewers


def _absent(codes: Sequence[str], known: frozenset[str] | None) -> Ratings:
    """Not there, for the codes that the codebook held then; all where that is not known."""
    held = [known is None or code in known for code in codes]
    return np.where(held, 0, MISSING).astype(np.int8)


def _mark(share: BlindShare, words: pd.DataFrame, place: Places) -> None:
    told = words[["excerpt_id", "code_id", "reviewer", "verdict", "direction"]]
    for excerpt, code, reviewer, verdict, direction in told.itertuples(index=False):
        at = place[0].get(excerpt), place[1].get(code), place[2].get(reviewer)
        if None in at or not share.versions[at[0], at[2]]:
            continue
        share.there[at] = _SAID[verdict]
        if verdict == "accept" and direction in DIRECTIONS:
            share.direction[at] = DIRECTIONS.index(direction)


def with_machine(
    share: BlindShare, suggested: pd.DataFrame, coded: Sequence[str], name: str
) -> BlindShare:
    """The share with the program's first suggestions as those of one more, last, reviewer.

    `suggested` has a row for each excerpt and code that was suggested, its direction "" where the
    program is not sure of one; in the other excerpts of `coded` the program found nothing.
    """
    excerpts, codes, _ = _places(share)
    seen = np.isin(np.array(share.excerpts, dtype=object), np.array(list(coded), dtype=object))
    there = np.where(seen[:, None], 0, MISSING).astype(np.int8).repeat(len(codes), axis=1)
    direction = np.full_like(there, MISSING)
    told = suggested[["excerpt_id", "code_id", "direction"]]
    for excerpt, code, toward in told.itertuples(index=False):
        at = excerpts.get(excerpt), codes.get(code)
        if None not in at and seen[at[0]]:
            there[at] = 1
            # The program is not always sure which direction a suggestion has.
            direction[at] = DIRECTIONS.index(toward) if toward in DIRECTIONS else MISSING
    return replace(
        share,
        reviewers=(*share.reviewers, name),
        there=np.dstack([share.there, there]),
        direction=np.dstack([share.direction, direction]),
    )
