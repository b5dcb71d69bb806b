"""Average-link clusters of excerpts, and how far they come back when excerpts are left out.

Average link, because density-based clustering puts a third to a half of the excerpts of an
interview study, or nearly all of a small one, into an outlier bin, and depends on their order.
"""

from collections.abc import Sequence

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage

from coding.embedding.matrices import CHUNK, Floats, Rows, unit

# Cosine distances at which to cut, tightest first: short excerpts in small corpora stand further
# apart, so no single cut serves 30 excerpts and 5,000.
CUTS = (0.60, 0.65, 0.70, 0.75, 0.80, 0.85)
PLACED = 1 / 3
KEPT = 0.8
MOST_KEPT = 2_000


def clusters(similarity: Floats, min_size: int) -> list[Rows]:
    """The clusters with at least `min_size` rows, at the tightest cut that places a third of them.

    `similarity` is an (n, n) matrix of cosines. Where no cut places a third, the widest is taken.
    """
    n = len(similarity)
    if n < max(min_size, 2):
        return []
    tree = linkage(_distances(similarity), "average")
    for cut in CUTS:
        labels = fcluster(tree, cut, "distance")
        sizes = np.bincount(labels)
        large = np.flatnonzero(sizes >= min_size)
        if sizes[large].sum() >= PLACED * n:
            break
    return [np.flatnonzero(labels == label) for label in large]


def _distances(similarity: Floats) -> Floats:
    """The upper triangle of 1 - similarity, row by row, without a second (n, n) matrix."""
    n = len(similarity)
    flat = np.empty(n * (n - 1) // 2)
    end = 0
    for row in range(n - 1):
        start, end = end, end + n - 1 - row
        np.subtract(1, similarity[row, row + 1 :], out=flat[start:end])
    return np.maximum(flat, 0, out=flat)


def stabilities(
    similarity: Floats, groups: list[Rows], min_size: int, *, rounds: int, seed: int
) -> list[float]:
    """For each group, how well it comes back in resamples: mean Jaccard, 0 never to 1 always.

    Each round clusters 80 % of the rows, 2,000 at most, and takes the cluster that overlaps most
    with what is left of the group (Hennig 2007, doi 10.1016/j.csda.2006.11.025).
    """
    n = len(similarity)
    kept = min(round(KEPT * n), MOST_KEPT)
    random = np.random.default_rng(seed)
    smaller = max(2, round(min_size * kept / n)) if n else 2
    overlaps: list[list[float]] = [[] for _ in groups]
    for _ in range(rounds if groups else 0):
        sample = np.sort(random.choice(n, kept, replace=False))
        found = [sample[c] for c in clusters(similarity[np.ix_(sample, sample)], smaller)]
        sizes = np.array(list(map(len, found)))
        # The cluster of each row, from 1 on: 0 for one that is in none, -1 for one left out.
        number = np.full(n, -1)
        number[sample] = 0
        for at, rows in enumerate(found, start=1):
            number[rows] = at
        for group, seen in zip(groups, overlaps, strict=True):
            left = number[group][number[group] >= 0]
            if len(left):
                seen.append(_best_jaccard(left, sizes))
    return [float(np.mean(seen)) if seen else 0.0 for seen in overlaps]


def _best_jaccard(numbers: Rows, sizes: Rows) -> float:
    """Of a group whose rows are in the clusters `numbers`, with the cluster most like it."""
    both = np.bincount(numbers, minlength=len(sizes) + 1)[1:]
    return float((both / (len(numbers) + sizes - both)).max(initial=0.0))


def centres(vectors: Floats, groups: Sequence[Rows]) -> Floats:
    """The mean of each group's vectors, at length 1: (groups, d)."""
    return unit(np.array([vectors[group].mean(axis=0) for group in groups]))


def nearest(vectors: Floats, targets: Floats) -> tuple[Rows, Floats]:
    """For each vector the number of its nearest target, and the cosine to it."""
    number = np.zeros(len(vectors), dtype=np.intp)
    cosine = np.zeros(len(vectors), dtype=np.float32)
    for start in range(0, len(vectors), CHUNK):
        scores = vectors[start : start + CHUNK] @ targets.T
        number[start : start + CHUNK] = scores.argmax(axis=1)
        cosine[start : start + CHUNK] = scores.max(axis=1)
    return number, cosine
