"""A backup brings everything back, to the last frame, and lets nobody read or alter it unnoticed."""

import json
import random
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from deid_evaluation import by_form_alone
from folders import whole
from hub import hub, suggest
from same_frames import assert_same_frames

from coding import Evaluation
from coding.backups.archive import MANIFEST, back_up
from coding.backups.restoring import restore, restore_decisions
from coding.backups.sealed import MAGIC
from coding.decisions.record import Decision, Remark, append_all
from coding.deidentification.search import search
from coding.evaluation.database import DATABASE
from coding.evaluation.output_files import REPORT
from coding.reviewers.reviewers import add
from corpora.errors import InputError, StoreFault
from corpora.files import CHUNK
from flows.cli.main import main

AT = "2026-03-02T10:00:00+00:00"
CANARY = "zugzwang of a canary"
PASSWORD = "four words apart here"


@pytest.fixture
def evaluation(tmp_path: Path) -> Evaluation:
    """Something in every table that people fill, and a file of each kind."""
    made = hub(tmp_path / "hub")
    first, second, *_ = made.excerpts()["excerpt_id"]
    suggest(made, (first, "voice", "positive", 0.8), (second, "influence", "negative", 0.6))
    search(made, by_form_alone(made), workers=0)
    add(made.store, "AB", "staff", AT)
    said = [
        Decision(f"{who}{id}", id, "voice", "accept", "mixed", who, AT, "1.0", CANARY, blind=True)
        for who in ("AB", "CD")
        for id in (first, second)
    ]
    append_all(made.store, [*said, Remark("r", first, "memo", CANARY, "AB", AT, "1.0")])
    REPORT.write(made.outputs, f"<p>{CANARY}</p>".encode())
    (made.hidden / "vectors").mkdir()
    (made.hidden / "vectors" / "a.npy").write_text("made again")
    return made


@pytest.mark.parametrize("password", ["", PASSWORD])
def test_every_frame_comes_back(evaluation: Evaluation, tmp_path: Path, password: str) -> None:
    file = tmp_path / "backup"
    made = back_up(evaluation, file, AT, password=password)
    assert (CANARY.encode() in file.read_bytes(), file.stat().st_mode & 0o777) == (False, 0o600)
    restored = restore(file, tmp_path / "back", password=password)
    assert (restored.files, restored.rows, restored.made) == (made.files, made.rows, AT)
    back = Evaluation.open(tmp_path / "back")
    assert_same_frames(evaluation, back)
    ours, theirs = whole(evaluation.folder), whole(back.folder)
    assert {name for name in ours if not name.startswith(".heard")} == {
        name for name in theirs if not name.startswith(".heard")
    }
    assert [name for name in theirs if "vectors" in name] == []
    report = REPORT.path(back.outputs)
    private = (back.hidden, back.hidden / DATABASE, report.parent, report)
    assert [path.stat().st_mode & 0o777 for path in private] == [0o700, 0o600, 0o700, 0o600]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["back", "backup", "hub"]


def test_what_is_sealed_is_long_and_comes_back_piece_by_piece(
    evaluation: Evaluation, tmp_path: Path
) -> None:
    noise = random.Random(5).randbytes(2 * CHUNK + 7)
    (evaluation.folder / "noise.bin").write_bytes(noise)
    back_up(evaluation, tmp_path / "b", AT, password=PASSWORD)
    restore(tmp_path / "b", tmp_path / "back", password=PASSWORD)
    assert (tmp_path / "back" / "noise.bin").read_bytes() == noise


def flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def without_last_piece(content: bytes) -> bytes:
    header = len(MAGIC) + 16 + 7
    return content[: header + CHUNK + 16]


@pytest.mark.parametrize("password", ["", PASSWORD])
@pytest.mark.parametrize(
    "alter",
    [flipped, without_last_piece, lambda content: content[:-1], lambda content: content[:60]],
)
def test_what_was_altered_is_refused_and_leaves_nothing(
    evaluation: Evaluation, tmp_path: Path, password: str, alter: Callable[[bytes], bytes]
) -> None:
    noise = random.Random(5).randbytes(2 * CHUNK)
    (evaluation.folder / "noise.bin").write_bytes(noise)
    file = tmp_path / "b"
    back_up(evaluation, file, AT, password=password)
    file.write_bytes(alter(file.read_bytes()))
    with pytest.raises(InputError):
        restore(file, tmp_path / "back", password=password)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b", "hub"]


