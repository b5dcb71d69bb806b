"""Word documents edited in place. Every text is invented."""

import io
import zipfile

import pytest
from edited import edited, groups, member_changes, pieces_of, signed, unchanged
from reading import TYPES, W, p, table, word, zipped

from corpora.editing.docx import docx_editor
from corpora.errors import FileRefused

NAMES = f'xmlns:w="{W}"'
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
BODY = "<w:p><w:r><w:t>We asked An</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>na.</w:t></w:r></w:p>"


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def body_of(content: bytes, changes: dict[str, str | None]) -> str:
    """What the body of a document is after the changes; nothing else may change."""
    changed = member_changes(content, edited(docx_editor(content), changes))
    assert list(changed) in ([], ["word/document.xml"])
    whole = changed.get("word/document.xml", "<w:body></w:body>")
    return whole.partition("<w:body>")[2].partition("</w:body>")[0]


@pytest.mark.parametrize(
    "body",
    [
        "",
        p("Ann: Who came?") + p("", listed=True) + p("*Bob:", " R &amp; D\nat\u00a0last "),
        "<w:p ><w:r\n><w:t\txml:space = 'preserve'> &#65;nn </w:t ></w:r><w:r/><!-- Ann --></w:p>",
        "<w:p><w:r><w:t><![CDATA[Ann & Bob]]></w:t></w:r><?word Ann?></w:p>",
        table(("Ann", "Who?"), ("Bob", "Me.")),
    ],
)
def test_a_document_whose_texts_stay_is_the_same_bytes(body: str) -> None:
    content = word(body, comments=f"<w:comments {NAMES}/>", settings="\n")
    assert unchanged(docx_editor(content)) == content


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", []),
        (p("Ann: ", "*Who ", "came?"), ["Ann: Who came?"]),
        (p("Ann  0:15\nWho came?"), ["Ann  0:15\nWho came?"]),
        ("<w:p><w:r><w:t>Ann</w:t><w:tab/><w:t>Bell</w:t></w:r></w:p>", ["Ann\tBell"]),
        ("<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>" + run("Ann") + "</w:p>", ["Ann"]),
        # What is deleted, hidden or the code of a field is read on its own.
        (f"<w:p>{run('An')}<w:del w:author='Bob'><w:r><w:delText>dre</w:delText></w:r></w:del>{run('n')}</w:p>",
         ["Ann", "dre", "Bob"]),
        (p("An", "~XX", "n"), ["Ann", "XX"]),
        ("<w:p><w:r><w:instrText>MAILTO ann</w:instrText></w:r>" + run("write") + "</w:p>",
         ["write", "MAILTO ann"]),
        # A text box is read after its paragraph, and its copy for old programs last of all.
        ("<w:p><w:r><w:t>By </w:t><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
         f"<mc:Choice><w:txbxContent>{p('Boxed')}</w:txbxContent></mc:Choice>"
         f"<mc:Fallback><w:txbxContent>{p('Boxed')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
         f"{run('Ann')}</w:p>" + p("After"), ["By Ann", "Boxed", "After", "Boxed"]),
        ("<w:p><w:r><wp:docPr xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing' id='1' name='Picture 1' descr='Ann at a table'/></w:r></w:p>",
         ["Picture 1", "Ann at a table"]),
        ("<w:sdt><w:sdtPr><w:alias w:val='Name of Ann'/><w:id w:val='7'/></w:sdtPr></w:sdt>", ["Name of Ann"]),
        ("<!-- Ann typed this -->", [" Ann typed this "]),
    ],
)  # fmt: skip
def test_every_text_of_the_body_is_offered_in_the_order_of_reading(
    body: str, expected: list[str]
) -> None:
    assert pieces_of(docx_editor(word(body))) == expected


PARTS: dict[str, str | bytes] = {
    "[Content_Types].xml": TYPES,
    "docProps/core.xml": '<c:p xmlns:c="c" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Ann Bell</dc:creator></c:p>',
    "docProps/custom.xml": '<P xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:v="v"><property name="Typist"><v:lpwstr>Ann of P</v:lpwstr></property></P>',
    "customXml/item1.xml": '<who title="" is="Annex" n="7">Ann in XML</who>',
    "word/_rels/document.xml.rels":
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Target="header1.xml"/>'
        '<Relationship Id="r2" Target="mailto:ann%20bell@example.org" TargetMode="External"/></Relationships>',
    "word/comments.xml": f'<w:comments {NAMES}><w:comment w:id="1" w:author="Ann B" w:initials="AB">{p("Not so.")}</w:comment></w:comments>',
    "word/document.xml": f"<w:document {NAMES}><w:body>{p('Bob: Hello.')}</w:body></w:document>",
    "word/footnotes.xml": f"<w:footnotes {NAMES}><w:footnote w:id='2'>{p('Ann laughs')}</w:footnote></w:footnotes>",
    "word/header1.xml": f"<w:hdr {NAMES}>{p('Interview with Ann')}</w:hdr>",
    "word/people.xml": f'<w15:people xmlns:w15="{W15}"><w15:person w15:author="Ann W15"><w15:presenceInfo w15:userId="S::ann@x"/></w15:person></w15:people>',
    "word/media/picture.png": b"Ann",
}  # fmt: skip


