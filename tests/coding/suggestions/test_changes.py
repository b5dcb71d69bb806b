"""After a rerun it is said what changed in what is likely and why, true to the store."""

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from fake_words import Words, book, code
from hub import hub

from coding import Evaluation
from coding.decisions.record import Decision, append_all
from coding.embedding.vectors import VectorCache
from coding.evaluation.evaluation import Evaluation as Opened
from coding.suggestions.change_in_words import change_sentence
from coding.suggestions.changes import LikelyChange, change_since, last_run
from coding.suggestions.suggest import suggest
from coding.withdrawal.carry_out import RECORD

BOOK = book(code("Voice"), code("Show"))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (LikelyChange(0, 0), ""),
        (
            LikelyChange(0, 0, decisions=8, accepted=8),
            "no suggestion is another, though the program learned from 8 decisions",
        ),
        (
            LikelyChange(
                151, 12, decisions=7, accepted=2, rejected=5, most=5, verdict="reject",
                code_id="show", careful=("show", "voice"), ready=("gone",),
            ),
            "139 suggestions fewer (151 no longer likely, 12 newly likely): "
            "7 decisions, mostly rejections, made the program more careful with Show and Voice",
        ),
        (
            LikelyChange(1, 0, decisions=1, rejected=1, careful=("show",)),
            "1 suggestion fewer (1 no longer likely): "
            "1 decision, a rejection, made the program more careful with Show",
        ),
        (
            LikelyChange(0, 2, decisions=3, accepted=3, ready=("voice",)),
            "2 suggestions more (2 newly likely): "
            "3 decisions, all acceptances, made the program readier to suggest Voice",
        ),
        # Rejections, and yet more is likely: what the program learned is not made to fit.
        (
            LikelyChange(
                1, 5, decisions=3, rejected=3, most=3, verdict="reject", code_id="show",
                careful=("show",), ready=("voice",),
            ),
            "4 suggestions more (1 no longer likely, 5 newly likely): "
            "the program learned from 3 decisions (all of them rejections of Show)",
        ),
        # Another cause beside: nobody knows what came of which.
        (
            LikelyChange(
                9, 0, decisions=7, rejected=7, most=6, verdict="reject", code_id="show",
                finished=2, careful=("show",), changed=("codebook", "model"), versions=("1.0", "1.1"),
            ),
            "9 suggestions fewer (9 no longer likely): the program learned from 7 decisions "
            "(6 of them rejections of Show) and 2 finished excerpts; "
            "the codebook changed from version 1.0 to 1.1; another model reads the texts",
        ),
        (
            LikelyChange(
                0, 0, arrived=1_040, left=12, files=3, gone=1, taken_out=20, withdrawn=1
            ),
            "1,028 suggestions more (1,040 in files that came in, 12 gone with their texts): "
            "1 person withdrew; 3 files were added or read anew; 1 file is gone or was read anew; "
            "20 excerpts were taken out",
        ),
        (
            LikelyChange(2, 2, decisions=1, accepted=1, most=1, verdict="accept", code_id="gone"),
            "as many suggestions as before (2 no longer likely, 2 newly likely): "
            "the program learned from 1 decision (an acceptance of gone)",
        ),
        (
            LikelyChange(2, 0, changed=("codebook",), versions=("1.0", "1.0")),
            "2 suggestions fewer (2 no longer likely): "
            "the codebook changed, still called version 1.0",
        ),
        (
            LikelyChange(0, 3, finished=1, changed=("teaching", "likely", "coder")),
            "3 suggestions more (3 newly likely): the program learned from 1 finished excerpt; "
            "the teaching set changed; the setting of what is called likely changed; "
            "the program is another version",
        ),
        (
            LikelyChange(1, 1),
            "as many suggestions as before (1 no longer likely, 1 newly likely): "
            "what excerpts say changed",
        ),
    ],
)  # fmt: skip
def test_the_sentence_says_how_many_and_why(change: LikelyChange, expected: str) -> None:
    assert change_sentence(change, BOOK) == expected


