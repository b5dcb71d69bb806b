"""A withdrawal that is stopped at any change of the disk is finished by the next call.

All of the text is invented for these tests.
"""

import shutil
from datetime import date
from pathlib import Path

import pytest
from canaries import hits
from leaving_evaluation import Belongings, Someone, belongings, generated, vectors
from stopped import Stopped, stopped_at

from coding import Evaluation
from coding.intake.cutting import read_and_cut
from coding.withdrawal.carry_out import withdraw
from coding.withdrawal.sureness import person_with_id

SEED = 8
"""Of this one the sources are CHAT, OpenDocument, captions and a PDF."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Someone]:
    """An evaluation before anybody leaves, and who will."""
    folder = tmp_path_factory.mktemp("whole") / "evaluation"
    evaluation, people = generated(folder, SEED)
    evaluation.store.close()
    return folder, people[0]


def leave(folder: Path, leaver: Someone, stop_at: int) -> int:
    """Take the leaver out, stopped at this change of the disk; how many changes there were."""
    evaluation = Evaluation.open(folder)
    person = person_with_id(evaluation, leaver.id)
    read_and_cut(evaluation)  # as the command does first
    try:
        with stopped_at(stop_at) as changes:
            withdraw(evaluation, person, lambda: vectors(evaluation), date(2026, 6, 1))
    finally:
        evaluation.store.close()
    return changes.count


State = tuple[dict[str, bytes], Belongings, list[tuple[str, str]]]


def state(folder: Path, leaver: Someone) -> State:
    """The files that people see, what belongs to the others, and what is left of the leaver."""
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
        and not path.is_relative_to(folder / ".heard")
        and path.name != ".heard-id"
    }
    evaluation = Evaluation.open(folder)
    theirs = belongings(evaluation, leaver)
    evaluation.store.close()
    return files, theirs, hits(folder, leaver.canaries)


def test_a_withdrawal_stopped_anywhere_is_finished_by_the_next_call(
    whole: tuple[Path, Someone], tmp_path: Path
) -> None:
    folder, leaver = whole
    shutil.copytree(folder, tmp_path / "0")
    changes = leave(tmp_path / "0", leaver, 0)
    finished = state(tmp_path / "0", leaver)
    assert changes > 10
    assert finished[2] == []
    other_ends = []
    for number in range(1, changes + 1):
        again = tmp_path / str(number)
        shutil.copytree(folder, again)
        with pytest.raises(Stopped):
            leave(again, leaver, number)
        if leaver.name in (again / "people.csv").read_text():
            leave(again, leaver, 0)
        other_ends += [] if state(again, leaver) == finished else [number]
        shutil.rmtree(again)
    assert other_ends == []
