from pathlib import Path

import pytest
from fake_words import Words

from coding.embedding.model import readable
from coding.embedding.vectors import VectorCache, text_key

TEXTS = ["We were heard, and it changed the plan.", "", "Yes.", "The room was cold.", "Yes."]


@pytest.mark.parametrize("part", ["index", "vectors", "shares"])
@pytest.mark.parametrize("harm", ["flip", "cut", "empty", "gone"])
def test_one_damaged_file_of_three_has_the_shard_built_again(
    tmp_path: Path, part: str, harm: str
) -> None:
    whole = VectorCache(tmp_path, Words()).embed(TEXTS).matrix
    (path,) = (tmp_path / "words").glob(f"*.{part}.npy")
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.unlink()
    harmed = {"flip": bytes(content), "cut": bytes(content[:-7]), "empty": b""}
    if harm in harmed:
        path.write_bytes(harmed[harm])
    model = Words()
    assert VectorCache(tmp_path, model).embed(TEXTS).matrix.tobytes() == whole.tobytes()
    assert len(model.asked) == 4
    assert VectorCache(tmp_path, Words()).missing(TEXTS) == 0


def test_memory_and_disk_give_the_same_bytes(tmp_path: Path) -> None:
    made = VectorCache(tmp_path, Words()).embed(TEXTS)
    read = VectorCache(tmp_path, Words()).embed(TEXTS)
    memory = VectorCache(None, Words()).embed(TEXTS)
    assert made.matrix.tobytes() == read.matrix.tobytes() == memory.matrix.tobytes()
    assert made.shares(0).tobytes() == read.shares(0).tobytes() == memory.shares(0).tobytes()


def test_only_the_owner_may_read_the_vectors(tmp_path: Path) -> None:
    VectorCache(tmp_path, Words()).embed(TEXTS)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}


def test_the_hash_of_a_forgotten_text_is_in_no_byte_and_the_others_stay(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path, Words())
    before = cache.embed(TEXTS).matrix[0]
    assert cache.forget(["Yes.", "never seen"]) == 1
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(text_key("Yes.") in path.read_bytes() for path in files)
    again = VectorCache(tmp_path, Words())
    assert again.missing(TEXTS) == 1
    assert again.embed(TEXTS).matrix[0].tobytes() == before.tobytes()


def test_all_texts_forgotten_leaves_an_empty_folder(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path, Words())
    cache.embed(TEXTS)
    assert cache.forget(TEXTS) == 4
    assert list((tmp_path / "words").iterdir()) == []


def test_lone_surrogates_are_replaced_one_for_one() -> None:
    assert readable("a\ud800b 👍") == "a?b 👍"
