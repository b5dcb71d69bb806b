"""Speakers whom people.csv does not list yet: whom each may be, and rows for the others."""

import csv
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

import pandas as pd
from sqlalchemy import select

from coding.evaluation import tables
from coding.evaluation.evaluation import Evaluation
from corpora.excerpts.excerpts import count_words
from corpora.files import shown
from corpora.names.names import is_part_played
from corpora.people.matching import could_be
from corpora.people.people import INTERVIEWERS, Person
from corpora.people.table import COLUMNS, with_rows
from corpora.spelling import folded, without_asides
from corpora.spreadsheets.cells import field_of
from corpora.text import tidy
from corpora.transcript import WITHDRAWN

UNLISTED = ["label", "role", "reason", "transcripts", "turns", "words", "perhaps"]
_ABOUT = ["reason", "transcripts", "turns", "words"]
_CODE = re.compile(r"[A-Za-z]{1,4}[ ._-]?\d{1,6}")


@dataclass(frozen=True, slots=True)
class Question:
    """A label that may be one of these people, and is nobody's until somebody has answered."""

    label: str
    people: tuple[Person, ...]

    @property
    def ids(self) -> str:
        """Whom it may be: `P02`, or `P08 or P09`."""
        return " or ".join(person.id for person in self.people)

    @property
    def may_be_analysed(self) -> bool:
        """Whether all of them agreed; of several consents the strictest counts."""
        return all(person.may_be_analysed for person in self.people)


def questions(evaluation: Evaluation) -> tuple[Question, ...]:
    """The labels that may be somebody of people.csv and are not for sure, each once."""
    s = tables.speakers
    query = select(s.c.label).where(~s.c.listed, s.c.label != "").order_by(s.c.label).distinct()
    with evaluation.store.reading() as connection:
        labels = connection.execute(query).scalars().all()
    each = {folded(label) or label: label for label in reversed(labels) if label != WITHDRAWN}
    asked = [Question(label, could_be(label, evaluation.people)) for label in each.values()]
    return tuple(question for question in reversed(asked) if question.people)


def near_misses(evaluation: Evaluation) -> dict[str, tuple[str, ...]]:
    """By the name of the file a sentence for each label in it that `questions` asks about."""
    asked = {
        folded(question.label) or question.label: question for question in questions(evaluation)
    }
    s, t = tables.speakers, tables.transcripts
    query = (
        select(t.c.source, s.c.label)
        .join(t, t.c.id == s.c.transcript_id)
        .where(~s.c.listed, s.c.label != "")
        .order_by(t.c.source, s.c.label)
    )
    sentences: dict[str, tuple[str, ...]] = {}
    with evaluation.store.reading() as connection:
        rows = connection.execute(query).all() if asked else []
    for row in rows:
        if question := asked.get(folded(row.label) or row.label):
            sentence = f"'{shown(row.label)}' may be {question.ids} of people.csv"
            sentences[row.source] = (*sentences.get(row.source, ()), sentence)
    return sentences


def unlisted(evaluation: Evaluation) -> pd.DataFrame:
    """One row a label that no row of people.csv explains, who speaks most first.

    Columns `UNLISTED`; `perhaps` is whom of people.csv it may be. A label that names a part
    ("Interviewer") is one row, in however many transcripts it stands.
    """
    s, u, t = tables.speakers, tables.turns, tables.transcripts
    query = (
        select(s.c.label, s.c.role, s.c.reason, s.c.transcript_id, u.c.start, u.c.end, t.c.text)
        .join(t, t.c.id == s.c.transcript_id)
        .join(u, (u.c.transcript_id == s.c.transcript_id) & (u.c.speaker == s.c.label))
        .where(~s.c.listed, s.c.label.not_in(("", WITHDRAWN)))
        .order_by(t.c.source, u.c.number)
    )
    with evaluation.store.reading() as connection:
        turns = [
            (r.label, folded(r.label) or r.label, r.role, r.reason, r.transcript_id,
             count_words(r.text[r.start : r.end]))
            for r in connection.execute(query)
        ]  # fmt: skip
    said = pd.DataFrame(turns, columns=["label", "same", "role", "reason", "transcript", "words"])
    grouped = said.groupby("same", sort=False).agg(
        label=("label", "first"),
        role=("role", "first"),
        reason=("reason", "first"),
        transcripts=("transcript", "nunique"),
        turns=("words", "size"),
        words=("words", "sum"),
    )
    ordered = grouped.sort_values(["words"], ascending=False, kind="stable").reset_index(drop=True)
    perhaps = [
        Question(label, could_be(label, evaluation.people)).ids for label in ordered["label"]
    ]
    return ordered.assign(perhaps=perhaps)[UNLISTED]


