"""An easy read paper as values: sections of lines, a sentence each, beside room for pictures."""

from collections.abc import Iterator
from dataclasses import dataclass

from coding.document.blocks import Number, Quotation, Words
from coding.document.plain import words_text

POINTS = 16
"""The size of its letters, in points, where nothing else is asked for."""

PROGRAM = "the program's own words"
"""Where a sentence is written that no team has written."""


@dataclass(frozen=True, slots=True)
class EasyLine:
    """One sentence. `where` says where it is written.

    `quotation` is the quote of which it is a sentence; a `heading` need not be one.
    """

    words: Words
    where: str = PROGRAM
    quotation: Quotation | None = None
    heading: bool = False

    @property
    def quoted(self) -> bool:
        """Whether these are somebody's words as they were said."""
        return self.quotation is not None

    @property
    def text(self) -> str:
        """The sentence as it is read."""
        return words_text(self.words)


@dataclass(frozen=True, slots=True)
class EasyPassage:
    """Lines that belong together, beside room for one picture.

    `picture` says what the picture is to show; `heading` is "" where the section's own is enough.
    """

    picture: str
    lines: tuple[EasyLine, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class EasySection:
    """A part with a heading; `id` is its anchor."""

    id: str
    heading: str
    passages: tuple[EasyPassage, ...]


@dataclass(frozen=True, slots=True)
class HardWord:
    """A word that is explained; `forms` are how it may be written, the first of them in the list."""

    forms: tuple[str, ...]
    meaning: str

    @property
    def word(self) -> str:
        """How it stands in the list of hard words."""
        return self.forms[0]


@dataclass(frozen=True, slots=True)
class WithoutEasyWords:
    """A text of the team's for which there are no easy words, and where it is written.

    What is `needed` stops a release; anything else is for the team to know.
    """

    text: str
    where: str
    what: str
    needed: bool


@dataclass(frozen=True, slots=True)
class EasyReadPaper:
    """The whole paper. `hard_words` are those that stand in it; `points` is the size of its letters.

    `left_out` is what could not be told in easy words; `draft` whether the team can still change it.
    """

    title: EasyLine
    sections: tuple[EasySection, ...]
    hard_words: tuple[HardWord, ...] = ()
    left_out: tuple[WithoutEasyWords, ...] = ()
    draft: bool = True
    points: int = POINTS
    language: str = "en-GB"

    def lines(self) -> Iterator[EasyLine]:
        """Every line in the order of reading: the title, headings, sentences, explanations."""
        yield self.title
        for section in self.sections:
            yield EasyLine((section.heading,), heading=True)
            for passage in section.passages:
                if passage.heading:
                    yield EasyLine((passage.heading,), heading=True)
                yield from passage.lines
        for hard in self.hard_words:
            yield EasyLine((hard.word,), heading=True)
            yield EasyLine((hard.meaning,))

    def numbers(self) -> Iterator[Number]:
        """Every figure that is printed, with its key, in the order of reading."""
        for line in self.lines():
            yield from (word for word in line.words if isinstance(word, Number))

    def quotations(self) -> Iterator[Quotation]:
        """Every quote that is printed, in the order of reading."""
        quotes = (line.quotation for line in self.lines() if line.quotation is not None)
        yield from dict.fromkeys(quotes)
