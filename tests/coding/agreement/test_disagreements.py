"""Disagreements of the blind share, and how they are settled."""

from itertools import count
from typing import Any

import numpy as np
import pandas as pd
import pytest

from coding.agreement.disagreements import BlindView, Disagreement, Settled, disagreements, ruling
from coding.agreement.judged_blind import BlindShare
from coding.agreement.measures import MISSING
from coding.decisions.record import Decision
from coding.decisions.standing import standing
from coding.evaluation.frames import DECISIONS

POSITIVE, NEGATIVE = 0, 1


def share(
    there: list[list[list[int]]], direction: list[list[list[int]]] | None = None
) -> BlindShare:
    """A share of excerpts e0.., codes voice and trust, reviewers A, B, C who finished everything."""
    judged = np.array(there, dtype=np.int8).reshape(len(there), 2, -1)
    toward = np.full_like(judged, MISSING)
    if direction is not None:
        toward = np.array(direction, dtype=np.int8).reshape(judged.shape)
    names = tuple("ABC"[: judged.shape[2]])
    return BlindShare(
        tuple(f"e{n}" for n in range(len(there))),
        ("voice", "trust"),
        names,
        judged,
        toward,
        np.full((len(there), len(names)), "1.0", dtype=object),
    )


def decided(*said: tuple[str, str, str, str, str, str, str]) -> pd.DataFrame:
    """Decisions about code voice: key, excerpt, reviewer, verdict, source, memo, undoes."""
    numbers = count(1)
    rows = [
        {
            "number": next(numbers), "key": key, "excerpt_id": excerpt, "code_id": "voice",
            "verdict": verdict, "direction": "positive" if verdict == "accept" else "",
            "reviewer": who, "at": "2026", "codebook_version": "1.0", "memo": memo,
            "codebook_hash": "", "source": source, "blind": source != "settled",
            "undoes": undoes, "drawn": "", "chance": None, "suggested": None,
        }
        for key, excerpt, who, verdict, source, memo, undoes in said
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=DECISIONS)


M = MISSING


@pytest.mark.parametrize(
    ("there", "direction", "expected"),
    [
        ([[[0, 0], [0, 0]]], None, []),
        ([[[1, 1], [0, 0]]], None, []),
        ([[[1, M], [0, 0]]], None, []),
        ([[[M, M], [M, M]]], None, []),
        ([[[1, 0], [0, 0]]], None, [("e0", "voice", "presence")]),
        ([[[1, 0, M], [0, 0, 0]]], None, [("e0", "voice", "presence")]),
        ([[[1, 1], [0, 0]]], [[[POSITIVE, POSITIVE], [M, M]]], []),
        ([[[1, 1], [0, 0]]], [[[POSITIVE, NEGATIVE], [M, M]]], [("e0", "voice", "direction")]),
        (
            [[[1, 1, 0], [0, 0, 0]]],
            [[[POSITIVE, NEGATIVE, M], [M, M, M]]],
            [("e0", "voice", "presence")],
        ),
        (
            [[[0, 1], [1, 0]], [[0, 0], [0, 1]]],
            None,
            [("e0", "voice", "presence"), ("e0", "trust", "presence"), ("e1", "trust", "presence")],
        ),
    ],
)
def test_where_two_differ(
    there: list[list[list[int]]],
    direction: list[list[list[int]]] | None,
    expected: list[tuple[str, str, str]],
) -> None:
    found = disagreements(share(there, direction), decided())
    assert [(each.excerpt_id, each.code_id, each.about) for each in found] == expected


def test_nobody_disagrees_where_nobody_has_judged() -> None:
    nothing = np.empty((0, 2, 0), dtype=np.int8)
    empty = BlindShare((), ("voice", "trust"), (), nothing, nothing, np.empty((0, 0), dtype=object))
    assert disagreements(empty, decided()) == []


def test_both_views_stand_beside_each_other_with_their_memos() -> None:
    said = decided(
        ("k1", "e0", "A", "reject", "page", "first thought", ""),
        ("k2", "e0", "A", "accept", "page", "she says so", ""),
        ("k3", "e0", "B", "reject", "page", "", ""),
    )
    found = disagreements(share([[[1, 0], [0, 0]]], [[[POSITIVE, M], [M, M]]]), said)
    assert found[0].views == (
        BlindView("A", True, "positive", "she says so"),
        BlindView("B", False, "", ""),
    )


def test_settling_is_kept_beside_both_and_can_be_taken_back() -> None:
    both = (
        ("k1", "e0", "A", "accept", "page", "", ""),
        ("k2", "e0", "B", "reject", "page", "", ""),
    )
    judged = share([[[1, 0], [0, 0]]], [[[POSITIVE, M], [M, M]]])
    settled = (*both, ("k3", "e0", "C", "accept", "settled", "we read it again", ""))
    found = disagreements(judged, decided(*settled))[0]
    assert found.settled == Settled("k3", True, "positive", "C", "we read it again", "2026")
    assert len(found.views) == 2
    back = disagreements(judged, decided(*settled, ("k4", "e0", "C", "undo", "settled", "", "k3")))
    assert back[0].settled is None


OPEN = Disagreement("e0", "voice", "presence", (), None)


def settle(there: bool, direction: Any, reason: str) -> Decision:
    given = {"reviewer": "C", "at": "2026", "key": "k3", "version": "1.0", "hash": "h"}
    return ruling(OPEN, there=there, direction=direction, reason=reason, **given)


@pytest.mark.parametrize(
    ("there", "direction", "reason", "message"),
    [
        (True, "positive", " ", "settled with a reason"),
        (False, "", "", "settled with a reason"),
        (True, "", "because", "has a direction"),
        (True, "upwards", "because", "has a direction"),
    ],
)
def test_what_does_not_settle_anything(
    there: bool, direction: str, reason: str, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        settle(there, direction, reason)


def test_what_was_settled_is_where_the_team_stands() -> None:
    made = settle(False, "positive", " not this time ")
    rows = decided(
        ("k1", "e0", "A", "accept", "page", "", ""),
        ("k3", "e0", "C", made.verdict, made.source, made.memo, ""),
    )
    assert rows["memo"].iloc[1] == "not this time"
    assert standing(rows).to_numpy().tolist() == [["e0", "voice", "reject", "", 1, True]]
