"""Vectors that ship: those of what the shipped codebook says, by model and text, without phrases.

They are float16, as every vector that is kept, so that it makes no difference whether they are
read or made here. Their high bytes, which are much alike, are compressed.
"""

import zlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np

from coding.embedding.kept_arrays import SUFFIX, read_arrays, write_arrays
from coding.embedding.shards import KEY_BYTES, Half, Key


@lru_cache(maxsize=8)
def shipped_vectors(folder: Path, model: str) -> dict[Key, Half]:
    """The vectors (d,) in `folder` of the model with this key, by text; none where none ship."""
    arrays = read_arrays(folder / f"{model}{SUFFIX}")
    if arrays is None:
        return {}
    low, packed = arrays["low"], arrays["high"]
    high = np.frombuffer(zlib.decompress(packed.tobytes()), dtype=np.uint8).reshape(low.shape)
    vectors = np.stack([low, high], axis=-1).view("<f2")[..., 0].astype(np.float16)
    return {key.tobytes(): row for key, row in zip(arrays["keys"], vectors, strict=True)}


def write_shipped(folder: Path, model: str, vectors: Mapping[Key, Half]) -> None:
    """Keep these vectors, to be shipped: in the order of their keys, whatever theirs is."""
    keys = sorted(vectors)
    halves = np.stack([vectors[key] for key in keys]).astype("<f2")
    low, high = np.moveaxis(halves[..., None].view(np.uint8), -1, 0)
    arrays = {
        "keys": np.frombuffer(b"".join(keys), dtype=np.uint8).reshape(-1, KEY_BYTES),
        "low": low,
        "high": np.frombuffer(zlib.compress(high.tobytes(), 9), dtype=np.uint8),
    }
    write_arrays(folder / f"{model}{SUFFIX}", arrays, mode=None)
