"""The invented, reviewed evaluation of 40 people that releases and quotes to check are tried on."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import reported

from coding import Evaluation


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    evaluation = reported.reported(tmp_path_factory.mktemp("made") / "evaluation")
    evaluation.store.close()
    return evaluation.folder


@pytest.fixture
def made(whole: Path, tmp_path: Path) -> Iterator[Evaluation]:
    shutil.copytree(whole, tmp_path / "evaluation")
    evaluation = Evaluation.open(tmp_path / "evaluation")
    yield evaluation
    evaluation.store.close()
