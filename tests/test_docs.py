"""The documents are true: what they name exists, and what exists is named."""

import argparse
import re
import shlex
import tomllib

import pytest
from paths import ROOT
from rooms import ORDER

from codebooks.reading_age import definition_sentences, reading_age
from corpora.formats import READERS
from corpora.people.table import COLUMNS, REQUIRED
from flows.cli.main import _in_full, parser_of

README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
EVERY = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))
}
FILES = EVERY["docs/reference/files.md"]
EXIT_CODES = EVERY["docs/reference/exit-codes.md"]

READ_BY_ALL = ("docs/tutorial/", "docs/how-to/", "docs/explanation/")


def commands() -> set[str]:
    for action in parser_of()._actions:
        if isinstance(action, argparse._SubParsersAction):
            return set(action.choices)
    raise AssertionError("there are no commands")


def test_every_command_that_is_named_exists() -> None:
    text = "\n".join(EVERY.values())
    named = set(re.findall(r"(?:`|^)heard ([a-z]+)", text, re.M))
    assert named == commands()


def prose(page: str) -> str:
    """What stands in a page for reading: no code, no tables, no headings."""
    text = re.sub(r"^```.*?^```|^[|#][^\n]*$", "", page, flags=re.M | re.S)
    return " ".join(re.sub(r"`[^`]*`|\]\([^)]*\)", "x", text).split())


@pytest.mark.parametrize(
    "name", [name for name in EVERY if name.startswith(("README", *READ_BY_ALL))]
)
def test_a_page_for_everybody_can_be_read_at_twelve(name: str) -> None:
    sentences = definition_sentences(prose(EVERY[name]))
    assert sentences
    assert reading_age(sentences) <= 12


def test_the_readme_fits_a_few_screens() -> None:
    assert len(README.splitlines()) <= 150


def command_lines() -> list[str]:
    """Every command that a page shows on a line of its own, to be typed."""
    pages = "\n".join(EVERY.values())
    fences = [
        inside
        for language, inside in re.findall(r"^```(\w*)\n(.*?)^```$", pages, re.M | re.S)
        if language in ("", "sh")
    ]
    lines = [line.partition(" #")[0].strip() for fence in fences for line in fence.splitlines()]
    return sorted({line for line in lines if line.startswith("heard ")})


@pytest.mark.parametrize("line", command_lines())
def test_a_command_that_a_page_shows_is_one_that_the_program_takes(line: str) -> None:
    parser_of().parse_args(_in_full(shlex.split(line)[1:]))


def test_every_column_of_people_is_listed_and_which_must_be_there() -> None:
    listed = re.findall(r"^\| `(\w+)`( \*)? \|", FILES, re.M)
    assert listed == [(column, " *" * (column in REQUIRED)) for column in COLUMNS]


def test_every_format_is_listed() -> None:
    rows = [line.split("|")[1] for line in FILES.splitlines() if line.startswith("| `.")]
    assert {suffix for row in rows for suffix in re.findall(r"`(\.\w+)`", row)} == {*READERS}


def test_the_exit_codes_are_those_of_the_program() -> None:
    from corpora import errors

    codes = {
        fault.exit_code
        for fault in vars(errors).values()
        if isinstance(fault, type) and issubclass(fault, errors.HeardError)
    }
    documented = {int(code) for code in re.findall(r"^\| (\d) \|", EXIT_CODES, re.M)}
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
