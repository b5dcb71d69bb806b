"""A Prefect server for one command, started while the command itself still loads.

Prefect starts the same server where none is set, but only once the flow is called, and then loads
all of it into the calling process first. Started early, it costs half of the wait. Where it does
not come up, Prefect starts its own and says what is wrong.
"""

import atexit
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from http.client import HTTPConnection, HTTPException
from socket import socket

from corpora.errors import EnvironmentFault
from flows.watch import SECONDS_TO_STOP, watched

HOST = "127.0.0.1"
_SECONDS_BETWEEN_LOOKS = 0.05
# What Prefect tells its own temporary server: no page, only the services that such a one needs.
_TEMPORARY = {
    "PREFECT_UI_ENABLED": "0",
    "PREFECT__SERVER_EPHEMERAL": "1",
    "PREFECT__SERVER_FINAL": "1",
}


class TemporaryServer:
    """A server in a process of its own, which ends with this one at the latest, even if killed."""

    def __init__(self) -> None:
        self._port = free_port()
        self._process = subprocess.Popen(
            watched("flows.server", str(self._port)),
            env={**os.environ, **_TEMPORARY},
            stdin=subprocess.PIPE,
        )
        # After Prefect has sent the last of its records: its own hooks run before this one.
        atexit.register(self.stop)

    @property
    def alive(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    @contextmanager
    def used(self) -> Iterator[None]:
        """Wait until it answers, and let flows use it: not where a person has set another one."""
        from prefect.settings import (
            PREFECT_API_URL,
            PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS,
            temporary_settings,
        )

        elsewhere = PREFECT_API_URL.value()
        seconds = PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS.value()
        if elsewhere or not came_up(self._process, self._port, seconds):
            self.stop()
            yield
        else:
            with temporary_settings({PREFECT_API_URL: f"http://{HOST}:{self._port}/api"}):
                yield

    def stop(self) -> None:
        """End it; it may have ended before."""
        end(self._process)


def server_used() -> AbstractContextManager[None]:
    """Start a server now; entered, flows use it. Nothing where one is set.

    It ends with this process and not before, since Prefect sends the last of its records then.
    """
    if os.environ.get("PREFECT_API_URL"):
        return nullcontext()
    return TemporaryServer().used()


def free_port(*wished: int) -> int:
    """The first of the `wished` ports that is free, else any. Raises EnvironmentFault without one."""
    for port in (*wished, 0):
        with socket() as trial:
            try:
                trial.bind((HOST, port))
            except OSError:
                continue
            return int(trial.getsockname()[1])
    raise EnvironmentFault("no port is free for Prefect's server", where=HOST)


def came_up(process: "subprocess.Popen[bytes]", port: int, seconds: float) -> bool:
    """Whether the server of `process` answers, waiting at most so long while it is on its way."""
    until = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < until:
        if healthy(port):
            return True
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    return False


def end(process: "subprocess.Popen[bytes]") -> None:
    """Ask the process to end, and make it where it has not after `SECONDS_TO_STOP`."""
    process.terminate()
    try:
        process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _serve(port: int) -> None:
    """Be such a server, as Prefect starts it."""
    import uvicorn

    app = "prefect.server.api.server:create_app"
    uvicorn.run(app, factory=True, host=HOST, port=port, log_level="error", lifespan="on")


def healthy(port: int) -> bool:
    """Whether a Prefect server answers at this port of this machine."""
    connection = HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/api/health")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
