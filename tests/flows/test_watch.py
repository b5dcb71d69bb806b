"""Nothing that a command started outlives it for long, in whatever way it ended."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from paths import ROOT

from coding.evaluation.new import new_evaluation
from flows.server import healthy

pytestmark = [
    pytest.mark.flow,
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="there is no /proc"),
]

MOST_SECONDS = 10
MARK = "HEARD_TEST_MARK"
SAID = "Interviewer: Were you heard?\n\nDee: Yes, I spoke up about the ramp, and they built one.\n"
ENDS = [signal.SIGKILL, signal.SIGTERM]


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """An environment by which all processes of a test are recognised; none is left behind."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_API")}
    mark = uuid.uuid4().hex
    home = str(tmp_path / "prefect")
    yield {**kept, "PREFECT_HOME": home, "PYTHONUNBUFFERED": "1", MARK: mark}
    for process in marked({MARK: mark}):
        os.kill(process, signal.SIGKILL)


def marked(environment: dict[str, str]) -> dict[int, str]:
    """The processes of an environment, with their command lines."""
    mark, there = f"{MARK}={environment[MARK]}".encode(), {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            # What has ended and was not taken note of has no command line any more.
            if line and mark in (folder / "environ").read_bytes():
                there[int(folder.name)] = line
        except OSError:
            continue
    return there


def wait_until(done: Callable[[], object], seconds: float) -> float:
    """How long it took until it was done, at most so long."""
    since = time.monotonic()
    while not done() and time.monotonic() < since + seconds:
        time.sleep(0.1)
    return time.monotonic() - since


def started(environment: dict[str, str], *arguments: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "flows.cli", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE)


def serving(environment: dict[str, str]) -> bool:
    """Whether the server that a run started answers."""
    lines = marked(environment).values()
    ports = [line.split()[-1] for line in lines if "flows.watch" in line]
    return any(healthy(int(port)) for port in ports)


@pytest.mark.parametrize("how", ENDS, ids=lambda how: how.name)
def test_a_run_that_ends_leaves_no_process(
    environment: dict[str, str], tmp_path: Path, how: signal.Signals
) -> None:
    folder = tmp_path / "evaluation"
    new_evaluation(folder)
    (folder / "transcripts" / "one.txt").write_text(SAID)
    with started(environment, "run", str(folder)) as run:
        wait_until(lambda: serving(environment) or run.poll() is not None, 120)
        assert run.poll() is None
        run.send_signal(how)
        assert wait_until(lambda: not marked(environment), 60) < MOST_SECONDS


@pytest.mark.parametrize("how", ENDS, ids=lambda how: how.name)
def test_a_schedule_that_ends_leaves_no_process(
    environment: dict[str, str], tmp_path: Path, how: signal.Signals
) -> None:
    new_evaluation(tmp_path / "evaluation")
    with started(environment, "serve", str(tmp_path / "evaluation")) as serve:
        assert serve.stdout and serve.stdout.readline().startswith(b"Next run: ")
        # Its runner has asked the server for work by then.
        time.sleep(3)
        assert any("prefect server start" in line for line in marked(environment).values())
        serve.send_signal(how)
        assert wait_until(lambda: not marked(environment), 60) < MOST_SECONDS


def test_what_does_not_heed_the_first_signal_ends_by_the_second(
    environment: dict[str, str],
) -> None:
    """Its parent is killed while a child of that one still has the pipe open."""
    say = (
        "import os, subprocess, time; from flows.watch import watched\n"
        "child = subprocess.Popen(watched('stubborn'), stdin=subprocess.PIPE)\n"
        "other = os.fork()\n"
        "time.sleep(600)"
    )
    inside = {**environment, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests/support'}"}
    with subprocess.Popen(
        [sys.executable, "-c", say], cwd=ROOT, env=inside, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout and parent.stdout.readline() == b"ready\n"
        parent.kill()

        def gone() -> bool:
            return not any("-m flows.watch" in line for line in marked(environment).values())

        assert not gone()
        assert wait_until(gone, 60) < MOST_SECONDS
        for process in marked(environment):
            os.kill(process, signal.SIGKILL)
