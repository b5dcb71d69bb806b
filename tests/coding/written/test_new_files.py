"""What `heard new` puts into the folder `findings`."""

import re
from collections.abc import Sized
from pathlib import Path

import pytest

from codebooks.load import loads, shipped
from coding import Evaluation
from coding.evaluation.new import new_evaluation
from coding.evaluation.settings import DEFAULT_GROUPS
from coding.written.columns import FILES, IN_YAML, Kind
from coding.written.folder import FOLDER, read_written, written_in
from coding.written.new_files import write_new_files
from coding.written.values import Written

BOOK = loads(shipped(), where="codebook.yaml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_new_files(tmp_path)
    return tmp_path / FOLDER


def used(content: str, file: str) -> str:
    """The file with its example put to use."""
    if file in IN_YAML:
        return re.sub("^#(?! [^ ])", "", content, flags=re.M)
    heading, *_, example = content.splitlines()
    return f"{heading}\n{example.removeprefix('# ')}\n"


def test_every_file_is_there_and_none_says_anything_yet(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)
    assert read_written(folder, BOOK, DEFAULT_GROUPS) == Written()


def test_the_examples_are_as_they_should_be_written(folder: Path) -> None:
    for file in FILES:
        path = folder / file
        path.write_text(used(path.read_text(), file))
    written = read_written(folder, BOOK, DEFAULT_GROUPS)
    assert written.aims is not None
    parts: list[Sized] = [written.findings, written.measures, written.actions, written.markers]
    parts += [written.steps, written.resources, written.learning]
    parts += [written.aims.aims, written.aims.principles, written.aims.outcomes]
    assert [len(part) for part in parts] == [1] * len(parts)


def fields(kind: Kind) -> set[str]:
    return {each for one in (kind, *kind.below) for each in one.names}


@pytest.mark.parametrize("file", IN_YAML)
def test_the_example_of_a_file_shows_every_field(folder: Path, file: str) -> None:
    text = (folder / file).read_text()
    assert {name for name in fields(IN_YAML[file]) if f"{name}:" not in text} <= {"measures", "to"}


def test_what_somebody_has_written_already_stays(folder: Path) -> None:
    (folder / "steps.csv").write_text("date\n")
    (folder / "actions.yaml").unlink()
    write_new_files(folder.parent)
    assert (folder / "steps.csv").read_text() == "date\n"
    assert (folder / "actions.yaml").exists()


def test_a_new_evaluation_has_written_nothing(tmp_path: Path) -> None:
    new_evaluation(tmp_path / "hub")
    write_new_files(tmp_path / "hub")
    assert written_in(Evaluation.look(tmp_path / "hub")) == Written()
