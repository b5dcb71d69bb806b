"""How well codes are found on texts that people have coded: alone, and after n decisions.

    python -m benchmarks.quality DATASET [--test CSV] [--cache FOLDER] [--model NAME]

DATASET is a folder with codebook.yaml and dev.csv, or its name in ../shared/data/coded. Decisions
come from dev.csv, figures from the rows of CSV. Without it, half of the documents of dev.csv are
decided and the other half is scored (`split` in the result says so). Prints JSON:

    zero_shot          mean average precision over codes used at least 10 times in the scored rows
    name_only          the same for the cosine of text and code name, as zero-shot topic models do
    name_definition    the same for the cosine of text and the code's name with its definition
    base_rate          what a random order would score
    curve              the same figure after n random decisions (rows in which every code is judged)
    tfidf              the same for TF-IDF and logistic regression, from the same decisions; its F1
                       after all of them, at 0.5, as tfidf_f1_micro and tfidf_f1_macro
    f1_micro, f1_macro, calibration_error (10 bins), suggestions_per_text, without_suggestion
                       after all decisions, at the coder's own thresholds; macro over the same codes
    f1_micro_possible  the best micro-F1 that any one threshold would give on these rows
    zero_shot_f1_micro, zero_shot_calibration_error
                       the same before any decision
    direction_auc      positive against negative, where the rows have a sentiment column: from the
                       codebook alone, and `direction_curve` after n decisions
"""

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks import tfidf
from benchmarks.data import CodedTexts, folder_of, read
from benchmarks.measures import (
    area_under_curve,
    best_f1,
    calibration_error,
    f1,
    macro_f1,
    mean_average_precision,
    often_used,
)
from codebooks.codebook import Direction
from coding.coder.coder import Coder
from coding.embedding.encoders.load import load_model
from coding.embedding.vectors import VectorCache

Array = NDArray[np.float64]
Indices = NDArray[np.int64]

SIZES = (50, 100, 200, 400, 800, 1600)
# How many random draws each point of a curve is the mean of: few decisions vary more.
DRAWS = {50: 5, 100: 5, 200: 3, 400: 3}
SIDES: tuple[Direction, Direction] = ("negative", "positive")


