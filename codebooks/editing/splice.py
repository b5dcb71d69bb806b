"""Pieces put into a YAML file at the places of its nodes; all the rest stays byte for byte."""

import re
from collections.abc import Sequence

from codebooks.editing.yaml_text import INDENT, WIDTH, field_lines, one_line, value
from codebooks.yaml.nodes import Fields, Items, Node, decoded_yaml

MARK = "\ufeff".encode()
BREAK = re.compile("\r\n|\n|\r")
FILE = "codebook"
# After which field a new one is put, the nearest first; at the end where none is there.
AFTER = {
    "definition": ("name", "id"),
    "examples": ("exclude", "include", "definition", "name"),
    "counter_examples": ("examples", "exclude", "include", "definition", "name"),
}


def text_without_mark(content: bytes) -> str:
    """The text that places count in: without a byte order mark."""
    return decoded_yaml(content, where=FILE)


def put(content: bytes, start: int, end: int, said: str) -> bytes:
    """The file with `said` in the place of the code points from `start` to `end`."""
    text = text_without_mark(content)
    mark = MARK if content.startswith(MARK) else b""
    return mark + (text[:start] + said + text[end:]).encode()


def put_lines(content: bytes, at: int, lines: Sequence[str]) -> bytes:
    """The file with lines of their own after the line that `at` is in, with its line ends."""
    text = text_without_mark(content)
    ends = BREAK.search(text)
    following = BREAK.search(text, at)
    place = following.start() if following else len(text)
    end = ends.group() if ends else "\n"
    return put(content, place, place, "".join(end + line for line in lines))


def held_by(node: Node, name: str) -> Node:
    """What stands under a field of a mapping. Raises KeyError where there is none."""
    entries = node.entries if isinstance(node, Fields) else ()
    return {key.text: held for key, held in entries}[name]


def items_in(node: Node) -> tuple[Node, ...]:
    """The items of a list; none of anything else."""
    return node.items if isinstance(node, Items) else ()


def is_in_brackets(content: bytes, node: Node) -> bool:
    """Whether a list or mapping is written in brackets, and not in lines of its own."""
    return text_without_mark(content)[node.place.start : node.place.start + 1] in ("[", "{")


def set_text(content: bytes, code: Fields, name: str, said: str) -> bytes:
    """The file with another text in a field of a code, or with the field where it has none."""
    names = [key.text for key, _ in code.entries]
    if name not in names:
        lines = field_lines(name, said, " " * (code.place.column - 1))
        return add_field(content, code, name, lines, f"{name}: {one_line(said)}")
    key, held = code.entries[names.index(name)]
    text, indent = text_without_mark(content), " " * (key.place.column - 1 + len(INDENT))
    following = BREAK.search(text, held.place.end)
    rest = text[held.place.end : following.start() if following else len(text)]
    if is_in_brackets(content, code) or rest.strip():
        return put(content, held.place.start, held.place.end, one_line(said))
    ends = BREAK.search(text)
    lines = value(said, indent, max(1, WIDTH - held.place.column))
    said = (ends.group() if ends else "\n").join(lines)
    return put(content, held.place.start, held.place.end, said)


def add_field(content: bytes, node: Fields, name: str, lines: Sequence[str], short: str) -> bytes:
    """The file with one more field: as lines of its own, or within the brackets of the others."""
    held = {key.text: each for key, each in node.entries}
    after = next((held[each] for each in AFTER.get(name, ()) if each in held), None)
    last = after or (node.entries[-1][1] if node.entries else None)
    if not is_in_brackets(content, node) and last:
        return put_lines(content, last.place.end, lines)
    at = last.place.end if last else node.place.start + 1
    return put(content, at, at, f", {short}" if last else short)


def add_item(content: bytes, node: Node, lines: Sequence[str], short: str) -> bytes:
    """The file with one more item at the end of a list: as `lines`, or `short` within brackets."""
    items, indent = items_in(node), " " * (node.place.column - 1)
    if items and not is_in_brackets(content, node):
        first, *more = lines
        return put_lines(content, items[-1].place.end, [f"{indent}- {first}", *more])
    at = items[-1].place.end if items else node.place.start + 1
    return put(content, at, at, f", {short}" if items else short)
