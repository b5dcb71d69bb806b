"""A document as a Word file: headings, tables and pictures are what a reader's program takes them for."""

import re
import zipfile
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm
from sample_document import HOSTILE, NOTICE, hostile_document, png, sample_document

from coding.document.blocks import (
    DataTable,
    Fold,
    ListBlock,
    Part,
    Picture,
    Section,
    TextBlock,
    WholeDocument,
)
from coding.document.plain import quote_text
from coding.document.word import document_word
from corpora.visible import visible


def opened(document: WholeDocument) -> Any:
    return Document(BytesIO(document_word(document, png=png)))


@pytest.fixture(scope="module")
def word() -> Any:
    return opened(sample_document())


def everything(word: Any) -> str:
    """The text of the body, tables and links included, in the order of reading."""
    return "\n".join(
        "".join(t.text or "" for t in line.iter(qn("w:t"))) for line in word.element.iter(qn("w:p"))
    )


def headings(word: Any) -> list[tuple[str, str]]:
    styles = ((p.style.name, p.text) for p in word.paragraphs)
    return [pair for pair in styles if re.fullmatch(r"Title|Heading \d", pair[0])]


def test_headings_are_real_and_skip_no_level(word: Any) -> None:
    ranks = [0 if name == "Title" else int(name[-1]) for name, _ in headings(word)]
    assert (ranks[0], ranks.count(0)) == (0, 1)
    assert all(after <= before + 1 for before, after in pairwise(ranks))
    first = [text for name, text in headings(word) if name == "Heading 1"]
    parts = [f"{part.number}. {part.heading}" for part in sample_document().parts]
    assert first == [*parts, "Details"]


def test_what_is_folded_stands_in_the_annex_and_is_pointed_to(word: Any) -> None:
    annex = [text for name, text in headings(word) if text.startswith("Details ")]
    folds = [block.summary for block in sample_document().blocks() if isinstance(block, Fold)]
    assert annex == [f"Details {at}: {summary}" for at, summary in enumerate(folds, start=1)]
    text = everything(word)
    at = text.index("Details 1: Where finding 1 comes from")
    assert at < text.index("8. From wave to wave", at) < text.index("Finding 1 by wave")
    links = {link.get(qn("w:anchor")) for link in word.element.iter(qn("w:hyperlink"))}
    names = [mark.get(qn("w:name")) for mark in word.element.iter(qn("w:bookmarkStart"))]
    assert links == set(names) and len(names) == len(set(names))


def test_every_table_has_a_heading_row_that_is_repeated(word: Any) -> None:
    every = [b for b in sample_document().blocks() if isinstance(b, DataTable)]
    pictures = [b.table for b in sample_document().blocks() if isinstance(b, Picture)]
    assert len(word.tables) == len(every) + len(pictures)
    for table in word.tables:
        marks = [
            row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows
        ]
        assert marks == [True] + [False] * (len(marks) - 1)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))


def test_every_picture_has_alt_text_and_its_table_follows(word: Any) -> None:
    picture = next(b for b in sample_document().blocks() if isinstance(b, Picture))
    shapes = list(word.inline_shapes)
    assert [shape._inline.docPr.get("descr") for shape in shapes] == [picture.alt]
    line = next(shapes[0]._inline.iterancestors(qn("w:p")))
    assert [each.tag for each in line.itersiblings()][:2] == [qn("w:p"), qn("w:tbl")]


def test_a_tall_picture_fits_on_a_page() -> None:
    sample = next(b for b in sample_document().blocks() if isinstance(b, Picture))
    tall = Picture("p", "Tall", "People", '<svg viewBox="0 0 10 90"></svg>', "Tall", sample.table)
    word = opened(WholeDocument("A", (), "", (Part("one", 1, "One", (tall,)),)))
    (shape,) = word.inline_shapes
    assert shape.height <= Cm(25)
    assert shape.width / shape.height == pytest.approx(10 / 90, rel=0.01)


def test_no_column_is_narrower_than_its_longest_word() -> None:
    """A narrow column beside wide ones broke “Accessi-bility” in two."""
    wide = "What somebody would see when they come in on any day of the week, at any hour."
    table = DataTable("t", "Judged", ("Principle", "A", "B", "C", "D"), (
        (("Accessibility",), (wide,), (wide,), (wide,), ("not shown",)),
    ))  # fmt: skip
    part = Part("p", 1, "Audit", (table,))
    made = opened(WholeDocument("T", (), "", (part,))).tables[0]
    widths = [column.width for column in made.columns]
    letter = sum(widths) / 82
    assert widths[0] >= 14 * letter
    assert widths[4] >= 10 * letter
    assert max(widths[1:4]) - min(widths[1:4]) <= letter


