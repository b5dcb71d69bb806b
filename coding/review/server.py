"""The pages served: to whom a socket reaches, within limits of time and number, with no log of words."""

import functools
import logging
import socket
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from coding.review.prompt_requests import PromptRequests
from coding.review.visits import MOST, MOST_FROM_ONE, Accepting, Visits
from corpora.errors import EnvironmentFault

HOST = "127.0.0.1"
# Above what `Visits` lets in: for what is still being worked on for those that were dropped.
MOST_AT_ONCE = 2 * MOST


class PageServer(uvicorn.Server):
    """A server of pages. It logs neither requests nor faults: addresses and faults hold words.

    With `behind_proxy` a reverse proxy on this machine, from where all comes then, and nobody else
    is believed about who asks.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        certificate: Path | None = None,
        key: Path | None = None,
        behind_proxy: bool = False,
    ) -> None:
        self._visits = Visits(from_one=MOST if behind_proxy else MOST_FROM_ONE)
        prompt = functools.partial(PromptRequests, visits=self._visits)
        config = uvicorn.Config(
            app, http=prompt, loop="asyncio", ws="none", lifespan="off", access_log=False,  # type: ignore[arg-type]
            log_level="critical", server_header=False, proxy_headers=behind_proxy,
            forwarded_allow_ips=["127.0.0.1", "::1"], ssl_certfile=certificate, ssl_keyfile=key,
            limit_concurrency=MOST_AT_ONCE, timeout_graceful_shutdown=3,
        )  # fmt: skip
        super().__init__(config)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, and count who comes."""
        # Or whoever connects and breaks off, again and again, could fill a disk with it.
        logging.getLogger("asyncio").setLevel(logging.CRITICAL)
        await super().startup([Accepting(at, self._visits) for at in sockets or ()])


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


def serve_pages(app: ASGIApp, at: socket.socket) -> None:
    """Serve until stopped."""
    PageServer(app).run(sockets=[at])
