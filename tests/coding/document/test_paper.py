"""Everything that is printed is A4: this is a British tool."""

import re
from io import BytesIO

import pytest
from docx import Document
from paths import ROOT

from codebooks.load import loads, shipped
from codebooks.printing.blocks import printed_blocks
from codebooks.printing.word_file import word_document
from coding.findings_report.release.own_words import sheet_to_check

SHEETS = sorted(
    path for package in ("codebooks", "coding") for path in (ROOT / package).rglob("*.css")
)
WITH_PAGES = [path for path in SHEETS if "@page" in path.read_text("utf-8")]


def test_the_reports_the_codebook_and_the_pages_say_how_they_are_printed() -> None:
    names = {path.name for path in WITH_PAGES}
    assert names >= {"print.css", "report.css", "working.css", "document.css", "review.css"}


@pytest.mark.parametrize("path", WITH_PAGES, ids=lambda path: path.name)
def test_what_a_browser_prints_is_a4(path: object) -> None:
    rules = re.findall(r"@page[^{]*\{([^}]*)", path.read_text("utf-8"))  # type: ignore[attr-defined]
    assert [rule for rule in rules if "size: A4" not in rule] == []


@pytest.mark.parametrize(
    "content",
    [
        word_document(printed_blocks(loads(shipped(), where="x"), easy_read=False)),
        sheet_to_check("Our evaluation", ()),
    ],
    ids=["codebook", "quotes to check"],
)
def test_word_files_are_a4(content: bytes) -> None:
    sections = Document(BytesIO(content)).sections
    sizes = {(round(s.page_width.mm), round(s.page_height.mm)) for s in sections}  # type: ignore[union-attr]
    assert sizes == {(210, 297)}
