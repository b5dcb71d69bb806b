"""The folders are the architecture: who imports whom, and what nobody may call."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from paths import ROOT
from rooms import ORDER

PACKAGES = ("corpora", "codebooks", "coding", "flows")

# Beside the order: run by Alembic, imported by nobody.
BESIDE = ("coding/evaluation/migrations", "coding/evaluation/migrations/versions")
MOST_FILES, MOST_LINES, MOST_METHODS = 12, 400, 15
# More files or methods than that, each with its reason, which docs/architecture.md gives in full.
LARGE_ROOMS = {"flows/cli": "one file a command"}
LARGE_CLASSES = {
    "Body": "one method an element of the format, called by its name",
    "Coder": "the public face of coding, one method a thing it can be asked",
    "Evaluation": "the public face of an evaluation, one method a frame",
}
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
SOURCES = [*MODULES, *TESTS, *sorted((ROOT / "benchmarks").rglob("*.py"))]
EVERYTHING = [*MODULES, *sorted((ROOT / "benchmarks").rglob("*.py"))]

# Loads code or runs it out of data, or reads YAML with everything that YAML can do.
BANNED_IMPORTS = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"}
BANNED_CALLS = {"eval", "exec", "torch.load", "joblib.load", "yaml.load", "yaml.unsafe_load"}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            yield node.module or ""


def dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def test_the_top_level_holds_what_was_agreed() -> None:
    folders = {p.name for p in ROOT.iterdir() if p.is_dir() and (p / "__init__.py").exists()}
    assert folders - {"benchmarks", "tests", "tools"} == set(PACKAGES)


def rooms() -> list[str]:
    """Every room, the first one that others may import from first."""
    return [f"{package}/{room}".rstrip("/") for package in PACKAGES for room in ORDER[package]]


def room_of(module: str) -> str:
    """The room that a module or package lies in, "" for one that is none of ours."""
    parts = module.split(".")
    lengths = range(len(parts), 0, -1)
    above = ("/".join(parts[:length]) for length in lengths)
    return next((room for room in above if room in rooms()), "")


def imported(tree: ast.AST) -> Iterator[str]:
    """Every module that is imported anywhere in a file: in functions and for types alone, too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                path = ROOT.joinpath(*(node.module or "").split("."), alias.name)
                is_module = path.with_suffix(".py").is_file() or path.is_dir()
                yield f"{node.module}.{alias.name}" if is_module else f"{node.module}"


def backwards(room: str, source: str) -> list[str]:
    """The imports in a file of `room` that lead to a room after it."""
    order = rooms()
    return [
        name
        for name in imported(ast.parse(source))
        if (other := room_of(name)) and order.index(other) > order.index(room)
    ]


def _room_of_file(path: Path) -> str:
    parts = path.relative_to(ROOT).parent.parts
    return room_of(".".join(parts))


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_room_imports_only_from_those_before_it(path: Path) -> None:
    assert backwards(_room_of_file(path), path.read_text()) == []


@pytest.mark.parametrize(
    ("room", "source", "expected"),
    [
        ("corpora/people", "import coding", ["coding"]),
        ("corpora/people", "from corpora.errors import HeardError", []),
        ("corpora/people", "from corpora.formats import READERS", ["corpora.formats"]),
        ("corpora/people", "from corpora.formats.lines import times", ["corpora.formats.lines.times"]),
        ("corpora", "from corpora.people.people import Person", ["corpora.people.people"]),
        ("coding/findings", "def f():\n    from coding.report.report import render_report", ["coding.report.report"]),
        ("coding/evaluation", "if TYPE_CHECKING:\n    from coding.coder.coder import Coder", ["coding.coder.coder"]),
        ("coding/coder", "from coding.coder.scoring import chunks", []),
        ("coding/coder/scoring", "from coding.coder import coder", ["coding.coder.coder"]),
        ("coding/report", "from coding.outputs import WRITTEN", ["coding.outputs"]),
        ("coding/report", "import json, numpy", []),
    ],
)  # fmt: skip
def test_an_import_that_leads_back_up_is_seen(room: str, source: str, expected: list[str]) -> None:
    assert backwards(room, source) == expected


def test_every_folder_of_code_is_a_room_and_every_room_a_folder() -> None:
    folders = {str(path.parent.relative_to(ROOT)) for path in MODULES}
    assert folders - set(BESIDE) == set(rooms())


