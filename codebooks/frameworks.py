"""Published frameworks that codes are mapped to: their items, and a codebook cut by one of them."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from codebooks.codebook import Code, Codebook
from codebooks.yaml.fields import Shape, allowed_list, fields_of, items_of, line_of
from codebooks.yaml.nodes import Fields, Node, Scalar, brief, read_nodes
from codebooks.yaml.noted import Noted

FRAMEWORK = Shape("a framework", ("id", "name", "publisher", "items"))
PRINCIPLES = "scie"
"""The framework that the field `principle` of a code speaks about."""


@dataclass(frozen=True, slots=True)
class Framework:
    """A framework: `items` are the names of what it asks for, by id, in its own order."""

    id: str
    name: str
    publisher: str
    items: Mapping[str, str]


@lru_cache(maxsize=1)
def frameworks() -> Mapping[str, Framework]:
    """The frameworks that codes can be mapped to, by id."""
    name = "frameworks.yaml"
    content = (resources.files("codebooks") / name).read_bytes()
    found = [_framework(node) for node in items_of(read_nodes(content, where=name), name)]
    return {each.id: each for each in found}


def _framework(node: Node) -> Framework:
    fields = fields_of(node, FRAMEWORK)
    items = fields["items"]
    entries = items.entries if isinstance(items, Fields) else ()
    said = {id.text: line_of(name, "an item") for id, name in entries}
    id, name, by = (line_of(fields[field], field) for field in ("id", "name", "publisher"))
    return Framework(id, name, by, said)


def by_framework(codebook: Codebook, framework_id: str) -> dict[str, tuple[Code, ...]]:
    """The codes in use that are mapped to each item of a framework, by the item's id, in its order.

    An item without a code is there with none. For SCIE's principles a code's `principle` counts
    too. Raises KeyError for a framework that is not known.
    """
    items = frameworks()[framework_id].items
    return {
        item: tuple(c for c in codebook.codes if (framework_id, item) in mapped(c))
        for item in items
    }


def used_frameworks(
    codebook: Codebook,
) -> tuple[tuple[Framework, dict[str, tuple[Code, ...]]], ...]:
    """The frameworks that a code in use is mapped to, each with `by_framework` of it."""
    cut = ((each, by_framework(codebook, id)) for id, each in frameworks().items())
    return tuple((framework, items) for framework, items in cut if any(items.values()))


def mapped(code: Code) -> tuple[tuple[str, str], ...]:
    """The pairs of framework and item that a code is mapped to, its principle among them."""
    principle = ((PRINCIPLES, code.principle),) if code.principle else ()
    return tuple(dict.fromkeys((*principle, *code.frameworks)))


def frameworks_of(
    node: Node | None, noted: Noted, field: str = "frameworks"
) -> tuple[tuple[str, str], ...]:
    """The pairs that a field holds: lists of items under framework ids.

    An unknown framework or item is noted, saying what there is.
    """
    if node is None:
        return ()
    fields = fields_of(node, Shape(field, (), tuple(frameworks())), noted)
    return tuple(
        (id, item)
        for id, held in fields.items()
        for item in noted.each(
            _item, noted.value((), items_of, held, f"{field} {id}"), frameworks()[id]
        )
    )


def _item(node: Node, framework: Framework) -> str:
    if isinstance(node, Scalar) and node.text in framework.items:
        return node.text
    text = line_of(node, f"an item of {framework.id}")
    near = difflib.get_close_matches(text.casefold(), framework.items, 1, 0.6)
    remedy = f"Did you mean {near[0]!r}?" if near else "Write one of these."
    what = f"{brief(text)} is no item of {framework.id}; its items: "
    raise node.place.error(what + allowed_list(tuple(framework.items)), remedy)
