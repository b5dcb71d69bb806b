"""The cells of a workbook as texts, and what is to be replaced for one of them to change alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpora.editing.parts.office import characters
from corpora.editing.parts.places import Element, Splice, Stretch, XmlPart

BOOK, LINKS, SHARED = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"
TEXTS = frozenset(("x:t",))
# Kinds of cells whose value is text as it stands.
WORDED = frozenset(("str", "inlineStr", "s"))


@dataclass(frozen=True, slots=True, eq=False)
class SheetCell:
    """A cell that holds something, the stretches that it shows, and its formula."""

    element: Element
    member: str
    stretches: Sequence[Stretch]
    formulas: Sequence[Stretch]
    shared: Element | None
    """The string that it shares with other cells, where its stretches stand in one."""

    @property
    def kind(self) -> str:
        """What the cell says that it holds."""
        return self.element.attributes.get("t", "n")


Texts = tuple[str | None, ...]
Change = tuple[SheetCell, Texts]
"""A cell with new texts for its stretches; None takes one away."""


def sheets(parts: Mapping[str, XmlPart]) -> list[str]:
    """The names of the sheets' parts, the first that is not hidden before the others.

    Last are those that the workbook does not list, which no program shows.
    """
    strays = [name for name, part in parts.items() if _is_sheet(part)]
    if BOOK not in parts or LINKS not in parts:
        return strays
    links = {
        link.attributes.get("Id", ""): _full(link.attributes.get("Target", ""))
        for link in parts[LINKS].root.elements()
        if link.name == "rel:Relationship"
    }
    entries = [each for each in parts[BOOK].root.elements() if each.name == "x:sheet"]
    shown = [each for each in entries if each.attributes.get("state", "visible") == "visible"][:1]
    ordered = shown + [each for each in entries if each not in shown]
    names = (links.get(each.attributes.get("r:id", ""), "") for each in ordered)
    return list(dict.fromkeys([*(name for name in names if name in parts), *strays]))


def _is_sheet(part: XmlPart) -> bool:
    tops = [child for child in part.root.children if isinstance(child, Element)]
    return any(top.name == "x:worksheet" for top in tops)


def _full(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def strings(parts: Mapping[str, XmlPart]) -> list[Element]:
    """The strings that cells share, by their number."""
    if SHARED not in parts:
        return []
    return [each for each in parts[SHARED].root.elements() if each.name == "x:si"]


def cells_of(part: XmlPart, member: str, shared: Sequence[Element]) -> Iterator[SheetCell]:
    """The cells of a sheet that show something, in the order of the file."""
    for element in part.root.elements():
        if element.name != "x:c":
            continue
        string = _string(element, shared)
        stretches = [] if string is None else _texts(string, TEXTS)
        if element.attributes.get("t") != "s":
            stretches = _texts(element, frozenset(("x:v", "x:t")))
        formulas = _texts(element, frozenset(("x:f",)))
        if stretches or formulas:
            yield SheetCell(element, member, stretches, formulas, string)


def _string(cell: Element, shared: Sequence[Element]) -> Element | None:
    if cell.attributes.get("t") != "s":
        return None
    number = "".join(stretch.text for stretch in _texts(cell, frozenset(("x:v",)))).strip()
    at = int(number) if number.isdecimal() and len(number) < 10 else len(shared)
    return shared[at] if at < len(shared) else None


def _texts(element: Element, names: frozenset[str]) -> list[Stretch]:
    return [
        child
        for each in element.elements()
        if each.name in names and not _is_guide(each)
        for child in each.children
        if isinstance(child, Stretch) and not child.is_comment
    ]


def _is_guide(element: Element) -> bool:
    """Whether it says how a string is pronounced, which no cell shows."""
    return element.outer is not None and element.outer.name == "x:rPh"


def in_sheet(part: XmlPart, cell: SheetCell, texts: Texts) -> Iterator[Splice]:
    """What is replaced in the sheet for a cell whose text stands there."""
    for stretch, text in zip(cell.stretches, texts, strict=True):
        if text != stretch.text:
            yield from _replaced(stretch, text)
    if cell.kind not in WORDED and not _is_number("".join(text or "" for text in texts)):
        yield from _as_kind(part, cell.element, "str")


def _replaced(stretch: Stretch, text: str | None) -> Iterator[Splice]:
    run = stretch.outer.outer
    if text is None and run is not None and run.name == "x:r":
        yield Splice(run.start, run.end, b"")
    else:
        yield from characters(stretch, text or "", TEXTS)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _as_kind(part: XmlPart, cell: Element, kind: str) -> Iterator[Splice]:
    if "t" in cell.attributes:
        yield Splice(*part.value_place(cell, "t"), f'"{kind}"'.encode())
    else:
        yield Splice(cell.inside - 1, cell.inside - 1, f' t="{kind}"'.encode())


def emptied_cell(part: XmlPart, cell: SheetCell) -> Iterator[Splice]:
    """The cell without what it holds: its place and its look stay, and a formula others go by."""
    element = cell.element
    kept = b"".join(
        part.source[child.start : child.end]
        for child in element.children
        if isinstance(child, Element) and child.name == "x:f" and "ref" in child.attributes
    )
    yield Splice(element.inside, part.source.rindex(b"</", 0, element.end), kept)
    yield from _as_kind(part, element, "n")


def in_strings(
    part: XmlPart, users: Mapping[Element, Sequence[Change]], shared: Sequence[Element]
) -> tuple[list[Splice], dict[SheetCell, int]]:
    """What is replaced among the shared strings, and the new number of a cell's string.

    A string that some cells keep stays; one that all have changed is changed in place; for each
    further text a new string is put at the end, so that no other cell's number changes.
    """
    splices: list[Splice] = []
    added: list[bytes] = []
    numbers: dict[SheetCell, int] = {}
    for string, changes in users.items():
        old = _old(string)
        variants = list(dict.fromkeys(texts for _, texts in changes if not is_nothing(texts)))
        if old not in variants:
            first = variants.pop(0) if variants else (None,) * len(old)
            splices += _variant(string, first)
        for texts in variants:
            if texts != old:
                number = len(shared) + len(added)
                added.append(part.excerpt(string.start, string.end, _variant(string, texts)))
                numbers |= {cell: number for cell, new in changes if new == texts}
    return splices + _appended(part, shared, added), numbers


def is_nothing(texts: Texts) -> bool:
    """Whether a cell with these texts is one from which all has been taken."""
    return None in texts and not "".join(text or "" for text in texts).strip()


def _old(string: Element) -> Texts:
    return tuple(stretch.text for stretch in _texts(string, TEXTS))


def _variant(string: Element, texts: Texts) -> list[Splice]:
    """A string with other texts; how the old one was pronounced goes."""
    guides = [each for each in string.elements() if each.name == "x:rPh"]
    pairs = zip(_texts(string, TEXTS), texts, strict=True)
    changed = [splice for old, new in pairs if new != old.text for splice in _replaced(old, new)]
    return [*changed, *(Splice(guide.start, guide.end, b"") for guide in guides)]


def _appended(part: XmlPart, shared: Sequence[Element], added: Sequence[bytes]) -> list[Splice]:
    if not added:
        return []
    end = shared[-1].end
    splices = [Splice(end, end, b"".join(added))]
    table = shared[-1].outer
    count = table.attributes.get("uniqueCount", "") if table else ""
    if table and count.isdecimal():
        place = part.value_place(table, "uniqueCount")
        splices.append(Splice(*place, f'"{int(count) + len(added)}"'.encode()))
    return splices
