"""What goes with texts that are taken away: whatever then holds nothing."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from corpora.editing.parts.places import Element, Stretch
from corpora.editing.parts.spots import Grammar, Node


def emptied(taken: AbstractSet[Node], roots: Sequence[Element], grammar: Grammar) -> set[Node]:
    """`taken` and every element that is left with nothing, wherever in the file it stands.

    A comment that goes takes along the marks that say where it was made.
    """
    emptying = _Emptying(roots, grammar, set(taken))
    fresh: set[Node] = set(taken)
    while fresh:
        before = set(emptying.gone)
        emptying.climb(fresh)
        emptying.gone |= emptying.mates(emptying.gone - before)
        fresh = emptying.gone - before
    return emptying.gone


@dataclass(slots=True)
class _Emptying:
    roots: Sequence[Element]
    grammar: Grammar
    gone: set[Node]

    def climb(self, fresh: Iterable[Node]) -> None:
        """Takes away, from the inside to the outside, what these have left with nothing."""
        touched = {above for node in fresh for above in node.above()}
        removable = self.grammar.removable
        blank: dict[Element, bool] = {}
        # From the end: what must stay where something follows is asked after what follows.
        for element in sorted(touched, key=lambda each: (-each.depth, -each.start)):
            blank[element] = self._is_blank(element, blank)
            if not blank[element] or element.name not in removable:
                continue
            if not self.grammar.is_kept(element, self.gone):
                self.gone.add(element)

    def _is_blank(self, element: Element, blank: dict[Element, bool]) -> bool:
        return all(self._is_nothing(child, blank) for child in element.children)

    def _is_nothing(self, node: Node, blank: dict[Element, bool]) -> bool:
        if node in self.gone:
            return True
        if isinstance(node, Stretch):
            return node.is_comment or not node.text.strip()
        if node.name not in self.grammar.holders:
            return not self.grammar.holds(node)
        if node not in blank:
            blank[node] = self._is_blank(node, blank)
        return blank[node]

    def mates(self, gone: Iterable[Node]) -> set[Node]:
        """The elements elsewhere that belong to those that have gone, by their number."""
        keys = {key for element in _all(gone) for key in self._keys(element)}
        if not keys:
            return set()
        names = {name for name, _, _ in keys}
        return {
            element
            for root in self.roots
            for element in root.elements()
            if element.name in names
            and any((element.name, *pair) in keys for pair in element.attributes.items())
        }

    def _keys(self, element: Element) -> Iterator[tuple[str, str, str]]:
        id_name, mates = self.grammar.mates.get(element.name, ("", {}))
        if number := element.attributes.get(id_name):
            yield from ((name, attribute, number) for name, attribute in mates.items())


def _all(nodes: Iterable[Node]) -> Iterator[Element]:
    for node in nodes:
        if isinstance(node, Element):
            yield from node.elements()
