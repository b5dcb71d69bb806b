"""The boxes that a workbook draws its comments in, which go with them."""

from collections.abc import Iterator, Mapping, Sequence
from posixpath import dirname, join, normpath

from corpora.editing.parts.places import Element, Splice, Stretch, XmlPart
from corpora.editing.parts.spots import Spot
from corpora.spreadsheets.first_sheet import column_of

RELATIONS = "/_rels/"
DRAWN = ".vml"


def boxes(
    parts: Mapping[str, XmlPart], changes: Sequence[tuple[Spot, str | None]]
) -> Iterator[tuple[str, Splice]]:
    """The member and the place of each box whose comment is taken away by these changes."""
    left: dict[tuple[str, Element], bool] = {}
    for spot, text in changes:
        for comment in (above for above in spot.place.above() if above.name == "x:comment"):
            key = spot.member, comment
            left[key] = left.get(key, False) or bool(text and text.strip())
    for (member, comment), is_left in left.items():
        if not is_left:
            for name in _drawings(parts, member):
                yield from ((name, splice) for splice in _shapes(parts[name], comment))


def _drawings(parts: Mapping[str, XmlPart], member: str) -> Iterator[str]:
    """The drawings of the sheet that a file of comments belongs to."""
    for name, part in parts.items():
        if RELATIONS not in name:
            continue
        base = dirname(dirname(name))
        targets = [
            normpath(join("/", base, each.attributes.get("Target", ""))).lstrip("/")
            for each in part.root.elements()
            if each.name == "rel:Relationship"
        ]
        if member in targets:
            yield from (each for each in targets if each.endswith(DRAWN) and each in parts)


def _shapes(part: XmlPart, comment: Element) -> Iterator[Splice]:
    place = comment.attributes.get("ref", "")
    row = "".join(char for char in place if char.isdigit())
    wanted = (str(int(row or 0) - 1), str(column_of(place, -1)))
    for shape in part.root.elements():
        if shape.name == "v:shape" and (_text(shape, "Row"), _text(shape, "Column")) == wanted:
            yield Splice(shape.start, shape.end, b"")


def _text(shape: Element, name: str) -> str:
    """The characters of an element within a shape, by the name it has in its namespace."""
    return "".join(
        child.text.strip()
        for each in shape.elements()
        if each.name.rpartition(":")[2] == name
        for child in each.children
        if isinstance(child, Stretch)
    )