def test_texts_beside_the_body_are_offered_after_it() -> None:
    assert pieces_of(docx_editor(zipped(PARTS))) == [
        "Bob: Hello.", "mailto:ann bell@example.org", "Ann B", "AB", "Not so.", "Ann laughs",
        "Interview with Ann", "Ann W15", "S::ann@x", "Ann Bell", "Typist", "Ann of P", "Annex",
        "Ann in XML",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "member", "before", "after"),
    [
        ("Ann Bell", "[w]", "docProps/core.xml", ">Ann Bell<", ">[w]<"),
        ("Ann of P", None, "docProps/custom.xml", ">Ann of P<", "><"),
        ("Ann in XML", "a < b & c", "customXml/item1.xml", "Ann in XML", "a &lt; b &amp; c"),
        ("Ann B", 'A "B"', "word/comments.xml", '"Ann B"', '"A &quot;B&quot;"'),
        ("Ann W15", "", "word/people.xml", '"Ann W15"', '""'),
        ("mailto:ann bell@example.org", "mailto:[w]", "word/_rels/document.xml.rels",
         "mailto:ann%20bell@example.org", "mailto:%5Bw%5D"),
        ("mailto:ann bell@example.org", None, "word/_rels/document.xml.rels",
         "mailto:ann%20bell@example.org", "about:blank"),
        ("Interview with Ann", "[w] here", "word/header1.xml", "Interview with Ann", "[w] here"),
    ],
)  # fmt: skip
def test_only_the_text_that_changed_is_other_bytes(
    old: str, new: str | None, member: str, before: str, after: str
) -> None:
    content = zipped(PARTS)
    expected = {member: str(PARTS[member]).replace(before, after)}
    assert member_changes(content, edited(docx_editor(content), {old: new})) == expected


@pytest.mark.parametrize(
    ("body", "changes", "expected"),
    [
        (BODY, {"We asked An": "We asked [w]", "na.": "."},
         BODY.replace("An<", "[w]<").replace("na.", ".")),
        (BODY, {"We asked An": "We asked "},
         BODY.replace("<w:t>We asked An", '<w:t xml:space="preserve">We asked ')),
        (BODY, {"na.": None}, "<w:p>" + run("We asked An") + "</w:p>"),
        (BODY + p("Bob"), {"na.": None, "We asked An": None}, p("Bob")),
        ("<w:p><w:r><w:t>A &#38; B</w:t></w:r></w:p>", {"A & B": "B & A"},
         "<w:p>" + run("B &amp; A") + "</w:p>"),
        ("<w:p><w:r><w:t><![CDATA[A & B]]></w:t></w:r></w:p>", {"A & B": "B & A"},
         "<w:p>" + run("B &amp; A") + "</w:p>"),
        ("<w:p><w:r><w:t>A</w:t><w:tab/><w:t>B</w:t></w:r></w:p>", {"A": "[w]", "\t": "", "B": ""},
         "<w:p><w:r><w:t>[w]</w:t><w:t></w:t></w:r></w:p>"),
        ("<w:p><w:r><w:t>A</w:t><w:tab/></w:r></w:p>", {"\t": " x"},
         '<w:p><w:r><w:t>A</w:t><w:t xml:space="preserve"> x</w:t></w:r></w:p>'),
        # A line of a paragraph goes, the other stays with its end of line.
        (p("Ann\nhere"), {"Ann": None}, p("Ann\nhere").replace('<w:t xml:space="preserve">Ann</w:t>', "")),
        ("<!-- A -->" + p("B"), {" A ": "-- "}, "<!--- - -->" + p("B")),
        # Whatever held nothing else goes as well, and no more than that.
        (f"<w:p><w:ins w:id='1'>{run('A')}</w:ins>{run('B')}</w:p>", {"A": None}, f"<w:p>{run('B')}</w:p>"),
        (f"<w:p><w:hyperlink>{run('A')}</w:hyperlink><w:r><w:tab/></w:r></w:p>{p('B')}", {"A": None}, p("B")),
        (f"<w:p><w:pPr><w:sectPr/></w:pPr>{run('A')}</w:p>", {"A": None}, "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"),
        (f"<w:p>{run('A')}<w:r><w:drawing/></w:r></w:p>", {"A": None}, "<w:p><w:r><w:drawing/></w:r></w:p>"),
        (f"<w:p>{run('A')}<w:r><w:br w:type='page'/></w:r></w:p>", {"A": None}, "<w:p><w:r><w:br w:type='page'/></w:r></w:p>"),
        (f"<w:p><w:bookmarkStart w:id='1'/>{run('A')}<w:bookmarkEnd w:id='1'/></w:p>", {"A": None}, ""),
        (f"<w:p><w:bookmarkStart w:id='1'/>{run('A')}</w:p><w:p>{run('B')}<w:bookmarkEnd w:id='1'/></w:p>", {"A": None},
         f"<w:p><w:bookmarkStart w:id='1'/></w:p><w:p>{run('B')}<w:bookmarkEnd w:id='1'/></w:p>"),
        ("<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
         f"{run('A')}<w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>{p('B')}", {"A": None}, p("B")),
        (f"<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r>{run('A')}</w:p>{p('B')}", {"A": None},
         f"<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r></w:p>{p('B')}"),
        # Two tables with nothing between them would be one.
        (table(("B",)) + f"<w:p>{run('A')}</w:p>" + table(("C",)), {"A": None},
         table(("B",)) + "<w:p></w:p>" + table(("C",))),
    ],
)  # fmt: skip
def test_the_body_after_a_change(body: str, changes: dict[str, str | None], expected: str) -> None:
    assert body_of(word(body), changes) == expected


