"""A table in text with other entries in it: rows that stay as they are keep their bytes."""

import csv
from collections.abc import Sequence
from difflib import SequenceMatcher
from io import StringIO
from itertools import zip_longest

from coding.written.columns import Kind
from coding.written.entries import Entry, headings, is_remark, table_of_file
from coding.written.mistakes import Mistakes
from coding.written.sheet.lines import what_it_says
from corpora.delimited import Delimited, TableRow
from corpora.spreadsheets.cells import csv_of, field_of


def table_with(
    content: bytes, file: str, kind: Kind, before: Sequence[Entry], entries: Sequence[Entry]
) -> bytes:
    """The table with these entries in the place of those `before`, which it holds.

    Columns of the team's own, remarks and the way it is written stay.
    """
    table = table_of_file(content, file, kind, Mistakes()) if content.strip() else None
    names = headings(table) if table else []
    if table is None or any(name not in names for entry in entries for name in entry.values):
        return _new(kind, table, names, before, entries)
    rows = [row for row in table.below if not is_remark(row)]
    instead, added = _changes(table, names, rows, before, entries)
    made = [table.text[: table.records[table.heading].end]]
    for row in table.records[table.heading + 1 :]:
        made.append(instead.get(row.start, table.text[row.start : row.end]))
        made += added.get(row.start, [])
    made += added.get(-1, [])
    end = table.dialect.line_end
    return table.encoded("".join(_ended(piece, end) for piece in made if piece))


def _ended(piece: str, end: str) -> str:
    return piece if piece.endswith(("\n", "\r")) else piece + end


def _new(
    kind: Kind,
    table: Delimited | None,
    names: Sequence[str],
    before: Sequence[Entry],
    entries: Sequence[Entry],
) -> bytes:
    """A table written anew, with every column; what stood in columns of the team's own goes along."""
    rows = [row for row in table.below if not is_remark(row)] if table else []
    own = [at for at, name in enumerate(names) if name and name not in kind.names]
    kept = {
        what_it_says(entry): [row.cells[at] if at < len(row.cells) else "" for at in own]
        for entry, row in zip(before, rows, strict=True)
    }
    columns = [field.name for field in kind.fields]
    lines = [[*columns, *(names[at] for at in own)]]
    for entry in entries:
        lines.append([*map(entry.text, columns), *kept.get(what_it_says(entry), [""] * len(own))])
    return csv_of(lines)


def _changes(
    table: Delimited,
    names: Sequence[str],
    rows: Sequence[TableRow],
    before: Sequence[Entry],
    entries: Sequence[Entry],
) -> tuple[dict[int, str], dict[int, list[str]]]:
    """What stands in the place of rows, and what follows rows, by where they start; -1 is the end."""
    instead: dict[int, str] = {}
    added: dict[int, list[str]] = {}
    matcher = SequenceMatcher(
        None,
        [what_it_says(each) for each in before],
        [what_it_says(each) for each in entries],
        autojunk=False,
    )
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            continue
        last_row = rows[last - 1].start if last else -1
        for row, entry in zip_longest(rows[first:last], entries[start:end]):
            if row is None:
                added.setdefault(last_row, []).append(_line(table, names, (), entry))
            else:
                instead[row.start] = _line(table, names, row.cells, entry) if entry else ""
    return instead, added


def _line(table: Delimited, names: Sequence[str], cells: Sequence[str], entry: Entry) -> str:
    """A row as the table writes rows, with what the entry says over what stood in the row."""
    ours = entry.kind.names
    held = [*cells, *[""] * (len(names) - len(cells))]
    row = [
        field_of(entry.text(name)) if name in ours else held[at] for at, name in enumerate(names)
    ]
    out, dialect = StringIO(), table.dialect
    writer = csv.writer(
        out,
        delimiter=dialect.delimiter,
        lineterminator=dialect.line_end,
        quoting=csv.QUOTE_ALL if dialect.quotes_everything else csv.QUOTE_MINIMAL,
    )
    writer.writerow(row)
    return out.getvalue()
