"""What the page Read shows beside a transcript's words: codes by theme, and the words they are about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from codebooks.codebook import Codebook
from coding.decisions.selected_words import ALL, Replaced, Span, form_span, own_span, shown_span
from coding.evaluation import tables
from coding.report.words import series
from coding.review.known.excerpts import Shelved
from coding.review.known.record import Said
from coding.review.known.work import Known
from coding.review.lists.listing import CodeStanding, standings
from coding.review.lists.marks import MarkedWords, marked_pieces
from corpora.sentences import sentences

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
    """An excerpt's margins, and its words in pieces, with the tint of each mark's code by its number.

    `selected` are the words that people selected, by the key of their decision.
    """

    margins: tuple[ThemeMargin, ...]
    words: tuple[MarkedWords, ...]
    tints: tuple[int, ...]
    selected: Mapping[str, str]
    blind: bool


def read_excerpt(
    known: Known, book: Codebook, excerpt: Shelved, own: str, reviewer: str, blind: bool
) -> ReadExcerpt:
    """What stands on an excerpt; only what this reviewer said of it where they code it blind.

    `own` is the excerpt's text as the transcript has it.
    """
    words = known.record.words(excerpt.id, reviewer if blind else "")
    rulings = {} if blind else known.record.rulings(excerpt.id)
    every = standings(known.shelf, words, rulings, excerpt.row)
    margins = _margins(book, [code for code in every if code.words or not blind])
    codes = [(margin.tint, code) for margin in margins for code in margin.codes]
    marks = [(tint, ALL if blind else _evidence(code)) for tint, code in codes]
    selected = {}
    for tint, word in [(tint, word) for tint, code in codes for word in code.words]:
        start, end = _selected(known, word, own)
        if start < end:
            marks.append((tint, (start, end)))
            selected[word.key] = excerpt.text[start:end]
    spans = [span for _, span in marks]
    tints = tuple(tint for tint, _ in marks)
    return ReadExcerpt(margins, marked_pieces(excerpt.text, spans), tints, selected, blind)


def _selected(known: Known, word: Said, own: str) -> Span:
    """The words that somebody selected for a code they accept, in the excerpt as it is shown."""
    if word.verdict != "accept" or word.words_start is None or word.words_end > len(own):
        return ALL
    return shown_span((word.words_start, word.words_end), known.shelf.names.spans(own))


def own_words(connection: Connection, excerpts: Sequence[Shelved]) -> dict[str, str]:
    """By id, the text of excerpts of one transcript as it is stored: real names are in it."""
    t = tables.transcripts
    ids = {excerpt.transcript_id for excerpt in excerpts}
    query = select(t.c.id, t.c.text).where(t.c.id.in_(ids))
    texts = {row.id: row.text for row in connection.execute(query)}
    return {e.id: texts[e.transcript_id][e.start : e.end] for e in excerpts}


def chosen_words(
    known: Known, excerpts: Sequence[Shelved], own: Mapping[str, str], written: Mapping[str, str]
) -> dict[str, Span]:
    """The spans of the own texts that a form chose, by excerpt, "12-40" counting in what is shown.

    Raises InputError where one is not in its excerpt.
    """
    spans = {}
    for excerpt in excerpts:
        shown = form_span(written.get(excerpt.id, ""), len(excerpt.text))
        replaced: Replaced = known.shelf.names.spans(own[excerpt.id])
        spans[excerpt.id] = shown if shown == ALL else own_span(shown, replaced)
    return spans


@dataclass(frozen=True, slots=True)
class WordChoice:
    """Some words to choose of an excerpt: their span as a form sends it, and the words."""

    written: str
    words: str
    chosen: bool


def word_choices(excerpt: Shelved, written: str) -> tuple[WordChoice, ...]:
    """What of an excerpt can be coded: what was selected, all of it, or one of its sentences.

    Raises InputError where what was selected is not in it.
    """
    start, end = form_span(written, len(excerpt.text))
    every = [WordChoice("", "All of it", start == end)]
    spans = next(iter(sentences([excerpt.text])), [])
    if start < end and (start, end) not in spans:
        every.insert(0, WordChoice(written, excerpt.text[start:end], True))
    if len(spans) > 1:
        every += [
            WordChoice(f"{first}-{last}", excerpt.text[first:last], (first, last) == (start, end))
            for first, last in spans
        ]
    return tuple(every)


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
    return series(names)