def test_every_room_says_what_it_is_for() -> None:
    for room in rooms():
        said = ast.get_docstring(ast.parse((ROOT / room / "__init__.py").read_text())) or ""
        assert said.endswith("."), room


def test_no_room_is_a_hall() -> None:
    sizes = {
        room: len([path for path in (ROOT / room).glob("*.py") if path.name != "__init__.py"])
        for room in rooms()
    }
    large = {room for room, size in sizes.items() if size > MOST_FILES}
    assert large == set(LARGE_ROOMS)


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_no_file_is_long(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= MOST_LINES


def test_no_class_does_everything() -> None:
    large = {
        node.name
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ClassDef)
        and sum(isinstance(each, ast.FunctionDef) for each in node.body) > MOST_METHODS
    }
    assert large == set(LARGE_CLASSES)


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_no_docstring_breaks_off_in_the_middle_of_a_sentence(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            paragraphs = (ast.get_docstring(node) or "").split("\n\n")
            begun_small = [each for each in paragraphs[1:] if each[:1].islower()]
            assert begun_small == [], node.name


def _public(path: Path) -> Iterator[str]:
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            yield node.name


# The same thing wherever it stands: what a reader of a format, a command or a page offers.
SHARED_NAMES = {"read", "add_arguments", "add_to", "main"}


def test_no_public_name_stands_for_two_things_in_two_rooms() -> None:
    where: dict[str, set[str]] = {}
    for path in MODULES:
        room = str(path.parent.relative_to(ROOT))
        if room not in BESIDE:
            for name in _public(path):
                where.setdefault(name, set()).add(room)
    twice = {name: sorted(places) for name, places in where.items() if len(places) > 1}
    assert {name: places for name, places in twice.items() if name not in SHARED_NAMES} == {}


def test_what_notebooks_import_is_there_and_nothing_else() -> None:
    import coding

    assert sorted(coding.__all__) == ["Coder", "Evaluation"]
    assert coding.Evaluation.__module__ == "coding.notebook"
    assert coding.Coder.__module__ == "coding.coder.coder"


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_prefect_stays_in_flows(path: Path) -> None:
    if path.relative_to(ROOT).parts[0] == "flows":
        pytest.skip("this is flows")
    assert [n for n in imports(ast.parse(path.read_text())) if n.split(".")[0] == "prefect"] == []


@pytest.mark.parametrize("path", EVERYTHING, ids=named)
def test_nothing_unpickles_or_evaluates(path: Path) -> None:
    tree = ast.parse(path.read_text())
    assert BANNED_IMPORTS.isdisjoint(name.split(".")[0] for name in imports(tree))
    assert BANNED_CALLS.isdisjoint(dotted(call.func) for call in calls(tree))
    allowed = [
        keyword
        for call in calls(tree)
        for keyword in call.keywords
        if keyword.arg in ("allow_pickle", "trust_remote_code")
        and not (isinstance(keyword.value, ast.Constant) and keyword.value.value is False)
    ]
    assert allowed == []


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_files_are_written_in_one_place(path: Path) -> None:
    """A plain write leaves half a file behind when the program is stopped."""
    if named(path) == "corpora/files.py":
        pytest.skip("this is the place")
    for call in calls(ast.parse(path.read_text())):
        name = dotted(call.func)
        assert name.rsplit(".", 1)[-1] not in ("write_text", "write_bytes", "savez", "tofile"), name
        if name == "open" or name.endswith(".open"):
            modes = [a.value for a in call.args if isinstance(a, ast.Constant)]
            assert not any(
                isinstance(m, str) and set(m) & set("wax+") for m in modes if m in _MODES
            )


_MODES = {"w", "a", "x", "wb", "ab", "xb", "w+", "r+", "wb+", "rb+", "wt", "at"}


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_statements_of_sql_are_never_put_together_from_text(path: Path) -> None:
    for call in calls(ast.parse(path.read_text())):
        if dotted(call.func).rsplit(".", 1)[-1] in ("execute", "executescript", "text"):
            joined = [a for a in call.args if isinstance(a, ast.JoinedStr)]
            pragma = all(
                isinstance(a.values[0], ast.Constant)
                and str(a.values[0].value).startswith("PRAGMA ")
                for a in joined
            )
            assert pragma, f"{named(path)} line {call.lineno}"


def test_no_file_of_flows_shadows_a_standard_module() -> None:
    import sys

    names = {path.stem for path in (ROOT / "flows").glob("*.py")} - {"__init__"}
    assert names.isdisjoint(sys.stdlib_module_names)
