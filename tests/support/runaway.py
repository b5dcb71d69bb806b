"""A stop for what hostile input must not do: go on and on."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# Of processor time. What these tests look at needs less than a second; a pattern that tries every
# combination needs hours. Between the two, no test depends on how busy a machine is.
SECONDS = 30


@contextmanager
def no_runaway() -> Iterator[None]:
    """Fails where what stands in it takes `SECONDS` of processor time."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise AssertionError(f"not at an end after {SECONDS} s of processor time")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
