"""Codebooks of other programs in and out: nothing of names, order, colours and guids is lost."""

import csv
from dataclasses import replace
from io import BytesIO, StringIO
from itertools import islice
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]
from paths import SUPPORT

from codebooks.codebook import Code, Codebook, Contributor, Example, Theme
from codebooks.coding_hash import coding_hash
from codebooks.editing.write import codebook_yaml
from codebooks.exchange.descriptions import described, said_by
from codebooks.exchange.files import WRITERS, exported, not_held, read_codebook
from codebooks.exchange.plain import read_plain, write_plain
from codebooks.exchange.qdc import read_qdc, write_qdc
from codebooks.exchange.tree import (
    Branch,
    clean,
    colour_of,
    guid_of,
    name_line,
    to_branches,
    to_codebook,
)
from codebooks.load import load, loads, shipped
from corpora.errors import CodebookError
from corpora.spreadsheets.cells import FORMULA
from flows.cli.main import main

SHIPPED = loads(shipped(), where="coproduction.yaml")
SCHEMA = etree.XMLSchema(etree.parse(str(SUPPORT / "codebook.xsd")))
GUID = "2CE89C66-C28D-473B-B5C4-6CF87D20EF04"
FULL = Code(
    "voice",
    "Voice, no",
    "Two\n\nparagraphs:  with spaces.",
    ("a, b", "- c"),
    ("= d",),
    (Example("I spoke.", "positive"), Example("Never.", "negative")),
    (Example("Did you?"),),
    status="agreed",
    cues=("ask* ... us",),
    notes="Ask.",
    frameworks=(("4pi", "process"),),
    colour="#AABBCC",
    guid=GUID,
    sources=("s",),
)
BOOK = Codebook(
    "Ours: a title",
    "1.10",
    (
        Theme(
            "t", "Felt", "About.", (FULL, Code("b", "B", status="retired")), "#000000", GUID[::-1]
        ),
        Theme("empty", "Nothing yet", "", ()),
    ),
    "About it.",
    (("s", "Smith: 2020"),),
    contributors=(Contributor("RW", "unpaid carer"),),
)
BOOK = replace(
    BOOK,
    themes=(replace(BOOK.themes[0], guid="575CD58B-641A-48C7-BC7B-4F3D2199C776"), BOOK.themes[1]),
    hash=coding_hash(code for theme in BOOK.themes for code in theme.codes),
)


def told(branches: tuple[Branch, ...] | list[Branch]) -> list[tuple[object, ...]]:
    """Names, hierarchy, descriptions, colours and guids, whatever the order."""
    return sorted(
        (b.name, b.description.strip(), colour_of(b.colour), guid_of(b.guid), b.codable,
         told(b.inside))
        for b in branches
    )  # fmt: skip


@pytest.mark.parametrize("book", [SHIPPED, BOOK], ids=["shipped", "odd"])
def test_what_is_written_loads_as_the_same(book: Codebook) -> None:
    assert loads(codebook_yaml(book), where="x") == book


@pytest.mark.parametrize("text", ["a\u2028b", "\ufeffa", "a  b", "x" * 300 + "\n y"])
def test_a_definition_is_written_as_it_is(text: str) -> None:
    code = Code("a", "A", text.strip())
    book = Codebook("T", "1", (Theme("t", "T", "", (code,)),))
    assert loads(codebook_yaml(book), where="x").code("a") == code


QDC = """<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:0:4" origin="x"><Codes>
<Code guid="{2CE89C66-C28D-473B-B5C4-6CF87D20EF04}" name="Alone" isCodable="true" color="#fa0">
<Description> What it
means </Description></Code>
<Code guid="575CD58B-641A-48C7-BC7B-4F3D2199C776" name="Group" isCodable="false">
<Description>About</Description>
<Code guid="1B123EC4-7A16-4189-BAB2-74D37FC18BE8" name="Deep" isCodable="true" description="D">
<Code guid="6305160D-88CA-48AD-AAAF-07397BA748E8" name="Deeper" isCodable="true"/></Code></Code>
<Code guid="" name="Empty" isCodable="false"/>
</Codes><Sets><Set name="S" guid="754BAFC8-1939-4FAF-9177-0DD313185A1F"/></Sets></CodeBook>"""


def test_a_codebook_of_another_program_becomes_themes_and_codes() -> None:
    book, left_out = read_codebook(QDC.encode(), "their codes.qdc")
    assert left_out == {"sets of codes": 1}
    assert [
        (theme.name, theme.about, [code.name for code in theme.codes]) for theme in book.themes
    ] == [
        ("Codes", "", ["Alone"]),
        ("Group", "About", []),
        ("Group › Deep", "", ["Deep", "Deeper"]),
        ("Empty", "", []),
    ]
    assert book.code("alone") == Code(
        "alone", "Alone", "What it\nmeans", colour="#FFAA00", guid=GUID
    )
    assert loads(codebook_yaml(book), where="x") == book


