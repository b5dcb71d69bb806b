"""Words that nobody else says, looked for in every form in which a folder could still hold them."""

import base64
import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path


def forms(word: str) -> list[bytes]:
    """A word as bytes: as it is, in UTF-16 of both orders, in hexadecimal, in base64 at each offset."""
    made = [word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be")]
    made += [word.encode().hex().encode(), word.encode().hex().upper().encode()]
    for ahead in range(3):
        # The letters at both ends depend on the neighbours too.
        whole = base64.b64encode(b"x" * ahead + word.encode())
        made.append(whole[4 if ahead else 0 : -4])
    return [form for form in made if len(form) > 3]


def hits(folder: Path, words: Iterable[str]) -> list[tuple[str, str]]:
    """Which of the words are in which file, in any form, in small letters or as they are."""
    wanted = [(word, {*forms(word), *forms(word.lower())}) for word in words]
    return [
        (word, name)
        for name, content in _contents(folder)
        for word, every in wanted
        if any(form in content for form in every)
    ]


def _contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file with its name, and the members of archives, however deep; free pages of databases."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        yield from _unpacked(name, name.encode() + b"\0" + path.read_bytes())


def _unpacked(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    yield name, content
    archive = io.BytesIO(content[content.find(b"PK") :]) if b"PK\x03\x04" in content else None
    if archive is not None and zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as opened:
            for member in opened.namelist():
                inside = member.encode() + b"\0" + opened.read(member)
                yield from _unpacked(f"{name}/{member}", inside)
