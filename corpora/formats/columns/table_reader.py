"""Tables of a document: a transcript kept in columns, or a layout read row by row."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpora.formats.columns.headings import kind_of_heading
from corpora.formats.columns.roles import Roles, roles_of
from corpora.formats.lines import times
from corpora.formats.lines.label_names import is_generic, key, normal
from corpora.formats.lines.lines import Line
from corpora.text import tidy

DITTO = frozenset(('"', "''", "\u201d", "\u3003", '-"-', "\u2033"))
BESIDE = "codes and notes beside the words of a table"
MOST_SPEAKERS = 8
LABEL_LENGTH = 60


@dataclass(slots=True)
class Cell:
    """One cell of a table. `merged`: it is one with the cell above, which holds its words."""

    lines: list[Line] = field(default_factory=list)
    merged: bool = False


Row = Sequence[Cell]


class TableReader:
    """Reads the tables of one document in order; one that a page broke goes on as it began.

    What stands beside the words (codes, notes, numbers of rows) is added to `counts`.
    """

    def __init__(self, counts: Counter[str]) -> None:
        self._counts = counts
        self._before: Roles | None = None
        self._speakers: set[str] = set()

    def lines(self, rows: Sequence[Row]) -> list[Line]:
        """The lines of a table, with speaker and time where its columns hold them."""
        spoken = self.spoken(rows)
        if spoken is not None:
            return spoken
        return [line for row in rows for cell in row for line in cell.lines]

    def spoken(self, rows: Sequence[Row]) -> list[Line] | None:
        """The lines of a table that is a transcript, or None where it is not."""
        cells = [[cell_text(cell) for cell in row] for row in rows]
        columns = _speaking_columns(cells)
        if columns is not None:
            return _lines_by_column(rows, cells, columns)
        roles = roles_of(cells) or self._going_on(cells)
        if roles is None:
            return None
        self._before = roles
        return self._spoken(rows, cells, roles)

    def _going_on(self, cells: Sequence[Sequence[str]]) -> Roles | None:
        """What the columns hold where this is the rest of the table before, on the next page."""
        if self._before is None or not self._before.has_speakers or not cells:
            return None
        columns = self._before.columns
        if any(len(row) != len(columns) for row in cells):
            return None
        at = columns.index("speaker")
        same = all(key(row[at].rstrip(": ")) in self._speakers for row in cells)
        return replace(self._before, body=0) if same else None

    def _spoken(
        self, rows: Sequence[Row], cells: Sequence[Sequence[str]], roles: Roles
    ) -> list[Line]:
        heading = cells[roles.body - 1] if roles.body else None
        lines = [_unsaid(line) for row in rows[: roles.body] for cell in row for line in cell.lines]
        speaker = ""
        for row, texts in zip(rows[roles.body :], cells[roles.body :], strict=True):
            if texts == heading or _heads_a_part(texts, roles):
                lines += [_unsaid(line) for cell in row for line in cell.lines]
                continue
            speaker = _speaker(row, texts, roles, speaker)
            self._speakers.add(key(speaker))
            self._count(texts, roles)
            lines += _row(row, texts, roles, speaker)
        return lines

    def _count(self, texts: Sequence[str], roles: Roles) -> None:
        for text, role in zip(texts, roles.columns, strict=False):
            if text and role == "beside":
                self._counts[BESIDE] += 1
            elif text and role == "number":
                self._counts["numbers of a table's rows"] += 1


def cell_text(cell: Cell) -> str:
    """The words of a cell, its lines apart."""
    return "\n".join(tidy(line.text) for line in cell.lines if line.text.strip())


def _unsaid(line: Line) -> Line:
    return replace(line, kind="unsaid")


def _heads_a_part(texts: Sequence[str], roles: Roles) -> bool:
    """Whether the row holds nothing but a heading, such as `Part 2`, across the columns."""
    filled = [
        role for text, role in zip(texts, roles.columns, strict=False) if text and role != "empty"
    ]
    return len(filled) == 1 and filled != ["text"]


def _speaker(row: Row, texts: Sequence[str], roles: Roles, before: str) -> str:
    """Who speaks in a row; "" where an empty cell names nobody.

    Whoever spoke in the row above is not asked to answer for that, unless the cells are merged.
    """
    if not roles.has_speakers:
        return ""
    at = roles.columns.index("speaker")
    if at >= len(row):
        return ""
    if row[at].merged or texts[at] in DITTO:
        return before
    return normal(_without_times(texts[at]).rstrip(": "))[:LABEL_LENGTH]


def _without_times(label: str) -> str:
    """A label without the time that stands in the same cell."""
    at = times.leading(label)
    name = label[at.end :] if at else label
    end = times.trailing(name)
    return (end[1] if end and end[1].strip() else name).strip(" \t-\u2013\u2014|,") or label


def _row(row: Row, texts: Sequence[str], roles: Roles, speaker: str) -> list[Line]:
    """The lines of one row: the first carries who spoke and when, the rest go on."""
    spoken = [
        line
        for cell, role in zip(row, roles.columns, strict=False)
        if role == "text"
        for line in cell.lines
        if line.text.strip()
    ]
    if not spoken:
        return []
    first = replace(spoken[0], seconds=_time(texts, roles), starts=True, kind="text")
    if roles.has_speakers:
        first = replace(first, speaker=speaker, text=_without_label(first.text, speaker))
    return [first, *(replace(line, kind="text") for line in spoken[1:])]


def _time(texts: Sequence[str], roles: Roles) -> float | None:
    for wanted in ("time", "speaker"):
        for text, role in zip(texts, roles.columns, strict=False):
            if role == wanted and (at := times.first_time(text)) is not None:
                return at
    return None


def _without_label(text: str, speaker: str) -> str:
    """`text` without the label that the column beside it gives already."""
    label, colon, words = text.partition(":")
    return words.strip() if speaker and colon and key(label) == key(speaker) else text


def _speaking_columns(cells: Sequence[Sequence[str]]) -> list[int] | None:
    """The columns that are each one person's, named at their head: `Interviewer | Ann`."""
    if len(cells) < 3 or not 2 <= len(cells[0]) <= MOST_SPEAKERS:
        return None
    head, body = cells[0], cells[1:]
    named = [i for i, name in enumerate(head) if name and len(name) <= LABEL_LENGTH]
    if len(named) < 2 or any(len(row) != len(head) for row in body):
        return None
    if not any(is_generic(head[i].rstrip(": ")) and len(head[i]) > 1 for i in named):
        return None
    one_each = sum(sum(bool(row[i]) for i in named) == 1 for row in body) >= 0.7 * len(body)
    all_roles = all(is_generic(head[i].rstrip(": ")) for i in named)
    asked = any(kind_of_heading(head[i]) == "minutes" for i in named)
    prose = all(any(len(row[i].split()) > 3 for row in body) for i in named)
    return named if prose and (one_each or (all_roles and not asked)) else None


def _lines_by_column(
    rows: Sequence[Row], cells: Sequence[Sequence[str]], columns: Sequence[int]
) -> list[Line]:
    lines = [_unsaid(line) for cell in rows[0] for line in cell.lines]
    for row in rows[1:]:
        for i in columns:
            spoken = [line for line in row[i].lines if line.text.strip()]
            if spoken:
                name = normal(cells[0][i].rstrip(": "))
                lines.append(replace(spoken[0], speaker=name, starts=True, kind="text"))
                lines += [replace(line, kind="text") for line in spoken[1:]]
    return lines
