"""What tests of de-identification share."""

from pathlib import Path

import pytest
from deid_evaluation import FIRST, PEOPLE, add, fake

from coding import Evaluation
from coding.deidentification import search as searching


@pytest.fixture
def evaluation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Evaluation:
    """An evaluation of one transcript, read and cut, not searched yet."""
    monkeypatch.setattr(searching, "find", fake)
    (tmp_path / "evaluation.toml").write_text("title = 'Invented'")
    (tmp_path / "people.csv").write_text(PEOPLE)
    (tmp_path / "transcripts").mkdir()
    opened = Evaluation.open(tmp_path)
    add(opened, "a.txt", FIRST)
    return opened
