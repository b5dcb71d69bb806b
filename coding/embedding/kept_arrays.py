"""Arrays that take a while to work out, kept in a file and read again where it is whole.

Some ship with the program, under names that say what they follow from: what was made from other
texts, by another model or another version of the program has another name and is made here.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpora.files import write_atomic

Arrays = dict[str, NDArray[Any]]
DIGEST_BYTES = 32
SUFFIX = ".arrays"
MOST_ARRAYS = 6
"""Files in a folder: those of the codebook in use, and of two that people tried or came from."""
SHIPPED_ARRAYS = Path(__file__).parent / "shipped"
"""What `python -m coding.coder.shipped` made of the codebook that ships."""


class KeptArrays:
    """Arrays by name: those in `shipped`, and others in `folder`, or in memory without one."""

    def __init__(self, folder: Path | None, shipped: Path | None = SHIPPED_ARRAYS) -> None:
        self.folder, self.shipped = folder, shipped
        self._held: dict[str, Arrays] = {}

    def get(self, name: str, make: Callable[[], Arrays]) -> Arrays:
        """What is kept under `name`; what `make` gives, which is then kept, where nothing is."""
        if name not in self._held:
            self._held[name] = (
                self.of_shipped(name) or self._of_folder(name) or self._keep(name, make())
            )
        return self._held[name]

    def of_shipped(self, name: str) -> Arrays | None:
        """What ships under `name`, None where nothing does."""
        return read_arrays(self.shipped / f"{name}{SUFFIX}") if self.shipped else None

    def _of_folder(self, name: str) -> Arrays | None:
        if not self.folder:
            return None
        path = self.folder / f"{name}{SUFFIX}"
        if (read := read_arrays(path)) is not None:
            _mark_used(path)
        return read

    def _keep(self, name: str, made: Arrays) -> Arrays:
        if self.folder:
            write_arrays(self.folder / f"{name}{SUFFIX}", made)
            _forget_oldest(self.folder)
        return made


def _mark_used(path: Path) -> None:
    # Another program may have taken it away, or the folder may be for reading only.
    with suppress(OSError):
        path.touch()


def _forget_oldest(folder: Path) -> None:
    """Leave the files that were used last. Whoever has read another one holds it; it is made again."""
    used: list[tuple[float, Path]] = []
    for path in folder.glob(f"*{SUFFIX}"):
        with suppress(OSError):
            used.append((path.stat().st_mtime, path))
    for _, path in sorted(used, reverse=True)[MOST_ARRAYS:]:
        with suppress(OSError):
            path.unlink()


def read_arrays(path: Path) -> Arrays | None:
    """The arrays in a file; None where it is missing, damaged or no such file."""
    try:
        content = path.read_bytes()
        if sha256(content[DIGEST_BYTES:]).digest() != content[:DIGEST_BYTES]:
            return None
        buffer = BytesIO(content[DIGEST_BYTES:])
        names = json.loads(np.load(buffer, allow_pickle=False).tobytes())
        return {name: np.load(buffer, allow_pickle=False) for name in names}
    except (OSError, ValueError, EOFError):
        return None


def write_arrays(path: Path, arrays: Arrays, mode: int | None = 0o600) -> None:
    """Keep arrays in a file, all of them or none."""
    content = _bytes(arrays)
    write_atomic(path, sha256(content).digest() + content, mode=mode)


def _bytes(arrays: Arrays) -> bytes:
    """The names as a row of bytes, and after it array by array."""
    buffer = BytesIO()
    names = np.frombuffer(json.dumps(list(arrays)).encode(), dtype=np.uint8)
    for array in (names, *arrays.values()):
        np.save(buffer, array, allow_pickle=False)
    return buffer.getvalue()
