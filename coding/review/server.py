"""The pages served on this machine: a socket that no other machine reaches, and no log of words."""

import socket

import uvicorn
from starlette.applications import Starlette

from corpora.errors import EnvironmentFault

HOST = "127.0.0.1"


def listening(port: int) -> socket.socket:
    """A socket on the loopback address; port 0 takes any that is free.

    Raises EnvironmentFault where the port is taken.
    """
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((HOST, port))
        made.listen(128)
    except (OSError, OverflowError) as fault:
        made.close()
        raise EnvironmentFault(
            "this port cannot be used",
            where=f"--port {port}",
            remedy="Give another, or leave it out.",
        ) from fault
    return made


def serve_pages(app: Starlette, at: socket.socket) -> None:
    """Serve until stopped. Requests and faults are not logged: addresses and faults hold words."""
    config = uvicorn.Config(
        app, access_log=False, log_level="critical", server_header=False, lifespan="off",
        timeout_graceful_shutdown=3,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[at])
