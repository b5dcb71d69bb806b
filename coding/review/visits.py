"""How many connections there may be, so that whoever holds many open keeps nobody out.

Counted where they are accepted, before TLS: a connection that never says a word costs as much. A
new one is always let in: where there are too many, the one that has kept the server waiting longest
makes room, of the address that has most. One that is being answered is never dropped for another.
"""

import socket
from collections import Counter, deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

MOST_FROM_ONE, MOST = 100, 400
MOST_LEAVING, MOST_TAKEN_IN = 50, 2_000
Peer = tuple[Any, ...]


@dataclass(slots=True, eq=False)
class Visit:
    """A connection. `answering`: its request has come, and it is the server's turn."""

    address: str
    drop: Callable[[], None]
    answering: bool = False
    dropped: bool = False


class Visits:
    """The connections of one server, by the address and port of the other end, oldest first.

    Only the thread of the server's event loop comes here.
    """

    def __init__(self, *, from_one: int = MOST_FROM_ONE, most: int = MOST) -> None:
        self._from_one, self._most = from_one, most
        self._open: dict[Peer, Visit] = {}

    def came(self, peer: Peer, drop: Callable[[], None]) -> None:
        """Count a new connection, and let another one make room; its own turn, where none waits."""
        visit = Visit(str(peer[0]), drop)
        self._open[peer] = visit
        if len(self._staying(visit.address)) > self._from_one:
            _make_room(self._staying(visit.address))
        elif len(self._staying()) > self._most:
            _make_room(self._staying())

    @property
    def leaving(self) -> int:
        """How many were dropped and are not closed yet."""
        return sum(each.dropped for each in self._open.values())

    def at(self, peer: Peer) -> Visit | None:
        """The connection of this other end."""
        return self._open.get(peer)

    def left(self, peer: Peer) -> None:
        """Count no longer a connection that has ended."""
        self._open.pop(peer, None)

    def waits_again(self, peer: Peer) -> None:
        """Its answer is sent: of those that keep the server waiting it is now the last to have come."""
        if visit := self._open.pop(peer, None):
            visit.answering = False
            self._open[peer] = visit

    def _staying(self, address: str = "") -> list[Visit]:
        open = self._open.values()
        return [each for each in open if not each.dropped and address in ("", each.address)]


def _make_room(staying: list[Visit]) -> None:
    """Drop the one that has waited longest, of the address with most that wait."""
    waiting = [each for each in staying if not each.answering]
    many = Counter(each.address for each in waiting)
    if waiting:
        longest = max(waiting, key=lambda each: many[each.address])
        longest.dropped = True
        longest.drop()


class Accepting(socket.socket):
    """A listening socket that counts what it accepts.

    It first takes in all that wait to be accepted. Of a thousand that come at once most make room
    again before a word was exchanged with them, which under TLS costs milliseconds each.
    """

    def __init__(self, at: socket.socket, visits: Visits) -> None:
        super().__init__(at.family, at.type, at.proto, fileno=at.dup().detach())
        self._visits = visits
        self._taken: deque[_Counted] = deque()

    def accept(self) -> tuple[socket.socket, Any]:
        """The next connection, counted until it is closed; none, until those dropped are closed."""
        if not self._taken:
            self._take_in()
        while self._taken:
            connection = self._taken.popleft()
            if visit := self._visits.at(connection.peer):
                visit.drop = connection.hang_up
                return connection, connection.peer
        raise BlockingIOError

    def _take_in(self) -> None:
        # Those dropped are closed by the event loop, which asks again after it has.
        while self._visits.leaving < MOST_LEAVING and len(self._taken) < MOST_TAKEN_IN:
            try:
                accepted, peer = super().accept()
            except OSError:
                # Nobody more is there, or there is no room for a file: what was taken in comes first.
                if self._taken:
                    return
                raise
            self._taken.append(_Counted(accepted, peer, self._visits))
            self._visits.came(peer, self._taken[-1].close)


class _Counted(socket.socket):
    def __init__(self, accepted: socket.socket, peer: Peer, visits: Visits) -> None:
        family, kind, protocol = accepted.family, accepted.type, accepted.proto
        super().__init__(family, kind, protocol, fileno=accepted.detach())
        self.peer, self._visits = peer, visits

    def hang_up(self) -> None:
        """End it from outside: whoever reads it, TLS's handshake for instance, sees that it ends."""
        with suppress(OSError):
            self.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close it, and count it no longer."""
        self._visits.left(self.peer)
        super().close()
