"""OpenDocument texts edited in place. Every text is invented."""

import pytest
from edited import edited, groups, member_changes, members, pieces_of, signed, unchanged
from made_odt import NAMES, STYLES, odt
from reading import turns, zipped

from corpora.editing.odt import odt_editor
from corpora.errors import FileRefused

DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
META = f'<office:document-meta{NAMES} {DC} xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"><office:meta><dc:creator>Ann Bell</dc:creator><meta:user-defined meta:name="Typist">Ann T</meta:user-defined></office:meta></office:document-meta>'
HEADER = f"<office:document-styles{NAMES}><style:header><text:p>Talk with Ann</text:p></style:header></office:document-styles>"
REMARK = f'<office:annotation office:name="1" {DC}><dc:creator>Ann B</dc:creator><dc:date>2026</dc:date><text:p>Not so.</text:p></office:annotation>'
COVERED = "table:covered-table-cell"
END = '<office:annotation-end office:name="1"/>'


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def row(*cells: str, name: str = "table:table-cell") -> str:
    return f"<table:table-row>{''.join(f'<{name}>{p(cell)}</{name}>' for cell in cells)}</table:table-row>"


def tracked(*changes: tuple[str, str]) -> str:
    regions = "".join(
        f'<text:changed-region text:id="{number}"><text:deletion><office:change-info><dc:creator {DC}>Cyd</dc:creator></office:change-info>{p(text)}</text:deletion></text:changed-region>'
        for number, text in changes
    )
    return f"<text:tracked-changes>{regions}</text:tracked-changes>"


@pytest.mark.parametrize(
    "body",
    [
        "",
        p("Ann:<text:s text:c='3'/>Who <text:span text:style-name='B'>ca\nme?</text:span>") + "<!-- Ann -->",
        p(f"&#65;nn{REMARK} &amp; Bob{END}") + f"<table:table>{row('Ann', 'Me')}</table:table>",
    ],
)  # fmt: skip
def test_a_document_whose_texts_stay_is_the_same_bytes(body: str) -> None:
    content = odt(body, styles=HEADER, meta=META, settings="")
    assert unchanged(odt_editor(content)) == content


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", []),
        (p("An<text:span>na:</text:span><text:s/><text:s text:c='2'/>Who<text:tab/>came<text:line-break/>there"),
         ["Anna:   Who\tcame\nthere"]),
        (p("one") + p(f"tw{REMARK}o"), ["one", "two", "Ann B", "Not so."]),
        (p("Ann<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>laughs</text:p></text:note-body></text:note>a"),
         ["Anna", "1", "laughs"]),
        (tracked(("1", "gone")) + p("Bob"), ["Bob", "Cyd", "gone"]),
        (p(f"<text:a {XLINK} xlink:href='mailto:ann%20b@example.org'>write</text:a>"), ["write", "mailto:ann b@example.org"]),
        (p("<text:bookmark text:name='Ann'/>x"), ["x", "Ann"]),
    ],
)  # fmt: skip
def test_every_text_is_offered_that_of_the_body_first(body: str, expected: list[str]) -> None:
    assert pieces_of(odt_editor(odt(body))) == expected


