"""Other embedding models: a folder, or a hub's model that is already on this machine.

Nothing is downloaded and no code of a model is run: weights are safetensors, and modules are
those of sentence-transformers itself.
"""

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from coding.embedding.model import Embedded, Model, pooled, readable
from corpora.errors import ModelFault
from corpora.files import shown

SAFE = "Use a model that is stored as safetensors and needs no code of its own."


def hub_model(name: str) -> Model:
    """The model in the folder `name`, or the local copy of the hub's model of that name.

    Raises ModelFault where there is none, or it is not safe to load.
    """
    folder = Path(name) if Path(name).is_dir() else _local_copy(name)
    check_folder(folder)
    return TorchModel(folder, f"{_short(name)}-{_digest(folder)}")


def check_folder(folder: Path) -> None:
    """Raises ModelFault unless the model in `folder` can be loaded without running its code."""
    where = shown(folder.name)
    if not (folder / "config.json").is_file():
        raise ModelFault("this folder holds no embedding model", where=where, remedy=SAFE)
    if not list(folder.rglob("*.safetensors")):
        raise ModelFault("the weights are not safetensors", where=where, remedy=SAFE)
    for unsafe in (*folder.rglob("pytorch_model.bin"), *folder.rglob("*.py")):
        if unsafe.suffix == ".py" or not list(unsafe.parent.glob("*.safetensors")):
            raise ModelFault(f"{shown(unsafe.name)} could run code", where=where, remedy=SAFE)
    for config in folder.rglob("*.json"):
        _check_config(config, where)


def _check_config(config: Path, where: str) -> None:
    try:
        content = json.loads(config.read_bytes())
    except (ValueError, RecursionError) as fault:
        raise ModelFault(f"{shown(config.name)} is damaged", where=where, remedy=SAFE) from fault
    if isinstance(content, dict) and "auto_map" in content:
        raise ModelFault("the model asks to run code of its own", where=where, remedy=SAFE)
    if config.name == "modules.json":
        types = [str(module.get("type", "")) for module in content]
        if any(not kind.startswith("sentence_transformers.") for kind in types):
            raise ModelFault("the model asks to run code of its own", where=where, remedy=SAFE)


class TorchModel:
    """A sentence-transformers model in fp32, one text at a time.

    One at a time because the sums inside a batch depend on its shape: slower, but a text's
    vector stays its own. The shares of phrases are exact for mean pooling.
    """

    # torch uses all processors for one text.
    at_once = 1

    def __init__(self, folder: Path, key: str) -> None:
        from sentence_transformers import SentenceTransformer

        self.key = key
        try:
            model: Any = SentenceTransformer(
                str(folder),
                trust_remote_code=False,
                local_files_only=True,
                model_kwargs={"use_safetensors": True},
            )
        except (OSError, ValueError, KeyError, ImportError, RuntimeError) as fault:
            raise ModelFault(
                f"the embedding model cannot be loaded ({type(fault).__name__})",
                where=shown(folder.name),
                remedy=SAFE,
            ) from fault
        self._model = model
        self.dimensions = int(self._model.get_embedding_dimension())

    def embed(self, texts: Sequence[str]) -> list[Embedded]:
        """One `Embedded` a text, in order."""
        return [self._one(text) for text in texts]

    def _one(self, text: str) -> Embedded:
        import torch

        encoding = self._model.tokenizer(
            readable(text),
            return_offsets_mapping=True,
            truncation=True,
            max_length=self._model.max_seq_length,
            return_tensors="pt",
        ).to(self._model.device)
        starts = [start if end > start else -1 for start, end in encoding.pop("offset_mapping")[0]]
        with torch.inference_mode():
            out = self._model(dict(encoding))
        vector = out["sentence_embedding"][0].float().cpu().numpy()
        parts = pooled(text, out["token_embeddings"][0].float().cpu().numpy(), starts)
        return _with_vector(vector / max(float(np.linalg.norm(vector)), 1e-9), parts)


def _with_vector(vector: Any, parts: Embedded) -> Embedded:
    """The model's own vector beside the shares; one phrase where a later layer changed the size."""
    if parts.shares.shape[1] != len(vector) and parts.spans:
        whole = (parts.spans[0][0], parts.spans[-1][1])
        return Embedded(vector, (whole,), vector[None])
    return Embedded(vector, parts.spans, parts.shares)


def _local_copy(name: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError, OSError) as fault:
        raise ModelFault(
            "the embedding model is neither a folder nor on this machine",
            where=shown(name),
            remedy=f"Download it once while online: hf download {shown(name)}.",
        ) from fault


def _short(name: str) -> str:
    kept = "".join(char if char.isalnum() or char in ".-" else "-" for char in name.strip("/"))
    return kept[-40:].strip("-.") or "model"


def _digest(folder: Path) -> str:
    """16 hexadecimal digits of what the model is made of."""
    digest = sha256()
    files = [*folder.rglob("*.safetensors"), *folder.rglob("*.json"), *folder.rglob("*.txt")]
    for path in sorted(files):
        digest.update(str(path.relative_to(folder)).encode())
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
    return digest.hexdigest()[:16]
