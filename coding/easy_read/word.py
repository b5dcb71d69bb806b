"""An easy read paper as a Word file: large print, a row a passage, a frame for its picture beside it."""

from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from coding.document.blocks import Number, Strong
from coding.document.word_parts import (
    TEXT_WIDTH,
    add_word_field,
    element,
    set_box,
    set_language,
    set_page,
)
from coding.easy_read.notice import notice_lines
from coding.easy_read.paper import EasyLine, EasyPassage, EasyReadPaper
from coding.easy_read.parts import ROOM_FOR_AN_ANSWER
from corpora.handed_out.word_files import set_letters, word_bytes
from corpora.visible import visible

_PICTURE_WIDTH, _PICTURE_HEIGHT = Cm(5), Cm(4.5)
_LARGER = {"Title": 1.9, "Heading 1": 1.5, "Heading 2": 1.2}
_STYLES = ("Normal", "Quote", "Footer")
_LINE, _FRAME, _WARM = "6B7383", "A87700", "FFF3CD"
_NOTICE_POINTS = 11


def easy_read_word(paper: EasyReadPaper) -> bytes:
    """The paper as .docx. The same paper, the same bytes."""
    word = Document()
    _set_look(word, paper)
    for line in notice_lines(paper):
        made = word.add_paragraph()
        made.add_run(visible(line)).font.size = Pt(_NOTICE_POINTS)
        set_box(made, sides=("top", "left", "bottom", "right"), colour=_FRAME, fill=_WARM)
    word.add_paragraph(visible(paper.title.text), style="Title")
    word.add_paragraph().add_run("Easy read").bold = True
    for section in paper.sections:
        heading = word.add_paragraph(section.heading, style="Heading 1")
        heading.paragraph_format.page_break_before = section is not paper.sections[0]
        for passage in section.passages:
            room = ROOM_FOR_AN_ANSWER if section.id == "questions" else ""
            _passage(word, passage, room)
    if paper.hard_words:
        heading = word.add_paragraph("Hard words", style="Heading 1")
        heading.paragraph_format.page_break_before = True
    for hard in paper.hard_words:
        name = word.add_paragraph()
        name.add_run(hard.word).bold = True
        name.paragraph_format.keep_with_next, name.paragraph_format.space_after = True, Pt(0)
        word.add_paragraph(hard.meaning)
    return word_bytes(word, title=paper.title.text, language=paper.language)


def _set_look(word: Any, paper: EasyReadPaper) -> None:
    set_page(word)
    set_language(word, paper.language)
    sizes = {name: round(paper.points * factor) for name, factor in _LARGER.items()}
    sizes |= dict.fromkeys(_STYLES, paper.points)
    set_letters(word, sizes, after=round(paper.points * 0.6), spacing=1.5)
    quote = word.styles["Quote"].font
    quote.italic = quote.cs_italic = False
    for rank in (1, 2):
        word.styles[f"Heading {rank}"].paragraph_format.keep_with_next = True
    foot = word.sections[0].footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    add_word_field(foot, "PAGE", "1")


def _passage(word: Any, passage: EasyPassage, room: str) -> None:
    """A row of two cells: a frame that says which picture goes there, and the sentences."""
    table = word.add_table(rows=1, cols=2)
    table.autofit = False
    row = table.rows[0]
    row.height = _PICTURE_HEIGHT
    row._tr.get_or_add_trPr().append(element("cantSplit"))
    frame, text = row.cells
    frame.width, text.width = _PICTURE_WIDTH, TEXT_WIDTH - _PICTURE_WIDTH
    table.columns[0].width, table.columns[1].width = frame.width, text.width
    caption = f"Picture: {passage.picture}"
    slot = frame.paragraphs[0]
    slot.add_run(caption).font.size = Pt(14)
    slot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _set_frame(frame)
    table._tbl.tblPr.append(element("tblDescription", val=caption))
    lines: Sequence[EasyLine] = passage.lines
    first = text.paragraphs[0]
    if passage.heading:
        first.style = "Heading 2"
        first.add_run(passage.heading)
    for at, line in enumerate(lines):
        into = first if at == 0 and not passage.heading else text.add_paragraph()
        _write(into, line)
    if room:
        made = text.add_paragraph()
        made.add_run(room)
        set_box(made, sides=("top", "left", "bottom", "right"), colour=_LINE)
        made.paragraph_format.space_before = Pt(12)
    word.add_paragraph().paragraph_format.space_after = Pt(0)


def _write(paragraph: Any, line: EasyLine) -> None:
    for part in line.words:
        run = paragraph.add_run(visible(part if isinstance(part, str) else part.text))
        run.bold = isinstance(part, Strong | Number) or None
    if line.quoted:
        paragraph.paragraph_format.left_indent = Cm(0.8)
        set_box(paragraph, sides=("left",), colour=_LINE)


def _set_frame(cell: Any) -> None:
    """A dashed frame around a cell."""
    borders = element("tcBorders")
    for side in ("top", "left", "bottom", "right"):
        borders.append(element(side, val="dashed", sz="12", space="0", color=_LINE))
    cell._tc.get_or_add_tcPr().append(borders)
