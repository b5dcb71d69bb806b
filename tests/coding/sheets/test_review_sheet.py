"""Review in a spreadsheet: handed out, filled in, sorted, copied, spoilt, and read back."""

import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from filled_sheets import (
    ALL,
    AT,
    Filling,
    as_csv,
    cell,
    changed,
    fresh,
    ids,
    made,
    texts,
)
from hub import could_fit, hub, suggest
from openpyxl.utils import get_column_letter

from coding import Evaluation
from coding.evaluation.output_files import review_sheet
from coding.sheets.review_sheet import (
    SheetChoice,
    choose_excerpts,
    handed_out,
    worked_out,
)
from coding.sheets.review_sheet_back import read_sheet
from coding.sheets.review_sheet_pages import PAGE, columns
from corpora.errors import InputError
from flows.cli.main import main

# --- what is handed out ---------------------------------------------------------------------------


def test_an_excerpt_has_a_row_for_each_suggestion_and_one_without(
    evaluation: Evaluation, tmp_path: Path
) -> None:
    headings, *rows = texts(made(evaluation, tmp_path / "s.xlsx"))
    assert headings == [column.name for column in columns(blind=False)]
    shown = ("nr", "who", "asked", "suggested code", "its direction", "probability")
    assert [[row[headings.index(name)] for name in shown] for row in rows] == [
        ["1", "[carer 1]", "", "Able to speak freely", "positive", "0.810"],
        ["2", "[carer 1]", "", "Trust", "mixed", "0.400"],
        ["3", "[staff member 1]", "", "Influence on decisions", "negative", "0.600"],
        ["4", "[carer 1]", "", "", "", ""],
        ["5", "[staff member 1]", "Did you feel listened to?", "", "", ""],
        ["6", "[carer 1]", "Did you feel listened to?", "", "", ""],
    ]  # fmt: skip


def test_names_are_hidden_and_who_did_not_agree_is_not_there(
    evaluation: Evaluation, tmp_path: Path
) -> None:
    made(evaluation, tmp_path / "s.xlsx")
    with zipfile.ZipFile(tmp_path / "s.xlsx") as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Quill" not in everything and b"Barrow" not in everything
    assert b"must stay with those" not in everything


def test_blind_shows_nothing_of_the_program(evaluation: Evaluation, tmp_path: Path) -> None:
    path = made(evaluation, tmp_path / "s.xlsx", choice=SheetChoice(blind=True), who="blind one")
    headings, *rows = texts(path)
    assert headings == [column.name for column in columns(blind=True)]
    assert not {"suggested code", "its direction", "because of", "probability", "code_id"} & set(headings)  # fmt: skip
    assert len(rows) == 5
    assert "0.81" not in json.dumps(rows) and "Trust" not in json.dumps(rows)


def test_only_what_is_the_reviewers_can_be_changed(evaluation: Evaluation, tmp_path: Path) -> None:
    page = openpyxl.load_workbook(made(evaluation, tmp_path / "s.xlsx"))[PAGE]
    assert page.protection.sheet and not page.protection.password
    unlocked = [
        cell.value
        for at, cell in enumerate(page[1], start=1)
        if not page.column_dimensions[get_column_letter(at)].protection.locked
    ]  # fmt: skip
    assert unlocked == [
        "decision", "direction", "done", "missing code 1", "direction 1", "missing code 2",
        "direction 2", "note",
    ]  # fmt: skip
    assert page.freeze_panes == "E2"


def test_codes_directions_and_verdicts_are_chosen_from_lists(
    evaluation: Evaluation, tmp_path: Path
) -> None:
    page = openpyxl.load_workbook(made(evaluation, tmp_path / "s.xlsx"))[PAGE]
    headings = {get_column_letter(at): cell.value for at, cell in enumerate(page[1], start=1)}
    directions = "positive,negative,mixed,neutral"
    last = get_column_letter(len(evaluation.codebook.codes))
    assert {
        headings[str(rule.sqref).split("2")[0]]: (rule.formula1, rule.showErrorMessage)
        for rule in page.data_validations.dataValidation
    } == {
        "decision": ('"accept,reject,not sure"', False),
        "direction": (f'"{directions}"', False),
        "done": ('"x"', False),
        "missing code 1": (f"Choices!$A2:${last}2", True),
        "direction 1": (f'"{directions},not sure"', False),
        "missing code 2": (f"Choices!$A2:${last}2", True),
        "direction 2": (f'"{directions},not sure"', False),
    }


