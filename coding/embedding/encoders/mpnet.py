"""all-mpnet-base-v2, which comes in five packages: joined, checked by hash, run in our own graph.

It is a BERT encoder but for the names of its weights and a bias that depends on how far apart two
tokens stand.
"""

import json
import zipfile
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, files
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coding.embedding.encoders.minilm import OnnxModel
from coding.embedding.encoders.onnx_graph import EncoderSizes
from coding.embedding.model import Precision
from corpora.errors import ModelFault
from corpora.files import content_hash

NAME = "all-mpnet-base-v2"
PARTS = tuple(f"{NAME}-pypi-part-00{part}" for part in range(1, 6))
ARCHIVE_SHA256 = "eb8d12eec2a0b6d694094f5085192a5eae2f244f90b90d8a11015498c8e9c0da"
REMEDY = "Install it: pip install 'felt-heard[thorough]'."
LONGEST = 512
# Its table of places begins with two rows that stand for padding.
FIRST_PLACE = 2
RENAMED = {
    ".attention.attn.q.": ".attention.self.query.",
    ".attention.attn.k.": ".attention.self.key.",
    ".attention.attn.v.": ".attention.self.value.",
    ".attention.attn.o.": ".attention.output.dense.",
    ".attention.LayerNorm.": ".attention.output.LayerNorm.",
}

Weights = Mapping[str, NDArray[np.float32]]


def mpnet_model(precision: Precision = "fast") -> OnnxModel:
    """The model. Raises ModelFault where a part is missing or is not the published one."""
    from safetensors.numpy import load
    from tokenizers import Tokenizer

    with zipfile.ZipFile(BytesIO(_archive())) as archive:
        config = json.loads(archive.read(f"{NAME}/config.json"))
        tokenizer = Tokenizer.from_str(archive.read(f"{NAME}/tokenizer.json").decode())
        weights = load(archive.read(f"{NAME}/model.safetensors"))
    sizes = EncoderSizes(
        config["num_hidden_layers"],
        config["num_attention_heads"],
        config["hidden_size"],
        config["layer_norm_eps"],
    )
    return OnnxModel(NAME, _as_bert(weights), sizes, tokenizer, precision)


def _archive() -> bytes:
    content = b"".join(_part(name) for name in PARTS)
    if content_hash(content) != ARCHIVE_SHA256:
        raise ModelFault(f"{NAME} is not the published one", remedy=REMEDY)
    return content


def _part(name: str) -> bytes:
    try:
        listed = files(name) or []
        (path,) = [Path(str(each.locate())) for each in listed if ".zip." in each.name]
        return path.read_bytes()
    except (PackageNotFoundError, ValueError, OSError) as fault:
        raise ModelFault(
            f'[coding] model = "thorough" needs {NAME}, which is not installed', remedy=REMEDY
        ) from fault


def _as_bert(weights: Weights) -> dict[str, NDArray[np.float32]]:
    """The weights under the names of a BERT encoder, and what tokens owe to their distance."""
    named = {_renamed(name): value for name, value in weights.items()}
    places = named["embeddings.position_embeddings.weight"][FIRST_PLACE:]
    named["embeddings.position_embeddings.weight"] = places
    named["embeddings.token_type_embeddings.weight"] = np.zeros((1, places.shape[1]), np.float32)
    table = named.pop("encoder.relative_attention_bias.weight")
    named["encoder.distance_bias"] = distance_bias(table, LONGEST)
    return named


def _renamed(name: str) -> str:
    for old, new in RENAMED.items():
        name = name.replace(old, new)
    return name


def distance_bias(table: NDArray[np.float32], length: int) -> NDArray[np.float32]:
    """(1, heads, t, t): what is added to attention, from MPNet's `table` (buckets, heads).

    Half of the buckets are for tokens after, half for tokens before; of each half, half are for
    distances up to that number, and the rest grow wider up to 128 tokens (Raffel et al. 2020, as
    in transformers' MPNet).
    """
    half = len(table) // 2
    near = half // 2
    apart = np.arange(length)[None, :] - np.arange(length)[:, None]
    distance = np.abs(apart)
    wide = near + (
        np.log(np.maximum(distance, 1).astype(np.float32) / np.float32(near))
        / np.float32(np.log(128 / near))
        * (half - near)
    ).astype(np.int64)
    bucket = np.where(distance < near, distance, np.minimum(wide, half - 1))
    bucket = bucket + np.where(apart > 0, half, 0)
    return np.ascontiguousarray(table[bucket].transpose(2, 0, 1)[None], dtype=np.float32)
