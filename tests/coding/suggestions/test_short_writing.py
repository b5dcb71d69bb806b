"""People who review wait for no stage of a run: each writes in moments, and a stop between is mended."""

import random
from pathlib import Path

import pandas as pd
import pytest
from all_stages import all_stages
from deid_evaluation import by_form_alone
from held import Held, stopped_at, watched
from hub import hub

from coding import Evaluation
from coding.deidentification.search import search
from coding.evaluation import database
from coding.evaluation.new import demo_evaluation, new_evaluation
from coding.intake.cutting import read_and_cut
from coding.intake.sources import plan
from coding.outputs import is_unchanged
from coding.reviewers.assignments import assign
from coding.reviewers.drawing import Wanted
from coding.reviewers.reviewers import add

AT = "2026-03-02T10:00:00+00:00"
ONCE_MORE = "P9,Zoe Zed,,unpaid carers,,,yes,yes\n"


def test_a_run_of_the_invented_evaluation_holds_the_database_for_moments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo_evaluation(tmp_path)
    monkeypatch.setattr(database, "PIECE", 100)
    evaluation = Evaluation.open(tmp_path)
    held = watched(monkeypatch)
    all_stages(evaluation)
    people = tmp_path / "people.csv"
    people.write_text(people.read_text() + ONCE_MORE)
    all_stages(Evaluation.open(tmp_path))
    assert len(evaluation.excerpts()) > 5 * 100
    assert len(held.rows) > 100
    # Of an excerpt ten rows at most are written at once: that it was looked at, five codes that
    # could fit, what is likely, now and at first. The longest transcript has no more rows either.
    assert (max(held.rows) <= 10 * 100, held.read_inside) == (True, 0)


def test_nothing_is_worked_out_while_excerpts_are_given_to_reviewers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo_evaluation(tmp_path)
    evaluation = Evaluation.open(tmp_path)
    read_and_cut(evaluation)
    for name in ("AB", "CD"):
        add(evaluation.store, name, "staff", AT)
    held = watched(monkeypatch)
    given = assign(evaluation, Wanted(("AB", "CD"), blind=True), AT).new
    # And how they were drawn.
    assert (held.rows, held.read_inside) == ([len(given) + 1], 0)


def long_interview(characters: int) -> str:
    """Turns of some twenty to a hundred invented words, until there are so many characters."""
    chance, size = random.Random(3), 0
    turns: list[str] = []
    words = "we they asked wrote meeting letter chair nobody listened ward carer again".split()
    while size < characters:
        said = [" ".join(chance.choices(words, k=12)) for _ in range(chance.randint(2, 8))]
        who = ("Interviewer", "Maureen Tate")[len(turns) % 2]
        turns.append(f"{who}: {'. '.join(said)}.")
        size += len(turns[-1]) + 2
    return "\n\n".join(turns)


def held_for_an_interview(
    folder: Path, monkeypatch: pytest.MonkeyPatch, characters: int
) -> tuple[Held, int]:
    """What the store does for an interview, read and read again; and what it has of turns and excerpts."""
    new_evaluation(folder)
    text = folder / "transcripts" / "long.txt"
    text.write_text(long_interview(characters))
    held = watched(monkeypatch)
    evaluation = Evaluation.open(folder)
    read_and_cut(evaluation)
    search(evaluation, by_form_alone(evaluation), workers=0)
    # And once more, in the place of what there is.
    text.write_text(f"Interviewer: Shall we?\n\n{text.read_text()}")
    read_and_cut(evaluation)
    return held, len(evaluation.excerpts()) + int(evaluation.transcripts()["turns"].sum())


def test_a_long_transcript_takes_no_more_work_than_its_own_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A transcript is replaced as a whole: what there was goes and what is there now comes, once."""
    with monkeypatch.context() as for_short:
        short, _ = held_for_an_interview(tmp_path / "short", for_short, 30_000)
    long, rows = held_for_an_interview(tmp_path / "long", monkeypatch, 600_000)
    assert rows > 2_000
    assert (long.statements, long.read_inside) == (short.statements, 0)
    assert max(long.rows) <= 2 * rows + max(long.statements)


def frames_of(evaluation: Evaluation) -> list[pd.DataFrame]:
    return [
        evaluation.excerpts(),
        evaluation.suggestions().sort_values(["excerpt_id", "code_id"], ignore_index=True),
        evaluation.readiness(),
        evaluation.participants(),
    ]


@pytest.mark.parametrize("stop", range(5))
def test_a_run_that_is_stopped_between_two_writes_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: int
) -> None:
    """Also where what it began with is taken back meanwhile: the first inputs are no excuse."""
    evaluation = hub(tmp_path / "hub")
    all_stages(evaluation)
    whole, people = frames_of(evaluation), evaluation.folder / "people.csv"
    monkeypatch.setattr(database, "PIECE", 2)
    before = people.read_text()
    people.write_text(before.replace("P2,Ada Quill,,staff,,,yes,no", "P2,Ada Quill,,staff,,,no,no"))
    with monkeypatch.context() as until, pytest.raises(KeyboardInterrupt):
        stopped_at(until, stop + 1)
        all_stages(Evaluation.open(evaluation.folder))
    people.write_text(before)
    again = Evaluation.open(evaluation.folder)
    assert not is_unchanged(again, plan(again))
    all_stages(again)
    for kept, made in zip(whole, frames_of(again), strict=True):
        pd.testing.assert_frame_equal(kept, made)
    assert is_unchanged(again, plan(again))
