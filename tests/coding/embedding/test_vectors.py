"""Vectors cached by model and text: embedded once, nothing of the text kept, rebuilt when damaged."""

import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from letters import Letters

from coding.embedding.encoders import minilm
from coding.embedding.encoders.load import SINGLE, load_model
from coding.embedding.encoders.local_model import check_folder
from coding.embedding.vectors import VectorCache
from corpora.errors import ModelFault

TEXTS = ["Nobody listened.", "They listened to us, and they wrote it down.", "Yes.", ""]


@pytest.mark.parametrize("texts", [[], [""], ["Yes."], ["Yes.", "Yes."], TEXTS])
def test_one_unit_row_a_text_in_order(texts: list[str], tmp_path: Path) -> None:
    for folder in (None, tmp_path):
        vectors = VectorCache(folder, Letters()).embed(texts)
        assert vectors.matrix.shape == (len(texts), 26)
        assert np.allclose(np.linalg.norm(vectors.matrix, axis=1), 1, atol=1e-3)


def test_each_distinct_text_is_embedded_once_and_never_again(tmp_path: Path) -> None:
    model = Letters()
    VectorCache(tmp_path, model).embed([*TEXTS, *TEXTS])
    VectorCache(tmp_path, model).embed(["Yes.", "New."])
    assert sorted(model.asked) == sorted([*TEXTS, "New."])


def test_what_was_kept_is_what_was_embedded(tmp_path: Path) -> None:
    first = VectorCache(tmp_path, Letters()).embed(TEXTS)
    again = VectorCache(tmp_path, Letters()).embed(TEXTS)
    assert np.array_equal(first.matrix, again.matrix)
    assert [first.phrases(n) for n in range(4)] == [again.phrases(n) for n in range(4)]
    assert np.array_equal(first.shares(1), again.shares(1))


def test_the_files_hold_no_text(tmp_path: Path) -> None:
    VectorCache(tmp_path, Letters()).embed(["Zugzwang and marmalade."])
    stored = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
    assert b"Zugzwang" not in stored
    assert b"marmalade" not in stored


def test_leaving_a_phrase_out_is_taking_its_share_away() -> None:
    vectors = VectorCache(None, Letters()).embed(["They came in late, but nobody spoke up."])
    rest = vectors.matrix[0] - vectors.shares(0)[1]
    alone = VectorCache(None, Letters()).embed(["They came in late"]).matrix[0]
    assert rest @ alone / np.linalg.norm(rest) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("damage", [b"", b"\x80\x04pickle", b"\x93NUMPY\x01\x00"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    whole = VectorCache(tmp_path, Letters()).embed(TEXTS).matrix
    for path in [p for p in tmp_path.rglob("*") if p.is_file()]:
        before = path.read_bytes()
        path.write_bytes(damage)
        assert np.array_equal(VectorCache(tmp_path, Letters()).embed(TEXTS).matrix, whole)
        if not path.exists() or path.read_bytes() == damage:
            path.write_bytes(before)


def test_a_pickle_in_the_folder_is_not_run(tmp_path: Path) -> None:
    VectorCache(tmp_path, Letters()).embed(TEXTS)
    marker = tmp_path / "run"
    code = f"cos\nsystem\n(S'touch {marker}'\ntR."
    for path in list(tmp_path.rglob("*.npy")):
        path.write_bytes(code.encode())
    VectorCache(tmp_path, Letters()).embed(TEXTS)
    assert not marker.exists()


def test_forgotten_texts_are_gone_and_the_others_stay(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path, Letters())
    cache.embed(TEXTS)
    assert cache.forget(["Yes.", "Never seen."]) == 1
    assert [cache.missing([text]) for text in TEXTS] == [0, 0, 1, 0]
    assert VectorCache(tmp_path, Letters()).missing(TEXTS) == 1


def test_progress_counts_distinct_texts() -> None:
    told: list[tuple[int, int]] = []
    VectorCache(None, Letters()).embed([*TEXTS, "Yes."], lambda *at: told.append(at))
    assert told[-1] == (4, 4)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "holds no embedding model"),
        ({"config.json": "{}", "pytorch_model.bin": ""}, "not safetensors"),
        (
            {"config.json": "{}", "a/model.safetensors": "", "pytorch_model.bin": ""},
            "pytorch_model.bin could run code",
        ),
        ({"config.json": "{}", "model.safetensors": "", "model.py": ""}, "model.py could run code"),
        ({"config.json": '{"auto_map": {}}', "model.safetensors": ""}, "run code of its own"),
        ({"config.json": "{", "model.safetensors": ""}, "config.json is damaged"),
        (
            {
                "config.json": "{}",
                "model.safetensors": "",
                "modules.json": '[{"type": "evil.Module"}]',
            },
            "run code of its own",
        ),
    ],
)
def test_a_model_that_could_run_code_is_refused(
    tmp_path: Path, files: dict[str, str], message: str
) -> None:
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    with pytest.raises(ModelFault, match=message) as caught:
        check_folder(tmp_path)
    assert caught.value.exit_code == 3


def test_weights_that_are_not_the_published_ones_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelFault, match="weights are missing"):
        minilm.checked_weights(tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"something else")
    with pytest.raises(ModelFault, match=r"not the published ones\. Install it again"):
        minilm.checked_weights(tmp_path)


SPOKEN = [
    "They never once asked me what I thought about it.",
    "The bus comes every hour and the lift was broken, so I missed the second meeting.",
    "Yes.",
    "It was, um, it was all right, you know, but I do not think that anybody wrote it down.",
    "😀 Zoë said the naïve café was fine.",
    "word " * 400,
]


@pytest.mark.model
def test_a_vector_depends_on_its_text_alone() -> None:
    model = load_model()
    alone = [model.embed([text])[0].vector for text in SPOKEN]
    shuffled = random.Random(1).sample(SPOKEN * 3, len(SPOKEN) * 3)
    for text, found in zip(shuffled, model.embed(shuffled), strict=True):
        assert np.array_equal(found.vector, alone[SPOKEN.index(text)])


@pytest.mark.model
def test_the_exact_model_is_the_one_that_sentence_transformers_runs() -> None:
    from sentence_transformers import SentenceTransformer

    theirs = SentenceTransformer(str(minilm.packaged_folder()), device="cpu").encode(SPOKEN[:5])
    exact = load_model(SINGLE, precision="fp32").embed(SPOKEN[:5])
    fast = load_model(SINGLE).embed(SPOKEN[:5])
    for wanted, one, two in zip(theirs, exact, fast, strict=True):
        unit = wanted / np.linalg.norm(wanted)
        assert unit @ one.vector == pytest.approx(1, abs=1e-5)
        assert unit @ two.vector > 0.95


def test_importing_the_program_does_not_load_a_model() -> None:
    told = "import sys, coding.suggestions.suggest, coding.embedding.vectors; print('torch' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
