"""What the columns of a table hold, by their headings and, whatever these say, by their cells."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from corpora.formats.columns.headings import Kind, kind_of_heading
from corpora.formats.lines import times
from corpora.formats.lines.label_names import is_generic, key

Role = Literal["time", "number", "speaker", "text", "beside", "empty"]
Row = Sequence[str]
NAMING: tuple[Kind, ...] = ("speaker", "name", "role")

MOST_COLUMNS = 12
HEADING_ROWS = 3  # how far down the heading may stand: titles may come before it
FEWEST_ROWS, FEWEST_SURE_ROWS = 4, 2
FEWEST_TURNS = 6
MOST, NEARLY_ALL = 0.7, 0.9
PROSE_WORDS = 4
HEADING_WORDS, SHORTEST_SENTENCE = 6, 4
LABEL_LENGTH, LABEL_WORDS = 60, 8
SENTENCE = re.compile(r"[.?!\u2026\u3002\uff1f\uff01][\"'\u201d\u2019)\]]{0,2}$")
ABBREVIATED = re.compile(r"(?:^|[\s.])(?:[^\W\d_]|dr|mrs?|st|jr|sr|prof|int|resp|mod|fac)\.$", re.I)
NUMBER = re.compile(r"\W{0,2}(?P<number>\d{1,6})\W{0,2}$")
SPOKEN_TIME = re.compile(
    r"(?:\d{1,2}\s?h\s?)?(?:\d{1,3}\s?m(?:in)?\s?)?(?:\d{1,2}\s?s(?:ec)?)$|\d{1,2}[.h]\d{2}(?:[.m]\d{2})?s?$"
)
LABELLED_LINE = re.compile(r"^(?P<label>[^:\n]{1,60}):\s+(?=\S)", re.MULTILINE)
INNER = re.compile(r"(?P<label>[^:\n]{1,60}):(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Roles:
    """What each column of a transcript in a table holds, and where its rows begin.

    `body` is the index of the first row below the heading; the rows above it are nobody's words.
    """

    columns: tuple[Role, ...]
    body: int = 0

    @property
    def has_speakers(self) -> bool:
        """Whether a column names who speaks, rather than the words themselves."""
        return "speaker" in self.columns


@dataclass(frozen=True, slots=True)
class _Column:
    """One column's cells that hold something, and what they look like."""

    cells: tuple[str, ...]
    rows: int
    kind: Kind | None

    @property
    def filled(self) -> float:
        return len(self.cells) / max(1, self.rows)

    @property
    def words(self) -> int:
        return sum(len(cell.split()) for cell in self.cells)

    @property
    def mean_words(self) -> float:
        return self.words / max(1, len(self.cells))

    @property
    def distinct(self) -> float:
        return len({key(cell) for cell in self.cells}) / max(1, len(self.cells))

    @property
    def sentences(self) -> int:
        return sum(_is_sentence(cell) for cell in self.cells)


def roles_of(rows: Sequence[Row]) -> Roles | None:
    """What the columns of `rows` hold where they are a transcript's, or None where they are not."""
    width = max((len(row) for row in rows), default=0)
    if not 2 <= width <= MOST_COLUMNS:
        return None
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    at = _heading(padded)
    if at is not None and not _speaks_again(padded, at):
        kinds = [kind_of_heading(cell) for cell in padded[at]]
        return _roles(padded[at + 1 :], kinds, at + 1)
    titles = _titles(padded)
    body = padded[titles:]
    below = _roles(body[1:], [None] * width, titles + 1)
    if below is not None and _is_contrast(body[0], body[1:], below.columns):
        return below
    return _roles(body, [None] * width, titles)


def _heading(rows: Sequence[Row]) -> int | None:
    """Which row heads the columns of a transcript, by its words."""
    for i, row in enumerate(rows[:HEADING_ROWS]):
        kinds = [kind for cell in row if (kind := kind_of_heading(cell))]
        if all(_may_head(cell) for cell in row) and _are_headings(
            kinds, sum(bool(cell) for cell in row)
        ):
            return i
    return None


def _speaks_again(rows: Sequence[Row], at: int) -> bool:
    """Whether a cell of row `at` stands in its column again: `Interviewer` is no heading then."""
    heading = rows[at]
    others = [row for row in rows[at + 1 :] if row != heading]
    return any(cell and any(row[i] == cell for row in others) for i, cell in enumerate(heading))


def _may_head(cell: str) -> bool:
    is_sentence = _is_sentence(cell) and len(cell) > SHORTEST_SENTENCE  # "Nr." is none
    return len(cell.split()) <= HEADING_WORDS and not (is_sentence or INNER.match(cell))


def _are_headings(kinds: Sequence[Kind], cells: int) -> bool:
    if "text" in kinds or "speaker" in kinds:
        return len(set(kinds)) > 1
    return len(set(kinds)) > 1 and len(kinds) * 2 > cells


