"""Tables of one response a row (`.csv`, `.tsv`, `.xlsx`): which columns hold words, and whose."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpora.errors import FileRefused
from corpora.formats.speech import times
from corpora.formats.speech.columns_of_speech import HEADINGS
from corpora.formats.speech.draft import Draft, listed
from corpora.formats.speech.label_names import normal
from corpora.formats.timed import whisper
from corpora.people.spelling import folded
from corpora.spreadsheets import first_sheet
from corpora.spreadsheets.delimited import below_titles, read_delimited
from corpora.text import tidy
from corpora.transcript import Block

# Whose answers they are, in the languages in which forms are sent out; as names are compared.
WHO = frozenset(
    folded(heading)
    for heading in (
        "speaker|participant|participant id|participant code|participant number|participant no|"
        "participant name|participant ref|respondent|respondent id|respondent name|response id|"
        "responseid|id|name|full name|first name|person|who|interviewee|study id|subject id|"
        "client id|"
        "teilnehmer|teilnehmerin|teilnehmende|befragte|befragter|sprecher|sprecherin|kennung|"
        "participante|participant e|répondant|répondante|nom|prénom|identifiant|nombre|"
        "entrevistado|entrevistada|encuestado|encuestada|deelnemer|naam|spreker|respondente|"
        "partecipante|nome|uczestnik|imię|osoba|cyfranogwr|enw|siaradwr|deltager|deltagare|navn|namn"
    ).split("|")
)
# Number the answers where another column says whose they are.
OF_THE_ANSWER = frozenset({"id", "response id", "responseid"})
WORDS_AN_ANSWER = 4
LOOKED_AT = 500
_CODE = re.compile(r"[A-Za-z]{1,4}[ _.-]?\d{1,5}")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns hold what, by the heading in the first row. Several may hold words."""

    text: tuple[str, ...]
    speaker: str | None = None
    time: str | None = None


Rows = Sequence[Sequence[str]]


def read_csv(content: bytes, name: str, columns: Columns | None = None) -> Draft:
    """The blocks of a table in text, one an answer; `columns` says which hold what."""
    wanted = WHO | {folded(heading) for heading in HEADINGS}
    if columns is not None:
        wanted |= {folded(heading or "") for heading in (*columns.text, columns.speaker)}
    table = read_delimited(content, name, wanted - {""})
    if columns is None and whisper.is_whisper_table(table.text.split("\n", 1)[0]):
        return whisper.read_table(content, name)
    rows = [row.cells for row in table.records[table.heading :] if not row.is_blank]
    above = sum(not row.is_blank for row in table.records[: table.heading])
    return _draft(rows, columns, name, {"lines above the headings": above})


def read_xlsx(content: bytes, name: str, columns: Columns | None = None) -> Draft:
    """The blocks of the first sheet of a workbook, one an answer."""
    rows, left_out = first_sheet.first_sheet(content, name)
    above = below_titles(rows) if rows else 0
    return _draft(rows[above:], columns, name, left_out | {"lines above the headings": above})


def _draft(rows: Rows, columns: Columns | None, where: str, left_out: dict[str, int]) -> Draft:
    if not rows:
        return Draft(())
    header = [tidy(cell) for cell in rows[0]]
    chosen = _found(header, columns, where) if columns else _guessed(header, rows[1:], where)
    blocks = [block for row in rows[1:] for block in _answers(row, header, chosen)]
    return Draft(tuple(blocks), listed(left_out))


@dataclass(frozen=True, slots=True)
class _Chosen:
    text: tuple[int, ...]
    speaker: int | None
    time: int | None


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


def _guessed(header: list[str], rows: Rows, where: str) -> _Chosen:
    """The columns by their headings, and those of words by what is in them."""
    kinds = [HEADINGS.get(name.casefold(), "") for name in header]
    who = [i for i, name in enumerate(header) if folded(name) in WHO and _is_filled(rows, i)]
    who.sort(key=lambda i: folded(header[i]) in OF_THE_ANSWER)
    when = [i for i, kind in enumerate(kinds) if kind == "time"]
    text = [i for i, kind in enumerate(kinds) if kind == "text"]
    if not text:
        text = [i for i in range(len(header)) if i not in who and _holds_words(rows, i)]
    if not text:
        raise FileRefused(
            "no column of the table holds words that people said",
            where=where,
            remedy='Name the column with the answers "text", and the one with the person "speaker".',
        )
    if not who:
        who = [i for i in range(len(header)) if i not in text and _holds_codes(rows, i)]
    return _Chosen(tuple(text), who[0] if who else None, when[0] if when else None)


def _compared(heading: str) -> str:
    return folded(heading) or tidy(heading)


def _is_filled(rows: Rows, column: int) -> bool:
    return any(_cell(row, column).strip() for row in rows) or not rows


def _holds_codes(rows: Rows, column: int) -> bool:
    """Whether each row has a code of its own there (`P01`, `SU-03`), whatever the heading says."""
    codes = [_cell(row, column).strip() for row in rows[:LOOKED_AT]]
    return len(set(codes)) == len(codes) > 1 and all(_CODE.fullmatch(code) for code in codes)


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
