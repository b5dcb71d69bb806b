"""Where each field of a code stands in the file, so that what is said of it can be found."""

from collections.abc import Mapping

from codebooks.yaml.nodes import Fields, Items, Node, Scalar, read_nodes

Places = Mapping[tuple[str, str, str], int]
"""Lines, from 1, by a code's id ("" for the codebook), a field ("" for the code), and a phrase."""


def places_of(content: bytes, *, where: str) -> dict[tuple[str, str, str], int]:
    """The lines of a codebook's codes, their fields, and the phrases in them."""
    found: dict[tuple[str, str, str], int] = {("", "", ""): 1}
    root = read_nodes(content, where=where)
    for name, value in _entries(root):
        found["", name.text, ""] = name.place.line
        if name.text in ("themes", "codes"):
            _codes(value, found)
    return found


def _codes(node: Node, found: dict[tuple[str, str, str], int]) -> None:
    for item in node.items if isinstance(node, Items) else ():
        fields = {name.text: (name, value) for name, value in _entries(item)}
        if "codes" in fields:
            _codes(fields["codes"][1], found)
            continue
        id = next((fields[key][1] for key in ("id", "name") if key in fields), None)
        if isinstance(id, Scalar):
            _fields(" ".join(id.text.split()), fields, found)
            found[" ".join(id.text.split()), "", ""] = item.place.line


def _fields(
    code: str,
    fields: Mapping[str, tuple[Scalar, Node]],
    found: dict[tuple[str, str, str], int],
) -> None:
    for field, (name, value) in fields.items():
        found[code, field, ""] = name.place.line
        for scalar in _scalars(value):
            found.setdefault((code, field, " ".join(scalar.text.split())), scalar.place.line)


def _scalars(node: Node) -> list[Scalar]:
    if isinstance(node, Scalar):
        return [node]
    below = node.items if isinstance(node, Items) else [value for _, value in node.entries]
    return [scalar for each in below for scalar in _scalars(each)]


def _entries(node: Node) -> tuple[tuple[Scalar, Node], ...]:
    return node.entries if isinstance(node, Fields) else ()


def line_of(places: Places, code: str, field: str, phrase: str) -> int | None:
    """The line of a phrase, or else of its field, or else of its code; None where nothing is known."""
    for key in ((code, field, phrase), (code, field, ""), (code, "", "")):
        if key in places:
            return places[key]
    return None
