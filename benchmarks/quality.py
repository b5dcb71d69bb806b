"""How well codes are found from the codebook alone, on texts that people have coded.

    python -m benchmarks.quality DATASET [--test CSV] [--cache FOLDER] [--model NAME]

DATASET is a folder with codebook.yaml and dev.csv, or its name in ../shared/data/coded. Prints
JSON, scored on the rows of CSV or, without it, of dev.csv:

    zero_shot          mean average precision over codes used at least 10 times
    name_only          the same for the cosine of text and code name, as zero-shot topic models do
    base_rate          what a random order would score
    f1_micro, f1_macro at the threshold for suggesting, without a labelled row; macro as zero_shot
    f1_micro_possible  the best micro-F1 that any one threshold would give on these rows
    precision, suggestions_per_text, without_suggestion, calibration_error (10 bins)
    direction_auc      positive against negative, where the rows have a sentiment column
"""

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from benchmarks.data import CodedTexts, folder_of, read
from coding.coder import Coder
from coding.model import load_model
from coding.readiness import SUGGEST_AT
from coding.vectors import VectorCache

Array = NDArray[np.float64]
Labels = NDArray[np.bool_]

LEAST_USES = 10


def average_precision(scores: Array, labels: Labels) -> float:
    """Mean precision at each true label (n,), highest score first, equal scores in row order."""
    hits = labels[np.argsort(-scores, kind="stable")]
    if not hits.any():
        return float("nan")
    return float((np.cumsum(hits) / np.arange(1, len(hits) + 1))[hits].mean())


def mean_average_precision(scores: Array, labels: Labels) -> float:
    """The mean over codes (n, c) used at least `LEAST_USES` times; nan where there is none."""
    kept = np.flatnonzero(labels.sum(axis=0) >= LEAST_USES)
    found = [average_precision(scores[:, at], labels[:, at]) for at in kept]
    return float(np.mean(found)) if found else float("nan")


def f1(suggested: Labels, labels: Labels) -> float:
    """The harmonic mean of precision and recall; 0 where there is neither."""
    total = int(suggested.sum() + labels.sum())
    return 2 * int((suggested & labels).sum()) / total if total else 0.0


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


def measure(data: CodedTexts, cache: VectorCache) -> dict[str, float | int]:
    """The figures for `data`, by name."""
    started = time.monotonic()
    coder = Coder(data.codebook, cache=cache)
    probabilities = coder.score(data.texts).to_numpy()
    seconds = time.monotonic() - started
    suggested = probabilities >= SUGGEST_AT
    often = np.flatnonzero(data.labels.sum(axis=0) >= LEAST_USES)
    macro = [f1(suggested[:, at], data.labels[:, at]) for at in often]
    figures: dict[str, float | int] = {
        "rows": len(data.texts),
        "codes": len(often),
        "zero_shot": mean_average_precision(probabilities, data.labels),
        "name_only": mean_average_precision(name_only(data, cache), data.labels),
        "base_rate": float(data.labels[:, often].mean()) if len(often) else float("nan"),
        "f1_micro": f1(suggested, data.labels),
        "f1_macro": float(np.mean(macro)) if macro else float("nan"),
        "f1_micro_possible": best_f1(probabilities, data.labels),
        "precision": int((suggested & data.labels).sum()) / max(int(suggested.sum()), 1),
        "suggestions_per_text": float(suggested.sum(axis=1).mean()),
        "without_suggestion": float((~suggested.any(axis=1)).mean()),
        "calibration_error": calibration_error(probabilities, data.labels),
    }
    if (data.positive >= 0).any():
        figures["direction_auc"] = area_under_curve(coder.tones(data.texts), data.positive)
    return figures | {"seconds": seconds}


def name_only(data: CodedTexts, cache: VectorCache) -> Array:
    """The cosine of each text and each code's name."""
    names = cache.embed([code.name for code in data.codebook.codes]).matrix
    return np.asarray(cache.embed(data.texts).matrix @ names.T, dtype=np.float64)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures for a data set as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality")
    parser.add_argument("dataset")
    parser.add_argument("--test", type=Path, help="the rows to score instead of dev.csv")
    parser.add_argument("--cache", type=Path, help="keep vectors in this folder")
    parser.add_argument("--model", default="", help="another embedding model")
    said = parser.parse_args(arguments)
    data = read(folder_of(said.dataset), said.test)
    with TemporaryDirectory() as temporary:
        cache = VectorCache(said.cache or Path(temporary), load_model(said.model))
        figures = measure(data, cache)
    print(json.dumps({name: round(value, 4) for name, value in figures.items()}, indent=2))


if __name__ == "__main__":
    main()