def test_the_list_of_each_row_begins_with_what_is_likely_and_what_could_fit(tmp_path: Path) -> None:
    evaluation = fresh(tmp_path)
    first, second, *_ = evaluation.excerpts()["excerpt_id"]
    could_fit(evaluation, first, "empathy", "influence")
    could_fit(evaluation, second, "trust")
    book = openpyxl.load_workbook(made(evaluation, tmp_path / "s.xlsx"))
    assert book["Choices"].sheet_state == "hidden"
    _, *rows = book["Choices"].iter_rows(values_only=True)
    every = {code.name for code in evaluation.codebook.codes}
    assert [len(row) for row in rows] == [len(every)] * 6 and {frozenset(row) for row in rows} == {frozenset(every)}  # fmt: skip
    shared = ("Able to speak freely", "Trust", "Met with empathy", "Influence on decisions")
    assert [row[:4] for row in rows[:2]] == [shared, shared]
    assert rows[2][:3] == ("Influence on decisions", "Trust", "Able to speak freely")
    assert rows[3][:2] == tuple(code.name for code in evaluation.codebook.codes[:2])


def test_a_grade_stands_beside_each_suggestion_and_an_older_sheet_without_it_comes_back(
    tmp_path: Path,
) -> None:
    evaluation = fresh(tmp_path)
    path = made(evaluation, tmp_path / "s.xlsx", {1: {"decision": "a"}})
    headings, *rows = texts(path)
    at = headings.index("grade")
    assert [row[at] for row in rows] == ["likely", "likely", "likely", "", "", ""]
    older = [row[:at] + row[at + 1 :] for row in (headings, *rows)]
    assert read_sheet(evaluation, as_csv(older, tmp_path / "older.csv"), AT).decisions == 1


def test_a_direction_that_is_not_sure_is_left_blank_and_may_stay_so(tmp_path: Path) -> None:
    evaluation = hub(tmp_path / "hub")
    suggest(evaluation, (evaluation.excerpts()["excerpt_id"].iloc[0], "voice", "", 0.7))
    path = made(evaluation, tmp_path / "s.xlsx", {1: {"decision": "a"}})
    headings, first, *_ = texts(path)
    assert first[headings.index("its direction")] == ""
    read_sheet(evaluation, path, AT)
    kept = evaluation.decisions()[["code_id", "verdict", "direction"]]
    assert list(kept.itertuples(index=False, name=None)) == [("voice", "accept", "")]


def test_what_people_said_is_text_and_no_formula(evaluation: Evaluation, tmp_path: Path) -> None:
    page = openpyxl.load_workbook(made(evaluation, tmp_path / "s.xlsx"))[PAGE]
    cells = [cell for row in page for cell in row if cell.value is not None]
    assert any(str(cell.value).startswith("=1+1") for cell in cells)
    assert {cell.data_type for cell in cells if cell.column > 1} == {"s"}


def test_the_same_sheet_is_the_same_bytes(evaluation: Evaluation, tmp_path: Path) -> None:
    once, again = (made(evaluation, tmp_path / name).read_bytes() for name in ("a.xlsx", "b.xlsx"))
    assert once == again


def test_a_random_share_is_the_same_for_everybody_and_its_chance_is_kept(
    evaluation: Evaluation,
) -> None:
    chosen = [
        choose_excerpts(evaluation, who, SheetChoice(blind=True, number=2))
        for who in ("one", "other")
    ]
    first, other = (list(each.excerpts["excerpt_id"]) for each in chosen)
    assert first == other and len(first) == 2
    assert (chosen[0].drawn, chosen[0].chance) == ("random", 0.4)


def test_only_some_codes(evaluation: Evaluation, tmp_path: Path) -> None:
    path = made(evaluation, tmp_path / "s.xlsx", choice=SheetChoice(codes=("trust",)))
    assert [row[4] for row in texts(path)[1:]] == ["Trust", "", "", "", ""]
    codes = [row[0].value for row in openpyxl.load_workbook(path)["Codebook"]]
    assert codes == ["code", "Trust"]
    with pytest.raises(InputError, match="'gone' is no code of the codebook"):
        worked_out(evaluation, "RW", SheetChoice(codes=("gone",)))


def test_what_is_finished_seen_or_to_be_blind_is_left_out(tmp_path: Path) -> None:
    evaluation = fresh(tmp_path)
    blind = made(
        evaluation, tmp_path / "b.xlsx", {1: {"done": "x"}}, SheetChoice(blind=True, number=2)
    )
    read_sheet(evaluation, blind, AT)
    openly = choose_excerpts(evaluation, "RW", SheetChoice())
    assert openly.left_out == (("finished", 1), ("assigned to be judged blind", 1))
    assert len(openly.excerpts) == 3
    path = made(evaluation, tmp_path / "o.xlsx", {1: {"decision": "a"}})
    read_sheet(evaluation, path, AT)
    again = choose_excerpts(evaluation, "RW", SheetChoice(blind=True))
    assert again.left_out == (("finished", 1), ("seen before with suggestions", 3))
    assert (
        len(choose_excerpts(evaluation, "RW", SheetChoice(blind=True, assigned=True)).excerpts) == 1
    )
    assert choose_excerpts(evaluation, "RW", SheetChoice(assigned=True)).excerpts.empty
    with pytest.raises(InputError, match="no excerpt left to hand out"):
        worked_out(evaluation, "RW", SheetChoice(assigned=True))


