"""Files of YAML that the team writes in the folder `findings`, without the one who leaves.

A mark such as `[withdrawn]` would be a list in YAML, so that what changes is written anew as a text
in quotation marks, and nothing else of the file is touched.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from codebooks.editing.splice import put, text_without_mark
from codebooks.editing.yaml_text import quoted
from codebooks.yaml.nodes import Fields, Items, Node, Scalar, read_nodes, says_something
from coding.written.columns import DISSENT
from corpora.cutting_out.papers import CutPaper
from corpora.cutting_out.quotes import Leftovers
from corpora.errors import CodebookError
from corpora.transcript import WITHDRAWN

COMMENT = re.compile(r"#[^\r\n]*")
Splice = tuple[int, int, str]


def cut_findings(content: bytes, leftovers: Leftovers) -> CutPaper | None:
    """The file without her names, her words, her dissent and the ids of her excerpts.

    None where it cannot be read as YAML: then it is looked through line by line.
    """
    if not says_something(content):
        return None
    try:
        cut = _Cut(leftovers)
        root = read_nodes(content, where="")
        cut.look(root)
        cut.look_through_comments(text_without_mark(content), root)
        for start, end, instead in reversed(_outer(cut.splices)):
            content = put(content, start, end, instead)
        read_nodes(content, where="")
    except CodebookError:
        return None
    return CutPaper(content, cut.ids, cut.quotes, cut.names)


@dataclass(slots=True)
class _Cut:
    """What is to be put where, and how many ids, quotes and names go."""

    leftovers: Leftovers
    splices: list[Splice] = field(default_factory=list)
    ids: int = 0
    quotes: int = 0
    names: int = 0

    def look(self, node: Node, name: Scalar | None = None) -> None:
        """Look through a node, which stands in a field of this name."""
        if isinstance(node, Scalar):
            self._text(node)
        elif isinstance(node, Fields):
            for field_name, held in node.entries:
                self.look(held, field_name)
        elif name is not None and self._holds_ids(node):
            self._without_ids(node, name)
        else:
            for item in node.items:
                if name is not None and name.text == DISSENT.name:
                    self._dissent(item)
                self.look(item)

    def look_through_comments(self, text: str, root: Node) -> None:
        """Look through what stands behind a # outside of every text."""
        at = 0
        for start, end in [*sorted(_places(root)), (len(text), len(text))]:
            for comment in COMMENT.finditer(text, at, max(at, start)):
                if edits := self.leftovers.edits(comment.group()):
                    self.names += len(edits)
                    said = self.leftovers.without_her(comment.group())
                    self.splices.append((*comment.span(), said))
            at = max(at, end)

    def _text(self, node: Scalar) -> None:
        edits = self.leftovers.edits(node.text)
        if edits and not any(start == node.place.start for start, _, _ in self.splices):
            quotes = len(self.leftovers.quotes(node.text))
            self.quotes, self.names = self.quotes + quotes, self.names + len(edits) - quotes
            self._put(node, quoted(self.leftovers.without_her(node.text)))

    def _dissent(self, item: Node) -> None:
        """What she wrote herself goes, whatever its words are."""
        fields = {name.text: held for name, held in _entries(item)}
        name, text = fields.get("name"), fields.get("text")
        if not (isinstance(name, Scalar) and isinstance(text, Scalar)):
            return
        if self.leftovers.names.spans(name.text):
            self.quotes += 1
            self._put(text, quoted(WITHDRAWN))

    def _holds_ids(self, node: Items) -> bool:
        return any(isinstance(i, Scalar) and i.text in self.leftovers.ids for i in node.items)

    def _without_ids(self, node: Items, name: Scalar) -> None:
        texts = [item.text for item in node.items if isinstance(item, Scalar)]
        left = [text for text in texts if text not in self.leftovers.ids]
        self.ids += len(texts) - len(left)
        said = ", ".join(map(quoted, left))
        self.splices.append((name.place.end, node.place.end, f": [{said}]"))

    def _put(self, node: Scalar, instead: str) -> None:
        self.splices.append((node.place.start, node.place.end, instead))


def _outer(splices: list[Splice]) -> list[Splice]:
    """The splices in order, without those that stand within another."""
    kept: list[Splice] = []
    for splice in sorted(splices, key=lambda each: (each[0], -each[1])):
        if not kept or splice[0] >= kept[-1][1]:
            kept.append(splice)
    return kept


def _places(node: Node) -> Iterator[tuple[int, int]]:
    if isinstance(node, Scalar):
        yield node.place.start, node.place.end
    elif isinstance(node, Items):
        for item in node.items:
            yield from _places(item)
    else:
        for name, held in node.entries:
            yield name.place.start, name.place.end
            if held.place.start >= name.place.end:  # nothing stands there else
                yield from _places(held)


def _entries(node: Node) -> Iterator[tuple[Scalar, Node]]:
    yield from node.entries if isinstance(node, Fields) else ()
