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
    """Counts failures by who tries, such as an address and a name."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock, self._lock = clock, Lock()
        self._failed: dict[str, list[float]] = {}

    def wait(self, key: str) -> int:
        """The whole seconds until `key` may try again, 0 where it may now."""
        with self._lock:
            recent = self._recent(key)
            if len(recent) < MOST_FAILURES:
                return 0
            left = recent[-MOST_FAILURES] + WITHIN_SECONDS - self._clock()
        return max(1, int(left + 1))

    def failed(self, key: str) -> None:
        """Note that `key` has failed."""
        with self._lock:
            recent = self._recent(key)
            self._failed.pop(key, None)
            if len(self._failed) >= MOST_KEYS:
                # The one that failed longest ago is forgotten, so that memory has an end.
                self._failed.pop(next(iter(self._failed)))
            self._failed[key] = [*recent, self._clock()][-MOST_FAILURES:]

    def worked(self, key: str) -> None:
        """Forget the failures of `key`."""
        with self._lock:
            self._failed.pop(key, None)

    def _recent(self, key: str) -> list[float]:
        since = self._clock() - WITHIN_SECONDS
        return [at for at in self._failed.get(key, []) if at > since]
