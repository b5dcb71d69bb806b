"""What somebody may have seen is handed out blind by no door: neither assigned nor on a sheet."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hub import given_sheet, hub, suggest

from coding import Evaluation
from coding.decisions.record import Decision, Remark, RemarkKind, append_all
from coding.reviewers import reviewers
from coding.reviewers.assignments import assign
from coding.reviewers.drawing import Assignable, Wanted, by_lot, drawn
from coding.reviewers.queue import random_order
from coding.sheets.review_sheet import SheetChoice, choose_excerpts

AT = "2026-03-02T10:00:00+00:00"
IDS = [f"e{n}" for n in range(12)]
LOTS = ["e4", "e2", "e9", "e5", "e7", "e6", "e0", "e11", "e8", "e3", "e1", "e10"]
SHARE = ["e3", "e4", "e10", "e11"]
ORDER = [2, 5, 1, 7, 4, 8, 11, 9, 6, 3, 0, 10]


@pytest.fixture
def evaluation(tmp_path: Path) -> Evaluation:
    """Excerpts of two people, something suggested for the first; reviewers AB, CD and EX."""
    made = hub(tmp_path / "hub")
    suggest(made, (ids(made)[0], "voice", "positive", 0.8))
    for name in ("AB", "CD", "EX"):
        reviewers.add(made.store, name, "staff", AT)
    return made


def ids(evaluation: Evaluation) -> list[str]:
    return list(evaluation.excerpts()["excerpt_id"])


def nothing(_: Evaluation) -> None:
    """AB has seen nothing."""


def decided(blind: bool = False, undone: bool = False) -> Callable[[Evaluation], None]:
    """AB decided something about the first excerpt, and perhaps took it back."""

    def act(evaluation: Evaluation) -> None:
        first = ids(evaluation)[0]
        said = [Decision("d", first, "voice", "accept", "positive", "AB", AT, "1", blind=blind)]
        if undone:
            said.append(Decision("u", first, "voice", "undo", "", "AB", AT, "1", undoes="d"))
        append_all(evaluation.store, said)

    return act


def remarked(kind: RemarkKind) -> Callable[[Evaluation], None]:
    """AB said something of the first excerpt as a whole."""
    return lambda evaluation: remark(evaluation, "r", kind)


def remark(evaluation: Evaluation, key: str, kind: RemarkKind, value: str = "") -> None:
    append_all(evaluation.store, [Remark(key, ids(evaluation)[0], kind, value, "AB", AT, "1")])


def assigned(evaluation: Evaluation) -> None:
    """AB was given everything openly."""
    assign(evaluation, Wanted(("AB",)), AT)


def sheet(evaluation: Evaluation) -> None:
    """AB has a sheet with suggestions, which has not come back."""
    given_sheet(evaluation, "AB", SheetChoice(), AT)


def of_somebody_else(evaluation: Evaluation) -> None:
    """EX has a sheet with suggestions, and a say; AB has not."""
    given_sheet(evaluation, "EX", SheetChoice(), AT)
    append_all(evaluation.store, [Remark("x", ids(evaluation)[0], "skip", "", "EX", AT, "1")])


SEEN = [
    (nothing, []),
    (of_somebody_else, []),
    (decided(blind=True), []),
    (decided(), [0]),
    (decided(undone=True), [0]),
    (remarked("skip"), [0]),
    (remarked("memo"), [0]),
    (remarked("strong quote"), [0]),
    (assigned, [0, 1, 2, 3, 4]),
    (sheet, [0, 1, 2, 3, 4]),
]


@pytest.mark.parametrize(("act", "expected"), SEEN)
def test_what_was_seen_openly_is_given_blind_by_no_door(
    evaluation: Evaluation, act: Callable[[Evaluation], None], expected: Sequence[int]
) -> None:
    act(evaluation)
    left = [id for at, id in enumerate(ids(evaluation)) if at not in expected]
    chosen = choose_excerpts(evaluation, "AB", SheetChoice(blind=True))
    reason = (("seen before with suggestions", len(expected)),) if expected else ()
    assert (list(chosen.excerpts["excerpt_id"]), chosen.left_out) == (left, reason)
    handed = assign(evaluation, Wanted(("AB", "CD"), blind=True), AT, keep=False)
    assert [each.excerpt_id for each in handed.new if each.reviewer == "CD"] == left


def test_what_was_remarked_on_behind_blinds_can_still_be_judged_blind(
    evaluation: Evaluation,
) -> None:
    assign(evaluation, Wanted(("AB", "CD"), blind=True), AT)
    remark(evaluation, "m", "memo", "Ask again.")
    assert choose_excerpts(evaluation, "AB", SheetChoice(blind=True)).left_out == ()


def test_once_the_blinds_are_off_a_sheet_does_not_put_them_on_again(
    evaluation: Evaluation,
) -> None:
    """The pages have shown the suggestions by then, though the reviewer goes on with the excerpt."""
    assign(evaluation, Wanted(("AB", "CD"), blind=True), AT)
    remark(evaluation, "f", "finished")
    remark(evaluation, "g", "finished", "no")
    blind = choose_excerpts(evaluation, "AB", SheetChoice(blind=True))
    openly = choose_excerpts(evaluation, "AB", SheetChoice(assigned=True))
    assert blind.left_out == (("seen before with suggestions", 1),)
    assert list(openly.excerpts["excerpt_id"]) == ids(evaluation)[:1]


# The draws as they were when there were three ways to make them: no evaluation's may change.
def test_the_draws_of_evaluations_under_way_stay_as_they_are() -> None:
    assert by_lot(IDS, "lot ") == LOTS
    candidates = [Assignable(id, "s", "") for id in IDS]
    assert [each.excerpt_id for each in drawn(candidates, 0.3, 1)] == SHARE
    np.testing.assert_array_equal(random_order(IDS, "review"), ORDER)


def test_the_order_of_a_draw_is_the_same_however_the_excerpts_come() -> None:
    assert by_lot(pd.Series(IDS[::-1]), "lot ") == by_lot(IDS, "lot ")
    assert by_lot([], "lot ") == []
