"""Proposals for new codes beside BERTopic, on the same vectors in the same run.

    python -m benchmarks.theme_peers DATASET [--by document] [--excerpts N] [--cache FOLDER]

DATASET is a folder with dev.csv (text, speaker, document, labels), or its name in
../shared/data/coded. With `--by document` each document is a part of its own (the meetings of
qmsum); otherwise all rows, or a sample of N, are one part. Rows of six words or more that people
labelled. BERTopic is installed into build/peers, with its defaults and a fixed seed.

Prints JSON, means over parts: adjusted mutual information with people's labels over all rows (what
is left over being one class), clusters, share left over, seconds, whether the same clusters come
after shuffling the rows (1: always); peak memory in MB.
"""

import argparse
import json
import resource
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

from benchmarks.data import folder_of, read_codebook
from benchmarks.environments import python_with
from benchmarks.themes import proposed
from coding.embedding.encoders.load import SINGLE, load_model
from coding.embedding.matrices import Floats
from coding.embedding.vectors import VectorCache
from coding.themes.groups import DEFAULT

BERTOPIC = ("bertopic==0.17.4", "torch==2.13.0")
SEED = 42
FEWEST_ROWS = 30


def labelled(path: Path) -> pd.DataFrame:
    """The rows of six words or more that carry a label."""
    frame = pd.read_csv(path, keep_default_na=False, dtype=str)
    long_enough = frame["text"].str.count(r"\S+") >= 6
    return frame[long_enough & (frame["labels"] != "")].reset_index(drop=True)


def parts_of(frame: pd.DataFrame, by: str | None, excerpts: int | None) -> list[pd.DataFrame]:
    """The rows, one part or one a document."""
    if by:
        parts = [part.reset_index(drop=True) for _, part in frame.groupby(by, sort=True)]
        return [part for part in parts if len(part) >= FEWEST_ROWS]
    if excerpts and excerpts < len(frame):
        frame = frame.sample(excerpts, random_state=0).reset_index(drop=True)
    return [frame]


def ours(part: pd.DataFrame, vectors: Floats) -> list[int]:
    """The proposal of each row, -1 where it is left over."""
    found = np.full(len(part), -1)
    for number, proposal in enumerate(proposed(part, vectors, DEFAULT).proposals):
        found[list(proposal.rows)] = number
    return [int(each) for each in found]


def measured_ours(parts: Sequence[pd.DataFrame], vectors: Sequence[Floats]) -> dict[str, Any]:
    """Our figures."""
    rows = []
    for part, matrix in zip(parts, vectors, strict=True):
        began = time.perf_counter()
        found = ours(part, matrix)
        seconds = time.perf_counter() - began
        order = np.random.default_rng(SEED).permutation(len(part))
        again = np.empty(len(part), dtype=int)
        again[order] = ours(part.iloc[order].reset_index(drop=True), matrix[order])
        rows.append(_figures(part, found, again.tolist()) | {"seconds": seconds})
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return _means(rows) | {"peak_mb": peak}


def measured_theirs(
    parts: Sequence[pd.DataFrame], vectors: Sequence[Floats], codes: dict[str, list[float]]
) -> dict[str, Any]:
    """BERTopic's figures, plain and zero-shot."""
    asked = {
        "parts": [
            {"texts": part["text"].tolist(), "vectors": matrix.tolist()}
            for part, matrix in zip(parts, vectors, strict=True)
        ],
        "seed": SEED,
        "codes": codes,
    }
    script = Path(__file__).with_name("peer_bertopic.py")
    command = [python_with("bertopic", BERTOPIC), script]
    done = subprocess.run(
        command, input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    answer = json.loads(done.stdout)
    pairs = list(zip(parts, answer["parts"], strict=True))
    rows = [
        _figures(part, got["plain"], got["shuffled"]) | {"seconds": got["seconds"]}
        for part, got in pairs
    ]
    figures: dict[str, Any] = {"plain": _means(rows) | {"peak_mb": answer["peak_mb"]}}
    if codes:
        zero = [_figures(part, got["zero_shot"], got["zero_shot"]) for part, got in pairs]
        figures["zero_shot"] = _means(zero)
        del figures["zero_shot"]["same_after_shuffling"]
    return figures


def _figures(part: pd.DataFrame, found: list[int], again: list[int]) -> dict[str, float]:
    labels = part["labels"].tolist()
    return {
        "ami": float(adjusted_mutual_info_score(labels, found)),
        "clusters": float(len(set(found) - {-1})),
        "left_over": float(np.mean(np.array(found) == -1)),
        "same_after_shuffling": float(adjusted_rand_score(found, again) == 1.0),
    }


def _means(rows: list[dict[str, float]]) -> dict[str, Any]:
    return {name: round(float(np.mean([row[name] for row in rows])), 4) for name in rows[0]}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.theme_peers")
    parser.add_argument("dataset")
    parser.add_argument("--by", help="a column whose values are parts of their own")
    parser.add_argument("--excerpts", type=int, help="a random sample of so many rows")
    parser.add_argument("--cache", type=Path, help="keep vectors in this folder")
    given = parser.parse_args()
    folder = folder_of(given.dataset)
    parts = parts_of(labelled(folder / "dev.csv"), given.by, given.excerpts)
    with TemporaryDirectory() as temporary:
        cache = VectorCache(given.cache or Path(temporary), load_model(SINGLE))
        vectors = [cache.embed(part["text"].tolist()).matrix for part in parts]
        codes: dict[str, list[float]] = {}
        if (folder / "codebook.yaml").is_file():
            names = [code.name for code in read_codebook(folder / "codebook.yaml").codes]
            codes = dict(zip(names, cache.embed(names).matrix.tolist(), strict=True))
        figures = {
            "parts": len(parts),
            "rows": sum(map(len, parts)),
            "felt_heard": measured_ours(parts, vectors),
            "bertopic": measured_theirs(parts, vectors, codes),
        }
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