def _titles(rows: Sequence[Row]) -> int:
    """How many rows stand above the columns, with a single cell that holds something."""
    count = 0
    for row in rows[: HEADING_ROWS - 1]:
        filled = [cell for cell in row if cell]
        if len(filled) > 1 or not all(_may_head(cell) for cell in filled):
            break
        count += 1
    return count


def _is_contrast(first: Row, rows: Sequence[Row], roles: Sequence[Role]) -> bool:
    """Whether the first row is unlike those below it, as headings in any language are."""
    plain = other = 0
    for i, (cell, role) in enumerate(zip(first, roles, strict=True)):
        below = [row[i] for row in rows if row[i]]
        if not cell or role in ("beside", "empty"):
            plain += bool(cell) and kind_of_heading(cell) == "beside"
            continue
        if role == "text":
            unlike = not SENTENCE.search(cell[-4:]) and len(cell.split()) <= HEADING_WORDS
            unlike = unlike and INNER.match(cell) is None
        elif role == "speaker":
            unlike = key(cell) not in {key(label) for label in below}
        else:
            unlike = not _is_time(cell) and NUMBER.match(cell) is None
            plain += unlike
        if not unlike:
            return False
        other += 1
    return other + plain > 1 and (plain > 0 or _mostly_sentences(rows, roles))


def _mostly_sentences(rows: Sequence[Row], roles: Sequence[Role]) -> bool:
    words = [row[roles.index("text")] for row in rows]
    return sum(_is_sentence(cell) for cell in words) >= MOST * len(words)


def _roles(rows: Sequence[Row], kinds: Sequence[Kind | None], body: int) -> Roles | None:
    full = [row for row in rows if not _heads_a_part(row)] or list(rows)
    columns = [
        _Column(tuple(row[i] for row in full if row[i]), len(full), kind)
        for i, kind in enumerate(kinds)
    ]
    roles: list[Role] = [_plain_role(column) for column in columns]
    text = _text(columns, roles)
    if text is None:
        return None
    roles[text] = "text"
    speaker = _speaker(columns, roles, text)
    if (
        speaker is not None
        and columns[speaker].kind not in NAMING
        and _labels_inside(columns[text])
    ):
        speaker = None  # the words name their speakers themselves, so this is a column of codes
    if speaker is not None:
        roles[speaker] = "speaker"
    whole = Roles(tuple(roles), body)
    return whole if _is_transcript(columns, whole, text, speaker, full) else None


def _heads_a_part(row: Row) -> bool:
    """Whether the row holds nothing but a short heading."""
    filled = [cell for cell in row if cell]
    return len(filled) < 2 and all(_may_head(cell) for cell in filled)


def _plain_role(column: _Column) -> Role:
    """What a column holds by its cells alone: times, numbers that count on, or something else."""
    if not column.cells:
        return "empty"
    enough = MOST * len(column.cells)
    if sum(_is_time(cell) for cell in column.cells) >= enough:
        return "time"
    numbers = [int(match["number"]) for cell in column.cells if (match := NUMBER.match(cell))]
    if len(numbers) >= enough and (column.kind == "number" or _count_on(numbers)):
        return "number"
    return "beside"


def _count_on(numbers: Sequence[int]) -> bool:
    return sum(b > a for a, b in pairwise(numbers)) >= MOST * (len(numbers) - 1)


def _is_time(cell: str) -> bool:
    at = times.leading(cell)
    if at is not None and not cell[at.end :].strip():
        return True
    return SPOKEN_TIME.match(cell.casefold()) is not None


def _text(columns: Sequence[_Column], roles: Sequence[Role]) -> int | None:
    """Which column holds the words: the one headed so, else the one with the most sentences."""
    free = [i for i, role in enumerate(roles) if role == "beside"]
    headed = [i for i in free if columns[i].kind == "text"]
    if headed:
        return max(headed, key=lambda i: _rank(columns[i], i))
    # "Comments" are somebody's notes, unless nothing else is words.
    notes = [i for i in free if columns[i].kind == "beside" and columns[i].filled >= MOST]
    for allowed in ([i for i in free if columns[i].kind != "beside"], notes):
        best = max(allowed, key=lambda i: _rank(columns[i], i), default=None)
        if best is not None and _is_prose(columns[best]):
            return best
    return None


def _is_prose(column: _Column) -> bool:
    return column.mean_words >= PROSE_WORDS or column.sentences >= MOST * len(column.cells)


def _rank(column: _Column, i: int) -> tuple[bool, float, int]:
    return _labels_inside(column), _wordiness(column), -i


def _wordiness(column: _Column) -> float:
    # Notes may be longer than what was said, but that fills its rows.
    return (column.words * column.distinct + 3 * column.sentences) * column.filled**2


