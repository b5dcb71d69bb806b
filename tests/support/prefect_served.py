"""A Prefect server in a process of its own, and what is asked of it."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from paths import ROOT

from flows.server import free_port, healthy

T = TypeVar("T")
# Long: a busy machine starts two processes of Prefect for a run.
SECONDS = 240
ENDED = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")


def wait_for(what: Callable[[], T], seconds: float = SECONDS) -> T:
    """What the function gives, as soon as that is something; fails after so long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if there := what():
                return there
        except OSError:
            pass
        time.sleep(0.5)
    raise AssertionError("it did not come to that")


def ask(api: str, path: str, body: dict[str, Any] | None = None) -> Any:
    """The answer of a server to what is posted to it, once it is not too busy to give one."""
    return wait_for(lambda: [_asked(api, path, body)])[0]


def _asked(api: str, path: str, body: dict[str, Any] | None) -> Any:
    content = json.dumps(body or {}).encode()
    request = urllib.request.Request(
        f"{api}{path}", content, {"Content-Type": "application/json"}, method="POST"
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as fault:
        assert fault.code == 503, f"{path}: {fault.code} {fault.read().decode()}"
        raise


def environment_of(home: Path, **more: str) -> dict[str, str]:
    """An environment with a Prefect of its own, whose flows log what they do."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_API")}
    own = {"PREFECT_HOME": str(home), "PREFECT_LOGGING_LEVEL": "INFO", "PYTHONUNBUFFERED": "1"}
    return {**kept, **own, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests/support'}", **more}


def stored_in(home: Path) -> bytes:
    """All that Prefect has written."""
    return b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())


class ServedPrefect:
    """A server; flows that are started in its `environment` use it."""

    def __init__(self, home: Path, **more: str) -> None:
        self.home, self._port = home, free_port()
        self.api = f"http://127.0.0.1:{self._port}/api"
        self.environment = {**environment_of(home, **more), "PREFECT_API_URL": self.api}
        self._begun: list[subprocess.Popen[bytes]] = []
        self.start()

    def start(self) -> None:
        """Start it, at the port that it had before."""
        self._server = self.begin("server", "start", "--port", str(self._port))
        wait_for(lambda: healthy(self._port))

    def begin(self, *arguments: str, cwd: Path = ROOT) -> "subprocess.Popen[bytes]":
        """A command of Prefect that goes on until `end`."""
        process = subprocess.Popen(
            [sys.executable, "-m", "prefect", *arguments],
            env=self.environment,
            cwd=cwd,
            start_new_session=True,
        )
        self._begun.append(process)
        return process

    def command(self, *arguments: str, cwd: Path = ROOT) -> None:
        """A command of Prefect, to its end."""
        line = [sys.executable, "-m", "prefect", "--no-prompt", *arguments]
        subprocess.run(line, env=self.environment, check=True, cwd=cwd, timeout=SECONDS)

    def restart(self) -> None:
        """Stop the server and start it again, on the same database."""
        self._stop(self._server)
        self.start()

    def end(self) -> None:
        """Stop the server and every command that goes on, the last that was begun first."""
        for process in reversed(self._begun):
            self._stop(process)

    def _stop(self, process: "subprocess.Popen[bytes]") -> None:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def started(self, deployment: str, **parameters: str) -> str:
        """The id of a run that is started now, of the deployment of this name."""
        wanted = {"deployments": {"name": {"any_": [deployment]}}}
        (there,) = ask(self.api, "/deployments/filter", wanted)
        path = f"/deployments/{there['id']}/create_flow_run"
        given = {"parameters": parameters} if parameters else {}
        return str(ask(self.api, path, given)["id"])

    def run(self, run: str) -> dict[str, Any]:
        """What Prefect knows of a run."""
        (there,) = ask(self.api, "/flow_runs/filter", {"flow_runs": {"id": {"any_": [run]}}})
        return dict(there)

    def ended(self, run: str) -> dict[str, Any]:
        """The same, once it has ended."""
        wait_for(lambda: self.run(run)["state_type"] in ENDED)
        return self.run(run)

    def page(self, slug: str) -> str:
        """The artifact of the last run of an evaluation."""
        key = {"artifacts": {"key": {"any_": [f"{slug}-run"]}}}
        (artifact,) = ask(self.api, "/artifacts/latest/filter", key)
        return str(artifact["data"])

    def events(self, name: str, resource: str) -> list[dict[str, Any]]:
        """The events of this name about a resource, once there is one: they come a little later."""
        wanted = {"event": {"name": [name]}, "resource": {"id": [resource]}}
        return wait_for(lambda: list(ask(self.api, "/events/filter", {"filter": wanted})["events"]))
