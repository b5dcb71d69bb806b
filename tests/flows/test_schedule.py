"""The main job on a schedule, against a real Prefect server on this machine."""

import json
import os
import re
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from paths import ROOT
from prefect_served import ENDED, ServedPrefect, ask, environment_of, stored_in, wait_for

from coding import Evaluation
from coding.evaluation.new import new_evaluation
from coding.evaluation.output_files import REPORT
from corpora.errors import SettingsError
from corpora.files import lock
from flows.batch import code_transcripts
from flows.prefect_record import slug_of
from flows.schedule import next_run, serve
from flows.server import server_used

pytestmark = pytest.mark.flow

SAID = """Interviewer: Were you heard?

Wilhelmina Quartz: Quixotic is the word, I spoke up about the ramp and they did build one for us.

Interviewer: And then?

Wilhelmina Quartz: After that the whole group went through the letters and rewrote them together.
"""
CANARIES = ("Wilhelmina", "Quartz", "Quixotic", "built one for us", "quartz-interview")


def evaluation_in(folder: Path) -> Path:
    new_evaluation(folder)
    (folder / "transcripts" / "quartz-interview.txt").write_text(SAID)
    return folder


@pytest.fixture
def evaluation(tmp_path: Path) -> Path:
    return evaluation_in(tmp_path / "evaluation")


def first_run(api: str, folder: Path) -> dict[str, Any]:
    """The first run in a folder, once it has ended."""

    def ended() -> dict[str, Any]:
        runs = ask(api, "/flow_runs/filter", {"sort": "EXPECTED_START_TIME_ASC"})
        mine = [run for run in runs if run["parameters"]["folder"] == str(folder.resolve())]
        return dict(mine[0]) if mine and mine[0]["state_type"] in ENDED else {}

    return wait_for(ended)


def check_what_prefect_knows(api: str, run: dict[str, Any], home: Path, evaluation: Path) -> None:
    """The run completed, its counts are visible, and no participant's word is stored."""
    assert run["state_type"] == "COMPLETED", run["state"]["message"]
    assert slug_of(evaluation) in run["tags"]
    assert run["name"].startswith("Our evaluation, ")
    key = {"artifacts": {"key": {"any_": [f"{slug_of(evaluation)}-run"]}}}
    artifact = next(a for a in ask(api, "/artifacts/filter", key) if a["flow_run_id"] == run["id"])
    assert "| Transcripts read | 1 | +1 |\n" in artifact["data"]
    assert "| Excerpts | 2 | +2 |\n" in artifact["data"]
    of_run = {"logs": {"flow_run_id": {"any_": [run["id"]]}}}

    def logs() -> list[str]:
        return [entry["message"] for entry in ask(api, "/logs/filter", of_run)]

    # Prefect sends its log beside the run.
    wait_for(lambda: "Transcripts read: 1 (+1)" in logs())
    stored = stored_in(home)
    for canary in CANARIES:
        assert canary not in json.dumps(logs())
        assert canary.encode() not in stored
        assert canary.encode("utf-16-le") not in stored


def test_the_deployments_of_prefect_yaml_run_on_a_worker(evaluation: Path, tmp_path: Path) -> None:
    prefect = ServedPrefect(tmp_path / "prefect")
    try:
        prefect.command("work-pool", "create", "felt-heard", "--type", "process")
        prefect.command("deploy", "--all")
        deployments = ask(prefect.api, "/deployments/filter", {"sort": "NAME_ASC"})
        assert [d["name"] for d in deployments] == ["first-evaluation", "second-evaluation"]
        folders = [d["parameters"]["folder"] for d in deployments]
        assert folders == ["/path/to/your/first/evaluation", "/path/to/your/second/evaluation"]
        for deployment in deployments:
            assert deployment["entrypoint"] == "flows.batch.code_transcripts"
            assert [s["schedule"]["cron"] for s in deployment["schedules"]] == ["0 6 * * 1"]
            assert not deployment["concurrency_limit"]
            assert not deployment["global_concurrency_limit"]
        prefect.begin("worker", "start", "--pool", "felt-heard")
        run = prefect.ended(prefect.started("second-evaluation", folder=str(evaluation)))
        check_what_prefect_knows(prefect.api, run, prefect.home, evaluation)
    finally:
        prefect.end()
    assert REPORT.path(evaluation / "outputs").is_file()


