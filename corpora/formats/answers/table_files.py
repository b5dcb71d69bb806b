"""Tables of one response a row (`.csv`, `.tsv`, `.xlsx`): which columns hold words, and whose."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpora.delimited import below_titles, read_delimited
from corpora.errors import FileRefused
from corpora.formats.columns.headings import Kind, kind_of_heading
from corpora.formats.columns.roles import NAMING, Role, Roles, roles_of
from corpora.formats.columns.table_reader import BESIDE
from corpora.formats.lines import times
from corpora.formats.lines.draft import Draft, listed
from corpora.formats.lines.label_names import normal
from corpora.formats.timed import whisper
from corpora.spelling import folded
from corpora.spreadsheets import first_sheet
from corpora.text import tidy
from corpora.transcript import Block

WHO = frozenset((
    "speaker", "participant", "participant id", "participant_id", "respondent", "respondent id",
    "respondent_id", "response id", "responseid", "response_id", "id", "name", "person", "who",
))  # fmt: skip
ABOVE = "lines above the headings"
# Number the answers, where another column says whose they are.
OF_THE_ANSWER = frozenset({"id", "response id", "responseid", "response_id"})
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
    asked = (*columns.text, columns.speaker or "") if columns else ("text", "answer", "time")
    table = read_delimited(content, name, {*WHO, *map(folded, asked)} - {""})
    if columns is None and whisper.is_whisper_table(table.text.split("\n", 1)[0]):
        return whisper.read_table(content, name)
    rows = [row.cells for row in table.records[table.heading :] if not row.is_blank]
    above = sum(not row.is_blank for row in table.records[: table.heading])
    return _draft(_named_once(rows), columns, name, {ABOVE: above})


def read_xlsx(content: bytes, name: str, columns: Columns | None = None) -> Draft:
    """The blocks of the first sheet of a workbook, one an answer."""
    rows, left_out = first_sheet.first_sheet(content, name)
    above = below_titles(rows) if rows else 0
    return _draft(_named_once(rows[above:]), columns, name, left_out | {ABOVE: above})


def _named_once(rows: Rows) -> Rows:
    """The rows with one column that says whose they are: no empty one, no number of the answer."""
    if not rows:
        return rows
    who = {i: name for i, cell in enumerate(rows[0]) if (name := tidy(cell).casefold()) in WHO}
    empty = {i for i in who if len(rows) > 1 and not any(_cell(row, i).strip() for row in rows[1:])}
    others = {i for i, name in who.items() if i not in empty and name not in OF_THE_ANSWER}
    nameless = empty | {i for i in who if i not in others and others}
    return [["" if i in nameless else cell for i, cell in enumerate(rows[0])], *rows[1:]]


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
    places = {_compared(name): i for i, name in reversed(list(enumerate(header)))}

    def place(name: str) -> int:
        if _compared(name) not in places:
            raise FileRefused(
                f'the table has no column "{tidy(name)[:60]}"',
                where=where,
                remedy="Give the heading as it stands in the first row.",
            )
        return places[_compared(name)]

    return _Chosen(
        tuple(place(name) for name in columns.text),
        place(columns.speaker) if columns.speaker else None,
        place(columns.time) if columns.time else None,
    )


def _compared(heading: str) -> str:
    return folded(heading) or tidy(heading)


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
