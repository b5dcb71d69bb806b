"""Where an evaluation stands, and how long it may be kept."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hub import hub, suggest

from coding import Evaluation
from coding.decisions.record import Decision, append
from coding.evaluation.settings import FILE, load_settings
from coding.outputs import write_outputs
from coding.retention.period import period_in_words, reminder
from coding.retention.status import evaluation_status, next_step, status_lines
from coding.reviewers.assignments import ReviewerProgress
from corpora.errors import SettingsError
from flows.cli.main import main

TODAY = date(2027, 6, 1)


def kept_until(folder: Path, day: str) -> Evaluation:
    path = folder / FILE
    path.write_text(path.read_text().replace('until = ""', f"until = {day}"))
    return Evaluation.open(folder)


@pytest.mark.parametrize("written", ["2027-06-30", '"2027-06-30"'])
def test_a_day_is_a_day_with_quotation_marks_or_without(written: str) -> None:
    settings = load_settings(f"[retention]\nuntil = {written}\n".encode())
    assert settings.retention.until == date(2027, 6, 30)


@pytest.mark.parametrize("written", ['"30 June"', "2027", "2027-06-30T10:00:00", "true"])
def test_what_is_no_day_is_refused_with_its_line(written: str) -> None:
    with pytest.raises(
        SettingsError, match=r"line 2: 'retention\.until' is .*; it must be a day like 2027"
    ):
        load_settings(f"[retention]\nuntil = {written}\n".encode())


@pytest.mark.parametrize(
    ("day", "words", "reminded"),
    [
        ("2028-06-01", "until 2028-06-01, 366 days left", False),
        ("2027-08-30", "until 2027-08-30, 90 days left", True),
        ("2027-06-02", "until 2027-06-02, 1 day left", True),
        ("2027-06-01", "until 2027-06-01, 0 days left", True),
        ("2027-05-31", "until 2027-05-31, which was 1 day ago: heard purge ", True),
    ],
)
def test_the_date_comes_near_and_passes(
    tmp_path: Path, day: str, words: str, reminded: bool
) -> None:
    hub(tmp_path / "hub").store.close()
    evaluation = kept_until(tmp_path / "hub", day)
    assert period_in_words(evaluation, TODAY).startswith(words)
    assert bool(reminder(evaluation, TODAY)) == reminded


def test_the_next_step_goes_with_the_work(tmp_path: Path) -> None:
    evaluation = hub(tmp_path / "hub")
    first = evaluation_status(evaluation, TODAY)
    suggest(evaluation, (evaluation.excerpts()["excerpt_id"][0], "voice", "positive", 0.8))
    id = str(evaluation.excerpts()["excerpt_id"][0])
    append(evaluation.store, Decision("k", id, "voice", "accept", "positive", "R1", "2026", "1.0"))
    second = evaluation_status(evaluation, TODAY)
    (evaluation.sources / "new.txt").write_text("Ada Quill: One more.\n")
    third = evaluation_status(evaluation, TODAY)
    assert [next_step(each, "F").partition(" F")[0] for each in (first, second, third)] == [
        "heard run", "heard deidentify", "heard run",
    ]  # fmt: skip
    assert [(each.decisions, each.to_read) for each in (first, second, third)] == [
        (0, 0), (1, 0), (1, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "step"),
    [
        ({"transcripts": 0}, "put transcripts into F/transcripts, then heard run F"),
        ({"findings": None}, "heard report check F"),
        ({"findings": 0}, "write down together what you found: heard review F, page Findings"),
        ({"findings": 2}, "heard report F"),
        (
            {"findings": 2, "outputs": ("for-the-team/internal-findings-draft.html",)},
            "read what may be shared together, and act on it",
        ),
    ],
)
def test_after_the_review_come_the_findings(
    tmp_path: Path, changed: dict[str, Any], step: str
) -> None:
    evaluation = hub(tmp_path / "hub")
    done = {"to_read": 0, "suggested": 2, "decisions": 3, "names_signed_off": True}
    now = replace(evaluation_status(evaluation, TODAY), **{**done, **changed})
    assert next_step(now, "F") == step


@pytest.mark.parametrize(
    ("finished", "given", "line"),
    [
        (3, 10, "Reviewer:    RW has finished 3 of 10"),
        (10, 10, "Reviewer:    RW has finished all 10"),
        (0, 0, "Reviewer:    RW was given nothing in particular"),
    ],
)
def test_how_far_each_reviewer_is_stands_in_a_line(
    tmp_path: Path, finished: int, given: int, line: str
) -> None:
    evaluation = hub(tmp_path / "hub")
    now = evaluation_status(evaluation, TODAY)
    now = replace(now, reviewers=(ReviewerProgress("RW", given, 0, finished),), finished=1)
    lines = status_lines(evaluation, now, TODAY)
    assert line in lines
    assert "Decisions:   0; 1 excerpt finished by somebody" in lines


def test_the_command_says_it_in_lines_and_as_json_and_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "hub"
    hub(folder).store.close()
    kept_until(folder, "2027-06-30").store.close()
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert main(["status", str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "Transcripts: 1 in the folder; 0 to be read"
    assert lines[-1] == f"Next:        heard run {folder}"
    assert main(["status", str(folder), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["kept_until"], told["transcripts"], told["next"]) == (
        "2027-06-30", 1, f"heard run {folder}",
    )  # fmt: skip
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_run_reminds_also_where_nothing_has_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "hub"
    hub(folder).store.close()
    evaluation = kept_until(folder, "2000-01-01")
    write_outputs(evaluation, evaluation.excerpts(), model="words", prepared=TODAY)
    evaluation.store.close()
    assert main(["run", str(folder)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Nothing has changed since the last run.")
    assert "\nKept:        until 2000-01-01, which was " in said
