"""XML read as a stream: no tree in memory, no DTD, no entities, nothing fetched."""

from collections.abc import Callable, Mapping
from typing import Protocol
from xml.parsers import expat

from corpora.errors import FileRefused
from corpora.files import SafeZip

# A transcript of 100,000 words is about 5 MB of Word's XML.
MAX_PART_BYTES = 32 * 1024 * 1024
# Twice what a source may have, since many are empty: each takes memory before that is seen.
MAX_PARAGRAPHS = 400_000
DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
REMEDY = "Open it in the program that made it and save it again."


class Handler(Protocol):
    """Is told of each element, with its prefix by `Prefixes`, and of the text between."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, data: str) -> None: ...


class _EnoughError(Exception):
    """The first element has been reached: what comes before it is known."""


def walk(content: bytes, handler: Handler, prefixes: Mapping[str, str], *, where: str) -> None:
    """Tell `handler` what the XML `content` holds. Raises FileRefused on a DTD or broken XML.

    `prefixes` maps namespaces to the short prefix names are told with; others are told as `?:name`.
    """
    refuse_dtd(content, where=where)
    if content.count(b":p>") > MAX_PARAGRAPHS:
        raise FileRefused(
            f"a part of the file has more than {MAX_PARAGRAPHS:,} paragraphs, which is the limit",
            where=where,
            remedy="Split it into several files, one a meeting.",
        )
    short = _Names(prefixes)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse(where)
    parser.StartElementHandler = lambda name, attributes: handler.start(
        short[name], {short[key]: value for key, value in attributes.items()}
    )
    parser.EndElementHandler = lambda name: handler.end(short[name])
    parser.CharacterDataHandler = handler.text
    try:
        parser.Parse(content, True)
    except expat.ExpatError as fault:
        raise FileRefused(
            f"a part of the file is broken XML (line {fault.lineno:,})", where=where, remedy=REMEDY
        ) from fault


def prefixed(prefixes: Mapping[str, str]) -> Mapping[str, str]:
    """`namespace name` to `prefix:name`, for names that are looked up."""
    return _Names(prefixes)


class _Names(dict[str, str]):
    """`namespace name` to `prefix:name`, worked out once for each name."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        super().__init__()
        self._prefixes = prefixes

    def __missing__(self, name: str) -> str:
        space, _, local = name.rpartition(" ")
        prefix = self._prefixes.get(space, "?") if space else ""
        short = f"{prefix}:{local}" if prefix else local
        self[name] = short
        return short


def refuse_dtd(content: bytes, *, where: str) -> None:
    """Raises FileRefused where `content` declares a document type, in whatever encoding.

    A DTD can name files to read in or entities that swell; no office program writes one.
    """
    if any(mark in content for mark in DOCTYPES):
        raise _dtd(where)
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse(where)
    parser.StartElementHandler = _stop
    try:
        parser.Parse(content, True)
    except (_EnoughError, expat.ExpatError):
        return
    except (LookupError, ValueError) as fault:
        raise FileRefused(
            "a part of the file is in an encoding that cannot be read", where=where, remedy=REMEDY
        ) from fault


def _stop(name: str, attributes: Mapping[str, str]) -> None:
    raise _EnoughError


def _refuse(where: str) -> Callable[..., None]:
    def refuse(*_: object) -> None:
        raise _dtd(where)

    return refuse


def _dtd(where: str) -> FileRefused:
    return FileRefused(
        "the file contains a DTD, which may hide an attack", where=where, remedy=REMEDY
    )


def part(archive: SafeZip, name: str, *, where: str) -> bytes:
    """One XML part of an office file. Raises FileRefused past the limit or on a DTD."""
    content = archive.read(name, limit=MAX_PART_BYTES)
    refuse_dtd(content, where=where)
    return content


def is_xml(name: str) -> bool:
    """Whether a member of an office file is XML, by its name."""
    return name.casefold().endswith((".xml", ".rels", ".rdf"))