def _speaker(columns: Sequence[_Column], roles: Sequence[Role], text: int) -> int | None:
    """Which column says who speaks, by its heading or because its few labels come back."""
    free = [i for i, role in enumerate(roles) if role == "beside" and i != text]
    for kind in NAMING:
        headed = [i for i in free if columns[i].kind == kind and _are_short(columns[i])]
        if headed:
            return max(headed, key=lambda i: (_likeness(columns[i]), -i))
    likely = [i for i in free if columns[i].kind is None and _are_speakers(columns[i])]
    return max(likely, key=lambda i: (_likeness(columns[i]), i < text, -i)) if likely else None


def _are_short(column: _Column) -> bool:
    return sum(_is_label(cell) for cell in column.cells) >= MOST * len(column.cells)


def _are_speakers(column: _Column) -> bool:
    if column.filled < MOST or not _are_short(column):
        return False
    labels = [key(cell.rstrip(": ")) for cell in column.cells]
    counts = Counter(labels)
    repeated = sum(count for count in counts.values() if count > 1)
    # The items of a short agenda may come back to one person too.
    enough = repeated * 2 + (len(labels) >= FEWEST_TURNS) > len(labels)
    return enough and _return(labels)


def _return(labels: Sequence[str]) -> bool:
    """Whether somebody speaks again after somebody else: a list in groups is no conversation."""
    changes = [b for a, b in pairwise(labels) if a != b]
    return len(set(labels)) == 1 or len(changes) + 1 > len(set(labels))


def _likeness(column: _Column) -> float:
    """How much a column of short labels looks like one of speakers rather than of codes."""
    labels = [key(cell.rstrip(": ")) for cell in column.cells]
    count = max(1, len(labels))
    roles = sum(is_generic(label) for label in labels) / count
    named = sum(cell[:1].isupper() or cell[:1].isdigit() for cell in column.cells) / count
    changing = sum(a != b for a, b in pairwise(labels)) / max(1, count - 1)
    return 2 * column.filled + 2 * roles + named + changing - column.distinct


def _is_label(cell: str) -> bool:
    if not cell or len(cell) > LABEL_LENGTH or len(cell.split()) > LABEL_WORDS or ";" in cell:
        return False
    return not _is_sentence(cell)


def _is_sentence(cell: str) -> bool:
    return SENTENCE.search(cell[-4:]) is not None and ABBREVIATED.search(cell[-6:]) is None


def _is_transcript(
    columns: Sequence[_Column],
    roles: Roles,
    text: int,
    speaker: int | None,
    rows: Sequence[Row],
) -> bool:
    kinds = [column.kind for column in columns]
    headed = kinds[text] == "text"
    names_nobody = speaker is None and not _labels_inside(columns[text])
    if "minutes" in kinds and (names_nobody or not headed):
        return False
    if speaker is not None and kinds[speaker] is not None:
        has_words = headed or kinds[text] == "beside"
        return has_words or kinds[speaker] == "speaker" or "time" in roles.columns
    if speaker is not None:
        is_sure = headed or "time" in roles.columns or _roles_speak(columns[speaker])
        return len(rows) >= (FEWEST_SURE_ROWS if is_sure else FEWEST_ROWS) and (
            is_sure or speaker < text
        )
    if not names_nobody or _are_coded(columns, roles, text):
        return True
    return headed and bool({"time", "number", "beside"} & set(roles.columns))


def _are_coded(columns: Sequence[_Column], roles: Roles, text: int) -> bool:
    """Whether nothing but codes stands beside the words: few short terms, in some of the rows."""
    beside = [
        column for column, role in zip(columns, roles.columns, strict=True) if role == "beside"
    ]
    prose = columns[text].sentences >= MOST * len(columns[text].cells)
    return prose and bool(beside) and all(_are_codes(column) for column in beside)


def _are_codes(column: _Column) -> bool:
    terms = Counter(
        key(term) for cell in column.cells for term in re.split(r"[;,/\n]", cell) if term.strip()
    )
    repeated = sum(count for count in terms.values() if count > 1)
    is_sparse = column.filled < MOST or any(";" in cell for cell in column.cells)
    return column.sentences == 0 and is_sparse and repeated * 2 > terms.total()


def _roles_speak(column: _Column) -> bool:
    labels = {key(cell.rstrip(": ")) for cell in column.cells}
    return any(is_generic(label) for label in labels)


def _labels_inside(column: _Column) -> bool:
    """Whether the words open with labels that come back."""
    labels = [
        key(match["label"]) for cell in column.cells for match in LABELLED_LINE.finditer(cell)
    ]
    counts = Counter(labels)
    repeated = sum(count for count in counts.values() if count > 1)
    nearly_all = len(labels) >= max(FEWEST_ROWS, NEARLY_ALL * len(column.cells))
    return nearly_all or (len(counts) > 1 and repeated >= max(2, len(column.cells) / 2))
