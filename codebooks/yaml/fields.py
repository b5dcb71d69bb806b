"""What stands in a node: its fields, items, lines, phrases and words, or an error at its place."""

import difflib
from dataclasses import dataclass
from typing import TypeVar

from codebooks.yaml.nodes import Fields, Items, Node, Scalar, brief

Word = TypeVar("Word", bound=str)

MAX_LINE = 200
KINDS: dict[type, str] = {Scalar: "a text", Items: "a list", Fields: "fields"}


@dataclass(frozen=True, slots=True)
class Shape:
    """The fields that a mapping may have; `what` names it in errors."""

    what: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def allowed(self) -> tuple[str, ...]:
        """Every field, the required ones first."""
        return self.required + self.optional


def fields_of(node: Node, shape: Shape) -> dict[str, Node]:
    """What stands under each field. Raises CodebookError for unknown and for missing fields."""
    if not isinstance(node, Fields):
        what = (
            f"{shape.what} must have fields ({allowed_list(shape.allowed)}); here is {_kind(node)}"
        )
        raise node.place.error(what, "Write each as its name, a colon, a space and the text.")
    for name, _ in node.entries:
        if name.text not in shape.allowed:
            raise _unknown(name, shape)
    found = {name.text: value for name, value in node.entries}
    if missing := [name for name in shape.required if name not in found]:
        what = f"{shape.what} has no {' and no '.join(missing)}"
        raise node.place.error(what, f"Required here: {allowed_list(shape.required)}.")
    return found


def _unknown(name: Scalar, shape: Shape) -> Exception:
    what = f"{brief(name.text)} is not a field of {shape.what}; allowed here: "
    remedy = "Correct the name or take the field out."
    if near := difflib.get_close_matches(name.text.casefold(), shape.allowed, 1, 0.6):
        remedy = f"Did you mean {near[0]!r}?"
    return name.place.error(what + allowed_list(shape.allowed), remedy)


def items_of(node: Node, field: str) -> tuple[Node, ...]:
    """The items of a list. Raises CodebookError for anything that is not a list."""
    if isinstance(node, Items):
        return node.items
    remedy = "Begin each item with '- ' on a line of its own, or write [] where there is none."
    raise node.place.error(f"{field} must be a list; here is {_kind(node)}", remedy)


def text_of(node: Node, field: str) -> str:
    """A text, with its paragraphs. Raises CodebookError for a list, for fields and for nothing."""
    if not isinstance(node, Scalar):
        remedy = "Put a text in quotation marks that holds a colon or begins with [ or {."
        raise node.place.error(f"{field} must be a text; here is {_kind(node)}", remedy)
    if not (text := node.text.strip()):
        raise node.place.error(f"{field} is empty", "Write the text or take the line out.")
    return text


def phrase_of(node: Node, field: str) -> str:
    """A text in which every run of white space, line breaks too, is one space."""
    return " ".join(text_of(node, field).split())


def line_of(node: Node, field: str) -> str:
    """A short text for headings and tables. Raises CodebookError past MAX_LINE code points."""
    if len(line := phrase_of(node, field)) > MAX_LINE:
        what = f"{field} is longer than {MAX_LINE} characters"
        raise node.place.error(what, "Shorten it; a definition has room for more.")
    return line


def phrases_of(node: Node | None, field: str) -> tuple[str, ...]:
    """The phrases of a list; none where the field is not there."""
    if node is None:
        return ()
    return tuple(phrase_of(item, f"a phrase of {field}") for item in items_of(node, field))


def allowed_word(node: Node, field: str, allowed: tuple[Word, ...]) -> Word:
    """One of the words `allowed`. Raises CodebookError for any other."""
    text = phrase_of(node, field)
    for word in allowed:
        if word == text:
            return word
    remedy = "Write one of these, in small letters."
    if near := difflib.get_close_matches(text.casefold(), allowed, 1, 0.6):
        remedy = f"Did you mean {near[0]!r}?"
    raise node.place.error(f"{field} must be one of: {allowed_list(allowed)}", remedy)


def allowed_list(words: tuple[str, ...]) -> str:
    """`words` in a row, as an error names what is allowed."""
    return ", ".join(words)


def _kind(node: Node) -> str:
    if isinstance(node, Scalar) and not node.text:
        return "nothing"
    return KINDS[type(node)]
