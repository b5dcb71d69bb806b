"""An evaluation out of its backup: into a folder of its own, whole and checked, or not at all."""

import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from coding.backups.archive import FORMAT, MANIFEST
from coding.backups.databases import move_to_server, rows_in
from coding.backups.sealed import MAGIC, unsealed
from coding.evaluation.database import DATABASE, open_store
from coding.evaluation.evaluation import HIDDEN, OUTPUTS
from coding.evaluation.output_files import TEAM
from coding.evaluation.settings import FILE, load_settings
from corpora.errors import EnvironmentFault, InputError
from corpora.files import (
    CHUNK,
    keep_aside,
    make_folder,
    put_in_place,
    read_limited,
    shown,
    write_atomic,
    written_whole,
)

SQLITE, ZIP = b"SQLite format 3\0", b"PK"
_MOST_MANIFEST = 64 * 1024 * 1024
# Folders that are their owner's alone.
_PRIVATE = (f"{HIDDEN}/", f"{OUTPUTS}/{TEAM}/")
_SETTING = re.compile(r"^database\s*=.*$", re.MULTILINE)
Kind = Literal["archive", "sealed", "decisions"]


class _File(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)
    sha256: str
    size: int
    mode: int


class _Manifest(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)
    format: int
    program: str
    made: str
    files: Mapping[str, _File]
    rows: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Restored:
    """What stands in the folder again: files, rows of the database, when and by what it was made."""

    files: int
    rows: int
    made: str
    program: str
    database: str


def backup_kind(file: Path) -> Kind:
    """What a file to restore from is. Raises InputError where it is none."""
    try:
        with file.open("rb") as opened:
            start = opened.read(len(MAGIC))
    except OSError as fault:
        raise InputError(
            f"the file cannot be opened ({fault.strerror})", where=shown(str(file))
        ) from fault
    for beginning, kind in ((MAGIC, "sealed"), (SQLITE, "decisions"), (ZIP, "archive")):
        if start.startswith(beginning):
            return kind  # type: ignore[return-value]
    raise InputError(
        "this is no backup of an evaluation",
        where=shown(str(file)),
        remedy=f"Give a file of heard backup, or a copy in {HIDDEN}/backups.",
    )


