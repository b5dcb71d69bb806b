"""A deterministic stand-in for the embedding model: each word has a fixed random direction."""

from collections.abc import Sequence
from functools import cache
from hashlib import sha256

import numpy as np

from codebooks.codebook import Code, Codebook, Example, Theme
from coding.embedding.model import Embedded, Floats, pooled
from coding.embedding.phrases import WORD

DIMENSIONS = 32


class Words:
    """Texts that share words are near each other. `asked` records every text it embeds."""

    key = "words"
    dimensions = DIMENSIONS
    at_once = 1

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> list[Embedded]:
        """One `Embedded` a text, in order."""
        self.asked.extend(texts)
        return [self._one(text) for text in texts]

    def _one(self, text: str) -> Embedded:
        words = list(WORD.finditer(text))
        tokens = np.array([_direction("")] + [_direction(w.group().lower()) for w in words])
        return pooled(text, tokens, [-1, *(word.start() for word in words)])


@cache
def _direction(word: str) -> Floats:
    seed = int.from_bytes(sha256(word.encode()).digest()[:8], "big")
    size = 1.0 if word else 0.1
    values = np.random.default_rng(seed).standard_normal(DIMENSIONS) * size
    return np.asarray(values, dtype=np.float32)


def code(name: str, *examples: str, **fields: object) -> Code:
    """A code whose id is its name, with examples that say no direction."""
    shown = tuple(Example(text) for text in examples)
    return Code(id=name.lower(), name=name, examples=shown, **fields)  # type: ignore[arg-type]


def book(*codes: Code) -> Codebook:
    """A codebook of one theme."""
    return Codebook("A title", "1", (Theme("theme", "Theme", "", codes),))