def test_heard_serve_runs_two_folders_side_by_side_without_a_server_of_ours(
    tmp_path: Path,
) -> None:
    """Two folders of one name, of which one is named twice."""
    folders = [evaluation_in(tmp_path / side / "hub") for side in ("one", "other")]
    home = tmp_path / "prefect"
    times = ("--cron", "* * * * *", "--timezone", "Europe/Dublin")
    line = [sys.executable, "-m", "flows.cli", "serve", *map(str, [*folders, folders[0]]), *times]
    process = subprocess.Popen(
        line, env=environment_of(home), cwd=ROOT, stdout=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        told = process.stdout.readline()
        assert re.match(
            r"Next run: \w+day \d+ \w+, \d\d:\d\d, Europe/Dublin\. Runs are shown at ", told
        )
        api = told.split()[-1] + "/api"
        one, other = (first_run(api, folder) for folder in folders)
        for run, folder in ((one, folders[0]), (other, folders[1])):
            check_what_prefect_knows(api, run, home, folder)
        assert one["start_time"] < other["end_time"] and other["start_time"] < one["end_time"]
        deployments = ask(api, "/deployments/filter")
        assert {d["name"] for d in deployments} == {slug_of(folder) for folder in folders}
        assert len(deployments) == 2
        for deployment in deployments:
            assert deployment["schedules"][0]["schedule"]["timezone"] == "Europe/Dublin"
            assert not deployment["concurrency_limit"]
            assert not deployment["global_concurrency_limit"]
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=60)
    assert all(REPORT.path(folder / "outputs").is_file() for folder in folders)


@pytest.mark.parametrize("cron", ["", "every Monday", "99 6 * * 1", "* * * *"])
def test_a_wrong_cron_line_is_refused_with_an_example(evaluation: Path, cron: str) -> None:
    with pytest.raises(SettingsError, match="Five fields: minute hour day"):
        serve([evaluation], cron)


def test_a_time_zone_that_is_none_is_refused_with_an_example(evaluation: Path) -> None:
    with pytest.raises(SettingsError, match=r"'Mars/Base' is no time zone.*Europe/London"):
        serve([evaluation], "0 6 * * 1", "Mars/Base")


def test_a_folder_without_an_evaluation_is_refused_before_anything_is_served(
    evaluation: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: pytest.fail("a server was started"))
    with pytest.raises(
        SettingsError, match=r"nowhere: there is no such folder\. Evaluations beside it"
    ):
        serve([evaluation, tmp_path / "nowhere"], "0 6 * * 1")


@pytest.mark.parametrize(
    ("cron", "zone", "now", "expected"),
    [
        ("0 6 * * 1", "Europe/London", "2026-11-28T12:00", "Monday 30 November, 06:00, Europe/London"),
        ("0 6 * * 1", "Europe/London", "2026-11-30T06:01", "Monday 7 December, 06:00, Europe/London"),
        # In summer 06:00 there is 05:00 UTC.
        ("0 6 * * 1", "Europe/London", "2026-07-05T23:00", "Monday 6 July, 06:00, Europe/London"),
        ("0 6 * * 1", "Europe/London", "2026-07-06T05:30", "Monday 13 July, 06:00, Europe/London"),
        ("5 0 1 1 *", "UTC", "2026-11-28T12:00", "Friday 1 January 2027, 00:05, UTC"),
        # It is 2027 there already.
        ("0 6 1 1 *", "Pacific/Kiritimati", "2026-12-31T12:00",
         "Friday 1 January, 06:00, Pacific/Kiritimati"),
    ],
)  # fmt: skip
def test_it_is_said_when_the_next_run_comes(cron: str, zone: str, now: str, expected: str) -> None:
    assert next_run(cron, zone, datetime.fromisoformat(now).replace(tzinfo=UTC)) == expected


def test_a_time_that_never_comes_is_refused(evaluation: Path) -> None:
    with pytest.raises(SettingsError, match=r"'0 0 30 2 \*' is a time that never comes"):
        serve([evaluation], "0 0 30 2 *", "UTC")


def test_a_run_that_finds_another_at_work_is_skipped_and_has_not_failed(
    evaluation: Path, prefect_home: Path
) -> None:
    with lock(Evaluation.open(evaluation).hidden), server_used():
        state = code_transcripts(str(evaluation), return_state=True)
    assert (state.type.value, state.name) == ("COMPLETED", "Skipped")
    assert "another run is at work here" in (state.message or "")
