"""Agreement on the blind share: who counts, what is compared, and what is said about it."""

from collections.abc import Sequence
from itertools import count
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hub import hub, suggest
from runaway import no_runaway

from coding import Evaluation
from coding.agreement.agreement import (
    AGREEMENT,
    CONFUSION,
    agreement,
    agreement_to_hand_on,
    confusion,
)
from coding.agreement.in_words import NOTHING_YET, agreement_csv, agreement_lines
from coding.agreement.judged_blind import BlindShare, blind_share, with_machine
from coding.agreement.measures import MISSING
from coding.agreement.shares import ASSIGNMENTS
from coding.decisions.record import Decision, Remark, append_all
from coding.evaluation import output_files, tables
from coding.evaluation.database import insert
from coding.evaluation.frames import DECISIONS, REMARKS
from flows.cli.main import main

CODES = ("voice", "attention", "trust")
# excerpt, code, reviewer, verdict, direction, and what differs from a blind decision on the page.
Said = tuple[str, str, str, str, str, dict[str, object]]


def share(
    said: Sequence[Said] = (),
    finished: Sequence[tuple[str, str]] = (),
    assigned: Sequence[tuple[str, str, bool]] = (),
    **given: object,
) -> BlindShare:
    number = count(1)
    decided = [
        {
            "number": (n := next(number)), "key": f"k{n}", "excerpt_id": excerpt, "code_id": code,
            "verdict": verdict, "direction": direction, "reviewer": reviewer, "at": "",
            "codebook_version": "1.0", "memo": "", "codebook_hash": "", "source": "page",
            "blind": True, "undoes": "", "drawn": "", "chance": None, "suggested": None, **more,
        }
        for excerpt, code, reviewer, verdict, direction, more in said
    ]  # fmt: skip
    remarked = [
        (next(number), f"r{e}{r}", e, "finished", "", r, "", "1.0", "", "", None, None)
        for e, r in finished
    ]
    handed = [(next(number), e, r, blind, "share", "") for e, r, blind in assigned]
    return blind_share(
        pd.DataFrame(decided, columns=DECISIONS),
        pd.DataFrame(remarked, columns=REMARKS),
        pd.DataFrame(handed, columns=ASSIGNMENTS),
        CODES,
        **given,  # type: ignore[arg-type]
    )


ACCEPT: Said = ("e", "voice", "A", "accept", "negative", {})


@pytest.mark.parametrize(
    ("said", "finished", "assigned", "expected"),
    [
        # Nobody, and nobody who finished.
        ([], [], [], None),
        ([ACCEPT], [], [], None),
        # Finished without having been given it blind, or having decided with open eyes.
        ([], [("e", "A")], [], None),
        ([], [("e", "A")], [("e", "A", False)], None),
        ([(*ACCEPT[:5], {"blind": False})], [("e", "A")], [("e", "A", True)], None),
        # Looked at it blind and found nothing.
        ([], [("e", "A")], [("e", "A", True)], [0, 0, 0]),
        ([ACCEPT], [("e", "A")], [], [1, 0, 0]),
        ([(*ACCEPT[:3], "reject", "", {})], [("e", "A")], [], [0, 0, 0]),
        ([(*ACCEPT[:3], "not sure", "", {})], [("e", "A")], [], [MISSING, 0, 0]),
        # What is said after the blinds came off changes nothing; neither does a settlement.
        ([ACCEPT, (*ACCEPT[:3], "reject", "", {"blind": False})], [("e", "A")], [], [1, 0, 0]),
        ([ACCEPT, (*ACCEPT[:3], "reject", "", {"source": "settled"})], [("e", "A")], [], [1, 0, 0]),
        # The last blind word counts, and what was taken back does not.
        ([ACCEPT, (*ACCEPT[:3], "reject", "", {})], [("e", "A")], [], [0, 0, 0]),
        ([ACCEPT, (*ACCEPT[:3], "undo", "", {"undoes": "k1"})], [("e", "A")], [("e", "A", True)], [0, 0, 0]),
        # A code that is no longer in the codebook.
        ([("e", "gone", "A", "accept", "mixed", {})], [("e", "A")], [], [0, 0, 0]),
    ],
)  # fmt: skip
def test_who_counts_as_having_judged_what(
    said: list[Said],
    finished: list[tuple[str, str]],
    assigned: list[tuple[str, str, bool]],
    expected: list[int] | None,
) -> None:
    found = share(said, finished, assigned)
    assert (found.there[0, :, 0].tolist() if found.excerpts else None) == expected


