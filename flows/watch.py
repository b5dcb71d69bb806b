"""A program that ends within seconds of whoever started it, in whatever way that one ended.

A process that is killed tells its children nothing, and a Prefect server that was asked to end can
wait for its last connections without end. So the program looks for itself, and asks itself twice.
"""

import os
import runpy
import signal
import sys
import time
from threading import Event, Thread

SECONDS_TO_STOP = 5
_SECONDS_BETWEEN_LOOKS = 0.2


def watched(module: str, *arguments: str) -> list[str]:
    """The command that runs a module so; to be started by this process, with a pipe as its input."""
    return [sys.executable, "-m", __name__, str(os.getpid()), module, *arguments]


def _end_with(parent: int) -> None:
    closed = Event()
    Thread(target=_read_to_the_end, args=(closed,), daemon=True).start()
    # The pipe is closed when the parent ends, unless a child of it has the other end too. Then it
    # shows by who the parent is: but not on Windows, where that is never another.
    while not closed.wait(_SECONDS_BETWEEN_LOOKS):
        if os.name == "posix" and os.getppid() != parent:
            break
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(SECONDS_TO_STOP)
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def _read_to_the_end(closed: Event) -> None:
    # Not by sys.stdin: a thread that waits there would hold up the end of the program.
    while os.read(0, 1024):
        pass
    closed.set()


def _run(parent: int, module: str, arguments: list[str]) -> None:
    Thread(target=_end_with, args=(parent,), daemon=True).start()
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    _run(int(sys.argv[1]), sys.argv[2], sys.argv[3:])
