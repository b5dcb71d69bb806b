"""What a file or a sheet holds, entry by entry, as text with its places: not yet checked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from codebooks.yaml.fields import allowed_list
from codebooks.yaml.nodes import Fields, Items, Node, Scalar, brief, read_nodes, says_something
from coding.written.columns import Kind
from coding.written.mistakes import Mistakes, nearest_allowed
from corpora.delimited import DELIMITERS, Delimited, TableRow, read_delimited
from corpora.errors import CodebookError, FileRefused
from corpora.spelling import folded
from corpora.spreadsheets.cells import field_text
from corpora.text import tidy

OWN = "x-"
"""So a column of the team's own begins; it is not read."""
REMARK = "#"
"""So a row begins that is a remark and is not read."""
PARTS = (";", "|")
"""What parts several values in one cell."""


@dataclass(frozen=True, slots=True)
class Value:
    """A text on one line, and where it stands."""

    text: str
    where: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding, a measure in a period, …: its values by field, and the entries below it by kind.

    What is empty is left out. `line` counts from 1: a line of YAML, a row of a table.
    """

    kind: Kind
    values: Mapping[str, tuple[Value, ...]]
    below: Mapping[str, tuple["Entry", ...]] = field(default_factory=dict)
    where: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)

    def text(self, name: str) -> str:
        """What stands in a field, several values with a semicolon between; "" where nothing does."""
        return f"{PARTS[0]} ".join(value.text for value in self.values.get(name, ()))


def yaml_entries(
    content: bytes, file: str, kind: Kind, mistakes: Mistakes, *, listed: bool = True
) -> tuple[Entry, ...]:
    """The entries of a file of YAML: a list of them, or where they are not `listed` one in all."""
    if not says_something(content):
        return ()
    try:
        root = read_nodes(content, where=file)
    except CodebookError as fault:
        mistakes.note_fault(fault)
        return ()
    reader = _YamlReader(file, mistakes)
    return reader.entries(root, kind) if listed else reader.one(root, kind)


class _YamlReader:
    """Turns nodes into entries and notes what has another shape."""

    def __init__(self, file: str, mistakes: Mistakes) -> None:
        self._file, self._mistakes = file, mistakes

    def entries(self, node: Node, kind: Kind) -> tuple[Entry, ...]:
        """The entries of a list; none where something else stands there."""
        if isinstance(node, Items):
            return tuple(entry for item in node.items for entry in self.one(item, kind))
        if node != Scalar("", node.place):
            what = f"{kind.name} must be a list of entries, each beginning with '- '"
            self._mistakes.note(self._where(node), what)
        return ()

    def one(self, node: Node, kind: Kind) -> tuple[Entry, ...]:
        """The entry that stands in a node, or none."""
        if not isinstance(node, Fields):
            what = f"{kind.one} must have fields, each with its name and a colon"
            self._mistakes.note(self._where(node), what, f"Fields: {allowed_list(kind.names)}.")
            return ()
        values: dict[str, tuple[Value, ...]] = {}
        below: dict[str, tuple[Entry, ...]] = {}
        kinds = {each.name: each for each in kind.below}
        for name, held in node.entries:
            if name.text in kinds:
                below[name.text] = self.entries(held, kinds[name.text])
            elif name.text in kind.names:
                several = kind.field(name.text).several
                values[name.text] = tuple(self._values(held, name.text, several=several))
            else:
                self._unknown(name, kind)
        return (
            Entry(
                kind,
                {name: texts for name, texts in values.items() if texts},
                {name: entries for name, entries in below.items() if entries},
                self._where(node),
                node.place.line,
            ),
        )

    def _values(self, node: Node, name: str, *, several: bool) -> Iterator[Value]:
        if isinstance(node, Scalar):
            if text := tidy(node.text):
                yield Value(text, self._where(node))
        elif isinstance(node, Items) and several:
            for item in node.items:
                if isinstance(item, Scalar):
                    yield from self._values(item, name, several=False)
                else:
                    self._mistakes.note(self._where(item), f"{name} must be a list of words")
        else:
            remedy = "Put a text in quotation marks that holds a colon or begins with [ or {."
            what = f"{name} must be {'a list of words' if several else 'a text'}"
            self._mistakes.note(self._where(node), what, remedy)

    def _unknown(self, name: Scalar, kind: Kind) -> None:
        what = (
            f"{brief(name.text)} is not a field of {kind.one}; allowed: {allowed_list(kind.names)}"
        )
        self._mistakes.note(self._where(name), what, nearest_allowed(name.text, kind.names))

    def _where(self, node: Node) -> str:
        return f"{self._file} line {node.place.line}"


def csv_entries(content: bytes, file: str, kind: Kind, mistakes: Mistakes) -> tuple[Entry, ...]:
    """The entries of a table, however a spreadsheet has saved it; rows that begin with # are remarks."""
    if not content.strip():
        return ()
    table = table_of_file(content, file, kind, mistakes)
    if table is None:
        return ()
    names = headings(table)
    if not _headings_stand(names, table, file, kind, mistakes):
        return ()
    rows = [row for row in table.below if not is_remark(row)]
    for row in rows:
        if any(cell.strip() for cell in row.cells[len(names) :]):
            what = f"the row has {len(row.cells)} cells and there are {len(names)} headings"
            mistakes.note(
                f"{file} row {row.number}", what, "Put a text that holds a comma in quotes."
            )
    return tuple(
        entry_of(
            kind,
            dict(zip(names, map(field_text, row.cells), strict=False)),
            f"{file} row",
            row.number,
        )
        for row in rows
    )