def test_names_that_stand_twice_are_told_apart() -> None:
    twice = (Branch("A", inside=(Branch("x"),), codable=False), Branch("B", inside=(Branch("X"),)))
    assert [(c.id, c.name) for c in to_codebook(twice, "T").codes] == [
        ("x", "x"), ("b", "B"), ("x-b", "X (B)")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name", ["refi_spec_example.qdc", "atlasti_win9__portableqda.qdc", "portableqda__doorstop.qdc",
             "handmade__qdapy_sample.qdpx", "atlasti_mac8__standard_project_repacked.qdpx"],
)  # fmt: skip
def test_real_codebooks_go_to_yaml_and_back(data: Path, name: str) -> None:
    content = (data / "refi_qda/files" / name).read_bytes()
    before, _ = read_qdc(content, name)
    book = loads(codebook_yaml(to_codebook(before, "T")), where="x")
    after = write_qdc(to_branches(book))
    SCHEMA.assertValid(etree.fromstring(after))
    expected = told(before)
    if "doorstop" not in name:
        assert all(len(row[3]) == 36 for row in expected)  # type: ignore[arg-type]
    assert told(read_qdc(after, name)[0]) == expected


def test_a_project_with_262_codes_keeps_its_tree(data: Path) -> None:
    content = (data / "refi_qda/files/qc_1.3.2__demo.qdpx").read_bytes()
    before, _ = read_qdc(content, "demo")
    book = loads(codebook_yaml(to_codebook(before, "T")), where="x")
    after, _ = read_qdc(write_qdc(to_branches(book)), "demo")
    assert len(book.codes) == 262

    assert told(after) == told(before)


@pytest.mark.parametrize("book", [SHIPPED, BOOK], ids=["shipped", "odd"])
def test_ours_is_valid_and_comes_back(book: Codebook) -> None:
    content = exported(book, "ours.qdc")
    SCHEMA.assertValid(etree.fromstring(content))
    assert content == exported(book, "ours.qdc")
    back, _ = read_codebook(content, "ours.qdc")
    assert [theme.name for theme in back.themes] == [theme.name for theme in book.themes]
    kept = ("name", "definition", "include", "exclude", "examples", "counter_examples", "colour")
    for one, other in zip(book.codes, back.codes, strict=True):
        assert [getattr(one, each) for each in kept] == [getattr(other, each) for each in kept]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "One.",
        "Include:\n- a",
        "A\n\nInclude:\n- a\n\nB",
        "Include:\na",
        "Examples:\n- (mixed) x",
    ],
)
def test_a_description_is_taken_apart_only_where_it_goes_together_again(text: str) -> None:
    assert described(said_by(Code("a", "A"), text)) == text


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.qdc", "a part of the file is broken XML"),
        (b"<a/>", "a.qdc", "there is no REFI-QDA codebook in it"),
        (b"PK\x03\x04", "a.qdpx", "not really a REFI-QDA project"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a/>', "a.qdc", "the file contains a DTD"),
        (QDC.replace("<Code ", "<Code name='n'><Code ", 1).encode(), "a.qdc", "broken XML"),
        (b"<CodeBook><Codes>" + b"<Code>" * 60 + b"</Code>" * 60 + b"</Codes></CodeBook>",
         "a.qdc", "codes stand more than 50 deep"),
        (b"", "a.csv", "there are no rows"),
        (b"Meaning\nx\n", "a.csv", "no column holds the names of codes. Columns: Meaning"),
        (b"Name\n", "a.csv", "there are no codes"),
        (b"\n", "a.txt", "there are no codes"),
        (b"", "a.pdf", "this kind of file is not read as a codebook"),
        (b"codes: [a]", "a.yaml", "fields are expected here"),
        (b"codes: &a [b]", "a.yaml", "an anchor (&) is not allowed"),
    ],
)  # fmt: skip
def test_what_is_no_codebook_is_refused(content: bytes, name: str, said: str) -> None:
    with pytest.raises(CodebookError) as caught:
        read_codebook(content, name)
    assert said in str(caught.value)


