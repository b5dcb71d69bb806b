"""One file of a whole evaluation: what people wrote and decided, and what came of it.

A ZIP file, sealed where there is a password. Its last member lists every file with its hash, and
how many rows each table has. Left out is what the program makes again: vectors, locks, copies.
"""

import json
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from importlib.metadata import version
from io import BufferedIOBase
from pathlib import Path
from typing import IO, cast

from coding.backups.databases import copy_to_file
from coding.backups.sealed import SealedWriter, checked_password
from coding.evaluation.database import DATABASE
from coding.evaluation.evaluation import HIDDEN, Evaluation
from coding.safekeeping.identity import COPIES, Identity, Safeguard
from coding.safekeeping.marks import FOLDER as MARKS
from corpora.errors import InputError
from corpora.files import CHUNK, shown, written_whole

MANIFEST = "felt-heard-backup.json"
FORMAT = 1
_KEPT_DATABASE = f"{HIDDEN}/{DATABASE}"
# In the hidden folder, by how their names begin.
_MADE_AGAIN = (DATABASE, "vectors", "lock", MARKS, COPIES, "before-", ".")


@dataclass(slots=True)
class Archived:
    """What a backup holds, by counts; and what of the folder it does not hold, by name."""

    files: int = 0
    rows: int = 0
    left_out: list[str] = field(default_factory=list)


def back_up(evaluation: Evaluation, target: Path, at: str, *, password: str = "") -> Archived:
    """Write everything of the evaluation into `target`; the caller holds its lock.

    Raises InputError where sources lie outside the evaluation's folder, which a backup is of.
    """
    if password:
        checked_password(password)
    _refuse_outside(evaluation)
    archived = Archived()
    guard = Safeguard(evaluation.folder, evaluation.hidden)
    identity = guard.recorded() or Identity("")
    with (
        tempfile.TemporaryDirectory(dir=evaluation.hidden, prefix=".backup-") as scratch,
        written_whole(target) as file,
        _sealed(cast(IO[bytes], file), password) as whole,
        zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        database = Path(scratch) / DATABASE
        rows = copy_to_file(evaluation, database)
        listed = {_KEPT_DATABASE: _add(archive, _KEPT_DATABASE, database)}
        for name, path in _files(evaluation, target, archived):
            listed[name] = _add(archive, name, path)
        told = {"format": FORMAT, "program": version("felt-heard"), "made": at}
        told |= {"evaluation": identity.evaluation, "files": listed, "rows": rows}
        archive.writestr(MANIFEST, json.dumps(told, ensure_ascii=False, indent=1))
    guard.record(replace(identity, backup=str(target.resolve()), at=at))
    archived.files, archived.rows = len(listed), sum(rows.values())
    return archived


@contextmanager
def _sealed(file: IO[bytes], password: str) -> Iterator[IO[bytes]]:
    """The file itself, or what seals all that is written into it."""
    if not password:
        yield file
        return
    writer = SealedWriter(cast(BufferedIOBase, file), password)  # type: ignore[arg-type]
    yield cast(IO[bytes], writer)
    writer.close()


def _add(archive: zipfile.ZipFile, name: str, path: Path) -> dict[str, object]:
    """Add one file; what the manifest says of it, from the very bytes that were added."""
    digest, size = sha256(), 0
    mode = path.stat().st_mode & 0o777
    member = zipfile.ZipInfo(name)
    member.compress_type = zipfile.ZIP_DEFLATED
    with path.open("rb") as source, archive.open(member, mode="w", force_zip64=True) as kept:
        while piece := source.read(CHUNK):
            kept.write(piece)
            digest.update(piece)
            size += len(piece)
    return {"sha256": digest.hexdigest(), "size": size, "mode": mode}


def _files(evaluation: Evaluation, target: Path, archived: Archived) -> Iterator[tuple[str, Path]]:
    """Every file of the folder that is to be kept, by its name in it; no link is followed."""
    for path in sorted(evaluation.folder.rglob("*")):
        name = path.relative_to(evaluation.folder).as_posix()
        hidden = name.startswith(f"{HIDDEN}/") and name.split("/")[1].startswith(_MADE_AGAIN)
        if hidden or path == target.resolve() or path.name.startswith(f".{target.name}."):
            continue
        if path.is_symlink():
            archived.left_out.append(name)
        elif path.is_file():
            yield name, path


def _refuse_outside(evaluation: Evaluation) -> None:
    settings = evaluation.settings
    for setting in ("transcripts", "people", "codebook"):
        path = (evaluation.folder / getattr(settings, setting)).resolve()
        if not path.is_relative_to(evaluation.folder):
            raise InputError(
                f"what the setting '{setting}' names lies outside the evaluation's folder",
                where=shown(str(path)),
                remedy="A backup is of the folder: bring it in there, and correct the setting.",
            )
