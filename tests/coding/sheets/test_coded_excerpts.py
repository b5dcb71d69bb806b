"""The spreadsheet for review: nothing in it acts, nothing is lost, and it is the same every time."""

import io
import os
import subprocess
import sys
import time
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import CODEBOOK, evaluation, excerpt, file, frames, published, suggestion
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from paths import ROOT, SUPPORT

from coding.coder.learning.readiness import Readiness
from coding.evaluation.output_files import CODED_TABLE, CODED_WORKBOOK, REPORT, TEAM
from coding.findings.publication import Publication
from coding.sheets import coded_excerpts
from coding.sheets.coded_excerpts import excerpts_csv
from coding.sheets.coded_excerpts_columns import COLUMNS, CONTINUED, HEADINGS, clock
from coding.sheets.coded_excerpts_pages import book
from corpora.spreadsheets.cells import CUT, cell_pieces, field_text, fitting
from corpora.spreadsheets.workbook import Book, Sheet, SheetColumn, TextLine, workbook

TRIGGERS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "'=1+1",
    "''=1",
    "=cmd|' /C calc'!A0",
]
HARMLESS = [
    "",
    "Yes.",
    "'Cause I said so",
    "’Tis",
    "NA",
    "None",
    "007",
    "1e5",
    "a=b",
    "–",
    '"quoted", she said',
]


def of_texts(texts: list[str]) -> Publication:
    return published(frames([excerpt(text, start=1000 * n) for n, text in enumerate(texts)]))


def read_csv(content: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)


def opened(made: Publication, tmp_path: Path) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook(book(made), scratch=tmp_path)))


@pytest.fixture(scope="module")
def made() -> Publication:
    return published(evaluation(), settings=(("Lowest probability", "0.5"),))


@pytest.fixture(scope="module")
def whole(made: Publication, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return opened(made, tmp_path_factory.mktemp("sheets"))


# --- rows -----------------------------------------------------------------------------------------


def test_nothing_to_review_is_a_sheet_with_headings(tmp_path: Path) -> None:
    coded_excerpts.write_coded_excerpts(published(frames()), tmp_path)
    assert list(read_csv(CODED_TABLE.path(tmp_path).read_bytes()).columns) == list(HEADINGS)
    coded = openpyxl.load_workbook(CODED_WORKBOOK.path(tmp_path))["Coded excerpts"]
    assert [[cell.value for cell in row] for row in coded] == [list(HEADINGS)]


def test_one_row_an_excerpt_and_code_and_one_for_an_excerpt_without(tmp_path: Path) -> None:
    one = excerpt("They wrote it down.", seconds=3_723.0, pseudonym="[carer 1]")
    none = excerpt("Yes.", start=90, context="Did you feel heard?", may_quote=False)
    found = [
        suggestion(one, "influence", probability=0.6, phrase_start=5, phrase_end=10),
        suggestion(one, "voice", probability=0.81239, direction="mixed"),
    ]
    rows = read_csv(excerpts_csv(published(frames([one, none], found))))
    told = ["time", "excerpt", "context", "theme", "code", "grade", "direction", "probability", "evidence",
            "may be quoted", "status", "start", "end"]  # fmt: skip
    assert rows[told].values.tolist() == [
        ["1:02:03", "They wrote it down.", "", "Felt heard", "Voice", "likely", "mixed", "0.812",
         "They wrote i", "yes", "machine suggestion, not reviewed", "0", "19"],
        ["1:02:03", "They wrote it down.", "", "Felt heard", "Influence", "likely", "positive", "0.6",
         "wrote", "yes", "machine suggestion, not reviewed", "0", "19"],
        ["", "Yes.", "Did you feel heard?", "", "", "", "", "", "", "no", "nothing likely, not reviewed", "90", "94"],
    ]  # fmt: skip


def test_once_people_have_decided_no_row_says_that_nobody_has() -> None:
    row = excerpt("They wrote it down.")
    material = frames([row, excerpt("Yes.", start=90)], [suggestion(row, "voice")])
    rows = read_csv(excerpts_csv(published(material, decisions=1)))
    assert list(rows["status"]) == ["machine suggestion", "nothing likely"]


def test_every_excerpt_is_there(made: Publication) -> None:
    rows = read_csv(excerpts_csv(made))
    assert set(rows["excerpt_id"]) == {e.excerpt_id for e in made.internal.excerpts}


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(None, ""), (0.0, "00:00"), (59.9, "00:59"), (61.0, "01:01"), (3_600.0, "1:00:00"), (36_061.0, "10:01:01")],
)  # fmt: skip
def test_moments_are_written_as_people_read_them(seconds: float | None, expected: str) -> None:
    assert clock(seconds) == expected


