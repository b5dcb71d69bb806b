"""The embedding models that the settings ask for, loaded."""

from importlib.util import find_spec

from coding.embedding.encoders.minilm import (
    DIMENSIONS,
    NAME,
    checked_weights,
    minilm_model,
    onnx_key,
    packaged_folder,
)
from coding.embedding.encoders.unloaded import Unloaded
from coding.embedding.mixed import Mixed
from coding.embedding.model import Model, Precision, stay_offline

# Below so many excerpts a second encoder costs half a minute at most.
FEW = 20_000
THOROUGH = "thorough"
SINGLE = "minilm"
_TORCH_KEY = f"{NAME}-torch-fp32"


def load_model(name: str = "", *, precision: Precision = "fast", excerpts: int = 0) -> Model:
    """The embedding model called `name`, for a corpus of so many `excerpts`.

    "": the packaged encoders, two below `FEW` excerpts and the faster one above; "minilm": the
    faster one whatever the corpus; "thorough": three; else the model in a folder or of a hub's
    local copy. Raises ModelFault where the model is missing, altered or unsafe to load.
    """
    stay_offline()
    if name == THOROUGH:
        return thorough_model(precision)
    if name not in ("", SINGLE):
        from coding.embedding.encoders.local_model import hub_model

        return hub_model(name)
    if name == SINGLE or excerpts >= FEW:
        return packaged_model(precision)
    return both_models(precision)


def both_models(precision: Precision = "fast") -> Mixed:
    """MiniLM and the universal sentence encoder. Raises ModelFault."""
    from coding.embedding.encoders.use import SentenceEncoder

    return Mixed((packaged_model(precision), SentenceEncoder()))


def thorough_model(precision: Precision = "fast") -> Mixed:
    """Both, and all-mpnet-base-v2. Raises ModelFault."""
    from coding.embedding.encoders.mpnet import mpnet_model

    return Mixed((*both_models(precision).models, mpnet_model(precision)))


def packaged_model(precision: Precision = "fast") -> Model:
    """MiniLM; through torch in fp32 where the `onnx` package is not installed.

    Raises ModelFault where its files are missing or are not the published ones.
    """
    folder = packaged_folder()
    weights = checked_weights(folder)
    if not _has_onnx():
        from coding.embedding.encoders.local_model import TorchModel

        return TorchModel(folder, _TORCH_KEY)
    return minilm_model(folder, weights, precision)


def packaged_unloaded(precision: Precision = "fast") -> Model:
    """The same, loaded when something is to be embedded; where that fails, ModelFault comes then."""

    def load() -> Model:
        stay_offline()
        return packaged_model(precision)

    key = onnx_key(NAME, precision) if _has_onnx() else _TORCH_KEY
    return Unloaded(key, DIMENSIONS, load)


def _has_onnx() -> bool:
    return all(find_spec(name) is not None for name in ("onnx", "onnxruntime"))
