"""How often somebody may try to log in: a few failures, then a wait, so that guessing is hopeless.

Kept in memory by the one process that serves. The clock is given and only ever goes forward.
"""

from collections.abc import Callable
from threading import Lock
from time import monotonic

MOST_FAILURES = 5
WITHIN_SECONDS = 15 * 60
MOST_KEYS = 10_000


class Attempts:
    """Counts failures by who tries, such as an account or an address."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock, self._lock = clock, Lock()
        self._failed: dict[str, list[float]] = {}

    def wait(self, key: str) -> int:
        """The whole seconds until `key` may try again, 0 where it may now."""
        with self._lock:
            return self._wait(key)

    def begin(self, key: str) -> int:
        """The same; where it may try now, the try counts as failed until it has `worked`.

        Counted before it is checked, since of guesses sent at the same moment none would wait.
        """
        with self._lock:
            wait = self._wait(key)
            if not wait:
                self._note(key)
        return wait

    def failed(self, key: str) -> None:
        """Note that `key` has failed."""
        with self._lock:
            self._note(key)

    def worked(self, key: str) -> None:
        """Forget the failures of `key`."""
        with self._lock:
            self._failed.pop(key, None)

    def _wait(self, key: str) -> int:
        recent = self._recent(key)
        if len(recent) < MOST_FAILURES:
            return 0
        return max(1, int(recent[-MOST_FAILURES] + WITHIN_SECONDS - self._clock() + 1))

    def _note(self, key: str) -> None:
        recent = self._recent(key)
        self._failed.pop(key, None)
        if len(self._failed) >= MOST_KEYS:
            # The one that failed longest ago is forgotten, so that memory has an end.
            self._failed.pop(next(iter(self._failed)))
        self._failed[key] = [*recent, self._clock()][-MOST_FAILURES:]

    def _recent(self, key: str) -> list[float]:
        since = self._clock() - WITHIN_SECONDS
        return [at for at in self._failed.get(key, []) if at > since]


class UsualAddresses:
    """From which addresses each account has come in: what fails elsewhere makes nobody wait there.

    Otherwise whoever knows a name could keep its owner out for ever, five tries at a time.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen: dict[tuple[str, str], None] = {}

    def add(self, account: str, address: str) -> None:
        """Remember that this account came in from there."""
        with self._lock:
            self._seen.pop((account, address), None)
            if len(self._seen) >= MOST_KEYS:
                self._seen.pop(next(iter(self._seen)))
            self._seen[account, address] = None

    def include(self, account: str, address: str) -> bool:
        """Whether this account has come in from there."""
        with self._lock:
            return (account, address) in self._seen
