"""Which folder holds the evaluation that is meant, where the one that was given holds none."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path

from corpora.errors import SettingsError
from corpora.files import shown

FILE = "evaluation.toml"
_MOST_SHOWN = 3
_NEAR = 0.6
NEW = "heard new my-evaluation"
"""How an evaluation is made, with a name to begin with."""


def evaluation_above(folder: Path) -> Path | None:
    """The nearest folder above an existing `folder` that holds an evaluation; None where none does.

    Whoever stands in the folder of transcripts means the evaluation that they belong to.
    """
    if not folder.is_dir() or (folder / FILE).is_file():
        return None
    return next((path for path in folder.resolve().parents if (path / FILE).is_file()), None)


def no_evaluation(folder: Path) -> SettingsError:
    """The error that `folder` holds no evaluation, with those that may be meant instead."""
    if folder.is_dir():
        what, remedy = f"there is no {FILE} here", _inside(folder)
    elif folder.exists():
        what, remedy = "this is a file and not the folder of an evaluation", _around(folder)
    else:
        what, remedy = "there is no such folder", _beside(folder)
    return SettingsError(what, where=_written(folder), remedy=remedy)


def _inside(folder: Path) -> str:
    below = [_written(path) for path in _evaluations_in(folder)]
    return _meant(below) or f"Make an evaluation here with: heard new {_written(folder)}"


def _around(file: Path) -> str:
    above = evaluation_above(file.resolve().parent) or file.resolve().parent
    return _meant([_written(above)] if (above / FILE).is_file() else []) or "Give its folder."


def _beside(folder: Path) -> str:
    """What may be meant by the name of a folder that is not there, the most alike first."""
    names = {path.name.casefold(): path for path in _evaluations_in(folder.parent)}
    near = get_close_matches(folder.name.casefold(), names, _MOST_SHOWN, _NEAR)
    if near:
        return _meant([_written(names[name]) for name in near])
    # Never with the name that was given: a slip of the hand would become a folder.
    others = ", ".join(_written(path) for path in names.values())
    return f"Evaluations beside it: {others}." if others else f"Make a new one with: {NEW}"


def _meant(folders: Sequence[str]) -> str:
    return f"Did you mean {' or '.join(folders[:_MOST_SHOWN])}?" if folders else ""


def _evaluations_in(folder: Path) -> Iterator[Path]:
    """The folders in `folder` that hold an evaluation, in the order of their names."""
    with suppress(OSError):
        yield from (path for path in sorted(folder.iterdir()) if (path / FILE).is_file())


def _written(path: Path) -> str:
    return shown(str(path if path.parts else path.resolve()))
