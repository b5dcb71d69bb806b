"""What a run opens: once for all of its stages, and anew where it is handed to another process."""

import copy
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from operator import attrgetter
from pathlib import Path

import pytest
from fake_words import Words

from coding.embedding.vectors import VectorCache
from coding.evaluation import frames
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.new import demo_evaluation
from coding.intake.cutting import read_and_cut
from flows import open_run
from flows.open_run import OpenRun


@pytest.fixture
def run(tmp_path: Path) -> OpenRun:
    demo_evaluation(tmp_path)
    run = OpenRun(str(tmp_path))
    read_and_cut(run.evaluation)
    return run


def test_what_the_stages_share_is_opened_once(
    run: OpenRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    models: list[Path] = []

    def opened(evaluation: Evaluation) -> VectorCache:
        models.append(evaluation.folder)
        return VectorCache(None, Words())

    monkeypatch.setattr(open_run, "open_cache", opened)
    assert models == [], "nothing is loaded before a stage asks for it"
    assert run.vectors is run.vectors
    assert models == [Path(run.folder)]
    excerpts = run.excerpts
    monkeypatch.setattr(frames, "excerpts", lambda *_: pytest.fail("read again"))
    assert run.excerpts is excerpts


def test_a_copy_is_the_folder_alone(run: OpenRun) -> None:
    _ = run.excerpts
    assert copy.copy(run) == run
    assert "excerpts" not in vars(copy.copy(run))


def test_another_process_opens_the_same_from_the_folder(run: OpenRun) -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as others:
        there = others.submit(attrgetter("excerpts"), run).result()
    assert there.equals(run.excerpts)
