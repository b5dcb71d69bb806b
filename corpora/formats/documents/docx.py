"""Word documents (`.docx`): the body is text, everything else is imported or listed."""

from collections import Counter
from collections.abc import Mapping

from corpora.errors import FileRefused
from corpora.files import SafeZip, open_zip
from corpora.formats.documents.document import draft_of_document
from corpora.formats.documents.wordxml import OFF, PREFIXES, Body, Style
from corpora.formats.lines.draft import NO_HINTS, Draft, Hints
from corpora.xml_stream import REMEDY, is_xml, part, walk

OFFICE = {
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://purl.org/dc/elements/1.1/": "dc",
}
OLE = b"\xd0\xcf\x11\xe0"
# What the parts beside the body hold, counted by an element of theirs.
BESIDE = (
    ("/comments", "w:comment", "comments"),
    ("/footnotes", "w:footnote", "footnotes"),
    ("/endnotes", "w:endnote", "endnotes"),
    ("/header", "w:t", "pieces of text in page headers"),
    ("/footer", "w:t", "pieces of text in page footers"),
)
DRAWN = ("/charts/chart", "/diagrams/data")


def read(content: bytes, name: str, hints: Hints = NO_HINTS) -> Draft:
    """The blocks of a Word document. Tracked insertions are text, tracked deletions are not."""
    if content.startswith(OLE):
        raise FileRefused(
            "this is an old Word file (.doc) or one locked by a password",
            where=name,
            remedy="Open it in Word and save it as .docx without a password.",
        )
    archive = open_zip(content, where=name)
    main = _main_part(archive, name)
    counts = _beside_the_body(archive, main, name)
    body = Body(_styles(archive, main, name))
    walk(part(archive, main, where=name), body, PREFIXES, where=name)
    return draft_of_document(body.lines, body.counts + counts, hints)


def _main_part(archive: SafeZip, where: str) -> str:
    """The name of the part that holds the body; Word also writes `document2.xml`."""
    names = archive.names()
    if "word/document.xml" in names:
        return "word/document.xml"
    if "_rels/.rels" in names:
        links = _Links()
        walk(part(archive, "_rels/.rels", where=where), links, OFFICE, where=where)
        if links.main in names:
            return links.main
    raise FileRefused("this is not a Word document: it has no body", where=where, remedy=REMEDY)


class _Links:
    """Finds the body of an office file among the links of its package."""

    def __init__(self) -> None:
        self.main = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "rel:Relationship" and attributes.get("Type", "").endswith("/officeDocument"):
            self.main = attributes.get("Target", "").lstrip("/")

    def end(self, name: str) -> None: ...

    def text(self, data: str) -> None: ...


def _beside_the_body(archive: SafeZip, main: str, where: str) -> Counter[str]:
    """What lies outside the body, counted; every XML part is checked for a DTD on the way."""
    counts: Counter[str] = Counter()
    for name in archive.names():
        if any(drawn in name for drawn in DRAWN) and name.endswith(".xml"):
            counts["charts and diagrams"] += 1
        if not is_xml(name) or name == main:
            continue
        content = part(archive, name, where=where)
        for start, element, what in BESIDE:
            if start in name and name.endswith(".xml") and "/_rels/" not in name:
                counts[what] += _count(content, element, where)
        if name == "docProps/core.xml":
            counts["document properties (author, title)"] += _has_author(content, where)
    return counts


class _Count:
    """Counts the elements of one name that hold something."""

    def __init__(self, element: str) -> None:
        self._element, self.count = element, 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        # Word's own separators between text and footnotes have a type; footnotes have none.
        if name == self._element and attributes.get("w:type", "normal") == "normal":
            self.count += 1

    def end(self, name: str) -> None: ...

    def text(self, data: str) -> None: ...


def _count(content: bytes, element: str, where: str) -> int:
    counter = _Count(element)
    walk(content, counter, PREFIXES, where=where)
    return counter.count


class _Author:
    """Whether the document's properties name somebody or something."""

    def __init__(self) -> None:
        self.found = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, data: str) -> None:
        self.found = self.found or any(char.isalpha() for char in data)


def _has_author(content: bytes, where: str) -> int:
    author = _Author()
    walk(content, author, OFFICE, where=where)
    return int(author.found)


def _styles(archive: SafeZip, main: str, where: str) -> dict[str, Style]:
    """The document's styles by id, each with what it takes from the styles it is based on."""
    name = f"{main.rpartition('/')[0]}/styles.xml"
    if name not in archive.names():
        return {}
    sheet = _Sheet()
    walk(part(archive, name, where=where), sheet, PREFIXES, where=where)
    return {style_id: _resolved(style_id, sheet.styles) for style_id in sheet.styles}


def _resolved(style_id: str, styles: Mapping[str, Style]) -> Style:
    style, seen = styles[style_id], {style_id}
    base = style.based_on
    while base is not None and base in styles and base not in seen and len(seen) < 20:
        seen.add(base)
        style = style.over(styles[base])
        base = styles[base].based_on
    return style


class _Sheet:
    """Collects the styles of a document."""

    def __init__(self) -> None:
        self.styles: dict[str, Style] = {}
        self._id = ""
        self._said: dict[str, bool | str] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        value = attributes.get("w:val", "1")
        if name == "w:style":
            self._id, self._said = attributes.get("w:styleId", ""), {}
        elif name == "w:basedOn":
            self._said["based_on"] = value
        elif name == "w:name" and value.casefold().startswith(("heading", "title", "subtitle")):
            self._said["heading"] = True
        elif what := {"w:b": "bold", "w:i": "italic", "w:vanish": "hidden"}.get(name):
            self._said[what] = value.casefold() not in OFF

    def end(self, name: str) -> None:
        if name == "w:style" and self._id:
            self.styles[self._id] = Style(**self._said)  # type: ignore[arg-type]
            self._id = ""

    def text(self, data: str) -> None: ...
