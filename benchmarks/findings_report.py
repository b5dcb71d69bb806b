"""How long `heard report` takes with many excerpts and people, and how much memory.

    python -m benchmarks.findings_report [--people 400] [--excerpts 10000]

The evaluation is the invented one of `benchmarks.findings_page`. Prints JSON: seconds on the clock and
of processors of the first draft, which decides what may be printed, and of the second, which keeps
to it; peak memory in MB. The command runs as a process of its own, its start included.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.findings_page import invented_evaluation
from flows.environment import prepare


def main() -> None:
    """Measure and print."""
    prepare()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=400)
    parser.add_argument("--excerpts", type=int, default=10_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "evaluation"
        invented_evaluation(folder, given.people, given.excerpts).store.close()
        first, second = _draft(folder), _draft(folder)
    print(json.dumps({"first": first, "second": second}, indent=2))


def _draft(folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "flows.cli", "report", str(folder)]
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    # Unlike `process.wait`, this gives what the process alone used.
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"heard report ended with {os.waitstatus_to_exitcode(status)}")
    return {
        "clock": round(time.monotonic() - began, 1),
        "processor": round(used.ru_utime + used.ru_stime, 1),
        "peak_memory_mb": round(used.ru_maxrss / 1024),
    }


if __name__ == "__main__":
    main()
