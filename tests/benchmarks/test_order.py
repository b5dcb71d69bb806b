"""The order of reading, on invented texts few enough to count by hand."""

import json

import numpy as np
import pytest
from fake_words import Words, book, code

from benchmarks import order
from benchmarks.data import CodedTexts
from coding.embedding.vectors import VectorCache
from coding.reviewers.queue import Mix

BOOK = book(code("Food", "The soup tasted lovely"), code("Travel", "The bus came late"))


def coded(texts: list[str], documents: list[str]) -> CodedTexts:
    """Soup is food and the bus is travel."""
    labels = np.array([["soup" in text, "bus" in text] for text in texts])
    empty = ("",) * len(texts)
    nothing = np.full(len(texts), -1)
    return CodedTexts(BOOK, tuple(texts), labels, nothing, tuple(documents), empty, empty)


def table() -> CodedTexts:
    """480 texts of 24 people; one in four is of food, one in four of travel."""
    words = ["The soup was", "The bus was", "The rain was", "The wind was"]
    texts = [f"{words[n % 4]} {n}" for n in range(480)]
    return coded(texts, [f"p{n // 20}" for n in range(480)])


@pytest.fixture(scope="module")
def reading() -> order.Reading:
    return order.made_ready(table(), VectorCache(None, Words()))


def test_whole_documents_are_kept_up_to_so_many_texts() -> None:
    data = coded([str(n) for n in range(10)], list("aaabbbcccd"))
    assert order.some_documents(data, 10).texts == data.texts
    kept = order.some_documents(data, 7)
    assert len(kept.texts) in (4, 6, 7)
    assert all(kept.documents.count(name) == data.documents.count(name) for name in kept.documents)


def test_half_is_read_and_the_other_half_is_scored(reading: order.Reading) -> None:
    read = order.read_by(reading, Mix(), 0, 100)
    assert len(set(read.rows)) == len(read.rows) == len(read.rules) == 100
    assert reading.pool[read.rows].all()
    assert set(read.maps) == {0, 20, 100}
    theirs = {reading.data.documents[row] for row in read.rows}
    assert not theirs & {reading.data.documents[row] for row in np.flatnonzero(~reading.pool)}


def test_all_of_the_half_is_read_where_more_is_asked_for(reading: order.Reading) -> None:
    read = order.read_by(reading, order.CHANCE, 0, 1_000)
    assert sorted(read.rows) == np.flatnonzero(reading.pool).tolist()
    assert set(read.rules) == {"random"}


def test_a_seed_gives_the_same_order_again_and_another_another(reading: order.Reading) -> None:
    rows = [order.read_by(reading, order.CHANCE, seed, 20).rows for seed in (0, 0, 1)]
    assert rows[0] == rows[1] != rows[2]


def test_pairs_are_counted_once_a_person_and_code() -> None:
    data = coded(["soup", "soup", "soup and bus", "rain"], ["a", "a", "b", "b"])
    assert order.pairs(data, [0, 1, 2, 3]) == {("a", 0), ("b", 0), ("b", 1)}
    assert order.pairs(data, [3]) == set()


def test_figures_are_means_over_the_seeds_with_their_spread(reading: order.Reading) -> None:
    """The half that is read is of 12 people with both codes: 24 pairs."""
    soup, bus, rain = (np.flatnonzero(reading.pool)[n::4].tolist() for n in range(3))
    read = [
        order.Read(rain[:18] + soup[:1] + rain[18:20] + soup[1:4], ["likely"] * 24, {0: 0.2, 20: 0.4}),
        order.Read(soup[:1] + bus[5:6] + rain[:22], ["random"] * 24, {0: 0.2, 20: 0.5}),
    ]  # fmt: skip
    found = order.figures(reading, read)
    assert found["map"] == {0: (0.2, 0.0), 20: (0.45, 0.071)}
    # A tenth of 240 is 24 texts. The first reading has food of one person, the second both codes.
    assert found["pairs"] == (round((1 / 24 + 2 / 24) / 2, 3), round(1 / 24 / 2**0.5, 3))
    assert found["first twenty"] == {"likely": (10.0, 14.142), "random": (10.0, 14.142)}


def test_a_share_is_changed_by_name() -> None:
    assert order._mix(["likely=0.4", "random=2"]) == Mix(likely=0.4, random=2)


def test_each_data_set_is_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(order, "read", lambda folder: table())
    monkeypatch.setattr(order, "load_model", lambda name: Words())
    order.main(["invented", "--seeds", "2"])
    line = json.loads(capsys.readouterr().out)
    assert (line["data set"], line["texts"]) == ("invented", 480)
    assert list(line["chance"]["map"]) == list(line["queue"]["map"]) == ["0", "20", "100"]
    assert line["chance"]["first twenty"] == {"random": [20.0, 0.0]}
    # What the codebook says of soup and buses is so plain that both ways have learned it.
    assert line["queue"]["map"]["100"][0] > 0.9
