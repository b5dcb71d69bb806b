"""Vectors → groups that stand: enough excerpts, from enough people, near a common centre."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coding.embedding.matrices import Floats, Rows
from coding.themes.clusters import centres, clusters, nearest, stabilities


@dataclass(frozen=True, slots=True)
class ThemeSettings:
    """The rules by which excerpts are grouped, placed and left over.

    An excerpt is poorly covered where no code's probability reaches `covered_at`. It is "too
    short" with fewer than `min_words` words or `min_telling` telling ones. It joins the group
    whose centre is nearest, at a cosine of `min_similarity` or more, and is "like no others"
    below. A group stands with `min_size` excerpts (in small corpora one in 50, never under 3)
    from `min_people` people, or has "too few"; it needs words that set it apart, or has "no
    shared words": it is alike in manner, not in subject. Groups after the first `at_most` are
    "past the limit". Groups are found among `sample` excerpts at most; all others join by the
    same rule.
    """

    covered_at: float = 0.5
    min_words: int = 6
    min_telling: int = 2
    min_size: int = 8
    min_people: int = 2
    min_similarity: float = 0.35
    at_most: int = 12
    quotes: int = 4
    sample: int = 5_000
    rounds: int = 10
    seed: int = 0


DEFAULT = ThemeSettings()


@dataclass(frozen=True, slots=True)
class Group:
    """A group that stands: its vectors' positions, most central first; `centre` is (1, d)."""

    label: int
    positions: Rows
    centre: Floats
    people: int
    stability: float


def grouped(
    vectors: Floats, people: Sequence[str], settings: ThemeSettings
) -> tuple[Rows, list[Group]]:
    """For each vector the label of the group it joins, or -1; and the groups that stand.

    Those with most people come first, then those with most excerpts, then those whose first
    vector comes first. `vectors` is (n, d), rows of length 1 or 0.
    """
    labels, steady = _labelled(vectors, people, settings)
    least = _min_size(len(labels), settings)
    groups = [_group(label, labels, vectors, people, steady[label]) for label in range(len(steady))]
    standing = [g for g in groups if len(g.positions) >= least and g.people >= settings.min_people]
    standing.sort(key=lambda g: (-g.people, -len(g.positions), g.positions.min()))
    return labels, standing


def _labelled(
    vectors: Floats, people: Sequence[str], settings: ThemeSettings
) -> tuple[Rows, list[float]]:
    """For each vector the nearest cluster of the sample, or -1; and each cluster's stability."""
    sample = _sample(len(vectors), settings)
    similarity = vectors[sample] @ vectors[sample].T
    size = _min_size(len(sample), settings)
    found = [
        cluster
        for cluster in clusters(similarity, size)
        if _count(people, sample[cluster]) >= settings.min_people
    ]
    if not found:
        return np.full(len(vectors), -1), []
    steady = stabilities(similarity, found, size, rounds=settings.rounds, seed=settings.seed)
    number, cosine = nearest(vectors, centres(vectors, [sample[cluster] for cluster in found]))
    return np.where(cosine >= settings.min_similarity, number, -1), steady


def _sample(n: int, settings: ThemeSettings) -> Rows:
    if n <= settings.sample:
        return np.arange(n)
    random = np.random.default_rng(settings.seed)
    return np.sort(random.choice(n, settings.sample, replace=False))


def _min_size(n: int, settings: ThemeSettings) -> int:
    return min(settings.min_size, max(3, n // 50))


def _group(
    label: int, labels: Rows, vectors: Floats, people: Sequence[str], stability: float
) -> Group:
    held = np.flatnonzero(labels == label)
    if not len(held):
        return Group(label, held, np.zeros((1, vectors.shape[1])), 0, stability)
    centre = centres(vectors, [held])
    central = held[np.argsort(-(vectors[held] @ centre[0]), kind="stable")]
    return Group(label, central, centre, _count(people, held), stability)


def _count(people: Sequence[str], positions: Rows) -> int:
    return len({people[position] for position in positions.tolist()})
