"""Excerpts that a run reads once: the same frame, whatever becomes of one that was handed out."""

from pathlib import Path

import pytest

from coding import Evaluation
from coding.evaluation import frames
from coding.evaluation.new import demo_evaluation
from coding.intake.cutting import read_and_cut


def test_kept_excerpts_are_read_once_and_stay_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo_evaluation(tmp_path)
    evaluation = Evaluation.open(tmp_path)
    read_and_cut(evaluation)
    fresh = evaluation.excerpts()
    kept = Evaluation.open(tmp_path).keeping_excerpts()
    first = kept.excerpts()
    assert first.equals(fresh)
    first["text"] = "overwritten"
    monkeypatch.setattr(frames, "excerpts", lambda *_: pytest.fail("read again"))
    assert kept.excerpts().equals(fresh)
