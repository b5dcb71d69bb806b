"""Word documents: layouts people use, and what hides in a document. Every text is invented."""

import io
import tracemalloc
import zipfile

import pytest
from reading import W, left_out, p, read, speakers, table, turns, word, zipped
from runaway import no_runaway

from corpora.errors import FileRefused

SAID = [
    ("Ann Bell", "Who came?"),
    ("Bob", "Nobody."),
    ("Ann Bell", "Why?"),
    ("Bob", "It was late."),
]


def dialogue(*forms: str) -> str:
    """The dialogue, each turn in runs made from these forms."""
    return "".join(p(*(form.format(name, said) for form in forms)) for name, said in SAID)


@pytest.mark.parametrize(
    "body",
    [
        dialogue("*{0}:", " {1}"),
        dialogue("*{0}", ": {1}"),
        dialogue("*{0}: ", "{1}"),
        dialogue("_{0}:", "\u00a0{1}"),
        dialogue("{0}: {1}"),
        dialogue("{0}:\n{1}"),
        dialogue("*{0}  0:15", "\n{1}"),
        dialogue("*{0}", "   0:03", "\n{1}"),
        dialogue("0:0:5.100 --> 0:0:8.250\n{0}\n{1}"),
        dialogue("*{0}", "  00:01:23 --> 00:01:45\n{1}"),
        dialogue("*{0}", " {1}"),
        dialogue("*{0}", "\t{1}"),
        dialogue("{0}\t{1}"),
        dialogue("[00:00:12] ", "*{0}: ", "{1}"),
        "".join(p(f"*{name}:") + p(said) + p("") for name, said in SAID),
        "".join(p(f"{name}: ") + p(said) for name, said in SAID),
        "".join(p(f"*{name}") + p(said) for name, said in [*SAID, *SAID][:4]) .replace("zz", ""),
        "".join(p(name, style="Heading2") + p(said) for name, said in SAID),
        table(*SAID),
        table(("Speaker", "Content"), *SAID),
        table(("Timespan", "Content", "Speaker"),
              *((f"0:0{i}.0 - 0:0{i}.6", said, name) for i, (name, said) in enumerate(SAID))),
        table(*((f"0:0{i}", f"{name}:", said) for i, (name, said) in enumerate(SAID))),
        table(*((f"{i}", name, said) for i, (name, said) in enumerate(SAID))),
        table((f"{SAID[0][0]}: {SAID[0][1]}",), *((f"{name}: {said}",) for name, said in SAID[1:])),
    ],
)  # fmt: skip
def test_a_dialogue_in_many_layouts(body: str) -> None:
    if body.count("Ann Bell") < 2:
        pytest.fail("the layout says nothing")
    styles = f'<w:styles xmlns:w="{W}"><w:style w:styleId="Heading2"><w:name w:val="heading 2"/></w:style></w:styles>'
    assert turns(word(body, styles=styles), ".docx") == SAID


def test_an_empty_document_has_no_turns() -> None:
    assert turns(word(""), ".docx") == []
    assert turns(word(p("")), ".docx") == []


@pytest.mark.parametrize("date", ["August 15, 2026, 7:07PM", "15 August 2026, 07:07pm"])
def test_teams_writes_more_than_speech(date: str) -> None:
    body = (
        p("*Meeting with X-20260815_200732-Meeting Recording") + p(date)
        + p("27m 42s") + p("*Ann Bell", " started transcription") + dialogue("*{0}", "   0:03", "\n{1}")
        + p("*Ann Bell", " stopped transcription")
    )  # fmt: skip
    assert turns(word(body), ".docx", "meeting notes") == SAID


def test_what_gemini_summarised_is_not_speech() -> None:
    body = (
        p("\U0001f4dd Notes") + p("12 May 2026") + p("Summary") + p("Ann Bell: asked who came.")
        + p("Bob: will book a room.") + p("\U0001f4d6 Transcript") + p("12 May 2026")
        + p("00:00:00") + dialogue("*{0}:", " {1}") + p("Transcription ended after 00:00:39")
        + p("This editable transcript was computer generated and might contain errors.")
    )  # fmt: skip
    found = read(word(body), ".docx")
    assert [(turn.speaker, found.said(turn)) for turn in found.turns] == SAID
    assert found.turns[0].seconds == 0
    assert "will book a room" in found.text


def test_set_questions_and_no_speakers() -> None:
    body = p("*About you") + "".join(
        p(question, listed=True) + p(f"_{answer}")
        for question, answer in [("Who came?", "Nobody."), ("Why?", "Late."), ("When?", "Ten.")]
    )
    found = read(word(body), ".docx")
    assert [(turn.speaker, found.said(turn)) for turn in found.turns] == [
        (None, "Nobody."), (None, "Late."), (None, "Ten."),
    ]  # fmt: skip
    assert "Why?" in found.text


