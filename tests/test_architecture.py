"""The folders are the architecture: who imports whom, and what nobody may call."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from paths import ROOT

ROOMS = ("corpora", "codebooks", "coding", "flows")
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
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
    assert folders - {"benchmarks", "tests"} == set(ROOMS)


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_room_imports_only_from_those_before_it(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    later = ROOMS[ROOMS.index(room) + 1 :]
    wrong = [name for name in imports(ast.parse(path.read_text())) if name.split(".")[0] in later]
    assert wrong == []


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
