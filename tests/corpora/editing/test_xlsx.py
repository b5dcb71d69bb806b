"""Workbooks edited in place. Every text is invented."""

from io import BytesIO

import openpyxl
import pytest
from edited import edited, groups, member_changes, members, pieces_of, signed, unchanged
from made_xlsx import MAIN, SHARED, SHEET, xlsx
from openpyxl.comments import Comment
from reading import turns, zipped

from corpora.editing.xlsx import WorkbookEditor, xlsx_editor
from corpora.errors import FileRefused

STRINGS, FIRST = "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"


def cell(place: str, value: str, kind: str = "s") -> str:
    return f'<c r="{place}" t="{kind}"><v>{value}</v></c>'


def si(*texts: str) -> str:
    runs = "".join(f"<r><rPr/><t>{text}</t></r>" for text in texts)
    return f"<si>{runs if len(texts) > 1 else f'<t>{texts[0]}</t>'}</si>"


def sheet_of(rows: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def strings_of(inner: str) -> str:
    return f'<sst xmlns="{MAIN}">{inner}</sst>'


@pytest.mark.parametrize(
    ("sheet", "shared"),
    [("", ""), (SHEET, SHARED), (cell("A1", "7") + cell("A2", "x"), ""), ("<row/>", SHARED)],
)
def test_a_workbook_whose_texts_stay_is_the_same_bytes(sheet: str, shared: str) -> None:
    content = xlsx(sheet, shared)
    assert unchanged(xlsx_editor(content)) == content


@pytest.mark.parametrize(
    ("sheet", "shared", "expected"),
    [
        ("", "", []),
        (SHEET, SHARED, ["id", "text", "P1", "I felt that they heard me.", "P2", "3",
                         "Nobody wrote it down, ever.", "1"]),
        # A string that two cells share is there twice, one that no cell shows once.
        (cell("A1", "0") + cell("A2", "0"), si("Ann") + si("Bob", "by"), ["Ann", "Ann", "Bobby"]),
        (cell("A1", "0"), "<si><t>Ann</t><rPh sb='0' eb='1'><t>AN</t></rPh></si>", ["Ann", "AN"]),
        (cell("A1", "x &amp; y", "str") + "<c r='B1'><f>\"Ann\"</f></c>", "", ["x & y", '"Ann"']),
    ],
)  # fmt: skip
def test_every_cell_is_offered_in_its_order(sheet: str, shared: str, expected: list[str]) -> None:
    assert pieces_of(xlsx_editor(xlsx(sheet, shared))) == expected


def test_the_sheet_that_is_read_comes_first_and_what_is_beside_the_cells_last() -> None:
    book = '<sheet name="Ann" state="hidden" r:id="r2"/><sheet name="Bob" r:id="r1"/>'
    beside = (
        f'<comments xmlns="{MAIN}"><authors><author>Ann Bell</author></authors><commentList>'
        '<comment ref="A1" authorId="0"><text><r><t>No</t></r><r><t>t so.</t></r></text></comment>'
        "</commentList></comments>"
    )
    person = (
        '<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        '<person displayName="Ann B" id="{1}" userId="S::ann" providerId="AD"/></personList>'
    )
    header = (
        f'<worksheet xmlns="{MAIN}"><sheetData>{cell("A1", "second", "str")}</sheetData>'
        "<headerFooter><oddHeader>&amp;LAnn H</oddHeader></headerFooter></worksheet>"
    )
    content = xlsx(
        cell("A1", "first", "str"), book=book, comments1=beside, **{"persons/person": person, "worksheets/sheet2": header}
    )  # fmt: skip
    assert pieces_of(xlsx_editor(content)) == [
        "first", "second", "&LAnn H", "Ann Bell", "Not so.", "Ann B", "S::ann",
    ]  # fmt: skip


def texts_with(editor: WorkbookEditor, changes: dict[int, str | None]) -> list[str | None]:
    return [changes.get(at, piece.text) for at, piece in enumerate(editor.pieces)]


TWO = (cell("A1", "0") + cell("A2", "0"), si("Ann"))


@pytest.mark.parametrize(
    ("sheet", "shared", "changes", "new_sheet", "new_shared"),
    [
        # All cells that share a string change alike: the string changes, the cells do not.
        (*TWO, {0: "[w]", 1: "[w]"}, TWO[0], si("[w]")),
        # One changes and the other does not: it gets a string of its own at the end.
        (*TWO, {1: "[w]"}, cell("A1", "0") + cell("A2", "1"), si("Ann") + si("[w]")),
        (*TWO, {0: "x", 1: "y"}, cell("A1", "0") + cell("A2", "1"), si("x") + si("y")),
        (*TWO, {0: None}, '<c r="A1" t="n"></c>' + cell("A2", "0"), si("Ann")),
        (*TWO, {0: None, 1: None}, '<c r="A1" t="n"></c><c r="A2" t="n"></c>', si("")),
        (*TWO, {0: None, 1: "y"}, '<c r="A1" t="n"></c>' + cell("A2", "0"), si("y")),
        (cell("A1", "0"), si("An", "na"), {0: "[w]", 1: ""}, cell("A1", "0"), si("[w]", "")),
        (cell("A1", "0"), si("Ann", " said"), {0: None}, cell("A1", "0"), "<si><r><rPr/><t> said</t></r></si>"),
        (cell("A1", "0"), "<si><t>Ann</t><rPh><t>AN</t></rPh></si>", {0: "x"}, cell("A1", "0"), si("x")),
        (cell("A1", "0"), si("a") + si("Ann"), {1: "x"}, cell("A1", "0"), si("a") + si("x")),
        ('<c r="A1" t="inlineStr"><is><t>Ann</t></is></c>', "", {0: " x"},
         '<c r="A1" t="inlineStr"><is><t xml:space="preserve"> x</t></is></c>', ""),
        ('<c r="A1" s="4" t="inlineStr"><is><t>Ann</t></is></c>', "", {0: None}, '<c r="A1" s="4" t="n"></c>', ""),
        ('<c r="A1" s="4"><v>07700</v></c>', "", {0: "[w]"}, '<c r="A1" s="4" t="str"><v>[w]</v></c>', ""),
        ('<c r="A1"><v>1</v></c>', "", {0: "2"}, '<c r="A1"><v>2</v></c>', ""),
        ('<c r="A1" t="b"><v>1</v></c>', "", {0: "[w]"}, '<c r="A1" t="str"><v>[w]</v></c>', ""),
        ('<c r="A1" t="str"><f>"Ann"</f><v>Ann</v></c>', "", {0: "x", 1: '"x"'},
         '<c r="A1" t="str"><f>"x"</f><v>x</v></c>', ""),
        ('<c r="A1" t="str"><f>"Ann"</f><v>Ann</v></c>', "", {0: None}, '<c r="A1" t="n"></c>', ""),
        # Others are calculated by this formula.
        ('<c r="A1" t="str"><f t="shared" ref="A1:A9" si="0">B1</f><v>Ann</v></c>', "", {0: None},
         '<c r="A1" t="n"><f t="shared" ref="A1:A9" si="0">B1</f></c>', ""),
    ],
)  # fmt: skip
def test_a_cell_changes_and_no_other(
    sheet: str, shared: str, changes: dict[int, str | None], new_sheet: str, new_shared: str
) -> None:
    content = xlsx(sheet, shared)
    editor = xlsx_editor(content)
    after = {FIRST: sheet_of(new_sheet), STRINGS: strings_of(new_shared)}
    before = {FIRST: sheet_of(sheet), STRINGS: strings_of(shared)}
    written = member_changes(content, editor.written(texts_with(editor, changes)))
    assert written == {name: text for name, text in after.items() if text != before[name]}


def test_a_comment_goes_with_its_box_and_a_remark_of_others_stays() -> None:
    editor = xlsx_editor(made({"B3": "Hers.", "B4": "His."}))
    written = edited(editor, {"Hers.": None})
    page = openpyxl.load_workbook(BytesIO(written)).active
    assert page is not None and page["B3"].comment is None and page["B4"].comment is not None
    drawing = members(written)["xl/drawings/commentsDrawing1.vml"]
    assert (drawing.count("<ns0:shape "), "Row>3<" in drawing) == (1, True)


def test_the_number_of_strings_is_counted_on() -> None:
    content = xlsx(TWO[0], TWO[1])
    counted = f'<sst xmlns="{MAIN}" count="2" uniqueCount="1">{si("Ann")}</sst>'
    editor = xlsx_editor(xlsx(*TWO, sharedStrings=counted))
    written = editor.written(texts_with(editor, {1: "x"}))
    assert member_changes(content, written)[STRINGS] == (
        f'<sst xmlns="{MAIN}" count="2" uniqueCount="2">{si("Ann")}{si("x")}</sst>'
    )


def made(notes: dict[str, str]) -> bytes:
    """A workbook as programs save them, with remarks and properties."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in [("Speaker", "Text"), *[(name, f"{name} said so, at length.") for name in ("Ann", "Bob", "Cyd")]]:  # fmt: skip
        page.append(row)
    page.append(("Bob", "Ann was right, and so were others."))
    for place, note in notes.items():
        page[place].comment = Comment(note, "Ann Bell")
    book.properties.creator = "Ann Bell"
    assert page.oddHeader is not None
    page.oddHeader.left.text = "Ann's round"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_person_taken_out_is_gone_from_every_part_and_the_rest_is_read_as_before() -> None:
    content = made({"B3": "Ask Ann."})
    editor = xlsx_editor(content)
    texts = [piece.text for piece in editor.pieces]
    hers = {"Ann", "Ann said so, at length."}
    new = [None if text in hers else text.replace("Ann", "[w]") for text in texts]
    written = editor.written(new)
    assert turns(written, ".xlsx") == [
        (name, text.replace("Ann", "[w]")) for name, text in turns(content, ".xlsx") if name != "Ann"
    ]  # fmt: skip
    page = openpyxl.load_workbook(BytesIO(written)).active
    assert page is not None and page["B3"].comment is not None
    assert (page["A4"].value, page["B3"].comment.text) == ("Cyd", "Ask [w].")
    changed = member_changes(content, written)
    assert sorted(changed) == ["docProps/core.xml", "xl/comments/comment1.xml", FIRST]
    assert [name for name, text in changed.items() if "Ann" in text] == []


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not really a Excel workbook|not really"),
        (xlsx("<row>"), "broken XML"),
        (xlsx("", persons="<!DOCTYPE a><a/>"), "DTD"),
    ],
)
def test_what_cannot_be_edited_safely_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(FileRefused, match=says):
        xlsx_editor(content)


def test_a_workbook_edited_by_its_texts() -> None:
    content = xlsx(SHEET, SHARED)
    written = edited(xlsx_editor(content), {"they heard me.": "[w] heard me."})
    assert turns(written, ".xlsx") == [
        (name, text.replace("they heard", "[w] heard")) for name, text in turns(content, ".xlsx")
    ]


def test_who_wrote_a_comment_is_known() -> None:
    notes = (
        f'<comments xmlns="{MAIN}"><authors><author>Bob</author><author>Ann Bell</author></authors><commentList>'
        '<comment ref="A1" authorId="1"><text><t>Not so.</t></text></comment></commentList></comments>'
    )
    threads = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    parts = {
        "comments1": notes,
        "persons/person": f'<personList xmlns="{threads}"><person displayName="Ann B" id="{{1}}"/></personList>',
        "threadedComments/t1": f'<ThreadedComments xmlns="{threads}"><threadedComment personId="{{1}}"><text>Why?</text></threadedComment></ThreadedComments>',
    }
    assert signed(xlsx_editor(xlsx(cell("A1", "x", "str"), **parts))) == [
        ("Bob", []), ("Ann Bell", ["Not so."]), ("Ann B", ["Why?"]),
    ]  # fmt: skip


def test_a_row_is_one_speakers_as_a_whole() -> None:
    rows = f"<row>{cell('A1', 'Ann', 'str')}{cell('B1', '7', 'n')}</row><row>{cell('A2', 'Bob', 'str')}</row>"
    assert groups(xlsx_editor(xlsx(rows))) == [["Ann", "7"], ["Bob"]]


def test_what_cannot_be_edited_is_named() -> None:
    content = made({"B3": "Ask Ann."})
    with_macros = zipped({**members(content), "xl/vbaProject.bin": b"x"})
    assert xlsx_editor(with_macros).sealed == ["xl/vbaProject.bin"]
