"""What the elements of a Word document mean for whoever takes text out of it."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from corpora.editing.parts.places import Element, in_text
from corpora.editing.parts.spots import Grammar, Node, Spot

PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "http://schemas.microsoft.com/office/word/2012/wordml": "w15",
    "http://schemas.microsoft.com/office/word/2016/wordml/cid": "w16cid",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing": "wp14",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://schemas.openxmlformats.org/package/2006/content-types": "types",
    "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties": "custom",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup": "wpg",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
# Attributes that hold text on whatever element they stand.
TEXT_VALUES = frozenset((
    "author", "initials", "userId", "displayName", "descr", "title", "alt", "tooltip", "anchor",
    "string", "instr", "displayText", "placeholder",
))  # fmt: skip
# Elements whose value, or name, people have written.
NAMED = frozenset((
    "w:alias", "w:tag", "w:docVar", "w:tblCaption", "w:tblDescription", "w:helpText",
    "w:statusText", "w:name", "w:attr", "w:lvlText", "w:query", "w:connectString", "w:listItem",
    "w:bookmarkStart", "w:default", "wp:docPr", "pic:cNvPr",
    "custom:property", "wps:cNvPr",
))  # fmt: skip
NAMES = frozenset(("w:val", "w:name", "w:value", "name"))
RANGES = {
    "w:bookmarkStart": ("w:bookmarkEnd", "w:id"),
    "w:bookmarkEnd": ("w:bookmarkStart", "w:id"),
    "w:commentRangeStart": ("w:commentRangeEnd", "w:id"),
    "w:commentRangeEnd": ("w:commentRangeStart", "w:id"),
    "w:permStart": ("w:permEnd", "w:id"),
    "w:permEnd": ("w:permStart", "w:id"),
    "w:moveFromRangeStart": ("w:moveFromRangeEnd", "w:id"),
    "w:moveFromRangeEnd": ("w:moveFromRangeStart", "w:id"),
    "w:moveToRangeStart": ("w:moveToRangeEnd", "w:id"),
    "w:moveToRangeEnd": ("w:moveToRangeStart", "w:id"),
}
NOTHING = frozenset((
    "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:trPr", "w:tcPr", "w:tblPr", "w:tblGrid", "w:tblPrEx",
    "w:proofErr", "w:lastRenderedPageBreak", "w:annotationRef", "w:footnoteRef", "w:endnoteRef",
    "w:smartTagPr", "w:customXmlPr", "w:softHyphen", "w:noBreakHyphen", "w:tab", "w:cr", "w:ptab",
    "m:rPr", "m:ctrlPr", "a:rPr", "a:pPr", "a:endParaRPr",
))  # fmt: skip
HOLDERS = frozenset((
    "w:t", "w:delText", "m:t", "a:t", "w:r", "m:r", "a:r",
    "w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:hyperlink", "w:smartTag", "w:customXml",
    "w:fldSimple", "w:sdt", "w:sdtContent", "w:p", "a:p", "w:tc", "w:tr", "w:tbl", "m:oMath",
    "m:oMathPara", "w:comment", "w:footnote", "w:endnote",
))  # fmt: skip
REMOVABLE = HOLDERS - {"w:tc", "w:sdtContent"}
BLOCKS = frozenset(("w:p", "w:tbl", "w:sdt", "w:customXml", "a:p"))
# What may not be without a paragraph at its end.
NEED_PARAGRAPH = frozenset((
    "w:tc", "w:txbxContent", "w:hdr", "w:ftr", "w:comment", "w:footnote", "w:endnote",
    "w:sdtContent", "w:docPartBody",
))  # fmt: skip
SIGNED = frozenset(("w:comment", "w:ins", "w:del", "w:moveFrom", "w:moveTo"))
FIELDS = frozenset(("w:fldChar", "w:instrText", "w:delInstrText"))


def _is_text(element: Element, attribute: str) -> bool:
    if element.name == "rel:Relationship":
        return attribute == "Target" and element.attributes.get("TargetMode") == "External"
    if attribute.rpartition(":")[2] in TEXT_VALUES:
        return True
    if element.name in NAMED:
        return attribute in NAMES
    # Nobody knows what XML of other makers means, such as that of a form's own data.
    return ":" not in element.name.replace("?:", "") and _is_worded(element.attributes[attribute])


def _is_worded(value: str) -> bool:
    return any(char.isalpha() for char in value)


def _holds(element: Element) -> bool:
    if element.name in NOTHING:
        return False
    if element.name == "w:pPr":
        return any(child.name == "w:sectPr" for child in element.elements())
    if element.name == "w:br":
        return element.attributes.get("w:type", "textWrapping") != "textWrapping"
    if element.name in FIELDS:
        return not _is_whole_field(element)
    return element.name not in RANGES or not _has_both_ends(element)


def _paragraph(element: Element) -> Element | None:
    return next((above for above in element.above() if above.name == "w:p"), element.outer)


def _has_both_ends(mark: Element) -> bool:
    """Whether a range begins and ends in one paragraph, so that nothing is lost with it."""
    other, id_name = RANGES[mark.name]
    paragraph = _paragraph(mark)
    number = mark.attributes.get(id_name)
    return paragraph is not None and any(
        each.name == other and each.attributes.get(id_name) == number
        for each in paragraph.elements()
    )


def _is_whole_field(element: Element) -> bool:
    """Whether the fields of a paragraph begin and end in it: without their result they are nothing."""
    paragraph = _paragraph(element)
    kinds = [
        each.attributes.get("w:fldCharType")
        for each in (paragraph.elements() if paragraph else ())
        if each.name == "w:fldChar"
    ]
    return kinds.count("begin") == kinds.count("end")


def _is_kept(element: Element, gone: AbstractSet[Node]) -> bool:
    if element.name == "w:r":
        return any(
            isinstance(each, Element) and each.name == "w:fldChar" for each in element.children
        )
    if element.name == "w:tr":
        after = next(_siblings(element, gone, 1), None)
        return _merges(element, "restart") and after is not None and _merges(after, "continue")
    return element.name in BLOCKS and _is_needed(element, gone)


def _is_needed(block: Element, gone: AbstractSet[Node]) -> bool:
    """Whether its place would be no valid one without a block, or two tables would run together."""
    before = next(_siblings(block, gone, -1), None)
    after = next(_siblings(block, gone, 1), None)
    if before is not None and after is not None:
        return before.name == after.name == "w:tbl"
    outer = block.outer
    if outer is None or (outer.name not in NEED_PARAGRAPH and block.name != "a:p"):
        return False
    if after is not None:
        return False
    return before is None or before.name not in ("w:p", "a:p")


def _siblings(element: Element, gone: AbstractSet[Node], step: int) -> Iterator[Element]:
    """The blocks or rows that stay before or after this one, the nearest first."""
    around = element.outer.children if element.outer else []
    at = around.index(element) + step
    while 0 <= at < len(around):
        node = around[at]
        if isinstance(node, Element) and node not in gone and node.name in (BLOCKS | {"w:tr"}):
            yield node
        at += step


def _merges(row: Element, how: str) -> bool:
    """Whether a cell of the row begins, or continues, one that spans several rows."""
    return any(
        each.name == "w:vMerge" and each.attributes.get("w:val", "continue") == how
        for each in row.elements()
    )


def _signature(spot: Spot) -> object:
    is_name = spot.attribute.rpartition(":")[2] in ("author", "initials")
    return _signed(spot.place) if is_name and isinstance(spot.place, Element) else None


def _signed(element: Element) -> object:
    return element if element.name in SIGNED else None


def _in_place_of_mark(text: str, prefix: str) -> bytes:
    tag = f"{prefix}t"
    return f'<{tag} xml:space="preserve">'.encode() + in_text(text) + f"</{tag}>".encode()


WORD = Grammar(
    prefixes=PREFIXES,
    paragraphs=frozenset(("w:p", "a:p")),
    rows=frozenset(("w:tr",)),
    texts=frozenset(("w:t", "w:delText", "w:instrText", "w:delInstrText", "m:t", "a:t")),
    marks={"w:tab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-", "w:ptab": "\t"},
    mark_count="",
    in_place_of_mark=_in_place_of_mark,
    asides=frozenset(("w:del", "w:moveFrom", "w:ruby", "w:instrText", "w:delInstrText", "w:sdtPr")),
    change_ids=("", ""),
    later=frozenset(("mc:Fallback",)),
    elsewhere=frozenset(("w:tabs",)),
    no_text=frozenset((
        "wp:posOffset", "wp:align", "wp14:pctPosHOffset", "wp14:pctPosVOffset", "wp14:pctWidth",
        "wp14:pctHeight", "c:formatCode", "c:f",
    )),
    is_text=_is_text,
    holders=HOLDERS,
    removable=REMOVABLE,
    holds=_holds,
    is_kept=_is_kept,
    mates={
        "w:comment": ("w:id", dict.fromkeys(
            ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference"), "w:id")),
        "w:footnote": ("w:id", {"w:footnoteReference": "w:id"}),
        "w:endnote": ("w:id", {"w:endnoteReference": "w:id"}),
        "w:p": ("w14:paraId", {"w15:commentEx": "w15:paraId", "w16cid:commentId": "w16cid:paraId"}),
    },
    signature=_signature,
    signed=_signed,
)  # fmt: skip


def part_order(name: str) -> tuple[int, str]:
    """The body of a Word document first, then what is beside it, its properties last."""
    ranks = ("word/document", "word/", "docProps/", "customXml/")
    rank = next((at for at, start in enumerate(ranks) if name.startswith(start)), len(ranks))
    return rank, name
