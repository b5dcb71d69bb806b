"""The main job on a schedule, against a real Prefect server on this machine."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from paths import ROOT

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

SECONDS = 180
SAID = """Interviewer: Were you heard?

Wilhelmina Quartz: Quixotic is the word, I spoke up about the ramp and they did build one for us.

Interviewer: And then?

Wilhelmina Quartz: After that the whole group went through the letters and rewrote them together.
"""
CANARIES = ("Wilhelmina", "Quartz", "Quixotic", "built one for us", "quartz-interview")


@pytest.fixture
def evaluation(tmp_path: Path) -> Path:
    folder = tmp_path / "evaluation"
    new_evaluation(folder)
    (folder / "transcripts" / "quartz-interview.txt").write_text(SAID)
    return folder


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_API")}
    home = str(tmp_path / "prefect")
    return {**kept, "PREFECT_HOME": home, "PYTHONUNBUFFERED": "1", "PREFECT_LOGGING_LEVEL": "INFO"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ask(api: str, path: str, body: dict[str, Any] | None = None) -> Any:
    content = json.dumps(body or {}).encode()
    request = urllib.request.Request(
        f"{api}{path}", content, {"Content-Type": "application/json"}, method="POST"
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def wait_for_runs(api: str) -> list[dict[str, Any]]:
    """The runs that have ended, as soon as there is one."""
    ends = time.monotonic() + SECONDS
    while time.monotonic() < ends:
        try:
            runs = ask(api, "/flow_runs/filter")
        except OSError:
            runs = []
        ended = [r for r in runs if r["state_type"] in ("COMPLETED", "FAILED", "CRASHED")]
        if ended:
            return ended
        time.sleep(1)
    raise AssertionError("no run has ended")


@pytest.fixture
def server(environment: dict[str, str]) -> Iterator[str]:
    """A Prefect server; its address for programs."""
    port = free_port()
    api = f"http://127.0.0.1:{port}/api"
    command = [sys.executable, "-m", "prefect", "server", "start", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, start_new_session=True)
    environment["PREFECT_API_URL"] = api
    ends = time.monotonic() + SECONDS
    while time.monotonic() < ends:
        try:
            urllib.request.urlopen(f"{api}/health", timeout=2).close()
            break
        except OSError:
            time.sleep(0.5)
    yield api
    os.killpg(process.pid, signal.SIGTERM)
    process.wait(timeout=30)


def wait_for_line(api: str, line: str) -> list[dict[str, Any]]:
    """The log, once this line is in it: Prefect sends it beside the run."""
    ends, logs = time.monotonic() + SECONDS, []
    while time.monotonic() < ends:
        logs = ask(api, "/logs/filter")
        if line in [entry["message"] for entry in logs]:
            return list(logs)
        time.sleep(1)
    raise AssertionError(f"{line!r} is not among {[entry['message'] for entry in logs]}")


def check_what_prefect_knows(api: str, home: Path, evaluation: Path) -> None:
    """The run completed, its counts are visible, and no participant's word is stored."""
    (run, *_) = wait_for_runs(api)
    assert run["state_type"] == "COMPLETED", run["state"]["message"]
    (artifact, *_) = ask(api, "/artifacts/filter")
    assert artifact["key"] == f"{slug_of(evaluation)}-run"
    assert "| Transcripts read | 1 | +1 |\n" in artifact["data"]
    assert "| Excerpts | 2 | +2 |\n" in artifact["data"]
    assert artifact["flow_run_id"] == run["id"]
    assert slug_of(evaluation) in run["tags"]
    assert run["name"].startswith("Our evaluation, ")
    logs = json.dumps(wait_for_line(api, "Transcripts read: 1 (+1)"))
    stored = b"".join(p.read_bytes() for p in home.rglob("*") if p.is_file())
    for canary in CANARIES:
        assert canary not in logs
        assert canary.encode() not in stored
        assert canary.encode("utf-16-le") not in stored


def test_the_deployment_of_prefect_yaml_runs_on_a_worker(
    evaluation: Path, environment: dict[str, str], server: str
) -> None:
    def prefect(*arguments: str) -> None:
        command = [sys.executable, "-m", "prefect", *arguments]
        subprocess.run(command, env=environment, check=True, cwd=ROOT, timeout=SECONDS)

    prefect("work-pool", "create", "felt-heard", "--type", "process")
    prefect("--no-prompt", "deploy", "--all")
    (deployment,) = ask(server, "/deployments/filter")
    assert deployment["entrypoint"] == "flows.batch.code_transcripts"
    assert [s["schedule"]["cron"] for s in deployment["schedules"]] == ["0 6 * * 1"]
    assert not deployment["concurrency_limit"] and not deployment["global_concurrency_limit"]
    folder = f"folder={json.dumps(str(evaluation))}"
    prefect("deployment", "run", "code-transcripts/weekly", "--param", folder)
    command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", "felt-heard"]
    worker = subprocess.Popen(command, env=environment, cwd=ROOT, start_new_session=True)
    try:
        check_what_prefect_knows(server, Path(environment["PREFECT_HOME"]), evaluation)
    finally:
        os.killpg(worker.pid, signal.SIGTERM)
        worker.wait(timeout=30)
    assert REPORT.path(evaluation / "outputs").is_file()


def test_heard_serve_runs_at_its_times_without_a_server_of_ours(
    evaluation: Path, environment: dict[str, str]
) -> None:
    command = [
        sys.executable,
        "-m",
        "flows.cli",
        "serve",
        str(evaluation),
        "--cron",
        "* * * * *",
        "--timezone",
        "Europe/Dublin",
    ]
    process = subprocess.Popen(
        command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        told = process.stdout.readline()
        assert re.match(
            r"Next run: \w+day \d+ \w+, \d\d:\d\d, Europe/Dublin\. Runs are shown at ", told
        )
        api = told.split()[-1] + "/api"
        check_what_prefect_knows(api, Path(environment["PREFECT_HOME"]), evaluation)
        (deployment,) = ask(api, "/deployments/filter")
        assert deployment["name"] == slug_of(str(evaluation.resolve()))
        assert deployment["schedules"][0]["schedule"]["timezone"] == "Europe/Dublin"
        assert not deployment["concurrency_limit"] and not deployment["global_concurrency_limit"]
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=60)
    assert REPORT.path(evaluation / "outputs").is_file()


@pytest.mark.parametrize("cron", ["", "every Monday", "99 6 * * 1", "* * * *"])
def test_a_wrong_cron_line_is_refused_with_an_example(evaluation: Path, cron: str) -> None:
    with pytest.raises(SettingsError, match="Five fields: minute hour day"):
        serve(evaluation, cron)


def test_a_time_zone_that_is_none_is_refused_with_an_example(evaluation: Path) -> None:
    with pytest.raises(SettingsError, match=r"'Mars/Base' is no time zone.*Europe/London"):
        serve(evaluation, "0 6 * * 1", "Mars/Base")


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
        serve(evaluation, "0 0 30 2 *", "UTC")


def test_a_run_that_finds_another_at_work_is_skipped_and_has_not_failed(
    evaluation: Path, prefect_home: Path
) -> None:
    with lock(Evaluation.open(evaluation).hidden), server_used():
        state = code_transcripts(str(evaluation), return_state=True)
    assert (state.type.value, state.name) == ("COMPLETED", "Skipped")
    assert "another run is at work here" in (state.message or "")
