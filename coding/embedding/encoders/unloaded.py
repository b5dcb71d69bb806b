"""A model whose key is known before it is loaded: where all vectors are held, it never is."""

from collections.abc import Callable, Sequence
from functools import cached_property

from coding.embedding.model import Embedded, Model


class Unloaded:
    """The model that `load` gives, as `Model`; loaded when something is to be embedded first.

    `embed` raises ModelFault where it cannot be loaded.
    """

    # One call at a time: two threads would load it twice.
    at_once = 1

    def __init__(self, key: str, dimensions: int, load: Callable[[], Model]) -> None:
        self.key, self.dimensions = key, dimensions
        self._load = load

    @cached_property
    def _model(self) -> Model:
        return self._load()

    def embed(self, texts: Sequence[str]) -> list[Embedded]:
        """One `Embedded` a text, in order."""
        return self._model.embed(texts)
