"""The workbook that a run writes, filled in and read back."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from filled_sheets import AT, LATER, Filling, as_csv, fresh, said

from coding import Evaluation
from coding.sheets.coded_excerpts_columns import HEADINGS
from coding.sheets.review_sheet_back import read_sheet
from corpora.errors import InputError


def coded(evaluation: Evaluation, path: Path, filling: Filling) -> Path:
    """The coded excerpts of a run as CSV, filled in."""
    from invented import about

    from coding.findings.publication import Frames, publish
    from coding.sheets.coded_excerpts import excerpts_csv as table_of

    frames = Frames(
        evaluation.excerpts(), evaluation.suggestions(), evaluation.proposals(), evaluation.files(),
        evaluation.attendance(),
    )  # fmt: skip
    path.write_bytes(table_of(publish(frames, evaluation.codebook, about())))
    rows = [list(row) for row in csv.reader(StringIO(path.read_text("utf-8-sig"), newline=""))]
    for number, cells in filling.items():
        for heading, value in cells.items():
            rows[number][HEADINGS.index(heading)] = str(value)
    return as_csv(rows, path)


def test_the_coded_excerpts_of_a_run_are_read_back_too(tmp_path: Path) -> None:
    evaluation = fresh(tmp_path)
    filling: Filling = {
        1: {"your decision": "accept", "your direction": "mixed", "reviewer": "RW", "note": "hm"},
        2: {"your decision": "reject", "other code": "Treated with respect", "reviewer": "KT"},
        4: {"other code": "trust", "your direction": "negative"},
    }
    path = coded(evaluation, tmp_path / "coded-excerpts.csv", filling)
    with pytest.raises(InputError, match="row 5: nobody is named under 'reviewer'"):
        read_sheet(evaluation, path, AT)
    assert read_sheet(evaluation, path, AT, "EF").kept == 5
    assert sorted(said(evaluation)) == [
        ("0", "respect", "accept", "", "KT"), ("0", "trust", "reject", "", "KT"),
        ("0", "voice", "accept", "mixed", "RW"), ("2", "trust", "accept", "negative", "EF"),
    ]  # fmt: skip
    assert not evaluation.decisions()["blind"].any()
    assert read_sheet(evaluation, path, LATER, "EF").kept == 0


def test_a_file_that_a_run_has_made_anew_takes_nothing_back(tmp_path: Path) -> None:
    evaluation = fresh(tmp_path)
    first: Filling = {1: {"your decision": "accept", "reviewer": "RW"}}
    more: Filling = {2: {"your decision": "accept", "reviewer": "RW"}}
    for filling in (first, more):
        read_sheet(evaluation, coded(evaluation, tmp_path / "c.csv", filling), AT)
    assert sorted(row[1:3] for row in said(evaluation)) == [
        ("trust", "accept"),
        ("voice", "accept"),
    ]


@pytest.mark.parametrize(
    ("filling", "reason"),
    [
        ({1: {"your decision": "perhaps"}}, "row 2: 'your decision' holds something else than accept, reject, not sure"),
        ({1: {"your decision": "reject", "your direction": "mixed"}}, "row 2: 'your direction' is filled in for a code that is not accepted"),
        ({4: {"your decision": "accept"}}, "row 5: nothing is suggested in it to decide about; fill in 'other code'"),
        ({1: {"other code": "No such"}}, "row 2: 'other code' holds no code of the codebook"),
        ({1: {"your decision": "accept", "excerpt": "Nobody ever said that here"}}, "row 2: its text is not that of its excerpt: were only some columns sorted?"),
        ({1: {"your decision": "accept", "excerpt_id": "0123"}}, "row 2: its excerpt is not in this evaluation, or no longer"),
        ({1: {"your decision": "accept", "code_id": "gone"}}, "row 2: its code is not in the codebook, or no longer"),
    ],
)  # fmt: skip
def test_spoilt_coded_excerpts_are_refused_with_the_row(
    tmp_path: Path, evaluation: Evaluation, filling: Filling, reason: str
) -> None:
    path = coded(evaluation, tmp_path / "c.csv", filling)
    with pytest.raises(InputError) as caught:
        read_sheet(evaluation, path, AT, "RW")
    assert caught.value.what == f"nothing of it was kept, for these reasons:\n  {reason}"
