"""Review in a spreadsheet: handed out, filled in, sorted, copied, spoilt, and read back."""

import csv
import json
import random
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from hub import hub, suggest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from coding import Evaluation
from coding.sheets.coded_excerpts_columns import HEADINGS
from coding.sheets.filled import Filled
from coding.sheets.review_sheet import (
    SheetChoice,
    choose_excerpts,
    handed_out,
    keep_sheet,
    worked_out,
)
from coding.sheets.review_sheet_back import read_sheet, understood
from coding.sheets.review_sheet_pages import PAGE, book, columns
from corpora.errors import FileRefused, InputError
from corpora.spreadsheets.workbook import workbook
from flows.cli.main import main

AT, LATER = "2026-02-03T10:00:00+00:00", "2026-02-04T10:00:00+00:00"
Filling = Mapping[int, Mapping[str, str | float]]
NOTHING: Filling = {}
ALL = SheetChoice()


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    """Four excerpts; voice and trust are suggested for the first, influence for the second."""
    return fresh(tmp_path_factory.mktemp("sheets"))


def fresh(folder: Path) -> Evaluation:
    made = hub(folder / "hub")
    first, second, *_ = ids(made)
    suggest(made, (first, "voice", "positive", 0.81), (first, "trust", "mixed", 0.4), (second, "influence", "negative", 0.6))  # fmt: skip
    return made


def ids(evaluation: Evaluation) -> list[str]:
    return list(evaluation.excerpts()["excerpt_id"])


def made(
    evaluation: Evaluation, path: Path, filling: Filling = NOTHING, choice: SheetChoice = ALL, who: str = "RW"
) -> Path:  # fmt: skip
    """A sheet handed out and filled in: what to write by the number of the row and the heading."""
    handed, rows, _ = worked_out(evaluation, who, choice)
    with evaluation.store.writing() as connection:
        keep_sheet(connection, handed, AT)
    whole = book("Hub", handed, rows, evaluation.codebook, date(2026, 2, 3))
    path.write_bytes(workbook(whole, scratch=path.parent / "scratch"))
    return changed(path, lambda read: fill(read, filling)) if filling else path


def fill(read: Workbook, filling: Filling) -> None:
    page = read[PAGE]
    headings = {str(cell.value): at for at, cell in enumerate(page[1], start=1)}
    for number, cells in filling.items():
        for heading, value in cells.items():
            page.cell(number + 1, headings[heading], value)


def changed(path: Path, change: Callable[[Workbook], object]) -> Path:
    read = openpyxl.load_workbook(path)
    change(read)
    read.save(path)
    return path


def texts(path: Path) -> list[list[str]]:
    page = openpyxl.load_workbook(path)[PAGE]
    return [["" if cell.value is None else str(cell.value) for cell in row] for row in page]


def as_csv(rows: Sequence[Sequence[str]], path: Path, delimiter: str = ",") -> Path:
    out = StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    path.write_text(out.getvalue(), "utf-8-sig")
    return path


def said(evaluation: Evaluation) -> list[tuple[str, ...]]:
    """The decisions in the record, with the place of the excerpt instead of its id."""
    place = {excerpt: str(at) for at, excerpt in enumerate(ids(evaluation))}
    frame = evaluation.decisions()
    told = frame[["excerpt_id", "code_id", "verdict", "direction", "reviewer"]]
    return [(place[e], c, v, d, r) for e, c, v, d, r in told.itertuples(index=False, name=None)]


def remarks(evaluation: Evaluation) -> list[tuple[str, ...]]:
    place = {excerpt: str(at) for at, excerpt in enumerate(ids(evaluation))}
    told = evaluation.remarks()[["excerpt_id", "kind", "value", "reviewer"]]
    return [(place[e], k, v, r) for e, k, v, r in told.itertuples(index=False, name=None)]


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
    assert {
        headings[str(rule.sqref).split("2")[0]]: (rule.formula1, rule.showErrorMessage)
        for rule in page.data_validations.dataValidation
    } == {
        "decision": ('"accept,reject,not sure"', False),
        "direction": (f'"{directions}"', False),
        "done": ('"x"', False),
        "missing code 1": ("code_names", True),
        "direction 1": (f'"{directions},not sure"', False),
        "missing code 2": ("code_names", True),
        "direction 2": (f'"{directions},not sure"', False),
    }


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