def on_balance(before: set[tuple[str, str]], after: set[tuple[str, str]]) -> tuple[str, ...]:
    """The codes of which most were lost, counted anew."""
    codes = {code for _, code in before | after}
    loss = {c: sum(p[1] == c for p in before) - sum(p[1] == c for p in after) for c in codes}
    return tuple(sorted((c for c in codes if loss[c] > 0), key=lambda c: (-loss[c], c))[:3])


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
        accepted=1,
        rejected=2,
        most=2,
        verdict="reject",
        code_id="voice",
        versions=(evaluation.codebook.version, evaluation.codebook.version),
        careful=on_balance(before, after),
        ready=on_balance(after, before),
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
        lost=len(before - after),
        new=len(after - before),
        changed=("codebook", "teaching"),
        versions=(evaluation.codebook.version, evaluation.codebook.version),
        careful=on_balance(before, after),
        ready=on_balance(after, before),
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
    before = likely(evaluation)
    with sqlite3.connect(evaluation.hidden / "heard.db") as connection:
        (first,) = connection.execute(
            "SELECT excerpt_id FROM suggestions ORDER BY excerpt_id LIMIT 1"
        ).fetchone()
        for table in ("suggestions", "could_fit", "coverage"):
            connection.execute(f"DELETE FROM {table} WHERE excerpt_id = ?", (first,))
        connection.execute("UPDATE excerpts SET consent = 0 WHERE id = ?", (first,))
    hers = sum(id == first for id, _ in before)
    assert rerun(evaluation)
    change = change_since(evaluation)
    assert change is not None and hers
    assert (change.taken_out, change.left, change.arrived) == (1, hers, 0)
    assert change.new + change.arrived - change.lost - change.left == (
        len(likely(evaluation)) - len(before)
    )
    between = likely(evaluation)
    with sqlite3.connect(evaluation.hidden / "heard.db") as connection:
        connection.execute("UPDATE excerpts SET consent = 1 WHERE id = ?", (first,))
        connection.execute("DELETE FROM coverage")
        connection.execute("DELETE FROM suggestions")
    assert rerun(evaluation)
    change = change_since(evaluation)
    assert change is not None
    assert (change.files, change.gone) == (1, 1), "read anew"
    assert change.arrived - change.left == len(likely(evaluation)) - len(between)


def test_who_withdrew_is_counted_and_not_named(evaluation: Opened) -> None:
    rerun(evaluation)
    text = "date,files deleted,files rewritten,excerpts,decisions\n2026-03-02,1,0,4,0\n"
    (evaluation.hidden / RECORD).write_text(text)
    append_all(
        evaluation.store, [said(1, evaluation.excerpts()["excerpt_id"][0], "voice", "reject")]
    )
    assert rerun(evaluation)
    change = change_since(evaluation)
    assert change is not None and change.withdrawn == 1


def test_a_run_that_an_older_program_made_is_compared_with(evaluation: Opened) -> None:
    """It had not noted how many suggestions it made, nor in how many files."""
    rerun(evaluation)
    with sqlite3.connect(evaluation.hidden / "heard.db") as connection:
        (basis,) = connection.execute("SELECT basis FROM suggesting_runs").fetchone()
        kept = json.loads(basis)
        for name in ("version", "withdrawn", "transcripts", "suggestions"):
            del kept[name]
        connection.execute("UPDATE suggesting_runs SET basis = ?", (json.dumps(kept),))
    append_all(
        evaluation.store, [said(1, evaluation.excerpts()["excerpt_id"][0], "voice", "reject")]
    )
    assert rerun(evaluation)
    change = change_since(evaluation)
    assert change is not None
    assert (change.left, change.gone, change.withdrawn, change.versions[0]) == (0, 0, 0, "")
