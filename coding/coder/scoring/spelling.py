"""The half of a score that looks at spelling: character 3- to 5-grams, TF-IDF weighted.

Embeddings blur the words a codebook turns on ("tick box", "carer"); shared pieces of words find
them again in any inflection. A text is the sum of its words' n-grams, so that a code's weights on
n-grams become weights on words, and scoring is one small product.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Array = NDArray[np.float64]
Ids = NDArray[np.int64]
WORD = re.compile(r"\w+(?:['’]\w+)*")
SIZES = (3, 4, 5)
CHUNK = 4_096


class Spelling:
    """The words and n-grams of `texts`; row i of `counts` and `lengths` belongs to text i.

    `pieces` (words, n-grams) says how each word is spelt and how rare that is.

    Rows of `also` follow: they are spelt out as well, but do not say what is rare.
    """

    def __init__(self, texts: Sequence[str], also: Sequence[str] = ()) -> None:
        self._ids: defaultdict[str, int] = defaultdict()
        self.counts = self._counted([*texts, *also], learn=True)
        pieces = _pieces_of(self._ids)
        self.pieces = sparse.csr_matrix(
            pieces @ sparse.diags(_rarity(self.counts[: len(texts)], pieces))
        )
        self.lengths = self.measured(self.counts)

    def rows(self, start: int, end: int) -> sparse.csr_matrix:
        """The n-gram vectors of texts `start:end`, rows of unit length."""
        rows = self.counts[start:end] @ self.pieces
        return sparse.diags(1 / self.lengths[start:end]) @ rows

    def word_weights(self, piece_weights: Array) -> Array:
        """What each word adds to a code (words, c), from weights on n-grams (pieces, c)."""
        return np.asarray(self.pieces @ piece_weights)

    def count(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """The words of parts of the texts (n, words); unknown words are left out."""
        return self._counted(texts, learn=False)

    def weighed(self, counts: sparse.csr_matrix, word_weights: Array) -> Array:
        """What the words of each row add to each code (n, c), at the row's own length."""
        return np.asarray(counts @ word_weights) / self.measured(counts)[:, None]

    def _counted(self, texts: Sequence[str], *, learn: bool) -> sparse.csr_matrix:
        """1 + ln(how often) for each word of each text."""
        # While it learns, a word that was not seen before is given the next number.
        place: defaultdict[str, int] = self._ids
        place.default_factory = place.__len__ if learn else None
        tokens, sizes = list[int](), list[int]()
        for text in texts:
            words = WORD.findall(text.lower())
            tokens += map(place.__getitem__, words if learn else filter(place.__contains__, words))
            sizes.append(len(tokens))
        ids, ends = np.array(tokens, dtype=np.int64), np.array([0, *sizes], dtype=np.int64)
        return _counts(ids, ends, len(place))

    def measured(self, counts: sparse.csr_matrix) -> Array:
        """The length (n,) of the n-gram vector of each row of `counts`."""
        lengths = [_lengths(counts[at] @ self.pieces) for at in _slices(counts)]
        return np.maximum(np.concatenate(lengths), 1e-9) if lengths else np.zeros(0)


def _counts(ids: Ids, ends: Ids, words: int) -> sparse.csr_matrix:
    """1 + ln(how often) each word stands in rows `ids[ends[i]:ends[i + 1]]`, in order of appearance."""
    rows = np.repeat(np.arange(len(ends) - 1), np.diff(ends))
    _, first, times = np.unique(rows * max(words, 1) + ids, return_index=True, return_counts=True)
    order = np.argsort(first)
    first, times = first[order], times[order]
    edges = np.searchsorted(rows[first], np.arange(len(ends)))
    values = 1 + np.log(times.astype(np.float64))
    return sparse.csr_matrix((values, ids[first], edges), shape=(len(ends) - 1, words))


def _pieces_of(words: Iterable[str]) -> sparse.csr_matrix:
    """How often each n-gram stands in each word, padded with a space at both ends."""
    ids: dict[str, int] = {}
    columns: list[int] = []
    edges = [0]
    for word in words:
        padded = f" {word} "
        pieces = [padded[at : at + n] for n in SIZES for at in range(len(padded) - n + 1)]
        columns.extend(ids.setdefault(piece, len(ids)) for piece in pieces)
        edges.append(len(columns))
    shape = (len(edges) - 1, len(ids))
    return sparse.csr_matrix((np.ones(len(columns)), columns, edges), shape=shape)


def _rarity(counts: sparse.csr_matrix, pieces: sparse.csr_matrix) -> Array:
    """Inverse document frequency of each n-gram: ln((1 + n) / (1 + df)) + 1."""
    seen = np.zeros(pieces.shape[1])
    for at in _slices(counts):
        seen += np.bincount((counts[at] @ pieces).indices, minlength=pieces.shape[1])
    return np.asarray(np.log((1 + counts.shape[0]) / (1 + seen)) + 1)


def _lengths(rows: sparse.csr_matrix) -> Array:
    return np.asarray(np.sqrt(rows.multiply(rows).sum(axis=1))).ravel()


def _slices(rows: sparse.csr_matrix) -> Iterator[slice]:
    return (slice(at, at + CHUNK) for at in range(0, rows.shape[0], CHUNK))
