"""Limited reading, atomic writing, the lock."""

import io
import os
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from corpora import files
from corpora.errors import EnvironmentFault, FileRefused, Locked


def zipped(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    with pytest.raises(FileRefused, match=r"a\.txt: the file is empty\. Export"):
        files.read_limited(tmp_path / "a.txt")


def test_a_file_of_two_gigabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "big.docx"
    path.touch()
    os.truncate(path, 2 * 1024**3)
    with pytest.raises(FileRefused, match="the file is 2,048 MB and the limit is 50 MB"):
        files.read_limited(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=r"gone\.txt: the file cannot be opened"):
        files.read_limited(tmp_path / "gone.txt")


@pytest.mark.parametrize("content", [b"", b"PK", b"plain text", b"PK\x03\x04" + b"\0" * 40])
def test_what_is_no_archive_is_refused(content: bytes) -> None:
    with pytest.raises(FileRefused, match="not really a Word file, or it is damaged"):
        files.open_zip(content, where="a.docx")


def test_an_archive_is_read() -> None:
    archive = files.open_zip(zipped({"a": b"one", "b": b"two"}), where="a.docx")
    assert [archive.read(name) for name in archive.names()] == [b"one", b"two"]


def test_a_bomb_is_refused_by_what_comes_out_of_it() -> None:
    bomb = zipped({f"{n}.xml": b"0" * (60 * 1024 * 1024) for n in range(4)})
    archive = files.open_zip(bomb, where="bomb.docx")
    with pytest.raises(FileRefused, match="looks like a zip bomb: it unpacks to more than 200 MB"):
        for name in archive.names():
            archive.read(name)


def test_an_archive_of_too_many_parts_is_refused() -> None:
    many = zipped({str(n): b"" for n in range(files.MAX_MEMBERS + 1)})
    with pytest.raises(FileRefused, match="holds more than 5,000 parts"):
        files.open_zip(many, where="many.docx")


def test_a_damaged_member_is_refused() -> None:
    content = bytearray(zipped({"a.xml": b"text" * 500}))
    content[45] ^= 0xFF
    with pytest.raises(FileRefused, match="a part of the file is damaged"):
        files.open_zip(bytes(content), where="a.docx").read("a.xml")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("notes.txt", "notes.txt"),
        ("Zoë – 2.docx", "Zoë – 2.docx"),
        ("a\nb\x1b[31m.txt", r"a\nb\x1b[31m.txt"),
        ("gpj.‮txt", r"gpj.\u202etxt"),
    ],
)
def test_names_are_shown_without_what_controls_a_terminal(name: str, expected: str) -> None:
    assert files.shown(name) == expected


def test_a_write_replaces_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "a.txt"
    files.write_atomic(path, b"old")
    files.write_atomic(path, b"new", mode=0o600)
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in path.parent.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    ("before", "mode", "expected"),
    [
        (None, None, 0o644), (None, 0o600, 0o600), (None, 0o444, 0o444),
        (0o600, None, 0o600), (0o640, None, 0o640), (0o664, None, 0o664),
        (0o600, 0o644, 0o600), (0o644, 0o600, 0o600), (0o640, 0o644, 0o640), (0o400, 0o600, 0o400),
    ],
)  # fmt: skip
def test_a_rewritten_file_is_open_to_no_more_people(
    tmp_path: Path, before: int | None, mode: int | None, expected: int
) -> None:
    path = tmp_path / "a.txt"
    if before is not None:
        path.write_bytes(b"old")
        path.chmod(before)
    files.write_atomic(path, b"new", mode=mode)
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", expected)


@pytest.mark.parametrize(("mode", "expected"), [(None, 0o755), (0o600, 0o700)])
def test_a_new_folder_is_as_private_as_what_it_is_for(
    tmp_path: Path, mode: int | None, expected: int
) -> None:
    files.write_atomic(tmp_path / "new" / "a.txt", b"", mode=mode)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == expected


def test_a_folder_that_is_closed_stays_closed(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(0o700)
    files.write_atomic(tmp_path / "closed" / "a.txt", b"")
    assert stat.S_IMODE((tmp_path / "closed").stat().st_mode) == 0o700


def test_what_a_person_takes_from_every_new_file_is_taken(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        files.write_atomic(tmp_path / "a.txt", b"")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o600


def test_a_write_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    files.write_atomic(path, b"old")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(EnvironmentFault, match="the disk is full; 3 bytes are needed"):
        files.write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


KILLED = """
import sys
from pathlib import Path
from corpora.files import write_atomic
while True:
    for letter in (b"a", b"b"):
        write_atomic(Path(sys.argv[1]), letter * 200_000)
        print("written", flush=True)
"""


def test_a_killed_writer_leaves_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    for _ in range(5):
        writer = subprocess.Popen([sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE)
        assert writer.stdout is not None
        for _ in range(3):
            writer.stdout.readline()
        writer.kill()
        writer.wait()
        content = path.read_bytes()
        assert len(content) == 200_000
        assert content in (b"a" * 200_000, b"b" * 200_000)


HOLDER = """
import sys, time
from pathlib import Path
from corpora.files import lock
with lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_run_is_told_who_holds_the_lock_until_it_is_killed(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    with pytest.raises(Locked, match=f"process {holder.pid}") as caught, files.lock(tmp_path):
        pass
    assert caught.value.exit_code == 3
    holder.kill()
    holder.wait()
    with files.lock(tmp_path):
        pass


def test_a_changed_output_is_kept_under_a_free_name(tmp_path: Path) -> None:
    for text in ("one", "two"):
        (tmp_path / "sheet.xlsx").write_text(text)
        files.keep_aside(tmp_path / "sheet.xlsx")
    kept = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert kept == {"sheet (kept 1).xlsx": "one", "sheet (kept 2).xlsx": "two"}
