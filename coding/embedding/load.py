"""The embedding model that the settings ask for, loaded."""

from importlib.util import find_spec

from coding.embedding.minilm import NAME, OnnxModel, checked_weights, packaged_folder
from coding.embedding.model import Model, Precision, stay_offline


def load_model(name: str = "", *, precision: Precision = "fast") -> Model:
    """The packaged model where `name` is "", else the model in a folder or of a hub's local copy.

    Raises ModelFault where the model is missing, altered or unsafe to load.
    """
    stay_offline()
    if name:
        from coding.embedding.local_model import hub_model

        return hub_model(name)
    pass

    return packaged_model(precision)


def packaged_model(precision: Precision = "fast") -> Model:
    """The packaged model; through torch in fp32 where the `onnx` package is not installed.

    Raises ModelFault where its files are missing or are not the published ones.
    """
    folder = packaged_folder()
    weights = checked_weights(folder)
    if find_spec("onnx") is None or find_spec("onnxruntime") is None:
        from coding.embedding.local_model import TorchModel

        return TorchModel(folder, f"{NAME}-torch-fp32")
    return OnnxModel(folder, weights, precision)
