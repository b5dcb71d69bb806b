"""What stands in a node: its fields, items, lines, phrases and words, or an error at its place."""

import difflib
from dataclasses import dataclass
from typing import TypeVar

from codebooks.yaml.nodes import Fields, Items, Node, Scalar, brief
from codebooks.yaml.noted import Noted
from corpora.errors import CodebookError

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


def fields_of(node: Node, shape: Shape, noted: Noted | None = None) -> dict[str, Node]:
    """What stands under each field. Raises CodebookError for unknown and for missing fields.

    With `noted` these are noted, and what is there is given.
    """
    noted_here = noted or Noted()
    if not isinstance(node, Fields):
        what = (
            f"{shape.what} must have fields ({allowed_list(shape.allowed)}); here is {_kind(node)}"
        )
        raise node.place.error(what, "Write each as its name, a colon, a space and the text.")
    meant = set()
    for name, _ in node.entries:
        if name.text not in shape.allowed:
            noted_here.note(_unknown(name, shape))
            meant.update(_near(name.text, shape.allowed))
    values = {name.text: value for name, value in node.entries if name.text in shape.allowed}
    if missing := [name for name in shape.required if name not in values and name not in meant]:
        what = f"{shape.what} has no {' and no '.join(missing)}"
        remedy = f"Required here: {allowed_list(shape.required)}."
        noted_here.note(node.place.error(what, remedy))
    if noted is None:
        noted_here.refuse(node.place.file)
    return values


def _unknown(name: Scalar, shape: Shape) -> CodebookError:
    what = f"{brief(name.text)} is not a field of {shape.what}; allowed here: "
    remedy = "Correct the name or take the field out."
    if near := _near(name.text, shape.allowed):
        remedy = f"Did you mean {near[0]!r}?"
    return name.place.error(what + allowed_list(shape.allowed), remedy)


def _near(word: str, allowed: tuple[str, ...]) -> list[str]:
    return difflib.get_close_matches(word.casefold(), allowed, 1, 0.6)


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


def phrases_of(node: Node | None, field: str, noted: Noted | None = None) -> tuple[str, ...]:
    """The phrases of a list; none where the field is not there.

    With `noted` those that are wrong are noted and left out, else the first raises CodebookError.
    """
    if node is None:
        return ()
    items, what = items_of(node, field), f"a phrase of {field}"
    if noted is None:
        return tuple(phrase_of(item, what) for item in items)
    return tuple(noted.each(phrase_of, items, what))


def allowed_word(node: Node, field: str, allowed: tuple[Word, ...]) -> Word:
    """One of the words `allowed`. Raises CodebookError for any other."""
    text = phrase_of(node, field)
    for word in allowed:
        if word == text:
            return word
    near = _near(text, allowed)
    remedy = f"Did you mean {near[0]!r}?" if near else "Write one of these, in small letters."
    # Several words that are near nothing may be what somebody said.
    written = f"; here is {brief(text)}" if near or len(text.split()) == 1 else ""
    raise node.place.error(f"{field} must be one of: {allowed_list(allowed)}{written}", remedy)


def allowed_list(words: tuple[str, ...]) -> str:
    """`words` in a row, as an error names what is allowed."""
    return ", ".join(words)


def _kind(node: Node) -> str:
    if isinstance(node, Scalar) and not node.text:
        return "nothing"
    return KINDS[type(node)]
