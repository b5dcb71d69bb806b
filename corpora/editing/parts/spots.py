"""The texts of one XML part of an office file in reading order, each with its place."""

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from urllib.parse import unquote

from corpora.editing.parts.places import Element, Stretch, XmlPart

Node = Element | Stretch
# Attributes that are addresses: "Ann%20Bell" is shown, and written, as what it stands for.
ADDRESSES = frozenset(("Target", "xlink:href"))


@dataclass(frozen=True, slots=True)
class Grammar:
    """What the elements of a format mean for whoever takes text out of it."""

    prefixes: Mapping[str, str]
    paragraphs: frozenset[str]
    texts: frozenset[str]
    """Elements whose characters are text and nothing else; none where those of a paragraph are."""
    marks: Mapping[str, str]
    """Elements that stand for a character: a tab, the end of a line."""
    mark_count: str
    """The attribute that says how many characters a mark stands for."""
    in_place_of_mark: Callable[[str, str], bytes]
    """Text where a mark stood, given the text and the prefix of the mark's name."""
    asides: frozenset[str]
    """What a reader of the page does not see in its paragraph: read on its own."""
    later: frozenset[str]
    """What stands in front in the file and behind for its reader."""
    elsewhere: frozenset[str]
    """What holds no text, whatever its elements are called, or is left to others."""
    no_text: frozenset[str]
    """Elements whose characters are numbers and names of settings."""
    is_text: Callable[[Element, str], bool]
    """Whether an attribute of an element holds text."""
    holders: frozenset[str]
    """Elements that hold nothing where all in them holds nothing."""
    removable: frozenset[str]
    """Holders that are taken away when somebody's text was all that they held."""
    holds: Callable[[Element], bool]
    """Whether an element that is no holder is something to keep."""
    is_kept: Callable[[Element, AbstractSet[Node]], bool]
    """Whether an emptied element must stay, given what goes."""
    mates: Mapping[str, tuple[str, Mapping[str, str]]]
    """An element, its id, and the elements that go with it by their attribute of that id."""
    signature: "Callable[[Spot], object]"
    """What a text signs, where it is the name of an author; else None."""
    signed: Callable[[Element], object]
    """The same of an element that an author has signed; else None."""


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """One text at its place: characters, a mark (an element), or the value of an attribute."""

    text: str
    paragraph: int
    member: str
    place: Node
    attribute: str = ""


def spots(part: XmlPart, member: str, grammar: Grammar, numbers: Iterator[int]) -> list[Spot]:
    """The texts of `part` in reading order: of a paragraph, what is seen first, then what is not."""
    gathering = _Gathering(member, grammar, numbers)
    gathering.blocks(part.root)
    while gathering.later:
        gathering.within(gathering.later.pop(0))
    return gathering.spots


@dataclass(slots=True)
class _Paragraph:
    number: int
    seen: list[Spot] = field(default_factory=list)
    unseen: list[Spot] = field(default_factory=list)
    values: list[Spot] = field(default_factory=list)
    nested: list[Element] = field(default_factory=list)
    aside: int = -1  # the number of the aside that is open


@dataclass(slots=True)
class _Gathering:
    """Walks through a part and collects its texts."""

    member: str
    grammar: Grammar
    numbers: Iterator[int]
    spots: list[Spot] = field(default_factory=list)
    later: list[Element] = field(default_factory=list)

    def within(self, element: Element) -> None:
        """The texts of one element, whichever it is."""
        if element.name in self.grammar.paragraphs:
            self._paragraph(element)
        else:
            self.spots += self._values(element)
            self.blocks(element)

    def blocks(self, element: Element) -> None:
        """The texts in an element that is no paragraph."""
        for child in element.children:
            if isinstance(child, Stretch):
                self.spots += self._alone(child)
            elif child.name in self.grammar.later:
                self.later.append(child)
            elif child.name not in self.grammar.elsewhere:
                self.within(child)

    def _paragraph(self, element: Element) -> None:
        paragraph = _Paragraph(next(self.numbers), values=self._values(element))
        self._inside(element, paragraph, hidden=False)
        self.spots += [*paragraph.seen, *paragraph.unseen, *paragraph.values]
        for nested in paragraph.nested:
            self._paragraph(nested)

    def _inside(self, element: Element, paragraph: _Paragraph, *, hidden: bool) -> None:
        for child in element.children:
            if isinstance(child, Stretch):
                self._stretch(child, paragraph, hidden)
            elif child.name in self.grammar.later:
                self.later.append(child)
            elif child.name in self.grammar.paragraphs:
                paragraph.nested.append(child)
            elif child.name in self.grammar.elsewhere:
                continue
            elif child.name in self.grammar.marks:
                self._place(self._mark(child), child, paragraph, hidden)
            else:
                paragraph.values += self._values(child)
                unseen = hidden or child.name in self.grammar.asides or _is_hidden(child)
                self._inside(child, paragraph, hidden=unseen)

    def _stretch(self, stretch: Stretch, paragraph: _Paragraph, hidden: bool) -> None:
        texts = self.grammar.texts
        is_text = stretch.outer.name in texts if texts else not hidden
        if stretch.is_comment or not is_text:
            paragraph.unseen += self._alone(stretch)
            paragraph.aside = -1
        else:
            self._place(_flat(stretch, self.grammar), stretch, paragraph, hidden)

    def _place(self, text: str, place: Node, paragraph: _Paragraph, hidden: bool) -> None:
        """A text into what is seen of its paragraph, or into the aside that it belongs to."""
        if not hidden:
            paragraph.seen.append(Spot(text, paragraph.number, self.member, place))
            paragraph.aside = -1
            return
        if paragraph.aside < 0:
            paragraph.aside = next(self.numbers)
        paragraph.unseen.append(Spot(text, paragraph.aside, self.member, place))

    def _alone(self, stretch: Stretch) -> list[Spot]:
        if not stretch.text.strip() or stretch.outer.name in self.grammar.no_text:
            return []
        text = _flat(stretch, self.grammar)
        return [Spot(text, next(self.numbers), self.member, stretch)]

    def _mark(self, element: Element) -> str:
        count = element.attributes.get(self.grammar.mark_count, "1")
        times = min(int(count), 1_000) if count.isdecimal() else 1
        return self.grammar.marks[element.name] * times

    def _values(self, element: Element) -> list[Spot]:
        return [
            Spot(_readable(value, name), next(self.numbers), self.member, element, name)
            for name, value in element.attributes.items()
            if value.strip() and self.grammar.is_text(element, name)
        ]


def _flat(stretch: Stretch, grammar: Grammar) -> str:
    """The characters of a stretch; where a paragraph holds them itself, a line's end is a space."""
    return stretch.text if grammar.texts else stretch.text.replace("\n", " ")


def _is_hidden(run: Element) -> bool:
    """Whether a run of Word says that it is hidden."""
    looks = [child for child in run.children if isinstance(child, Element)][:1]
    return any(
        isinstance(look, Element)
        and look.name == "w:vanish"
        and look.attributes.get("w:val", "1").casefold() not in ("0", "false", "off", "none")
        for properties in looks
        if properties.name == "w:rPr"
        for look in properties.children
    )


def _readable(value: str, attribute: str) -> str:
    return unquote(value) if attribute in ADDRESSES else value
