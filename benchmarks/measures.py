"""Measures of how well scores find what people said, as their papers define them."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Labels = NDArray[np.bool_]

LEAST_USES = 10


def often_used(labels: Labels, fewest: int = LEAST_USES) -> NDArray[np.int64]:
    """The codes used at least so many times in `labels` (n, c)."""
    return np.flatnonzero(labels.sum(axis=0) >= fewest)


def average_precision(scores: Array, labels: Labels) -> float:
    """Mean precision at each true label (n,), highest score first, equal scores in row order."""
    hits = labels[np.argsort(-scores, kind="stable")]
    if not hits.any():
        return float("nan")
    return float((np.cumsum(hits) / np.arange(1, len(hits) + 1))[hits].mean())


def mean_average_precision(scores: Array, labels: Labels, fewest: int = LEAST_USES) -> float:
    """The mean over codes (n, c) used at least `fewest` times; nan where there is none."""
    found = [average_precision(scores[:, at], labels[:, at]) for at in often_used(labels, fewest)]
    return float(np.mean(found)) if found else float("nan")


def f1(suggested: Labels, labels: Labels) -> float:
    """The harmonic mean of precision and recall; 0 where there is neither."""
    total = int(suggested.sum() + labels.sum())
    return 2 * int((suggested & labels).sum()) / total if total else 0.0


def macro_f1(suggested: Labels, labels: Labels) -> float:
    """The mean F1 of the codes that are used often enough; nan where none is."""
    found = [f1(suggested[:, at], labels[:, at]) for at in often_used(labels)]
    return float(np.mean(found)) if found else float("nan")


def best_f1(scores: Array, labels: Labels) -> float:
    """The highest micro-F1 that one threshold for all codes can give on these rows."""
    hits = labels.ravel()[np.argsort(-scores.ravel(), kind="stable")]
    taken = np.arange(1, len(hits) + 1)
    return float((2 * np.cumsum(hits) / (taken + hits.sum())).max()) if len(hits) else 0.0


def calibration_error(probabilities: Array, labels: Labels, bins: int = 10) -> float:
    """Expected calibration error: |mean probability - share of true labels| over equal bins."""
    flat, truth = probabilities.ravel(), labels.ravel()
    place = np.minimum((flat * bins).astype(int), bins - 1)
    gaps = [abs(flat[place == n].sum() - truth[place == n].sum()) for n in range(bins)]
    return float(sum(gaps) / max(len(flat), 1))


def area_under_curve(scores: Array, positive: NDArray[np.int64]) -> float:
    """The chance that a positive row scores above a negative one; -1 in `positive` is left out."""
    from scipy.stats import rankdata

    known = positive >= 0
    ranks, truth = rankdata(scores[known]), positive[known] == 1
    pairs = int(truth.sum()) * int((~truth).sum())
    least = truth.sum() * (truth.sum() + 1) / 2
    return float((ranks[truth].sum() - least) / pairs) if pairs else float("nan")
