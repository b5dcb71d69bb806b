"""The content of an OpenDocument text, streamed to lines; what is not text is counted by name."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from corpora.formats.columns.table_reader import Cell, TableReader
from corpora.formats.lines.lines import Line
from corpora.formats.lines.runs import Run, lines_of_runs

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
PREFIXES = {
    f"{OASIS}text:1.0": "text",
    f"{OASIS}table:1.0": "table",
    f"{OASIS}office:1.0": "office",
    f"{OASIS}style:1.0": "style",
    f"{OASIS}drawing:1.0": "draw",
    f"{OASIS}xsl-fo-compatible:1.0": "fo",
    f"{OASIS}manifest:1.0": "manifest",
}
SKIPPED = {
    "text:note": "footnotes", "office:annotation": "comments", "text:hidden-text": "hidden passages",
    "text:hidden-paragraph": "hidden passages", "text:deletion": "tracked deletions",
    "text:table-of-content": "", "office:forms": "", "text:sequence-decls": "",
    "text:bibliography": "", "draw:object": "embedded objects", "office:scripts": "",
    "text:tracked-changes": "",
}  # fmt: skip
BESIDE = {"style:header": "page headers", "style:footer": "page footers"}
PARAGRAPHS = frozenset(("text:p", "text:h"))
COVERED = "table:covered-table-cell"
CELLS = frozenset(("table:table-cell", COVERED))
MOST_SPACES = 1_000
MOST_COLUMNS = 63


@dataclass(frozen=True, slots=True)
class Look:
    """How a style sets its text; None where it says nothing."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None

    def over(self, base: "Look") -> "Look":
        """This look with what it leaves open taken from `base`."""
        return Look(
            base.bold if self.bold is None else self.bold,
            base.italic if self.italic is None else self.italic,
            base.hidden if self.hidden is None else self.hidden,
        )


PLAIN = Look()


class Styles:
    """Collects the styles of a document, and counts its page headers and footers."""

    def __init__(self) -> None:
        self.looks: dict[str, Look] = {}
        self.counts: Counter[str] = Counter()
        self._name = ""
        self._beside = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "style:style":
            self._name = attributes.get("style:name", "")
            self.looks[self._name] = self.looks.get(
                attributes.get("style:parent-style-name", ""), PLAIN
            )
        elif name == "style:text-properties" and self._name:
            self.looks[self._name] = _look(attributes).over(self.looks[self._name])
        elif name in BESIDE:
            self._beside = BESIDE[name]

    def end(self, name: str) -> None:
        if name == "style:style":
            self._name = ""
        elif name in BESIDE:
            self._beside = ""

    def text(self, data: str) -> None:
        if self._beside and data.strip():
            self.counts[self._beside] += 1
            self._beside = ""


def _look(attributes: Mapping[str, str]) -> Look:
    weight, slant = attributes.get("fo:font-weight"), attributes.get("fo:font-style")
    line, display = attributes.get("style:text-underline-style"), attributes.get("text:display")
    return Look(
        None if weight is None else weight in ("bold", "600", "700", "800", "900"),
        None if slant is None and line is None else slant == "italic" or line not in (None, "none"),
        None if display is None else display == "none",
    )


@dataclass(slots=True)
class _Paragraph:
    look: Look
    heading: bool
    listed: bool
    runs: list[Run] = field(default_factory=list)
    spans: list[Look] = field(default_factory=list)


