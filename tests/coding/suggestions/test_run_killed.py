"""A run is killed while it writes, again and again: the last one makes what an undisturbed one makes."""

import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hub import hub
from made_postgresql import new_database
from paths import ROOT

from coding import Evaluation
from coding.decisions.record import Decision, append
from coding.evaluation.output_files import CODED_TABLE, REPORT

RUN = """
import os, signal, sys
from contextlib import contextmanager

sys.path[:0] = [sys.argv[3], sys.argv[3] + "/tests/support"]
from coding import Evaluation
from coding.evaluation import database
from all_stages import all_stages

database.PIECE = 2
writing, left = database.Store.writing, [int(sys.argv[2])]

@contextmanager
def killed_while_writing(store):
    with writing(store) as connection:
        yield connection
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)

database.Store.writing = killed_while_writing
all_stages(Evaluation.open(sys.argv[1]))
"""
NEVER = 1_000_000
# Each from where the one before came to: in reading, cutting, searching, suggesting, at the end.
KILLS = (1, 2, 3, 4, 5)


def run(folder: Path, kill: int = NEVER) -> int:
    command = [sys.executable, "-c", RUN, str(folder), str(kill), str(ROOT)]
    return subprocess.run(command, check=False).returncode


def changed(evaluation: Evaluation) -> None:
    """Somebody's words have been decided about, then the transcript and the people change."""
    id = evaluation.excerpts()["excerpt_id"][0]
    append(evaluation.store, Decision("k", id, "voice", "accept", "mixed", "AB", "2026", "1.0"))
    evaluation.store.close()
    people, text = evaluation.folder / "people.csv", evaluation.sources / "interview.txt"
    people.write_text(people.read_text().replace("Ada Quill,,staff", "Ada Quill,,unpaid carers"))
    text.write_text(text.read_text() + "\nAda Quill: They rang me on 020 7946 0958 after that.\n")


def frames_of(folder: Path) -> dict[str, pd.DataFrame]:
    evaluation = Evaluation.open(folder)
    made = {
        "excerpts": evaluation.excerpts(),
        "suggestions": evaluation.suggestions(),
        "proposals": evaluation.proposals(),
        "readiness": evaluation.readiness(),
        "decisions": evaluation.decisions(),
        "files": evaluation.files(),
    }
    evaluation.store.close()
    return made


def test_a_run_that_is_killed_again_and_again_ends_like_any_other(
    tmp_path: Path, database: str
) -> None:
    left_alone = hub(tmp_path / "alone")
    changed(left_alone)
    assert run(left_alone.folder) == 0
    disturbed = hub(tmp_path / "disturbed", database=database)
    changed(disturbed)
    assert [run(disturbed.folder, kill) for kill in KILLS] == [-signal.SIGKILL] * len(KILLS)
    assert run(disturbed.folder) == 0
    expected, made = frames_of(left_alone.folder), frames_of(disturbed.folder)
    for name, frame in expected.items():
        pd.testing.assert_frame_equal(frame, made[name], obj=name)
    for output in (REPORT, CODED_TABLE):
        made_of = [output.path(each.outputs).read_bytes() for each in (disturbed, left_alone)]
        assert made_of[0] == made_of[1]


@pytest.mark.parametrize("kill", [1, 2])
def test_a_new_evaluation_is_killed_at_its_first_writes(
    tmp_path: Path, database: str, request: pytest.FixtureRequest, kill: int
) -> None:
    """Before anything is known of it: it is no lost database, and the next command goes on."""
    evaluation = hub(tmp_path / "hub", database=database)
    expected = evaluation.excerpts()
    evaluation.store.close()
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    (fresh / "transcripts").mkdir()
    for name in ("evaluation.toml", "people.csv", "codebook.yaml", "transcripts/interview.txt"):
        (fresh / name).write_bytes((evaluation.folder / name).read_bytes())
    if database:
        another = new_database(request.getfixturevalue("postgresql"))
        settings = (fresh / "evaluation.toml").read_text()
        (fresh / "evaluation.toml").write_text(settings.replace(database, another))
    assert (run(fresh, kill), run(fresh)) == (-signal.SIGKILL, 0)
    pd.testing.assert_frame_equal(Evaluation.open(fresh).excerpts(), expected)
