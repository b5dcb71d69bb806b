"""Whether what is said to be probable holds as often as it is said, by grade.

    python -m benchmarks.calibration DATASET… [--model NAME] [--cache FOLDER] [--leave-out]

DATASET as for `benchmarks.quality`: half of the documents are decided, the other half is scored.
For 0, 50 and 200 decisions: how many pairs of text and code are likely (and pass the condition
that the text speaks of the code), their mean probability and how many are right; the same of those
above the code's threshold and below likely; and the mean error in ten bins over all pairs.
With --leave-out each set is measured with the constants that all the other sets give (see
`benchmarks.left_out`), which are printed too. DATASET may be `talk`: real talk, with the shipped
codebook.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from benchmarks.data import CodedTexts, folder_of, read
from benchmarks.left_out import above_even, fitted, material, put_in
from benchmarks.measures import calibration_error
from benchmarks.quality import fitted as coder_after
from benchmarks.quality import halves
from codebooks.load import loads, shipped
from coding.coder.coder import Coder
from coding.embedding.encoders.load import load_model
from coding.embedding.vectors import VectorCache

TALK = "talk"
SIZES = (0, 50, 200)
GRADES = ("likely", "could fit")


def by_grade(coder: Coder, data: CodedTexts) -> dict[str, Any]:
    """Stated and right for each grade of suggestion, and the error over all pairs."""
    coded = coder.code(data.texts, data.contexts, roles=data.roles)
    place = {code.id: at for at, code in enumerate(coder.codes)}
    found: dict[str, Any] = {}
    for grade in GRADES:
        own = [s for s in coded.suggestions if s.grade == grade]
        right = [bool(data.labels[s.row, place[s.code_id]]) for s in own]
        found[grade] = {
            "number": len(own),
            "stated": round(float(np.mean([s.probability for s in own])), 3) if own else None,
            "right": round(float(np.mean(right)), 3) if own else None,
        }
    error = calibration_error(coded.probabilities.to_numpy(), data.labels)
    return {**found, "error": round(error, 4)}


def measure(pool: CodedTexts, data: CodedTexts, cache: VectorCache) -> dict[str, Any]:
    """The figures on `data` after decisions about so many texts of `pool`."""
    drawn = np.random.default_rng(0).permutation(len(pool.texts))
    found = {}
    for size in (size for size in SIZES if size < len(pool.texts)):
        decided = pool.part(np.sort(drawn[:size]))
        coder = coder_after(decided, cache) if size else Coder(data.codebook, cache=cache)
        found[str(size)] = by_grade(coder, data)
    return found


def data_of(name: str) -> CodedTexts:
    """A data set by name or folder; `talk` is coded with the shipped codebook."""
    book = loads(shipped(), where="coproduction.yaml") if name == TALK else None
    return read(folder_of(name), codebook=book)


def left_out(names: Sequence[str], cache: VectorCache) -> Iterator[dict[str, Any]]:
    """The figures of each set with the constants that the others give.

    Those of real talk alone are fitted on one half of it and measured on the other.
    """
    parts = {name: halves(data_of(name)) for name in names}
    others = {name: material(*parts[name], cache) for name in names if name != TALK}
    for name, (pool, scored) in parts.items():
        constants = fitted([one for other, one in others.items() if other != name])
        if name == TALK:
            factor = above_even([material(scored, pool, cache)])
            constants = replace(constants, above_even=factor)
        with put_in(constants):
            found = measure(pool, scored, cache)
        usual = [round(float(value), 2) for value in constants.usual]
        yield {"data set": name, "above_even": constants.above_even, "usual": usual, **found}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures of each data set as a line of JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.calibration")
    parser.add_argument("datasets", nargs="+")
    parser.add_argument("--model", default="", help='"minilm", "thorough" or a folder')
    parser.add_argument("--cache", type=Path, help="keep vectors in this folder")
    parser.add_argument("--leave-out", action="store_true", help="with constants of the other sets")
    given = parser.parse_args(arguments)
    with TemporaryDirectory() as temporary:
        cache = VectorCache(given.cache or Path(temporary), load_model(given.model))
        if given.leave_out:
            for line in left_out(given.datasets, cache):
                print(json.dumps(line), flush=True)
            return
        for name in given.datasets:
            found = measure(*halves(data_of(name)), cache)
            print(json.dumps({"data set": name, **found}), flush=True)


if __name__ == "__main__":
    main()
