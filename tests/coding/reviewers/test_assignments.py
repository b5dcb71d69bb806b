"""Handing out: who gets what, the same each time; what is blind, and when the blinds come off."""

from pathlib import Path

import pandas as pd
import pytest
from hub import hub

from coding import Evaluation
from coding.decisions.record import Decision, Remark, append_all
from coding.reviewers import reviewers
from coding.reviewers.assignments import (
    ReviewerProgress,
    assign,
    assignments,
    chances_of_drawing,
    reviewers_progress,
)
from coding.reviewers.blinding import blinded, finished, without_blinded
from coding.reviewers.drawing import Assignable, Wanted, divided, drawn, matching, open_to_blind
from corpora.errors import InputError
from flows.cli.main import main

AT = "2026-03-02T10:00:00+00:00"
MANY = [Assignable(f"e{n}", f"s{n % 3}", ("carers", "staff")[n % 2]) for n in range(100)]


def ids(candidates: list[Assignable]) -> list[str]:
    return [each.excerpt_id for each in candidates]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(("A",)), 100),
        (Wanted(("A",), transcripts=("s0",)), 34),
        (Wanted(("A",), transcripts=("s0", "s1")), 67),
        (Wanted(("A",), groups=("staff",)), 50),
        (Wanted(("A",), transcripts=("s0",), groups=("staff",)), 17),
        (Wanted(("A",), groups=("facilitators",)), 0),
    ],
)
def test_only_of_these_transcripts_and_groups(wanted: Wanted, expected: int) -> None:
    assert len(matching(MANY, wanted)) == expected


def test_a_share_is_the_same_each_time_and_grows() -> None:
    tenth, third = ids(drawn(MANY, 0.1, 1)), ids(drawn(MANY, 0.3, 1))
    assert (len(tenth), len(third)) == (10, 30)
    assert tenth == ids(drawn(list(MANY), 0.1, 1))
    assert set(tenth) < set(third)
    assert tenth != ids(drawn(MANY, 0.1, 2))
    assert third == sorted(third, key=ids(MANY).index)


@pytest.mark.parametrize(("share", "of", "expected"), [(0.1, 0, 0), (0.001, 5, 1), (1.0, 5, 5)])
def test_the_smallest_shares(share: float, of: int, expected: int) -> None:
    assert len(drawn(MANY[:of], share, 1)) == expected


def test_a_draw_is_fair() -> None:
    counts = [0] * len(MANY)
    for seed in range(400):
        for chosen in drawn(MANY, 0.2, seed):
            counts[int(chosen.excerpt_id[1:])] += 1
    assert sum(counts) == 400 * 20
    assert (min(counts) > 45, max(counts) < 115) == (True, True)


@pytest.mark.parametrize(
    ("wanted", "sizes"),
    [
        (Wanted(("A", "B"), blind=True), [100, 100]),
        (Wanted(("A", "B"), training="X"), [100, 100]),
        (Wanted(("A", "B", "C"), share=0.5), [34, 33, 33]),
        (Wanted(("A", "B"), transcripts=("s0", "s1", "s2")), [34, 66]),
    ],
)
def test_blind_to_each_and_otherwise_divided(wanted: Wanted, sizes: list[int]) -> None:
    dealt = divided(MANY, wanted)
    assert [len(dealt[name]) for name in wanted.reviewers] == sizes
    if not (wanted.blind or wanted.training):
        assert sorted(each for part in dealt.values() for each in part) == sorted(ids(MANY))


def test_what_anybody_has_seen_openly_is_not_coded_blind() -> None:
    seen = {"A": frozenset({"e0"}), "B": frozenset({"e1", "e2"})}
    assert ids(open_to_blind(MANY[:4], seen)) == ["e3"]


@pytest.fixture
def evaluation(tmp_path: Path) -> Evaluation:
    """Four excerpts of two people, reviewers AB, CD and EX; Zeb Moss agreed to nothing."""
    made = hub(tmp_path / "hub")
    for name in ("AB", "CD", "EX"):
        reviewers.add(made.store, name, "staff", AT)
    return made


def given(evaluation: Evaluation, reviewer: str) -> list[tuple[str, bool, str]]:
    with evaluation.store.reading() as connection:
        found = assignments(connection, reviewer)
    return [(each.excerpt_id, each.blind, each.reason) for each in found]


def hidden(evaluation: Evaluation, reviewer: str) -> frozenset[str]:
    with evaluation.store.reading() as connection:
        return blinded(connection, reviewer)


def remark(key: str, excerpt: str, reviewer: str, value: str = "", undoes: str = "") -> Remark:
    return Remark(key, excerpt, "finished", value, reviewer, AT, "1.0", undoes)


def test_nothing_of_somebody_without_consent_is_handed_out(evaluation: Evaluation) -> None:
    agreed = list(evaluation.excerpts()["excerpt_id"])
    handed = assign(evaluation, Wanted(("AB",)), AT)
    assert (handed.chosen, handed.among) == (len(agreed), len(agreed))
    assert given(evaluation, "AB") == [(each, False, "share") for each in agreed]


def test_blind_to_two_and_the_same_again_adds_nothing(evaluation: Evaluation) -> None:
    agreed = list(evaluation.excerpts()["excerpt_id"])
    wanted = Wanted(("AB", "CD"), blind=True)
    assert len(assign(evaluation, wanted, AT, keep=False).new) == 2 * len(agreed)
    assert given(evaluation, "AB") == []
    assert len(assign(evaluation, wanted, AT).new) == 2 * len(agreed)
    assert given(evaluation, "AB") == given(evaluation, "CD")
    assert hidden(evaluation, "AB") == frozenset(agreed)
    assert hidden(evaluation, "EX") == frozenset()
    append_all(evaluation.store, [remark("a", agreed[0], "AB")])
    assert assign(evaluation, wanted, AT).new == ()


