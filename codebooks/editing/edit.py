"""Edits of a codebook's file that leave everything else as it is: comments, order, layout, line ends.

Each edit takes the bytes of a file and gives the bytes of the edited one: the same bytes where
there is nothing to change. What comes out is read back. Where it does not say exactly what it was
to say and nothing else, CodebookError is raised and nothing is given.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Literal

from codebooks.codebook import DIRECTIONS, Code, Codebook, Direction, Example, Theme
from codebooks.editing.splice import (
    BREAK,
    FILE,
    add_field,
    add_item,
    held_by,
    is_in_brackets,
    items_in,
    put,
    put_lines,
    set_text,
    text_without_mark,
)
from codebooks.editing.yaml_text import (
    INDENT,
    code_in_brackets,
    code_lines,
    example_lines,
    quoted,
    single_spaced,
    value,
)
from codebooks.load import loads
from codebooks.yaml.nodes import Fields, Items, Node, read_nodes
from corpora.errors import CodebookError
from corpora.files import read_limited, write_atomic

Where = Literal["examples", "counter_examples"]


def set_version(content: bytes, version: str) -> bytes:
    """The file with this version number, in the quotation marks that it had."""
    node, book = nodes_and_codebook(content)
    if book.version == version:
        return content
    place = held_by(node, "version").place
    quote = text_without_mark(content)[place.start]
    said = f"'{version}'" if quote == "'" else quoted(version)
    return checked(put(content, place.start, place.end, said), replace(book, version=version))


def retire(content: bytes, code_id: str) -> bytes:
    """The file with the code retired. Raises CodebookError for an unknown code."""
    node, book = nodes_and_codebook(content)
    if code_in(book, code_id).status == "retired":
        return content
    edited = set_text(content, code_node(node, code_id), "status", "retired")
    return checked(edited, with_code(book, code_id, lambda code: replace(code, status="retired")))


def reword(content: bytes, code_id: str, definition: str) -> bytes:
    """The file with another definition of the code; paragraphs are kept, other white space is one space.

    Raises CodebookError for an unknown code and for an empty definition.
    """
    node, book = nodes_and_codebook(content)
    if not (said := single_spaced(definition)):
        raise CodebookError("the definition is empty", remedy="Write what the code means.")
    if code_in(book, code_id).definition == said:
        return content
    edited = set_text(content, code_node(node, code_id), "definition", said)
    return checked(edited, with_code(book, code_id, lambda code: replace(code, definition=said)))


def add_example(
    content: bytes,
    code_id: str,
    text: str,
    direction: Direction | None = None,
    *,
    to: Where = "examples",
) -> bytes:
    """The file with one more phrase at the end of the code's examples or counter-examples.

    Raises CodebookError for an unknown code, and where the others have a direction and this one
    has none, or the other way round.
    """
    node, book = nodes_and_codebook(content)
    new, held = Example(" ".join(text.split()), direction), getattr(code_in(book, code_id), to)
    if new in held:
        return content
    if held and (direction is None) != (held[0].direction is None):
        has, remedy = ("no", "Give none here.") if direction else ("a", "Give one here.")
        raise CodebookError(
            f"its {to} have {has} direction", where=f"code {code_id}", remedy=remedy
        )
    edited = _add_example(content, code_node(node, code_id), to, new)
    return checked(edited, with_code(book, code_id, lambda code: _more(code, to, new)))


def add_code(content: bytes, theme_id: str, code: Code) -> bytes:
    """The file with one more code at the end of a theme. Raises CodebookError for an unknown theme."""
    node, book = nodes_and_codebook(content)
    themes = zip(book.themes, items_in(held_by(node, "themes")), strict=True)
    for theme, theme_node in themes:
        if theme.id == theme_id:
            edited = _add_code(content, held_by(theme_node, "codes"), code)
            return checked(edited, _replaced(book, replace(theme, codes=(*theme.codes, code))))
    known = ", ".join(theme.id for theme in book.themes)
    raise CodebookError("there is no such theme", where=theme_id, remedy=f"Themes: {known}.")


def edit_file(path: Path, edit: Callable[[bytes], bytes]) -> bool:
    """Edit a codebook's file where it lies; False where there was nothing to change.

    The file holds the old bytes or the new ones, never half of them. Raises what `edit` raises.
    """
    content = read_limited(path)
    edited = edit(content)
    if edited == content:
        return False
    write_atomic(path, edited)
    return True


def nodes_and_codebook(content: bytes) -> tuple[Node, Codebook]:
    """The nodes of a codebook's file, and what it says. Raises CodebookError."""
    return read_nodes(content, where=FILE), loads(content, where=FILE)


