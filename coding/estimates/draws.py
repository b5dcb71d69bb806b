"""The excerpts that chance drew, in the order in which they were finished.

Whatever people or the program choose in between: an excerpt that chance draws is as likely to be
any of those nobody has finished by then, so that what it holds says how many of them hold a code.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Marks = NDArray[np.bool_]

_NEARLY_ALL = 0.95
FEWEST_DRAWS = 20
"""Of fewer excerpts drawn at random nothing is estimated: too little is read to say."""


@dataclass(frozen=True, slots=True)
class RandomDraws:
    """Draw j (d,) came from `unseen` excerpts, when `seen` with the code were finished already;
    `hits` says whether it has the code.
    """

    unseen: Counts
    seen: Counts
    hits: Marks

    def __len__(self) -> int:
        return len(self.hits)

    @property
    def too_few(self) -> bool:
        """Whether too little was read by chance to estimate anything."""
        return len(self) < FEWEST_DRAWS


def from_all(drawn_from: Counts, count: int) -> Marks:
    """Which of the finished excerpts (f,) of `count` chance drew from all that were unseen then.

    `drawn_from` (f,) says of how many it was drawn, 0 where not by chance. Drawn from fewer than
    19 in 20 of those that nobody had finished (some files came later, or it was handed out with a
    few others), an excerpt says nothing of the rest.
    """
    unseen = count - np.arange(len(drawn_from))
    return np.asarray(drawn_from >= _NEARLY_ALL * unseen)


def random_draws(there: Marks, by_chance: Marks, count: int) -> RandomDraws:
    """The draws among the finished excerpts (f,) of `count`, in the order they were finished.

    `there` says which have the code, `by_chance` which were drawn at random from all that were left.
    """
    before: Counts = np.cumsum(there, dtype=np.int64) - there
    at = np.flatnonzero(by_chance)
    return RandomDraws(count - at, before[at], there[at])