# --- CSV ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", TRIGGERS)
def test_a_formula_in_the_csv_is_disarmed_and_comes_back(text: str) -> None:
    field = read_csv(excerpts_csv(of_texts([text])))["excerpt"][0]
    assert field == "'" + text
    assert field_text(field) == text


@pytest.mark.parametrize("text", HARMLESS)
def test_any_other_text_is_in_the_csv_as_it_is(text: str) -> None:
    field = read_csv(excerpts_csv(of_texts([text])))["excerpt"][0]
    assert field == text
    assert field_text(field) == text


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
        min_size=1,
        max_size=4,
    )
)
def test_any_text_comes_back_from_the_csv(texts: list[str]) -> None:
    rows = read_csv(excerpts_csv(of_texts(texts)))
    assert [field_text(field) for field in rows["excerpt"]] == texts


def test_every_control_character_and_a_surrogate_leave_the_csv_whole() -> None:
    text = "a" + "".join(map(chr, range(1, 32))) + "z"
    rows = read_csv(excerpts_csv(of_texts([text, "half \ud83d", "null \0"])))
    assert list(rows["excerpt"]) == [text, "half ‹U+D83D›", "null ‹U+0000›"]


def test_excel_is_told_that_the_csv_is_utf_8() -> None:
    assert excerpts_csv(of_texts(["café"])).startswith('\ufeff"transcript"'.encode())


# --- workbook: nothing acts -------------------------------------------------------------------------


@pytest.mark.parametrize("text", [*TRIGGERS, *filter(None, HARMLESS)])
def test_a_text_is_a_cell_of_type_text(text: str, tmp_path: Path) -> None:
    row = excerpt(text, context=text, source=text, pseudonym=text, group=text, wave=text)
    given_ = frames([row], [suggestion(row, "voice", nearest=text)], [], [file(text, reason=text)])
    for page in opened(published(given_, title=text, note=text), tmp_path):
        types = {cell.data_type for cells in page for cell in cells if isinstance(cell.value, str)}
        assert types <= {"s"}


def test_no_formula_or_link_is_in_the_file(tmp_path: Path) -> None:
    made = of_texts([*TRIGGERS, "http://example.org", "mailto:a@example.org"])
    with zipfile.ZipFile(io.BytesIO(workbook(book(made), scratch=tmp_path))) as archive:
        for name in archive.namelist():
            assert b"<f>" not in archive.read(name)
            assert b"hyperlink" not in archive.read(name)


def test_control_characters_are_visible_in_the_workbook(tmp_path: Path) -> None:
    text = "a\x0bb\x1bc\u202ed\ud800e"
    coded = opened(of_texts([text]), tmp_path)["Coded excerpts"]
    assert coded.cell(2, HEADINGS.index("excerpt") + 1).value == "a␋b␛c‹U+202E›d‹U+D800›e"


def test_texts_that_look_like_numbers_or_nothing_stay_texts(tmp_path: Path) -> None:
    rows = [excerpt("x", pseudonym="NA", group="007", wave="1e3", source="null")]
    content = workbook(book(published(frames(rows))), scratch=tmp_path)
    read = pd.read_excel(io.BytesIO(content), "Coded excerpts", dtype=str, keep_default_na=False)
    columns = ["pseudonym", "group", "wave", "transcript"]
    assert read[columns].values.tolist() == [["NA", "007", "1e3", "null"]]