def checked(content: bytes, meant: Codebook) -> bytes:
    """`content`, where it reads as `meant` but for the hash. Raises CodebookError where not."""
    if replace(loads(content, where=FILE), hash="") != replace(meant, hash=""):
        what, remedy = "this cannot be edited by the program", "Change it in a text editor."
        raise CodebookError(what, where=FILE, remedy=remedy)
    return content


def code_node(node: Node, code_id: str) -> Fields:
    """The fields of a code. Raises KeyError for an unknown code."""
    for theme in items_in(held_by(node, "themes")):
        for code in items_in(held_by(theme, "codes")):
            # Ids are compared as the loader reads them.
            if isinstance(code, Fields) and " ".join(_said(code, "id").split()) == code_id:
                return code
    raise KeyError(code_id)


def _said(code: Fields, name: str) -> str:
    return str(getattr(held_by(code, name), "text", ""))


def code_in(book: Codebook, code_id: str) -> Code:
    """The code with this id. Raises CodebookError, naming those there are, where there is none."""
    try:
        return book.code(code_id)
    except KeyError:
        known = ", ".join(code.id for code in book.codes)
        raise CodebookError(
            "there is no such code", where=code_id, remedy=f"Codes: {known}."
        ) from None


def with_code(book: Codebook, code_id: str, change: Callable[[Code], Code]) -> Codebook:
    """The codebook with one code changed. Raises KeyError for an unknown code."""
    theme = book.theme_of(code_id)
    codes = tuple(change(code) if code.id == code_id else code for code in theme.codes)
    return _replaced(book, replace(theme, codes=codes))


def _replaced(book: Codebook, theme: Theme) -> Codebook:
    themes = tuple(theme if each.id == theme.id else each for each in book.themes)
    return replace(book, themes=themes)


def _more(code: Code, to: Where, new: Example) -> Code:
    """The loader gives examples by direction, whatever their order in the file."""
    order = {None: 0} | {way: place for place, way in enumerate(DIRECTIONS)}
    held = sorted((*getattr(code, to), new), key=lambda each: order[each.direction])
    return (
        replace(code, examples=tuple(held))
        if to == "examples"
        else replace(code, counter_examples=tuple(held))
    )


def _add_example(content: bytes, code: Fields, to: Where, new: Example) -> bytes:
    held = {key.text: each for key, each in code.entries}.get(to)
    way = f"{new.direction}: " if new.direction else ""
    short = f"{{{way}[{quoted(new.text)}]}}" if way else f"[{quoted(new.text)}]"
    if held is None:
        lines = example_lines(to, [new], " " * (code.place.column - 1))
        return add_field(content, code, to, lines, f"{to}: {short}")
    if isinstance(held, Items) and new.direction:
        return put(content, held.place.start, held.place.end, short)
    if isinstance(held, Fields) and new.direction:
        ways = {key.text: each for key, each in held.entries}
        if new.direction not in ways:
            # The lines of examples under a heading, without the heading.
            lines = example_lines("", [new], " " * (held.place.column - 1 - len(INDENT)))[1:]
            return add_field(content, held, new.direction, lines, short[1:-1])
        held = ways[new.direction]
    if isinstance(held, Fields):
        return put(content, held.place.start, held.place.end, short)
    return add_item(content, held, value(new.text, "", 10**6), quoted(new.text))


def _add_code(content: bytes, codes: Node, code: Code) -> bytes:
    items = items_in(codes)
    first, *more = code_lines(code, " " * (codes.place.column - 1))
    if not items or is_in_brackets(content, codes):
        return add_item(content, codes, [], code_in_brackets(code))
    between = (
        text_without_mark(content)[items[-2].place.end : items[-1].place.start] if items[1:] else ""
    )
    apart = [""] if len(BREAK.findall(between)) > 1 else []
    return put_lines(content, items[-1].place.end, [*apart, first, *more])
