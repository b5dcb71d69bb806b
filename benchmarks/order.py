"""What reviewers have after so many excerpts: chosen by the queue, and by chance alone.

    python -m benchmarks.order [DATASET…] [--seeds 5] [--model NAME] [--cache FOLDER]
                               [--share RULE=SHARE…]

DATASET as for `benchmarks.quality`, by default pxtm_v6, care_opinion_multilabel, annomi and
talkmoves (of which as many whole documents as come to 6,000 texts). Half of the documents are read, 20
texts at a time, and the program learns after each step, as the review pages do; whose document it
is counts as the person. Both ways of choosing follow the same random orders, one a seed. `--share`
changes the mix of `coding.reviewers.queue`. Prints a line of JSON a data set, each figure as the
mean over the seeds and its standard deviation:

    map            mean average precision on the other half after 0, 20, 100 and 400 texts read, over
                   codes used at least 10 times there
    pairs          which share of the pairs of a person and a code that is theirs in the half that
                   is read was found after 10 % of it
    first twenty   how many of them each rule chose, and of how many people they are
"""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.data import CodedTexts, folder_of, read
from benchmarks.measures import mean_average_precision
from benchmarks.quality import first_half
from coding.coder.coder import Coder
from coding.coder.learning.learner import Learner
from coding.embedding.encoders.load import load_model
from coding.embedding.vectors import VectorCache
from coding.reviewers.queue import Mix, QueueState, queue, random_order

Array = NDArray[np.float64]
Marks = NDArray[np.bool_]

SETS = ("pxtm_v6", "care_opinion_multilabel", "annomi", "talkmoves")
SIZES = (0, 20, 100, 400)
STEP = 20
TENTH = 0.1
MOST_TEXTS = 6_000
CHANCE = Mix(**{field.name: float(field.name == "random") for field in fields(Mix)})


@dataclass(frozen=True, slots=True)
class Reading:
    """Texts of which the half `pool` (n,) is read and the other half scored."""

    data: CodedTexts
    pool: Marks
    learner: Learner

    def score(self, probabilities: Array) -> float:
        """Mean average precision on the half that nobody reads."""
        return mean_average_precision(probabilities[~self.pool], self.data.labels[~self.pool])


@dataclass(frozen=True, slots=True)
class Read:
    """The texts (rows) that were read, in order, by which rule each was chosen, and `maps` by how
    many had been read.
    """

    rows: list[int]
    rules: list[str]
    maps: dict[int, float]


def some_documents(data: CodedTexts, most: int) -> CodedTexts:
    """Whole documents, drawn by chance, that come to at most so many texts; all where they do."""
    sizes = Counter(data.documents)
    names = sorted(sizes)
    order = [names[at] for at in np.random.default_rng(0).permutation(len(names))]
    room = np.cumsum([sizes[name] for name in order]) <= most
    kept = {name for name, fits in zip(order, room, strict=True) if fits}
    return data.part(np.flatnonzero([document in kept for document in data.documents]))


def made_ready(data: CodedTexts, cache: VectorCache) -> Reading:
    """The texts, scored with the codebook."""
    learner = Coder(data.codebook, cache=cache).learner(data.texts, data.contexts, data.roles)
    return Reading(data, first_half(data), learner)


def read_by(reading: Reading, mix: Mix, seed: int, most: int) -> Read:
    """Read up to `most` texts in the order of the queue, learning from each step."""
    data = reading.data
    labels = np.full(data.labels.shape, np.nan)
    ids = [str(row) for row in range(len(data.texts))]
    orders = random_order(ids, f"benchmark {seed}"), random_order(ids, f"lot {seed}")
    nobody, left = np.zeros(len(data.texts), dtype=bool), reading.pool.copy()
    probabilities = reading.learner.probabilities
    rows: list[int] = []
    rules: list[str] = []
    maps = {0: reading.score(probabilities)}
    while len(rows) < min(most, int(reading.pool.sum())):
        state = QueueState(probabilities, labels, left, nobody, data.documents, *orders)
        step = queue(state, mix, min(STEP, most - len(rows)))
        rows += [chosen.row for chosen in step]
        rules += [chosen.drawn for chosen in step]
        left[rows] = False
        labels[rows] = data.labels[rows]
        # By chance alone, what was learned matters only where it is scored.
        if mix != CHANCE or len(rows) in SIZES:
            probabilities = reading.learner.learn_held_back(labels)
        if len(rows) in SIZES:
            maps[len(rows)] = reading.score(probabilities)
    return Read(rows, rules, maps)


def pairs(data: CodedTexts, rows: Sequence[int]) -> set[tuple[str, int]]:
    """The pairs of a person (by document) and a code (its place) in these rows."""
    return {
        (data.documents[row], int(at)) for row in rows for at in np.flatnonzero(data.labels[row])
    }


def figures(reading: Reading, read: Sequence[Read]) -> dict[str, Any]:
    """The figures of some readings of the same texts, as means and standard deviations."""
    data, pool = reading.data, np.flatnonzero(reading.pool).tolist()
    tenth, all_pairs = round(TENTH * len(pool)), len(pairs(data, pool))
    first = [Counter(one.rules[:STEP]) for one in read]
    return {
        "map": {size: _mean([one.maps[size] for one in read]) for size in read[0].maps},
        "pairs": _mean([len(pairs(data, one.rows[:tenth])) / max(all_pairs, 1) for one in read]),
        "first twenty": {
            rule: _mean([one[rule] for one in first]) for rule in sorted(set().union(*first))
        },
        "people in them": _mean(
            [len({data.documents[row] for row in one.rows[:STEP]}) for one in read]
        ),
    }


def _mean(values: Sequence[float]) -> tuple[float, float]:
    spread = float(np.std(values, ddof=1)) if len(values) > 1 else 0.0
    return round(float(np.mean(values)), 3), round(spread, 3)


def measure(reading: Reading, mix: Mix, seeds: int) -> dict[str, Any]:
    """The figures of both ways of choosing."""
    most = max(*SIZES, round(TENTH * int(reading.pool.sum())))
    return {
        name: figures(reading, [read_by(reading, each, seed, most) for seed in range(seeds)])
        for name, each in (("chance", CHANCE), ("queue", mix))
    }


def _mix(shares: Sequence[str]) -> Mix:
    return replace(Mix(), **{name: float(share) for name, share in (s.split("=") for s in shares)})


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures of each data set as a line of JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.order")
    parser.add_argument("datasets", nargs="*", default=SETS)
    parser.add_argument("--seeds", type=int, default=5, help="how many random orders")
    parser.add_argument("--model", default="", help='"minilm", "thorough" or a folder')
    parser.add_argument("--cache", type=Path, help="keep vectors in this folder")
    parser.add_argument(
        "--share", nargs="*", default=[], help="another share of a rule: likely=0.2"
    )
    given = parser.parse_args(arguments)
    with TemporaryDirectory() as temporary:
        cache = VectorCache(given.cache or Path(temporary), load_model(given.model))
        for name in given.datasets:
            data = some_documents(read(folder_of(name)), MOST_TEXTS)
            found = measure(made_ready(data, cache), _mix(given.share), given.seeds)
            print(json.dumps({"data set": name, "texts": len(data.texts), **found}), flush=True)


if __name__ == "__main__":
    main()