class Body:
    """Collects the lines of the content from its stream of elements."""

    def __init__(self, styles: Styles) -> None:
        self.lines: list[Line] = []
        self.counts: Counter[str] = Counter(styles.counts)
        self.is_text = False
        self._styles = styles
        self._skipping = 0
        self._in_body = False
        self._lists = 0
        self._paragraphs: list[_Paragraph] = []
        self._boxed: list[list[Line]] = []
        self._tables: list[list[list[Cell]]] = []
        self._reader = TableReader(self.counts)
        self._spanned = 0  # how many covered cells belong to the cell before them in the row

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if self._skipping:
            self._skipping += 1
            # Deleted text is kept among the tracked changes, in front of the body's own text.
            self.counts["tracked deletions"] += name == "text:deletion"
            return
        if name in SKIPPED:
            self._skipping = 1
            if SKIPPED[name]:
                self.counts[SKIPPED[name]] += 1
        elif not self._in_body:
            self._styles.start(name, attributes)
            self._in_body = name == "office:body"
        elif name in PARAGRAPHS:
            self._start_paragraph(name, attributes)
        elif name.startswith("text:"):
            self._start_text(name, attributes)
        else:
            self._start_other(name, attributes)

    def _start_paragraph(self, name: str, attributes: Mapping[str, str]) -> None:
        style = attributes.get("text:style-name", "")
        heading = name == "text:h" or style in ("Title", "Subtitle")
        look = self._styles.looks.get(style, PLAIN)
        self._paragraphs.append(_Paragraph(look, heading, self._lists > 0))

    def _start_text(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "text:list":
            self._lists += 1
        if not self._paragraphs:
            return
        if name == "text:span":
            style = self._styles.looks.get(attributes.get("text:style-name", ""), PLAIN)
            self._paragraphs[-1].spans.append(style.over(self._look()))
        elif name == "text:s":
            count = attributes.get("text:c", "1")
            self._write(" " * (min(int(count), MOST_SPACES) if count.isdecimal() else 1))
        elif name in ("text:tab", "text:line-break"):
            self._write("\t" if name == "text:tab" else "\n")

    def _start_other(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "office:text":
            self.is_text = True
        elif name == "draw:image":
            self.counts["images"] += 1
        elif name == "table:table":
            self._tables.append([])
        elif name == "table:table-row" and self._tables:
            self._tables[-1].append([])
            self._spanned = 0
        elif name in CELLS and self._tables and self._tables[-1]:
            self._start_cell(name, attributes)

    def _start_cell(self, name: str, attributes: Mapping[str, str]) -> None:
        """A cell, and as many more as it says that it is repeated."""
        merged = name == COVERED and not self._spanned
        self._spanned = max(0, self._spanned - 1)
        if name != COVERED:
            self._spanned = _count(attributes, "table:number-columns-spanned") - 1
        cells = (
            Cell(merged=merged) for _ in range(_count(attributes, "table:number-columns-repeated"))
        )
        self._tables[-1][-1].extend(cells)

    def end(self, name: str) -> None:
        """An element ends."""
        if self._skipping:
            self._skipping -= 1
        elif not self._in_body:
            self._styles.end(name)
        elif name in PARAGRAPHS:
            self._end_paragraph()
        elif name == "text:span" and self._paragraphs and self._paragraphs[-1].spans:
            self._paragraphs[-1].spans.pop()
        elif name == "text:list":
            self._lists -= 1
        elif name == "table:table":
            self._place(self._reader.lines(self._tables.pop()))

    def text(self, data: str) -> None:
        """Characters of the element that is open; line ends in the file are white space."""
        if not self._skipping and self._in_body:
            self._write(data.replace("\n", " ") if "\n" in data else data)

    def _look(self) -> Look:
        paragraph = self._paragraphs[-1]
        return paragraph.spans[-1] if paragraph.spans else paragraph.look

    def _write(self, data: str) -> None:
        if not self._paragraphs:
            return
        look = self._look()
        if look.hidden:
            self.counts["hidden passages"] += 1
            return
        self._paragraphs[-1].runs.append(Run(data, bool(look.bold), bool(look.italic)))

    def _end_paragraph(self) -> None:
        done = self._paragraphs.pop()
        self._place(lines_of_runs(done.runs, heading=done.heading, bullet=done.listed))
        if not self._paragraphs:
            boxed, self._boxed = self._boxed, []
            for box in boxed:
                self._place(box)

    def _place(self, lines: list[Line]) -> None:
        if self._paragraphs:
            self._boxed.append(lines)
        elif self._tables and self._tables[-1] and self._tables[-1][-1]:
            self._tables[-1][-1][-1].lines.extend(lines)
        else:
            self.lines.extend(lines)


def _count(attributes: Mapping[str, str], name: str) -> int:
    count = attributes.get(name, "1")
    return min(int(count), MOST_COLUMNS) if count.isdecimal() and int(count) else 1
