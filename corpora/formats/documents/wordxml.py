"""The body of a Word document, streamed to lines; what is not text is counted by name."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from corpora.formats.columns.table_reader import Cell, TableReader
from corpora.formats.lines.lines import Line
from corpora.formats.lines.runs import Run, lines_of_runs

PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "urn:schemas-microsoft-com:vml": "v",
}
OFF = frozenset(("0", "false", "off", "none"))
# Left out with everything inside them; the name is what `left_out` says, "" where nothing is lost.
SKIPPED = {
    "w:del": "tracked deletions", "w:moveFrom": "", "mc:Fallback": "", "w:sdtPr": "",
    "w:sectPr": "", "w:rPrChange": "", "w:pPrChange": "", "w:tblPr": "", "w:trPr": "",
    "w:tcPrChange": "", "w:tblGrid": "", "w:ruby": "phonetic guides",
}  # fmt: skip
COUNTED = {
    "w:object": "embedded objects", "w:altChunk": "embedded documents", "w:sym": "symbols",
    "a:blip": "images", "v:imagedata": "images",
}  # fmt: skip
WRITTEN = {
    "w:tab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-", "w:ptab": "\t",
}  # fmt: skip
TEXT = frozenset(("w:t", "m:t"))
MOST_COLUMNS = 63


Look = Literal["bold", "italic", "hidden", "heading"]


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says of its text; None where it leaves it to the style it is based on."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    heading: bool | None = None
    based_on: str | None = None

    def over(self, base: "Style") -> "Style":
        """This style with what it leaves open taken from `base`."""
        return Style(
            base.bold if self.bold is None else self.bold,
            base.italic if self.italic is None else self.italic,
            base.hidden if self.hidden is None else self.hidden,
            base.heading if self.heading is None else self.heading,
        )


PLAIN = Style()


@dataclass(slots=True)
class _Paragraph:
    runs: list[Run] = field(default_factory=list)
    style: Style = PLAIN
    numbered: bool = False
    run: Style = PLAIN
    fields: list[str] = field(default_factory=list)


class Body:
    """Collects the lines of a document part from its stream of elements."""

    def __init__(self, styles: Mapping[str, Style]) -> None:
        self._styles = styles
        self.lines: list[Line] = []
        self.counts: Counter[str] = Counter()
        self._skipping = 0
        self._open: list[str] = []
        self._paragraphs: list[_Paragraph] = []
        self._tables: list[list[list[Cell]]] = []
        self._reader = TableReader(self.counts)
        self._spans = 1  # how many columns the open cell takes up
        self._boxed: list[list[Line]] = []  # lines of text boxes, put after their paragraph
        self._starts: dict[str, Callable[[Mapping[str, str]], None]] = {
            "w:p": self._start_paragraph,
            "w:r": self._start_run,
            "w:tbl": lambda _: self._tables.append([]),
            "w:tr": lambda _: self._start_row(),
            "w:tc": lambda _: self._start_cell(),
            "w:gridSpan": self._span,
            "w:vMerge": self._merge,
            "w:pStyle": self._paragraph_style,
            "w:rStyle": self._run_style,
            "w:numPr": lambda _: self._number(),
            "w:outlineLvl": self._outline,
            "w:b": lambda a: self._toggle("bold", a),
            "w:i": lambda a: self._toggle("italic", a),
            "w:u": lambda a: self._toggle("italic", a),
            "w:vanish": lambda a: self._toggle("hidden", a),
            "w:fldChar": self._field,
        }
        self._ends: dict[str, Callable[[], None]] = {
            "w:p": self._end_paragraph,
            "w:tbl": self._end_table,
            "w:tr": self._end_row,
        }

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if self._skipping:
            self._skipping += 1
            return
        if name in SKIPPED and not self._is_mark(name):
            self._skipping = 1
            if SKIPPED[name]:
                self.counts[SKIPPED[name]] += 1
            return
        self._open.append(name)
        if name in COUNTED:
            self.counts[COUNTED[name]] += 1
        elif name in WRITTEN and "w:pPr" not in self._open[-4:]:
            self._write("\n" if name == "w:br" else WRITTEN[name])
        elif handle := self._starts.get(name):
            handle(attributes)

    def end(self, name: str) -> None:
        """An element ends."""
        if self._skipping:
            self._skipping -= 1
            return
        self._open.pop()
        if handle := self._ends.get(name):
            handle()

    def text(self, data: str) -> None:
        """Characters of the element that is open."""
        if not self._skipping and self._open and self._open[-1] in TEXT:
            self._write(data)

    def _is_mark(self, name: str) -> bool:
        # A deleted paragraph mark is an empty `w:del` among the mark's properties.
        return name == "w:del" and self._open[-1:] == ["w:rPr"]

    def _write(self, data: str) -> None:
        if not self._paragraphs:
            return
        paragraph = self._paragraphs[-1]
        if "code" in paragraph.fields:
            return
        look = paragraph.run.over(paragraph.style)
        if look.hidden:
            self.counts["hidden passages"] += 1
            return
        paragraph.runs.append(Run(data, bool(look.bold), bool(look.italic)))

    def _start_paragraph(self, _: Mapping[str, str]) -> None:
        self._paragraphs.append(_Paragraph())

    def _start_run(self, _: Mapping[str, str]) -> None:
        if self._paragraphs:
            self._paragraphs[-1].run = PLAIN

    def _paragraph_style(self, attributes: Mapping[str, str]) -> None:
        if self._paragraphs:
            style = self._styles.get(attributes.get("w:val", ""), PLAIN)
            self._paragraphs[-1].style = self._paragraphs[-1].style.over(style)

    def _run_style(self, attributes: Mapping[str, str]) -> None:
        if self._paragraphs and self._is_of_run():
            style = self._styles.get(attributes.get("w:val", ""), PLAIN)
            self._paragraphs[-1].run = self._paragraphs[-1].run.over(style)

    def _is_of_run(self) -> bool:
        return self._open[-3:-1] == ["w:r", "w:rPr"]

    def _toggle(self, what: Look, attributes: Mapping[str, str]) -> None:
        if not self._paragraphs or not self._is_of_run():
            return
        paragraph = self._paragraphs[-1]
        is_on = attributes.get("w:val", "1").casefold() not in OFF
        paragraph.run = _changed(paragraph.run, what, is_on)

    def _number(self) -> None:
        if self._paragraphs:
            self._paragraphs[-1].numbered = True

    def _outline(self, attributes: Mapping[str, str]) -> None:
        if self._paragraphs and attributes.get("w:val", "9") != "9":
            self._paragraphs[-1].style = _changed(self._paragraphs[-1].style, "heading", True)

    def _field(self, attributes: Mapping[str, str]) -> None:
        """A field holds its code first (`PAGEREF …`), then the result that is seen."""
        if not self._paragraphs:
            return
        fields, kind = self._paragraphs[-1].fields, attributes.get("w:fldCharType")
        if kind == "begin":
            fields.append("code")
        elif kind == "separate" and fields:
            fields[-1] = "result"
        elif kind == "end" and fields:
            fields.pop()

    def _end_paragraph(self) -> None:
        paragraph = self._paragraphs.pop()
        lines = lines_of_runs(
            paragraph.runs,
            heading=bool(paragraph.style.heading),
            bullet=paragraph.numbered,
        )
        self._place(lines)
        if not self._paragraphs:
            boxed, self._boxed = self._boxed, []
            for box in boxed:
                self._place(box)

    def _place(self, lines: list[Line]) -> None:
        if self._paragraphs:
            self._boxed.append(lines)
        elif cell := self._cell():
            cell.lines.extend(lines)
        else:
            self.lines.extend(lines)

    def _cell(self) -> Cell | None:
        """The cell that is open."""
        row = self._tables[-1][-1] if self._tables and self._tables[-1] else []
        return row[-1] if row else None

    def _start_row(self) -> None:
        if self._tables:
            self._tables[-1].append([])
            self._spans = 1

    def _start_cell(self) -> None:
        if self._tables and self._tables[-1]:
            self._widen()
            self._tables[-1][-1].append(Cell())

    def _end_row(self) -> None:
        if self._tables and self._tables[-1]:
            self._widen()

    def _widen(self) -> None:
        """Empty cells in place of the columns that the cell before spans beside its own."""
        self._tables[-1][-1].extend(Cell() for _ in range(self._spans - 1))
        self._spans = 1

    def _span(self, attributes: Mapping[str, str]) -> None:
        count = attributes.get("w:val", "1")
        self._spans = min(int(count), MOST_COLUMNS) if count.isdecimal() and int(count) else 1

    def _merge(self, attributes: Mapping[str, str]) -> None:
        if cell := self._cell():
            cell.merged = attributes.get("w:val", "continue") == "continue"

    def _end_table(self) -> None:
        self._place(self._reader.lines(self._tables.pop()))


def _changed(style: Style, what: Look, is_on: bool) -> Style:
    if what == "bold":
        return replace(style, bold=is_on)
    if what == "italic":
        return replace(style, italic=is_on)
    return replace(style, hidden=is_on) if what == "hidden" else replace(style, heading=is_on)
