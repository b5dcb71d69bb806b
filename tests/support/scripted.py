"""A stand-in for the embedding model whose vectors say how near a text is to a claim."""

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from coding.embedding.model import Embedded
from coding.embedding.vectors import VectorCache
from corpora.errors import ModelFault

_NEAR = re.compile(r"near (0\.\d+)")


class Scripted:
    """A text with "near 0.62" in it has that cosine to every text without such words.

    `asked` records what it embeds. A `broken` one cannot be loaded.
    """

    key = "scripted"
    dimensions = 2
    at_once = 1

    def __init__(self, *, broken: bool = False) -> None:
        self.asked: list[str] = []
        self.broken = broken

    def embed(self, texts: Sequence[str]) -> list[Embedded]:
        """One `Embedded` a text, in order."""
        if self.broken:
            raise ModelFault("the embedding model is not installed")
        self.asked.extend(texts)
        return [self._one(text) for text in texts]

    def _one(self, text: str) -> Embedded:
        said = _NEAR.search(text)
        cosine = float(said[1]) if said else 1.0
        vector = np.array([cosine, (1 - cosine**2) ** 0.5], dtype=np.float32)
        return Embedded(vector, (), np.zeros((0, 2), dtype=np.float32))


def prepared(folder: Path | None, texts: Sequence[str], model: Scripted) -> VectorCache:
    """A cache in which these texts were embedded by a model of this kind."""
    VectorCache(folder, Scripted(), shipped=None).embed(texts)
    return VectorCache(folder, model, shipped=None)
