"""Other ways to find codes, beside ours: the same rows, the same decisions, one run.

    python -m benchmarks.peers DATASET [--test CSV] [--cache FOLDER] [--sizes N ...] [--minutes M]

DATASET is a folder with codebook.yaml and dev.csv, or its name in ../shared/data/coded; which rows
are decided and which are scored is as in benchmarks.quality. Prints JSON, mean average precision
over codes used at least 10 times in the scored rows:

    zero_shot   ours; the cosine of text and the code's name, and of text and its name with its
                definition, as zero-shot topic models do; the share that a random order would score
    learned     after n random decisions (one draw): ours, TF-IDF with a logistic regression a code,
                and SetFit with the same embedding model as ours, in an environment of its own
                (build/peers/setfit)
    seconds     what each took to learn and score, on the same machine

SetFit has `--minutes` for each n (5 by default; 0 leaves it out); where that is not enough, or it
cannot be installed, `setfit` says so in words instead.
"""

import argparse
import json
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks import tfidf
from benchmarks.data import CodedTexts, folder_of, read
from benchmarks.environments import python_with
from benchmarks.measures import mean_average_precision
from benchmarks.quality import alone, fitted, halves, scored
from coding.embedding.encoders.load import SINGLE, load_model
from coding.embedding.encoders.minilm import packaged_folder
from coding.embedding.vectors import VectorCache

Array = NDArray[np.float64]
Learn = Callable[[CodedTexts, CodedTexts], Array]

SIZES = (50, 100, 400)
SETFIT = ("setfit==1.2.0", "torch==2.13.0")
ALONE = {
    "ours": "zero_shot",
    "name cosine": "name_only",
    "name and definition cosine": "name_definition",
    "random order": "base_rate",
}


class Unable(Exception):
    """A peer could not be measured; the message says why."""


@dataclass(frozen=True, slots=True)
class SetFit:
    """SetFit on our embedding model, given up after `minutes`."""

    minutes: float

    def __call__(self, decided: CodedTexts, data: CodedTexts) -> Array:
        """The probabilities (n, c) of the texts of `data`. Raises Unable."""
        script = Path(__file__).with_name("peer_setfit.py")
        asked = {
            "model": str(packaged_folder()),
            "texts": decided.texts,
            "labels": decided.labels.astype(int).tolist(),
            "asked": data.texts,
        }
        try:
            done = subprocess.run(
                [python_with("setfit", SETFIT), script],
                input=json.dumps(asked),
                capture_output=True,
                text=True,
                check=True,
                timeout=self.minutes * 60,
            )
        except subprocess.TimeoutExpired as fault:
            raise Unable(f"not done after {self.minutes:g} minutes") from fault
        except subprocess.CalledProcessError as fault:
            raise Unable("could not be installed or run here") from fault
        return np.array(json.loads(done.stdout), dtype=np.float64)


def learned(
    learn: Learn, pool: CodedTexts, data: CodedTexts, sizes: Sequence[int]
) -> tuple[dict[str, float | str], dict[str, float]]:
    """What `learn` scores on `data` after n random decisions from `pool`, and its seconds."""
    figures, seconds = dict[str, float | str](), dict[str, float]()
    for size in [size for size in sizes if size < len(pool.texts)]:
        started = time.monotonic()
        drawn = np.sort(np.random.default_rng(0).permutation(len(pool.texts))[:size])
        try:
            found = learn(pool.part(drawn), data)
        except Unable as fault:
            figures[str(size)] = str(fault)
            continue
        figures[str(size)] = round(mean_average_precision(found, data.labels), 4)
        seconds[str(size)] = round(time.monotonic() - started, 1)
    return figures, seconds


def measure(
    pool: CodedTexts, data: CodedTexts, cache: VectorCache, sizes: Sequence[int], minutes: float
) -> dict[str, Any]:
    """The figures of every peer on `data`, with decisions taken from `pool`."""
    before = alone(data, cache)
    ways: dict[str, Learn] = {
        "ours": lambda decided, asked: scored(fitted(decided, cache), asked),
        "tf-idf and logistic regression": tfidf.scored,
    }
    if minutes > 0:
        ways["setfit"] = SetFit(minutes)
    after = {name: learned(learn, pool, data, sizes) for name, learn in ways.items()}
    return {
        "rows": len(data.texts),
        "zero_shot": {name: round(before[key], 4) for name, key in ALONE.items()},
        "learned": {name: figures for name, (figures, _) in after.items()},
        "seconds": {name: seconds for name, (_, seconds) in after.items()},
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures for a data set as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers")
    parser.add_argument("dataset")
    parser.add_argument("--test", type=Path, help="the rows to score; dev.csv is all decided")
    parser.add_argument("--cache", type=Path, help="keep vectors in this folder")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="how many decisions")
    parser.add_argument("--minutes", type=float, default=5, help="for SetFit, each time")
    said = parser.parse_args(arguments)
    folder = folder_of(said.dataset)
    if said.test:
        pool, data = read(folder), read(folder, said.test)
    else:
        pool, data = halves(read(folder))
    with TemporaryDirectory() as temporary:
        cache = VectorCache(said.cache or Path(temporary), load_model(SINGLE))
        print(json.dumps(measure(pool, data, cache, said.sizes, said.minutes), indent=2))


if __name__ == "__main__":
    main()
