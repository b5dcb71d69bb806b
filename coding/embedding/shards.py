"""Immutable pieces of the vector cache on disk.

A shard is three files of one name: `.vectors.npy` (n, d) and `.shares.npy` (m, d), both float16
and memory-mapped, and `.index.npy`, written last, which lists the texts' hashes, the phrases and
the digests of the other two. It never holds a text. A shard that does not add up is not used.
"""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coding.embedding.model import Embedded
from corpora.files import content_hash, write_atomic

Half = NDArray[np.float16]
Key = bytes
KEY_BYTES = 16


@dataclass(frozen=True, slots=True)
class Shard:
    """The vectors of some texts. The phrases of text i are rows `edges[i]:edges[i + 1]`."""

    keys: tuple[Key, ...]
    edges: NDArray[np.int64]
    spans: NDArray[np.int64]
    vectors: Half
    shares: Half

    def kept(self, drop: set[Key]) -> "Shard":
        """The shard without the texts in `drop`."""
        rows = [row for row, key in enumerate(self.keys) if key not in drop]
        counts = np.diff(self.edges)[rows]
        phrases = [np.arange(self.edges[row], self.edges[row + 1]) for row in rows]
        at = np.concatenate(phrases) if rows else np.zeros(0, dtype=np.int64)
        keys = tuple(self.keys[row] for row in rows)
        return Shard(
            keys, _edges(counts), self.spans[at], self.vectors[rows].copy(), self.shares[at].copy()
        )


def made(keys: list[Key], embedded: list[Embedded], dimensions: int) -> Shard:
    """The shard of these texts, rounded to float16 as it will be read again."""
    counts = np.array([len(one.spans) for one in embedded], dtype=np.int64)
    spans = [span for one in embedded for span in one.spans]
    shares = [np.zeros((0, dimensions), dtype=np.float32), *(one.shares for one in embedded)]
    vectors = [one.vector for one in embedded]
    return Shard(
        tuple(keys),
        _edges(counts),
        np.array(spans, dtype=np.int64).reshape(-1, 2),
        np.array(vectors, dtype=np.float16).reshape(-1, dimensions),
        np.concatenate(shares).astype(np.float16).reshape(-1, dimensions),
    )


def _edges(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def save(folder: Path, shard: Shard) -> Path:
    """Write `shard` into `folder`, all of it or nothing; its index file."""
    name = content_hash(b"".join(shard.keys))[:16]
    vectors, shares = _bytes(shard.vectors), _bytes(shard.shares)
    write_atomic(folder / f"{name}.vectors.npy", vectors, mode=0o600)
    write_atomic(folder / f"{name}.shares.npy", shares, mode=0o600)
    index = folder / f"{name}.index.npy"
    content = _index(shard, content_hash(vectors), content_hash(shares))
    write_atomic(index, _bytes(content), mode=0o600)
    return index


def load_shard(index: Path) -> Shard | None:
    """The shard with this index file, memory-mapped; None where it is damaged or incomplete."""
    try:
        digests, keys, edges, spans = _parsed(np.load(index, allow_pickle=False))
        vectors = _mapped(index, ".vectors.npy", digests[0])
        shares = _mapped(index, ".shares.npy", digests[1])
        if len(vectors) != len(keys) or len(shares) != len(spans) or edges[-1] != len(spans):
            return None
        return Shard(keys, edges, spans, vectors, shares)
    except (OSError, ValueError, EOFError, IndexError):
        return None


def remove_shard(index: Path) -> None:
    """Delete the shard with this index file, the index first."""
    for path in (index, *(_beside(index, part) for part in (".vectors.npy", ".shares.npy"))):
        path.unlink(missing_ok=True)


def _beside(index: Path, part: str) -> Path:
    return index.with_name(index.name.removesuffix(".index.npy") + part)


def _mapped(index: Path, part: str, digest: str) -> Half:
    path = _beside(index, part)
    if content_hash(path.read_bytes()) != digest:
        raise ValueError("digest")
    # A plain view: a memmap makes each of the many small slices an object of its own kind, slowly.
    array: Half = np.load(path, mmap_mode="r", allow_pickle=False).view(np.ndarray)
    if array.dtype != np.float16 or array.ndim != 2:
        raise ValueError("shape")
    return array


def _bytes(array: NDArray[Any]) -> bytes:
    buffer = BytesIO()
    np.save(buffer, np.ascontiguousarray(array), allow_pickle=False)
    return buffer.getvalue()


def _index(shard: Shard, vectors: str, shares: str) -> NDArray[np.uint8]:
    """One row of bytes: two digests, the number of texts, then hashes, edges and spans."""
    size = np.array([len(shard.keys)], dtype="<i8").tobytes()
    edges, spans = shard.edges.astype("<i8").tobytes(), shard.spans.astype("<i8").tobytes()
    content = bytes.fromhex(vectors) + bytes.fromhex(shares) + size + b"".join(shard.keys)
    content += edges + spans
    return np.frombuffer(bytes.fromhex(content_hash(content)) + content, dtype=np.uint8)


def _parsed(
    index: NDArray[np.uint8],
) -> tuple[tuple[str, str], tuple[Key, ...], NDArray[np.int64], NDArray[np.int64]]:
    """What `_index` wrote. Raises ValueError where a byte has changed."""
    own, content = index[:32].tobytes().hex(), index[32:].tobytes()
    if content_hash(content) != own:
        raise ValueError("digest")
    size = int(np.frombuffer(content[64:72], dtype="<i8")[0])
    ends = 72 + size * KEY_BYTES
    keys = tuple(content[at : at + KEY_BYTES] for at in range(72, ends, KEY_BYTES))
    numbers = np.frombuffer(content[ends:], dtype="<i8").astype(np.int64)
    digests = (content[:32].hex(), content[32:64].hex())
    return digests, keys, numbers[: size + 1], numbers[size + 1 :].reshape(-1, 2)
