"""A sheet of decisions that was spoilt counts not at all."""

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from deid_evaluation import NOW, decided
from openpyxl import Workbook, load_workbook

from coding import Evaluation
from coding.deidentification.search import search
from coding.deidentification.sheet import PAGE, read_candidates
from coding.deidentification.sign_off import deidentification_state
from corpora.errors import FileRefused, InputError


def break_ids(row: list[str]) -> None:
    row[7] = "1-abcdef"


def break_verdict(row: list[str]) -> None:
    row[6] = "canary"


def break_stand_in(row: list[str]) -> None:
    row[5], row[6] = "Zed", "accept"


def break_formula(row: list[str]) -> None:
    row[6] = '=HYPERLINK("http://evil.example")'


@pytest.mark.parametrize(
    ("break_it", "reason"),
    [
        (break_ids, "its id is not one of this evaluation's proposals"),
        (break_verdict, "'decision' holds something else than accept or reject"),
        (break_stand_in, "'replacement' is not a short text in [square brackets]"),
        (break_formula, "a formula stands where"),
    ],
)
def test_a_poisoned_sheet_counts_not_at_all(
    evaluation: Evaluation, break_it: object, reason: str
) -> None:
    search(evaluation)
    path = decided(evaluation, {"Moria": "accept", "Mauren": "accept"})
    book = load_workbook(path)
    cells = next(book[PAGE].iter_rows(min_row=3, max_row=3))
    row = [cell.value for cell in cells]
    break_it(row)  # type: ignore[operator]
    for cell, value in zip(cells, row, strict=True):
        cell.value = value
    book.save(path)
    with pytest.raises(InputError) as caught:
        read_candidates(evaluation, path, "R1", NOW)
    assert f"row 3: {reason}" in str(caught.value)
    assert not re.search("canary|Zed|Moria|evil", str(caught.value))
    assert deidentification_state(evaluation).accepted == 0


def test_an_id_that_stands_twice_is_refused(evaluation: Evaluation) -> None:
    search(evaluation)
    path = decided(evaluation, {})
    book = load_workbook(path)
    book[PAGE]["H3"] = book[PAGE]["H2"].value
    book.save(path)
    with pytest.raises(InputError, match="row 3: its id stands already in row 2"):
        read_candidates(evaluation, path, "R1", NOW)


def test_merged_cells_and_lost_columns_are_refused(evaluation: Evaluation) -> None:
    search(evaluation)
    path = decided(evaluation, {})
    book = load_workbook(path)
    book[PAGE].merge_cells("G2:G3")
    book.save(path)
    with pytest.raises(InputError, match="cells are merged"):
        read_candidates(evaluation, path, "R1", NOW)
    book[PAGE].unmerge_cells("G2:G3")
    book[PAGE].delete_cols(8)
    book.save(path)
    with pytest.raises(InputError, match="the column 'id' is not there once"):
        read_candidates(evaluation, path, "R1", NOW)


def test_other_files_are_refused(evaluation: Evaluation, tmp_path: Path) -> None:
    search(evaluation)
    path = tmp_path / "other.xlsx"
    Workbook().save(path)
    with pytest.raises(InputError, match="there is no sheet 'Proposals' in it"):
        read_candidates(evaluation, path, "R1", NOW)
    path.write_bytes(b"canary")
    with pytest.raises(FileRefused, match="not really a spreadsheet"):
        read_candidates(evaluation, path, "R1", NOW)
    with ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>")
    with pytest.raises(InputError, match="contains a DTD"):
        read_candidates(evaluation, path, "R1", NOW)
