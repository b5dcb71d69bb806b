"""Runs on a schedule for those who have no Prefect server: one is started here, on this machine."""

import asyncio
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo, available_timezones

from tzlocal import get_localzone_name

from coding.evaluation.evaluation import Evaluation
from corpora.errors import EnvironmentFault, SettingsError
from corpora.files import shown
from flows.server import HOST, came_up, end, free_port
from flows.watch import watched

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

USUAL_PORT = 4200
SECONDS_TO_START = 90


def serve(folders: Sequence[Path], cron: str, timezone: str = "") -> None:
    """Run the main job in each of `folders` at the times of `cron`, side by side, until stopped.

    The times are those of `timezone` (as in Europe/London), of this machine where it is "".

    Uses the Prefect server that PREFECT_API_URL names, or starts one that only this machine can
    reach. Raises SettingsError for a cron line or a time zone that is none, a time that never comes,
    and for a folder without an evaluation.
    """
    served = dict.fromkeys(str(Evaluation.open(folder).folder) for folder in folders)
    zone = timezone or get_localzone_name()
    _check_times(cron, zone)
    coming = next_run(cron, zone, datetime.now(UTC))
    with _server() as api:
        print(f"Next run: {coming}. Runs are shown at {api.removesuffix('/api')}", flush=True)
        print(f"After it, whenever {cron!r} says so. Stop with Ctrl+C.", flush=True)
        _serve(tuple(served), cron, zone, api)


def next_run(cron: str, timezone: str, now: datetime) -> str:
    """When the first run after `now` comes, as `Monday 30 November, 06:00, Europe/London`.

    Prefect's own reckoning, so that it holds where clocks are put forward. The year is said where it
    is not this one. Raises SettingsError where it never comes, as on 30 February.
    """
    from prefect.server.schemas.schedules import CronSchedule

    try:
        (when,) = asyncio.run(CronSchedule(cron=cron, timezone=timezone).get_dates(1, start=now))
    except ValueError as fault:
        raise SettingsError(
            f"{shown(cron)[:40]!r} is a time that never comes",
            where="--cron",
            remedy='Five fields: minute hour day month weekday, as in "0 6 * * 1".',
        ) from fault
    year = "" if when.year == now.astimezone(ZoneInfo(timezone)).year else f" {when.year}"
    return f"{when:%A} {when.day} {when:%B}{year}, {when:%H:%M}, {timezone}"


def _check_times(cron: str, timezone: str) -> None:
    from prefect.client.schemas.schedules import CronSchedule

    if timezone not in available_timezones():
        raise SettingsError(
            f"{shown(timezone)[:40]!r} is no time zone",
            where="--timezone",
            remedy="Give one as in Europe/London, or leave it out for that of this machine.",
        )
    try:
        CronSchedule(cron=cron)
    except ValueError as fault:
        raise SettingsError(
            "this is not a cron line",
            where="--cron",
            remedy='Five fields: minute hour day month weekday, as in "0 6 * * 1".',
        ) from fault


def _serve(folders: Sequence[str], cron: str, timezone: str, api: str) -> None:
    from prefect import serve as serve_deployments
    from prefect.settings import PREFECT_API_URL, temporary_settings

    # Runs are processes of their own, which learn the address from these settings.
    with temporary_settings({PREFECT_API_URL: api}):
        deployments = [_deployment(folder, cron, timezone) for folder in folders]
        # One more than there are folders: a run that will be skipped keeps none of them waiting.
        serve_deployments(*deployments, limit=len(folders) + 1)


def _deployment(folder: str, cron: str, timezone: str) -> "RunnerDeployment":
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    from flows.batch import code_transcripts
    from flows.prefect_record import slug_of

    deployment = code_transcripts.to_deployment(
        # Of two folders that are served, the second must not take the place of the first.
        name=slug_of(folder),
        schedule=Cron(cron, timezone=timezone),
        parameters={"folder": folder},
        tags=[slug_of(folder)],
        # A path entrypoint would load a second copy of the module and put its folder on sys.path.
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    return cast("RunnerDeployment", deployment)


@contextmanager
def _server() -> Iterator[str]:
    """The address of the Prefect server in use; one is started, and stopped again, if there is none."""
    if api := os.environ.get("PREFECT_API_URL"):
        yield api
        return
    port = free_port(USUAL_PORT)
    address = f"http://{HOST}:{port}"
    command = watched("prefect", "server", "start", "--host", HOST, "--port", str(port))
    environment = {**os.environ, "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": address}
    # In a session of its own: Ctrl+C must stop the runs first, and they need the server to stop.
    process = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        if not came_up(process, port, SECONDS_TO_START):
            raise EnvironmentFault(
                "Prefect's server did not start",
                where=HOST,
                remedy="Try: prefect server start, and read what it says.",
            )
        yield f"{address}/api"
    finally:
        end(process)
