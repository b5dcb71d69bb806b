"""Sentence embeddings, cached by model and text.

Each distinct text is embedded once. The cache holds hashes of texts, never the texts, and can be
deleted at any time: it is filled again.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coding.embedding import shards
from coding.embedding.kept_arrays import SHIPPED_ARRAYS, Arrays, KeptArrays
from coding.embedding.mixed import models_of, shares_side_by_side, side_by_side
from coding.embedding.model import Floats, Model
from coding.embedding.phrases import Span
from coding.embedding.shards import KEY_BYTES, Key, Shard
from coding.embedding.shipped_vectors import shipped_vectors, write_shipped
from corpora.remarks import without_remarks

Progress = Callable[[int, int], None]

CHUNK_TEXTS = 2_000
CHUNK_CHARACTERS = 300_000


class Vectors:
    """The vectors of a list of texts, in its order."""

    def __init__(self, places: list[tuple[Shard, int]], dimensions: int) -> None:
        self._places = places
        self.dimensions = dimensions
        self._shards = list({id(shard): shard for shard, _ in places}.values())
        numbers = {id(shard): at for at, shard in enumerate(self._shards)}
        self._shard_of = np.array([numbers[id(shard)] for shard, _ in places], dtype=np.int64)
        self._row_in = np.array([row for _, row in places], dtype=np.int64)

    def __len__(self) -> int:
        return len(self._places)

    @property
    def matrix(self) -> Floats:
        """(n, d) float32, rows of unit length."""
        return self.rows(0, len(self))

    def rows(self, start: int, end: int) -> Floats:
        """The part `matrix[start:end]`, read alone."""
        return self.at(range(start, end))

    def at(self, rows: Iterable[int]) -> Floats:
        """The rows `matrix[rows]`, read alone."""
        wanted = np.fromiter(rows, dtype=np.int64)
        matrix = np.empty((len(wanted), self.dimensions), dtype=np.float32)
        shards, inside = self._shard_of[wanted], self._row_in[wanted]
        for number in np.unique(shards):
            mine = np.flatnonzero(shards == number)
            matrix[mine] = self._shards[number].vectors[inside[mine]]
        return _of_unit_length(matrix)

    def phrases(self, row: int) -> list[Span]:
        """The phrases of text `row`: spans of code points."""
        shard, at = self._places[row]
        found = shard.spans[shard.edges[at] : shard.edges[at + 1]]
        return [(int(start), int(end)) for start, end in found]

    def shares(self, row: int) -> Floats:
        """(k, d) float32: what each phrase brings to the vector of text `row`."""
        return self.all_shares(row, row + 1)[0]

    def all_shares(self, start: int, end: int) -> tuple[Floats, NDArray[np.int64]]:
        """The shares of texts `start:end`, one below the other, and how many each text has."""
        places = self._places[start:end]
        counts = np.array([s.edges[at + 1] - s.edges[at] for s, at in places], dtype=np.int64)
        found = np.empty((counts.sum(), self.dimensions), dtype=np.float32)
        first = 0
        for (shard, at), count in zip(places, counts.tolist(), strict=True):
            found[first : first + count] = shard.shares[shard.edges[at] : shard.edges[at + 1]]
            first += count
        return found, counts


class MixedVectors(Vectors):
    """The vectors of several models for one list of texts, side by side."""

    def __init__(self, parts: Sequence[Vectors]) -> None:
        super().__init__([(shard, at) for shard, at in parts[0]._places], parts[0].dimensions)
        self._parts = parts
        self.dimensions = sum(part.dimensions for part in parts)

    def at(self, rows: Iterable[int]) -> Floats:
        """The rows `matrix[rows]`, read alone."""
        wanted = list(rows)
        return side_by_side([part.at(wanted) for part in self._parts])

    def all_shares(self, start: int, end: int) -> tuple[Floats, NDArray[np.int64]]:
        """The shares of texts `start:end`, one below the other, and how many each text has."""
        found = [part.all_shares(start, end) for part in self._parts]
        return shares_side_by_side([shares for shares, _ in found]), found[0][1]


class VectorCache:
    """Vectors by text, in `folder`/<model key> or, with no folder, in memory.

    Stand-ins for names and remarks in brackets are blanked before a text is embedded. Vectors of
    a mixture lie in the folder of each of its models. Those of the codebook that ships are in
    `shipped`, without what phrases bring, and are taken from there.
    """

    def __init__(
        self, folder: Path | None, model: Model, shipped: Path | None = SHIPPED_ARRAYS
    ) -> None:
        self.model = model
        self._stores = [_Store(folder, one, shipped) for one in models_of(model)]
        self._keeping = KeptArrays(folder, shipped)

    def kept(self, name: str, make: Callable[[], Arrays]) -> Arrays:
        """Arrays that follow from vectors, made once and kept beside them under `name`."""
        return self._keeping.get(name, make)

    def shipped(self, name: str) -> Arrays | None:
        """Arrays that ship under `name`, None where none do."""
        return self._keeping.of_shipped(name)

    def in_memory(self) -> "VectorCache":
        """Itself; what it embeds from now on is not written into its folder."""
        self._keeping.folder = None
        for store in self._stores:
            store.folder = None
        return self

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """The vectors of `texts`. `progress` gets (distinct texts done, distinct texts)."""
        spoken = [without_remarks(text) for text in texts]
        keys = [text_key(text) for text in spoken]
        distinct = dict(zip(keys, spoken, strict=True))
        share = Share(progress, len(distinct), len(self._stores))
        for store in self._stores:
            store.fill(distinct, share)
        share.end()
        found = [store.vectors(keys) for store in self._stores]
        return found[0] if len(found) == 1 else MixedVectors(found)

    def whole(self, texts: Sequence[str]) -> Floats:
        """(n, d) float32, rows of unit length: `embed(texts).matrix`, where phrases are not asked for.

        For what a codebook says: texts that ship with their vectors are not embedded.
        """
        spoken = [without_remarks(text) for text in texts]
        keys = [text_key(text) for text in spoken]
        distinct = dict(zip(keys, spoken, strict=True))
        parts = [store.whole(keys, distinct) for store in self._stores]
        return parts[0] if len(parts) == 1 else side_by_side(parts)

    def ship(self, texts: Sequence[str], folder: Path) -> None:
        """Write the vectors of `texts` into `folder`, a file a model, to be read as `shipped`."""
        self.embed(texts)
        keys = {text_key(without_remarks(text)) for text in texts}
        for store in self._stores:
            store.ship(keys, folder)

    @property
    def first(self) -> "VectorCache":
        """The vectors of the first model of a mixture alone, from the same store."""
        alone = VectorCache(None, self._stores[0].model)
        alone._stores, alone._keeping = self._stores[:1], self._keeping
        return alone

    def missing(self, texts: Sequence[str]) -> int:
        """How many distinct texts would have to be embedded, by whichever model."""
        keys = {text_key(without_remarks(text)) for text in texts}
        return len(set().union(*(store.missing(keys) for store in self._stores)))

    def forget(self, texts: Sequence[str]) -> int:
        """Delete the vectors of `texts`; how many were held. Their shards are rewritten."""
        drop = {text_key(without_remarks(text)) for text in texts}
        return len(set().union(*(store.forget(drop) for store in self._stores)))


class Share:
    """Progress over several models: a text counts as done once its last model is through."""

    def __init__(self, progress: Progress | None, texts: int, models: int) -> None:
        self._progress, self._texts, self._models = progress, texts, models
        self._done = 0

    def add(self, count: int) -> None:
        """So many texts more went through one of the models."""
        self._done += count
        if self._progress:
            self._progress(self._done // self._models, self._texts)

    def end(self) -> None:
        """All texts are done; said even where nothing had to be embedded."""
        if self._progress and not self._done:
            self._progress(self._texts, self._texts)


class _Store:
    """The vectors of one model, in `folder`/<its key> or in memory."""

    def __init__(self, folder: Path | None, model: Model, shipped: Path | None) -> None:
        self.model, self.shipped = model, shipped
        self.folder = folder / model.key if folder else None
        self._shards: dict[str, Shard] = {}
        self._places: dict[Key, tuple[Shard, int]] = {}
        for index in sorted(self.folder.glob("*.index.npy")) if self.folder else ():
            self._take(index.name, shards.load_shard(index))

    def missing(self, keys: set[Key]) -> set[Key]:
        """Those of `keys` that are not held."""
        return keys - self._places.keys()

    def fill(self, distinct: dict[Key, str], share: Share) -> None:
        """Embed those of the texts that are not held."""
        missing = {key: text for key, text in distinct.items() if key not in self._places}
        if missing and len(missing) < len(distinct):
            share.add(len(distinct) - len(missing))
        for count in self._embed_missing(missing):
            share.add(count)

    def vectors(self, keys: Sequence[Key]) -> Vectors:
        """The vectors of texts that are held."""
        return Vectors([self._places[key] for key in keys], self.model.dimensions)

    def whole(self, keys: Sequence[Key], distinct: dict[Key, str]) -> Floats:
        """(n, d) float32 of unit length, without phrases: as shipped, or else embedded and held."""
        shipped = shipped_vectors(self.shipped, self.model.key) if self.shipped else {}
        other = [key for key in keys if key not in shipped]
        self.fill({key: distinct[key] for key in other}, Share(None, 0, 1))
        matrix = np.empty((len(keys), self.model.dimensions), dtype=np.float32)
        for row, key in enumerate(keys):
            if key in shipped:
                matrix[row] = shipped[key]
            else:
                shard, at = self._places[key]
                matrix[row] = shard.vectors[at]
        return _of_unit_length(matrix)

    def ship(self, keys: set[Key], folder: Path) -> None:
        """Write the vectors of texts that are held into `folder`."""
        places = {key: self._places[key] for key in keys}
        rows = {key: shard.vectors[row] for key, (shard, row) in places.items()}
        write_shipped(folder, self.model.key, rows)

    def forget(self, keys: set[Key]) -> set[Key]:
        """Delete what is held of `keys`; gives what was."""
        drop = keys & self._places.keys()
        for name, shard in list(self._shards.items()):
            if drop.isdisjoint(shard.keys):
                continue
            del self._shards[name]
            self._keep(shard.kept(drop))
            if self.folder:
                shards.remove_shard(self.folder / name)
        for key in drop:
            del self._places[key]
        return drop

    def _embed_missing(self, missing: dict[Key, str]) -> Iterator[int]:
        """Embed and keep these texts, chunk by chunk; gives how many each time."""
        chunks = list(_chunks(missing))
        pool = ThreadPoolExecutor(self.model.at_once)
        try:
            embedded = pool.map(self.model.embed, [list(chunk.values()) for chunk in chunks])
            for chunk, vectors in zip(chunks, embedded, strict=True):
                self._keep(shards.made(list(chunk), vectors, self.model.dimensions))
                yield len(chunk)
        finally:
            pool.shutdown(cancel_futures=True)

    def _keep(self, shard: Shard) -> None:
        if not shard.keys:
            return
        if self.folder:
            index = shards.save(self.folder, shard)
            self._take(index.name, shards.load_shard(index) or shard)
        else:
            self._take(str(len(self._shards)), shard)

    def _take(self, name: str, shard: Shard | None) -> None:
        if shard is None or shard.vectors.shape[1:] != (self.model.dimensions,):
            return
        self._shards[name] = shard
        self._places.update((key, (shard, row)) for row, key in enumerate(shard.keys))


def _of_unit_length(matrix: Floats) -> Floats:
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), np.float32(1e-9))
    return matrix


def lengthened(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """The rows at length 1; a row of zeros stays."""
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9))


def text_key(text: str) -> Key:
    """The hash that stands for `text` in the cache."""
    return sha256(text.encode("utf-8", "surrogatepass")).digest()[:KEY_BYTES]


def _chunks(texts: dict[Key, str]) -> Iterator[dict[Key, str]]:
    """The texts by length, the shortest first, in pieces that bound the memory of embedding."""
    chunk: dict[Key, str] = {}
    size = 0
    for key, text in sorted(texts.items(), key=lambda item: (len(item[1]), item[0])):
        if chunk and (len(chunk) >= CHUNK_TEXTS or size + len(text) > CHUNK_CHARACTERS):
            yield chunk
            chunk, size = {}, 0
        chunk[key] = text
        size += len(text)
    if chunk:
        yield chunk
