"""Limited reading, hashing, atomic writing and the evaluation's lock.

The only place that opens a file for writing: a reader of a file written here meets the old
content or the new, never half of it, whenever the program is stopped.
"""

import errno
import os
import secrets
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock, Timeout

from corpora.errors import EnvironmentFault, FileRefused, Locked

MAX_SOURCE_BYTES = 50 * 1024 * 1024
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_MEMBERS = 5_000
CHUNK = 1024 * 1024
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_COMPRESSION = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What reading a member of a damaged archive raises, besides the archive's own error.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    KeyError,
)


def read_limited(path: Path, *, limit: int = MAX_SOURCE_BYTES) -> bytes:
    """The bytes of a source file; refused by its size before anything is read."""
    where = shown(path.name)
    try:
        size = path.stat().st_size
        if size > limit:
            raise FileRefused(
                f"the file is {_megabytes(size)} and the limit is {_megabytes(limit)}",
                where=where,
                remedy="Split it, or check that it is a transcript and not a recording.",
            )
        if size == 0:
            raise FileRefused(
                "the file is empty", where=where, remedy="Export the transcript again."
            )
        return path.read_bytes()
    except OSError as fault:
        is_missing = isinstance(fault, FileNotFoundError)
        raise FileRefused(
            f"the file cannot be opened ({fault.strerror or type(fault).__name__})",
            where=where,
            remedy="Check how its name is written, and in which folder it lies."
            if is_missing
            else "Check that you may read it.",
        ) from fault


def content_hash(content: bytes) -> str:
    """SHA-256 of `content`, as 64 hexadecimal digits."""
    return sha256(content).hexdigest()


def open_zip(content: bytes, *, where: str, what: str = "Word file") -> "SafeZip":
    """An archive whose members are read under limits; refused if it is none or looks like a bomb."""
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as fault:
        raise FileRefused(
            f"this is not really a {what}, or it is damaged",
            where=where,
            remedy="Open it in the program that made it and save it again.",
        ) from fault
    if len(archive.infolist()) > MAX_MEMBERS:
        raise _bomb(where, f"it holds more than {MAX_MEMBERS:,} parts")
    return SafeZip(archive, where)


class SafeZip:
    """Reads the members of an archive, counting the bytes as they come out, not as they claim to be."""

    def __init__(self, archive: zipfile.ZipFile, where: str) -> None:
        self._archive, self._where, self._left = archive, where, MAX_UNPACKED_BYTES

    def names(self) -> list[str]:
        """The names of the members, in the archive's order."""
        return self._archive.namelist()

    def read(self, name: str, *, limit: int = MAX_UNPACKED_BYTES) -> bytes:
        """The bytes of one member. Raises FileRefused past `limit`, or the whole archive's."""
        pieces: list[bytes] = []
        read = 0
        try:
            if self._archive.getinfo(name).compress_type not in _COMPRESSION:
                raise zipfile.BadZipFile("no office program compresses like this")
            with self._archive.open(name) as member:
                while piece := member.read(CHUNK):
                    self._left -= len(piece)
                    read += len(piece)
                    if self._left < 0 or read > limit:
                        most = _megabytes(min(limit, MAX_UNPACKED_BYTES))
                        raise _bomb(self._where, f"it unpacks to more than {most}")
                    pieces.append(piece)
        except _DAMAGE as fault:
            raise FileRefused(
                "a part of the file is damaged, locked by a password or missing",
                where=self._where,
                remedy="Open it in the program that made it and save it again without a password.",
            ) from fault
        return b"".join(pieces)


def _bomb(where: str, why: str) -> FileRefused:
    return FileRefused(
        f"the file looks like a zip bomb: {why}",
        where=where,
        remedy="Save the text into a new document.",
    )


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:,.0f} MB"


def shown(name: str) -> str:
    """A file name fit for a terminal or a page: control and direction characters escaped."""
    return "".join(
        char if unicodedata.category(char)[0] != "C" else char.encode("unicode_escape").decode()
        for char in name
    )


def write_atomic(path: Path, content: bytes, *, mode: int | None = None) -> None:
    """Write `content` so that `path` holds the old bytes or the new ones, never half of them.

    `mode` is the most that anybody may do with it: a file that is there and allows less stays so,
    and without `mode` it stays as it is. What is for its owner alone makes such a folder too.
    """
    allowed = 0o644 if mode is None else mode
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(0o777 if allowed & 0o077 else 0o700, parents=True, exist_ok=True)
        # Opened with its mode, so that what the person's umask takes away stays away.
        handle = os.open(temporary, _NEW_FILE, allowed)
    except OSError as fault:
        raise _cannot_write(path, fault, len(content)) from fault
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            before = stat.S_IMODE(path.stat().st_mode)
            temporary.chmod(before if mode is None else before & mode)
        temporary.replace(path)
    except OSError as fault:
        raise _cannot_write(path, fault, len(content)) from fault
    finally:
        temporary.unlink(missing_ok=True)


