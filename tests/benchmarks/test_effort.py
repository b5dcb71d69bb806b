"""The search benchmark, on texts few enough to count by hand."""

import numpy as np
import pytest
from fake_words import Words, book, code

from benchmarks import effort
from coding.coder.coder import Coder

TEXTS = [f"The soup was {n}" for n in range(10)] + [f"The bus was {n}" for n in range(90)]
LABELS = np.arange(100)[:, None] < 10


def test_rows_are_counted_until_enough_have_been_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effort, "STEP", 5)
    learner = Coder(book(code("Food", "The soup tasted lovely")), Words()).learner(TEXTS)
    assert effort.rows_read(learner, LABELS, 0) == [8, 11]


def test_middling_codes_are_taken_or_the_one_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    class Data:
        codebook = book(code("Food"), code("Travel"))
        labels = np.array([[True, True]] * 40 + [[False, True]] * 500)

    assert effort._chosen(Data(), None) == [0]  # type: ignore[arg-type]
    assert effort._chosen(Data(), "travel") == [1]  # type: ignore[arg-type]
    assert effort._chosen(Data(), "nothing") == []  # type: ignore[arg-type]