def test_silence_about_a_code_that_came_later_is_no_judgement() -> None:
    found = share([ACCEPT], [("e", "A")], known={"1.0": frozenset({"voice", "attention"})})
    assert found.there[0, :, 0].tolist() == [1, 0, MISSING]


def test_the_program_is_one_more_reviewer_of_what_it_has_coded() -> None:
    judged = share([], [("e", "A"), ("f", "A")], [("e", "A", True), ("f", "A", True)])
    first = pd.DataFrame(
        [("e", "trust", "mixed"), ("e", "voice", ""), ("g", "trust", "mixed")],
        columns=["excerpt_id", "code_id", "direction"],
    )
    found = with_machine(judged, first, ["e", "g"], "it")
    assert found.reviewers == ("A", "it")
    # Of voice it is not sure in which direction: it is there, and no direction was given.
    assert found.there[:, :, 1].tolist() == [[1, 0, 1], [MISSING] * 3]
    assert found.direction[:, :, 1].tolist() == [[MISSING, MISSING, 2], [MISSING] * 3]


def test_a_suggestion_that_is_not_sure_of_its_direction_says_none() -> None:
    judged = share([], [("e", "A")], [("e", "A", True)])
    first = pd.DataFrame([("e", "trust", "")], columns=["excerpt_id", "code_id", "direction"])
    found = with_machine(judged, first, ["e"], "it")
    assert (found.there[0, 2, 1], found.direction[0, 2, 1]) == (1, MISSING)


def test_codes_behind_which_few_stand_are_left_out_of_what_is_handed_on() -> None:
    judged = share(PAIR, FINISHED, BLIND)
    assert judged.found_in() == {"voice": 3, "attention": 1, "trust": 0}
    measured, confused = agreement_to_hand_on(judged, judged, lambda _, found: 0 < found < 3)
    assert set(measured["code_id"]) == {"", "voice", "trust"}
    over_all = measured[measured["code_id"] == ""]["note"]
    assert over_all.str.contains("over the 2 of 3 codes that may be handed on").all()
    assert confused.empty and len(confusion(judged))
    same, _ = agreement_to_hand_on(judged, judged, lambda *_: False)
    assert not same["note"].str.contains("handed on").any()


# 10 excerpts, of which both found voice in 2, one alone in 1; in 1 it was attention instead.
FINISHED = [(f"e{n}", who) for n in range(10) for who in "AB"]
PAIR: list[Said] = [
    ("e0", "voice", "A", "accept", "positive", {}), ("e0", "voice", "B", "accept", "positive", {}),
    ("e1", "voice", "A", "accept", "negative", {}), ("e1", "voice", "B", "accept", "mixed", {}),
    ("e2", "voice", "A", "accept", "negative", {}), ("e2", "attention", "B", "accept", "negative", {}),
]  # fmt: skip
BLIND = [(excerpt, who, True) for excerpt, who in FINISHED]


def told(frame: pd.DataFrame, **chosen: str) -> list[tuple[object, ...]]:
    for name, value in chosen.items():
        frame = frame[frame[name] == value]
    columns = ["measure", "value", "excerpts", "by_all", "by_some", "by_none"]
    rows = frame[columns].itertuples(index=False, name=None)
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in rows]