ANSWERED: Filling = {
    1: {"decision": "accept", "done": "x", "note": "Yes, =exactly"},
    2: {"decision": "R", "missing code 1": "treated WITH  respect", "direction 1": "neu"},
    3: {"decision": "n"},
    4: {"missing code 1": "voice", "missing code 2": "Influence on decisions", "direction 2": "not sure"},
    5: {"done": "x"},
}  # fmt: skip
SAID = [
    ("0", "respect", "accept", "neutral", "RW"), ("0", "trust", "reject", "", "RW"),
    ("0", "voice", "accept", "positive", "RW"), ("1", "influence", "not sure", "", "RW"),
    ("2", "influence", "not sure", "", "RW"), ("2", "voice", "accept", "", "RW"),
]  # fmt: skip


def test_a_filled_in_sheet_becomes_decisions_and_remarks(tmp_path: Path) -> None:
    evaluation = fresh(tmp_path)
    path = made(evaluation, tmp_path / "s.xlsx", ANSWERED)
    read = read_sheet(evaluation, path, AT)
    assert (read.reviewers, read.decisions, read.excerpts, read.finished, read.kept) == (
        ("RW",), 6, 4, 2, 9,
    )  # fmt: skip
    assert sorted(said(evaluation)) == SAID
    assert sorted(remarks(evaluation)) == [
        ("0", "finished", "", "RW"), ("0", "memo", "Yes, =exactly", "RW"), ("3", "finished", "", "RW"),
    ]  # fmt: skip
    row = evaluation.decisions().set_index("code_id").loc["trust"]
    assert (row["source"], row["blind"], row["suggested"], row["at"]) == ("sheet", False, 0.4, AT)
    assert row["codebook_hash"] == evaluation.codebook.hash


def test_an_untouched_sheet_says_nothing(tmp_path: Path) -> None:
    evaluation = fresh(tmp_path)
    assert read_sheet(evaluation, made(evaluation, tmp_path / "s.xlsx"), AT).kept == 0


def test_the_same_sheet_twice_changes_nothing(tmp_path: Path) -> None:
    evaluation = fresh(tmp_path)
    path = made(evaluation, tmp_path / "s.xlsx", ANSWERED)
    read_sheet(evaluation, path, AT)
    before = evaluation.decisions(), evaluation.remarks()
    copy = tmp_path / "copy of it.xlsx"
    copy.write_bytes(path.read_bytes())
    assert [read_sheet(evaluation, each, LATER).kept for each in (path, copy)] == [0, 0]
    assert evaluation.decisions().equals(before[0]) and evaluation.remarks().equals(before[1])


def test_a_sheet_that_comes_back_changed_adds_the_changes_and_there_and_back_again(
    tmp_path: Path,
) -> None:
    evaluation = fresh(tmp_path)
    first = made(evaluation, tmp_path / "1.xlsx", {1: {"decision": "a", "done": "x", "note": "hm"}})
    other = made(evaluation, tmp_path / "2.xlsx", {1: {"decision": "r"}})
    empty = made(evaluation, tmp_path / "3.xlsx")
    kept = [read_sheet(evaluation, path, AT).kept for path in (first, other, first, empty, first)]
    assert kept == [3, 3, 3, 3, 3]
    verdicts = [verdict for _, _, verdict, _, _ in said(evaluation)]
    assert verdicts == ["accept", "reject", "accept", "undo", "accept"]
    standing = evaluation.standing()[["code_id", "verdict", "reviewers"]].values.tolist()
    assert standing == [["voice", "accept", 1]]
    from coding.decisions.standing import last_remarks

    held = last_remarks(evaluation.remarks())[["kind", "value"]].values.tolist()
    assert sorted(held) == [["finished", ""], ["memo", "hm"]]


def test_blind_decisions_are_marked_and_counted_as_agreement(tmp_path: Path) -> None:
    evaluation = fresh(tmp_path)
    for who, direction in (("RW", "positive"), ("KT", "mixed")):
        filling: Filling = {
            1: {"code 1": "Trust", "direction 1": direction, "done": "x"},
            **{number: {"done": "x"} for number in range(2, 6)},
        }
        path = made(evaluation, tmp_path / f"{who}.xlsx", filling, SheetChoice(blind=True), who)
        assert read_sheet(evaluation, path, AT).blind
    decided = evaluation.decisions()
    assert decided["blind"].all() and decided["suggested"].isna().all()
    found = evaluation.agreement()
    trust = found[(found["code_id"] == "trust") & (found["kind"] == "pair")]
    shares = trust[trust["measure"] == "share agreed"][["on", "value", "excerpts", "by_all"]]
    assert shares.values.tolist() == [["presence", 1.0, 5, 1], ["direction", 0.0, 1, 0]]