def strangers(speakers: pd.DataFrame) -> pd.DataFrame:
    """Those of `unlisted` who are nobody of people.csv."""
    return speakers[speakers["perhaps"] == ""]


def is_many(row: dict[str, object]) -> bool:
    """Whether a label stands for somebody else in every transcript, so that no row can say who."""
    label = str(row["label"])
    is_code = _CODE.fullmatch(label) is not None
    several = int(str(row["transcripts"])) > 1
    return row["role"] == "participant" and is_part_played(label) and not is_code and several


def proposed_rows(speakers: pd.DataFrame, people: Sequence[Person]) -> list[dict[str, str]]:
    """Rows for people.csv, by column: an id that nobody has, consent left blank."""
    every = [str(label) for label in speakers["label"]]
    ids = _Ids([*people, *(Person("", label) for label in every)])
    return [
        {
            "id": ids.for_label(str(row["label"])),
            "name": _name(str(row["label"])),
            "group": INTERVIEWERS if row["role"] == "interviewer" else "",
            "role": str(row["role"]),
        }
        for row in speakers.to_dict("records")
        if not is_many({str(key): value for key, value in row.items()})
    ]


def _name(label: str) -> str:
    """A label as a name: what stands in brackets and what nobody sees is left out."""
    bare = tidy(without_asides(label)) or label
    seen = "".join(char for char in bare if unicodedata.category(char) != "Cf")
    return unicodedata.normalize("NFC", seen)


class _Ids:
    """Gives ids that no row and no label can be taken for."""

    def __init__(self, taken: Sequence[Person]) -> None:
        self._taken, self._last = list(taken), 0

    def for_label(self, label: str) -> str:
        """The label itself where it is a code, else `P01`, `P02`, …"""
        bare = _name(label)
        if _CODE.fullmatch(bare):
            return bare
        while True:
            self._last += 1
            id = f"P{self._last:02d}"
            if not could_be(id, self._taken):
                return id


def added(evaluation: Evaluation, speakers: pd.DataFrame) -> tuple[bytes, list[str]]:
    """people.csv with a row for each of these speakers, and the ids that they were given."""
    rows = proposed_rows(speakers, evaluation.people)
    cells = [{column: field_of(cell) for column, cell in row.items()} for row in rows]
    return with_rows(evaluation.people_bytes, cells), [row["id"] for row in rows]


def as_csv(speakers: pd.DataFrame, people: Sequence[Person]) -> bytes:
    """Rows in the columns of people.csv, consent left blank, and what the guess rests on."""
    target = StringIO()
    writer = csv.writer(target)
    about = {str(row["label"]): row for row in speakers.to_dict("records")}
    writer.writerow([*COLUMNS, *_ABOUT])
    for label, row in about.items():
        proposed = proposed_rows(speakers[speakers["label"] == label], people)
        known = proposed[0] if proposed else {"name": label, "role": str(row["role"])}
        cells = [field_of(known.get(column, "")) for column in COLUMNS]
        writer.writerow(["", *cells[1:], *(row[name] for name in _ABOUT)])
    return target.getvalue().encode("utf-8-sig")
