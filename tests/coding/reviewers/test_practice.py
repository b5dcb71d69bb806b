"""Practice: a newcomer's codings beside the expert's, once they have finished."""

from pathlib import Path

import pytest
from hub import hub

from coding import Evaluation
from coding.decisions.record import Decision, Remark, append_all
from coding.reviewers import reviewers
from coding.reviewers.assignments import assign
from coding.reviewers.drawing import Wanted
from coding.reviewers.practice import Compared, experts, practised

AT = "2026-03-02T10:00:00+00:00"


def said(
    key: str, excerpt: str, who: str, code: str, direction: str, blind: bool = True
) -> Decision:
    return Decision(key, excerpt, code, "accept", direction, who, AT, "1.0", blind=blind)  # type: ignore[arg-type]


def done(key: str, excerpt: str, who: str) -> Remark:
    return Remark(key, excerpt, "finished", "", who, AT, "1.0")


@pytest.fixture
def given(tmp_path: Path) -> tuple[Evaluation, list[str]]:
    """EX has finished all excerpts, with voice in the first and trust in the second; AB tries them."""
    evaluation = hub(tmp_path / "hub")
    ids = list(evaluation.excerpts()["excerpt_id"])
    for name in ("AB", "EX"):
        reviewers.add(evaluation.store, name, "staff", AT)
    expert = [done(f"x{n}", id, "EX") for n, id in enumerate(ids)]
    coded = [
        said("c1", ids[0], "EX", "voice", "positive", blind=False),
        said("c2", ids[1], "EX", "trust", "negative", blind=False),
    ]
    append_all(evaluation.store, [*expert, *coded])
    assign(evaluation, Wanted(("AB",), training="EX"), AT)
    return evaluation, ids


def compared(evaluation: Evaluation) -> list[Compared]:
    with evaluation.store.reading() as connection:
        return practised(connection, evaluation.decisions(), "AB")


def test_nothing_is_compared_before_it_is_finished(given: tuple[Evaluation, list[str]]) -> None:
    evaluation, ids = given
    append_all(evaluation.store, [said("a", ids[0], "AB", "voice", "positive")])
    assert compared(evaluation) == []
    with evaluation.store.reading() as connection:
        assert experts(connection, "AB") == dict.fromkeys(ids, "EX")
        assert experts(connection, "EX") == {}


def test_what_is_the_same_turned_and_only_one_persons(given: tuple[Evaluation, list[str]]) -> None:
    evaluation, ids = given
    own: list[Decision | Remark] = [
        said("a", ids[0], "AB", "voice", "positive"),
        said("b", ids[1], "AB", "trust", "mixed"),
        said("c", ids[1], "AB", "voice", "neutral"),
        *(done(f"d{n}", id, "AB") for n, id in enumerate(ids[:3])),
        said("after", ids[2], "AB", "voice", "positive", blind=False),
    ]
    append_all(evaluation.store, own)
    assert compared(evaluation) == [
        Compared(ids[0], "EX", (("voice", "positive"),), (), (), ()),
        Compared(ids[1], "EX", (), (("trust", "mixed", "negative"),), (("voice", "neutral"),), ()),
        Compared(ids[2], "EX", (), (), (), ()),
    ]
    assert [each.alike for each in compared(evaluation)] == [True, False, True]


def test_what_only_the_expert_saw(given: tuple[Evaluation, list[str]]) -> None:
    evaluation, ids = given
    append_all(evaluation.store, [done("d", ids[0], "AB")])
    assert compared(evaluation) == [Compared(ids[0], "EX", (), (), (), (("voice", "positive"),))]
