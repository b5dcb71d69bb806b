"""Words of the one who leaves in what others wrote: quoted word for word, or naming her."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpora.cutting_out.alignment import words_in
from corpora.cutting_out.labels import Edit, replaced
from corpora.names.names import Names
from corpora.transcript import WITHDRAWN

FEWEST_QUOTED = 5
"""So many words in a row that nobody else said are a quote; fewer are anybody's."""

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leftovers:
    """What betrays her outside of the sources: phrases that only she said, her names, ids of rows.

    `ids` are those of her excerpts: a row of a table that holds one is about her words.
    """

    phrases: frozenset[Phrase]
    names: Names
    ids: frozenset[str] = frozenset()

    def quotes(self, text: str) -> list[Edit]:
        """Where she is quoted in a text, with a mark to put there."""
        words = words_in([text]) if self.phrases else []
        spans: list[Edit] = []
        for at in range(len(words) - FEWEST_QUOTED + 1):
            some = words[at : at + FEWEST_QUOTED]
            if tuple(word.word for word in some) not in self.phrases:
                continue
            if spans and some[0].start < spans[-1][1]:
                spans[-1] = (spans[-1][0], some[-1].end, WITHDRAWN)
            else:
                spans.append((some[0].start, some[-1].end, WITHDRAWN))
        return spans

    def edits(self, text: str) -> list[Edit]:
        """What is to be put in place of what: quotes of hers, and her names beside them."""
        quotes = self.quotes(text)
        named = [
            (start, end, instead)
            for start, end, instead in self.names.spans(text)
            if not any(start < b and end > a for a, b, _ in quotes)
        ]
        return sorted([*quotes, *named])

    def without_her(self, text: str) -> str:
        """The text with a mark in place of each quote of hers and of each of her names."""
        return replaced(text, self.edits(text))


def own_phrases(hers: Iterable[str], others: Iterable[str]) -> frozenset[Phrase]:
    """The phrases that she said and nobody else did."""
    own = {phrase for text in hers for phrase in _phrases(text)}
    for text in others if own else ():
        own.difference_update(_phrases(text))
    return frozenset(own)


def _phrases(text: str) -> Iterator[Phrase]:
    words = [word.word for word in words_in([text])]
    return zip(*(words[first:] for first in range(FEWEST_QUOTED)), strict=False)