def test_a_pair_on_one_code() -> None:
    found = agreement(share(PAIR, FINISHED, BLIND))
    assert list(found.columns) == AGREEMENT
    # 9 of 10 agree; 3 and 2 of 10 found it: kappa (0.9 - 0.62) / 0.38.
    assert told(found, on="presence", code_id="voice") == [
        ("share agreed", 0.9, 10, 2, 1, 7),
        ("cohen", 0.736842, 10, 2, 1, 7),
        ("krippendorff", 0.746667, 10, 2, 1, 7),
        ("gwet", 0.84, 10, 2, 1, 7),
    ]
    assert told(found, on="presence", code_id="trust") == [
        ("share agreed", 1.0, 10, 0, 0, 10),
        ("cohen", None, 10, 0, 0, 10),
        ("krippendorff", None, 10, 0, 0, 10),
        ("gwet", None, 10, 0, 0, 10),
    ]


def test_all_codes_leave_out_those_that_nobody_found() -> None:
    found = agreement(share(PAIR, FINISHED, BLIND))
    assert told(found, on="presence", code_id="")[0] == ("share agreed", 0.9, 10, 2, 2, 16)


def test_direction_is_compared_where_both_found_the_code() -> None:
    found = agreement(share(PAIR, FINISHED, BLIND))
    assert told(found, on="direction", code_id="")[0] == ("share agreed", 0.5, 2, 1, 1, 0)


def test_three_reviewers_are_a_group_and_three_pairs_and_one_who_missed_some_counts_where_they_did_not() -> (
    None
):
    seen = [*FINISHED, ("e0", "C"), ("e9", "C")]
    found = agreement(share(PAIR, seen, [*BLIND, ("e0", "C", True), ("e9", "C", True)]))
    companies = found[["kind", "reviewers"]].drop_duplicates().itertuples(index=False, name=None)
    assert list(companies) == [("group", "A, B, C"), ("pair", "A, B"), ("pair", "A, C"), ("pair", "B, C")]  # fmt: skip
    group = told(found, kind="group", on="presence", code_id="voice")
    assert [row[0] for row in group] == ["share agreed", "fleiss", "krippendorff", "gwet"]
    assert group[0][2:] == (10, 1, 2, 7)


def test_two_who_share_no_excerpt_have_one_line_that_says_so() -> None:
    apart = share([], [("e", "A"), ("f", "B")], [("e", "A", True), ("f", "B", True)])
    found = agreement(apart)
    assert set(found["note"]) == {"no excerpt was judged by two"}
    assert found["value"].isna().all() and set(found["code_id"]) == {""}


def test_which_codes_stand_in_for_each_other() -> None:
    found = confusion(share(PAIR, FINISHED, BLIND))
    assert found.values.tolist() == [["voice", "attention", 1]]
    assert list(confusion(share()).columns) == CONFUSION


def test_nobody_is_an_empty_frame_and_a_sentence() -> None:
    nobody = agreement(share())
    assert nobody.empty and list(nobody.columns) == AGREEMENT
    assert tuple(agreement_lines(nobody, confusion(share()), share(), {})) == NOTHING_YET


def test_what_is_printed_names_codes_counts_intervals_and_reasons() -> None:
    judged = share(PAIR, FINISHED, BLIND)
    printed = "\n".join(
        agreement_lines(agreement(judged), confusion(judged), judged, {"voice": "Able to speak"})
    )
    assert "A, B        10    2     2    16  90 % (70 to 100)" in printed
    assert (
        "Able to speak        10    2     1     7  90 % (60 to 98)  0.74 (0.00 to 1.00)" in printed
    )
    assert "and 1 codes that none of them found" in printed
    assert "    1  Able to speak / attention" in printed


def test_versions_that_differ_are_said() -> None:
    judged = share(PAIR, FINISHED, BLIND)
    judged.versions[0, 0] = "0.9"
    printed = list(agreement_lines(agreement(judged), confusion(judged), judged, {}))
    assert printed[1].startswith("Note: 1 of the excerpts were judged with different versions")


