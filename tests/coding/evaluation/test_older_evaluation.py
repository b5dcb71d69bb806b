"""An evaluation from before sheets and draws had tables of their own: all of it still counts."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import older
import pytest
from hub import given_sheet, hub, suggest
from sqlalchemy import Connection, delete

from coding import Evaluation
from coding.decisions.record import Remark, append_all
from coding.evaluation import tables
from coding.evaluation.output_files import (
    CODED_TABLE,
    CODED_WORKBOOK,
    REPORT,
    SHARED,
    TEAM,
    files_handed_out,
    put_in_folders,
)
from coding.outputs import write_outputs
from coding.reviewers import reviewers
from coding.reviewers.assignments import assign, chances_of_drawing
from coding.reviewers.blinding import seen_openly
from coding.reviewers.drawing import Wanted
from coding.reviewers.practice import experts
from coding.sheets.review_sheet import HandedSheet, SheetChoice
from coding.sheets.review_sheet_back import read_sheet
from coding.sheets.review_sheet_pages import book
from corpora.spreadsheets.workbook import workbook

AT, LATER = "2026-03-02T10:00:00+00:00", "2026-03-03T10:00:00+00:00"


def no_stages(connection: Connection) -> None:
    """What a run can make again is gone."""
    connection.execute(delete(tables.stages))


@pytest.fixture(params=[older.put_back, no_stages])
def reopened(request: pytest.FixtureRequest) -> Callable[[Evaluation], Evaluation]:
    """The evaluation opened again after its database was put back, or its stages emptied."""

    def again(evaluation: Evaluation) -> Evaluation:
        with evaluation.store.writing() as connection:
            request.param(connection)
        evaluation.store.close()
        return Evaluation.open(evaluation.folder)

    return again


@pytest.fixture
def evaluation(tmp_path: Path) -> Evaluation:
    """Five excerpts, something suggested for the first; reviewers AB, CD and EX."""
    made = hub(tmp_path / "hub")
    suggest(made, (ids(made)[0], "voice", "positive", 0.8))
    for name in ("AB", "CD", "EX"):
        reviewers.add(made.store, name, "staff", AT)
    return made


def ids(evaluation: Evaluation) -> list[str]:
    return list(evaluation.excerpts()["excerpt_id"])


def written(evaluation: Evaluation, choice: SheetChoice, path: Path) -> HandedSheet:
    handed, rows = given_sheet(evaluation, "AB", choice, AT)
    whole = book("Hub", handed, rows, evaluation.codebook, date(2026, 3, 2))
    path.write_bytes(workbook(whole, scratch=path.parent / "scratch"))
    return handed


@pytest.mark.parametrize(
    "choice", [SheetChoice(), SheetChoice(blind=True, number=2, codes=("trust",))]
)
def test_a_sheet_handed_out_before_comes_back_in(
    evaluation: Evaluation,
    reopened: Callable[[Evaluation], Evaluation],
    choice: SheetChoice,
    tmp_path: Path,
) -> None:
    written(evaluation, choice, tmp_path / "sheet.xlsx")
    read = read_sheet(reopened(evaluation), tmp_path / "sheet.xlsx", LATER)
    assert (read.reviewers, read.blind, read.version) == (
        ("AB",), choice.blind, evaluation.codebook.version,
    )  # fmt: skip


def test_what_lay_on_an_open_sheet_is_still_seen(
    evaluation: Evaluation, reopened: Callable[[Evaluation], Evaluation], tmp_path: Path
) -> None:
    handed = written(evaluation, SheetChoice(number=2), tmp_path / "sheet.xlsx")
    with reopened(evaluation).store.reading() as connection:
        assert seen_openly(connection, "AB") == frozenset(handed.excerpts)


def test_a_draw_keeps_its_chance_and_whose_work_was_practised_on(
    evaluation: Evaluation, reopened: Callable[[Evaluation], Evaluation]
) -> None:
    done, drawn = ids(evaluation)[0], Wanted(("AB", "CD"), share=0.4, blind=True)
    append_all(evaluation.store, [Remark("k", done, "finished", "", "EX", AT, "1.0")])
    assign(evaluation, Wanted(("AB",), training="EX"), AT)
    share = {each.excerpt_id for each in assign(evaluation, drawn, LATER).new}
    with reopened(evaluation).store.reading() as connection:
        assert experts(connection, "AB") == {done: "EX"}
        assert chances_of_drawing(connection, "CD") == dict.fromkeys(share, 0.4)


def outputs(made: Evaluation) -> list[str]:
    return write_outputs(made, made.excerpts(), model="m", prepared=date(2026, 3, 2))


def test_an_output_that_nobody_changed_is_not_kept_beside_the_new_one(
    evaluation: Evaluation, reopened: Callable[[Evaluation], Evaluation]
) -> None:
    assert outputs(evaluation) == []
    assert outputs(reopened(evaluation)) == []


def test_outputs_from_before_there_were_folders_are_moved_and_what_people_changed_is_kept(
    evaluation: Evaluation,
) -> None:
    outputs(evaluation)
    assert sorted(path.name for path in evaluation.outputs.iterdir()) == [TEAM, SHARED]
    for output in (CODED_TABLE, CODED_WORKBOOK, REPORT):
        output.path(evaluation.outputs).rename(evaluation.outputs / output.name)
    (evaluation.outputs / CODED_WORKBOOK.name).write_bytes(b"filled in by a reviewer")
    assert len(put_in_folders(evaluation.outputs)) == 1
    assert outputs(evaluation) == [CODED_WORKBOOK.name]
    kept, *others = files_handed_out(evaluation.outputs)
    assert (kept.name, kept.read_bytes()) == (
        "internal-coded-excerpts (kept 1).xlsx", b"filled in by a reviewer",
    )  # fmt: skip
    assert others == [
        output.path(evaluation.outputs) for output in (CODED_TABLE, CODED_WORKBOOK, REPORT)
    ]
