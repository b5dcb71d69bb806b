"""REFI-QDA codebooks: `.qdc`, and the codebook within a `.qdpx` project.

Elements are known by their names, whatever the namespace, since programs write several. Sets are
counted and left out. Written is what the published schema (urn:QDA-XML:codebook:1.0) allows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from codebooks.exchange.tree import Branch
from corpora.errors import CodebookError, FileRefused
from corpora.files import open_zip
from corpora.xml_stream import part, walk

NAMESPACE = "urn:QDA-XML:codebook:1.0"
MAX_DEPTH = 50
REMEDY = "Export the codebook again from the program that made it."


@dataclass(slots=True)
class _Open:
    attributes: Mapping[str, str]
    text: str = ""
    inside: list[Branch] = field(default_factory=list)

    def closed(self) -> Branch:
        has = self.attributes.get
        return Branch(
            has("name", ""),
            self.text or has("description", ""),
            has("color", ""),
            has("guid", ""),
            has("isCodable", "true").strip().lower() not in ("false", "0"),
            tuple(self.inside),
        )


class _Reading:
    """Hears of elements; `branches` are the codes at the top, `sets` how many sets there were."""

    def __init__(self, where: str) -> None:
        self.branches: list[Branch] = []
        self.sets = self.books = 0
        self._open: list[_Open] = []
        self._within: list[str] = []
        self._where = where

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = name.rpartition(":")[2]
        self.books += local == "CodeBook"
        self.sets += local == "Set" and "CodeBook" in self._within
        if local == "Code" and "Codes" in self._within and "CodeBook" in self._within:
            if len(self._open) >= MAX_DEPTH:
                what = f"codes stand more than {MAX_DEPTH} deep in each other"
                raise CodebookError(what, where=self._where, remedy=REMEDY)
            self._open.append(_Open(attributes))
        self._within.append(local)

    def end(self, name: str) -> None:
        self._within.pop()
        if name.rpartition(":")[2] == "Code" and self._open and "CodeBook" in self._within:
            done = self._open.pop().closed()
            (self._open[-1].inside if self._open else self.branches).append(done)

    def text(self, data: str) -> None:
        if self._open and self._within[-2:] == ["Code", "Description"]:
            self._open[-1].text += data


def read_qdc(content: bytes, where: str) -> tuple[list[Branch], dict[str, int]]:
    """The codes of a codebook, and what is left out of it. Raises CodebookError."""
    reading = _Reading(where)
    try:
        if content.startswith(b"PK"):
            archive = open_zip(content, where=where, what="REFI-QDA project")
            names = [name for name in archive.names() if name.lower().endswith(".qde")]
            content = part(archive, names[0], where=where) if names else b"<none/>"
        walk(content, reading, {}, where=where)
    except FileRefused as refused:
        raise CodebookError(refused.what, where=where, remedy=refused.remedy) from None
    if not reading.books or not reading.branches:
        raise CodebookError("there is no REFI-QDA codebook in it", where=where, remedy=REMEDY)
    return reading.branches, {"sets of codes": reading.sets}


def write_qdc(branches: Sequence[Branch]) -> bytes:
    """The codes as a `.qdc` file."""
    out = StringIO()
    xml = XMLGenerator(out, "utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.startElement("CodeBook", AttributesImpl({"xmlns": NAMESPACE, "origin": "felt-heard"}))
    xml.startElement("Codes", AttributesImpl({}))
    for branch in branches:
        _write(xml, branch)
    for name in ("Codes", "CodeBook"):
        xml.endElement(name)
    return (out.getvalue() + "\n").encode()


def _write(xml: XMLGenerator, branch: Branch) -> None:
    said = {
        "guid": branch.guid,
        "name": branch.name,
        "isCodable": "true" if branch.codable else "false",
        "color": branch.colour,
    }
    kept = {name: value for name, value in said.items() if value}
    xml.startElement("Code", AttributesImpl(kept))
    if branch.description:
        xml.startElement("Description", AttributesImpl({}))
        xml.characters(branch.description)
        xml.endElement("Description")
    for each in branch.inside:
        _write(xml, each)
    xml.endElement("Code")
