"""How long agreement takes with many reviewers, on invented codings.

    python -m benchmarks.agreement [--reviewers 20] [--excerpts 200]

Each reviewer codes two excerpts in five blind, with 35 codes, and the program all of them. Prints
JSON: figures made, seconds on the clock and of processors.
"""

import argparse
import json
import time

import numpy as np

from codebooks.codebook import DIRECTIONS
from coding.agreement.agreement import agreement
from coding.agreement.judged_blind import BlindShare
from coding.agreement.measures import MISSING

CODES, USED, RIGHT, SEEN = 35, 0.07, 0.9, 0.4


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reviewers", type=int, default=20)
    parser.add_argument("--excerpts", type=int, default=200)
    given = parser.parse_args()
    people = _invented(given.excerpts, given.reviewers)
    machine = _invented(given.excerpts, given.reviewers + 1)
    clock, processors = time.perf_counter(), time.process_time()
    figures = agreement(people, machine)
    told = {
        "figures": len(figures),
        "seconds": round(time.perf_counter() - clock, 2),
        "processor_seconds": round(time.process_time() - processors, 2),
    }
    print(json.dumps(told, indent=2))


def _invented(excerpts: int, reviewers: int) -> BlindShare:
    """Each code is there in `USED` of the excerpts; who sees one is right about it in `RIGHT`."""
    chance = np.random.default_rng(3)
    truth = chance.random((excerpts, CODES, 1)) < USED
    shape = (excerpts, CODES, reviewers)
    said = np.where(chance.random(shape) < RIGHT, truth, chance.random(shape) < USED)
    seen = chance.random((excerpts, 1, reviewers)) < SEEN
    there = np.where(seen, said, MISSING).astype(np.int8)
    ways = chance.integers(0, len(DIRECTIONS), shape)
    return BlindShare(
        tuple(f"e{n}" for n in range(excerpts)),
        tuple(f"c{n}" for n in range(CODES)),
        tuple(f"R{n:02}" for n in range(reviewers)),
        there,
        np.where(there == 1, ways, MISSING).astype(np.int8),
        np.where(seen[:, 0], "1", "").astype(object),
    )


if __name__ == "__main__":
    main()
