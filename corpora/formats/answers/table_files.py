"""Tables of one response a row (`.csv`, `.tsv`, `.xlsx`): which columns hold words, and whose."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from corpora.errors import FileRefused
from corpora.formats.columns.headings import Kind, kind_of_heading
from corpora.formats.columns.roles import NAMING, Role, Roles, roles_of
from corpora.formats.columns.table_reader import BESIDE
from corpora.formats.lines import times
from corpora.formats.lines.draft import Draft, listed
from corpora.formats.lines.label_names import normal
from corpora.formats.timed import whisper
from corpora.spreadsheets import first_sheet
from corpora.text import decode, tidy
from corpora.transcript import Block

WHO = frozenset((
    "speaker", "participant", "participant id", "participant_id", "respondent", "respondent id",
    "respondent_id", "response id", "responseid", "response_id", "id", "name", "person", "who",
))  # fmt: skip
DELIMITERS = "\t;|,"
LONGEST_CELL = 1_000_000
WORDS_AN_ANSWER = 4
LOOKED_AT = 500
HEADING_WORDS = 3


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns hold what, by the heading in the first row. Several may hold words."""

    text: tuple[str, ...]
    speaker: str | None = None
    time: str | None = None


Rows = Sequence[Sequence[str]]


def read_csv(content: bytes, name: str, columns: Columns | None = None) -> Draft:
    """The blocks of a table in text, one an answer; `columns` says which hold what."""
    text = decode(content, name)
    header = text.split("\n", 1)[0]
    if columns is None and whisper.is_whisper_table(header):
        return whisper.read_table(content, name)
    return _draft(_csv_rows(text, header, name), columns, name, {})


def read_xlsx(content: bytes, name: str, columns: Columns | None = None) -> Draft:
    """The blocks of the first sheet of a workbook, one an answer."""
    rows, left_out = first_sheet.first_sheet(content, name)
    return _draft(rows, columns, name, left_out)


def _csv_rows(text: str, header: str, where: str) -> list[list[str]]:
    delimiter = max(DELIMITERS, key=header.count) if header else ","
    # The limit is the module's; it is set to the same each time, so threads do not disagree.
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return [row for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as fault:
        raise FileRefused(
            f"line {reader.line_num:,} is not valid in a table of this kind",
            where=where,
            remedy="Look for a quotation mark that is not closed.",
        ) from fault


def _draft(rows: Rows, columns: Columns | None, where: str, left_out: dict[str, int]) -> Draft:
    if not rows:
        return Draft(())
    header = [tidy(cell) for cell in rows[0]]
    body = 1
    if columns is not None:
        chosen = _found(header, columns, where)
    elif (roles := _unheaded_roles(rows)) is not None:
        chosen, body = _by_roles(roles.columns), roles.body
    else:
        chosen = _guessed(header, rows[1:], where)
    blocks = [block for row in rows[body:] for block in _answers(row, header, chosen)]
    beside = sum(bool(_cell(row, i).strip()) for row in rows[body:] for i in chosen.beside)
    return Draft(tuple(blocks), listed(left_out | {BESIDE: beside}))


def _unheaded_roles(rows: Rows) -> Roles | None:
    """What the columns of a transcript hold whose first row is no heading in a known language."""
    sample = [[tidy(cell) for cell in row] for row in rows[:LOOKED_AT]]
    roles = roles_of(sample)
    if roles is None or not roles.has_speakers:
        return None
    return None if roles.body and any(_kind(cell) for cell in sample[0]) else roles


def _by_roles(roles: Sequence[Role]) -> "_Chosen":
    places = {role: i for i, role in reversed(list(enumerate(roles)))}
    beside = tuple(i for i, role in enumerate(roles) if role == "beside")
    return _Chosen((places["text"],), places["speaker"], places.get("time"), beside)


def _kind(heading: str) -> Kind | None:
    """What a short heading says; the question of a survey is no heading of that kind."""
    is_short = len(heading.split()) <= HEADING_WORDS and not heading.endswith("?")
    return kind_of_heading(heading) if is_short else None


@dataclass(frozen=True, slots=True)
class _Chosen:
    text: tuple[int, ...]
    speaker: int | None
    time: int | None
    beside: tuple[int, ...] = ()


def _found(header: list[str], columns: Columns, where: str) -> _Chosen:
    """The columns that were asked for. Raises FileRefused where one is not there."""
    places = {name.casefold(): i for i, name in reversed(list(enumerate(header)))}

    def place(name: str) -> int:
        if tidy(name).casefold() not in places:
            raise FileRefused(
                f'the table has no column "{tidy(name)[:60]}"',
                where=where,
                remedy="Give the heading as it stands in the first row.",
            )
        return places[tidy(name).casefold()]

    return _Chosen(
        tuple(place(name) for name in columns.text),
        place(columns.speaker) if columns.speaker else None,
        place(columns.time) if columns.time else None,
    )


def _guessed(header: list[str], rows: Rows, where: str) -> _Chosen:
    """The columns by their headings, and those of words by what is in them."""
    kinds = [_kind(name) for name in header]
    who = [i for i, name in enumerate(header) if name.casefold() in WHO]
    for naming in NAMING:
        who = who or [i for i, kind in enumerate(kinds) if kind == naming]
    when = [i for i, kind in enumerate(kinds) if kind == "time"]
    text = [i for i, kind in enumerate(kinds) if kind == "text"]
    is_headed = bool(text)
    if not is_headed:
        text = [i for i in range(len(header)) if i not in who and _holds_words(rows, i)]
    if not text:
        raise FileRefused(
            "no column of the table holds words that people said",
            where=where,
            remedy='Name the column with the answers "text", and the one with the person "speaker".',
        )
    beside = tuple(i for i, kind in enumerate(kinds) if kind == "beside") if is_headed else ()
    return _Chosen(tuple(text), who[0] if who else None, when[0] if when else None, beside)


def _holds_words(rows: Rows, column: int) -> bool:
    cells = [row[column] for row in rows[:LOOKED_AT] if column < len(row) and row[column].strip()]
    if not cells:
        return False
    words = sum(len(cell.split()) for cell in cells) / len(cells)
    return words >= WORDS_AN_ANSWER and len(set(cells)) * 2 > len(cells)


def _answers(row: Sequence[str], header: list[str], chosen: _Chosen) -> Iterator[Block]:
    """The answers of one row, each under its question where the table asks several."""
    speaker = normal(_cell(row, chosen.speaker))[:60] or None
    seconds = times.first_time(_cell(row, chosen.time)) if chosen.time is not None else None
    for column in chosen.text:
        text = _cell(row, column).replace("\r\n", "\n").replace("\r", "\n").strip()
        if not text:
            continue
        if len(chosen.text) > 1:
            yield Block(header[column], speech=False)
        yield Block(text, speaker, seconds)


def _cell(row: Sequence[str], column: int | None) -> str:
    return row[column] if column is not None and column < len(row) else ""