def test_every_figure_and_every_quote_is_there(word: Any) -> None:
    text = everything(word)
    assert [n.text for n in sample_document().numbers() if n.text not in text] == []
    assert [q for q in sample_document().quotations() if quote_text(q) not in text] == []


def test_it_is_a4_in_british_english_with_the_notice_and_numbers_on_each_page(word: Any) -> None:
    (section,) = word.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.header.paragraphs[0].text == NOTICE
    fields = [code.text for code in section.footer.paragraphs[0]._p.iter(qn("w:instrText"))]
    assert fields == [" PAGE ", " NUMPAGES "]
    language = word.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "en-GB"
    assert word.core_properties.language == "en-GB"
    assert NOTICE in [p.text for p in word.paragraphs]


def test_contents_are_a_field_that_shows_the_parts_before_word_has_worked_it_out(word: Any) -> None:
    codes = [code.text for code in word.element.iter(qn("w:instrText"))]
    assert [code.split()[0] for code in codes if code] == ["TOC"]
    kinds = [mark.get(qn("w:fldCharType")) for mark in word.element.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]


def test_each_list_counts_from_one() -> None:
    two = tuple(ListBlock((("one",), ("two",)), ranked=True) for _ in range(2))
    word = opened(WholeDocument("A", (), "", (Part("one", 1, "One", two),)))
    lists = [p._p.pPr.numPr.numId.val for p in word.paragraphs if p.style.name == "List Number"]
    assert len(lists) == 4 and lists[0] == lists[1] != lists[2] == lists[3]
    numbering = word.part.numbering_part.element
    starts = {
        num.numId: [o.startOverride.val for o in num.findall(qn("w:lvlOverride"))]
        for num in numbering.num_lst
    }
    assert [starts[number] for number in sorted(set(lists))] == [[1], [1]]


def test_sections_within_sections_keep_to_headings_that_are_there() -> None:
    inner = Section("c", "Third", (Section("d", "Fourth", (Section("e", "Fifth", ()),)),))
    part = Part("one", 1, "One", (Section("b", "Second", (inner,)),))
    ranks = [name for name, _ in headings(opened(WholeDocument("A", (), "", (part,))))]
    assert ranks == ["Title", "Heading 1", "Heading 2", "Heading 3", "Heading 4", "Heading 4"]


def test_a_document_without_anything_opens() -> None:
    table = DataTable("t", "Steps", ("Step", "Date"), ())
    empty = WholeDocument("", (), "", (Part("one", 1, "One", (table, TextBlock(()))),), "cy")
    word = opened(empty)
    assert len(word.tables[0].rows) == 1
    assert "This table has no rows." in [p.text for p in word.paragraphs]
    assert word.core_properties.language == "cy"
    assert opened(WholeDocument("A", (), "", ())).paragraphs[0].text == "A"


@pytest.mark.parametrize("said", HOSTILE)
def test_what_people_wrote_is_text_and_nothing_else(said: str) -> None:
    content = document_word(hostile_document(said), png=png)
    word = Document(BytesIO(content))
    # Word has one kind of line break.
    shown = visible(said).replace("\r\n", "\n")
    cells = {cell.text for table in word.tables for row in table.rows for cell in row.cells}
    assert cells == {shown, f"{shown}2", shown * 3, "7"}
    codes = [code.text.split()[0] for code in word.element.iter(qn("w:instrText"))]
    assert codes == ["TOC"]
    names = zipfile.ZipFile(BytesIO(content)).namelist()
    assert [name for name in names if "vba" in name.lower() or "embeddings" in name] == []


def test_a_quote_in_a_script_from_the_right_is_set_from_the_right(word: Any) -> None:
    turned = [
        p.text for p in word.paragraphs if p._p.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
    ]
    assert turned == [
        quote_text(q) for q in sample_document().quotations() if q.excerpt_id == "x-31f9"
    ]


def test_the_same_document_gives_the_same_bytes() -> None:
    made = [document_word(sample_document(), png=png) for _ in range(2)]
    assert made[0] == made[1]
