"""How the same people changed from one wave to the next, with an interval.

The difference of two paired shares and its 95 % interval are those of Bonett and Price (2012,
"Adjusted Wald confidence interval for a difference of binomial proportions based on paired data",
Journal of Educational and Behavioral Statistics 37), which hold also for few pairs, where Wald's
interval covers much less than it says.
"""

from dataclasses import dataclass
from math import sqrt

FEWEST_CHANGED = 6
"""Fewer people who changed can show no direction, whichever way all of them went."""

_Z = 1.959964


@dataclass(frozen=True, slots=True)
class PairedDifference:
    """Share of `pairs` who said it later, less the share who said it earlier, -1 to 1."""

    pairs: int
    difference: float
    lowest: float
    highest: float

    @property
    def shows_more(self) -> bool:
        """Whether more people said it later than earlier, beyond what chance would do."""
        return self.lowest > 0

    @property
    def shows_less(self) -> bool:
        """Whether fewer did."""
        return self.highest < 0


def paired_difference(pairs: int, only_earlier: int, only_later: int) -> PairedDifference | None:
    """The change among `pairs` people, None where too few of them changed to show a direction.

    Raises ValueError where more changed than there are.
    """
    changed = only_earlier + only_later
    if min(only_earlier, only_later) < 0 or changed > pairs:
        raise ValueError("of so many people, more cannot have changed")
    if changed < FEWEST_CHANGED:
        return None
    down, up = (only_earlier + 1) / (pairs + 2), (only_later + 1) / (pairs + 2)
    error = sqrt((down + up - (up - down) ** 2) / (pairs + 2))
    middle = up - down
    return PairedDifference(
        pairs,
        (only_later - only_earlier) / pairs,
        max(-1.0, middle - _Z * error),
        min(1.0, middle + _Z * error),
    )
