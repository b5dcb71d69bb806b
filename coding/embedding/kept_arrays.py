"""Arrays that take a while to work out, kept in a file and read again where it is whole."""

import json
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpora.files import write_atomic

Arrays = dict[str, NDArray[Any]]
DIGEST_BYTES = 32


class KeptArrays:
    """Arrays by name in `folder`, or in memory without one."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._held: dict[str, Arrays] = {}

    def get(self, name: str, make: Callable[[], Arrays]) -> Arrays:
        """What is kept under `name`; what `make` gives, which is then kept, where nothing is."""
        if name not in self._held:
            read = _read(self.folder / f"{name}.arrays") if self.folder else None
            self._held[name] = read if read is not None else self._keep(name, make())
        return self._held[name]

    def _keep(self, name: str, made: Arrays) -> Arrays:
        if self.folder:
            content = _bytes(made)
            path = self.folder / f"{name}.arrays"
            write_atomic(path, sha256(content).digest() + content, mode=0o600)
        return made


def _read(path: Path) -> Arrays | None:
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


def _bytes(arrays: Arrays) -> bytes:
    """The names as a row of bytes, and after it array by array."""
    buffer = BytesIO()
    names = np.frombuffer(json.dumps(list(arrays)).encode(), dtype=np.uint8)
    for array in (names, *arrays.values()):
        np.save(buffer, array, allow_pickle=False)
    return buffer.getvalue()
