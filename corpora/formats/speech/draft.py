"""What a reader of one format hands back."""

from collections.abc import Callable
from dataclasses import dataclass

from corpora.transcript import Block, LeftOut


@dataclass(frozen=True, slots=True)
class Draft:
    """The blocks of one source in reading order, and what of it is not among them.

    `asides` are the indexes of blocks of a labelled transcript that stand outside every
    speaker's turn (a preface, what follows a heading): a note-taker's words in meeting notes,
    nobody's in an interview. Whoever knows the kind of the source decides.
    """

    blocks: tuple[Block, ...]
    left_out: tuple[LeftOut, ...] = ()
    asides: frozenset[int] = frozenset()


Reader = Callable[[bytes, str], Draft]
"""Reads the bytes of a source; the second argument names it in errors. Raises FileRefused."""


def listed(counts: dict[str, int]) -> tuple[LeftOut, ...]:
    """What was left out, by its name, without the things that did not occur."""
    return tuple(LeftOut(what, count) for what, count in counts.items() if count)
