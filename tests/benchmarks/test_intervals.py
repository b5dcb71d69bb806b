"""The benchmark of intervals, on rows few enough to follow."""

from dataclasses import replace

import numpy as np
import pytest
from fake_words import Words, book, code

from benchmarks import intervals
from benchmarks.data import CodedTexts
from benchmarks.intervals import Standing, excerpts_scores, people_scores, reviewed
from coding.coder.coder import Coder

COUNT = 100
TRUTH = np.arange(COUNT) < 30


def standing(finished: int) -> Standing:
    """The rows were finished in their order, all of them by chance."""
    rows = np.arange(finished)
    mixed = Standing(rows, np.ones(finished, bool), np.full((COUNT, 1), 0.3), np.arange(COUNT))
    return replace(mixed, rows=rows * 3 % COUNT)


def test_every_way_is_scored_against_what_was_left() -> None:
    scores = excerpts_scores(replace(standing(40), order=np.arange(COUNT) * 67 % COUNT), TRUTH, 0)
    assert set(scores) == {*intervals.TIMES, "before", "share reviewed"}
    assert all(held for held, _ in scores.values())
    assert all(0 < width < 60 for _, width in scores.values())


def test_everything_read_leaves_nothing_open() -> None:
    scores = excerpts_scores(standing(COUNT), TRUTH, 0)
    assert scores["as they are"] == (True, 0.0)


def test_people_are_counted_by_document() -> None:
    """Ten people of ten rows, of whom the first three have the code and the first is read."""
    who = np.repeat(np.arange(10), 10)
    rows = replace(standing(30), rows=np.concatenate([np.arange(10), np.arange(80, 100)]))
    held, least, most, left_open = people_scores(rows, TRUTH, 0, who, 1.0) or (False, 0, 0, 0)
    assert held
    assert least == pytest.approx(100 / 3)
    assert most == pytest.approx(100 / 3 + left_open * 10 / 3)


def test_too_few_draws_say_nothing_of_people() -> None:
    assert people_scores(standing(19), TRUTH, 0, np.repeat(np.arange(10), 10), 1.0) is None


def test_a_review_stops_at_each_share(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = tuple(
        [f"The soup was {n}" for n in range(30)] + [f"The bus was {n}" for n in range(70)]
    )
    empty = ("",) * COUNT
    codebook = book(code("Food", "The soup tasted lovely"))
    data = CodedTexts(codebook, texts, TRUTH[:, None], np.full(COUNT, -1), empty, empty, empty)
    monkeypatch.setattr(intervals, "SHARES", (0.1, 0.25))
    learner = Coder(codebook, Words()).learner(texts)
    early, late = reviewed(learner, data, "a")
    assert (len(early.rows), len(late.rows), len(set(late.rows.tolist()))) == (10, 25, 25)
    assert late.rows[:10].tolist() == early.rows.tolist()
    assert 0 < early.by_chance.sum() < 10
