"""Peers beside ours: the same decisions for each, and a peer that cannot run is told in words."""

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest
from fake_words import Words, book, code
from numpy.typing import NDArray

from benchmarks import peers
from benchmarks.data import CodedTexts
from coding.embedding.vectors import VectorCache

MEALS = [f"The soup was {word}" for word in ("hot", "cold", "salty", "thin", "late")]
TRIPS = [f"The bus came {word}" for word in ("early", "late", "never", "full", "twice")]


def meals(times: int) -> CodedTexts:
    """Ten texts, half about food and half about travel, so many times."""
    texts = (MEALS + TRIPS) * times
    food = np.array([text in MEALS for text in texts])
    return CodedTexts(
        book(code("Food", "The soup tasted lovely"), code("Travel", "The bus was full")),
        tuple(texts),
        np.column_stack([food, ~food]),
        np.full(len(texts), -1),
        tuple(str(at) for at in range(len(texts))),
        ("",) * len(texts),
        ("",) * len(texts),
    )


def backwards(decided: CodedTexts, data: CodedTexts) -> NDArray[np.float64]:
    return np.asarray(1.0 - data.labels, dtype=np.float64)


def unable(decided: CodedTexts, data: CodedTexts) -> NDArray[np.float64]:
    raise peers.Unable("not today")


@pytest.mark.parametrize(
    ("learn", "sizes", "expected"),
    [
        (backwards, [], {}),
        (backwards, [20, 21], {}),
        (lambda _, data: data.labels.astype(float), [5], {"5": 1.0}),
        (unable, [5, 10], {"5": "not today", "10": "not today"}),
    ],
)
def test_what_is_learned(learn: peers.Learn, sizes: list[int], expected: dict[str, object]) -> None:
    figures, seconds = peers.learned(learn, meals(2), meals(2), sizes)
    assert figures == expected
    assert set(seconds) == {size for size, found in figures.items() if found == 1.0}


def test_every_peer_gets_the_same_decisions() -> None:
    asked: list[tuple[str, ...]] = []

    def listening(decided: CodedTexts, data: CodedTexts) -> NDArray[np.float64]:
        asked.append(decided.texts)
        return data.labels.astype(float)

    for _ in range(2):
        peers.learned(listening, meals(2), meals(2), [7, 12])
    assert asked[:2] == asked[2:]
    assert [len(texts) for texts in asked[:2]] == [7, 12]


def test_one_run_has_them_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers.SetFit, "__call__", lambda _, *given: unable(*given))
    found = peers.measure(meals(2), meals(4), VectorCache(tmp_path, Words()), [10], 1)
    assert found["zero_shot"]["ours"] == 1.0
    assert found["zero_shot"]["random order"] == 0.5
    assert found["learned"] == {
        "ours": {"10": 1.0},
        "tf-idf and logistic regression": {"10": 1.0},
        "setfit": {"10": "not today"},
    }
    assert set(found["seconds"]["ours"]) == {"10"}
    assert found["seconds"]["setfit"] == {}


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (subprocess.TimeoutExpired("peer", 30), "not done after 0.5 minutes"),
        (subprocess.CalledProcessError(1, "peer"), "could not be installed or run here"),
    ],
)
def test_a_peer_that_fails_is_told_in_words(
    fault: Exception, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(peers, "python_with", lambda *_: Path("python"))
    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(peers.Unable, match=expected):
        peers.SetFit(0.5)(meals(1), meals(1))


def test_setfit_is_asked_in_json_and_answers_in_json(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: list[object], **given: object) -> subprocess.CompletedProcess[str]:
        said = json.loads(str(given["input"]))
        assert said["labels"] == [[1, 0]] * 5 + [[0, 1]] * 5
        assert (said["texts"], said["asked"]) == (MEALS + TRIPS, MEALS + TRIPS)
        return subprocess.CompletedProcess([], 0, json.dumps([[0.5, 0.25]] * 10))

    monkeypatch.setattr(peers, "python_with", lambda *_: Path("python"))
    monkeypatch.setattr(subprocess, "run", run)
    assert peers.SetFit(1)(meals(1), meals(1)).tolist() == [[0.5, 0.25]] * 10
