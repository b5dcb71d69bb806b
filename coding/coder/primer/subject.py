"""How plainly a text has to be about a codebook's subject for one of its codes to be likely.

Among texts of which many are about the subject, nearly as little is asked as of what was written
to teach. Where hardly any is, the few that come near it do so by chance, and more is asked: that a
corpus is about something else can take *likely* away from a text, and nothing can add it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# This share of texts written to teach a code is taken to be about something else.
OFF_SUBJECT = 0.02
# A text is plainly on the subject where it is more so than this share of those.
PLAINLY = 0.25
# Of real talk about co-production a quarter is so, of six sets about other things 0 to 6 in 100.
USUAL_SHARE = 0.1
# What is asked, as a share of those texts, where none of a corpus is plainly on the subject.
MOST = 0.7
# So many texts that are as usual are thought beside those of a corpus: a few say little of it.
THOUGHT_BESIDE = 40


@dataclass(frozen=True, slots=True)
class SubjectLevels:
    """`levels` (101,): percentiles of how far texts that carry a code are about the subject."""

    levels: Array

    @classmethod
    def of(cls, about: Array) -> "SubjectLevels":
        """From `about` (n,) of texts that carry a code; without any, nothing is asked."""
        if not len(about):
            return cls(np.full(101, -np.inf))
        return cls(np.quantile(about, np.linspace(0, 1, 101)))

    def at(self, share: float) -> float:
        """The level that this share of the texts that carry a code does not reach."""
        return float(self.levels[round(100 * share)])

    def needed(self, about: Array) -> float:
        """What a text of a corpus has to reach; `about` (n,) are the corpus' texts."""
        plainly = float((about >= self.at(PLAINLY)).sum()) + THOUGHT_BESIDE * USUAL_SHARE
        missing = max(1 - plainly / (len(about) + THOUGHT_BESIDE) / USUAL_SHARE, 0)
        return self.at(OFF_SUBJECT + missing * (MOST - OFF_SUBJECT))
