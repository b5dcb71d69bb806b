"""What the elements of an OpenDocument text mean for whoever takes text out of it."""

from collections.abc import Set as AbstractSet

from corpora.editing.parts.places import Element, Stretch, in_text
from corpora.editing.parts.spots import Grammar, Node, Spot
from corpora.formats.documents.odtxml import OASIS

PREFIXES = {
    f"{OASIS}text:1.0": "text",
    f"{OASIS}table:1.0": "table",
    f"{OASIS}office:1.0": "office",
    f"{OASIS}style:1.0": "style",
    f"{OASIS}drawing:1.0": "draw",
    f"{OASIS}config:1.0": "config",
    f"{OASIS}meta:1.0": "meta",
    f"{OASIS}manifest:1.0": "manifest",
    f"{OASIS}svg-compatible:1.0": "svg",
    "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
TEXT_VALUES = frozenset((
    "office:string-value", "office:title", "xlink:title", "table:title", "meta:name",
    "text:description", "style:display-name", "text:placeholder", "text:ref-name", "table:name",
    "text:author", "text:alphabetical-index-mark", "text:string-value", "text:string-value-if-true",
    "text:string-value-if-false", "text:formula", "loext:resolved-by",
))  # fmt: skip
# Elements whose name people have given.
NAMED = frozenset((
    "text:bookmark", "text:bookmark-start", "text:bookmark-end", "text:bookmark-ref",
    "text:reference-mark", "text:reference-mark-start", "text:reference-mark-end", "text:section",
    "text:user-field-decl", "text:user-field-get", "text:variable-decl", "text:variable-set",
    "text:variable-get", "draw:frame", "draw:custom-shape", "text:a", "draw:page",
))  # fmt: skip
NAMES = frozenset(("text:name", "draw:name", "office:name"))
OUTSIDE = ("#", "http:", "https:", "mailto:", "file:", "ftp:", "tel:", "..", "/")
RANGES = {
    "text:bookmark-start": ("text:bookmark-end", "text:name"),
    "text:bookmark-end": ("text:bookmark-start", "text:name"),
    "text:reference-mark-start": ("text:reference-mark-end", "text:name"),
    "text:reference-mark-end": ("text:reference-mark-start", "text:name"),
    "text:change-start": ("text:change-end", "text:change-id"),
    "text:change-end": ("text:change-start", "text:change-id"),
}
NOTHING = frozenset((
    "text:s", "text:tab", "text:line-break", "text:soft-page-break", "text:note-citation",
    "text:bookmark", "table:table-column", "table:table-columns", "table:table-header-columns",
    "dc:creator", "dc:date", "dc:initials", "meta:creator-initials", "meta:date-string",
    "loext:sender-initials", "office:change-info",
))  # fmt: skip
REMOVABLE = frozenset((
    "text:p", "text:h", "text:span", "text:a", "text:list", "text:list-item", "text:list-header",
    "text:note", "text:changed-region", "text:deletion", "office:annotation", "table:table",
    "table:table-row", "table:table-rows", "table:table-header-rows",
))  # fmt: skip
SIGNED = frozenset(("office:annotation", "text:changed-region"))
COVERED = "table:covered-table-cell"
HOLDERS = REMOVABLE | {"table:table-cell", COVERED, "text:note-body"}


def _is_text(element: Element, attribute: str) -> bool:
    if attribute == "xlink:href":
        return element.attributes[attribute].casefold().startswith(OUTSIDE)
    return attribute in TEXT_VALUES or (element.name in NAMED and attribute in NAMES)


def _holds(element: Element) -> bool:
    if element.name in NOTHING:
        return False
    return element.name not in RANGES or not _has_both_ends(element)


def _has_both_ends(mark: Element) -> bool:
    """Whether a range begins and ends in one paragraph, so that nothing is lost with it."""
    other, id_name = RANGES[mark.name]
    number = mark.attributes.get(id_name)
    paragraph = next((above for above in mark.above() if above.name in PARAGRAPHS), mark.outer)
    return paragraph is not None and any(
        each.name == other and each.attributes.get(id_name) == number
        for each in paragraph.elements()
    )


def _is_kept(element: Element, _: AbstractSet[Node]) -> bool:
    """A row stays, emptied, where a cell spans it and others."""
    if element.name != "table:table-row":
        return False
    cells = [cell for cell in element.children if isinstance(cell, Element)]
    covered = sum(_count(c, "table:number-columns-repeated") for c in cells if c.name == COVERED)
    beside = sum(_count(c, "table:number-columns-spanned") - 1 for c in cells if c.name != COVERED)
    return covered > beside or any(_count(c, "table:number-rows-spanned") > 1 for c in cells)


def _count(cell: Element, attribute: str) -> int:
    count = cell.attributes.get(attribute, "1")
    return int(count) if count.isdecimal() and len(count) < 6 else 1


def _signature(spot: Spot) -> object:
    if not isinstance(spot.place, Stretch) or spot.place.outer.name != "dc:creator":
        return None
    return next((above for above in spot.place.above() if above.name in SIGNED), None)


def _signed(element: Element) -> object:
    return element if element.name in SIGNED else None


def _in_place_of_mark(text: str, _: str) -> bytes:
    return in_text(text)


PARAGRAPHS = frozenset(("text:p", "text:h"))
OPEN_DOCUMENT = Grammar(
    prefixes=PREFIXES,
    paragraphs=PARAGRAPHS,
    rows=frozenset(("table:table-row",)),
    texts=frozenset(),
    marks={"text:s": " ", "text:tab": "\t", "text:line-break": "\n"},
    mark_count="text:c",
    in_place_of_mark=_in_place_of_mark,
    asides=frozenset((
        "text:note", "office:annotation", "text:hidden-text", "text:hidden-paragraph",
        "text:bibliography", "office:forms", "draw:object", "text:sequence-decls",
    )),
    change_ids=("text:id", "text:change-id"),
    later=frozenset((
        "text:tracked-changes", "office:automatic-styles", "office:font-face-decls",
        "text:table-of-content", "office:forms", "text:user-field-decls", "text:variable-decls",
        "text:sequence-decls", "office:scripts",
    )),
    elsewhere=frozenset(),
    no_text=frozenset(("config:config-item", "dc:date", "meta:creation-date", "meta:editing-cycles",
        "meta:editing-duration", "meta:generator", "meta:print-date")),
    is_text=_is_text,
    holders=HOLDERS,
    removable=REMOVABLE,
    holds=_holds,
    is_kept=_is_kept,
    mates={
        "office:annotation": ("office:name", {"office:annotation-end": "office:name"}),
        "text:changed-region": ("text:id", dict.fromkeys(
            ("text:change", "text:change-start", "text:change-end"), "text:change-id")),
    },
    signature=_signature,
    signed=_signed,
)  # fmt: skip


def part_order(name: str) -> tuple[int, str]:
    """The content of an OpenDocument text first, then its headers and its properties."""
    names = ("content.xml", "styles.xml", "meta.xml")
    return (names.index(name) if name in names else len(names)), name
