"""Tables of a document: a transcript kept in columns, or a layout read row by row."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from corpora.formats.speech import times
from corpora.formats.speech.label_names import key, normal, shape
from corpora.formats.speech.lines import Line
from corpora.text import tidy

Cell = Sequence[Line]
Row = Sequence[Cell]
Column = Literal["time", "number", "speaker", "text", "other"]

HEADINGS: dict[str, Column] = {
    "timespan": "time", "time": "time", "timestamp": "time", "time stamp": "time",
    "timecode": "time", "time code": "time", "start": "time", "start time": "time",
    "begin": "time", "speaker": "speaker", "speakers": "speaker", "speaker name": "speaker",
    "speaker id": "speaker", "speaker label": "speaker", "content": "text", "text": "text",
    "transcript": "text", "utterance": "text", "speech": "text", "transcription": "text",
    "dialogue": "text", "words": "text",
}  # fmt: skip
MOST = 0.7
FEWEST_ROWS = 4


def lines_of(rows: Sequence[Row]) -> list[Line]:
    """The lines of a table, with speaker and time where its columns hold them."""
    if not rows:
        return []
    headed = _headed(rows[0])
    if headed is not None:
        heading = [replace(line, kind="unsaid") for cell in rows[0] for line in cell]
        return heading + [line for row in rows[1:] for line in _row(row, headed)]
    columns = _columns(rows)
    if columns is not None:
        return [line for row in rows for line in _row(row, columns)]
    return [line for row in rows for cell in row for line in cell]


def cell_text(cell: Cell) -> str:
    """The words of a cell on one line."""
    return tidy(" ".join(line.text for line in cell))


def _headed(row: Row) -> list[Column] | None:
    """What the columns hold, by their headings, where the headings are a transcript's."""
    found = [HEADINGS.get(cell_text(cell).casefold().rstrip(":"), "other") for cell in row]
    is_transcript = found.count("text") == 1 and ("speaker" in found or "time" in found)
    return found if is_transcript and found.count("speaker") < 2 else None


def _columns(rows: Sequence[Row]) -> list[Column] | None:
    """What the columns hold, by what stands in them, where one names speakers."""
    width = max(len(row) for row in rows)
    if len(rows) < FEWEST_ROWS or not 2 <= width <= 5:
        return None
    kinds = [_column([cell_text(row[i]) for row in rows if i < len(row)]) for i in range(width)]
    if kinds.count("speaker") == 1 and kinds.count("text") == 1:
        return kinds
    return None


def _column(cells: list[str]) -> Column:
    filled = [cell for cell in cells if cell]
    if not filled:
        return "other"
    enough = MOST * len(filled)
    if sum(_is_time(cell) for cell in filled) >= enough:
        return "time"
    if sum(cell.rstrip(".)").isdigit() for cell in filled) >= enough:
        return "number"
    return "speaker" if _are_labels(filled, enough) else "text"


def _are_labels(cells: list[str], enough: float) -> bool:
    names = [key(cell.rstrip(": ")) for cell in cells if _is_label(cell)]
    counts = Counter(names)
    repeated = sum(count for count in counts.values() if count > 1)
    return len(names) >= enough and repeated * 2 > len(names)


def _is_label(cell: str) -> bool:
    return len(cell) <= 60 and shape(normal(cell.rstrip(": "))) != "no"


def _is_time(cell: str) -> bool:
    found = times.leading(cell)
    return found is not None and not cell[found.end :].strip()


def _row(row: Row, columns: Sequence[Column]) -> list[Line]:
    """The lines of one row: the first carries who spoke and when, the rest go on."""
    cells = dict(zip(columns, row, strict=False))
    said = [line for line in cells.get("text", ()) if line.text.strip()]
    if not said:
        return []
    clock = times.first_time(cell_text(cells.get("time", ())))
    speaker = None
    if "speaker" in columns:
        # An empty cell names nobody: whoever spoke in the row above is not asked to answer for it.
        speaker = normal(cell_text(cells.get("speaker", ())).rstrip(": "))[:60]
    first = replace(said[0], speaker=speaker, seconds=clock, starts=True, kind="text")
    return [first, *(replace(line, kind="text") for line in said[1:])]
