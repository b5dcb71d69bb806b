"""The program stopped at its nth change of the disk: a file put in place or away, a commit."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

CHANGES = ("replace", "unlink", "rename", "rmdir")


class Stopped(BaseException):
    """As a kill: nothing in the program catches it."""


class Changes:
    """Counts changes of the disk, and stops before the one of this number and all after it."""

    def __init__(self, stop_at: int) -> None:
        self.stop_at, self.count = stop_at, 0

    def another(self, _: Connection | None = None) -> None:
        """One more is about to be made."""
        self.count += 1
        if self.stop_at and self.count >= self.stop_at:
            raise Stopped


@contextmanager
def stopped_at(number: int) -> Iterator[Changes]:
    """Stops the program at this change of the disk; at none for 0."""
    changes = Changes(number)
    event.listen(Engine, "commit", changes.another)
    try:
        with pytest.MonkeyPatch.context() as patch:
            for name in CHANGES:
                patch.setattr(Path, name, _counted(getattr(Path, name), changes))
            yield changes
    finally:
        event.remove(Engine, "commit", changes.another)


def _counted(method: Callable[..., object], changes: Changes) -> Callable[..., object]:
    def counted(path: Path, *args: object, **named: object) -> object:
        changes.another()
        return method(path, *args, **named)

    return counted
