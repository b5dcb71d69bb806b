"""What to look at next: the mix of rules, chance among them, and nothing left out."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from coding.evaluation.settings import load_settings
from coding.reviewers.queue import Mix, Next, QueueState, queue, random_order

ONLY = Mix(likely=0, uncertain=0, disagreement=0, random=0, spread=0)
P = np.array([[0.9, 0.1], [0.6, 0.2], [0.45, 0.3], [0.1, 0.8], [0.05, 0.5]])


def standing(**changed: object) -> QueueState:
    """Five excerpts and two codes; nothing decided, nobody disputes, three participants."""
    plain = QueueState(
        probabilities=P,
        labels=np.full((5, 2), np.nan),
        open=np.ones(5, dtype=bool),
        disputed=np.zeros(5, dtype=bool),
        participants=["A", "A", "A", "B", "C"],
        order=np.array([3, 0, 4, 1, 2]),
    )
    return replace(plain, **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("", Mix()),
        ("[queue]\nlikely = 0\nrandom = 2", replace(Mix(), likely=0, random=2)),
        (
            "[queue]\nlikely = 1\nuncertain = 2\ndisagreement = 3\nrandom = 4\nspread = 5",
            Mix(likely=1, uncertain=2, disagreement=3, random=4, spread=5),
        ),
    ],
)
def test_the_mix_is_what_the_settings_say(said: str, expected: Mix) -> None:
    assert Mix.of(load_settings(said.encode())) == expected


@pytest.mark.parametrize(
    ("changed", "mix", "expected"),
    [
        ({"open": np.zeros(5, dtype=bool)}, Mix(), []),
        ({}, replace(ONLY, random=1), [1, 3, 4, 0, 2]),
        ({}, replace(ONLY, likely=1), [0, 3, 4, 1, 2]),
        ({}, replace(ONLY, uncertain=1), [2, 4, 1, 3, 0]),
        ({"disputed": np.arange(5) == 4}, replace(ONLY, disagreement=1), [4, 1, 3, 0, 2]),
        ({}, replace(ONLY, spread=1), [0, 3, 4, 1, 2]),
        ({}, ONLY, [1, 3, 4, 0, 2]),
        ({"probabilities": np.zeros((5, 0)), "labels": np.zeros((5, 0))}, Mix(), [1, 3, 4, 0, 2]),
    ],
)
def test_each_rule_alone(changed: dict[str, object], mix: Mix, expected: list[int]) -> None:
    assert [each.row for each in queue(standing(**changed), mix, 9)] == expected


def test_chance_has_its_share_and_says_how_small_it_was() -> None:
    ids = [str(n) for n in range(200)]
    many = QueueState(
        np.random.default_rng(0).random((200, 3)),
        np.full((200, 3), np.nan),
        np.ones(200, dtype=bool),
        np.zeros(200, dtype=bool),
        ids,
        random_order(ids, "seed"),
    )
    found = queue(many, Mix(), 100)
    assert Counter(each.drawn for each in found) == {
        "likely": 26, "uncertain": 11, "random": 53, "spread": 10,
    }  # fmt: skip
    assert len({each.row for each in found}) == 100
    for place, each in enumerate(found):
        assert each.chance == (1 / (200 - place) if each.drawn == "random" else None)


def test_the_order_of_chance_does_not_depend_on_that_of_the_excerpts() -> None:
    ids = ["a", "b", "c", "d"]
    order, turned = random_order(ids, "s"), random_order(ids[::-1], "s")
    assert dict(zip(ids, order, strict=True)) == dict(zip(ids[::-1], turned, strict=True))
    assert sorted(order) == [0, 1, 2, 3]
    assert list(random_order(ids, "other")) != list(order)


def test_codes_with_fewest_acceptances_have_their_turn_first() -> None:
    labels = np.full((5, 2), np.nan)
    labels[0] = [1, 0]
    known = standing(labels=labels, open=np.array([False, True, True, True, True]))
    assert queue(known, replace(ONLY, likely=1), 1) == [Next(3, "likely", None)]
