"""Rows of vectors, dense or sparse, and the types that say so."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Array = NDArray[np.float64]


Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rows:
    """Some texts as likeness sees them, one row a text.

    `vectors` (n, d) centred and of unit length; `counts` (n, words) and `lengths` (n,) are their
    spelling; `words` (n, v) the tf-idf of words and pairs of words; `before_vectors` and
    `before_words` the same of what was said before, all zeros where nothing was; `roles` (n,).
    """

    vectors: Array
    counts: sparse.csr_matrix
    lengths: Array
    words: sparse.csr_matrix
    before_vectors: Array
    before_words: sparse.csr_matrix
    roles: Indices

    def __len__(self) -> int:
        return len(self.lengths)

    def part(self, rows: Indices) -> "Rows":
        """The same of some rows."""
        return Rows(*(getattr(self, field.name)[rows] for field in fields(self)))


# The log odds of a text without words: no code at all, whatever was learned.
NEVER = -30.0
