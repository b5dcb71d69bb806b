"""An archive with the bytes of some members replaced; order, names, times and methods stay."""

import zipfile
from collections.abc import Mapping
from copy import copy
from io import BytesIO

from corpora.errors import FileRefused
from corpora.files import SafeZip, open_zip
from corpora.xml_stream import REMEDY, is_xml

PLAIN = frozenset(("mimetype",))


def opened(content: bytes, what: str) -> SafeZip:
    """The archive in `content`. Raises FileRefused where two members have one name.

    Of two such members a program shows one and keeps the other, so neither could be taken out.
    """
    archive = open_zip(content, where="", what=what)
    names = archive.names()
    if len(set(names)) < len(names):
        raise FileRefused(f"two parts of this {what} have the same name", remedy=REMEDY)
    return archive


def sealed(content: bytes) -> list[str]:
    """The members that hold no XML: pictures, embedded files, macros, what no editor looks into."""
    names = opened(content, "file").names()
    return [name for name in names if not (is_xml(name) or name.endswith("/") or name in PLAIN)]


def rewritten(content: bytes, members: Mapping[str, bytes]) -> bytes:
    """The archive in `content` with these members replaced; the same bytes where there are none."""
    if not members:
        return content
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        new.comment = old.comment
        for member in old.infolist():
            data = members[member.filename] if member.filename in members else old.read(member)
            new.writestr(copy(member), data, member.compress_type)
    return file.getvalue()
