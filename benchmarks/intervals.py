"""How often the intervals of what is still unseen hold the truth, and how wide they are.

    OMP_NUM_THREADS=1 python -m benchmarks.intervals DATASET ... [--runs N] [--cache FOLDER]

DATASET is as in `benchmarks.effort`. The rows are reviewed as the queue of `heard review` brings
them, learning after every 100, until 5, 10 and 20 % are finished; each run has a random order of
its own. What is estimated then is set beside the truth: from the program's probabilities as they
are, a quarter of them and four times them (1 at most); by the bounds the program had before
(`benchmarks.former_bounds`); and by the share of what was reviewed, with Wilson's interval. People
are the documents.

Prints JSON: for each data set, share read and way the intervals (%) that held the truth and their
mean width in % of all rows; for people how often there were no more than said, at least and at
most how many of the true number, and what was left open in % of all people.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.data import CodedTexts, folder_of, read
from benchmarks.former_bounds import Draw, sampled, unseen
from coding.coder.coder import Coder
from coding.coder.learning.learner import Learner
from coding.embedding.encoders.load import SINGLE, load_model
from coding.embedding.vectors import VectorCache
from coding.estimates.draws import random_draws
from coding.estimates.excerpts import excerpts_estimate, posterior
from coding.estimates.people import people_estimate
from coding.reviewers.queue import Mix, QueueState, queue, random_order

Array = NDArray[np.float64]
Rows = NDArray[np.int64]
Marks = NDArray[np.bool_]

SHARES = (0.05, 0.1, 0.2)
TIMES = {"as they are": 1.0, "a quarter": 0.25, "four times": 4.0}
STEP, LEARN = 20, 100
_Z = 1.96

# By way (see the module): whether each interval held, and its width.
Score = tuple[bool, float]
Scores = dict[str, list[Score]]


@dataclass(frozen=True, slots=True)
class Standing:
    """A review after some rows (f,), in the order they were finished; the probabilities (n, c) are
    those the program has by then, of what was reviewed held back.
    """

    rows: Rows
    by_chance: Marks
    probabilities: Array
    order: Rows


def reviewed(learner: Learner, data: CodedTexts, seed: str) -> Iterator[Standing]:
    """One review by the queue, as it stands after each of `SHARES`."""
    count = len(data.labels)
    labels = np.full(data.labels.shape, np.nan)
    names = [str(row) for row in range(count)]
    order, lot = random_order(names, seed), random_order(names, f"{seed}, where all is equal")
    probabilities = learner.probabilities
    rows, by_chance = list[int](), list[bool]()
    for share in SHARES:
        stop = round(share * count)
        while len(rows) < stop:
            left = np.isnan(labels[:, 0])
            state = QueueState(
                probabilities, labels, left, np.zeros_like(left), data.documents, order, lot
            )
            for chosen in queue(state, Mix(), min(STEP, stop - len(rows))):
                rows.append(chosen.row)
                by_chance.append(chosen.drawn == "random")
                labels[chosen.row] = data.labels[chosen.row]
            if len(rows) % LEARN < STEP:
                probabilities = learner.learn_held_back(labels)
        yield Standing(np.array(rows), np.array(by_chance), probabilities, order)


def excerpts_scores(standing: Standing, truth: Marks, code: int) -> dict[str, Score]:
    """Each way to say how many rows with one code are left: did it hold, how wide was it?"""
    count, rows = len(truth), standing.rows
    left = np.ones(count, dtype=bool)
    left[rows] = False
    there, missed = truth[rows], int(truth[left].sum())
    seen = int(there.sum())
    draws = random_draws(there, standing.by_chance, count)
    intervals: dict[str, tuple[float, float]] = {}
    for name, times in TIMES.items():
        expected = np.minimum(times * standing.probabilities[left, code], 1).sum()
        now = excerpts_estimate(seen, int(left.sum()), float(expected), draws)
        intervals[name] = now.lowest, now.highest
    before = [Draw(int(n), bool(hit)) for n, hit in zip(draws.unseen, draws.hits, strict=True)]
    labels = np.where(left, np.nan, truth)
    sample = sampled(standing.order, ~left)
    former = unseen(labels, standing.probabilities[:, code], sample, before)
    intervals["before"] = former.lowest, former.highest
    intervals["share reviewed"] = _wilson(seen, len(rows), count)
    return {
        name: (low <= missed <= high, 100 * (high - low) / count)
        for name, (low, high) in intervals.items()
    }


def _wilson(hits: int, size: int, count: int) -> tuple[float, float]:
    """The share of `size` rows taken for that of all, as how many of `count` are left."""
    share = hits / size
    scale = 1 + _Z**2 / size
    middle = (share + _Z**2 / (2 * size)) / scale
    half = _Z / scale * np.sqrt(share * (1 - share) / size + _Z**2 / (4 * size**2))
    low, high = ((middle + side * half) * count - hits for side in (-1, 1))
    return float(np.floor(max(low, 0))), float(np.ceil(high))


def people_scores(
    standing: Standing, truth: Marks, code: int, who: Rows, times: float
) -> tuple[bool, float, float, float] | None:
    """Of one code: whether there were no more people than said; at least and at most how many, in
    shares of the true number; and what was left open, in shares of all. None without anybody.
    """
    people, count, rows = int(who.max()) + 1, len(truth), standing.rows
    left = np.ones(count, dtype=bool)
    left[rows] = False
    having = np.bincount(who[truth], minlength=people) > 0
    counted = np.bincount(who[truth & ~left], minlength=people) > 0
    draws = random_draws(truth[rows], standing.by_chance, count)
    expected = np.minimum(times * standing.probabilities[left, code], 1).sum()
    missing = posterior(int(truth[rows].sum()), int(left.sum()), float(expected), draws)
    unread = np.bincount(who[left], minlength=people)[~counted]
    found = people_estimate(int(counted.sum()), unread, people, None if draws.too_few else missing)
    if not having.any() or found.at_most is None:
        return None
    most = found.at_most
    return (
        most >= having.sum(),
        100 * found.counted / having.sum(),
        100 * most / having.sum(),
        100 * (most - found.counted) / people,
    )


def measure(data: CodedTexts, runs: int, cache: VectorCache) -> dict[str, Any]:
    """The figures for one data set, by share read."""
    learner = Coder(data.codebook, cache=cache).learner(data.texts, data.contexts, data.roles)
    who = np.unique(np.array(data.documents), return_inverse=True)[1]
    excerpts: dict[float, Scores] = {share: defaultdict(list) for share in SHARES}
    people: dict[float, dict[str, list[Any]]] = {share: defaultdict(list) for share in SHARES}
    codes = np.flatnonzero(data.labels.any(axis=0)).tolist()
    for run in range(runs):
        for share, standing in zip(SHARES, reviewed(learner, data, f"run {run}"), strict=True):
            for code in codes:
                truth = data.labels[:, code]
                for name, score in excerpts_scores(standing, truth, code).items():
                    excerpts[share][name].append(score)
                for name, times in TIMES.items():
                    people[share][name].append(people_scores(standing, truth, code, who, times))
    return {
        "rows": len(data.texts), "codes": len(codes), "people": int(who.max()) + 1, "runs": runs,
        "excerpts": {str(at): _means(excerpts[at], ("held", "width")) for at in SHARES},
        "people_at": {
            str(at): _means(people[at], ("held", "at least", "at most", "open")) for at in SHARES
        },
    }  # fmt: skip


def _means(scores: dict[str, list[Any]], names: Sequence[str]) -> dict[str, dict[str, float]]:
    means = {way: np.mean([each for each in of if each], axis=0) for way, of in scores.items()}
    return {
        way: {
            name: round(float(value) * (100 if name == "held" else 1), 1)
            for name, value in zip(names, values, strict=True)
        }
        for way, values in means.items()
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures for some data sets as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.intervals")
    parser.add_argument("datasets", nargs="+", metavar="DATASET")
    parser.add_argument("--runs", type=int, default=10, help="reviews of each, by other orders")
    parser.add_argument("--cache", type=Path, help="keep vectors in this folder")
    asked = parser.parse_args(arguments)
    with TemporaryDirectory() as temporary:
        cache = VectorCache(asked.cache or Path(temporary), load_model(SINGLE))
        figures = {
            name: measure(read(folder_of(name)), asked.runs, cache) for name in asked.datasets
        }
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