def make_folder(path: Path, *, private: bool = False) -> None:
    """Make a folder, its owner's alone where it is private; one that is there stays as it is."""
    try:
        path.mkdir(0o700 if private else 0o777, parents=True, exist_ok=True)
    except OSError as fault:
        raise _cannot_write(path, fault, 0) from fault


@contextmanager
def written_whole(path: Path, *, mode: int = 0o600) -> Iterator[BinaryIO]:
    """A file to write piece by piece, which takes the place of `path` at the end, or not at all."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        handle = os.open(temporary, _NEW_FILE, mode)
    except OSError as fault:
        raise _cannot_write(path, fault, 0) from fault
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as fault:
        raise _cannot_write(path, fault, 0) from fault
    finally:
        temporary.unlink(missing_ok=True)


def _cannot_write(path: Path, fault: OSError, size: int) -> EnvironmentFault:
    where = shown(str(path))
    if fault.errno == errno.ENOSPC:
        return EnvironmentFault(
            f"the disk is full; {size:,} bytes are needed", where=where, remedy="Free some space."
        )
    return EnvironmentFault(
        f"cannot be written ({fault.strerror or type(fault).__name__})",
        where=where,
        remedy="Check that you may write there and that no other program has it open.",
    )


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Hold the evaluation's lock. Raises Locked, naming the holder, where another run has it.

    The lock is the kernel's, so it never outlives the process that holds it.
    """
    holder = folder / "lock.holder"
    held = FileLock(folder / "lock", timeout=0, mode=0o600)
    try:
        held.acquire()
    except Timeout as fault:
        raise Locked(
            f"another run is at work here ({_holder(holder)})",
            where=shown(folder.parent.name),
            remedy="Wait until it has ended, then run again.",
        ) from fault
    except OSError as fault:
        raise _cannot_write(folder / "lock", fault, 0) from fault
    try:
        write_atomic(holder, f"process {os.getpid()}".encode(), mode=0o600)
        yield
    finally:
        held.release()


@contextmanager
def short_lock(path: Path, *, seconds: float = 10) -> Iterator[None]:
    """Hold a lock of its own for something that is done in a moment, after whoever has it.

    Raises Locked where it is not free after so many seconds.
    """
    held = FileLock(path, timeout=seconds, mode=0o600)
    try:
        held.acquire()
    except Timeout as fault:
        raise Locked(
            "somebody else is writing here", where=shown(path.name), remedy="Try again."
        ) from fault
    except OSError as fault:
        raise _cannot_write(path, fault, 0) from fault
    try:
        yield
    finally:
        held.release()


def _holder(path: Path) -> str:
    try:
        return path.read_text("ascii")
    except (OSError, UnicodeDecodeError):
        return "holder unknown"


def keep_aside(path: Path) -> Path:
    """Move a file that people have changed to a free name beside it, and give that name."""
    kept = _free_beside(path)
    _rename(path, kept)
    return kept


def keep_copy(path: Path) -> Path:
    """Copy a file to a free name beside it, and give that name: `path` itself never is away."""
    kept = _free_beside(path)
    try:
        content, mode = path.read_bytes(), stat.S_IMODE(path.stat().st_mode)
    except OSError as fault:
        raise _cannot_write(kept, fault, 0) from fault
    write_atomic(kept, content, mode=mode)
    return kept


def move_file(path: Path, target: Path, *, mode: int) -> None:
    """Move a file to `target`, or to a free name beside it; it allows no more than `mode` there."""
    try:
        target.parent.mkdir(0o777 if mode & 0o077 else 0o700, parents=True, exist_ok=True)
        path.chmod(stat.S_IMODE(path.stat().st_mode) & mode)
    except OSError as fault:
        raise _cannot_write(path, fault, 0) from fault
    _rename(path, _free_beside(target) if target.exists() else target)


def _free_beside(path: Path) -> Path:
    number = 1
    while (kept := path.with_name(f"{path.stem} (kept {number}){path.suffix}")).exists():
        number += 1
    return kept


def _rename(path: Path, target: Path) -> None:
    try:
        path.rename(target)
    except OSError as fault:
        raise _cannot_write(path, fault, 0) from fault


def put_in_place(new: Path, path: Path) -> None:
    """Let `new`, a file of the same folder, take the place of `path`, in one step."""
    try:
        new.replace(path)
    except OSError as fault:
        raise _cannot_write(path, fault, 0) from fault


def remove_file(path: Path) -> None:
    """Delete a file for good; one that is gone already is no fault."""
    try:
        path.unlink(missing_ok=True)
    except OSError as fault:
        raise _cannot_write(path, fault, 0) from fault
