"""Codebooks of coded data sets: YAML with a name and a list of codes, each with a group."""

from collections.abc import Iterable

from codebooks.codebook import Code, Codebook, Example, Theme
from codebooks.coding_hash import coding_hash
from codebooks.exchange.tree import UNGROUPED, clean, name_line, slug
from codebooks.yaml.fields import items_of
from codebooks.yaml.nodes import Fields, Items, Node, Scalar, read_nodes
from codebooks.yaml.places import Places, places_of
from corpora.errors import CodebookError

FIELDS = {"inclusion": "include", "exclusion": "exclude"}
"""Their names of our fields."""


def is_coded(content: bytes) -> bool:
    """Whether this YAML has codes at its top, and no themes."""
    try:
        root = read_nodes(content, where="")
    except CodebookError:
        return False
    names = {name.text for name, _ in root.entries} if isinstance(root, Fields) else set()
    return "codes" in names and "themes" not in names


def read_coded(content: bytes, where: str) -> Codebook:
    """The codebook, a theme for each group. Raises CodebookError."""
    root = _held(read_nodes(content, where=where))
    groups: dict[str, list[Code]] = {}
    given: set[str] = set()
    for node in items_of(root["codes"], "codes"):
        code = _code(_held(node), given)
        groups.setdefault(_text(_held(node), "group") or UNGROUPED, []).append(code)
    ids: set[str] = set()
    themes = tuple(
        Theme(_once(slug(name), ids), name_line(name), "", tuple(codes))
        for name, codes in groups.items()
    )
    about = "\n".join(each for name in ("source", "note", "licence") if (each := _text(root, name)))
    title, hash = name_line(_text(root, "name")), coding_hash(c for t in themes for c in t.codes)
    return Codebook(title, "1", themes, about, hash=hash)


def places_of_coded(content: bytes, where: str) -> Places:
    """The lines of what `read_coded` finds, by the ids and fields that it gives."""
    found: dict[tuple[str, str, str], int] = {}
    for (name, field, phrase), line_number in places_of(content, where=where).items():
        key = (slug(name) if name else "", FIELDS.get(field, field), phrase)
        found.setdefault(key, line_number)
    return found


def _code(held: dict[str, Node], given: set[str]) -> Code:
    said = _text(held, "name")
    examples = [Example(text) for text in _texts(held, "examples")]
    return Code(
        _once(slug(said), given),
        name_line(said.replace("_", " ")),
        _text(held, "definition"),
        tuple(_texts(held, "inclusion")),
        tuple(_texts(held, "exclusion")),
        tuple(examples),
    )


def _once(id: str, given: set[str]) -> str:
    tries = (id, *(f"{id}-{number}" for number in range(2, len(given) + 3)))
    found = next(each for each in tries if each not in given)
    given.add(found)
    return found


def _held(node: Node) -> dict[str, Node]:
    if not isinstance(node, Fields):
        raise node.place.error("fields are expected here", "See the other codes of the file.")
    return {name.text: value for name, value in node.entries}


def _text(held: dict[str, Node], name: str) -> str:
    node = held.get(name)
    return clean(node.text) if isinstance(node, Scalar) else ""


def _texts(held: dict[str, Node], name: str) -> Iterable[str]:
    node = held.get(name)
    items = node.items if isinstance(node, Items) else ()
    texts = (" ".join(clean(each.text).split()) for each in items if isinstance(each, Scalar))
    return [text for text in texts if text]
