"""What is worked out once is kept, read where it is whole, and made anew where it is not."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from coding.embedding.kept_arrays import Arrays, KeptArrays

MADE: Arrays = {"matrix": np.arange(6, dtype=np.float32).reshape(2, 3), "one": np.array(0.5)}


def never() -> Arrays:
    raise AssertionError("it was kept")


def plain(arrays: Arrays) -> dict[str, tuple[str, object]]:
    return {name: (str(array.dtype), array.tolist()) for name, array in arrays.items()}


def test_what_was_made_is_read_again(tmp_path: Path) -> None:
    assert plain(KeptArrays(tmp_path).get("some", lambda: MADE)) == plain(MADE)
    assert plain(KeptArrays(tmp_path).get("some", never)) == plain(MADE)
    assert (tmp_path / "some.arrays").stat().st_mode & 0o077 == 0


def test_without_a_folder_it_is_held_in_memory(tmp_path: Path) -> None:
    kept = KeptArrays(None)
    kept.get("some", lambda: MADE)
    assert plain(kept.get("some", never)) == plain(MADE)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[:20],
        lambda content: content[:-1],
        lambda content: content[:-9] + b"?" + content[-8:],
        lambda content: b"?" * len(content),
    ],
    ids=["empty", "no digest", "cut short", "one byte", "something else"],
)
def test_what_is_damaged_is_made_anew(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "some.arrays"
    KeptArrays(tmp_path).get("some", lambda: MADE)
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    assert plain(KeptArrays(tmp_path).get("some", lambda: MADE)) == plain(MADE)
    assert path.read_bytes() == whole
