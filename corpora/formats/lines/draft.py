"""What a reader of one format hands back, and what people have said about its speakers."""

from collections.abc import Callable
from dataclasses import dataclass

from corpora.transcript import Block, LeftOut


@dataclass(frozen=True, slots=True)
class Guess:
    """A label that opens `count` paragraphs and is, or is not, `taken` for a speaker, unsurely.

    `meant` is the label whose slip of the finger it was taken for.
    """

    label: str
    count: int
    taken: bool
    meant: str = ""


@dataclass(frozen=True, slots=True)
class Weighing:
    """What remained open when labels were weighed.

    `overlooked` is how many of `paragraphs` open with a repeated short run before a colon that is
    no label. `present` are the people whom a list in the source says to be there.
    """

    paragraphs: int = 0
    overlooked: int = 0
    guesses: tuple[Guess, ...] = ()
    present: tuple[str, ...] = ()


NOTHING_OPEN = Weighing()


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
    weighing: Weighing = NOTHING_OPEN


@dataclass(frozen=True, slots=True)
class Speakers:
    """What people have said about who speaks in one source: it overrules the evidence.

    `labels` are speakers' and `nobody` are not, as the source writes them, with or without the
    colon. The labels of each group of `one_person` are one person's, shown as the first of them;
    a group of one label says that all its words are rightly one person's.
    """

    labels: frozenset[str] = frozenset()
    nobody: frozenset[str] = frozenset()
    one_person: tuple[tuple[str, ...], ...] = ()


NO_ANSWERS = Speakers()


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known before a source is read: names of people, and what was said of its speakers."""

    names: frozenset[str] = frozenset()
    speakers: Speakers = NO_ANSWERS


NO_HINTS = Hints()
Reader = Callable[[bytes, str], Draft]
"""Reads the bytes of a source; the second argument names it in errors. Raises FileRefused."""
HintedReader = Callable[[bytes, str, Hints], Draft]
"""A reader that weighs labels, and heeds hints."""


def listed(counts: dict[str, int]) -> tuple[LeftOut, ...]:
    """What was left out, by its name, without the things that did not occur."""
    return tuple(LeftOut(what, count) for what, count in counts.items() if count)
