"""Whether a machine and an evaluation are fit for work: each fault is named with its remedy."""

import shutil
import sys
import webbrowser
from pathlib import Path

import pytest
from hub import hub

from coding.embedding.encoders import minilm
from flows import machine
from flows.cli.main import main
from flows.machine import GIGABYTE, Check, evaluation_checks, machine_checks, memory_free


def checked(folder: Path) -> dict[str, Check]:
    return {check.name: check for check in machine_checks(folder)}


def test_here_nothing_is_wrong(tmp_path: Path) -> None:
    assert [str(check) for check in machine_checks(tmp_path) if check.state == "wrong"] == []


@pytest.mark.parametrize(
    ("free", "state"),
    [(6, "OK"), (5, "OK"), (4, "look"), (1, "look"), (0.9, "wrong")],
)
def test_little_room_on_the_disk_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: float, state: str
) -> None:
    size = int(free * GIGABYTE)
    usage = type("Usage", (), {"free": size})
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    disk = checked(tmp_path)["Disk"]
    assert (disk.state, f"{free:.1f} GB free" in disk.what) == (state, True)
    assert bool(disk.remedy) == (state != "OK")


@pytest.mark.parametrize(
    ("free", "state"),
    [(4 * GIGABYTE, "OK"), (3 * GIGABYTE, "look"), (GIGABYTE, "wrong"), (None, "look")],
)
def test_little_memory_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int | None, state: str
) -> None:
    monkeypatch.setattr(machine, "memory_free", lambda: free)
    assert checked(tmp_path)["Memory"].state == state


def test_the_memory_that_is_free_is_read_in_bytes(tmp_path: Path) -> None:
    (tmp_path / "meminfo").write_text("MemTotal: 10 kB\nMemAvailable:    7 kB\n")
    assert memory_free(tmp_path / "meminfo") == 7 * 1024
    assert (memory_free(tmp_path / "nowhere") or 0) > 0


def test_another_python_a_changed_model_and_no_browser_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none() -> None:
        raise webbrowser.Error

    monkeypatch.setattr(sys, "version_info", (3, 14, 0))
    monkeypatch.setattr(minilm, "WEIGHTS_SHA256", "0" * 64)
    monkeypatch.setattr(webbrowser, "get", none)
    checks = checked(tmp_path)
    assert str(checks["Python"]) == (
        "wrong  Python: 3.14. Install Python 3.11 to 3.13, and felt-heard with it."
    )
    assert checks["Embedding model"].state == "wrong"
    assert checks["Embedding model"].remedy == minilm.REMEDY
    assert (checks["Browser"].state, "--no-browser" in checks["Browser"].remedy) == ("look", True)


def test_what_breaks_in_a_check_is_said_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "find_spec", lambda name: None)
    monkeypatch.setattr(machine, "version", lambda name: 1 / 0)
    checks = checked(tmp_path)
    assert checks["Prefect"].what == "it cannot be used (ZeroDivisionError)"
    assert (checks["spaCy model"].state, checks["Disk"].state) == ("wrong", "OK")


def test_a_sound_evaluation_is_said_to_be_so_and_is_not_changed(tmp_path: Path) -> None:
    folder = tmp_path / "hub"
    hub(folder).store.close()
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert [(check.name, check.state) for check in evaluation_checks(folder)] == [
        ("Files of the team", "OK"), ("Database", "OK"), ("Permissions", "OK"),
    ]  # fmt: skip
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("name", "content", "wrong"),
    [
        ("people.csv", b"id,name\n", "Files of the team: people.csv: row 1"),
        ("codebook.yaml", b"title: T\n", "Files of the team: codebook.yaml line 1, column 1: "),
        ("speakers.yaml", b"- a\n", "Files of the team: speakers.yaml"),
        ("evaluation.toml", b"titel = 1\n", "Settings: evaluation.toml line 1: 'titel'"),
        (".heard/heard.db", b"no database at all", "Database: "),
    ],
)
def test_a_file_that_is_wrong_is_named(
    tmp_path: Path, name: str, content: bytes, wrong: str
) -> None:
    folder = tmp_path / "hub"
    hub(folder).store.close()
    (folder / name).write_bytes(content)
    lines = [str(check) for check in evaluation_checks(folder) if check.state == "wrong"]
    assert [line for line in lines if wrong in line] == lines[:1]


def test_what_others_can_read_is_named_and_the_exit_code_says_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "hub"
    hub(folder).store.close()
    assert main(["doctor", str(folder)]) == 0
    capsys.readouterr()
    (folder / ".heard").chmod(0o755)
    assert main(["doctor", str(folder)]) == 1
    printed = capsys.readouterr().out
    assert "wrong  Permissions: others can read .heard. Take the rights of others away" in printed
    assert printed.endswith("1 thing is wrong: do what stands there first.\n")


def test_without_an_evaluation_the_machine_alone_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["doctor"]) == 0
    assert "No evaluation lies here" in capsys.readouterr().out
    assert main(["doctor", "hub"]) == 2
    assert "hub: there is no such folder" in capsys.readouterr().err
