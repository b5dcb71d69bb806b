"""The figures of the quality benchmark, on tables small enough to check by hand."""

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks import measures, quality
from benchmarks.data import read


@pytest.mark.parametrize(
    ("scores", "labels", "expected"),
    [
        ([0.9, 0.1], [True, False], 1.0),
        ([0.1, 0.9], [True, False], 0.5),
        ([0.9, 0.5, 0.1], [True, False, True], (1 + 2 / 3) / 2),
    ],
)
def test_average_precision(scores: list[float], labels: list[bool], expected: float) -> None:
    found = measures.average_precision(np.array(scores), np.array(labels))
    assert found == pytest.approx(expected)


def test_codes_with_few_uses_are_left_out() -> None:
    labels = np.zeros((20, 2), dtype=bool)
    labels[:10, 0] = True
    labels[:9, 1] = True
    scores = np.tile(np.arange(20, 0, -1.0)[:, None], (1, 2))
    scores[:, 1] = 0
    assert measures.mean_average_precision(scores, labels) == 1.0


def test_f1_and_calibration() -> None:
    truth = np.array([[True, False], [True, True]])
    assert measures.f1(np.array([[True, True], [False, True]]), truth) == pytest.approx(2 / 3)
    assert measures.f1(np.zeros((2, 2), dtype=bool), np.zeros((2, 2), dtype=bool)) == 0.0
    assert measures.calibration_error(np.full((4, 1), 0.25), np.eye(4, 1) > 0) == pytest.approx(0)


def test_area_under_curve_leaves_out_what_is_not_known() -> None:
    found = measures.area_under_curve(np.array([0.9, 0.5, 0.1, 0.7]), np.array([1, 0, 0, -1]))
    assert found == 1.0


@pytest.mark.model
def test_the_main_yardstick_is_reached_on_real_comments(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(quality, "SIZES", (50, 400))
    monkeypatch.setattr(quality, "DRAWS", {})
    quality.main([str(data / "coded" / "pxtm_v6")])
    found = json.loads(capsys.readouterr().out)
    assert (found["rows"], found["decisions"]) == (1383, 1395)
    assert found["zero_shot"] >= 0.46
    assert found["name_only"] == pytest.approx(0.218, abs=0.02)
    assert found["direction_auc"] >= 0.87
    assert found["zero_shot"] < found["curve"]["400"] < found["curve"]["all"]
    assert found["f1_micro"] >= 0.67
    assert found["calibration_error"] <= 0.05


def test_a_data_set_with_names_only_is_read(data: Path) -> None:
    found = read(data / "coded" / "care_opinion_multilabel")
    assert len(found.texts) == 994
    assert found.labels.shape == (994, len(found.codebook.codes))
