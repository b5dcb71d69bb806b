"""`heard report sheet`: the workbook of findings, from the command line."""

from pathlib import Path

import openpyxl
import pytest

from coding.evaluation.new import new_evaluation
from coding.written.folder import FOLDER
from flows.cli.main import main


def test_out_and_in_again_and_what_is_wrong_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, sheet = tmp_path / "hub", tmp_path / "sheet.xlsx"
    new_evaluation(folder)
    assert main(["report", "sheet", "out", str(folder), "--to", str(sheet)]) == 0
    assert main(["report", "sheet", "in", str(folder), str(sheet)]) == 0
    assert "Unchanged:" in capsys.readouterr().out
    book = openpyxl.load_workbook(sheet)
    book["learning"].append(["2025-01-08", "The captions were poor"])
    book.save(sheet)
    assert main(["report", "sheet", "in", str(folder), str(sheet)]) == 0
    assert "Written:     findings/learning.csv\n" in capsys.readouterr().out
    assert "The captions were poor" in (folder / FOLDER / "learning.csv").read_text("utf-8-sig")
    book["learning"].append(["in May", "It was late"])
    book.save(sheet)
    assert main(["report", "sheet", "in", str(folder), str(sheet)]) == 2
    assert "sheet learning, row " in capsys.readouterr().err


def test_what_is_no_workbook_is_wrong_input(tmp_path: Path) -> None:
    new_evaluation(tmp_path / "hub")
    sheet = tmp_path / "sheet.xlsx"
    sheet.write_bytes(b"date,noticed\n")
    assert main(["report", "sheet", "in", str(tmp_path / "hub"), str(sheet)]) == 2
