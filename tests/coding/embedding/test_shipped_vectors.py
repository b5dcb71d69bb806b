"""What ships is not embedded, and makes no difference to what comes out."""

from pathlib import Path

import numpy as np
import pytest
from letters import Letters

from coding.embedding.mixed import Mixed
from coding.embedding.vectors import VectorCache

TEXTS = ["Nobody listened.", "They listened to us, and they wrote it down.", "Yes."]
OTHER = "A sentence of their own."


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    VectorCache(None, Letters(), shipped=None).ship(TEXTS, tmp_path)
    return tmp_path


def test_what_ships_is_not_embedded(shipped: Path) -> None:
    model = Letters()
    VectorCache(None, model, shipped).whole([*TEXTS, OTHER, *TEXTS])
    assert model.asked == [OTHER]


def test_it_is_the_same_bytes_whether_it_ships_or_not(shipped: Path) -> None:
    texts = [OTHER, *TEXTS, TEXTS[0]]
    alone = VectorCache(None, Letters(), shipped=None)
    for read in (VectorCache(None, Letters(), shipped), alone):
        assert read.whole(texts).tobytes() == alone.embed(texts).matrix.tobytes()


def test_of_a_mixture_each_model_ships_its_own(tmp_path: Path) -> None:
    mixture = Mixed((Letters(), Letters(key="other letters")))
    VectorCache(None, mixture, shipped=None).ship(TEXTS, tmp_path)
    assert len(list(tmp_path.iterdir())) == 2
    here = VectorCache(None, mixture, shipped=None).embed(TEXTS).matrix
    assert VectorCache(None, mixture, tmp_path).whole(TEXTS).tobytes() == here.tobytes()
    alone = VectorCache(None, mixture, tmp_path).first
    assert alone.whole(TEXTS).shape == (3, Letters.dimensions)


def test_where_phrases_are_asked_for_a_text_is_embedded(shipped: Path) -> None:
    model = Letters()
    cache = VectorCache(None, model, shipped)
    assert cache.missing(TEXTS) == 3
    assert len(cache.embed(TEXTS).shares(1)) == 2
    assert sorted(model.asked) == sorted(TEXTS)


def test_what_ships_has_the_same_bytes_whatever_the_order_of_texts(
    shipped: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    again = tmp_path_factory.mktemp("again")
    VectorCache(None, Letters(), shipped=None).ship([*TEXTS[::-1], TEXTS[0]], again)
    for path in shipped.iterdir():
        assert (again / path.name).read_bytes() == path.read_bytes()


def test_for_another_model_and_from_a_damaged_file_texts_are_embedded(
    shipped: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = Letters(key="other letters")
    assert np.isfinite(VectorCache(None, other, shipped).whole(TEXTS)).all()
    assert len(other.asked) == 3
    (path,), damaged = shipped.iterdir(), tmp_path_factory.mktemp("damaged")
    (damaged / path.name).write_bytes(path.read_bytes()[:-1])
    model = Letters()
    VectorCache(None, model, damaged).whole(TEXTS)
    assert len(model.asked) == 3
