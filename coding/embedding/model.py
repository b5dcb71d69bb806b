"""The embedding model as the rest of the program sees it: texts in, vectors out.

What a model returns for a text depends on that text alone, never on the texts beside it, so
that the same excerpt has the same vector in every run.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from coding.embedding.phrases import Span, phrases

Floats = NDArray[np.float32]
Precision = Literal["fast", "fp32"]


@dataclass(frozen=True, slots=True)
class Embedded:
    """A text's vector and its phrases.

    `vector` has unit length. `shares[k]` is the part of it that the tokens in `spans[k]` brought,
    on the same scale, so `vector - shares[k]` is the text's vector without that phrase.
    """

    vector: Floats
    spans: tuple[Span, ...]
    shares: Floats


class Model(Protocol):
    """An embedding model. `key` names it in a folder: it changes when any vector would.

    So many calls of `embed` may run `at_once`, each in a thread of its own.
    """

    @property
    def key(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    @property
    def at_once(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> list[Embedded]:
        """One `Embedded` a text, in order; each a function of its own text alone."""
        ...


def pooled(text: str, tokens: Floats, starts: Sequence[int]) -> Embedded:
    """The mean of the token vectors (t, d) as a unit vector, and the share of each phrase in it.

    `starts[i]` is the code point at which token i begins, -1 for a token that stands for no text.
    """
    total = tokens.mean(axis=0)
    scale = len(tokens) * max(float(np.linalg.norm(total)), 1e-9)
    spans = tuple(phrases(text))
    shares = np.zeros((len(spans), tokens.shape[1]), dtype=np.float32)
    places = np.asarray(starts)
    for row, (start, end) in enumerate(spans):
        shares[row] = tokens[(places >= start) & (places < end)].sum(axis=0) / scale
    return Embedded((total * (len(tokens) / scale)).astype(np.float32), spans, shares)


def readable(text: str) -> str:
    """`text` with lone surrogates replaced one for one, since a tokenizer takes valid Unicode."""
    return text.encode("utf-8", "replace").decode() if _has_surrogate(text) else text


def _has_surrogate(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text)


def stay_offline() -> None:
    """Tell the libraries that load models, before they are imported, to use no network."""
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "DO_NOT_TRACK"):
        os.environ[name] = "1"


def workers() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1