def test_headers_and_properties_are_offered_after_the_body() -> None:
    content = odt(p("Bob: Hello."), styles=HEADER, meta=META)
    assert pieces_of(odt_editor(content)) == [
        "Bob: Hello.", "Talk with Ann", "Ann Bell", "Typist", "Ann T",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "changes", "expected"),
    [
        (p("An<text:span>na</text:span> &#38; Bob"), {"An": "[w]", "na": ""}, p("[w]<text:span></text:span> &#38; Bob")),
        (p("An<text:span>na</text:span> said"), {"na": None}, p("An said")),
        (p("A<text:tab/>B"), {"\t": "", "A": "[w]"}, p("[w]B")),
        (p("A<text:s text:c='2'/>B"), {"  ": " & "}, p("A &amp; B")),
        (p("Ann<text:tab/>") + p("Bob"), {"Ann": None}, p("Bob")),
        (p("Ann<draw:frame><draw:image/></draw:frame>"), {"Ann": None}, p("<draw:frame><draw:image/></draw:frame>")),
        (p("<text:bookmark-start text:name='x'/>Ann") + p("Bob<text:bookmark-end text:name='x'/>"), {"Ann": None},
         p("<text:bookmark-start text:name='x'/>") + p("Bob<text:bookmark-end text:name='x'/>")),
        (f"<text:list><text:list-item>{p('Ann')}</text:list-item><text:list-item>{p('Bob')}</text:list-item></text:list>",
         {"Ann": None}, f"<text:list><text:list-item>{p('Bob')}</text:list-item></text:list>"),
        (f"<table:table><table:table-column/>{row('Ann', 'A')}{row('Bob', 'B')}</table:table>", {"Ann": None, "A": None},
         f"<table:table><table:table-column/>{row('Bob', 'B')}</table:table>"),
        (f"<table:table>{row('Ann', 'A')}</table:table>", {"Ann": None},
         f"<table:table>{row('Ann', 'A').replace(p('Ann'), '')}</table:table>"),
        (f"<table:table>{row('Ann', 'A')}</table:table>{p('x')}", {"Ann": None, "A": None}, p("x")),
        # A row in which a cell goes on from the one above stays, or others would move into it.
        (f"<table:table>{row('Ann', name=COVERED)}{row('B')}</table:table>", {"Ann": None},
         f"<table:table>{row('Ann', name=COVERED).replace(p('Ann'), '')}{row('B')}</table:table>"),
        # A remark goes with the marks of its place; one of somebody else keeps its paragraph.
        (p(f"one{REMARK}two{END}"), {"Not so.": None}, p("onetwo")),
        (p(f"one{REMARK}{END}"), {"one": None}, p(f"{REMARK}{END}")),
        (tracked(("1", "Ann"), ("2", "Bob")) + p("x<text:change text:change-id='1'/>y"), {"Ann": None},
         tracked(("2", "Bob")) + p("xy")),
    ],
)  # fmt: skip
def test_the_body_after_a_change(body: str, changes: dict[str, str | None], expected: str) -> None:
    content = odt(body)
    changed = member_changes(content, edited(odt_editor(content), changes))
    start, end = f"{STYLES}<office:body><office:text>", "</office:text>"
    assert changed["content.xml"].partition(start)[2].partition(end)[0] == expected
    assert list(changed) == ["content.xml"]


def test_others_are_read_as_before_without_one_person() -> None:
    said = [
        ("Ann", "Who came?"),
        ("Bob", "Nobody."),
        ("Cyd", "Me."),
        ("Ann", "Why?"),
        ("Bob", "Late."),
        ("Cyd", "Yes."),
    ]

    def body(said: list[tuple[str, str]]) -> bytes:
        return odt("".join(p(f"<text:span>{name}:</text:span> {text}") for name, text in said))

    hers = {"Ann:": None, " Who came?": None, " Why?": None}
    written = edited(odt_editor(body(said)), hers)
    assert written == body([pair for pair in said if pair[0] != "Ann"])
    assert turns(written, ".odt") == [pair for pair in said if pair[0] != "Ann"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not really"),
        (odt("<text:p>"), "broken XML"),
        (odt("", meta="<!DOCTYPE a><a/>"), "DTD"),
    ],
)
def test_what_cannot_be_edited_safely_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(FileRefused, match=says):
        odt_editor(content)


def test_who_wrote_a_remark_and_who_changed_the_text_is_known() -> None:
    body = tracked(("1", "gone")) + p(f"one{REMARK}")
    assert signed(odt_editor(odt(body))) == [("Ann B", ["Not so."]), ("Cyd", ["gone"])]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p("Ann <text:span>Bob</text:span>") + p("Cyd"), []),
        (f"<table:table>{row('Ann', 'Who?')}{row('Bob', 'Me.')}</table:table>", [["Ann", "Who?"], ["Bob", "Me."]]),
        (tracked(("1", "old")) + p("Ann") + p("Bob<text:change text:change-id='1'/>"), [["Bob", "old"]]),
    ],
)  # fmt: skip
def test_what_is_one_speakers_as_a_whole(body: str, expected: list[list[str]]) -> None:
    found = groups(odt_editor(odt(body)))
    assert [[text for text in group if text != "Cyd"] for group in found] == expected


def test_what_cannot_be_edited_is_named() -> None:
    parts: dict[str, str | bytes] = {"mimetype": "x", "Pictures/": "", "Pictures/1.png": b"x"}
    content = odt("")
    with_picture = zipped(parts | {"content.xml": members(content)["content.xml"]})
    assert odt_editor(with_picture).sealed == ["Pictures/1.png"]
