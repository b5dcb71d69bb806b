"""The team's pages, served on this machine, and their paths."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from coding import Evaluation
from coding.review.access.team_address import TeamAddress, team_address
from coding.review.team_serving import listening_at, server_of, team_app


class Recording:
    """An app, and everything that it has answered so far."""

    def __init__(self, app: ASGIApp) -> None:
        self._app, self.sent = app, list[bytes]()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def noted(message: Message) -> None:
            self.sent.append(message.get("body", b""))
            await send(message)

        await self._app(scope, receive, noted)


@contextmanager
def served_to_team(evaluation: Evaluation) -> Iterator[tuple[str, Recording]]:
    """The team's pages on a free port of this machine; gives where they begin, and what they say."""
    free = listening_at(TeamAddress("127.0.0.1", 0, "", (), False))
    port = free.getsockname()[1]
    address = team_address(
        host="127.0.0.1", port=port, certificate=None, key=None, behind_proxy="", address=""
    )
    app = Recording(team_app(evaluation, address))
    server = server_of(app, address)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [free]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield address.origin, app
    server.should_exit = True
    thread.join(10)


PATHS = [
    "/disagreements", "/agreement", "/themes", "/codebook", "/codebook/about?of=listened",
    "/codebook/about?of=heard", "/codebook/about", "/deidentify", "/files", "/heard", "/practice",
]  # fmt: skip