@pytest.mark.parametrize("name", ["ours.csv", "ours.xlsx"])
@pytest.mark.parametrize("book", [SHIPPED, BOOK], ids=["shipped", "odd"])
def test_a_table_comes_back(name: str, book: Codebook) -> None:
    back, _ = read_codebook(exported(book, name), name)
    kept = (
        "id", "name", "definition", "include", "exclude", "examples", "counter_examples", "cues",
        "aspect", "principle", "frameworks", "status", "sources", "notes", "replaces", "colour",
        "guid",
    )  # fmt: skip
    cited = {id for code in book.codes for id in code.sources}
    assert dict(back.sources) == {id: said for id, said in book.sources if id in cited}
    for one, other in zip(book.codes, back.codes, strict=True):
        said = replace(one, include=tuple(each.removeprefix("- ") for each in one.include))
        assert [getattr(said, each) for each in kept] == [getattr(other, each) for each in kept]


def test_a_cell_that_a_spreadsheet_would_run_is_guarded() -> None:
    book = Codebook("T", "1", (Theme("t", "=T", "", (Code("a", "@A", "+1", ("-x",)),)),))
    assert b'"\'=T","a","\'@A","\'+1","","","\'-x"' in exported(book, "a.csv")
    back, _ = read_codebook(exported(book, "a.csv"), "a.csv")
    assert (back.themes[0].name, back.codes[0].name, back.codes[0].include) == ("=T", "@A", ("-x",))


STARTS = st.sampled_from([*"=+-@＝＋－＠'", "''=", "'@", ""])
TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=20)


@given(start=STARTS, name=TEXTS, meaning=TEXTS, suffix=st.sampled_from(["csv", "xlsx"]))
@settings(max_examples=60, deadline=None)
def test_nothing_acts_in_a_spreadsheet_and_it_comes_back(
    start: str, name: str, meaning: str, suffix: str
) -> None:
    said = name_line(f"{start}x{name}")
    code = Code("a", said, clean(f"{start}{meaning}"), notes=clean(f"{start}\n{meaning}"))
    content = exported(Codebook("T", "1", (Theme("t", "T", "", (code,)),)), f"a.{suffix}")
    if suffix == "csv":
        row = next(islice(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")), 1, None))
        assert not any(FORMULA.match(cell) for cell in row)
    else:
        cells = openpyxl.load_workbook(BytesIO(content))["Codebook"][2]
        assert all(cell.data_type == "s" for cell in cells if cell.value is not None)
        # What is edited there stays text.
        acting = {cell for cell in cells if FORMULA.match(str(cell.value or ""))}
        assert {cell for cell in cells if cell.quotePrefix} == acting
    (back,) = read_codebook(content, f"a.{suffix}")[0].codes
    assert (back.name, back.definition, back.notes) == (said, code.definition, code.notes)


def test_what_no_cell_holds_is_cut_and_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # Excel counts an emoji as two.
    book = replace(SHIPPED, themes=(Theme("t", "T", "", (Code("a", "A", "😀" * 20_000),)),))
    (tmp_path / "ours.yaml").write_bytes(codebook_yaml(book))
    assert main(["codebook", "export", str(tmp_path / "a.xlsx"), str(tmp_path / "ours.yaml")]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[2:] == ["Cut, since a cell holds 32,767 characters: a, definition."]
    cut = read_codebook((tmp_path / "a.xlsx").read_bytes(), "a.xlsx")[0].code("a").definition
    assert cut.endswith(" … [cut here: the cell is full]") and cut.startswith("😀" * 16_000)
    assert read_codebook(exported(book, "a.csv"), "a.csv")[0].code("a").definition == "😀" * 20_000


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.csv", "Left out, since .csv does not hold it: title, version, about, contributors, "
         "what themes are about and their colours."),
        ("a.txt", "Left out, since .txt does not hold it: title, version, about, contributors, "
         "sources, 1 retired code, cues of 1 code, notes of 1 code, frameworks of 1 code, "
         "status of 1 code, sources of 1 code, colour of 1 code, guid of 1 code."),
    ],
)  # fmt: skip
def test_what_a_format_does_not_hold_is_said(name: str, expected: str) -> None:
    assert not_held(BOOK, name) == [expected]


def test_what_is_none_of_our_words_in_a_table_is_counted() -> None:
    table = (
        "name,principle,frameworks,sources\n"
        'A,Equality,"scie: equality\n4pi: none",Smith (2020)\n'
        "B,Power,our own,smith: Smith (2020)\n"
    )
    book, left_out = read_codebook(table.encode(), "a.csv")
    assert left_out == {
        "principles that are none of SCIE's": 1,
        "items that are of no framework here": 2,
    }
    assert [(c.principle, c.frameworks, c.sources) for c in book.codes] == [
        ("equality", (("scie", "equality"),), ("smith-2020",)),
        (None, (), ("smith",)),
    ]
    assert book.sources == (("smith-2020", "Smith (2020)"), ("smith", "Smith (2020)"))
    assert loads(codebook_yaml(book), where="x") == book


