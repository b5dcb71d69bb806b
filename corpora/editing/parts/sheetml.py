"""What the elements of an Excel workbook mean for whoever takes text out of it."""

from collections.abc import Set as AbstractSet

from corpora.editing.parts.places import Element
from corpora.editing.parts.spots import Grammar, Node, Spot
from corpora.spreadsheets import first_sheet

PREFIXES = {
    **first_sheet.PREFIXES,
    "http://schemas.openxmlformats.org/package/2006/content-types": "types",
    "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties": "custom",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing": "xdr",
    "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments": "tc",
    "urn:schemas-microsoft-com:vml": "v",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
TEXT_VALUES = frozenset((
    "userId", "userName", "descr", "title", "alt", "tooltip", "display", "prompt", "promptTitle",
    "error", "errorTitle", "author", "url", "string", "comment", "caption",
))  # fmt: skip
# Elements with attributes of their own that hold what cells hold.
NAMED = {
    "tc:person": "displayName", "x:tableColumn": "name", "x:filter": "val", "x:customFilter": "val",
    "x:s": "v", "xdr:cNvPr": "name", "custom:property": "name", "x:cfRule": "text",
    "x:pivotField": "name", "x:cacheField": "name", "x:scenario": "name", "x:inputCells": "val",
}  # fmt: skip
# How a text or a comment looks, which goes with it.
LOOKS = frozenset(("rPr", "pPr", "endParaRPr", "commentPr", "AlternateContent"))
NO_TEXT = frozenset((
    "x:calcPr", "c:formatCode", "c:f", "xdr:col", "xdr:colOff", "xdr:row", "xdr:rowOff", "x:sqref",
    "xm:sqref",
))  # fmt: skip


def _is_text(element: Element, attribute: str) -> bool:
    if element.name == "rel:Relationship":
        return attribute == "Target" and element.attributes.get("TargetMode") == "External"
    if NAMED.get(element.name) == attribute or attribute.rpartition(":")[2] in TEXT_VALUES:
        return True
    # Nobody knows what XML of other makers means.
    is_strange = ":" not in element.name.replace("?:", "")
    return is_strange and any(char.isalpha() for char in element.attributes[attribute])


def _in_place_of_mark(text: str, _: str) -> bytes:
    raise AssertionError("no element of a workbook stands for a character")


def _holds(element: Element) -> bool:
    return element.name.rpartition(":")[2] not in LOOKS


def _is_kept(element: Element, gone: AbstractSet[Node]) -> bool:
    """A drawing's text keeps a paragraph; a remark that others answer stays, without its words."""
    around = element.outer.children if element.outer else []
    others = [each for each in around if isinstance(each, Element) and each not in gone]
    if element.name == "a:p":
        return [each.name for each in others].count("a:p") == 1
    number = element.attributes.get("id")
    return any(each.attributes.get("parentId") == number for each in others if number)


def _signature(spot: Spot) -> object:
    place = spot.place
    if isinstance(place, Element):
        return place.attributes.get("id") if place.name == "tc:person" else None
    table = place.outer.outer
    if place.outer.name != "x:author" or table is None or table.outer is None:
        return None
    names = [each for each in table.children if isinstance(each, Element)]
    return table.outer, str(names.index(place.outer))


def _signed(element: Element) -> object:
    if element.name == "tc:threadedComment":
        return element.attributes.get("personId")
    comments = element.outer.outer if element.outer else None
    if element.name != "x:comment" or comments is None:
        return None
    return comments, element.attributes.get("authorId")


WORKBOOK = Grammar(
    prefixes=PREFIXES,
    paragraphs=frozenset(("x:si", "x:is", "x:text", "a:p")),
    rows=frozenset(),
    texts=frozenset(("x:t", "a:t")),
    marks={},
    mark_count="",
    in_place_of_mark=_in_place_of_mark,
    asides=frozenset(("x:rPh",)),
    # Cells are read one by one; names of sheets and of ranges are what formulas call them by.
    change_ids=("", ""),
    elsewhere=frozenset(("x:sheetData", "x:sheets", "x:definedNames")),
    later=frozenset(),
    no_text=NO_TEXT,
    is_text=_is_text,
    holders=frozenset((
        "x:t", "x:r", "x:text", "x:comment", "a:t", "a:r", "a:p", "tc:text", "tc:threadedComment",
    )),
    removable=frozenset(("x:r", "x:comment", "a:r", "a:p", "tc:threadedComment")),
    holds=_holds,
    is_kept=_is_kept,
    mates={},
    signature=_signature,
    signed=_signed,
)  # fmt: skip