def test_another_password_is_refused(evaluation: Evaluation, tmp_path: Path) -> None:
    back_up(evaluation, tmp_path / "b", AT, password=PASSWORD)
    with pytest.raises(InputError, match="the password is not the right one"):
        restore(tmp_path / "b", tmp_path / "back", password=PASSWORD + "x")
    with pytest.raises(InputError, match="a password has 10 characters or more"):
        back_up(evaluation, tmp_path / "c", AT, password="short")


@pytest.mark.parametrize("name", ["../out.txt", "/tmp/out.txt", "a\\..\\out.txt", "C:/out.txt"])
def test_no_name_leads_out_of_the_folder(evaluation: Evaluation, tmp_path: Path, name: str) -> None:
    back_up(evaluation, tmp_path / "b", AT)
    with zipfile.ZipFile(tmp_path / "b") as old, zipfile.ZipFile(tmp_path / "c", "w") as new:
        manifest = json.loads(old.read(MANIFEST))
        manifest["files"][name] = manifest["files"].pop("people.csv")
        for each in old.namelist():
            content = json.dumps(manifest) if each == MANIFEST else old.read(each)
            new.writestr(name if each == "people.csv" else each, content)
    with pytest.raises(InputError, match="was altered"):
        restore(tmp_path / "c", tmp_path / "back")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b", "c", "hub"]


def test_a_folder_with_anything_in_it_is_left_alone(evaluation: Evaluation, tmp_path: Path) -> None:
    back_up(evaluation, tmp_path / "b", AT)
    with pytest.raises(InputError, match="there is something here already"):
        restore(tmp_path / "b", evaluation.folder)
    (tmp_path / "empty").mkdir()
    assert restore(tmp_path / "b", tmp_path / "empty").files


def test_a_copy_of_decisions_takes_the_place_of_a_lost_database_only(
    evaluation: Evaluation,
) -> None:
    folder = evaluation.folder
    decisions, remarks, pseudonyms = evaluation.decisions(), evaluation.remarks(), evaluation.pseudonyms()  # fmt: skip
    evaluation.store.close()
    Evaluation.open(folder).store.close()
    (copy,) = (evaluation.hidden / "backups").iterdir()
    with pytest.raises(InputError, match="it is sound"):
        restore_decisions(copy, folder)
    (evaluation.hidden / DATABASE).write_bytes(b"not a database at all")
    with pytest.raises(StoreFault):
        Evaluation.open(folder)
    assert restore_decisions(copy, folder) == 4
    back = Evaluation.open(folder)
    pd.testing.assert_frame_equal(back.decisions(), decisions)
    pd.testing.assert_frame_equal(back.remarks(), remarks)
    assert (back.pseudonyms(), back.excerpts().empty) == (pseudonyms, True)
    assert (back.hidden / "heard (kept 1).db").read_bytes() == b"not a database at all"


def test_the_commands_write_and_restore(
    evaluation: Evaluation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "password").write_text(f"{PASSWORD}\n")
    sealed = ["--password-file", str(tmp_path / "password")]
    file, back = str(tmp_path / "b"), str(tmp_path / "back")
    assert main(["backup", str(evaluation.folder), file, *sealed]) == 0
    assert main(["backup", str(evaluation.folder), file]) == 2
    assert main(["restore", file, back, *sealed]) == 0
    said = capsys.readouterr()
    assert "Sealed:      nobody can read it without the password" in said.out
    assert "each checked)" in said.out and CANARY not in said.out + said.err
    assert_same_frames(evaluation, Evaluation.open(back))
    with sqlite3.connect(tmp_path / "back" / ".heard" / DATABASE) as kept:
        assert kept.execute("SELECT count(*) FROM decisions").fetchone() == (4,)


def test_a_lost_database_names_the_last_backup(evaluation: Evaluation, tmp_path: Path) -> None:
    back_up(evaluation, tmp_path / "b", AT)
    evaluation.store.close()
    (evaluation.hidden / DATABASE).unlink()
    with pytest.raises(StoreFault) as caught:
        Evaluation.open(evaluation.folder)
    assert f"heard restore '{tmp_path / 'b'}' '{evaluation.folder}-restored'." in str(caught.value)
