"""Speakers whom people.csv does not list yet, as rows to look through and copy into it."""

import csv
from io import StringIO

import pandas as pd
from sqlalchemy import select

from coding.evaluation import tables
from coding.evaluation.evaluation import Evaluation
from corpora.excerpts.excerpts import count_words
from corpora.people.table import COLUMNS
from corpora.spreadsheets.cells import field_of

FOUND = ["label", "role", "reason", "transcripts", "turns", "words"]
SHEET = "people-proposed.csv"


def unlisted(evaluation: Evaluation) -> pd.DataFrame:
    """One row a label that no row of people.csv explains, who speaks most first: columns `FOUND`.

    A label that names a part ("Interviewer") is one row, in however many transcripts it stands.
    """
    s, u, t = tables.speakers, tables.turns, tables.transcripts
    query = (
        select(s.c.label, s.c.role, s.c.reason, s.c.transcript_id, u.c.start, u.c.end, t.c.text)
        .join(t, t.c.id == s.c.transcript_id)
        .join(u, (u.c.transcript_id == s.c.transcript_id) & (u.c.speaker == s.c.label))
        .where(~s.c.listed, s.c.label != "")
        .order_by(t.c.source, u.c.number)
    )
    with evaluation.store.reading() as connection:
        found = [
            (r.label, r.role, r.reason, r.transcript_id, count_words(r.text[r.start : r.end]))
            for r in connection.execute(query)
        ]
    said = pd.DataFrame(found, columns=["label", "role", "reason", "transcript", "words"])
    grouped = said.groupby("label", sort=False).agg(
        role=("role", "first"),
        reason=("reason", "first"),
        transcripts=("transcript", "nunique"),
        turns=("words", "size"),
        words=("words", "sum"),
    )
    return grouped.sort_values(["words"], ascending=False, kind="stable").reset_index()[FOUND]


def as_csv(found: pd.DataFrame) -> bytes:
    """Rows in the columns of people.csv, consent left blank, and what the guess rests on."""
    target = StringIO()
    writer = csv.writer(target)
    writer.writerow([*COLUMNS, *FOUND[2:]])
    for row in found.to_dict("records"):
        label = field_of(str(row["label"]))
        group = "interviewers" if row["role"] == "interviewer" else ""
        person = ["", label, "", group, row["role"], "", "", ""]
        writer.writerow([*person, *(row[name] for name in FOUND[2:])])
    return target.getvalue().encode("utf-8-sig")
