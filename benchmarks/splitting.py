"""Does the rule for splitting a code tell one code from two? python -m benchmarks.splitting pxtm_v6

Prints, for samples of 20, 40 and 80 texts of one code, and of two codes in equal parts: how many
are called clear, and how far the parts agree with the two codes (adjusted Rand index).
"""

import sys
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from benchmarks.data import folder_of, read
from coding.embedding.encoders.load import SINGLE, load_model
from coding.embedding.vectors import VectorCache
from coding.refining.splitting import adjusted_rand, halves

PAIRS = 120
TIMES = 3
Rows = NDArray[np.int64]


def main(name: str) -> None:
    """Print the figures for one data set."""
    coded = read(folder_of(name))
    vectors = VectorCache(None, load_model(SINGLE)).embed(coded.texts).matrix.astype(np.float64)
    vectors -= vectors.mean(axis=0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    random = np.random.default_rng(1)
    for size in (20, 40, 80):
        members = [np.flatnonzero(column) for column in coded.labels.T if column.sum() >= size]
        single = [
            halves(vectors[random.choice(rows, size, replace=False)]).clear
            for rows in members * TIMES
        ]
        two = [
            (found.clear, adjusted_rand(found.sides, np.arange(size) >= size // 2))
            for rows in _of_two(members, size, random)
            for found in [halves(vectors[rows])]
        ]
        right = [agreed for clear, agreed in two if clear]
        print(
            f"{name} {size} texts: one code {np.mean(single):.2f} of {len(single)}, two codes "
            f"{np.mean([clear for clear, _ in two]):.2f} of {len(two)}, parts {np.mean(right):.2f}"
        )


def _of_two(members: list[Rows], size: int, random: np.random.Generator) -> list[Rows]:
    """Rows of which one half has one code and not the other, the other half the other way."""
    pairs = list(combinations(range(len(members)), 2))
    random.shuffle(pairs)
    found = []
    for one, other in pairs[:PAIRS]:
        alone = [
            np.setdiff1d(members[one], members[other]),
            np.setdiff1d(members[other], members[one]),
        ]
        if min(map(len, alone)) >= size // 2:
            found.append(
                np.concatenate([random.choice(a, size // 2, replace=False) for a in alone])
            )
    return found


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "pxtm_v6")