def test_a_sheet_that_cannot_be_written_was_not_handed_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evaluation = fresh(tmp_path)
    folder, nowhere = evaluation.folder, evaluation.folder / "evaluation.toml" / "s.xlsx"
    asked = ["sheet", "out", str(folder), "--reviewer", "RW", "--blind", "--to"]
    assert main([*asked, str(nowhere)]) == 3
    assert "cannot be written" in capsys.readouterr().err
    handed, _, _ = worked_out(evaluation, "RW", SheetChoice(blind=True))
    assert handed_out(evaluation, handed.id) is None
    assert choose_excerpts(evaluation, "RW", ALL).left_out == ()
    assert main([*asked, str(tmp_path / "s.xlsx")]) == 0
    assert handed_out(evaluation, handed.id) == handed
    assert choose_excerpts(evaluation, "RW", ALL).left_out == (("assigned to be judged blind", 5),)


# --- what is read back ----------------------------------------------------------------------------


# --- what is refused ------------------------------------------------------------------------------


# --- sorted, copied, saved as something else ------------------------------------------------------


# --- the coded excerpts that a run writes ---------------------------------------------------------


# --- the commands ---------------------------------------------------------------------------------


def test_out_and_in_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evaluation = fresh(tmp_path)
    folder = str(evaluation.folder)
    assert main(["sheet", "out", folder, "--reviewer", "R. W."]) == 0
    (path,) = evaluation.outputs.glob(review_sheet("r-w-*").place)
    assert path.stat().st_mode & 0o777 == 0o600
    assert f"heard sheet in '{path}' {folder}" in capsys.readouterr().out
    assert main(["sheet", "in", str(path), folder]) == 2, "as it was handed out"
    assert f"{path.name}: no decision is filled in" in capsys.readouterr().err
    changed(path, cell(1, "decision", "accept"))
    assert main(["sheet", "in", str(path), folder]) == 0
    assert "New:         1" in capsys.readouterr().out
    assert main(["sheet", "in", str(path), folder]) == 0
    assert "New:         nothing; it was read before" in capsys.readouterr().out
    # Handed out again, the filled-in file is kept.
    assert main(["sheet", "out", folder, "--reviewer", "R. W."]) == 0
    assert "(kept 1).xlsx, which was there already" in capsys.readouterr().out
    changed(path, cell(1, "decision", "perhaps"))
    assert main(["sheet", "in", str(path), folder]) == 2
    assert "row 2: 'decision' holds something else" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [["--reviewer", "  "], ["--reviewer", "a\nb"], ["--reviewer", "RW", "--excerpts", "0"],
     ["--reviewer", "RW", "--codes", "nope"]],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(evaluation: Evaluation, arguments: list[str]) -> None:
    assert main(["sheet", "out", str(evaluation.folder), *arguments]) == 2


def test_a_file_that_is_not_there_or_is_no_sheet_is_wrong_input(
    evaluation: Evaluation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.xlsx").write_bytes(b"PK canary")
    folder = str(evaluation.folder)
    for name in ("gone.xlsx", "broken.xlsx"):
        assert main(["sheet", "in", str(tmp_path / name), folder]) == 2
        told = capsys.readouterr().err
        assert name in told and "canary" not in told
    asked = ["--decisions", str(tmp_path / "gone.xlsx"), "--by", "RW"]
    assert main(["deidentify", folder, *asked]) == 2


def test_a_thousand_rows_are_read_back_whole(tmp_path: Path) -> None:
    said_often = "\n\n".join(
        f"Ned Barrow: On day {n} they listened to me about letter number {n}, and about nothing else."
        for n in range(1_000)
    )
    (tmp_path / "big").mkdir()
    evaluation = hub(tmp_path / "big" / "hub", said_often)
    number = len(ids(evaluation))
    filling: Filling = {n: {"code 1": "Trust", "done": "x"} for n in range(1, number + 1)}
    path = made(evaluation, tmp_path / "s.xlsx", filling, SheetChoice(blind=True))
    assert read_sheet(evaluation, path, AT).kept == 2 * number
