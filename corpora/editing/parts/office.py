"""An office file as its texts, and the file again with some of them replaced."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from urllib.parse import quote

from corpora.editing.parts.archive import opened, rewritten
from corpora.editing.parts.emptying import emptied
from corpora.editing.parts.places import (
    Element,
    Splice,
    Stretch,
    XmlPart,
    in_comment,
    in_text,
    in_value,
    xml_part,
)
from corpora.editing.parts.spots import ADDRESSES, Grammar, Node, Spot, spots
from corpora.errors import FileRefused
from corpora.xml_stream import is_xml, part

NO_ADDRESS = "about:blank"
PLAIN_IN_ADDRESSES = "/:?#@!$&'()*+,;=~%"


@dataclass(frozen=True, slots=True)
class Office:
    """An office file: its XML parts with their places, and the texts in them in reading order."""

    content: bytes
    grammar: Grammar
    parts: Mapping[str, XmlPart]
    spots: Sequence[Spot]

    def written(self, texts: Sequence[str | None]) -> bytes:
        """The file with each text replaced; None takes it away with what then holds nothing."""
        pairs = zip(self.spots, texts, strict=True)
        return self.spliced(self.splices([(s, text) for s, text in pairs if text != s.text]))

    def splices(self, changes: Sequence[tuple[Spot, str | None]]) -> dict[str, list[Splice]]:
        """What is to be replaced in each part, for these new texts."""
        taken = {spot.place for spot, text in changes if _takes_away(spot, text)}
        roots = {parsed.root: name for name, parsed in self.parts.items()}
        gone = emptied(taken, list(roots), self.grammar)
        splices: dict[str, list[Splice]] = {}
        for node in gone:
            member = splices.setdefault(roots[_root(node)], [])
            member.append(Splice(node.start, node.end, b""))
        for spot, text in changes:
            if spot.place not in gone:
                replaced = _replaced(self.parts[spot.member], spot, text or "", self.grammar)
                splices.setdefault(spot.member, []).extend(replaced)
        return splices

    def spliced(self, splices: Mapping[str, Sequence[Splice]]) -> bytes:
        """The file with the splices made in its parts."""
        members = {name: self.parts[name].written(made) for name, made in splices.items()}
        return rewritten(self.content, members)


def _takes_away(spot: Spot, text: str | None) -> bool:
    """Whether the place itself goes: not an attribute, nor a stretch that is only emptied."""
    if spot.attribute:
        return False
    return text is None or (not text and isinstance(spot.place, Element))


def _root(node: Node) -> Element:
    element = node if isinstance(node, Element) else node.outer
    while element.outer is not None:
        element = element.outer
    return element


def _replaced(part: XmlPart, spot: Spot, text: str, grammar: Grammar) -> Iterator[Splice]:
    place = spot.place
    if isinstance(place, Stretch):
        yield from characters(place, text, grammar.texts)
    elif spot.attribute:
        value = _address(text) if spot.attribute in ADDRESSES else text
        yield Splice(*part.value_place(place, spot.attribute), in_value(value))
    else:
        name = part.source[place.start + 1 : place.inside].decode()
        prefix = f"{name.split(':')[0]}:" if ":" in name.split()[0] else ""
        yield Splice(place.start, place.end, grammar.in_place_of_mark(text, prefix))


def characters(stretch: Stretch, text: str, texts: AbstractSet[str]) -> Iterator[Splice]:
    """Other characters for a stretch; `texts` are elements that must ask for spaces to be kept.

    Word and Excel drop those at the ends of a text whose element does not.
    """
    content = in_comment(text) if stretch.is_comment else in_text(text)
    yield Splice(stretch.start, stretch.end, content)
    element = stretch.outer
    if element.name in texts and text != text.strip() and "xml:space" not in element.attributes:
        yield Splice(element.inside - 1, element.inside - 1, b' xml:space="preserve"')


def _address(text: str) -> str:
    return quote(text, safe=PLAIN_IN_ADDRESSES) or NO_ADDRESS


def office(
    content: bytes, what: str, grammar: Grammar, order: Callable[[str], tuple[int, str]]
) -> Office:
    """The office file in `content`, its XML parts in this order.

    Raises FileRefused where it is damaged, locked, too large or declares a DTD.
    """
    parts = xml_parts(content, what, grammar.prefixes)
    names = sorted(parts, key=order)
    numbers = count()
    found = [spot for name in names for spot in spots(parts[name], name, grammar, numbers)]
    return Office(content, grammar, parts, found)


def drawn_parts(content: bytes, what: str, prefixes: Mapping[str, str]) -> dict[str, XmlPart]:
    """The drawings of old kind by name, those of them that are XML."""
    archive = opened(content, what)
    made: dict[str, XmlPart] = {}
    for name in (name for name in archive.names() if name.casefold().endswith(".vml")):
        with suppress(FileRefused):
            made[name] = xml_part(part(archive, name, where=""), prefixes)
    return made


def xml_parts(content: bytes, what: str, prefixes: Mapping[str, str]) -> dict[str, XmlPart]:
    """The XML parts of an office file by name; LibreOffice writes some that are empty."""
    archive = opened(content, what)
    contents = {name: part(archive, name, where="") for name in archive.names() if is_xml(name)}
    return {name: xml_part(each, prefixes) for name, each in contents.items() if each.strip()}
