"""The documents are true: what they name exists, and what exists is named."""

import argparse
import re
import tomllib

import pytest
from paths import ROOT
from rooms import ORDER

from coding.evaluation.output_files import OUTPUT_FILES
from corpora.formats import READERS
from corpora.people.table import COLUMNS
from flows.cli.main import parser_of

README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
EVERY = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))
}


def commands() -> set[str]:
    for action in parser_of()._actions:
        if isinstance(action, argparse._SubParsersAction):
            return set(action.choices)
    raise AssertionError("there are no commands")


def test_every_command_is_in_the_readme_and_every_command_there_exists() -> None:
    named = set(re.findall(r"(?<!felt-)\bheard (\w+)", README))
    assert named == commands()


def test_every_column_of_people_is_named() -> None:
    missing = [column for column in COLUMNS if column not in README]
    assert missing == []


def test_every_format_is_named() -> None:
    missing = [suffix for suffix in READERS if f"`{suffix}`" not in README]
    assert missing == []


def test_every_output_is_named() -> None:
    text = README.replace(
        "coded-excerpts.xlsx` (and `.csv`)", "coded-excerpts.xlsx internal-coded-excerpts.csv"
    )
    names = [output.file_name.partition("*")[0] for output in OUTPUT_FILES]
    assert [name for name in names if name not in text] == []


def test_the_exit_codes_are_those_of_the_program() -> None:
    from corpora import errors

    codes = {
        fault.exit_code
        for fault in vars(errors).values()
        if isinstance(fault, type) and issubclass(fault, errors.HeardError)
    }
    documented = {int(code) for code in re.findall(r"^\| (\d) \|", README, re.M)}
    assert documented == codes | {0}


@pytest.mark.parametrize("name", sorted(EVERY))
def test_links_and_files_exist(name: str) -> None:
    linked = re.findall(r"\]\(([^)#]+)\)", EVERY[name])
    folder = (ROOT / name).parent
    assert [link for link in linked if not (folder / link).exists()] == []


def test_the_make_targets_that_documents_name_exist() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.M))
    assert set(re.findall(r"^make (\w+)", README + CONTRIBUTING, re.M)) <= targets


@pytest.mark.parametrize(
    "module", sorted(set(re.findall(r"python -m ([\w.]+)", EVERY["docs/benchmarks.md"])))
)
def test_the_scripts_that_the_figures_name_exist(module: str) -> None:
    assert (ROOT / f"{module.replace('.', '/')}.py").is_file()


def test_the_versions_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert f"## {project['version']}" in EVERY["CHANGELOG.md"]


@pytest.mark.parametrize("name", ["docs/architecture.md", "CONTRIBUTING.md", "docs/benchmarks.md"])
def test_every_path_that_is_named_exists(name: str) -> None:
    packages = "corpora|codebooks|coding|flows|tests|benchmarks|docs"
    paths = re.findall(rf"`((?:{packages})/[\w./-]*)`", EVERY[name])
    assert paths
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_every_room_is_listed_in_the_order_that_holds() -> None:
    listed = re.findall(r"^\| `([\w/]+)/` \|", EVERY["docs/architecture.md"], re.M)
    assert listed == [
        f"{package}/{room}".rstrip("/") for package, rooms in ORDER.items() for room in rooms
    ]


def test_nothing_names_a_place_outside_the_project() -> None:
    for name, text in EVERY.items():
        assert not re.search(
            r"\.\./shared|/work/|https?://(?!127\.0\.0\.1|[\w.-]+\.example\b)", text
        ), name
