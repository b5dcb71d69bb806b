"""Scheduled runs on a Prefect server and a worker of this machine, as whoever runs them meets them."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from held_flow import HELD, REACHED, SECONDS_OF_A_LEASE
from paths import ROOT
from prefect_served import ServedPrefect, ask, stored_in, wait_for

from coding.evaluation.new import new_evaluation
from corpora.files import lock
from flows.prefect_record import slug_of

pytestmark = [pytest.mark.flow, pytest.mark.model]

SAID = """Interviewer: Were you heard?

Wilhelmina Quartz: Quixotic is the word, I spoke up about the ramp and they did build one for us.

Interviewer: And then?

Wilhelmina Quartz: After that the whole group went through the letters and rewrote them together.
"""
CANARIES = ("Wilhelmina", "Quartz", "Quixotic", "built one for us", "Ermintrude", "zugzwang")


def evaluation_in(folder: Path, title: str) -> Path:
    new_evaluation(folder, title=title)
    (folder / "transcripts" / "first interview.txt").write_text(SAID)
    return folder


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return evaluation_in(tmp_path_factory.mktemp("one") / "hub", "The Hub")


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return evaluation_in(tmp_path_factory.mktemp("two") / "clinic", "The Clinic")


@pytest.fixture(scope="module")
def prefect(
    tmp_path_factory: pytest.TempPathFactory, hub: Path, clinic: Path
) -> Iterator[ServedPrefect]:
    """A server and a worker with the deployments of prefect.yaml, for these two evaluations."""
    there = tmp_path_factory.mktemp("deployed")
    written = (ROOT / "prefect.yaml").read_text()
    written = written.replace("flows.batch.", "held_flow.")
    written = written.replace("/path/to/your/first/evaluation", str(hub))
    written = written.replace("/path/to/your/second/evaluation", str(clinic))
    (there / "prefect.yaml").write_text(written)
    prefect = ServedPrefect(tmp_path_factory.mktemp("prefect"))
    try:
        prefect.command("work-pool", "create", "felt-heard", "--type", "process")
        prefect.command("deploy", "--all", cwd=there)
        prefect.begin("worker", "start", "--pool", "felt-heard", cwd=there)
        yield prefect
    finally:
        prefect.end()


def held(folder: Path) -> None:
    """Have the next run in `folder` wait in a stage."""
    (folder / REACHED).unlink(missing_ok=True)
    (folder / HELD).touch()


def test_two_evaluations_run_side_by_side_and_a_second_run_of_one_is_skipped(
    prefect: ServedPrefect, hub: Path, clinic: Path
) -> None:
    held(hub)
    first = prefect.started("first-evaluation")
    wait_for((hub / REACHED).exists)

    other = prefect.ended(prefect.started("second-evaluation"))
    assert other["state_name"] == "Completed", other["state"]["message"]
    again = prefect.ended(prefect.started("first-evaluation"))
    assert (again["state_type"], again["state_name"]) == ("COMPLETED", "Skipped")
    assert "another run is at work here" in again["state"]["message"]
    assert prefect.run(first)["state_type"] == "RUNNING", "all the while"

    (hub / HELD).unlink()
    one = prefect.ended(first)
    assert one["state_name"] == "Completed", one["state"]["message"]
    assert one["name"].startswith("The Hub, ") and other["name"].startswith("The Clinic, ")
    assert (one["tags"], other["tags"]) == ([slug_of(hub)], [slug_of(clinic)])
    assert prefect.page(slug_of(hub)).startswith("# The Hub\n\n**Every file could be read.**")
    assert prefect.page(slug_of(clinic)).startswith("# The Clinic\n\n")


def test_a_run_outlasts_a_server_that_is_started_again(
    prefect: ServedPrefect, tmp_path: Path
) -> None:
    """A concurrency limit would be a lease that the new server does not have: it killed the run."""
    folder = evaluation_in(tmp_path / "hall", "The Hall")
    held(folder)
    run = prefect.started("first-evaluation", folder=str(folder))
    wait_for((folder / REACHED).exists)
    prefect.restart()
    # Until the renewal of a lease would have been tried three times, and refused.
    time.sleep(5 * SECONDS_OF_A_LEASE)
    (folder / HELD).unlink()
    ended = prefect.ended(run)
    assert ended["state_name"] == "Completed", ended["state"]["message"]
    assert "| Transcripts read | 1 | +1 |" in prefect.page(slug_of(folder))


def test_a_refused_file_is_seen_and_names_nobody(prefect: ServedPrefect, tmp_path: Path) -> None:
    folder = evaluation_in(tmp_path / "house", "The House")
    broken = folder / "transcripts" / "Ermintrude, interview.docx"
    broken.write_bytes(b"PK zugzwang")
    ended = prefect.ended(prefect.started("first-evaluation", folder=str(folder)))
    assert (ended["state_type"], ended["state_name"]) == ("COMPLETED", "Completed with refusals")
    assert ended["state"]["message"] == "1 file was refused"
    page, slug = prefect.page(slug_of(folder)), slug_of(folder)
    assert "**1 file was refused.**" in page
    assert "| \\[…\\], interview.docx | this is not really a Word file, or it is damaged. " in page
    (event,) = prefect.events("felt-heard.files.refused", f"felt-heard.evaluation.{slug}")
    assert event["payload"] == {"refused": 1, "read": 1}

    def lines() -> list[tuple[int, str]]:
        of_run = {"logs": {"flow_run_id": {"any_": [ended["id"]]}}}
        logged = ask(prefect.api, "/logs/filter", of_run)
        return [(line["level"], line["message"]) for line in logged]

    wait_for(lambda: (30, "1 file was refused.") in lines())
    assert (20, "Transcripts read: 1 (+1)") in lines()
    stored = stored_in(prefect.home)
    assert b"The House" in stored
    for canary in CANARIES:
        assert canary.encode() not in stored
        assert canary.encode("utf-16-le") not in stored


def test_a_cancelled_run_lets_the_next_one_in_which_writes_the_same(
    prefect: ServedPrefect, tmp_path: Path
) -> None:
    folder = evaluation_in(tmp_path / "a" / "yard", "The Yard")
    undisturbed = tmp_path / "b" / "yard"
    shutil.copytree(folder, undisturbed)
    held(folder)
    run = prefect.started("first-evaluation", folder=str(folder))
    wait_for((folder / REACHED).exists)
    prefect.command("flow-run", "cancel", run)
    assert prefect.ended(run)["state_type"] == "CANCELLED"
    with lock(folder / ".heard"):
        assert not outputs(folder)

    (folder / HELD).unlink()
    for each in (folder, undisturbed):
        ended = prefect.ended(prefect.started("first-evaluation", folder=str(each)))
        assert ended["state_name"] == "Completed", ended["state"]["message"]
    assert outputs(folder) == outputs(undisturbed)


def outputs(folder: Path) -> dict[str, bytes]:
    """Every file that was handed out, by its path."""
    there = folder / "outputs"
    files = [path for path in there.rglob("*") if path.is_file()]
    return {str(path.relative_to(there)): path.read_bytes() for path in files}