def test_a_codebook_in_a_table_names_nobody() -> None:
    body = table(("Theme", "Code", "Definition"), ("Voice", "Heard", "It was heard."),
                 ("Voice", "Unheard", "It was not."), ("Access", "Ramp", "The way in."))  # fmt: skip
    assert {speaker for speaker, _ in turns(word(body), ".docx")} == {None}


def test_an_action_table_names_nobody() -> None:
    body = table(("Agenda item", "Action"), ("Parking", "Ann to ring"), ("Minutes", "Bob to send"),
                 ("Room", "Ann to book"))  # fmt: skip
    assert {speaker for speaker, _ in turns(word(body), ".docx")} == {None}


def test_a_row_without_a_speaker_is_nobodys() -> None:
    body = table(("Timespan", "Content", "Speaker"), ("0:00.0 - 0:01.0", "Who came?", "Ann"),
                 ("0:01.0 - 0:02.0", "Mm.", ""), ("0:02.0 - 0:03.0", "Nobody.", "Bob"))  # fmt: skip
    found = read(word(body), ".docx")
    assert [(turn.speaker, turn.seconds) for turn in found.turns] == [
        ("Ann", 0), (None, 1), ("Bob", 2),
    ]  # fmt: skip


def run(inner: str) -> str:
    return f"<w:p>{inner}</w:p>"


def t(text: str, tag: str = "t") -> str:
    return f"<w:r><w:{tag}>{text}</w:{tag}></w:r>"


