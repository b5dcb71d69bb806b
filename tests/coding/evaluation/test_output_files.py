"""Outputs: one table of what is for the team and what may be shared; older folders are put in order."""

import stat
from pathlib import Path

import pytest

from coding.evaluation.output_files import (
    OUTPUT_FILES,
    REVIEW_SHEET,
    files_handed_out,
    put_in_folders,
    review_sheet,
)


def contents(folder: Path) -> dict[str, tuple[str, int]]:
    return {
        path.relative_to(folder).as_posix(): (
            path.read_text(),
            stat.S_IMODE(path.stat().st_mode),
        )
        for path in files_handed_out(folder)
    }


def test_what_may_be_shared_is_a_short_list() -> None:
    assert [output.place for output in OUTPUT_FILES if not output.internal] == [
        "to-share/reviewed-report.html",
        "to-share/themes.html",
        "to-share/themes.csv",
        "to-share/releases/*/findings.html",
        "to-share/releases/*/findings.docx",
        "to-share/releases/*/findings.xlsx",
        "to-share/releases/*/findings-easy-read.html",
        "to-share/releases/*/findings-easy-read.docx",
        "to-share/releases/*/findings.pdf",
        "to-share/releases/*/evidence-pack.zip",
        "to-share/evidence-pack.zip",
    ]


@pytest.mark.parametrize("output", OUTPUT_FILES, ids=lambda output: output.name)
def test_what_is_internal_says_so_and_is_its_owners_alone(tmp_path: Path, output) -> None:  # type: ignore[no-untyped-def]
    written = review_sheet("rw-1") if output == REVIEW_SHEET else output
    written.write(tmp_path, b"words")
    name = written.name
    expected = {
        True: {f"for-the-team/internal-{name}": ("words", 0o600)},
        False: {f"to-share/{name}": ("words", 0o644)},
    }
    assert contents(tmp_path) == expected[output.internal]
    if output.internal:
        assert stat.S_IMODE((tmp_path / "for-the-team").stat().st_mode) == 0o700


OLD = {
    "report.html": "program",
    "reviewed-report.html": "program",
    "coded-excerpts.xlsx": "filled in by somebody",
    "coded-excerpts (kept 1).xlsx": "filled in before",
    "sheet-rw-blind-60d36939f9.xlsx": "to be filled in",
    "deidentify.xlsx": "names",
    "my notes.txt": "mine",
}


def test_what_an_older_version_wrote_is_moved_once_and_nothing_is_lost(tmp_path: Path) -> None:
    for name, text in OLD.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "to-share").mkdir()
    (tmp_path / "to-share" / "reviewed-report.html").write_text("newer")
    assert put_in_folders(tmp_path) == [
        "Moved:       6 files of outputs are now in for-the-team (internal, and says so in its "
        "name) or to-share."
    ]
    moved = contents(tmp_path)
    assert moved == {
        "for-the-team/internal-coded-excerpts (kept 1).xlsx": ("filled in before", 0o600),
        "for-the-team/internal-coded-excerpts.xlsx": ("filled in by somebody", 0o600),
        "for-the-team/internal-deidentify.xlsx": ("names", 0o600),
        "for-the-team/internal-report.html": ("program", 0o600),
        "for-the-team/internal-sheet-rw-blind-60d36939f9.xlsx": ("to be filled in", 0o600),
        "my notes.txt": ("mine", 0o644),
        "to-share/reviewed-report (kept 1).html": ("program", 0o644),
        "to-share/reviewed-report.html": ("newer", 0o644),
    }
    assert put_in_folders(tmp_path) == []
    assert contents(tmp_path) == moved


def test_a_folder_without_outputs_stays_without(tmp_path: Path) -> None:
    assert put_in_folders(tmp_path / "outputs") == []
    assert not (tmp_path / "outputs").exists()