def test_with_some_codes_only_done_rejects_the_rest_of_them_and_finishes_nothing(
    tmp_path: Path,
) -> None:
    evaluation = fresh(tmp_path)
    choice = SheetChoice(blind=True, codes=("trust", "voice"))
    filling: Filling = {1: {"code 1": "Trust", "direction 1": "positive", "done": "x"}}
    read_sheet(evaluation, made(evaluation, tmp_path / "s.xlsx", filling, choice), AT)
    assert said(evaluation) == [
        ("0", "trust", "accept", "positive", "RW"), ("0", "voice", "reject", "", "RW"),
    ]  # fmt: skip
    assert remarks(evaluation) == []


def test_texts_that_look_like_numbers_or_nothing_stay_texts(tmp_path: Path) -> None:
    evaluation = fresh(tmp_path)
    path = made(evaluation, tmp_path / "s.xlsx", {1: {"note": "NA"}, 3: {"note": "007"}, 4: {"note": 7.0}})  # fmt: skip
    read_sheet(evaluation, path, AT)
    assert {value for _, _, value, _ in remarks(evaluation)} == {"NA", "007", "7"}


def test_a_sheet_made_with_an_older_codebook_is_kept_and_says_what_to_look_at_again(
    tmp_path: Path,
) -> None:
    evaluation = fresh(tmp_path)
    path = made(evaluation, tmp_path / "s.xlsx", ANSWERED)
    old = evaluation.codebook
    book_file = evaluation.folder / "codebook.yaml"
    definition = old.code("trust").definition
    changed_text = book_file.read_text().replace(definition.split(".")[0], "Something else now", 1)
    book_file.write_text(changed_text.replace('version: "1.0"', 'version: "1.1"', 1))
    later = Evaluation.open(evaluation.folder)
    assert later.codebook.code("trust").definition != definition
    read = read_sheet(later, path, AT)
    assert (read.version, read.look_again) == (old.version, {"trust": 1})
    assert set(later.decisions()["codebook_hash"]) == {old.hash}


def test_a_code_that_is_gone_is_refused_by_its_row(tmp_path: Path) -> None:
    evaluation = fresh(tmp_path)
    path = made(evaluation, tmp_path / "s.xlsx", {2: {"decision": "a"}})
    book_file = evaluation.folder / "codebook.yaml"
    book_file.write_text(book_file.read_text().replace("id: trust\n", "id: confidence-in-them\n"))
    with pytest.raises(InputError, match="row 3: the code trust is no longer in the codebook"):
        read_sheet(Evaluation.open(evaluation.folder), path, AT)


# --- what is refused ------------------------------------------------------------------------------


def cell(row: int, heading: str, value: str) -> Callable[[Workbook], object]:
    return lambda read: fill(read, {row: {heading: value}})


def copy_row(read: Workbook) -> None:
    page = read[PAGE]
    page.append([c.value for c in page[2]])


def merge(read: Workbook) -> None:
    read[PAGE].merge_cells("I2:I3")


def drop_column(read: Workbook) -> None:
    read[PAGE].delete_cols(11)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (cell(1, "decision", "maybe"), "row 2: 'decision' holds something else than accept, reject, not sure"),
        (cell(1, "decision", "=A1"), "row 2: a formula or an error stands in 'decision'"),
        (cell(1, "direction", "mixed"), "row 2: 'direction' is filled in and 'decision' is not"),
        (cell(4, "decision", "a"), "row 5: nothing is suggested in it; choose a code under 'missing code 1'"),
        (cell(1, "direction", "n"), "row 2: 'direction' holds something else than positive, negative, mixed, neutral"),
        (cell(1, "done", "later"), "row 2: 'done' holds something else than x"),
        (cell(1, "missing code 1", "No such code"), "row 2: 'missing code 1' holds no code of the codebook"),
        (cell(1, "direction 2", "mixed"), "row 2: 'direction 2' has no code beside it in 'missing code 2'"),
        (cell(1, "excerpt", "They listened to nobody"), "row 2: its text or its ids are not those that were handed out"),
        (cell(1, "excerpt_id", "0123"), "row 2: its text or its ids are not those that were handed out"),
        (cell(1, "code_id", "trust"), "row 2: its text or its ids are not those that were handed out"),
        (cell(1, "row", "x"), "row 2: its id in the column 'row' is missing or was changed"),
        (cell(9, "note", "below the table"), "row 10: its id in the column 'row' is missing or was changed"),
        (copy_row, "row 8: it is there already, as row 2"),
        (merge, "cells I2:I3: they are merged; each row needs its own"),
        (drop_column, "row 1: the column 'missing code 1' is missing"),
        (
            lambda read: fill(read, {1: {"decision": "a", "missing code 1": "Trust"}, 2: {"decision": "r"}}),
            "row 3: two different things are said of one code, here and in row 2",
        ),
    ],
)  # fmt: skip
def test_a_spoilt_sheet_is_refused_as_a_whole_with_the_row(
    tmp_path: Path, evaluation: Evaluation, spoil: Callable[[Workbook], object], reason: str
) -> None:
    before = len(evaluation.decisions()), len(evaluation.remarks())
    path = made(evaluation, tmp_path / "s.xlsx", {3: {"decision": "a"}})
    changed(path, spoil)
    with pytest.raises(InputError) as caught:
        read_sheet(evaluation, path, AT)
    assert caught.value.what == f"nothing of it was kept, for these reasons:\n  {reason}"
    assert (len(evaluation.decisions()), len(evaluation.remarks())) == before


