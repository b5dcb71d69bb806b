"""What the first `heard run` of a new evaluation takes, with the codebook that ships.

    python -m benchmarks.first_run [--interviews 10]

On the invented evaluation, and on a new one with the first ten of its interviews. Prints JSON:
seconds on the clock and of processors of the whole run, as a process of its own with a Prefect of
its own, whose database is new; of a second run with nothing changed; and of one after an example
was added to the codebook.
"""

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.speed import both, run_after_an_example, timed_run
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.new import demo_evaluation, new_evaluation
from flows.environment import prepare


def main() -> None:
    """Measure and print."""
    prepare()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--interviews", type=int, default=10)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        demo, few = Path(folder) / "demo" / "evaluation", Path(folder) / "few" / "evaluation"
        demo_evaluation(demo)
        new_evaluation(few)
        for path in interviews(demo)[: given.interviews]:
            shutil.copy(path, few / "transcripts" / path.name)
        print(json.dumps({"few": _measured(few), "demo": _measured(demo)}, indent=2))


def interviews(folder: Path) -> list[Path]:
    """The transcripts of the invented evaluation that are no meetings, in the order of their names."""
    every = sorted(path for path in (folder / "transcripts").rglob("*") if path.is_file())
    return [path for path in every if not path.name.startswith(("notes", "focus"))]


def _measured(folder: Path) -> dict[str, Any]:
    first, again = timed_run(folder), timed_run(folder)
    return {
        "excerpts": len(Evaluation.open(folder).excerpts()),
        "first": both(first),
        "again": both(again),
        "one_example_more": both(run_after_an_example(folder)),
    }


if __name__ == "__main__":
    main()
