"""A database that is lost or damaged is never replaced by an empty one in silence."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from folders import whole
from hub import hub

from coding import Evaluation
from coding.decisions.record import Decision, append
from coding.evaluation.copies import KEPT_COPIES
from coding.evaluation.database import DATABASE
from coding.evaluation.new import new_evaluation
from coding.safekeeping.identity import RECORD
from coding.safekeeping.marks import FOLDER, left_behind
from corpora.errors import EnvironmentFault, StoreFault

CANARY = "zugzwang of a canary"
SAID = Decision(
    "k", "e", "voice", "accept", "positive", "AB", "2026-03-02T10:00:00+00:00", "1.0", memo=CANARY
)


@pytest.fixture
def evaluation(tmp_path: Path) -> Evaluation:
    """Closed, with one decision, of which there is a copy."""
    made = hub(tmp_path / "hub")
    append(made.store, SAID)
    made.store.close()
    Evaluation.open(made.folder).store.close()
    return made


def without_hidden(folder: Path) -> None:
    (folder / ".heard").rename(folder.parent / "elsewhere")


def without_database(folder: Path) -> None:
    (folder / ".heard" / DATABASE).unlink()


def empty(folder: Path) -> None:
    (folder / ".heard" / DATABASE).write_bytes(b"")


def without_tables(folder: Path) -> None:
    without_database(folder)
    with sqlite3.connect(folder / ".heard" / DATABASE) as made:
        made.execute("PRAGMA journal_mode=WAL")


def garbage(folder: Path) -> None:
    (folder / ".heard" / DATABASE).write_bytes(CANARY.encode() * 1000)


@pytest.mark.parametrize("way", [Evaluation.open, Evaluation.look])
@pytest.mark.parametrize(
    ("lose", "what"),
    [
        (without_hidden, "there was one"),
        (without_database, "there was one"),
        (empty, "there was one"),
        (without_tables, "there was one"),
        (garbage, "it is damaged"),
    ],
)
def test_what_is_lost_is_named_with_the_newest_copy_and_nothing_is_made_anew(
    evaluation: Evaluation,
    lose: Callable[[Path], None],
    what: str,
    way: Callable[[Path], Evaluation],
) -> None:
    lose(evaluation.folder)
    before = whole(evaluation.folder)
    with pytest.raises(StoreFault) as caught:
        way(evaluation.folder)
    assert (what in str(caught.value), CANARY in str(caught.value)) == (True, False)
    copy = evaluation.hidden / "backups" / "decisions-2026-03-02.db"
    command = f"heard restore '{copy}' '{evaluation.folder}'"
    assert (command in str(caught.value)) == copy.exists()
    assert {name: before[name] for name in before if "open" not in name} == {
        name: content for name, content in whole(evaluation.folder).items() if "open" not in name
    }


def trace(name: str) -> Callable[[Path], None]:
    def leave(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("{}")

    return leave


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("outputs/report.html", "outputs"),
        (".heard/vectors/letters/a.npy", "vectors"),
        ("codebooks/codebook-1.0.yaml", "published codebooks in codebooks"),
        ("speakers.yaml", "speakers.yaml"),
        (RECORD, RECORD),
        (".heard/before-0007-heard.db", "copies from before a change"),
    ],
)
def test_any_trace_of_a_database_is_enough(tmp_path: Path, name: str, said: str) -> None:
    new_evaluation(tmp_path)
    trace(name)(tmp_path)
    with pytest.raises(StoreFault) as caught:
        Evaluation.open(tmp_path)
    assert f"beside it are {said}. There is no backup that the program knows of." in str(
        caught.value
    )
    (tmp_path / name).unlink()
    assert Evaluation.open(tmp_path).decisions().empty


def test_the_database_of_another_evaluation_is_refused(
    evaluation: Evaluation, tmp_path: Path
) -> None:
    other = hub(tmp_path / "other")
    other.store.close()
    (other.hidden / DATABASE).replace(evaluation.hidden / DATABASE)
    with pytest.raises(StoreFault, match="this is the database of another evaluation"):
        Evaluation.open(evaluation.folder)


def test_an_evaluation_without_its_record_is_given_it_again(evaluation: Evaluation) -> None:
    kept = json.loads((evaluation.folder / RECORD).read_text())["evaluation"]
    (evaluation.folder / RECORD).unlink()
    Evaluation.open(evaluation.folder)
    assert json.loads((evaluation.folder / RECORD).read_text())["evaluation"] == kept


def test_the_newest_ten_days_of_decisions_are_kept_for_the_owner_alone(
    evaluation: Evaluation,
) -> None:
    for day in range(3, 3 + KEPT_COPIES):
        opened = Evaluation.open(evaluation.folder)
        append(opened.store, replace(SAID, key=f"k{day}", at=f"2026-03-{day:02}T23:59:59+00:00"))
        opened.store.close()
    Evaluation.open(evaluation.folder)
    copies = sorted((evaluation.hidden / "backups").iterdir())
    assert [path.name for path in copies] == [
        f"decisions-2026-03-{day:02}.db" for day in range(3, 3 + KEPT_COPIES)
    ]
    assert {path.stat().st_mode & 0o777 for path in copies} == {0o600}
    with sqlite3.connect(copies[-1]) as newest:
        assert newest.execute("SELECT count(*), max(memo) FROM decisions").fetchone() == (
            11,
            CANARY,
        )
    before = copies[-1].stat().st_mtime_ns
    Evaluation.open(evaluation.folder)
    assert copies[-1].stat().st_mtime_ns == before


KILLED = """
import os, signal, sys
from coding import Evaluation
evaluation = Evaluation.open(sys.argv[1])
os.kill(os.getpid(), signal.SIGKILL)
"""


def killed(folder: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", KILLED, str(folder)], check=False)
    assert ended.returncode == -signal.SIGKILL


def test_after_a_kill_the_database_is_looked_through_and_then_the_mark_goes(
    evaluation: Evaluation,
) -> None:
    killed(evaluation.folder)
    assert len(left_behind(evaluation.hidden)) == 1
    with Evaluation.open(evaluation.folder).store.reading():
        assert len(left_behind(evaluation.hidden)) == 0


def broken(path: Path) -> None:
    """The last page of the database, which no opening reads, says something else."""
    content = path.read_bytes()
    path.write_bytes(content[:-4096] + os.urandom(4096))


def test_a_damaged_page_is_found_after_a_kill(evaluation: Evaluation) -> None:
    killed(evaluation.folder)
    for log in evaluation.hidden.glob(f"{DATABASE}-*"):
        log.unlink()
    broken(evaluation.hidden / DATABASE)
    for _ in range(2):
        with pytest.raises(StoreFault, match=r"it is damaged.*heard restore"):
            Evaluation.open(evaluation.folder)


def test_those_who_are_at_work_are_no_reason_to_look_through(evaluation: Evaluation) -> None:
    one, other = Evaluation.open(evaluation.folder), Evaluation.open(evaluation.folder)
    assert left_behind(evaluation.hidden) == []
    assert len(list((evaluation.hidden / FOLDER).glob("*.lock"))) == 2
    one.store.close()
    other.store.close()
    assert list((evaluation.hidden / FOLDER).iterdir()) == []


def test_a_folder_that_may_not_be_written_is_told_in_one_line(evaluation: Evaluation) -> None:
    for path in (evaluation.hidden / FOLDER).iterdir():
        path.unlink()
    (evaluation.hidden / FOLDER).rmdir()
    (evaluation.hidden / FOLDER).write_text("no folder")
    with pytest.raises(EnvironmentFault) as caught:
        Evaluation.open(evaluation.folder)
    assert str(caught.value) == (
        ".heard/open: cannot be written (File exists). "
        "Check that you may write in the evaluation's folder."
    )