ROWS = table(("Ann", "Who?"), ("Bob", "Me."), ("Ann", "Why?"))


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        (("Ann", "Who?", "Why?"), table(("Bob", "Me."))),
        (("Who?",), ROWS.replace(p("Who?"), "<w:p><w:pPr></w:pPr></w:p>")),
        (("Ann", "Bob", "Who?", "Me.", "Why?"), ""),
    ],
)
def test_a_row_goes_when_all_its_cells_are_empty(taken: tuple[str, ...], expected: str) -> None:
    assert body_of(word(ROWS), dict.fromkeys(taken)) == expected


def cell(text: str, merge: str = "") -> str:
    merged = f"<w:tcPr><w:vMerge{merge}/></w:tcPr>" if merge else ""
    return f"<w:tc>{merged}<w:p>{run(text) if text else ''}</w:p></w:tc>"


@pytest.mark.parametrize(
    ("rows", "changes", "expected"),
    [
        # The time is the second speaker's as well: its row stays for it.
        ([cell("0:01", " w:val='restart'") + cell("Ann"), cell("", " w:val='continue'") + cell("Bob")],
         {"Ann": None},
         [cell("0:01", " w:val='restart'") + cell(""), cell("", " w:val='continue'") + cell("Bob")]),
        ([cell("Ann", " w:val='restart'") + cell("A"), cell("", " w:val='continue'") + cell("B"), cell("C")],
         {"Ann": None, "A": None, "B": None}, [cell("C")]),
        ([cell("Ann", " w:val='restart'") + cell("A"), cell("", " w:val='continue'") + cell("B")],
         {"Ann": None, "A": None},
         [cell("", " w:val='restart'") + cell(""), cell("", " w:val='continue'") + cell("B")]),
    ],
)  # fmt: skip
def test_a_row_that_a_cell_begins_in_stays_for_those_below(
    rows: list[str], changes: dict[str, str | None], expected: list[str]
) -> None:
    def whole(rows: list[str]) -> str:
        return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"

    assert body_of(word(whole(rows)), changes) == whole(expected)


def test_a_cell_keeps_a_paragraph_at_its_end() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{p('B')}</w:tc></w:tr></w:tbl>"
    whole = f"<w:tbl><w:tr><w:tc><w:p>{run('A')}</w:p>{inner}<w:p>{run('C')}</w:p></w:tc></w:tr></w:tbl>"
    assert body_of(word(whole), {"A": None, "C": None}) == (
        f"<w:tbl><w:tr><w:tc>{inner}<w:p></w:p></w:tc></w:tr></w:tbl>"
    )


def test_a_comment_goes_with_its_marks_and_a_remark_of_others_stays() -> None:
    def comment(number: int, text: str) -> str:
        return f'<w:comment w:id="{number}" w:author="X"><w:p xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" w14:paraId="P{number}"><w:r><w:annotationRef/></w:r>{run(text)}</w:p></w:comment>'

    def marked(number: int, text: str) -> str:
        return f'<w:commentRangeStart w:id="{number}"/>{run(text)}<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'

    def parts(*comments: str) -> dict[str, str]:
        extended = "".join(
            f'<w15:commentEx w15:paraId="P{c}"/>' for c in (1, 2) if len(comments) == 2 or c == 2
        )
        return {
            "comments": f"<w:comments {NAMES}>{''.join(comments)}</w:comments>",
            "commentsExtended": f'<w15:commentsEx xmlns:w15="{W15}">{extended}</w15:commentsEx>',
        }  # fmt: skip

    old = word(
        f"<w:p>{marked(1, 'one')}{marked(2, 'two')}</w:p>",
        **parts(comment(1, "Hers."), comment(2, "His.")),
    )
    new = word(f"<w:p>{run('one')}{marked(2, 'two')}</w:p>", **parts(comment(2, "His.")))
    assert member_changes(old, edited(docx_editor(old), {"Hers.": None})) == member_changes(
        old, new
    )


