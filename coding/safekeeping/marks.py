"""Who has the database open: a mark for each, taken away at a clean end.

A mark that nobody holds was left by a program that was killed, or by a power cut: then the database
is looked through before it is used. A mark is held by a lock of the kernel's, which no process
outlives, so the marks of those who are still at work are left alone.
"""

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from filelock import FileLock, Timeout

from corpora.errors import EnvironmentFault
from corpora.files import remove_file, shown, write_atomic

FOLDER = "open"
_LOCK = ".lock"


class OpenMark:
    """Says that this process has a database open, until `take_away`."""

    def __init__(self, hidden: Path) -> None:
        self._process = os.getpid()
        self._path = hidden / FOLDER / f"{self._process}-{token_hex(4)}"
        self._held = FileLock(f"{self._path}{_LOCK}", timeout=0, mode=0o600)
        try:
            self._path.parent.mkdir(mode=0o700, exist_ok=True)
            # First the lock: a mark without one is that of somebody who was stopped.
            self._held.acquire()
        except OSError as fault:
            raise EnvironmentFault(
                f"cannot be written ({fault.strerror or type(fault).__name__})",
                where=shown(f"{hidden.name}/{FOLDER}"),
                remedy="Check that you may write in the evaluation's folder.",
            ) from fault
        write_atomic(self._path, b"", mode=0o600)

    def take_away(self) -> None:
        """The database was closed as it should be; a fork of this process changes nothing."""
        if os.getpid() != self._process:
            return
        # The folder may be gone by now, or closed to writing: then there is nothing to say.
        with suppress(EnvironmentFault, OSError):
            remove_file(self._path)
            self._held.release()
            remove_file(Path(f"{self._path}{_LOCK}"))


def left_behind(hidden: Path) -> list[Path]:
    """The marks of programs that ended without closing the database."""
    marks = sorted(path for path in (hidden / FOLDER).glob("*") if path.suffix != _LOCK)
    return [mark for mark in marks if not _is_held(mark)]


def _is_held(mark: Path) -> bool:
    lock = FileLock(f"{mark}{_LOCK}", timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        return True
    lock.release()
    return False


def clear_marks(marks: list[Path]) -> None:
    """Take away marks that were left behind, once the database is known to be whole."""
    for mark in marks:
        remove_file(mark)
        remove_file(Path(f"{mark}{_LOCK}"))
