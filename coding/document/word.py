"""A document as a Word file: real headings, tables with heading rows, pictures with alt text.

What is folded on a page stands at the end, as the annex *Details*.
"""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Emu, Pt

from coding.document import plain
from coding.document.blocks import (
    Block,
    DataTable,
    Fold,
    ListBlock,
    Picture,
    Quotation,
    Section,
    Strong,
    TextBlock,
    WholeDocument,
    Words,
)
from coding.document.word_parts import (
    TEXT_WIDTH,
    add_bookmark,
    add_link,
    add_word_field,
    begin_field,
    end_field,
    numbered_anew,
    set_alt_text,
    set_box,
    set_language,
    set_list,
    set_page,
    set_right_to_left,
    set_shading,
    set_table_heading,
)
from corpora.handed_out.word_files import set_letters, word_bytes
from corpora.visible import visible

DETAILS = "Details"
_CELL = "Table Text"

_POINTS = {
    "Normal": 11, "Title": 22, "Heading 1": 16, "Heading 2": 13, "Heading 3": 11, "Heading 4": 11,
    "List Bullet": 11, "List Number": 11, "Quote": 11, "Caption": 10, "Header": 9, "Footer": 9,
}  # fmt: skip
_TABLE_POINTS, _NOTE_POINTS, _LEAD_POINTS, _BETWEEN_POINTS = 9, 9, 13, 6
_LOWEST_HEADING = 4
_LINE, _FRAME, _WASH, _WARM = "8A93A5", "A87700", "E4E7EE", "FFF3CD"
_TALLEST = Cm(19)
_SHORT_TABLE = 10
"""Rows of a table that is kept on one page."""

_RUNNING_HEAD = 180
_NARROWEST, _WIDEST, _SHORT_CELL, _LETTERS = 7, 40, 12, 82
"""Letters that a column of a table has room for, at the least and as far as its share goes; of a cell
that is not broken; and of a whole row."""


def document_word(document: WholeDocument, *, png: Callable[[str], bytes]) -> bytes:
    """The document as .docx; `png` draws the SVG of a picture. The same document, the same bytes."""
    return _Pen(png).written(document)


