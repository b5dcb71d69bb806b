"""ASReview's default model in search of one code: run in its own environment by benchmarks.effort.

Reads JSON from standard input: texts, labels (a list of 0 and 1 a code), levels, seeds, step.
Writes JSON: for each code, seed and level, the rows read, the two it starts from included. Those
are one row with the code and one without, by chance, as ASReview's own simulations begin.
"""

import json
import sys

import numpy as np
import pandas as pd
from asreview import ActiveLearningCycle, Simulate
from asreview.models.models import get_ai_config


def rows_read(
    texts: pd.DataFrame, labels: list[int], levels: list[float], seed: int, step: int
) -> list[int]:
    """The rows read until each level of the code's rows has been seen."""
    truth, rng = np.array(labels), np.random.default_rng(seed)
    start = [int(rng.choice(np.flatnonzero(truth == value))) for value in (1, 0)]
    cycle = ActiveLearningCycle.from_meta(get_ai_config("elas_u4")["value"])
    cycle.n_query = step
    simulation = Simulate(texts, truth, [cycle], print_progress=False)
    simulation.label(start)
    simulation.review()
    found = np.cumsum(truth[simulation._results["record_id"].to_numpy()])
    return [int(np.searchsorted(found, np.ceil(level * truth.sum()))) + 1 for level in levels]


def main() -> None:
    """Answer one request."""
    asked = json.load(sys.stdin)
    texts = pd.DataFrame({"title": asked["texts"], "abstract": [""] * len(asked["texts"])})
    answers = [
        [rows_read(texts, labels, asked["levels"], seed, asked["step"]) for seed in asked["seeds"]]
        for labels in asked["labels"]
    ]
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
