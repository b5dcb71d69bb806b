"""Scores turned into probabilities without a single decision by a person.

A score is measured in units of the noise: how far the codebook's sentences, each left out of
learning, and small talk score for codes that are not theirs. How much such a unit is worth
depends on how well the codebook's sentences find their own codes, left out in the same way. The
form and its constants were fitted on eight codebooks and data sets (see docs of
`benchmarks.quality`): the slope follows the separation, and a text carries one code on average.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coding.coder.sentences.logistic import above_even_at, logistic

Array = NDArray[np.float64]

# A codebook of names only has no sentences to measure: taken as 2.5 noise units of separation,
# which is also what few sentences are shrunk towards.
USUAL_SEPARATION = 2.5
USUAL_WEIGHT = 10
RAREST = 20
# A codebook's sentences are clearer than what people say: on three sets, log odds above 0 of texts
# that nobody had decided about were too high by about this much.
ABOVE_EVEN = 0.6
# A name is a weak sign, however well it matches: of texts that match the name of a code of which the
# codebook says nothing more, few carry it. Above these log odds a unit is worth this much.
NAMED_FROM, NAMED_UNIT = -1.2, 0.4


@dataclass(frozen=True, slots=True)
class Calibration:
    """`noise`: the standard deviation of scores that mean nothing. `slope`, `offset`: of log odds.

    `name_only` (c,): the codes of which nothing but a name is known.
    """

    noise: float
    slope: float
    offset: float
    name_only: NDArray[np.bool_]

    def log_odds(self, scores: Array) -> Array:
        """What scores (n, c) are worth: log odds."""
        plain = self.offset + self.worth(scores)
        of_sentences = above_even_at(ABOVE_EVEN, plain)
        of_name = NAMED_FROM + NAMED_UNIT * (plain - NAMED_FROM)
        weak = self.name_only & (plain > NAMED_FROM)
        return np.asarray(np.where(weak, of_name, of_sentences))

    def worth(self, scores: Array) -> Array:
        """What differences of scores are worth: differences of log odds."""
        return np.asarray(self.slope * scores / self.noise)


def chances(log_odds: Array) -> Array:
    """Probabilities in 0-1, rounded to four places so that they are the same on every machine."""
    return np.asarray(np.round(logistic(log_odds), 4))


def calibrated(own: Array, noise: Array, name_only: NDArray[np.bool_]) -> Calibration:
    """The calibration of a codebook, of whose codes some (c,) are known by name only.

    `own`: scores of its sentences for their own codes; `noise`: scores that should mean nothing,
    both from models that have not seen the sentence.
    """
    unit = max(float(np.sqrt(np.mean(noise**2))), 1e-6) if noise.size else 1.0
    separation = (own.sum() / unit + USUAL_WEIGHT * USUAL_SEPARATION) / (own.size + USUAL_WEIGHT)
    slope = 1.1 * max(separation, 0.1) / (max(separation, 0.1) + 0.7)
    share = 1 / max(len(name_only), RAREST)
    return Calibration(unit, slope, float(np.log(share / (1 - share)) - 0.8 * slope**2), name_only)