class _Pen:
    """Writes blocks one after the other, and keeps what is folded for the annex."""

    def __init__(self, png: Callable[[str], bytes]) -> None:
        self.png, self.word = png, Document()
        self.bookmarks = 0
        self.folds: list[tuple[str, Fold]] = []

    def written(self, document: WholeDocument) -> bytes:
        """All of it: the title, what it holds, the parts, the annex."""
        self._set_look(document)
        self.paragraph(document.title, "Title")
        for line in document.about:
            self.paragraph(line)
        if document.notice:
            notice = self.paragraph(document.notice, bold=True)
            set_box(notice, sides=("top", "left", "bottom", "right"), colour=_FRAME, fill=_WARM)
        headings = [
            (f"{part.number}. {part.heading}", f"part{n}")
            for n, part in enumerate(document.parts, 1)
        ]
        if any(plain.folds_among(part.blocks) for part in document.parts):
            headings.append((DETAILS, "details"))
        self._contents(headings)
        for part, (heading, bookmark) in zip(document.parts, headings, strict=False):
            self.heading(heading, 1, bookmark)
            self.blocks(part.blocks, 2)
        self._annex()
        return word_bytes(self.word, title=document.title, language=document.language)

    def _set_look(self, document: WholeDocument) -> None:
        set_page(self.word)
        set_language(self.word, document.language)
        set_letters(self.word, _POINTS, after=6, spacing=1.15)
        for rank, before in ((1, 18), (2, 12), (3, 10), (4, 8)):
            heading = self.word.styles[f"Heading {rank}"].paragraph_format
            heading.space_before, heading.keep_with_next = Pt(before), True
        quote = self.word.styles["Quote"].font
        quote.italic = quote.cs_italic = False
        self.word.styles["Caption"].paragraph_format.keep_with_next = True
        cell = self.word.styles.add_style(_CELL, WD_STYLE_TYPE.PARAGRAPH)
        cell.base_style, cell.font.size = self.word.styles["Normal"], Pt(_TABLE_POINTS)
        cell.paragraph_format.space_before = cell.paragraph_format.space_after = Pt(2)
        section = self.word.sections[0]
        head = section.header.paragraphs[0]
        head.add_run(_shown(plain.cut_line(document.notice, _RUNNING_HEAD))).bold = True
        foot = section.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        foot.add_run("Page ")
        add_word_field(foot, "PAGE", "1")
        foot.add_run(" of ")
        add_word_field(foot, "NUMPAGES", "1")

    def _contents(self, headings: Sequence[tuple[str, str]]) -> None:
        """A list that leads to the parts, which Word can bring up to date with page numbers."""
        if not headings:
            return
        self.paragraph("Contents", bold=True, points=13).paragraph_format.keep_with_next = True
        lines = [self.word.add_paragraph() for _ in headings]
        begin_field(lines[0], r'TOC \o "1-1" \h \z \u')
        for line, (heading, bookmark) in zip(lines, headings, strict=True):
            line.paragraph_format.space_after = Pt(2)
            add_link(line, _shown(heading), bookmark)
        end_field(lines[-1])

    def _annex(self) -> None:
        if self.folds:
            self.heading(DETAILS, 1, "details").paragraph_format.page_break_before = True
        # A fold within a fold is kept, and written, while the list is gone through.
        for number, (bookmark, fold) in enumerate(self.folds, start=1):
            self.heading(f"{DETAILS} {number}: {fold.summary}", 2, bookmark)
            self.blocks(fold.blocks, 3)

    def heading(self, text: str, rank: int, bookmark: str = "") -> Any:
        """A heading; `bookmark` is a name that links lead to."""
        made = self.word.add_paragraph(_shown(text), style=f"Heading {min(rank, _LOWEST_HEADING)}")
        if bookmark:
            self.bookmarks += 1
            add_bookmark(made, bookmark, self.bookmarks)
        return made

    def blocks(self, blocks: Sequence[Block], rank: int) -> None:
        """These blocks; `rank` is that of a heading that stands here."""
        for block in blocks:
            match block:
                case TextBlock():
                    self._text(block)
                case ListBlock():
                    self._list(block)
                case Quotation():
                    self._quote(block)
                case DataTable():
                    self._table(block)
                case Picture():
                    self._picture(block)
                case Fold():
                    self._fold(block)
                case Section():
                    self.heading(block.heading, rank)
                    self.blocks(block.blocks, rank + 1)

    def paragraph(
        self, text: str, style: str = "Normal", *, bold: bool = False, points: int = 0
    ) -> Any:
        """A paragraph of one text."""
        made = self.word.add_paragraph(style=style)
        run = made.add_run(_shown(text))
        run.bold = bold or None
        if points:
            run.font.size = Pt(points)
        return made

    def _text(self, block: TextBlock) -> None:
        made = self.word.add_paragraph()
        _write(
            made,
            block.words,
            points={"lead": _LEAD_POINTS, "note": _NOTE_POINTS}.get(block.kind, 0),
        )
        if block.kind == "warning":
            set_box(made, sides=("top", "left", "bottom", "right"), colour=_FRAME, fill=_WARM)

    def _list(self, block: ListBlock) -> None:
        style = "List Number" if block.ranked else "List Bullet"
        number = numbered_anew(self.word, style) if block.ranked else 0
        for words in block.items:
            made = self.word.add_paragraph(style=style)
            _write(made, words)
            if number:
                set_list(made, number)

    def _quote(self, quote: Quotation) -> None:
        lines = []
        if quote.way:
            lines.append(self.paragraph(quote.way, "Quote", bold=True))
        if quote.question:
            lines.append(self.paragraph(f"Asked: {quote.question}", "Quote", points=_NOTE_POINTS))
        said = self.word.add_paragraph(style="Quote")
        said.add_run(_shown(f"… {quote.before}" if quote.shortened else quote.before))
        phrase = said.add_run(_shown(quote.phrase))
        phrase.bold = phrase.underline = True
        said.add_run(_shown(f"{quote.after} …" if quote.shortened else quote.after))
        if backwards := plain.is_right_to_left(plain.quote_text(quote)):
            set_right_to_left(said)
        lines.append(said)
        trace = [plain.SHORTENED] * quote.shortened + [plain.CHECKED] * quote.checked
        trace.append(f"Excerpt {quote.excerpt_id}")
        if speaker := plain.speaker_line(quote):
            trace.insert(0, f"{speaker}.")
        lines.append(self.paragraph(" ".join(trace), "Quote", points=_NOTE_POINTS))
        for line in lines:
            line.paragraph_format.left_indent = Cm(0.8)
            line.paragraph_format.space_after = Pt(2)
            line.paragraph_format.keep_with_next = line is not lines[-1]
            line.paragraph_format.keep_together = True
            side = "right" if line is said and backwards else "left"
            set_box(line, sides=(side,), colour=_LINE)
        lines[0].paragraph_format.space_before = Pt(4)
        lines[-1].paragraph_format.space_after = Pt(10)

    def _table(self, block: DataTable) -> None:
        self.paragraph(block.caption, "Caption")
        columns = len(block.columns)
        table = self.word.add_table(rows=1 + len(block.rows), cols=columns, style="Table Grid")
        table.autofit = False
        numbers, widths = plain.number_columns(block), _widths(block)
        look = self.word.styles[_CELL].style_id
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        texts: list[Sequence[Words]] = [[(Strong(name),) for name in block.columns], *block.rows]
        for row, words in zip(table.rows, texts, strict=True):
            for at, cell in enumerate(row.cells):
                cell.width = widths[at]
                line = cell.paragraphs[0]
                # Not line.style, which looks through all styles for each cell.
                line._p.style = look
                _write(line, words[at], bold=at == 0)
                if numbers[at]:
                    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for cell in table.rows[0].cells:
            set_shading(cell, _WASH)
        set_table_heading(table, _shown(block.caption), whole=len(block.rows) <= _SHORT_TABLE)
        for note in block.notes if block.rows else (plain.EMPTY_TABLE, *block.notes):
            made = self.paragraph(note, points=_NOTE_POINTS).paragraph_format
            made.space_before = made.space_after = Pt(2)
        between = self.word.add_paragraph().paragraph_format
        between.space_after, between.line_spacing = Pt(0), Pt(_BETWEEN_POINTS)

    def _picture(self, block: Picture) -> None:
        self.paragraph(block.headline, "Caption", bold=True, points=_POINTS["Normal"])
        self.paragraph(block.subtitle, "Caption").runs[0].bold = False
        line = self.word.add_paragraph()
        shape = line.add_run().add_picture(BytesIO(self.png(block.svg)), width=TEXT_WIDTH)
        if shape.height > _TALLEST:
            shape.width, shape.height = Emu(shape.width * _TALLEST // shape.height), _TALLEST
        set_alt_text(shape, _shown(block.alt))
        self._table(block.table)

    def _fold(self, block: Fold) -> None:
        self.folds.append((f"details{len(self.folds) + 1}", block))
        line = self.word.add_paragraph()
        add_link(line, _shown(f"{DETAILS} {len(self.folds)}: {block.summary}"), self.folds[-1][0])


def _write(paragraph: Any, words: Words, *, points: int = 0, bold: bool = False) -> None:
    for word in words:
        run = paragraph.add_run(_shown(word if isinstance(word, str) else word.text))
        run.bold = bold or isinstance(word, Strong) or None
        if points:
            run.font.size = Pt(points)


def _widths(table: DataTable) -> list[int]:
    """The width of each column: its longest word, then in proportion to what it holds."""
    rows = [table.columns, *([plain.words_text(cell) for cell in row] for row in table.rows)]
    columns = [[row[at] for row in rows] for at in range(len(table.columns))]
    letters = [min(max(*map(len, texts), _NARROWEST), _WIDEST) for texts in columns]
    unbroken = [max(_NARROWEST, *map(_unbroken, texts)) for texts in columns]
    spare = _LETTERS - sum(unbroken)
    wanted = [max(count - least, 0) for count, least in zip(letters, unbroken, strict=True)]
    if spare > 0 and sum(wanted) > spare:
        letters = [
            least + spare * more // sum(wanted)
            for least, more in zip(unbroken, wanted, strict=True)
        ]
    return [Emu(TEXT_WIDTH * count // sum(letters)) for count in letters]


def _unbroken(text: str) -> int:
    """Letters of a text that stand on one line: of a short one all, else of its longest word."""
    words = max(map(len, text.split()), default=0)
    return min(max(words, len(text) if len(text) <= _SHORT_CELL else 0) + 1, _WIDEST)


def _shown(text: str) -> str:
    """The text in which nothing acts, and a line break is one."""
    return visible(text).replace("\r\n", "\n")
