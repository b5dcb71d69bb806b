"""The models by name: which are used, that they are the published ones, what they depend on."""

import random
from importlib.metadata import distributions
from pathlib import Path

import numpy as np
import pytest

from coding.embedding.encoders import minilm, mpnet, use
from coding.embedding.encoders.load import (
    FEW,
    SINGLE,
    THOROUGH,
    load_model,
    packaged_model,
    packaged_unloaded,
)
from coding.embedding.encoders.mpnet import distance_bias
from coding.embedding.mixed import models_of
from corpora.errors import ModelFault

SPOKEN = ["They never asked me.", "Yes.", "", "😀 Zoë said the naïve café was fine.", "word " * 400]
MINILM, USE = "all-MiniLM-L6-v2-fast-1", "use-multilingual-3-1"


@pytest.mark.model
@pytest.mark.parametrize(
    ("name", "excerpts", "keys"),
    [
        ("", 0, [MINILM, USE]),
        ("", FEW - 1, [MINILM, USE]),
        ("", FEW, [MINILM]),
        (SINGLE, 10, [MINILM]),
    ],
)
def test_a_second_model_up_to_so_many_excerpts(name: str, excerpts: int, keys: list[str]) -> None:
    assert [one.key for one in models_of(load_model(name, excerpts=excerpts))] == keys


@pytest.mark.model
def test_a_vector_of_the_second_model_depends_on_its_text_alone() -> None:
    model = use.SentenceEncoder()
    alone = [model.embed([text])[0] for text in SPOKEN]
    shuffled = random.Random(1).sample(SPOKEN * 3, len(SPOKEN) * 3)
    for text, one in zip(shuffled, model.embed(shuffled), strict=True):
        wanted = alone[SPOKEN.index(text)]
        assert np.array_equal(one.vector, wanted.vector)
        assert np.array_equal(one.shares, wanted.shares)
        assert one.spans == wanted.spans


def test_a_second_model_that_is_not_the_published_one_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(use, "WEIGHTS_SHA256", "0" * 64)
    with pytest.raises(ModelFault, match=r"is not the published one\. Install it again"):
        use.SentenceEncoder()


def test_a_part_of_the_third_model_that_is_missing_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mpnet, "PARTS", ("no-such-package",))
    with pytest.raises(ModelFault, match=r"needs all-mpnet-base-v2.*felt-heard\[thorough\]"):
        load_model(THOROUGH)


def test_distance_biases_are_those_that_transformers_computes() -> None:
    import torch
    from transformers.models.mpnet.modeling_mpnet import MPNetEncoder

    apart = torch.arange(140)[None, :] - torch.arange(140)[:, None]
    buckets = MPNetEncoder.relative_position_bucket(apart, 32, 128)  # type: ignore[no-untyped-call]
    table = np.arange(64, dtype=np.float32).reshape(32, 2)
    assert np.array_equal(distance_bias(table, 140)[0, 0], table[buckets.numpy(), 0])


@pytest.mark.model
@pytest.mark.skipif(
    not any(one.metadata["Name"] == mpnet.PARTS[-1] for one in distributions()),
    reason="the extra felt-heard[thorough] is not installed",
)
def test_the_third_model_is_the_one_that_sentence_transformers_runs(tmp_path: Path) -> None:
    import zipfile
    from io import BytesIO

    from sentence_transformers import SentenceTransformer

    with zipfile.ZipFile(BytesIO(mpnet._archive())) as archive:
        archive.extractall(tmp_path)
    texts = [SPOKEN[0], SPOKEN[1], SPOKEN[3]]
    wanted = SentenceTransformer(str(tmp_path / mpnet.NAME), device="cpu").encode(texts)
    exact, fast = (mpnet.mpnet_model(one).embed(texts) for one in ("fp32", "fast"))
    for row, one, two in zip(wanted, exact, fast, strict=True):
        assert row @ one.vector == pytest.approx(1, abs=1e-5)
        assert row @ two.vector > 0.97


@pytest.mark.model
def test_the_packaged_model_has_the_same_key_and_vectors_before_it_is_loaded() -> None:
    early, model = packaged_unloaded(), packaged_model()
    assert (early.key, early.dimensions) == (model.key, model.dimensions)
    assert np.array_equal(early.embed(SPOKEN[:1])[0].vector, model.embed(SPOKEN[:1])[0].vector)


def test_a_model_that_is_missing_is_missed_when_something_is_embedded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(minilm, "PACKAGE", "no_such_package")
    early = packaged_unloaded()
    with pytest.raises(ModelFault, match="not installed"):
        early.embed(["Yes."])