# --- workbook: the limits of a sheet ----------------------------------------------------------------


def test_an_excerpt_longer_than_a_cell_goes_on_in_the_next_row(tmp_path: Path) -> None:
    text = "abcd " * 8_000
    row = excerpt(text)
    coded = opened(published(frames([row], [suggestion(row, "voice")])), tmp_path)["Coded excerpts"]
    rows = [dict(zip(HEADINGS, (cell.value for cell in cells), strict=True)) for cells in coded][1:]
    assert "".join(str(r["excerpt"]) for r in rows) == text
    assert [r["status"] for r in rows] == ["machine suggestion, not reviewed", CONTINUED]
    assert [r["excerpt_id"] for r in rows] == [row["excerpt_id"]] * 2
    assert [r["code"] for r in rows] == ["Voice", None]


@pytest.mark.parametrize(
    ("text", "units", "expected"),
    [("", 4, [""]), ("abcd", 4, ["abcd"]), ("abcde", 4, ["abcd", "e"]),
     ("😀😀😀", 4, ["😀😀", "😀"]), ("a😀😀", 4, ["a😀", "😀"])],
)  # fmt: skip
def test_a_cell_is_measured_as_excel_does(text: str, units: int, expected: list[str]) -> None:
    assert cell_pieces(text, units) == expected


def test_any_other_text_that_is_too_long_says_that_it_is_cut() -> None:
    shown = fitting("😀" * 20_000)
    assert shown.endswith(CUT)
    assert len(shown.encode("utf-16-le")) // 2 <= 32_767


@pytest.mark.parametrize(("number", "expected"), [(0, [0]), (3, [3]), (4, [3, 1]), (7, [3, 3, 1])])
def test_what_does_not_fit_on_a_sheet_goes_on_the_next(
    number: int, expected: list[int], tmp_path: Path
) -> None:
    rows = ([str(n)] for n in range(number))
    made = Book(
        "t",
        date(2026, 1, 1),
        "f",
        ("Read me first", [TextLine("x")]),
        [Sheet("Rows", [SheetColumn("n", 9)], rows)],
    )
    opened_ = openpyxl.load_workbook(io.BytesIO(workbook(made, scratch=tmp_path, sheet_rows=4)))
    pages = [page for page in opened_ if page.title.startswith("Rows")]
    assert [page.max_row - 1 for page in pages] == expected
    assert [row[0].value for page in pages for row in page.iter_rows(min_row=2)] == [
        str(n) for n in range(number)
    ]


# --- workbook: made for review ------------------------------------------------------------------------


def test_the_sheets_stand_in_the_order_of_reading(whole: Workbook) -> None:
    assert whole.sheetnames == [
        "Read me first", "Coded excerpts", "Codebook", "Codes by wave", "Files", "Proposals"
    ]  # fmt: skip


def test_the_first_sheet_warns_and_explains_every_column(whole: Workbook) -> None:
    told = {row[0].value: row[1].value for row in whole["Read me first"]}
    assert "These are machine suggestions. No one has checked them yet." in told
    assert {name: told[name] for name in HEADINGS} == {c.name: c.about for c in COLUMNS}
    assert told["Lowest probability"] == "0.5"


def test_every_page_says_that_nobody_has_reviewed_it(whole: Workbook) -> None:
    footers = [page.oddFooter for page in whole]
    assert {footer and footer.left.text for footer in footers} == {
        "Machine suggestions. Not reviewed by people."
    }


