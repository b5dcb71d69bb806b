"""What is worked out once is kept, read where it is whole, and made anew where it is not."""

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from coding.embedding.kept_arrays import MOST_ARRAYS, Arrays, KeptArrays, write_arrays

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


def test_what_ships_is_neither_made_nor_kept(tmp_path: Path) -> None:
    shipped, folder = tmp_path / "shipped", tmp_path / "folder"
    write_arrays(shipped / "some.arrays", MADE)
    kept = KeptArrays(folder, shipped)
    assert plain(kept.get("some", never)) == plain(MADE)
    assert kept.of_shipped("another") is None
    assert not folder.exists()


def names(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.iterdir())


def test_of_what_was_kept_only_what_was_used_last_stays(tmp_path: Path) -> None:
    """Each codebook that is tried leaves its own behind, and megabytes of it."""
    for number in range(MOST_ARRAYS):
        KeptArrays(tmp_path).get(f"number {number}", lambda: MADE)
        os.utime(tmp_path / f"number {number}.arrays", (number, number))
    KeptArrays(tmp_path).get("number 0", never)
    KeptArrays(tmp_path).get("new", lambda: MADE)
    kept = ["new", "number 0", *(f"number {number}" for number in range(2, MOST_ARRAYS))]
    assert names(tmp_path) == kept


def test_what_another_program_took_away_is_still_held(tmp_path: Path) -> None:
    one, other = KeptArrays(tmp_path), KeptArrays(tmp_path)
    one.get("some", lambda: MADE)
    os.utime(tmp_path / "some.arrays", (0, 0))
    for number in range(MOST_ARRAYS):
        other.get(f"number {number}", lambda: MADE)
    assert "some" not in names(tmp_path)
    assert plain(one.get("some", never)) == plain(MADE)


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
