"""Excel workbooks edited in place: the cells of each sheet, then what is beside them.

A string that several cells share is offered once for each, so that one can change alone. Names of
sheets and of ranges are not offered: formulas call them by these.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import count

from corpora.editing.parts.archive import sealed
from corpora.editing.parts.authors import authors
from corpora.editing.parts.notes import boxes
from corpora.editing.parts.office import Office, drawn_parts, xml_parts
from corpora.editing.parts.places import Element, Splice, Stretch
from corpora.editing.parts.sheet_cells import (
    SHARED,
    Change,
    SheetCell,
    cells_of,
    emptied_cell,
    in_sheet,
    in_strings,
    is_nothing,
    sheets,
    strings,
)
from corpora.editing.parts.sheetml import WORKBOOK
from corpora.editing.parts.spots import Spot, spots
from corpora.editing.pieces import Piece

WHAT = "Excel workbook"


@dataclass(frozen=True, slots=True)
class WorkbookEditor:
    """A workbook opened for editing: its pieces are the stretches of the cells, then the others."""

    office: Office
    cells: Sequence[SheetCell]
    shared: Sequence[Element]
    pieces: Sequence[Piece]

    @property
    def authors(self) -> Mapping[int, tuple[int, ...]]:
        """For the number of each piece that is an author's name, those of the comments they wrote."""
        before = len(self.pieces) - len(self.office.spots)
        return {
            name + before: tuple(at + before for at in written)
            for name, written in authors(self.office.spots, self.office.grammar).items()
        }

    @property
    def sealed(self) -> Sequence[str]:
        """The names of what is in the file and cannot be edited: pictures, embedded files."""
        return [name for name in sealed(self.office.content) if name not in self.office.parts]

    def written(self, texts: Sequence[str | None]) -> bytes:
        """The workbook with each text replaced; None takes it away, and its cell's value."""
        if list(texts) == [piece.text for piece in self.pieces]:
            return self.office.content
        waiting = iter(texts)
        changes = [(cell, tuple(next(waiting) for _ in cell.stretches)) for cell in self.cells]
        others = zip(self.office.spots, waiting, strict=True)
        beside = list(others)
        splices = self.office.splices([(spot, text) for spot, text in beside if text != spot.text])
        for member, splice in [*self._in_cells(changes), *boxes(self.office.parts, beside)]:
            splices.setdefault(member, []).append(splice)
        return self.office.spliced(splices)

    def _in_cells(self, changes: Sequence[Change]) -> Iterator[tuple[str, Splice]]:
        users: dict[Element, list[Change]] = {}
        for cell, texts in changes:
            if cell.shared is not None:
                users.setdefault(cell.shared, []).append((cell, texts))
        changed = {
            string: by_cell
            for string, by_cell in users.items()
            if any(texts != _old(cell) for cell, texts in by_cell)
        }
        numbers: dict[SheetCell, int] = {}
        if changed:
            made, numbers = in_strings(self.office.parts[SHARED], changed, self.shared)
            yield from ((SHARED, splice) for splice in made)
        for cell, texts in changes:
            if texts != _old(cell):
                yield from ((cell.member, each) for each in self._in_cell(cell, texts, numbers))

    def _in_cell(
        self, cell: SheetCell, texts: tuple[str | None, ...], numbers: dict[SheetCell, int]
    ) -> Iterator[Splice]:
        part = self.office.parts[cell.member]
        if is_nothing(texts):
            yield from emptied_cell(part, cell)
        elif cell.shared is None:
            yield from in_sheet(part, cell, texts)
        elif cell in numbers:
            yield from _numbered(cell, numbers[cell])


def _old(cell: SheetCell) -> tuple[str, ...]:
    return tuple(stretch.text for stretch in cell.stretches)


def _numbered(cell: SheetCell, number: int) -> Iterator[Splice]:
    for value in cell.element.children:
        if isinstance(value, Element) and value.name == "x:v":
            stretches = [each for each in value.children if isinstance(each, Stretch)]
            yield Splice(stretches[0].start, stretches[-1].end, str(number).encode())


def xlsx_editor(content: bytes) -> WorkbookEditor:
    """The editor of a workbook. Raises FileRefused where it cannot be edited safely."""
    texts = xml_parts(content, WHAT, WORKBOOK.prefixes)
    parts = texts | drawn_parts(content, WHAT, WORKBOOK.prefixes)
    shared = strings(parts)
    found = [cell for name in sheets(parts) for cell in cells_of(parts[name], name, shared)]
    numbers = count()
    rows = {id(row): next(numbers) for row in dict.fromkeys(cell.element.outer for cell in found)}
    pieces = [
        Piece(stretch.text, number, rows[id(cell.element.outer)])
        for cell in found
        for number in (next(numbers),)
        for stretch in cell.stretches
    ]
    names = sorted((name for name in texts if name != SHARED), key=_order)
    others = [
        *_formulas(found, rows, numbers),
        *_strings_beside(shared, {cell.shared for cell in found}, numbers),
        *(spot for name in names for spot in spots(parts[name], name, WORKBOOK, numbers)),
    ]
    pieces += [Piece(spot.text, spot.paragraph, spot.group) for spot in others]
    return WorkbookEditor(Office(content, WORKBOOK, parts, others), found, shared, pieces)


def _formulas(
    found: Sequence[SheetCell], rows: Mapping[int, int], numbers: Iterator[int]
) -> Iterator[Spot]:
    for cell in found:
        row = rows[id(cell.element.outer)]
        for formula in cell.formulas:
            yield Spot(formula.text, next(numbers), cell.member, formula, group=row)


def _strings_beside(
    shared: Sequence[Element], used: AbstractSet[Element | None], numbers: Iterator[int]
) -> Iterator[Spot]:
    for string in shared:
        number = next(numbers)
        for stretch in _beside(string, string in used):
            yield Spot(stretch.text, number, SHARED, stretch)


def _beside(string: Element, is_used: bool) -> Iterator[Stretch]:
    """What no cell shows of a shared string: all where none uses it, else how it is pronounced."""
    for element in string.elements():
        is_guide = any(above.name == "x:rPh" for above in element.above())
        if element.name == "x:t" and (is_guide or not is_used):
            yield from (each for each in element.children if isinstance(each, Stretch))


def _order(name: str) -> tuple[int, str]:
    ranks = ("xl/worksheets/", "xl/", "docProps/", "customXml/")
    return next((at for at, start in enumerate(ranks) if name.startswith(start)), len(ranks)), name