def test_columns_sorted_apart_from_each_other_are_recognised(
    tmp_path: Path, evaluation: Evaluation
) -> None:
    def swap(read: Workbook) -> None:
        page = read[PAGE]
        page["D2"].value, page["D4"].value = page["D4"].value, page["D2"].value

    path = changed(made(evaluation, tmp_path / "s.xlsx", {1: {"decision": "a"}}), swap)
    with pytest.raises(InputError, match=r"(?s)row 2: its text.*row 4: its text"):
        read_sheet(evaluation, path, AT)


def test_a_sheet_of_another_evaluation_is_refused(tmp_path: Path, evaluation: Evaluation) -> None:
    (tmp_path / "other").mkdir()
    other = fresh(tmp_path / "other")
    path = made(evaluation, tmp_path / "s.xlsx", {1: {"decision": "a"}}, who="somebody else")
    with pytest.raises(InputError, match="this evaluation never handed out the sheet"):
        read_sheet(other, path, AT)


def test_rows_of_another_sheet_are_refused(tmp_path: Path, evaluation: Evaluation) -> None:
    mine = texts(made(evaluation, tmp_path / "a.xlsx", {1: {"decision": "a"}}))
    theirs = texts(made(evaluation, tmp_path / "b.xlsx", {5: {"done": "x"}}, who="KT"))
    path = as_csv([*mine, theirs[5]], tmp_path / "c.csv")
    with pytest.raises(InputError, match="row 8: it belongs to another sheet"):
        read_sheet(evaluation, path, AT)


def test_an_excerpt_that_is_gone_is_refused_until_its_row_is_taken_out(tmp_path: Path) -> None:
    evaluation = fresh(tmp_path)
    path = made(evaluation, tmp_path / "s.xlsx", {1: {"decision": "a"}, 3: {"decision": "a"}})
    people = evaluation.folder / "people.csv"
    people.write_text(people.read_text().replace("staff,,,yes,no", "staff,,,no,no"))
    from coding.intake.cutting import cut_all

    later = Evaluation.open(evaluation.folder)
    cut_all(later)
    with pytest.raises(InputError, match="row 4: its excerpt is no longer in the evaluation"):
        read_sheet(later, path, AT)
    headings, *rows = texts(path)
    kept = [row for row in rows if row[1] != "[staff member 1]"]
    assert read_sheet(later, as_csv([headings, *kept], tmp_path / "c.csv"), AT).decisions == 1


@pytest.mark.parametrize(
    ("content", "fault", "reason"),
    [
        (b"", FileRefused, "the file is empty"),
        (b"PK no zip", FileRefused, "not really a spreadsheet"),
        ("row,näh\n".encode("cp1252"), InputError, "is not UTF-8"),
        (b"a,b\n1,2\n", InputError, "no row has its id in the column 'row'"),
        (b'a,b\n"1,2\n', InputError, "no table that can be read"),
    ],
)
def test_what_is_no_sheet_says_so(
    tmp_path: Path, evaluation: Evaluation, content: bytes, fault: type[Exception], reason: str
) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(fault, match=reason):
        read_sheet(evaluation, path, AT)