def test_the_table_is_safe_in_a_spreadsheet_and_the_same_every_time() -> None:
    risky = [(e, c, "=A" if r == "A" else r, v, d, m) for e, c, r, v, d, m in PAIR]
    finished = [(e, "=A" if r == "A" else r) for e, r in FINISHED]
    judged = share(risky, finished, [(e, r, True) for e, r in finished])
    once, again = (agreement_csv(agreement(judged), {"voice": "V"}) for _ in range(2))
    assert once == again
    assert b'"\'=A, B"' in once and b'"=A' not in once


def test_six_reviewers_and_a_thousand_excerpts_are_compared_in_seconds() -> None:
    random = np.random.default_rng(1)
    there = (random.random((1_000, 40, 6)) < 0.05).astype(np.int8)
    there[random.random((1_000, 40, 6)) < 0.9] = MISSING
    direction = np.where(there == 1, 0, MISSING).astype(np.int8)
    names = tuple(f"R{n}" for n in range(6))
    judged = BlindShare(
        tuple(map(str, range(1_000))), tuple(map(str, range(40))), names, there, direction,
        np.full((1_000, 6), "1.0", dtype=object),
    )  # fmt: skip
    with no_runaway():
        assert len(agreement(judged)) > 4_000


@pytest.fixture
def reviewed(tmp_path: Path) -> Evaluation:
    """Two reviewers who finished every excerpt blind; the program suggested voice for the first."""
    evaluation = hub(tmp_path / "hub")
    ids = list(evaluation.excerpts()["excerpt_id"])
    suggest(evaluation, (ids[0], "voice", "positive", 0.6))
    version = evaluation.codebook.version
    said: list[Decision | Remark] = [
        Remark(f"{who}{e}", e, "finished", "", who, "2026", version) for who in "AB" for e in ids
    ]
    said += [
        Decision(f"{who}d", ids[0], "voice", "accept", "positive", who, "2026", version, blind=True)
        for who in "AB"
    ]
    append_all(evaluation.store, said)
    handed = [
        {"excerpt_id": e, "reviewer": who, "blind": True, "reason": "share", "at": "2026"}
        for who in "AB"
        for e in ids
    ]
    with evaluation.store.writing() as connection:
        insert(connection, tables.assignments, handed)
    return evaluation


def test_an_evaluation_gives_agreement_between_people_and_with_the_program(
    reviewed: Evaluation,
) -> None:
    found = reviewed.agreement()
    excerpts = len(reviewed.excerpts())
    assert told(found, kind="pair", on="presence", code_id="voice")[1] == (
        "cohen", 1.0, excerpts, 1, 0, excerpts - 1,
    )  # fmt: skip
    assert told(found, kind="machine", reviewers="A, the program", code_id="voice", on="presence")[
        0
    ] == ("share agreed", 1.0, excerpts, 1, 0, excerpts - 1)
    assert reviewed.confusion().empty


def test_what_a_newcomer_practised_on_plays_no_part(reviewed: Evaluation) -> None:
    with reviewed.store.writing() as connection:
        a = tables.assignments
        connection.execute(a.update().where(a.c.reviewer == "B").values(reason="training"))
    assert set(reviewed.agreement()["kind"]) == {"machine"}


def test_heard_agree_prints_and_writes(
    reviewed: Evaluation, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["agree", str(reviewed.folder)]) == 0
    assert "A, the program" in capsys.readouterr().out
    written = pd.read_csv(
        output_files.AGREEMENT.path(reviewed.outputs), dtype=str, keep_default_na=False
    )
    assert list(written.columns) == [*AGREEMENT, "code"]
    assert output_files.MISTAKEN.path(reviewed.outputs).is_file()


def test_without_anything_blind_heard_agree_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evaluation = hub(tmp_path / "hub")
    assert main(["agree", str(evaluation.folder)]) == 0
    assert capsys.readouterr().out.startswith("There is nothing to compare yet")
