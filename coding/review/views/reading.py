"""What the page Read shows beside a transcript's words: codes by theme, and the words they are about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from codebooks.codebook import Codebook
from coding.review.known.excerpts import Shelved
from coding.review.known.work import Known
from coding.review.lists.listing import CodeStanding, standings
from coding.review.lists.marks import MarkedWords, marked_pieces

TINTS = 8
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class ThemeMargin:
    """The codes of one theme on an excerpt; `tint` (1 to `TINTS`) is the colour of its margin."""

    theme: str
    tint: int
    codes: tuple[CodeStanding, ...]


@dataclass(frozen=True, slots=True)
class ReadExcerpt:
    """An excerpt's margins, and its words in pieces; the marks count the codes of `marked`."""

    margins: tuple[ThemeMargin, ...]
    words: tuple[MarkedWords, ...]
    blind: bool

    @property
    def margin_of_mark(self) -> tuple[ThemeMargin, ...]:
        """The margin of each mark's code: mark 1 is the first."""
        return tuple(margin for margin in self.margins for _ in margin.codes)


def read_excerpt(
    known: Known, book: Codebook, excerpt: Shelved, reviewer: str, blind: bool
) -> ReadExcerpt:
    """What stands on an excerpt; only what this reviewer said of it where they code it blind."""
    words = known.record.words(excerpt.id, reviewer if blind else "")
    rulings = {} if blind else known.record.rulings(excerpt.id)
    every = standings(known.shelf, words, rulings, excerpt.row)
    margins = _margins(book, [code for code in every if code.words or not blind])
    codes = [code for margin in margins for code in margin.codes]
    spans = [(0, 0) if blind else _evidence(code) for code in codes]
    return ReadExcerpt(margins, marked_pieces(excerpt.text, spans), blind)


def _evidence(standing: CodeStanding) -> tuple[int, int]:
    """The words that a suggestion rests on, of the excerpt as it is shown; none once it is rejected."""
    if standing.suggested is None or standing.status == "reject":
        return (0, 0)
    return standing.suggested.phrase


def _margins(book: Codebook, codes: Sequence[CodeStanding]) -> tuple[ThemeMargin, ...]:
    """The codes under their themes, in the codebook's order."""
    margins = []
    for at, theme in enumerate(book.themes):
        ids = {code.id for code in theme.codes}
        own = tuple(standing for standing in codes if standing.code.id in ids)
        if own:
            margins.append(ThemeMargin(theme.name, at % TINTS + 1, own))
    return tuple(margins)


def who_speaks(excerpts: Iterable[Shelved]) -> str:
    """The pseudonyms of those whose words these are, "" where the file names nobody."""
    names = [name for name in dict.fromkeys(excerpt.pseudonym for excerpt in excerpts) if name]
    if len(names) > MOST_NAMED + 1:
        return f"{', '.join(names[:MOST_NAMED])} and {len(names) - MOST_NAMED} others"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