def test_a_footnote_goes_with_its_number_in_the_text() -> None:
    def notes(inner: str) -> str:
        return f"<w:footnotes {NAMES}>{inner}</w:footnotes>"

    note = f"<w:footnote w:id='2'><w:p><w:r><w:footnoteRef/></w:r>{run('Hers.')}</w:p></w:footnote>"
    old = word(
        f"<w:p>{run('B')}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>", footnotes=notes(note)
    )
    new = word(f"<w:p>{run('B')}</w:p>", footnotes=notes(""))
    assert member_changes(old, edited(docx_editor(old), {"Hers.": None})) == member_changes(
        old, new
    )


def test_order_times_and_methods_of_the_members_stay() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number, (name, content) in enumerate(PARTS.items()):
            member = zipfile.ZipInfo(name, (2001, 2, 3, 4, 5, 2 * number))
            member.compress_type = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)[number % 2]
            member.external_attr, member.comment = number << 16, b"c"
            archive.writestr(member, content)
    written = edited(docx_editor(file.getvalue()), {"Bob: Hello.": "Bob: Hi."})
    assert _facts(written) == _facts(file.getvalue())


def _facts(content: bytes) -> list[tuple[object, ...]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [
            (each.filename, each.date_time, each.compress_type, each.external_attr, each.comment)
            for each in archive.infolist()
        ]


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-be", "utf-8-sig", "iso-8859-1"])
def test_a_part_in_another_encoding_keeps_it(codec: str) -> None:
    name = codec.removesuffix("-sig").removesuffix("-be")
    declared = f'<?xml version="1.0" encoding="{name}"?>'
    mark = "\ufeff" if codec == "utf-16-be" else ""

    def content(text: str) -> bytes:
        return f"{mark}{declared}<w:document {NAMES}><w:body>{p(text)}</w:body></w:document>".encode(codec)  # fmt: skip

    old, new = (zipped({"word/document.xml": content(text)}) for text in ("Renée", "Zoë"))
    assert edited(docx_editor(old), {"Renée": "Zoë"}) == new
    assert unchanged(docx_editor(old)) == old


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not really a Word file"),
        (word("<w:p>"), "broken XML"),
        (word("", settings="<!DOCTYPE a><a/>"), "DTD"),
        (word("<w:x>" * 300 + "</w:x>" * 300), "nests more than"),
        (zipped({"word/document.xml": b'<?xml version="1.0" encoding="no-such"?><a/>'}), "encoding"),
    ],
)  # fmt: skip
def test_what_cannot_be_edited_safely_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(FileRefused, match=says):
        docx_editor(content)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<a>Ann</a>")
        archive.writestr("word/document.xml", "<a/>")
    with pytest.raises(FileRefused, match="same name"):
        docx_editor(file.getvalue())


def test_who_wrote_a_comment_and_who_changed_the_text_is_known() -> None:
    body = f"<w:p>{run('A')}<w:ins w:author='Ann'>{run('B')}{run('C')}</w:ins></w:p>"
    comments = f"<w:comments {NAMES}><w:comment w:author='Ann Bell' w:initials='AB'>{p('One', '*two')}</w:comment></w:comments>"
    assert signed(docx_editor(word(body, comments=comments))) == [
        ("Ann", ["B", "C"]), ("Ann Bell", ["One", "two"]), ("AB", ["One", "two"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p("Ann", "*Bob") + p("Cyd"), []),
        (table(("Ann", "Who?"), ("Bob", "Me.")), [["Ann", "Who?"], ["Bob", "Me."]]),
        # What is hidden in a paragraph or was deleted from it is its speaker's.
        (p("Ann", "~hidden") + p("Bob"), [["Ann", "hidden"]]),
        (f"<w:p>{run('A')}<w:del><w:r><w:delText>old</w:delText></w:r></w:del>{run('B')}</w:p>", [["A", "B", "old"]]),
    ],
)  # fmt: skip
def test_what_is_one_speakers_as_a_whole(body: str, expected: list[list[str]]) -> None:
    assert groups(docx_editor(word(body))) == expected


def test_what_cannot_be_edited_is_named() -> None:
    assert docx_editor(zipped(PARTS)).sealed == ["word/media/picture.png"]
