"""The workbook out and back: nothing changes by itself, and what is wrong is named by sheet and row."""

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from written_files import ALL

from coding import Evaluation
from coding.evaluation.new import new_evaluation
from coding.written.folder import FOLDER, written_in
from coding.written.new_files import write_new_files
from coding.written.sheet.exchange import SavedFile, save_workbook, workbook_of
from coding.written.sheet.tables import TABLES
from coding.written.values import Written
from corpora.errors import WrittenError

DAY = date(2026, 3, 2)


@pytest.fixture
def evaluation(tmp_path: Path) -> Iterator[Evaluation]:
    new_evaluation(tmp_path / "hub")
    folder = tmp_path / "hub" / FOLDER
    folder.mkdir()
    for name, text in ALL.items():
        text = text.replace("travel", "place-and-travel").replace(
            "heard; access", "felt-heard; accessibility"
        )
        (folder / name).write_text(text.replace("themes: [heard]", "themes: [felt-heard]"))
    opened = Evaluation.open(tmp_path / "hub")
    yield opened
    opened.store.close()


def contents(evaluation: Evaluation) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (evaluation.folder / FOLDER).iterdir()}


def out(evaluation: Evaluation) -> Any:
    return openpyxl.load_workbook(BytesIO(workbook_of(evaluation, DAY)))


def back(evaluation: Evaluation, book: Any) -> list[SavedFile]:
    path = evaluation.folder.parent / "filled.xlsx"
    book.save(path)
    return save_workbook(evaluation, path)


def column(book: Any, sheet: str, name: str) -> int:
    return [cell.value for cell in book[sheet][1]].index(name) + 1


def test_out_and_back_changes_nothing(evaluation: Evaluation) -> None:
    before = contents(evaluation)
    path = evaluation.folder.parent / "filled.xlsx"
    path.write_bytes(workbook_of(evaluation, DAY))
    assert save_workbook(evaluation, path) == []
    assert contents(evaluation) == before
    assert back(evaluation, out(evaluation)) == []


def test_the_same_files_give_the_same_workbook(evaluation: Evaluation) -> None:
    assert workbook_of(evaluation, DAY) == workbook_of(evaluation, DAY)


def test_a_new_evaluation_goes_out_empty_and_comes_back_as_it_was(tmp_path: Path) -> None:
    new_evaluation(tmp_path / "hub")
    write_new_files(tmp_path / "hub")
    evaluation = Evaluation.open(tmp_path / "hub")
    before = contents(evaluation)
    assert back(evaluation, out(evaluation)) == []
    assert contents(evaluation) == before
    assert written_in(evaluation) == Written()


def test_every_sheet_has_its_headings_and_lists_to_choose_from(evaluation: Evaluation) -> None:
    book = out(evaluation)
    assert book.sheetnames == ["Read me first", *(table.name for table in TABLES), "Codes"]
    for table in TABLES:
        assert [cell.value for cell in book[table.name][1]] == [each.name for each in table.fields]
    rules = book["actions"].data_validations.dataValidation
    lists = {str(rule.sqref): rule.formula1 for rule in rules}
    place = f"{get_column_letter(column(book, 'actions', 'response'))}2"
    (response,) = [words for cells, words in lists.items() if cells.startswith(place)]
    assert response == '"done,under way,planned,not possible,no answer"'


def test_what_is_filled_in_is_written_and_the_file_before_is_kept(evaluation: Evaluation) -> None:
    before = contents(evaluation)
    book = out(evaluation)
    book["actions"].cell(2, column(book, "actions", "response")).value = "under way"
    book["learning"].append([datetime(2025, 1, 8), "The captions were poor", "=gone"])
    book["learning"].cell(book["learning"].max_row, 3).data_type = "s"
    assert back(evaluation, book) == [
        SavedFile("actions.yaml", "actions (kept 1).yaml"),
        SavedFile("learning.csv", "learning (kept 1).csv"),
    ]
    after = contents(evaluation)
    assert after["actions (kept 1).yaml"] == before["actions.yaml"]
    assert {
        name: after[name] for name in before if name not in ("actions.yaml", "learning.csv")
    } == {name: before[name] for name in before if name not in ("actions.yaml", "learning.csv")}
    assert (
        after["learning.csv"]
        == before["learning.csv"] + b"2025-01-08,The captions were poor,'=gone\n"
    )
    written = written_in(Evaluation.look(evaluation.folder))
    assert (written.actions[0].response, written.learning[1].changed) == ("under way", "=gone")


def test_all_mistakes_come_with_their_sheet_and_row_and_nothing_is_written(
    evaluation: Evaluation,
) -> None:
    before = contents(evaluation)
    book = out(evaluation)
    book["findings"].cell(2, column(book, "findings", "aspect")).value = "proces"
    book["findings"].cell(2, column(book, "findings", "written_by")).value = "DC"
    book["dissent"].cell(2, 1).value = "F9"
    book["steps"].cell(2, 3).value = "=1+1"
    book["judged"].cell(3, 2).value = "soon"
    book["learning"].cell(1, 2).value = "notice"
    with pytest.raises(WrittenError) as raised:
        back(evaluation, book)
    lines = [line.strip() for line in raised.value.what.splitlines()[1:-1]]
    assert [line.partition(": ")[0] for line in lines] == [
        "sheet steps, row 2",
        "sheet learning, row 1",
        "sheet learning, row 1",
        "sheet findings, row 2",
        "sheet dissent, row 2",
        "sheet findings, row 2",
        "sheet judged, row 3",
        "sheet learning, row 2",
    ]
    assert "'F9' is none" in lines[4] and "Did you mean 'process'?" in lines[5]
    assert contents(evaluation) == before


def test_a_sheet_that_is_gone_is_a_mistake_and_takes_nothing_out(evaluation: Evaluation) -> None:
    book = out(evaluation)
    del book["markers"]
    with pytest.raises(WrittenError, match="there is no sheet 'markers'"):
        back(evaluation, book)


def test_a_file_that_is_wrong_already_is_put_right_first(evaluation: Evaluation) -> None:
    (evaluation.folder / FOLDER / "steps.csv").write_text("date,step\n")
    with pytest.raises(WrittenError, match="there is no column document and no principle"):
        workbook_of(evaluation, DAY)
