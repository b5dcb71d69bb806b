"""Log odds as chances."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def logistic(log_odds: Array) -> Array:
    """The chances in 0-1; beyond 30 either way they are as good as sure."""
    return np.asarray(1 / (1 + np.exp(-np.clip(log_odds, -30, 30))))
