"""Log odds: as chances, and weighed where they are above 0."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def logistic(log_odds: Array) -> Array:
    """The chances in 0-1; beyond 30 either way they are as good as sure."""
    return np.asarray(1 / (1 + np.exp(-np.clip(log_odds, -30, 30))))


def above_even_at(worth: float, log_odds: Array) -> Array:
    """The log odds, those above 0 at so much of their worth: which of them are above stays as it is."""
    return np.asarray(np.where(log_odds > 0, worth * log_odds, log_odds))
