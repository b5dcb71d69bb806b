"""A sheet of decisions that was spoilt counts not at all."""

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from deid_evaluation import NOW, SECOND, add, decided
from openpyxl import Workbook, load_workbook

from coding import Evaluation
from coding.deidentification.candidates import proposals_of
from coding.deidentification.search import search
from coding.deidentification.sheet import BY_KIND, PAGE, read_candidates
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
        (break_verdict, "'decision' holds something else than hide or leave"),
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


def test_one_letter_decides_about_a_row_and_one_about_all_of_a_kind(evaluation: Evaluation) -> None:
    """The row's own letter comes before that of its kind."""
    add(evaluation, "b.txt", SECOND)
    search(evaluation)
    path = decided(evaluation, {"Zed": "L"})
    book = load_workbook(path)
    kinds = {str(row[0].value): row for row in book[BY_KIND].iter_rows(min_row=2)}
    assert {kind: (row[1].value, row[2].value) for kind, row in kinds.items()} == {
        "near name": (1, "Mauren"),
        "person": (1, "Zed"),
        "place": (1, "Moria"),
        "organisation": (1, "Quillco"),
        "web address": (1, "@rohan_q"),
    }
    kinds["place"][3].value, kinds["person"][3].value = "h", "hide"
    book.save(path)
    assert read_candidates(evaluation, path, "R1", NOW) == 2
    verdicts = {each.written[0]: each.verdict for each in proposals_of(evaluation)}
    assert verdicts == {
        "Mauren": "", "Moria": "accept", "Zed": "reject", "Quillco": "", "@rohan_q": "",
    }  # fmt: skip
    again = decided(evaluation, {})
    assert "place" not in {row[0].value for row in load_workbook(again)[BY_KIND].iter_rows()}
    assert read_candidates(evaluation, again, "R1", NOW) == 0, "what is decided is written there"


def test_a_kind_for_which_something_else_is_written_is_refused(evaluation: Evaluation) -> None:
    search(evaluation)
    path = decided(evaluation, {"Zed": "h"})
    book = load_workbook(path)
    book[BY_KIND]["D2"] = "perhaps"
    book.save(path)
    with pytest.raises(InputError, match=f"sheet {BY_KIND}, row 2: 'decision for all' holds some"):
        read_candidates(evaluation, path, "R1", NOW)
    assert deidentification_state(evaluation).rejected == 0


def test_a_sheet_without_the_page_of_kinds_is_read_as_before(evaluation: Evaluation) -> None:
    search(evaluation)
    path = decided(evaluation, {"Zed": "accept"})
    book = load_workbook(path)
    del book[BY_KIND]
    book.save(path)
    assert read_candidates(evaluation, path, "R1", NOW) == 1
