"""After a rerun it is said what changed in what is likely and why, true to the store."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fake_words import Words, book, code
from hub import hub

from coding import Evaluation
from coding.decisions.record import Decision, append_all
from coding.embedding.vectors import VectorCache
from coding.evaluation.evaluation import Evaluation as Opened
from coding.suggestions.changes import LikelyChange, change_since, last_run
from coding.suggestions.suggest import suggest

BOOK = book(code("Voice"), code("Show"))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (LikelyChange(0, 0, decisions=8), ""),
        (
            LikelyChange(12, 4, decisions=8, most=6, verdict="reject", code_id="show"),
            "12 that were likely are no longer, 4 are new: 8 decisions since the last run, "
            "6 of them rejections of Show",
        ),
        (
            LikelyChange(1, 0, decisions=1, most=1, verdict="accept", code_id="voice"),
            "1 that was likely is no longer: 1 decision since the last run, an acceptance of Voice",
        ),
        (
            LikelyChange(0, 1, decisions=2, most=2, verdict="accept", code_id="gone"),
            "1 is newly likely: 2 decisions since the last run, all of them acceptances of gone",
        ),
        (
            LikelyChange(2, 1, decisions=3, files=2, changed=("codebook",)),
            "2 that were likely are no longer, 1 is new: 3 decisions since the last run; "
            "the codebook changed; 2 files were added or read anew",
        ),
        (
            LikelyChange(2, 0, changed=("codebook",)),
            "2 that were likely are no longer, because the codebook changed",
        ),
        (
            LikelyChange(0, 1_040, files=3),
            "1,040 are newly likely, because 3 files were added or read anew",
        ),
        (
            LikelyChange(0, 3, taken_out=1, changed=("teaching", "likely")),
            "3 are newly likely, because the teaching set changed and the settings changed and "
            "1 excerpt was taken out",
        ),
        (LikelyChange(0, 3, finished=2), "3 are newly likely, because 2 excerpts were finished"),
        (
            LikelyChange(1, 1),
            "1 that was likely is no longer, 1 is new, because what excerpts say changed",
        ),
    ],
)
def test_the_sentence_says_how_many_and_why(change: LikelyChange, expected: str) -> None:
    assert change.sentence(BOOK) == expected


def said(n: int, excerpt: str, code: str, verdict: Any, undoes: str = "") -> Decision:
    return Decision(f"k{n}", excerpt, code, verdict, "", "AB", "", "1.0", undoes=undoes)


def likely(evaluation: Opened) -> set[tuple[str, str]]:
    """What is likely, straight from the file."""
    with sqlite3.connect(evaluation.hidden / "heard.db") as connection:
        return set(connection.execute("SELECT excerpt_id, code_id FROM suggestions"))


def rerun(evaluation: Opened) -> bool:
    anew = Evaluation.open(evaluation.folder)
    return suggest(anew, anew.excerpts(), VectorCache(None, Words()))


@pytest.fixture
def evaluation(tmp_path: Path) -> Opened:
    """An invented evaluation of which everything is likely that has any probability."""
    made = hub(tmp_path / "hub")
    settings = made.folder / "evaluation.toml"
    settings.write_text(settings.read_text().replace("likely = 0.5\ncould", "likely = 0.06\ncould"))
    codebook = made.folder / "codebook.yaml"
    codebook.write_text(codebook.read_text().replace("teaching: coproduction-teaching.csv\n", ""))
    return Evaluation.open(made.folder)


def test_the_first_run_and_one_that_has_nothing_to_do_say_nothing(evaluation: Opened) -> None:
    assert rerun(evaluation)
    assert (last_run(evaluation), change_since(evaluation)) == (1, None)
    assert not rerun(evaluation)
    assert (last_run(evaluation), change_since(evaluation)) == (1, None)


def test_decisions_are_counted_without_what_was_taken_back(evaluation: Opened) -> None:
    rerun(evaluation)
    before, first = likely(evaluation), evaluation.excerpts()["excerpt_id"]
    decisions: Sequence[Decision] = [
        said(1, first[0], "voice", "reject"),
        said(2, first[1], "voice", "reject"),
        said(3, first[0], "trust", "accept"),
        said(4, first[1], "trust", "accept"),
        said(5, first[1], "trust", "accept", undoes="k4"),
    ]
    append_all(evaluation.store, decisions)
    assert rerun(evaluation)
    after = likely(evaluation)
    assert change_since(evaluation, 1) == LikelyChange(
        lost=len(before - after),
        new=len(after - before),
        decisions=3,
        most=2,
        verdict="reject",
        code_id="voice",
    )
    assert change_since(evaluation, 2) is None


def test_a_changed_codebook_is_a_cause_and_the_pairs_are_those_of_the_store(
    evaluation: Opened,
) -> None:
    rerun(evaluation)
    before = likely(evaluation)
    path = evaluation.folder / "codebook.yaml"
    retired = path.read_text().replace("status: draft", "status: retired", 3)
    path.write_text(f"teaching: ours.csv\n{retired}")
    taught = "text,codes,directions\nThey wrote it down,voice,positive\nThe bus was late,,\n"
    (evaluation.folder / "ours.csv").write_text(taught)
    assert rerun(evaluation)
    after = likely(evaluation)
    assert before != after
    assert change_since(evaluation) == LikelyChange(
        lost=len(before - after), new=len(after - before), changed=("codebook", "teaching")
    )


def test_a_run_that_goes_on_after_one_was_stopped_does_not_count_twice(evaluation: Opened) -> None:
    rerun(evaluation)
    append_all(
        evaluation.store, [said(1, evaluation.excerpts()["excerpt_id"][0], "voice", "reject")]
    )
    rerun(evaluation)
    whole = change_since(evaluation)
    with sqlite3.connect(evaluation.hidden / "heard.db") as connection:
        connection.execute("DELETE FROM stages WHERE name = 'suggest'")
        connection.execute("DELETE FROM suggestions")
    assert rerun(evaluation)
    assert (last_run(evaluation), change_since(evaluation)) == (2, whole)


def test_new_files_and_excerpts_taken_out_are_causes(evaluation: Opened) -> None:
    rerun(evaluation)
    with sqlite3.connect(evaluation.hidden / "heard.db") as connection:
        (first,) = connection.execute("SELECT id FROM excerpts WHERE consent LIMIT 1").fetchone()
        for table in ("suggestions", "could_fit", "coverage"):
            connection.execute(f"DELETE FROM {table} WHERE excerpt_id = ?", (first,))
        connection.execute("UPDATE excerpts SET consent = 0 WHERE id = ?", (first,))
    assert rerun(evaluation)
    change = change_since(evaluation)
    assert change is not None
    assert replace(change, lost=0, new=0) == LikelyChange(0, 0, taken_out=1)
    with sqlite3.connect(evaluation.hidden / "heard.db") as connection:
        connection.execute("UPDATE excerpts SET consent = 1 WHERE id = ?", (first,))
        connection.execute("DELETE FROM coverage")
    assert rerun(evaluation)
    change = change_since(evaluation)
    assert change is not None
    assert change.files == 1