def restore(
    file: Path, folder: Path, *, password: str = "", database: str | None = None
) -> Restored:
    """Put the evaluation in `file` into `folder`, which is empty or not there.

    `database` is where its database is to be: "" in the folder, else the address of an empty one in
    PostgreSQL; None as its settings say. Raises InputError or EnvironmentFault, and leaves `folder`
    as it was, for a folder with anything in it, a wrong password and a file that was altered.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(
            "there is something here already",
            where=shown(str(folder)),
            remedy="Nothing was changed. Give a folder that is empty or not there.",
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        scratch = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}.restoring-"))
    except OSError as fault:
        raise EnvironmentFault(
            f"cannot be written ({fault.strerror})", where=shown(str(folder.parent))
        ) from fault
    try:
        with _opened(file, scratch.parent, password) as archive:
            manifest = _unpacked(archive, scratch, shown(file.name))
        url = _settled(scratch, database)
        _check_rows(scratch / HIDDEN, manifest, shown(file.name))
        if url:
            move_to_server(scratch / HIDDEN, url)
        if folder.exists():
            folder.rmdir()
        put_in_place(scratch, folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    made, total = manifest.made, sum(manifest.rows.values())
    return Restored(len(manifest.files), total, made, manifest.program, "PostgreSQL" if url else "")


@contextmanager
def _opened(file: Path, beside: Path, password: str) -> Iterator[zipfile.ZipFile]:
    with file.open("rb") as source, tempfile.TemporaryFile(dir=beside) as plain:
        opened: IO[bytes] = source
        if backup_kind(file) == "sealed":
            for piece in unsealed(source, password):
                plain.write(piece)
            plain.seek(0)
            opened = plain
        try:
            with zipfile.ZipFile(opened) as archive:
                yield archive
        except (zipfile.BadZipFile, EOFError, KeyError, NotImplementedError) as fault:
            raise _altered(shown(file.name)) from fault


def _altered(where: str) -> InputError:
    return InputError(
        "the backup is damaged, or was altered after it was made",
        where=where,
        remedy="Nothing was restored. Take another copy of it, or an older one.",
    )


def _unpacked(archive: zipfile.ZipFile, scratch: Path, where: str) -> _Manifest:
    """Every file of the archive in `scratch`, each with the hash that it had."""
    if archive.getinfo(MANIFEST).file_size > _MOST_MANIFEST:
        raise _altered(where)
    try:
        manifest = _Manifest.model_validate(json.loads(archive.read(MANIFEST)))
    except (ValidationError, ValueError):
        raise _altered(where) from None
    if manifest.format != FORMAT:
        raise InputError(
            f"this backup was made by another version of the program ({shown(manifest.program)})",
            where=where,
            remedy="Install that version, restore with it, and then install this one.",
        )
    names = archive.namelist()
    if sorted(names) != sorted([MANIFEST, *manifest.files]) or not all(map(_is_inside, names)):
        raise _altered(where)
    for name, told in manifest.files.items():
        _unpack(archive, name, scratch / name, told, where)
    return manifest


def _is_inside(name: str) -> bool:
    """Whether a name stays in the folder, on every system."""
    parts = PurePosixPath(name).parts
    odd = name.startswith("/") or "\\" in name or ":" in name.split("/")[0] or "\0" in name
    return bool(parts) and not odd and ".." not in parts


def _unpack(archive: zipfile.ZipFile, name: str, path: Path, told: _File, where: str) -> None:
    private = name.startswith(_PRIVATE)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700 if private else 0o755)
    digest, size = sha256(), 0
    mode = told.mode & (0o600 if private else 0o644)
    with archive.open(name) as kept, written_whole(path, mode=mode) as target:
        while piece := kept.read(CHUNK):
            size += len(piece)
            if size > told.size:
                raise _altered(where)
            digest.update(piece)
            target.write(piece)
    if (size, digest.hexdigest()) != (told.size, told.sha256):
        raise _altered(where)


def _settled(scratch: Path, database: str | None) -> str:
    """The address of the database, "" for the folder; the settings say the same from now on."""
    path = scratch / FILE
    content = read_limited(path)
    if database is not None and load_settings(content).database != database:
        line, text = f"database = {json.dumps(database)}", content.decode()
        text, times = _SETTING.subn(lambda _: line, text, count=1)
        content = (text if times else f"{line}\n{text}").encode()
        write_atomic(path, content)
    return load_settings(content).database


def _check_rows(hidden: Path, manifest: _Manifest, where: str) -> None:
    """Raises InputError where the database is not as it was when it was copied."""
    hidden.chmod(0o700)
    store = open_store(hidden)
    store.look_through()
    store.close()
    rows = rows_in(hidden / DATABASE)
    if any(rows.get(name, 0) < number for name, number in manifest.rows.items() if name in rows):
        raise _altered(where)


def restore_decisions(file: Path, folder: Path) -> int:
    """Put a copy of decisions in the place of a database that is lost or damaged; how many they are.

    What is in its place is kept beside it. Raises InputError where there is a sound database.
    """
    hidden = folder / HIDDEN
    settings = load_settings(read_limited(folder / FILE))
    if settings.database:
        raise InputError(
            "the evaluation's database is in PostgreSQL, and this is a copy for a file",
            where=FILE,
            remedy='Set database to "" there, restore, and move it with heard backup and restore.',
        )
    make_folder(hidden, private=True)
    if _is_sound(hidden):
        raise InputError(
            "there is a database here, and it is sound",
            where=shown(f"{HIDDEN}/{DATABASE}"),
            remedy="Nothing was changed. A copy takes the place of a lost or damaged one only.",
        )
    with tempfile.TemporaryDirectory(dir=hidden, prefix=".restoring-") as scratch:
        fresh = Path(scratch)
        shutil.copyfile(file, fresh / DATABASE)
        store = open_store(fresh)
        store.look_through()
        store.close()
        for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm"):
            if (hidden / name).exists():
                keep_aside(hidden / name)
        put_in_place(fresh / DATABASE, hidden / DATABASE)
    (hidden / DATABASE).chmod(0o600)
    return rows_in(hidden / DATABASE)["decisions"]


def _is_sound(hidden: Path) -> bool:
    """Whether there is a database that was ever used and can be read to its end."""
    path = hidden / DATABASE
    if not path.is_file() or not path.stat().st_size:
        return False
    try:
        store = open_store(hidden, guard=None)
        try:
            store.look_through()
        finally:
            store.close()
        return any(rows_in(path).values())
    except EnvironmentFault:
        return False
