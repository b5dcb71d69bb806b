"""A codebook about something else is asked about; the counts are those of the store."""

import sqlite3
from pathlib import Path

import pytest
from hub import hub

from coding.suggestions.fit import Fit, fit_of


@pytest.mark.parametrize(
    ("fit", "expected"),
    [
        (Fit(0, 0, 0), ""),
        (Fit(49, 0, 0), ""),
        (
            Fit(50, 0, 0),
            "None of 50 excerpts speaks clearly of any code: is it the right codebook?",
        ),
        (Fit(51, 1, 0), "1 of 51 excerpts speaks clearly of any code: is it the right codebook?"),
        (Fit(50, 1, 0), ""),
        (
            Fit(1775, 3, 19),
            "3 of 1,775 excerpts speak clearly of any code: is it the right codebook?",
        ),
        (Fit(1775, 3, 20), ""),
        (Fit(1775, 36, 0), ""),
    ],
)
def test_few_clear_excerpts_of_many_before_people_decide_are_asked_about(
    fit: Fit, expected: str
) -> None:
    assert fit.doubt == expected


def test_only_what_may_be_read_is_counted_and_each_excerpt_once(tmp_path: Path) -> None:
    evaluation = hub(tmp_path / "hub")
    database = evaluation.hidden / "heard.db"
    evaluation.store.close()
    with sqlite3.connect(database) as connection:
        (first, _, *_), (unread, *_) = (
            [row[0] for row in connection.execute("SELECT id FROM excerpts WHERE consent")],
            [row[0] for row in connection.execute("SELECT id FROM excerpts WHERE NOT consent")],
        )
        connection.execute("DELETE FROM suggestions")
        for excerpt, code in ((first, "voice"), (first, "trust"), (unread, "voice")):
            connection.execute(
                "INSERT INTO suggestions VALUES (?, ?, 0.7, '', 0, 0, '', 0, '1', 'h', '5')",
                (excerpt, code),
            )
        (readable,) = connection.execute("SELECT count(*) FROM excerpts WHERE consent").fetchone()
    assert fit_of(evaluation) == Fit(readable, 1, 0)
