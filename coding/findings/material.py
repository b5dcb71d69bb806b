"""What a publication is made of: an evaluation's frames, read into values that never change."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

import pandas as pd

from coding.coder.learning.readiness import LIKELY, Readiness
from coding.estimates.first_hand import ReadOfCode

Row = Mapping[Hashable, Any]


@dataclass(frozen=True, slots=True)
class Frames:
    """The frames of an evaluation (see `coding.evaluation.frames`), every text pseudonymised."""

    excerpts: pd.DataFrame
    suggestions: pd.DataFrame
    proposals: pd.DataFrame
    files: pd.DataFrame
    attendance: pd.DataFrame = field(default_factory=pd.DataFrame)


@dataclass(frozen=True, slots=True)
class About:
    """What the caller knows and the frames do not. `prepared` is given, so that no clock is read.

    `threshold`: fewer people than this are not counted in public. `decisions`: how many last words
    people have said so far, each of a reviewer on an excerpt and a code; `looked_at` excerpts have
    one, `finished` were looked at to the end, and `unsettled` codings are disputed. Of `checked`
    suggestions somebody has said whether they hold. `basis` says what is counted: what the program
    suggests, or what people found. `left_out_people` gave no consent to analysis;
    `unlisted_speakers` are not in people.csv. `readiness` says by code id how far the program can
    be trusted with it. `meanings_differ` says by id of the codes that do not mean the same in all
    waves what each was decided with. `looked_at_in` says of each wave how many excerpts people have
    looked at, and of how many. `doubt` asks whether it is the right codebook, "" where nothing speaks
    against it.
    A code is suggested where it is `likely`: its probability (0-1) is at least that.
    `read` says by code id how far everybody was read for it, where people's codings are counted.
    `settings` are (label, value) pairs to print with the method.
    """

    title: str
    prepared: date
    groups: tuple[str, ...] = ()
    waves: tuple[str, ...] = ()
    threshold: int = 5
    basis: Literal["suggestions", "codings"] = "suggestions"
    decisions: int = 0
    looked_at: int = 0
    finished: int = 0
    unsettled: int = 0
    checked: int = 0
    left_out_people: int = 0
    unlisted_speakers: int = 0
    program: str = ""
    model: str = ""
    coder: str = ""
    readiness: Mapping[str, Readiness] = field(default_factory=dict)
    meanings_differ: Mapping[str, str] = field(default_factory=dict)
    looked_at_in: tuple[tuple[str, int, int], ...] = ()
    read: Mapping[str, ReadOfCode] = field(default_factory=dict)
    likely: float = LIKELY
    settings: tuple[tuple[str, str], ...] = ()
    note: str = ""
    doubt: str = ""

    @property
    def by_people(self) -> bool:
        """Whether codings by people are counted."""
        return self.basis == "codings"


@dataclass(frozen=True, slots=True)
class GivenCode:
    """One code that the program suggests for an excerpt, or that people gave it: then without a
    probability. The phrase is a span of the excerpt; the direction is "" where it is not sure.
    """

    code_id: str
    probability: float | None
    direction: str
    phrase_start: int
    phrase_end: int
    nearest: str
    nearest_similarity: float
    codebook_version: str


@dataclass(frozen=True, slots=True)
class CodedExcerpt:
    """An excerpt and what is suggested for it, surest first."""

    excerpt_id: str
    source: str
    kind: str
    wave: str
    participant: str
    pseudonym: str
    group: str
    start: int
    end: int
    seconds: float | None
    text: str
    context: str
    second_hand: bool
    may_quote: bool
    suggestions: tuple[GivenCode, ...] = ()

    @property
    def counts_a_person(self) -> bool:
        """Whether somebody says this in their own words, so that a person can be counted."""
        return bool(self.participant) and not self.second_hand


@dataclass(frozen=True, slots=True)
class ProposedCode:
    """A group of excerpts that the codebook covers poorly; `excerpts` and `quotes` are ids."""

    proposal_id: str
    name: str
    words: tuple[str, ...]
    excerpts: tuple[str, ...]
    quotes: tuple[str, ...]
    nearest_code: str
    nearest_similarity: float | None
    stability: float | None


@dataclass(frozen=True, slots=True)
class SourceFile:
    """What came of one file of the transcripts folder."""

    source: str
    outcome: str
    reason: str
    kind: str
    wave: str
    turns: int
    speakers: int
    words: int
    excerpts: int
    left_out: str
    doubts: str = ""


def read_excerpts(frames: Frames) -> tuple[CodedExcerpt, ...]:
    """Every excerpt with its suggestions, in the order of files and of the text."""
    suggested: dict[str, list[GivenCode]] = {}
    for row in _rows(frames.suggestions):
        suggested.setdefault(str(row["excerpt_id"]), []).append(_suggestion(row))
    found = [_excerpt(row, suggested) for row in _rows(frames.excerpts)]
    return tuple(sorted(found, key=lambda e: (e.source, e.start, e.end, e.excerpt_id)))


def _suggestion(row: Row) -> GivenCode:
    return GivenCode(
        code_id=_text(row["code_id"]),
        probability=_number(row["probability"]),
        direction=_text(row["direction"]),
        phrase_start=int(row["phrase_start"]),
        phrase_end=int(row["phrase_end"]),
        nearest=_text(row["nearest"]),
        nearest_similarity=float(row["nearest_similarity"]),
        codebook_version=_text(row["codebook_version"]),
    )


def _excerpt(row: Row, suggested: Mapping[str, list[GivenCode]]) -> CodedExcerpt:
    mine = suggested.get(str(row["excerpt_id"]), [])
    return CodedExcerpt(
        **{name: _text(row[name]) for name in _EXCERPT_TEXTS},
        start=int(row["start"]),
        end=int(row["end"]),
        seconds=_number(row["seconds"]),
        second_hand=_yes(row["second_hand"]),
        may_quote=_yes(row["may_quote"]),
        suggestions=tuple(sorted(mine, key=lambda s: (-(s.probability or 0.0), s.code_id))),
    )


_EXCERPT_TEXTS = (
    "excerpt_id", "source", "kind", "wave", "participant", "pseudonym", "group", "text", "context",
)  # fmt: skip


def read_proposals(frames: Frames) -> tuple[ProposedCode, ...]:
    """Every proposal for a new code, in the order of the frame."""
    return tuple(
        ProposedCode(
            proposal_id=_text(row["proposal_id"]),
            name=_text(row["name"]),
            words=tuple(word.strip() for word in _text(row["words"]).split(",") if word.strip()),
            excerpts=tuple(str(excerpt) for excerpt in row["excerpts"]),
            quotes=tuple(str(excerpt) for excerpt in row["quotes"]),
            nearest_code=_text(row["nearest_code"]),
            nearest_similarity=_number(row["nearest_similarity"]),
            stability=_number(row["stability"]),
        )
        for row in _rows(frames.proposals)
    )


@dataclass(frozen=True, slots=True)
class Attendance:
    """Somebody whom meeting notes list: if they were there, and if they are recorded speaking."""

    transcript_id: str
    participant: str
    group: str
    present: bool
    recorded: bool


def read_attendance(frames: Frames) -> tuple[Attendance, ...]:
    """Everybody whom meeting notes list."""
    found = (
        Attendance(
            transcript_id=_text(row["transcript_id"]),
            participant=_text(row["participant"]),
            group=_text(row["group"]),
            present=bool(row["present"]),
            recorded=bool(row["recorded"]),
        )
        for row in _rows(frames.attendance)
    )
    return tuple(sorted(found, key=lambda each: (each.transcript_id, each.participant)))


def read_files(frames: Frames) -> tuple[SourceFile, ...]:
    """Every file of the transcripts folder, by name."""
    found = (
        SourceFile(
            source=_text(row["source"]),
            outcome=_text(row["outcome"]),
            reason=_text(row["reason"]),
            kind=_text(row["kind"]),
            wave=_text(row["wave"]),
            turns=_count(row["turns"]),
            speakers=_count(row["speakers"]),
            words=_count(row["words"]),
            excerpts=_count(row["excerpts"]),
            left_out=_text(row["left_out"]),
            doubts=_text(row["doubts"]),
        )
        for row in _rows(frames.files)
    )
    return tuple(sorted(found, key=lambda file: file.source))


def _rows(frame: pd.DataFrame) -> list[Row]:
    """The rows as `to_dict("records")` gives them, for 100,000 in a third of its time."""
    names = list(frame.columns)
    columns = (frame[name].tolist() for name in names)
    return [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]


def _missing(value: object) -> bool:
    """Whether a cell is empty as pandas means it: None, NaN or NA. Only NaN differs from itself."""
    return value is None or value is pd.NA or value != value


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    return "" if _missing(value) else str(value)


def _yes(value: object) -> bool:
    """Whether a cell says yes. An empty cell is no: unknown consent counts as none (T20)."""
    return not _missing(value) and bool(value == 1)


def _count(value: Any) -> int:
    return int(_number(value) or 0)


def _number(value: Any) -> float | None:
    return None if _missing(value) else float(value)
