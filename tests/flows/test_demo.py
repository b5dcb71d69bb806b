"""`heard demo`: made, reviewed by invented people, run, and reported once."""

from pathlib import Path

import pytest

from coding import Evaluation
from coding.evaluation.output_files import FINDINGS_DRAFT, make_folders
from flows.cli import demo
from flows.cli.main import main


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the command did, where running and reporting are only noted."""
    steps: list[str] = []

    def run_once(folder: Path) -> int:
        steps.append("run")
        return 0

    def write_draft(folder: Path) -> None:
        steps.append("report")
        evaluation = Evaluation.open(folder)
        make_folders(evaluation.outputs)
        FINDINGS_DRAFT.write(evaluation.outputs, b"a draft")

    monkeypatch.setattr(demo, "run_once", run_once)
    monkeypatch.setattr(demo, "write_draft", write_draft)
    return steps


def test_without_a_run_only_the_folder_is_written(tmp_path: Path, done: list[str]) -> None:
    assert main(["demo", str(tmp_path / "demo"), "--no-run"]) == 0
    assert done == []
    assert Evaluation.open(tmp_path / "demo").decisions().empty


def test_it_is_reviewed_run_and_reported_and_a_second_time_changes_nothing(
    tmp_path: Path, done: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "demo"
    main(["demo", str(folder)])
    assert done == ["run", "report"]
    assert "They are not real either." in capsys.readouterr().out
    decided = len(Evaluation.open(folder).decisions())

    main(["demo", str(folder)])
    assert done == ["run", "report", "run"]
    assert len(Evaluation.open(folder).decisions()) == decided


def test_a_demo_that_nobody_reviewed_gets_no_report(
    tmp_path: Path, done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "put_in_review", lambda folder: False)
    main(["demo", str(tmp_path / "demo")])
    assert done == ["run"]
