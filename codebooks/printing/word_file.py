"""A codebook as a Word file with real headings, the same bytes each time."""

from collections.abc import Sequence
from typing import Any

from codebooks.printing.blocks import PrintedBlock
from corpora.handed_out.word_files import set_letters, word_bytes

SIZES = {(False, False): 12, (True, False): 18, (False, True): 14, (True, True): 20}
LARGER = {"Title": 1.9, "Heading 1": 1.5, "Heading 2": 1.2, "Heading 3": 1.0, "List Bullet": 1.0}
LARGER_IN_BOOKLET = {**LARGER, "Title": 1.5, "Heading 1": 1.2, "Heading 2": 1.1}
A4 = (210, 297)
MARGIN = 8
STYLES = {"title": "Title", "theme": "Heading 1", "code": "Heading 2", "label": "Heading 3"}


def word_document(
    blocks: Sequence[PrintedBlock], *, large_print: bool = False, easy_read: bool = False
) -> bytes:
    """The .docx of these blocks; `large_print` sets it in 18 points and more."""
    from docx import Document

    document, points = Document(), SIZES[large_print, easy_read]
    larger = LARGER_IN_BOOKLET if easy_read else LARGER
    sizes = {name: round(points * factor) for name, factor in {"Normal": 1.0, **larger}.items()}
    if easy_read:
        set_letters(document, sizes, after=0, spacing=1.05)
        _set_booklet(document, pages_a_sheet=1 if large_print else 2)
    else:
        set_letters(document, sizes, after=round(points * 0.5), spacing=1.6 if large_print else 1.3)
        _set_sheet(document, *A4)
    for number, block in enumerate(blocks):
        style = STYLES.get(block.kind, "List Bullet" if block.kind == "item" else "Normal")
        paragraph = document.add_paragraph(block.text, style=style)
        if block.kind == "page":
            _begin_page(paragraph, first=number == 0)
    title = next((block.text for block in blocks if block.kind == "title"), "")
    return word_bytes(document, title=title)


def _set_sheet(document: Any, width: int, height: int) -> Any:
    """The sheet, in millimetres."""
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(width), Mm(height)
    return section


def _set_booklet(document: Any, *, pages_a_sheet: int) -> None:
    """Two pages side by side on a sheet of A4 on its side, or one on each sheet."""
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    upright = pages_a_sheet == 1
    section = _set_sheet(document, *(A4 if upright else reversed(A4)))
    section.orientation = WD_ORIENT.PORTRAIT if upright else WD_ORIENT.LANDSCAPE
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(MARGIN))
    section.header_distance = section.footer_distance = Mm(0)
    columns = section._sectPr.find(qn("w:cols"))
    columns.set(qn("w:num"), str(pages_a_sheet))
    columns.set(qn("w:space"), "454")
    for name in STYLES.values():
        document.styles[name].paragraph_format.space_before = Pt(2)


def _begin_page(paragraph: Any, *, first: bool) -> None:
    """Set the number of a page to the right, at the top of a new column."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK

    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if not first:
        text = paragraph.text
        paragraph.clear().add_run().add_break(WD_BREAK.COLUMN)
        paragraph.add_run(text)
