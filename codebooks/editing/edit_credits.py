"""Edits of who shaped a codebook and what changed: one line more under contributors and history."""

from dataclasses import replace

from codebooks.codebook import Change, Codebook, Contributor
from codebooks.editing.edit import checked, nodes_and_codebook
from codebooks.editing.splice import (
    BREAK,
    add_item,
    is_in_brackets,
    items_in,
    put,
    text_without_mark,
)
from codebooks.editing.yaml_text import quoted
from codebooks.yaml.nodes import Fields, Node


def add_contributor(content: bytes, who: Contributor) -> bytes:
    """The file with somebody more among the contributors, or as it was where they are there.

    Raises CodebookError for somebody of the same name in another role.
    """
    node, book = nodes_and_codebook(content)
    who = replace(who, name=" ".join(who.name.split()))
    if who in book.contributors:
        return content
    line = f"{{name: {quoted(who.name)}, role: {who.role}}}"
    meant = replace(book, contributors=(*book.contributors, who))
    return _with_line(content, node, "contributors", line, meant)


def add_change(content: bytes, change: Change) -> bytes:
    """The file with one more change at the end of its history. Raises CodebookError for a bad date."""
    node, book = nodes_and_codebook(content)
    version, by, note = (" ".join(s.split()) for s in (change.version, change.by, change.note))
    change = Change(version, change.at, by, note)
    said = f"version: {quoted(version)}, at: {change.at}, by: {quoted(by)}, note: {quoted(note)}"
    meant = replace(book, history=(*book.history, change))
    return _with_line(content, node, "history", f"{{{said}}}", meant)


def _with_line(content: bytes, node: Node, name: str, line: str, meant: Codebook) -> bytes:
    entries = node.entries if isinstance(node, Fields) else ()
    held = {key.text: each for key, each in entries}
    if name not in held:
        return checked(_with_field(content, node, name, line), meant)
    if not items_in(held[name]) and is_in_brackets(content, held[name]):
        place = held[name].place
        return checked(put(content, place.start, place.end, f"[{line}]"), meant)
    return checked(add_item(content, held[name], [line], line), meant)


def _with_field(content: bytes, node: Node, name: str, line: str) -> bytes:
    """The file with the list as a field at its very end."""
    text = text_without_mark(content)
    if is_in_brackets(content, node):
        last = node.entries[-1][1].place.end if isinstance(node, Fields) else len(text)
        return put(content, last, last, f", {name}: [{line}]")
    found = BREAK.search(text)
    end = found.group() if found else "\n"
    before = "" if text.endswith(("\n", "\r")) else end
    indent = " " * (node.place.column - 1)
    said = f"{before}{indent}{name}:{end}{indent}- {line}{end}"
    return put(content, len(text), len(text), said)