@pytest.mark.parametrize(
    ("body", "said", "listed"),
    [
        (run(t("kept") + f"<w:ins>{t(' added')}</w:ins>"), "kept added", {}),
        (run(t("kept") + f"<w:del>{t(' gone', 'delText')}</w:del>"), "kept", {"tracked deletions": 1}),
        (run(f"<w:moveTo>{t('here')}</w:moveTo>") + run(f"<w:moveFrom>{t('here')}</w:moveFrom>"), "here", {}),
        (p("kept", "~ secret"), "kept", {"hidden passages": 1}),
        (run(t("a") + "<w:r><w:noBreakHyphen/></w:r>" + t("b")), "a-b", {}),
        (run(f"<w:hyperlink>{t('link')}</w:hyperlink>"), "link", {}),
        (run(f"<w:sdt><w:sdtPr/><w:sdtContent>{t('field')}</w:sdtContent></w:sdt>"), "field", {}),
        (f"<w:sdt><w:sdtContent>{p('block')}</w:sdtContent></w:sdt>", "block", {}),
        (run('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + t(" PAGEREF x ", "instrText")
             + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + t("page 3")
             + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + t(" on")), "page 3 on", {}),
        (run(t("a") + f"<w:r><w:pict><w:txbxContent>{p('in a box')}</w:txbxContent></w:pict></w:r>"),
         "a|in a box", {}),
        (run("<w:r><w:object/></w:r>" + t("a")), "a", {"embedded objects": 1}),
        ("<w:altChunk/>" + p("a"), "a", {"embedded documents": 1}),
        (table(("in a table", "beside"), ("below", "")), "in a table|beside|below", {}),
        (f"<w:tbl><w:tr><w:tc>{table(('nested',))}{p('outer')}</w:tc></w:tr></w:tbl>", "nested|outer", {}),
        ("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + t("whole") + "</w:p>", "whole", {}),
        ("<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>" + t("whole") + "</w:p>", "whole", {}),
    ],
)  # fmt: skip
def test_nothing_is_lost_silently(body: str, said: str, listed: dict[str, int]) -> None:
    found = read(word(body), ".docx")
    assert "|".join(found.said(turn) for turn in found.turns) == said
    assert left_out(found) == listed
    assert "secret" not in found.text


def test_a_text_box_drawn_twice_is_read_once() -> None:
    box = f"<w:txbxContent>{p('in a box')}</w:txbxContent>"
    alternate = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    assert turns(word(run(f"<w:r>{alternate}</w:r>")), ".docx") == [(None, "in a box")]


def part(tag: str, inner: str) -> str:
    return f'<w:{tag} xmlns:w="{W}">{inner}</w:{tag}>'


def test_what_stands_beside_the_body_is_listed() -> None:
    footnote = '<w:footnote w:type="separator"/><w:footnote w:id="1"/>'
    document = word(
        p("a"),
        comments=part("comments", "<w:comment/><w:comment/>"),
        footnotes=part("footnotes", footnote),
        endnotes=part("endnotes", "<w:endnote/>"),
        header1=part("hdr", p("Private")),
        footer1=part("ftr", p("Page")),
    )
    found = read(document, ".docx")
    assert left_out(found) == {
        "comments": 2, "footnotes": 1, "endnotes": 1, "pieces of text in page headers": 1,
        "pieces of text in page footers": 1,
    }  # fmt: skip
    assert found.text == "a"


def test_bold_and_hidden_from_styles() -> None:
    styles = part(
        "styles",
        '<w:style w:styleId="Name"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:styleId="Who"><w:basedOn w:val="Name"/></w:style>'
        '<w:style w:styleId="Loop"><w:basedOn w:val="Loop"/><w:rPr><w:vanish/></w:rPr></w:style>',
    )
    named = '<w:r><w:rPr><w:rStyle w:val="Who"/></w:rPr><w:t xml:space="preserve">{} </w:t></w:r>'
    body = "".join(run(named.format(name) + t(said)) for name, said in SAID)
    body += run('<w:r><w:rPr><w:rStyle w:val="Loop"/></w:rPr><w:t>secret</w:t></w:r>')
    found = read(word(body, styles=styles), ".docx")
    assert [(turn.speaker, found.said(turn)) for turn in found.turns] == SAID
    assert left_out(found) == {"hidden passages": 1}


DTD = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize(
    "name", ["word/document.xml", "word/other.xml", "customXml/item1.xml", "_rels/.rels"]
)
def test_a_dtd_in_any_part_is_refused(name: str, encoding: str) -> None:
    parts: dict[str, str | bytes] = {"word/document.xml": f'<w:document xmlns:w="{W}"/>'}
    declared = '<?xml version="1.0" encoding="utf-16"?>' if encoding == "utf-16" else ""
    parts[name] = f"{declared}{DTD}<x>&e;</x>".encode(encoding)
    with pytest.raises(FileRefused, match="contains a DTD"):
        read(zipped(parts), ".docx")


def bomb(parts: int) -> bytes:
    text = "a " * 5_000_000
    return word(f"<w:p>{''.join(t(text) for _ in range(parts))}</w:p>")


@pytest.mark.parametrize(
    "content",
    [bomb(20), zipped({f"word/p{i}.xml": "" for i in range(6_000)}),
     zipped({"word/document.xml": f'<w:document xmlns:w="{W}"/>', "word/media.xml": b" " * 64_000_000})],
    ids=["one large part", "many parts", "a large part beside"],
)  # fmt: skip
def test_a_zip_bomb_is_refused_in_little_memory(content: bytes) -> None:
    tracemalloc.start()
    with no_runaway(), pytest.raises(FileRefused, match="zip bomb"):
        read(content, ".docx")
    assert tracemalloc.get_traced_memory()[1] < 150_000_000
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not really a Word file"),
        (b"hello", "not really a Word file"),
        (b"PK\x03\x04hello", "not really a Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word file"),
        (zipped({"mimetype": "application/x"}), "no body"),
        (zipped({"word/document.xml": "<w:document"}), "broken XML"),
        (zipped({"word/document.xml": b"\xff\xfe\x00"}), "broken XML"),
        (
            zipped({"word/document.xml": b'<?xml version="1.0" encoding="no-such"?><a/>'}),
            "encoding",
        ),
        (word("")[:-30], "not really a Word file"),
    ],
)
def test_what_is_no_word_document_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(FileRefused, match=says) as refusal:
        read(content, ".docx")
    assert "\n" not in str(refusal.value)


def test_a_body_under_another_name() -> None:
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Type="http://x/officeDocument" Target="word/document2.xml"/></Relationships>'
    )
    body = f'<w:document xmlns:w="{W}"><w:body>{p("a")}</w:body></w:document>'
    assert turns(zipped({"_rels/.rels": links, "word/document2.xml": body}), ".docx") == [
        (None, "a")
    ]


def test_deep_nesting_is_no_danger() -> None:
    deep = "<w:sdt>" * 50_000 + p("a") + "</w:sdt>" * 50_000
    assert turns(word(deep), ".docx") == [(None, "a")]


def test_right_to_left_and_emoji_keep_their_place() -> None:
    body = p("*\u200f\u0633\u0627\u0631\u0629:", " \u0645\u0631\u062d\u0628\u0627 \U0001f600") + p(
        "*Ann:", " Hello."
    )
    found = read(word(body * 2), ".docx")
    assert speakers(found) == {"\u0633\u0627\u0631\u0629": 2, "Ann": 2}
    assert found.said(found.turns[0]) == "\u0645\u0631\u062d\u0628\u0627 \U0001f600"


@pytest.mark.parametrize("compression", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_compression_that_no_office_program_uses_is_refused(compression: int) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"/>')
    with pytest.raises(FileRefused, match="damaged"):
        read(file.getvalue(), ".docx")
