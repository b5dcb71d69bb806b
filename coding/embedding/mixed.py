"""Several embedding models as one: their vectors joined, each of the same weight.

Each keeps its vectors apart, so that another mixture embeds only what is new.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coding.embedding.model import Embedded, Floats, Model


@dataclass(frozen=True)
class Mixed:
    """Models as one `Model`; the phrases of a text are the same for all of them."""

    models: tuple[Model, ...]

    @property
    def key(self) -> str:
        """The keys of the models, joined."""
        return "+".join(model.key for model in self.models)

    @property
    def dimensions(self) -> int:
        """Of all models together."""
        return sum(model.dimensions for model in self.models)

    @property
    def at_once(self) -> int:
        """As many as the most patient of them takes."""
        return min(model.at_once for model in self.models)

    def embed(self, texts: Sequence[str]) -> list[Embedded]:
        """One `Embedded` a text, in order."""
        parts = [model.embed(texts) for model in self.models]
        return [
            Embedded(
                side_by_side([one.vector[None] for one in own])[0],
                own[0].spans,
                shares_side_by_side([one.shares for one in own]),
            )
            for own in zip(*parts, strict=True)
        ]


def side_by_side(parts: Sequence[Floats]) -> Floats:
    """Rows (n, d) of unit length from each model, side by side, of unit length again."""
    return np.concatenate(parts, axis=1) / np.float32(len(parts) ** 0.5)


def shares_side_by_side(parts: Sequence[Floats]) -> Floats:
    """The shares of phrases side by side, each model's as long as those of the first.

    Otherwise a model whose phrases are vectors of their own would drown one whose phrases are
    parts of the text's vector.
    """
    lengths = np.linalg.norm(parts[0], axis=1, keepdims=True)
    scaled = [
        part * (lengths / np.maximum(np.linalg.norm(part, axis=1, keepdims=True), 1e-9))
        for part in parts
    ]
    return side_by_side([part.astype(np.float32) for part in scaled])


def models_of(model: Model) -> tuple[Model, ...]:
    """The models that `model` is made of: itself alone, unless it is a mixture."""
    return model.models if isinstance(model, Mixed) else (model,)