def test_no_word_of_a_participant_or_of_a_cell_is_in_a_refusal(
    tmp_path: Path, evaluation: Evaluation
) -> None:
    filling: Filling = {
        1: {"decision": "canary one"}, 2: {"missing code 1": "canary two"}, 3: {"excerpt": "canary three"},
        4: {"excerpt_id": "canary four"}, 5: {"row": "canary five"}, 6: {"done": "canary six"},
    }  # fmt: skip
    path = made(evaluation, tmp_path / "s.xlsx", filling)
    with pytest.raises(InputError) as caught:
        read_sheet(evaluation, path, AT)
    assert "canary" not in str(caught.value) and "listened" not in str(caught.value)
    assert str(caught.value).count("\n  row ") == 6


# --- sorted, copied, saved as something else ------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_says_the_same(tmp_path: Path, evaluation: Evaluation, delimiter: str) -> None:
    path = made(evaluation, tmp_path / "s.xlsx", ANSWERED)
    again = as_csv(texts(path), tmp_path / "s.csv", delimiter)
    assert understood(evaluation, again) == understood(evaluation, path)


def without_rows(filled: Filled) -> object:
    """What a sheet says, wherever its rows stand."""
    words = sorted(
        (w.excerpt_id, w.code_id, w.verdict, w.direction, w.suggested or 0) for w in filled.words
    )
    notes = {excerpt: sorted(note.split("\n")) for excerpt, note in filled.notes.items()}
    return words, filled.finished, notes, filled.excerpts


ANSWERS: dict[str, st.SearchStrategy[str]] = {
    "decision": st.sampled_from(["", "accept", "a", "Reject", "n", "not sure"]),
    "done": st.sampled_from(["", "x", "X", "yes"]),
    "missing code 1": st.sampled_from(["", "Made welcome", "respect"]),
    "missing code 2": st.sampled_from(["", "New skills", "empowerment"]),
    "note": st.sampled_from(["", "NA", "0012", "a note", "‘quoted’"]),
}
NUMBERS = st.integers(1, 6)


@pytest.fixture(scope="module")
def blank(evaluation: Evaluation, tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    folder = tmp_path_factory.mktemp("blank")
    return texts(made(evaluation, folder / "s.xlsx", who="property"))


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.dictionaries(NUMBERS, st.fixed_dictionaries(ANSWERS)), st.randoms(use_true_random=False))
def test_in_whatever_order_the_rows_stand_a_sheet_says_the_same(
    evaluation: Evaluation,
    blank: list[list[str]],
    tmp_path: Path,
    answers: dict[int, dict[str, str]],
    chance: random.Random,
) -> None:
    rows = [list(row) for row in blank]
    for number, cells in answers.items():
        for heading, value in cells.items():
            suggested = rows[number][4]
            if heading != "decision" or suggested:
                rows[number][rows[0].index(heading)] = value
    mixed = [rows[0], *chance.sample(rows[1:], len(rows) - 1)]
    (once,), _ = understood(evaluation, as_csv(rows, tmp_path / "a.csv"))
    (again,), _ = understood(evaluation, as_csv(mixed, tmp_path / "b.csv"))
    assert without_rows(once) == without_rows(again)
    filled_in = {n for n, cells in answers.items() if any(cells.values())}
    assert (not filled_in) <= (not once.words and not once.finished and not once.notes)


KEPT = [column.name for column in columns(blind=False) if not column.yours]


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    NUMBERS, st.sampled_from(KEPT), st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
)
def test_a_changed_cell_is_refused_with_its_row_or_changes_nothing(
    evaluation: Evaluation,
    blank: list[list[str]],
    tmp_path: Path,
    number: int,
    heading: str,
    value: str,
) -> None:
    rows = [list(row) for row in blank]
    rows[1][rows[0].index("decision")] = "accept"
    (untouched,), _ = understood(evaluation, as_csv(rows, tmp_path / "a.csv"))
    rows[number][rows[0].index(heading)] = value
    try:
        (read,), _ = understood(evaluation, as_csv(rows, tmp_path / "b.csv"))
    except InputError as fault:
        assert f"row {number + 1}: " in fault.what
        assert heading in (
            "excerpt",
            "code_id",
            "excerpt_id",
            "its direction",
            "probability",
            "row",
        )
    else:
        assert read == untouched


# --- the coded excerpts that a run writes ---------------------------------------------------------


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


# --- the commands ---------------------------------------------------------------------------------


def test_out_and_in_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evaluation = fresh(tmp_path)
    folder = str(evaluation.folder)
    assert main(["sheet", "out", folder, "--reviewer", "R. W."]) == 0
    (path,) = evaluation.outputs.glob("sheet-r-w-*.xlsx")
    assert path.stat().st_mode & 0o777 == 0o600
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
