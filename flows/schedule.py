"""Runs on a schedule for those who have no Prefect server: one is started here, on this machine."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coding.evaluation import Evaluation
from corpora.errors import EnvironmentFault, SettingsError

HOST, USUAL_PORT = "127.0.0.1", 4200
SECONDS_TO_START = 90


def serve(folder: Path, cron: str) -> None:
    """Run the main job in `folder` at the times of `cron`, until stopped.

    Uses the Prefect server that PREFECT_API_URL names, or starts one that only this machine can
    reach. Raises SettingsError for a cron line that is none.
    """
    evaluation = Evaluation.open(folder)
    _check_cron(cron)
    with _server() as api:
        print(f"Waiting for {cron!r}. Runs are shown at {api.removesuffix('/api')}", flush=True)
        print("Stop with Ctrl+C.", flush=True)
        _serve(str(evaluation.folder), cron, api)


def _check_cron(cron: str) -> None:
    from prefect.client.schemas.schedules import CronSchedule

    try:
        CronSchedule(cron=cron)
    except ValueError as fault:
        raise SettingsError(
            "this is not a cron line",
            where="--cron",
            remedy='Five fields: minute hour day month weekday, as in "0 6 * * 1".',
        ) from fault


def _serve(folder: str, cron: str, api: str) -> None:
    from prefect import serve as serve_deployments
    from prefect.settings import PREFECT_API_URL, temporary_settings
    from prefect.types.entrypoint import EntrypointType

    from flows.batch import code_transcripts

    # Runs are processes of their own, which learn the address from these settings.
    with temporary_settings({PREFECT_API_URL: api}):
        # A path entrypoint would load a second copy of the module and put its folder on sys.path.
        deployment = code_transcripts.to_deployment(
            name="scheduled",
            cron=cron,
            parameters={"folder": folder},
            concurrency_limit=1,
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
        serve_deployments(deployment, limit=1)  # type: ignore[arg-type]


@contextmanager
def _server() -> Iterator[str]:
    """The address of the Prefect server in use; one is started, and stopped again, if there is none."""
    if api := os.environ.get("PREFECT_API_URL"):
        yield api
        return
    port = _free_port()
    address = f"http://{HOST}:{port}"
    command = [
        sys.executable,
        "-m",
        "prefect",
        "server",
        "start",
        "--host",
        HOST,
        "--port",
        str(port),
    ]
    environment = {**os.environ, "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": address}
    # In a session of its own: Ctrl+C must stop the runs first, and they need the server to stop.
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        _wait_for(f"{address}/api/health", process)
        yield f"{address}/api"
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()


def _free_port() -> int:
    """Prefect's usual port where it is free, else any."""
    for port in (USUAL_PORT, 0):
        with socket.socket() as probe:
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise EnvironmentFault("no port is free for Prefect's server", where=HOST)


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    ends = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < ends and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise EnvironmentFault(
        "Prefect's server did not start",
        where=HOST,
        remedy="Try: prefect server start, and read what it says.",
    )