def test_columns_are_found_by_their_headings_or_said() -> None:
    table = (
        "Category;Sub-category;What;Quotes\nG;A;Def;\"POSITIVE: 'one', ‘two’ Negative/ wish: 'no'\"\n"
        ";B;;'x', 'y'\n"
    )
    with pytest.raises(CodebookError, match="there is no column 'Which'"):
        read_codebook(table.encode(), "a.csv", columns={"definition": "Which"})
    with pytest.raises(CodebookError, match="this is none of our fields"):
        read_codebook(table.encode(), "a.csv", columns={"meaning": "What"})
    book, _ = read_codebook(
        table.encode(), "a.csv", columns={"definition": "what", "examples": "Quotes"}
    )
    one, two = Example("one", "positive"), Example("two", "positive")
    assert book.themes == (
        Theme(
            "g",
            "G",
            "",
            (
                Code("a", "A", "Def", examples=(one, two, Example("no", "negative"))),
                Code("b", "B", examples=(Example("x"), Example("y"))),
            ),
        ),
    )


def test_the_nhs_workbook_is_read_with_its_sheet(data: Path) -> None:
    content = (data / "codebook_files/nhs_framework_v7.xlsx").read_bytes()
    book, _ = read_codebook(content, "nhs.xlsx", sheet="Sub-category examples")
    assert (len(book.codes), len(book.themes)) == (33, 10)
    assert all(code.definition for code in book.codes)
    assert sum(bool(code.examples) for code in book.codes) >= 30
    with pytest.raises(CodebookError, match="Its sheets: MVP framework, MVP framework details"):
        read_codebook(content, "nhs.xlsx", sheet="None")


PLAIN = "code1\tA memo\ncat1>>code2\ncat3>>cat2>>code4\tanother\ncat3>>code5\n"


def test_qualcoders_plain_text_goes_in_and_out(data: Path) -> None:
    assert write_plain(read_plain(PLAIN)) == PLAIN
    content = (data / "codebook_files/qualcoder_plain_codes.txt").read_bytes()
    book, _ = read_codebook(content, "codes.txt")
    assert [code.name for code in book.codes] == [
        "code1",
        "code6",
        "code2",
        "code3",
        "code5",
        "code4",
    ]
    assert sorted(exported(book, "a.txt").decode().splitlines()) == sorted(
        content.decode().splitlines()
    )


@pytest.mark.parametrize("name", ["annomi", "pxtm_v6", "talkmoves", "pxtm_phase1"])
def test_codebooks_of_coded_data_are_read(data: Path, name: str) -> None:
    content = (data / "coded" / name / "codebook.yaml").read_bytes()
    book, _ = read_codebook(content, "codebook.yaml")
    assert content.count(b"\n- name: ") + content.startswith(b"- name: ") == len(book.codes)
    assert loads(codebook_yaml(book), where="x") == book


def test_the_commands_take_in_and_give_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs, ours = tmp_path / "theirs.qdc", tmp_path / "ours.yaml"
    theirs.write_text(QDC)
    importing = ["codebook", "import", str(theirs), "--to", str(ours)]
    assert main(importing) == 0
    assert "3 codes in 4 themes" in (said := capsys.readouterr().out)
    assert "Left out: 1 sets of codes" in said
    assert load(ours).code("deeper").name == "Deeper"
    assert main(importing) == 2 and "there is a file already" in capsys.readouterr().err
    before = ours.read_bytes()
    assert main([*importing[:2], str(tmp_path / "none.qdc"), *importing[3:], "--replace"]) == 2
    assert ours.read_bytes() == before and list(tmp_path.glob("*kept*")) == []
    ours.write_text("# mine")
    assert main([*importing, "--replace"]) == 0 and ours.read_bytes() == before
    assert (tmp_path / "ours (kept 1).yaml").read_text() == "# mine"
    assert "The old one is kept: " in capsys.readouterr().out
    assert main([*importing[:4], str(tmp_path), "--replace"]) == 2
    assert "there is a folder of this name" in capsys.readouterr().err
    for suffix in WRITERS:
        assert main(["codebook", "export", str(tmp_path / f"out{suffix}"), str(ours)]) == 0
    assert main(["codebook", "export", str(tmp_path / "out.doc"), str(ours)]) == 2
    assert main([*importing[:3], "--to", str(tmp_path / "b.yaml"), "--columns", "name"]) == 2
