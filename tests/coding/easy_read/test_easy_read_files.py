"""The page and the Word file of easy read."""

import re
from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx.shared import Pt
from easy_material import HEARD, easy_material

from coding.easy_read.easy_read import easy_read
from coding.easy_read.page import easy_read_page
from coding.easy_read.paper import EasyReadPaper
from coding.easy_read.word import easy_read_word

HOSTILE = "<script>alert(1)</script> \u202e=1+1 {{ 7*7 }}"


def texts_of(content: bytes) -> list[str]:
    word = docx.Document(BytesIO(content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in word.paragraphs] + cells


@pytest.fixture(scope="module")
def paper() -> EasyReadPaper:
    return easy_read(easy_material(positive=8, negative=6, silent=6))


def test_both_files_say_every_line(paper: EasyReadPaper) -> None:
    page = re.sub(r"<[^>]+>", "", easy_read_page(paper))
    word = "\n".join(texts_of(easy_read_word(paper)))
    for line in paper.lines():
        assert line.text in page.replace("&#39;", "'")
        assert line.text in word


def test_the_same_paper_has_the_same_bytes(paper: EasyReadPaper) -> None:
    assert easy_read_page(paper) == easy_read_page(paper)
    assert easy_read_word(paper) == easy_read_word(paper)


def test_every_picture_has_room_and_says_what_it_is_for(paper: EasyReadPaper) -> None:
    pictures = [passage.picture for part in paper.sections for passage in part.passages]
    page = easy_read_page(paper)
    assert re.findall(r'role="img" aria-label="Picture: ([^"]+)"', page) == pictures
    word = docx.Document(BytesIO(easy_read_word(paper)))
    described = [
        re.findall(r'tblDescription w:val="Picture: ([^"]+)"', t._tbl.xml) for t in word.tables
    ]
    assert described == [[picture] for picture in pictures]


def test_nothing_is_smaller_than_the_rules_allow_below_the_teams_box(paper: EasyReadPaper) -> None:
    word = docx.Document(BytesIO(easy_read_word(replace(paper, draft=False))))
    sizes = [
        style.font.size for style in word.styles if style.name in ("Normal", "Footer", "Title")
    ]
    runs = [
        run.font.size
        for t in word.tables
        for c in t.rows[0].cells
        for p in c.paragraphs
        for run in p.runs
    ]
    assert all(size is None or size >= Pt(14) for size in [*sizes, *runs])
    assert "font: 16pt" in easy_read_page(paper)


def test_a_draft_names_what_stops_its_release_and_a_release_has_no_box() -> None:
    paper = easy_read(easy_material(findings=(replace(HEARD, easy="They weren't there."),)))
    page = easy_read_page(paper)
    assert "findings.yaml line 3: No short forms: “weren&#39;t”." in page
    assert any("No short forms" in text for text in texts_of(easy_read_word(paper)))
    assert "<aside" not in easy_read_page(replace(paper, draft=False))


def test_hostile_texts_stand_as_text_and_nothing_is_fetched() -> None:
    paper = easy_read(easy_material(title=HOSTILE, findings=(replace(HEARD, easy=HOSTILE),)))
    page = easy_read_page(paper)
    assert "<script" not in page
    assert "\u202e" not in page
    assert "{{ 7*7 }}" in page
    assert not re.search(r'(?:src|href)="', page)
    assert all("\u202e" not in text for text in texts_of(easy_read_word(paper)))