def test_what_one_of_them_has_decided_openly_is_left_out_of_the_blind_share(
    evaluation: Evaluation,
) -> None:
    agreed = list(evaluation.excerpts()["excerpt_id"])
    seen = Decision("k", agreed[0], "voice", "accept", "positive", "CD", AT, "1.0")
    append_all(evaluation.store, [seen, remark("r", agreed[1], "CD")])
    assign(evaluation, Wanted(("AB", "CD"), blind=True), AT)
    assert [each[0] for each in given(evaluation, "AB")] == agreed[2:]


def test_the_blinds_come_off_with_finished_and_stay_off(evaluation: Evaluation) -> None:
    agreed = list(evaluation.excerpts()["excerpt_id"])
    assign(evaluation, Wanted(("AB", "CD"), blind=True), AT)
    append_all(evaluation.store, [remark("a", agreed[0], "AB")])
    assert hidden(evaluation, "AB") == frozenset(agreed[1:])
    append_all(evaluation.store, [remark("b", agreed[0], "AB", undoes="a")])
    assert hidden(evaluation, "AB") == frozenset(agreed[1:])
    assert hidden(evaluation, "CD") == frozenset(agreed)
    with evaluation.store.reading() as connection:
        assert finished(connection, "AB") == frozenset()


def test_newcomers_try_what_the_expert_has_finished(evaluation: Evaluation) -> None:
    agreed = list(evaluation.excerpts()["excerpt_id"])
    append_all(evaluation.store, [remark("x", agreed[1], "EX"), remark("y", agreed[2], "EX")])
    handed = assign(evaluation, Wanted(("AB", "CD"), training="EX"), AT)
    assert (handed.chosen, handed.among) == (2, 2)
    assert given(evaluation, "CD") == [(each, True, "training") for each in agreed[1:3]]


def test_the_chance_of_a_draw_is_known(evaluation: Evaluation) -> None:
    assign(evaluation, Wanted(("AB", "CD"), share=0.5, blind=True), AT)
    assign(evaluation, Wanted(("EX",), transcripts=("interview.txt",)), AT)
    many = len(evaluation.excerpts())
    with evaluation.store.reading() as connection:
        assert set(chances_of_drawing(connection, "AB").values()) == {round(many / 2) / many}
        assert chances_of_drawing(connection, "EX") == {}


def test_how_far_everybody_is(evaluation: Evaluation) -> None:
    agreed = list(evaluation.excerpts()["excerpt_id"])
    assert reviewers_progress(evaluation) == []
    assign(evaluation, Wanted(("AB", "CD"), blind=True), AT)
    append_all(evaluation.store, [remark("a", agreed[0], "AB")])
    many = len(agreed)
    assert reviewers_progress(evaluation) == [
        ReviewerProgress("AB", many, many, 1),
        ReviewerProgress("CD", many, many, 0),
    ]


@pytest.mark.parametrize(
    ("wanted", "what"),
    [
        (Wanted(()), "say who gets the excerpts, each once"),
        (Wanted(("AB", "AB")), "say who gets the excerpts, each once"),
        (Wanted(("NO",)), "there is no reviewer of this name"),
        (Wanted(("AB",), training="NO"), "there is no reviewer of this name"),
        (Wanted(("AB",), training="AB"), "an expert does not train on their own excerpts"),
        (Wanted(("AB",), blind=True), "blind double coding needs two reviewers or more"),
        (Wanted(("AB",), share=0.0), "a share is above 0 and up to 100 percent"),
        (Wanted(("AB",), share=1.5), "a share is above 0 and up to 100 percent"),
        (Wanted(("AB",), share=float("nan")), "a share is above 0 and up to 100 percent"),
        (Wanted(("AB",), groups=("bosses",)), "there is no such group"),
        (
            Wanted(("AB",), transcripts=("no.txt",)),
            "there is no transcript of this name with anything to code",
        ),
    ],
)
def test_what_cannot_be_handed_out(evaluation: Evaluation, wanted: Wanted, what: str) -> None:
    with pytest.raises(InputError) as caught:
        assign(evaluation, wanted, AT)
    assert caught.value.what == what
    assert given(evaluation, "AB") == []


def test_what_is_hidden_from_a_blind_reviewer() -> None:
    said = pd.DataFrame(
        [("e1", "AB", "voice"), ("e1", "CD", "voice"), ("e2", "CD", "trust")],
        columns=["excerpt_id", "reviewer", "code_id"],
    )
    seen = without_blinded(said, frozenset({"e1"}), "AB")
    assert seen.to_numpy().tolist() == [["e1", "AB", "voice"], ["e2", "CD", "trust"]]
    suggested = said.drop(columns="reviewer")
    assert list(without_blinded(suggested, frozenset({"e1"}), "AB")["excerpt_id"]) == ["e2"]


def test_the_command_hands_out_and_says_how_far(
    evaluation: Evaluation, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, many = str(evaluation.folder), len(evaluation.excerpts())
    assert main(["assign", folder, "--to", "AB", "--to", "CD", "--blind", "--share", "50"]) == 0
    half = round(many / 2)
    assert capsys.readouterr().out.splitlines() == [
        f"Chosen: {half} of {many} excerpts that none of them has looked at, drawn at random with seed 1.",
        f"AB: {half} new",
        f"CD: {half} new",
        "They see neither suggestions nor each other's codings until they have finished.",
    ]
    assert main(["assign", folder]) == 0
    assert (
        f"AB  staff             link      0 of {half} finished ({half} blind)"
        in capsys.readouterr().out
    )
    assert main(["assign", folder, "--to", "AB", "--share", "0"]) == 2
    assert "a share is above 0" in capsys.readouterr().err
