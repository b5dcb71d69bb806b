"""OpenDocument text (`.odt`), as LibreOffice writes it."""

from collections.abc import Mapping

from corpora.errors import FileRefused
from corpora.files import open_zip
from corpora.formats.documents.document import draft_of_document
from corpora.formats.documents.odtxml import PREFIXES, Body, Styles
from corpora.formats.lines.draft import NO_HINTS, Draft, Hints
from corpora.xml_stream import REMEDY, is_xml, part, walk


def read(content: bytes, name: str, hints: Hints = NO_HINTS) -> Draft:
    """The blocks of an OpenDocument text."""
    archive = open_zip(content, where=name, what="OpenDocument text")
    names = archive.names()
    if "content.xml" not in names:
        raise FileRefused("this is not an OpenDocument text", where=name, remedy=REMEDY)
    styles = Styles()
    for other in names:
        if not is_xml(other) or other == "content.xml":
            continue
        found = part(archive, other, where=name)
        if other == "META-INF/manifest.xml":
            _refuse_if_locked(found, name)
        if other == "styles.xml":
            walk(found, styles, PREFIXES, where=name)
    body = Body(styles)
    walk(part(archive, "content.xml", where=name), body, PREFIXES, where=name)
    if not body.is_text:
        raise FileRefused("this is not an OpenDocument text", where=name, remedy=REMEDY)
    return draft_of_document(body.lines, body.counts, hints)


def _refuse_if_locked(manifest: bytes, where: str) -> None:
    found = _Locks()
    walk(manifest, found, PREFIXES, where=where)
    if found.locked:
        raise FileRefused(
            "the document is locked by a password",
            where=where,
            remedy="Save it without a password.",
        )


class _Locks:
    """Whether the manifest of the document says that parts are encrypted."""

    def __init__(self) -> None:
        self.locked = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.locked = self.locked or name == "manifest:encryption-data"

    def end(self, name: str) -> None: ...

    def text(self, data: str) -> None: ...
