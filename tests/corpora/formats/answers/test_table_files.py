"""Tables of one response a row: CSV, TSV and Excel. Every text here is invented."""

import pytest
from made_xlsx import SHARED, SHEET, xlsx
from reading import left_out, read, turns, zipped

from corpora.errors import FileRefused
from corpora.formats.answers.table_files import Columns, read_csv
from corpora.formats.read import read_bytes

ANSWERS = [("P1", "I felt that they heard me."), ("P2", "Nobody wrote it down, ever.")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("text\n", []),
        ("id,text\nP1,I felt that they heard me.\nP2,\"Nobody wrote it down, ever.\"\n", ANSWERS),
        ("text;respondent id\nI felt that they heard me.;P1\nNobody wrote it down, ever.;P2\n", ANSWERS),
        ("participant\tage\tHow was it?\nP1\t44\tI felt that they heard me.\nP2\t51\tNobody wrote it down, ever.\n",
         ANSWERS),
        ("\ufeffid,text\r\nP1,I felt that they heard me.\r\nP2,\"Nobody wrote it down, ever.\"\r\n", ANSWERS),
        ("start,speaker,text\n00:01,Ann,Who came?\n00:02,Bob,Nobody.\n", [("Ann", "Who came?"), ("Bob", "Nobody.")]),
        ("text\n\"Two\nlines.\"\n", [(None, "Two\nlines.")]),
        ("text\n=1+1\n", [(None, "=1+1")]),
        ("id,text\n007,NA\n", [("007", "NA")]),
    ],
)  # fmt: skip
def test_rows_are_answers(text: str, expected: list[tuple[str | None, str]]) -> None:
    assert turns(text, ".csv") == expected


def test_several_questions_stand_over_their_answers() -> None:
    text = (
        "id,What was good about it?,What was not good?\n"
        "P1,The tea and the talk of it,The bus home was late\nP2,I liked the people there,Not much to say here\n"
    )
    found = read(text, ".csv")
    assert [found.said(turn) for turn in found.turns] == [
        "The tea and the talk of it", "The bus home was late",
        "I liked the people there", "Not much to say here",
    ]  # fmt: skip
    assert found.text.count("What was good about it?") == 2


def test_columns_can_be_said() -> None:
    text = b"a,b,c\nAnn,1,Yes\nBob,2,No\n"
    columns = Columns(("c",), speaker="A")
    assert [block.speaker for block in read_csv(text, "a.csv", columns).blocks] == ["Ann", "Bob"]
    assert read_bytes(text, source="a.csv", columns=columns).turns[0].speaker == "Ann"
    with pytest.raises(FileRefused, match='no column "d"'):
        read_csv(text, "a.csv", Columns(("d",)))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a,b\n1,2\n", "no column of the table holds words"),
        ('text\n"open\n', "row 2 is not valid"),
        ("a\n1\n", "no column"),
    ],
)
def test_other_tables_are_refused(text: str, says: str) -> None:
    with pytest.raises(FileRefused, match=says):
        read(text, ".csv")


def test_a_workbook() -> None:
    assert turns(xlsx(SHEET, SHARED), ".xlsx") == ANSWERS


def test_the_first_sheet_that_is_shown_is_read_and_others_are_listed() -> None:
    book = '<sheet r:id="r9" state="hidden"/><sheet r:id="r1"/><sheet r:id="r3"/>'
    found = read(xlsx(SHEET, SHARED, book, comments1="<a/>"), ".xlsx")
    assert len(found.turns) == 2
    assert left_out(found) == {"other sheets": 2, "sheets with comments": 1}


def test_a_cell_far_away_costs_nothing() -> None:
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    assert left_out(read(xlsx(SHEET + far, SHARED), ".xlsx")) == {"cells right of column 500": 1}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not really a"),
        (zipped({"a": "b"}), "not an Excel"),
        (xlsx(SHEET, SHARED, ""), "no sheet"),
        (xlsx(SHEET, SHARED, theme="<!DOCTYPE a><a/>"), "contains a DTD"),
        (xlsx('<row><c t="s"><v>99</v></c></row><row><c><v>1</v></c></row>'), "no column"),
    ],
)
def test_what_is_no_workbook_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(FileRefused, match=says):
        read(content, ".xlsx")