def test_decisions_and_directions_and_codes_are_chosen_from_lists(whole: Workbook) -> None:
    coded = whole["Coded excerpts"]
    lists = {str(v.sqref).split("2")[0]: v.formula1 for v in coded.data_validations.dataValidation}
    column = {name: get_column_letter(n) for n, name in enumerate(HEADINGS, 1)}
    assert lists == {
        column["your decision"]: '"accept,reject,not sure"',
        column["your direction"]: '"positive,negative,mixed,neutral"',
        column["other code"]: "code_names",
    }
    (first, last) = (
        whole.defined_names["code_names"].attr_text.split("!")[1].replace("$", "").split(":")
    )
    names = [row[0].value for row in whole["Codebook"][first:last]]
    assert names == [code.name for code in CODEBOOK.codes]


def test_the_codebook_says_how_far_the_program_can_be_trusted_with_a_code(tmp_path: Path) -> None:
    one, two, *_ = [code.id for code in CODEBOOK.codes]
    known = {
        one: Readiness(one, "learning", 12, 3, 10, 0.2, 0.1, 0.4),
        two: Readiness(two, "ready", 40, 90, 50, 0.8, 0.7, 0.9),
    }
    rows = opened(published(evaluation(), readiness=known), tmp_path)["Codebook"].values
    heading, *codes = list(rows)
    at = heading.index("the program is")
    assert [row[at] for row in codes[:3]] == ["learning (3 of 10)", "ready", None]


def test_headings_stay_in_view_and_on_paper(whole: Workbook) -> None:
    for page in list(whole)[1:]:
        assert page.freeze_panes == "A2"
        assert page.print_title_rows == "$1:$1"
        assert page.page_setup.orientation == "landscape"
        assert page.auto_filter.ref.startswith("A1:")


def test_the_columns_that_people_fill_in_are_empty(whole: Workbook) -> None:
    coded = whole["Coded excerpts"]
    yours = [n for n, column in enumerate(COLUMNS, 1) if column.yours]
    assert {coded.cell(row, n).value for row in range(2, coded.max_row + 1) for n in yours} == {
        None
    }


def test_no_person_and_no_clock_is_in_the_file(whole: Workbook) -> None:
    properties = whole.properties
    assert (properties.creator, properties.lastModifiedBy) == (None, None)
    assert (
        f"{properties.created} {properties.modified}" == "2026-01-12 00:00:00 2026-01-12 00:00:00"
    )


# --- the same every time ----------------------------------------------------------------------------

_MAKE = """
import sys
from hashlib import sha256
from pathlib import Path
from coding.evaluation.output_files import REPORT, files_handed_out
from coding.report.working import WorkSoFar, render_working_page
from coding.sheets import coded_excerpts
from invented import evaluation, published
folder = Path(sys.argv[1])
coded_excerpts.write_coded_excerpts(published(evaluation()), folder)
REPORT.write(folder, render_working_page(published(evaluation()), WorkSoFar()).encode())
for path in files_handed_out(folder):
    print(path.name, sha256(path.read_bytes()).hexdigest())
"""


def _made_elsewhere(folder: Path, seed: str, zone: str) -> str:
    paths = os.pathsep.join((str(SUPPORT), str(ROOT)))
    env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": paths}
    done = subprocess.run(
        [sys.executable, "-c", _MAKE, str(folder)],
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_the_same_evaluation_gives_the_same_bytes(tmp_path: Path) -> None:
    first = _made_elsewhere(tmp_path / "a", "1", "UTC")
    time.sleep(1.1)
    assert first == _made_elsewhere(tmp_path / "b", "2", "Pacific/Kiritimati")
    assert [line.split()[0] for line in first.splitlines()] == [
        CODED_TABLE.file_name, CODED_WORKBOOK.file_name, REPORT.file_name,
    ]  # fmt: skip


def test_nothing_is_left_behind_not_even_by_a_run_that_was_killed(tmp_path: Path) -> None:
    killed = tmp_path / TEAM / ".workbook-killed"
    killed.mkdir(parents=True)
    (killed / "words").write_text("what somebody said")
    coded_excerpts.write_coded_excerpts(published(evaluation()), tmp_path)
    assert sorted(path.name for path in (tmp_path / TEAM).iterdir()) == [
        CODED_TABLE.file_name, CODED_WORKBOOK.file_name,
    ]  # fmt: skip
