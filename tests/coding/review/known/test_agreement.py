"""Agreement is worked out once for each state, and its intervals as numpy's percentiles are."""

from pathlib import Path

import numpy as np
import pytest
from hub import hub

from coding.agreement.intervals import RESAMPLES, _middle
from coding.decisions.record import Remark, append
from coding.review.known import agreement as measured
from coding.review.known.agreement import Measured


def test_figures_are_made_anew_where_somebody_judged_and_only_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluation, made, counted = hub(tmp_path / "hub"), Measured(), []

    def agreement(*shares: object) -> object:
        counted.append(shares)
        return len(counted)

    monkeypatch.setattr(measured, "agreement", agreement)
    id = evaluation.excerpts()["excerpt_id"][0]
    assert [made.now(evaluation, every_count=True)[0] for _ in range(3)] == [1, 1, 1]
    append(evaluation.store, Remark("k", id, "finished", "", "AB", "", "1.0"))
    assert [made.now(evaluation, every_count=True)[0] for _ in range(2)] == [2, 2]


def test_bounds_are_those_of_numpy_where_enough_is_defined() -> None:
    spread = np.random.default_rng(2).standard_normal((RESAMPLES, 4)).round(2)
    spread[:40, 1] = np.nan
    spread[:60, 2] = np.nan
    spread[:, 3] = 0.5
    expected = [
        np.percentile(column[~np.isnan(column)], [2.5, 97.5]).tolist() for column in spread.T
    ]
    expected[2] = [np.nan, np.nan]
    np.testing.assert_array_equal(_middle(spread).T, expected)
