"""A request comes in whole within seconds, and its answer is taken, or the connection ends.

uvicorn waits for ever for a head or body that never ends; its one limit is for connections on which
nothing comes after an answer.
"""

import asyncio
from typing import Any

import h11
from uvicorn import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from coding.review.visits import Peer, Visit, Visits

SECONDS_FOR_HEAD, SECONDS_FOR_BODY, SECONDS_TO_TAKE = 10, 20, 60
_COME = (h11.DONE, h11.MUST_CLOSE, h11.CLOSED)


class PromptRequests(H11Protocol):
    """HTTP/1.1 with a time limit for the head, for the body, and for taking the answer."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
        *,
        visits: Visits,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._visits = visits
        self._peer: Peer = ()
        self._visit: Visit | None = None
        self._waiting_for: object = None
        self._limit: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._peer = transport.get_extra_info("peername")
        self._visit = self._visits.at(self._peer)
        if self._visit:
            self._visit.drop = transport.abort
        if self._visit and self._visit.dropped:
            transport.abort()
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take what came, and see what is still to come."""
        super().data_received(data)
        self._wait()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        self._visits.waits_again(self._peer)
        self._wait()

    def pause_writing(self) -> None:
        """The other end takes nothing more for now: it has a while."""
        super().pause_writing()
        self._wait()

    def resume_writing(self) -> None:
        """The other end takes the answer."""
        super().resume_writing()
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._waits_for(None, 0)
        super().connection_lost(exc)

    def _wait(self) -> None:
        """Set a limit for what is to come next, once: a head that comes in drops has no more time."""
        answered = self.cycle is None or self.cycle.response_complete
        if self.flow.write_paused:
            self._waits_for("answer taken", SECONDS_TO_TAKE)
        elif self.conn.their_state is h11.SEND_BODY:
            self._waits_for("body", SECONDS_FOR_BODY)
        elif self.conn.their_state in _COME and not answered:
            self._waits_for(None, 0)
        else:
            self._waits_for("head", SECONDS_FOR_HEAD)

    def _waits_for(self, what: str | None, seconds: float) -> None:
        if self._visit:
            self._visit.answering = what is None
        if what == self._waiting_for:
            return
        self._waiting_for = what
        if self._limit:
            self._limit.cancel()
        self._limit = self.loop.call_later(seconds, self._too_late) if what else None

    def _too_late(self) -> None:
        if self._waiting_for == "head":
            # What was answered before may still be on its way.
            self.transport.close()
        else:
            self.transport.abort()
