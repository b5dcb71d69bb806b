"""What people's decisions say about the codebook: prompts for those who write it, no more.

Nothing here is written into the codebook. The probabilities are those from the codebook alone,
without what was learned, so that they show what its words bring.

    at odds     accepted, and not suggested by the definition; rejected, and suggested by it
    sharpen     an accepted excerpt that may be quoted and, as one more example, raises the average
                precision on the code's other decisions, itself left out
    split       the accepted excerpts fall into two clear kinds (`coding.refining.splitting`)
    merge       people take the two for each other, or both are there where one is
    new         a proposal for a code that people took up
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from codebooks.codebook import Code, Codebook
from coding.coder.learning.readiness import ENOUGH
from coding.refining.splitting import Halves

Array = NDArray[np.float64]
Score = Callable[[Codebook], Array]
Pair = tuple[str, str]
Said = Mapping[str, Mapping[str, tuple[frozenset[str], frozenset[str]]]]


@dataclass(frozen=True)
class Material:
    """The excerpts that people decided about; rows of all parts are in the order of `frame`.

    `verdicts` (n, c) is 1 where the team accepts a code, 0 where it rejects it, nan otherwise.
    `scores` (n, c) are probabilities from the codebook alone, `vectors` (n, d) centred, of length 1.
    `quotable` (n,) says whose words may be quoted, `negative` (n,) is 1 where people say that it
    points that way, 0 where they say another, nan where nobody does. `said` has, by excerpt, what
    each reviewer says is there and is not there.
    """

    book: Codebook
    frame: pd.DataFrame
    verdicts: Array
    scores: Array
    vectors: Array
    quotable: NDArray[np.bool_]
    negative: Array
    said: Said

    def text(self, row: int) -> str:
        """The excerpt in this row."""
        return str(self.frame["text"].iloc[row])


@dataclass(frozen=True, slots=True)
class AtOdds:
    """A decision that the definition would not have led to; `row` is the excerpt's."""

    row: int
    accepted: bool
    probability: float


@dataclass(frozen=True, slots=True)
class Sharper:
    """An excerpt that would sharpen a code as an example: average precision without and with it."""

    row: int
    without: float
    with_it: float
    others: int


@dataclass(frozen=True, slots=True)
class ToSplit:
    """Two kinds of accepted excerpts of a code: rows of each, the most central first."""

    larger: tuple[int, ...]
    smaller: tuple[int, ...]
    found: Halves


@dataclass(frozen=True, slots=True)
class OfCode:
    """What decisions say about one code. Below `ENOUGH` decisions only how many there are."""

    code: Code
    accepted: int
    rejected: int
    at_odds: tuple[AtOdds, ...] = ()
    sharper: tuple[Sharper, ...] = ()
    split: ToSplit | None = None

    @property
    def enough(self) -> bool:
        """Whether there are enough decisions to say something."""
        return self.accepted + self.rejected >= ENOUGH


@dataclass(frozen=True, slots=True)
class ToMerge:
    """Two codes: in how many excerpts people took them for each other, and of how many that both
    saw; in how many the team accepts both, and of how many that have either.
    """

    first: Code
    second: Code
    taken: int
    of_seen: int
    both: int
    of_either: int


@dataclass(frozen=True, slots=True)
class NewCode:
    """A proposal that people took up and that is not in the codebook; ids of its excerpts."""

    name: str
    code_id: str
    excerpts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refinements:
    """All of it: codes in the codebook's order, then pairs, then new ones."""

    codes: tuple[OfCode, ...]
    merges: tuple[ToMerge, ...]
    new: tuple[NewCode, ...]


def new_codes(book: Codebook, decided: pd.DataFrame) -> Iterator[NewCode]:
    """What was taken up and is not in the codebook, from rows of proposal decisions."""
    known = {code.id for theme in book.themes for code in theme.codes}
    last = decided.drop_duplicates("proposal_id", keep="last")
    columns = ["verdict", "name", "code_id", "excerpts"]
    for verdict, name, code_id, excerpts in last[columns].itertuples(index=False, name=None):
        if verdict == "take up" and code_id not in known:
            yield NewCode(name, code_id, tuple(json.loads(excerpts)))
