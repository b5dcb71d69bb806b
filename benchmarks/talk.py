"""What to expect on real talk about co-production, coded with the shipped codebook.

    python -m benchmarks.talk [--model NAME] [--cache FOLDER]

Scores ../shared/data/coded/talk/dev.csv (153 excerpts). NAME is "" (two encoders), "minilm" or
"thorough". Prints JSON, before any decision and after decisions about 50 and 100 excerpts of
other documents (the mean of five splits; the rest is scored):

    map, map_sure          mean average precision over codes used at least twice, of all rows and of
                           those over which the reader did not hesitate
    likely, precision, recall, stated
                           how many pairs are likely (as many for 100 excerpts), how many of them
                           are right, which share of the true ones they are, their mean probability
    among_five             true codes that are likely or among the five that could fit
    rank                   the median rank of a true code
    direction              how often the direction of a true code is right
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.data import CODED, read_rows
from benchmarks.measures import mean_average_precision
from codebooks.load import loads, shipped
from coding.coder.coder import Coder
from coding.embedding.encoders.load import load_model
from coding.embedding.vectors import VectorCache

Labels = NDArray[np.bool_]
SPLITS = 5
DECIDED = (50, 100)
FEWEST = 2


def table_of(rows: list[dict[str, str]], ids: Sequence[str]) -> Labels:
    """(n, c): which codes each row carries."""
    place = {code: at for at, code in enumerate(ids)}
    found = np.zeros((len(rows), len(ids)), dtype=bool)
    for at, row in enumerate(rows):
        found[at, [place[code] for code in row["labels"].split("|") if code in place]] = True
    return found


def figures(coder: Coder, rows: list[dict[str, str]]) -> dict[str, float]:
    """The figures of a coder on these rows."""
    ids = [code.id for code in coder.codes]
    truth = table_of(rows, ids)
    coded = coder.code([row["text"] for row in rows])
    probabilities = coded.probabilities.to_numpy()
    likely = [(s.row, ids.index(s.code_id)) for s in coded.suggestions if s.grade == "likely"]
    right = [bool(truth[pair]) for pair in likely]
    true = list(zip(*np.nonzero(truth), strict=True))
    rank = (-probabilities).argsort(axis=1, kind="stable").argsort(axis=1)
    listed = [(row, at) in likely or ids[at] in coded.could_fit[row] for row, at in true]
    sure = np.array([row["hard"] != "h" for row in rows])
    return {
        "rows": len(rows),
        "map": mean_average_precision(probabilities, truth, FEWEST),
        "map_sure": mean_average_precision(probabilities[sure], truth[sure], FEWEST),
        "likely": len(likely),
        "likely_for_100": 100 * len(likely) / len(rows),
        "precision": float(np.mean(right)) if right else float("nan"),
        "recall": sum(right) / max(int(truth.sum()), 1),
        "stated": float(np.mean([probabilities[pair] for pair in likely])) if likely else np.nan,
        "among_five": float(np.mean(listed)),
        "rank": float(np.median(rank[truth])) + 1,
        "direction": _direction(coder, rows),
    }


def _direction(coder: Coder, rows: list[dict[str, str]]) -> float:
    ids = {code.id for code in coder.codes}
    pairs = [
        (row["text"], code, way)
        for row in rows
        for code, way in zip(row["labels"].split("|"), row["directions"].split("|"), strict=True)
        if code in ids
    ]
    found = coder.directions([text for text, _, _ in pairs], [code for _, code, _ in pairs])
    return float(np.mean([one == way for one, (_, _, way) in zip(found, pairs, strict=True)]))


def after(
    decided: list[dict[str, str]], scored: list[dict[str, str]], cache: VectorCache
) -> dict[str, float]:
    """The figures on `scored` after every label of `decided`."""
    coder = Coder(loads(shipped(), where="coproduction.yaml"), cache=cache)
    ids = [code.id for code in coder.codes]
    labels = pd.DataFrame(table_of(decided, ids), columns=ids)
    return figures(coder.fit([row["text"] for row in decided], labels), scored)


def splits(rows: list[dict[str, str]], size: int) -> list[tuple[list[Any], list[Any]]]:
    """Some ways to decide about at least `size` rows of some documents and score the others."""
    documents = sorted({row["document"] for row in rows})
    found = []
    for seed in range(SPLITS):
        order = np.random.default_rng(seed).permutation(len(documents))
        chosen: set[str] = set()
        for at in order:
            if sum(row["document"] in chosen for row in rows) >= size:
                break
            chosen.add(documents[at])
        decided = [row for row in rows if row["document"] in chosen]
        found.append((decided[:size], [row for row in rows if row["document"] not in chosen]))
    return found


def measure(rows: list[dict[str, str]], cache: VectorCache) -> dict[str, dict[str, float]]:
    """The figures before decisions, and the mean figures after some."""
    book = loads(shipped(), where="coproduction.yaml")
    found = {"0": figures(Coder(book, cache=cache), rows)}
    for size in (size for size in DECIDED if size < len(rows)):
        each = [after(decided, scored, cache) for decided, scored in splits(rows, size)]
        found[str(size)] = {name: float(np.nanmean([e[name] for e in each])) for name in each[0]}
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.talk")
    parser.add_argument("--model", default="", help='"minilm", "thorough" or a folder')
    parser.add_argument("--cache", type=Path, help="keep vectors in this folder")
    given = parser.parse_args(arguments)
    rows = read_rows(CODED / "talk" / "dev.csv")
    with TemporaryDirectory() as temporary:
        cache = VectorCache(given.cache or Path(temporary), load_model(given.model))
        found = measure(rows, cache)
    shown = {size: {n: round(v, 3) for n, v in one.items()} for size, one in found.items()}
    print(json.dumps(shown, indent=2))


if __name__ == "__main__":
    main()
