"""How many rows a person reads to have seen most of a code's rows: with us, and with ASReview.

    python -m benchmarks.effort DATASET (--code NAME | --all) [--test CSV] [--cache FOLDER]

DATASET is a folder with codebook.yaml and dev.csv, or its name in ../shared/data/coded; the rows
are those of CSV or, without it, of dev.csv. `--all` takes every code used 40 to 500 times. Both
show the rows with the highest score first and learn again after every 20. We start from the
codebook; ASReview's default model (ELAS u4), which has no place for one, from one row with the
code and one without, by chance (mean of three seeds). ASReview is installed into build/peers.

Prints JSON: for each code its uses, the rows read until 80 % and 95 % of them were seen by each,
and the ratio; and the mean ratios.
"""

import argparse
import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.data import CodedTexts, folder_of, read
from benchmarks.environments import python_with
from coding.coder.coder import Coder
from coding.coder.learning.learner import Learner
from coding.embedding.encoders.load import SINGLE, load_model
from coding.embedding.vectors import VectorCache
from coding.reviewers.queue import Mix, QueueState, queue, random_order

LEVELS = (0.8, 0.95)
STEP = 20
SEEDS = (0, 1, 2)
FEWEST, MOST = 40, 500
LIKELIEST = Mix(likely=1, uncertain=0, disagreement=0, random=0, spread=0, people=0)
ASREVIEW = ("asreview==3.0.8",)


def rows_read(learner: Learner, labels: NDArray[np.bool_], code: int) -> list[int]:
    """The rows read until each of `LEVELS` of the code's rows in `labels` (n, c) has been seen."""
    truth = labels[:, code]
    known = np.full(labels.shape, np.nan)
    order = random_order([str(row) for row in range(len(truth))], "benchmark")
    found: list[bool] = []
    while sum(found) < np.ceil(max(LEVELS) * truth.sum()):
        left = np.isnan(known[:, code])
        probabilities = learner.learn(known)[:, [code]]
        standing = QueueState(
            probabilities,
            known[:, [code]],
            left,
            np.zeros_like(left),
            [""] * len(left),
            order,
            order,
        )
        step = [each.row for each in queue(standing, LIKELIEST, STEP)]
        known[step, code] = truth[step]
        found += truth[step].tolist()
    return [int(np.searchsorted(np.cumsum(found), np.ceil(at * truth.sum()))) + 1 for at in LEVELS]


def peers_rows_read(data: CodedTexts, codes: Sequence[int]) -> NDArray[np.float64]:
    """The same for ASReview (codes, levels), the mean over `SEEDS`."""
    python = python_with("asreview", ASREVIEW)
    asked = {
        "texts": data.texts,
        "labels": [data.labels[:, code].astype(int).tolist() for code in codes],
        "levels": LEVELS,
        "seeds": SEEDS,
        "step": STEP,
    }
    script = Path(__file__).with_name("peer_asreview.py")
    # ASReview leaves a cache where it is run.
    with TemporaryDirectory() as elsewhere:
        done = subprocess.run(
            [python.absolute(), script.absolute()],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            check=True,
            cwd=elsewhere,
        )
    return np.asarray(np.mean(json.loads(done.stdout), axis=1))


def measure(data: CodedTexts, codes: Sequence[int], cache: VectorCache) -> dict[str, Any]:
    """The figures for some codes, by their places in the codebook."""
    learner = Coder(data.codebook, cache=cache).learner(data.texts, data.contexts, data.roles)
    ours = np.array([rows_read(learner, data.labels, code) for code in codes])
    theirs = peers_rows_read(data, codes)
    ratios = ours / theirs
    rows = [
        {
            "code": data.codebook.codes[code].name,
            "uses": int(data.labels[:, code].sum()),
            "rows": ours[at].tolist(),
            "asreview": np.round(theirs[at], 1).tolist(),
            "ratio": np.round(ratios[at], 3).tolist(),
        }
        for at, code in enumerate(codes)
    ]
    return {
        "rows": len(data.texts),
        "levels": LEVELS,
        "codes": rows,
        "mean_ratio": np.round(ratios.mean(axis=0), 3).tolist(),
    }


def _chosen(data: CodedTexts, name: str | None) -> list[int]:
    names = [{code.id, code.name} for code in data.codebook.codes]
    if name is not None:
        return [at for at, known in enumerate(names) if name in known]
    uses = data.labels.sum(axis=0)
    return np.flatnonzero((uses >= FEWEST) & (uses <= MOST)).tolist()


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures for one code of a data set, or for all of a middling size, as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.effort")
    parser.add_argument("dataset")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--code", help="the name of a code, as the data set has it")
    which.add_argument("--all", action="store_true", help="every code used 40 to 500 times")
    parser.add_argument("--test", type=Path, help="the rows to search instead of dev.csv")
    parser.add_argument("--cache", type=Path, help="keep vectors in this folder")
    said = parser.parse_args(arguments)
    data = read(folder_of(said.dataset), said.test)
    codes = _chosen(data, said.code)
    if not codes:
        parser.error("no such code in this data set")
    with TemporaryDirectory() as temporary:
        cache = VectorCache(said.cache or Path(temporary), load_model(SINGLE))
        print(json.dumps(measure(data, codes, cache), indent=2))


if __name__ == "__main__":
    main()
