"""A sheet read back: what it says is kept, and what was spoilt is refused as a whole."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from filled_sheets import (
    ANSWERED,
    ANSWERS,
    AT,
    LATER,
    Filling,
    as_csv,
    cell,
    changed,
    fill,
    fresh,
    made,
    remarks,
    said,
    texts,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from coding import Evaluation
from coding.sheets.filled import Filled
from coding.sheets.review_sheet import SheetChoice
from coding.sheets.review_sheet_back import read_sheet, understood
from coding.sheets.review_sheet_pages import PAGE, columns
from corpora.errors import FileRefused, InputError

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


def copy_row(read: Workbook) -> None:
    page = read[PAGE]
    page.append([c.value for c in page[2]])


def merge(read: Workbook) -> None:
    read[PAGE].merge_cells("I2:I3")


def drop_column(read: Workbook) -> None:
    read[PAGE].delete_cols(12)


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
