"""Stand-ins for what is slow in tests, deterministic and without a mock in them."""

from collections.abc import Sequence

import numpy as np

from coding.embedding.model import Embedded, pooled
from coding.embedding.phrases import WORD


class Letters:
    """An embedding model that counts letters: texts alike in letters are alike.

    A word is a token, so phrases have shares as with a real model. Counts what it is asked for.
    """

    dimensions, at_once = 26, 1

    def __init__(self, key: str = "letters") -> None:
        self.key = key
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> list[Embedded]:
        """One `Embedded` a text, in order."""
        self.asked += texts
        return [self._one(text) for text in texts]

    def _one(self, text: str) -> Embedded:
        words = list(WORD.finditer(text))
        rows = [[w.group().casefold().count(chr(97 + n)) + 0.01 for n in range(26)] for w in words]
        tokens = np.array(rows or [[0.01] * 26], dtype=np.float32)
        return pooled(text, tokens, [w.start() for w in words] or [-1])