def first_half(data: CodedTexts) -> NDArray[np.bool_]:
    """(n,): the rows of half of the documents (half of the rows, where there are few documents)."""
    documents = sorted(set(data.documents))
    rng = np.random.default_rng(0)
    if len(documents) < 10:
        return np.asarray(rng.random(len(data.texts)) < 0.5)
    chosen = {documents[at] for at in rng.permutation(len(documents))[: len(documents) // 2]}
    return np.array([document in chosen for document in data.documents])


def halves(data: CodedTexts) -> tuple[CodedTexts, CodedTexts]:
    """Two parts of `data` that share no document (no row, where there are few documents)."""
    first = first_half(data)
    return data.part(np.flatnonzero(first)), data.part(np.flatnonzero(~first))


def fitted(decided: CodedTexts, cache: VectorCache) -> Coder:
    """The coder after every label of `decided`, and the direction where it is known."""
    known = [
        (text, SIDES[side])
        for text, side in zip(decided.texts, decided.positive, strict=True)
        if side >= 0
    ]
    return Coder(decided.codebook, cache=cache).fit(
        decided.texts, decided.table, decided.contexts, decided.roles, dict(known)
    )


def scored(coder: Coder, data: CodedTexts) -> Array:
    """The probabilities (n, c) of the texts of `data`."""
    return coder.score(data.texts, data.contexts, data.roles).to_numpy()


def alone(data: CodedTexts, cache: VectorCache) -> dict[str, float]:
    """The figures of the codebook alone."""
    coder = Coder(data.codebook, cache=cache)
    probabilities = scored(coder, data)
    often = often_used(data.labels)
    figures = {
        "zero_shot": mean_average_precision(probabilities, data.labels),
        "name_only": mean_average_precision(_cosine(data, cache, "{0}"), data.labels),
        "name_definition": mean_average_precision(_cosine(data, cache, "{0}: {1}"), data.labels),
        "base_rate": float(data.labels[:, often].mean()) if len(often) else float("nan"),
        "zero_shot_f1_micro": f1(probabilities >= thresholds(coder), data.labels),
        "zero_shot_calibration_error": calibration_error(probabilities, data.labels),
    }
    if (data.positive >= 0).any():
        figures["direction_auc"] = area_under_curve(
            coder.tones(data.texts, data.contexts), data.positive
        )
    return figures


def thresholds(coder: Coder) -> Array:
    """The probability (c,) from which each code is suggested."""
    return np.array([coder.threshold(code.id) for code in coder.codes])


def _cosine(data: CodedTexts, cache: VectorCache, form: str) -> Array:
    said = [form.format(code.name, code.definition) for code in data.codebook.codes]
    names = cache.embed(said).matrix
    return np.asarray(cache.embed(data.texts).matrix @ names.T, dtype=np.float64)


def curves(pool: CodedTexts, data: CodedTexts, cache: VectorCache) -> dict[str, dict[str, float]]:
    """The figures on `data` after n random decisions from `pool`: codes, the floor, directions."""
    directed = bool((data.positive >= 0).any())
    found: dict[str, dict[str, float]] = {"curve": {}, "tfidf": {}, "direction_curve": {}}
    for size in [size for size in SIZES if size < len(pool.texts)]:
        draws = [pool.part(drawn) for drawn in _draws(pool, size)]
        after = [_after(drawn, data, cache, directed=directed) for drawn in draws]
        floor = mean_average_precision(tfidf.scored(draws[0], data), data.labels)
        codes, directions = np.mean(after, axis=0).tolist()
        for name, value in zip(found, (codes, floor, directions), strict=True):
            found[name][str(size)] = value
    if not directed:
        del found["direction_curve"]
    return found


def _draws(pool: CodedTexts, size: int) -> list[Indices]:
    return [
        np.sort(np.random.default_rng(seed).permutation(len(pool.texts))[:size])
        for seed in range(DRAWS.get(size, 1))
    ]


def _after(
    decided: CodedTexts, data: CodedTexts, cache: VectorCache, *, directed: bool
) -> tuple[float, float]:
    coder = fitted(decided, cache)
    found = mean_average_precision(scored(coder, data), data.labels)
    if not directed:
        return found, float("nan")
    return found, area_under_curve(coder.tones(data.texts, data.contexts), data.positive)


def after_all(pool: CodedTexts, data: CodedTexts, cache: VectorCache) -> dict[str, float]:
    """The figures on `data` after every decision of `pool`."""
    coder = fitted(pool, cache)
    probabilities = scored(coder, data)
    suggested = probabilities >= thresholds(coder)
    return {
        "all": mean_average_precision(probabilities, data.labels),
        "f1_micro": f1(suggested, data.labels),
        "f1_macro": macro_f1(suggested, data.labels),
        "f1_micro_possible": best_f1(probabilities, data.labels),
        "calibration_error": calibration_error(probabilities, data.labels),
        "suggestions_per_text": float(suggested.sum(axis=1).mean()),
        "without_suggestion": float((~suggested.any(axis=1)).mean()),
    }


def measure(pool: CodedTexts, data: CodedTexts, cache: VectorCache) -> dict[str, Any]:
    """Every figure on `data`, with decisions taken from `pool`."""
    started = time.monotonic()
    figures: dict[str, Any] = {
        "rows": len(data.texts),
        "codes": len(often_used(data.labels)),
        "decisions": len(pool.texts),
        **alone(data, cache),
        **curves(pool, data, cache),
    }
    whole = after_all(pool, data, cache)
    figures["curve"]["all"] = whole.pop("all")
    floor = tfidf.scored(pool, data)
    figures["tfidf"]["all"] = mean_average_precision(floor, data.labels)
    whole["tfidf_f1_micro"] = f1(floor >= 0.5, data.labels)
    whole["tfidf_f1_macro"] = macro_f1(floor >= 0.5, data.labels)
    return {**figures, **whole, "seconds": time.monotonic() - started}


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _rounded(each) for name, each in value.items()}
    return round(value, 4) if isinstance(value, float) else value


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures for a data set as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality")
    parser.add_argument("dataset")
    parser.add_argument("--test", type=Path, help="the rows to score; dev.csv is all decided")
    parser.add_argument("--cache", type=Path, help="keep vectors in this folder")
    parser.add_argument("--model", default="", help="another embedding model")
    said = parser.parse_args(arguments)
    folder = folder_of(said.dataset)
    if said.test:
        split, pool, data = "dev.csv decided, test scored", read(folder), read(folder, said.test)
    else:
        split = "half of the documents of dev.csv decided, the other half scored"
        pool, data = halves(read(folder))
    with TemporaryDirectory() as temporary:
        cache = VectorCache(said.cache or Path(temporary), load_model(said.model))
        figures = measure(pool, data, cache)
    print(json.dumps(_rounded({"split": split, **figures}), indent=2))


if __name__ == "__main__":
    main()
