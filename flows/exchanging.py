"""Codebooks in and out: read a file, write a file, say what was left out."""

from pathlib import Path

from codebooks.exchange.files import read, written
from codebooks.load import load
from codebooks.write import write
from coding.evaluation import Evaluation
from corpora.errors import CodebookError, FileRefused
from corpora.files import read_limited, shown, write_atomic


def import_codebook(path: Path, to: Path | None, *, sheet: str = "", columns: str = "") -> None:
    """Write the codebook in the file at `path` as YAML, beside it or to `to`; nothing is written over."""
    target = to or path.with_name(f"{path.stem}-codebook.yaml")
    try:
        content = read_limited(path)
    except FileRefused as refused:
        raise CodebookError(refused.what, where=refused.where, remedy=refused.remedy) from None
    codebook, left_out = read(content, path.name, sheet=sheet, columns=_columns(columns))
    if target.exists():
        remedy = "Nothing was changed. Give another name: --to FILE"
        raise CodebookError("there is a file already", where=shown(str(target)), remedy=remedy)
    write_atomic(target, write(codebook))
    codes, themes = len(codebook.codes), len(codebook.themes)
    print(f"{codes} codes in {themes} themes: {shown(str(target))}")
    for what, number in left_out.items():
        if number:
            print(f"Left out: {number} {what}")
    print(f"Next: heard codebook check {shown(str(target))}")


def export_codebook(source: Path, to: Path) -> None:
    """Write the codebook of an evaluation's folder, or of a file, for another program."""
    codebook = load(source) if source.is_file() else Evaluation.look(source).codebook
    write_atomic(to, written(codebook, to.name))
    print(f"{len(codebook.codes)} codes: {shown(str(to))}")


def _columns(said: str) -> dict[str, str]:
    """Our field → their heading, as in "name=Code, definition=What it means"."""
    pairs = [part.split("=", 1) for part in said.split(",") if part.strip()]
    if wrong := next((pair[0] for pair in pairs if len(pair) < 2), ""):
        remedy = 'Write our field, =, and their heading: "name=Code, definition=Meaning".'
        raise CodebookError("a column has no =", where=shown(wrong.strip()[:40]), remedy=remedy)
    return {ours.strip().casefold(): theirs.strip() for ours, theirs in pairs}