def table_of_file(content: bytes, file: str, kind: Kind, mistakes: Mistakes) -> Delimited | None:
    """The table in `content`; None where it cannot be read, which is noted."""
    known = [folded(name.replace("_", " ")) for name in kind.names]
    try:
        return read_delimited(content, file, known, "In Excel, save it as 'CSV UTF-8'.")
    except FileRefused as refused:
        mistakes.note_fault(refused)
        return None


def headings(table: Delimited) -> list[str]:
    """The headings of a table as they are compared: `Period start ` is `period_start`."""
    return (
        [heading_of(cell) for cell in table.records[table.heading].cells] if table.records else []
    )


def heading_of(cell: str) -> str:
    """A heading as it is compared."""
    own = tidy(cell).casefold()
    return own if own.startswith(OWN) else folded(cell.replace("_", " ")).replace(" ", "_")


def is_remark(row: TableRow) -> bool:
    """Whether a row is a remark, such as an example."""
    return row.cells[0].lstrip().startswith(REMARK)


def entry_of(kind: Kind, cells: Mapping[str, str], where: str, number: int) -> Entry:
    """The entry in a row of a table; `where` names what `number` counts, such as `steps.csv row`."""
    place = f"{where} {number}"
    values = {}
    for each in kind.fields:
        cell = cells.get(each.name, "")
        texts = _parts(cell) if each.several else [tidy(cell)]
        if any(texts):
            values[each.name] = tuple(Value(text, place) for text in texts if text)
    return Entry(kind, values, {}, place, number)


def _parts(cell: str) -> list[str]:
    first, *others = PARTS
    for other in others:
        cell = cell.replace(other, first)
    return [part for piece in cell.split(first) if (part := tidy(piece))]


def _headings_stand(
    names: Sequence[str], table: Delimited, file: str, kind: Kind, mistakes: Mistakes
) -> bool:
    """Whether every column that must be there is, none twice and none unknown; else it is noted."""
    before = len(mistakes.lines)
    row = table.records[table.heading].number if table.records else 1
    where, written = (
        f"{file} row {row}",
        table.records[table.heading].cells if table.records else (),
    )
    allowed = f"the columns are: {allowed_list(kind.names)}; your own begin with {OWN!r}"
    for at, name in enumerate(names):
        filled = any(each.cells[at : at + 1] and each.cells[at].strip() for each in table.below)
        if not name and filled:
            mistakes.note(where, f"column {at + 1} has no heading; {allowed}")
        elif name and name in names[:at]:
            mistakes.note(where, f"the column {brief(name)} stands twice", "Keep one.")
        elif name and name not in kind.names and not name.startswith(OWN):
            what = f"there is no column {brief(written[at])}; {allowed}"
            mistakes.note(where, what, nearest_allowed(name, kind.names))
    missing = [each.name for each in kind.fields if each.required and each.name not in names]
    if missing:
        apart = DELIMITERS.get(table.dialect.delimiter, "nothing")
        what = f"read as parted by {apart}, there is no column {' and no '.join(missing)}"
        mistakes.note(where, what, f"The columns are: {allowed_list(kind.names)}.")
    return len(mistakes.lines) == before
