"""Several models as one: vectors side by side, each model's kept apart."""

from pathlib import Path

import numpy as np
import pytest
from fake_words import Words
from letters import Letters

from coding.embedding.mixed import Mixed
from coding.embedding.vectors import VectorCache

TEXTS = ["Nobody listened to us, and nobody wrote it down.", "Yes.", ""]


def mixed() -> Mixed:
    return Mixed((Letters(), Words()))


def test_the_likeness_of_two_texts_is_the_mean_over_the_models() -> None:
    texts = ["They listened.", "They wrote it down."]
    apart = [VectorCache(None, model).embed(texts).matrix for model in mixed().models]
    together = VectorCache(None, mixed()).embed(texts).matrix
    likeness = [float(matrix[0] @ matrix[1]) for matrix in apart]
    assert together[0] @ together[1] == pytest.approx(sum(likeness) / 2, abs=1e-3)


def test_phrases_of_every_model_are_as_long_as_those_of_the_first() -> None:
    first, both = (VectorCache(None, model).embed(TEXTS) for model in (Letters(), mixed()))
    wanted, found = (np.linalg.norm(vectors.shares(0), axis=1) for vectors in (first, both))
    assert np.allclose(wanted, found, atol=1e-3)
    assert both.phrases(0) == first.phrases(0)


def test_another_mixture_embeds_only_what_is_new(tmp_path: Path) -> None:
    VectorCache(tmp_path, mixed()).embed(TEXTS)
    one, other = Letters(), Letters("again")
    VectorCache(tmp_path, Mixed((one, other))).embed(TEXTS)
    assert (one.asked, sorted(other.asked)) == ([], sorted(TEXTS))


def test_what_is_forgotten_is_forgotten_by_every_model(tmp_path: Path) -> None:
    VectorCache(tmp_path, mixed()).embed(TEXTS)
    assert VectorCache(tmp_path, mixed()).forget(["Yes."]) == 1
    left = [VectorCache(tmp_path, model).missing(TEXTS) for model in mixed().models]
    assert left == [1, 1]


def test_a_text_is_done_once_its_last_model_is_through() -> None:
    counts: list[tuple[int, int]] = []
    VectorCache(None, mixed()).embed(TEXTS, lambda *at: counts.append(at))
    assert counts == [(1, 3), (3, 3)]


def test_the_first_model_alone_reads_the_same_store(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path, mixed())
    cache.embed(TEXTS)
    model = Letters()
    alone = VectorCache(tmp_path, model).embed(TEXTS).matrix
    assert np.array_equal(cache.first.embed(TEXTS).matrix, alone)
    assert model.asked == []
