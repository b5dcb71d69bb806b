"""A document as PDF: tagged for screen readers; absent what draws it, the error says what to do."""

import os
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from pdfminer.high_level import extract_text
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from sample_document import HOSTILE, NOTICE, PICTURE_CSS, hostile_document, sample_document

from coding.document.blocks import DataTable, Picture
from coding.document.pdf import document_pdf
from corpora.errors import EnvironmentFault


@pytest.fixture
def drawn() -> None:
    """WeasyPrint and Pango; absent, the test skips, except in CI."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError) as fault:
        if os.environ.get("CI"):
            pytest.fail(f"WeasyPrint or Pango is missing: {type(fault).__name__}")
        pytest.skip("WeasyPrint or Pango is not here: pip install 'felt-heard[pdf]'")


def tags(content: bytes) -> list[tuple[str, str]]:
    """The structure of a PDF in the order of reading: the name of each tag, and its alt text."""
    catalogue = PDFDocument(PDFParser(BytesIO(content))).catalog
    return list(_within(resolve1(catalogue["StructTreeRoot"])))


def _within(node: Any) -> Iterator[tuple[str, str]]:
    kids = resolve1(node.get("K", []))
    for kid in kids if isinstance(kids, list) else [kids]:
        inside = resolve1(kid)
        if isinstance(inside, dict) and "S" in inside:
            yield inside["S"].name, _text(inside.get("Alt", b""))
            yield from _within(inside)


def _text(raw: bytes) -> str:
    return raw.decode("utf-16" if raw.startswith(b"\xfe\xff") else "latin-1")


@pytest.mark.usefixtures("drawn")
def test_it_is_tagged_with_headings_tables_and_alt_text() -> None:
    document = sample_document()
    content = document_pdf(document, picture_css=PICTURE_CSS)
    catalogue = PDFDocument(PDFParser(BytesIO(content))).catalog
    assert resolve1(catalogue["MarkInfo"])["Marked"] is True
    assert _text(resolve1(catalogue["Lang"])) == "en-GB"
    names = [name for name, _ in tags(content)]
    assert (names.count("H1"), names.count("H2")) == (1, 13)
    tables = [
        block for part in document.parts for block in part.blocks if isinstance(block, DataTable)
    ]
    assert names.count("Table") == len(tables)
    assert names.count("TH") == sum(len(t.columns) + len(t.rows) for t in tables)
    picture = next(block for block in document.blocks() if isinstance(block, Picture))
    assert [alt for name, alt in tags(content) if name == "Figure" and alt] == [picture.alt]


@pytest.mark.usefixtures("drawn")
def test_each_page_has_the_notice_and_its_number() -> None:
    pages = extract_text(BytesIO(document_pdf(sample_document()))).split("\f")[:-1]
    assert 1 < len(pages) <= 12
    for number, text in enumerate(pages, start=1):
        assert NOTICE in text and f"{number} / {len(pages)}" in text
    assert "Finding 1 by wave" not in "".join(pages)


@pytest.mark.usefixtures("drawn")
def test_what_is_folded_is_in_it_where_somebody_asks_for_it() -> None:
    text = extract_text(BytesIO(document_pdf(sample_document(), details=True)))
    assert "Finding 1 by wave" in text and "Deep down" in text


@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize("said", [HOSTILE[0], HOSTILE[3], HOSTILE[6]])
def test_nothing_that_people_wrote_is_fetched_or_acts(said: str) -> None:
    content = document_pdf(hostile_document(said))
    assert b"/JavaScript" not in content and b"/URI" not in content and b"/Launch" not in content


@pytest.mark.usefixtures("drawn")
def test_the_same_document_gives_the_same_bytes() -> None:
    assert document_pdf(sample_document()) == document_pdf(sample_document())


def test_without_what_draws_it_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    # None in place of a module is one that cannot be imported.
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(EnvironmentFault) as fault:
        document_pdf(sample_document())
    assert "pip install 'felt-heard[pdf]'" in str(fault.value)
    assert "print it to a PDF" in str(fault.value)
