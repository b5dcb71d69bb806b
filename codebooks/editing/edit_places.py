"""Edits of where a code stands and what state it is in: moved to another theme, another status."""

from dataclasses import replace

from codebooks.codebook import Code, Codebook, Status
from codebooks.editing.edit import checked, code_in, code_node, nodes_and_codebook, with_code
from codebooks.editing.splice import (
    BREAK,
    held_by,
    is_in_brackets,
    items_in,
    put,
    set_text,
    text_without_mark,
)
from codebooks.yaml.nodes import Fields, Node
from corpora.errors import CodebookError


def set_status(content: bytes, code_id: str, status: Status) -> bytes:
    """The file with the code in another status. Raises CodebookError for an unknown code."""
    node, book = nodes_and_codebook(content)
    if code_in(book, code_id).status == status:
        return content
    edited = set_text(content, code_node(node, code_id), "status", status)
    return checked(edited, with_code(book, code_id, lambda code: replace(code, status=status)))


def move(content: bytes, code_id: str, theme_id: str) -> bytes:
    """The file with the code at the end of another theme; its lines go along as they are.

    Raises CodebookError for an unknown code or theme, and where one of the two themes is written in
    brackets or indented otherwise, or would be left without a code.
    """
    node, book = nodes_and_codebook(content)
    code = code_in(book, code_id)
    if theme_id not in {theme.id for theme in book.themes}:
        known = ", ".join(theme.id for theme in book.themes)
        raise CodebookError("there is no such theme", where=theme_id, remedy=f"Themes: {known}.")
    origin = book.theme_of(code_id).id
    if origin == theme_id:
        return content
    themes = dict(zip((t.id for t in book.themes), items_in(held_by(node, "themes")), strict=True))
    left, target = held_by(themes[origin], "codes"), held_by(themes[theme_id], "codes")
    own = code_node(node, code_id)
    _refuse_odd(content, left, target, own)
    return checked(_moved(content, own, items_in(target)[-1]), _after(book, code, theme_id))


def _refuse_odd(content: bytes, left: Node, target: Node, own: Fields) -> None:
    brackets = any(is_in_brackets(content, each) for each in (left, target, own))
    lonely = len(items_in(left)) < 2 or not items_in(target)
    if brackets or lonely or left.place.column != target.place.column:
        raise CodebookError(
            "the code cannot be moved by the program",
            where="codebook",
            remedy="Move its lines in a text editor.",
        )


def _moved(content: bytes, own: Fields, last: Node) -> bytes:
    """The code's whole lines taken out, and put after those of the last code of the other theme."""
    text = text_without_mark(content)
    start, end = _line_start(text, own.place.start), _line_end(text, own.place.end)
    lines = text[start:end]
    if BREAK.search(lines[-1:]) is None:
        breaks = BREAK.search(text)
        lines += breaks.group() if breaks else "\n"
    at = _line_end(text, last.place.end)
    if at <= start:
        edited = text[:at] + lines + text[at:start] + text[end:]
    else:
        gap = "" if BREAK.search(text[at - 1 : at]) else "\n"
        edited = text[:start] + text[end:at] + gap + lines + text[at:]
    return put(content, 0, len(text), edited)


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _line_end(text: str, at: int) -> int:
    """The place after the line break that ends the line of `at`."""
    found = BREAK.search(text, at)
    return found.end() if found else len(text)


def _after(book: Codebook, code: Code, theme_id: str) -> Codebook:
    themes = []
    for theme in book.themes:
        codes = tuple(each for each in theme.codes if each.id != code.id)
        themes.append(replace(theme, codes=(*codes, code) if theme.id == theme_id else codes))
    return replace(book, themes=tuple(themes))
