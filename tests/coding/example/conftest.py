"""The invented evaluation as its invented reviewers leave it, made once; nobody writes in it."""

from pathlib import Path

import pytest

from coding import Evaluation
from coding.evaluation.new import demo_evaluation
from coding.example.reviewed import put_in_review


@pytest.fixture(scope="package")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example") / "demo"
    demo_evaluation(folder)
    assert put_in_review(folder)
    return folder


@pytest.fixture(scope="package")
def reviewed(folder: Path) -> Evaluation:
    return Evaluation.open(folder)
