"""The texts of one XML part of an office file in reading order, each with its place."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import count, islice
from urllib.parse import unquote

from corpora.editing.parts.places import Element, Stretch, XmlPart

Node = Element | Stretch
# Attributes that are addresses: "Ann%20Bell" is shown, and written, as what it stands for.
ADDRESSES = frozenset(("Target", "xlink:href"))


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """What the elements of a format mean for whoever takes text out of it."""

    prefixes: Mapping[str, str]
    paragraphs: frozenset[str]
    rows: frozenset[str]
    """Elements whose texts are one speaker's: what is nobody's among them is theirs as well."""
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
    change_ids: tuple[str, str]
    """The attributes of a deleted text and of the mark at its place that say which is which."""
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
    group: int | None = None


def spots(part: XmlPart, member: str, grammar: Grammar, numbers: Iterator[int]) -> list[Spot]:
    """The texts of `part` in reading order: of a paragraph, what is seen first, then what is not."""
    gathered, drawn = _gathered(part, member, grammar)
    drawn_here = list(islice(numbers, drawn))
    first = drawn_here[0] if drawn_here else 0
    return [_renumbered(spot, first) for spot in gathered]


def _renumbered(spot: Spot, first: int) -> Spot:
    group = None if spot.group is None else spot.group + first
    return Spot(spot.text, spot.paragraph + first, spot.member, spot.place, spot.attribute, group)


# Many documents have the same styles: the same part is gone through once.
@lru_cache(maxsize=32)
def _gathered(part: XmlPart, member: str, grammar: Grammar) -> tuple[Sequence[Spot], int]:
    """The texts of a part, numbered from 0 on, and how many numbers they took."""
    numbers = count()
    gathering = _Gathering(member, grammar, numbers)
    gathering.blocks(part.root)
    while gathering.later:
        gathering.within(gathering.later.pop(0))
    return gathering.spots, next(numbers)


@dataclass(slots=True)
class _Paragraph:
    number: int
    group: int
    """Of what is its speaker's: those of a row, or what was deleted from it."""
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
    group: int | None = None
    """Of the row that is being gone through."""
    changes: dict[str, int] = field(default_factory=dict)
    """The groups of the paragraphs that something was deleted from, by the number of the change."""

    def within(self, element: Element) -> None:
        """The texts of one element, whichever it is."""
        if element.name in self.grammar.paragraphs:
            self._paragraph(element)
            return
        outer = self.group
        deleted = self.grammar.change_ids[0]
        if element.name in self.grammar.rows:
            self.group = next(self.numbers)
        elif deleted in element.attributes:
            self.group = self.changes.get(element.attributes[deleted], outer)
        self.spots += self._values(element)
        self.blocks(element)
        self.group = outer

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
        number = next(self.numbers)
        group = number if self.group is None else self.group
        paragraph = _Paragraph(number, group, values=self._values(element))
        self._inside(element, paragraph, hidden=False)
        is_alone = self.group is None and number not in self.changes.values()
        if is_alone and all(spot.group is None for spot in paragraph.unseen):
            paragraph.seen = [replace(spot, group=None) for spot in paragraph.seen]
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
                if change := child.attributes.get(self.grammar.change_ids[1]):
                    self.changes[change] = paragraph.group
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
            spot = Spot(text, paragraph.number, self.member, place, group=paragraph.group)
            paragraph.seen.append(spot)
            paragraph.aside = -1
            return
        if paragraph.aside < 0:
            paragraph.aside = next(self.numbers)
        spot = Spot(text, paragraph.aside, self.member, place, group=paragraph.group)
        paragraph.unseen.append(spot)

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
