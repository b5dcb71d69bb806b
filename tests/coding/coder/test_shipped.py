"""What ships beside the codebook is what would be made of it now, so that nobody forgets to make it anew.

python -m coding.coder.shipped
"""

import random
from collections.abc import Sequence

import numpy as np
import pytest

from codebooks.codebook import Codebook
from coding.coder.coder import Coder
from coding.coder.primer.kernel import fitted
from coding.coder.primer.lessons import primer_rows
from coding.coder.primer.primer import primer_name, sureness_name
from coding.coder.shipped import shipped_codebook, texts_to_ship
from coding.embedding.encoders.load import both_models
from coding.embedding.kept_arrays import SHIPPED_ARRAYS, SUFFIX, read_arrays
from coding.embedding.mixed import Mixed
from coding.embedding.model import Embedded, Floats, Model
from coding.embedding.shipped_vectors import shipped_vectors
from coding.embedding.vectors import VectorCache, text_key
from corpora.remarks import without_remarks

pytestmark = pytest.mark.model
TEXT = "They asked us what we wanted to know first, and put it on the agenda."


class Counting:
    """A model that notes what it is asked for."""

    def __init__(self, model: Model) -> None:
        self.key, self.dimensions, self.at_once = model.key, model.dimensions, model.at_once
        self.asked: list[str] = []
        self._model = model

    def embed(self, texts: Sequence[str]) -> list[Embedded]:
        """One `Embedded` a text, in order."""
        self.asked += texts
        return self._model.embed(texts)


@pytest.fixture(scope="module")
def book() -> Codebook:
    return shipped_codebook()


@pytest.fixture(scope="module")
def models() -> Mixed:
    return both_models()


def test_the_texts_of_the_codebook_ship_and_no_others(book: Codebook, models: Mixed) -> None:
    wanted = {text_key(without_remarks(text)) for text in texts_to_ship(book)}
    for model in models.models:
        assert set(shipped_vectors(SHIPPED_ARRAYS, model.key)) == wanted


def test_the_primers_that_ship_follow_from_the_codebook_as_it_is(
    book: Codebook, models: Mixed
) -> None:
    keys = (models.key, models.models[0].key)
    names = {
        of(book.codes, book.taught, key) for of in (primer_name, sureness_name) for key in keys
    }
    names |= {model.key for model in models.models}
    assert {path.name for path in SHIPPED_ARRAYS.iterdir()} == {f"{name}{SUFFIX}" for name in names}


def test_a_vector_that_ships_is_what_the_model_gives(book: Codebook, models: Mixed) -> None:
    """Up to what another processor rounds in 8 bits."""
    some = random.Random(1).sample(texts_to_ship(book), 30)
    for model in models.models:
        here = VectorCache(None, model, shipped=None).embed(some).matrix
        there = VectorCache(None, model).whole(some)
        assert (here * there).sum(axis=1).min() > 0.98


def test_the_kernel_that_ships_is_what_the_vectors_teach(book: Codebook, models: Mixed) -> None:
    single = models.models[0]
    kept = read_arrays(
        SHIPPED_ARRAYS / f"{primer_name(book.codes, book.taught, single.key)}{SUFFIX}"
    )
    assert kept is not None
    rows = primer_rows(book.codes, book.taught)
    matrix: Floats = VectorCache(None, single).whole(rows.texts)
    here = fitted(matrix, rows.targets, np.asarray(matrix.mean(axis=0, dtype=np.float64)))
    for name in ("weights", "about", "line"):
        assert np.allclose(getattr(here, name), kept[name], rtol=1e-3, atol=1e-4), name


def test_a_first_run_embeds_nothing_but_its_own_texts(book: Codebook, models: Mixed) -> None:
    counting = [Counting(model) for model in models.models]
    Coder(book, cache=VectorCache(None, Mixed(tuple(counting)))).code([TEXT])
    assert [model.asked for model in counting] == [[TEXT], [TEXT]]
