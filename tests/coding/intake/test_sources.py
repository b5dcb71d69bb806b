"""What is planned and what is read need not be the same: files change while a run is at work."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from coding.evaluation import tables
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.new import new_evaluation
from coding.intake import sources
from coding.intake.cutting import cut_all, read_and_cut
from coding.outputs import is_unchanged, write_outputs
from corpora.files import content_hash

EARLY = "Ann: It was early.\n\nBo: Was it?\n\nAnn: It was.\n"
LATE = EARLY.replace("early", "late")


def opened(folder: Path) -> Evaluation:
    """An evaluation with one transcript; nothing is read yet."""
    new_evaluation(folder)
    transcript(folder).write_text(EARLY)
    return Evaluation.open(folder)


def transcript(folder: Path) -> Path:
    return folder / "transcripts" / "Ann.txt"


def listed(evaluation: Evaluation) -> list[tuple[str, str, str]]:
    f = tables.files.c
    with evaluation.store.reading() as connection:
        return [
            (row.source, row.outcome, row.hash)
            for row in connection.execute(select(f.source, f.outcome, f.hash))
        ]


@pytest.mark.parametrize(
    ("change", "outcome", "hashed"),
    [
        (lambda path: None, "read", content_hash(EARLY.encode())),
        (lambda path: path.write_text(LATE), "read", content_hash(LATE.encode())),
        (lambda path: path.write_bytes(b"\0\0"), "refused", content_hash(b"\0\0")),
        (lambda path: path.write_bytes(b""), "refused", "unreadable: the file is empty"),
        (
            lambda path: path.unlink(),
            "refused",
            "unreadable: the file cannot be opened (No such file or directory)",
        ),
    ],
    ids=["same", "changed", "no text", "emptied", "gone"],
)
def test_a_file_is_listed_as_it_was_when_it_was_read(
    tmp_path: Path, change: Callable[[Path], object], outcome: str, hashed: str
) -> None:
    evaluation = opened(tmp_path)
    plan = sources.plan(evaluation)
    change(transcript(tmp_path))
    sources.read_sources(evaluation, plan.to_read)
    assert listed(evaluation) == [("Ann.txt", outcome, hashed)]


def test_a_file_that_changes_while_it_is_read_and_back_is_due_again(tmp_path: Path) -> None:
    evaluation = opened(tmp_path)
    plan = sources.plan(evaluation)
    transcript(tmp_path).write_text(LATE)
    sources.read_sources(evaluation, plan.to_read)
    assert sources.plan(evaluation).to_read == ()
    transcript(tmp_path).write_text(EARLY)
    assert sources.plan(evaluation).to_read == plan.to_read


def test_a_file_that_changes_after_it_was_read_is_no_reason_to_say_that_nothing_changed(
    tmp_path: Path,
) -> None:
    """The run is noted with what its outputs were made of, not with what stands there by then."""
    evaluation = opened(tmp_path)
    sources.read_sources(evaluation, sources.plan(evaluation).to_read)
    transcript(tmp_path).write_text(LATE)
    write_outputs(evaluation, evaluation.excerpts(), model="words", prepared=date(2026, 3, 2))
    assert not is_unchanged(evaluation, sources.plan(evaluation))
    transcript(tmp_path).write_text(EARLY)
    assert is_unchanged(evaluation, sources.plan(evaluation))


def test_only_the_twin_of_a_file_that_is_gone_is_opened_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluation = opened(tmp_path)
    for name, text in (("Bo.txt", EARLY), ("Cy.txt", LATE)):
        (tmp_path / "transcripts" / name).write_text(text)
    sources.read_sources(evaluation, sources.plan(evaluation).to_read)
    transcript(tmp_path).unlink()
    gone = sources.plan(evaluation).removed
    names: list[str] = []

    def noted(path: Path) -> bytes:
        names.append(path.name)
        return path.read_bytes()

    monkeypatch.setattr(sources, "read_limited", noted)
    sources.remove_sources(evaluation, gone)
    assert set(names) == {"Bo.txt"}
    assert list(evaluation.files()[["source", "outcome"]].itertuples(index=False, name=None)) == [
        ("Bo.txt", "read"),
        ("Cy.txt", "read"),
    ]


def test_the_excerpts_of_a_file_that_is_read_anew_stay_until_they_are_cut_anew(
    tmp_path: Path,
) -> None:
    """Another name in people.csv, and all files are read anew: reviewers go on meanwhile."""
    evaluation = opened(tmp_path)
    read_and_cut(evaluation)
    before = evaluation.excerpts()
    people = tmp_path / "people.csv"
    people.write_text(people.read_text() + "P1,Ann,,unpaid carers,,,yes,yes\n")
    again = Evaluation.open(tmp_path)
    due = sources.plan(again).to_read
    sources.read_sources(again, due)
    assert len(due) == 1
    assert list(again.excerpts()["excerpt_id"]) == list(before["excerpt_id"])
    assert cut_all(again) == 1
    assert set(again.excerpts()["participant"]) >= {"P1"}
    transcript(tmp_path).write_text(LATE)
    sources.read_sources(again, sources.plan(again).to_read)
    assert again.excerpts().empty
