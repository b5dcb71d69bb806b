"""What the page Review shows of one excerpt to one reviewer."""

from collections.abc import Sequence
from dataclasses import dataclass

from codebooks.codebook import Code, Direction
from coding.review.known.excerpts import Shelved, Suggested
from coding.review.known.record import Said
from coding.review.known.upcoming import Asked
from coding.review.known.work import Known, Work
from coding.review.lists.code_search import matching_codes
from coding.review.lists.documents import Document, SpokenTurn, transcript_with_codings
from coding.review.lists.marks import MarkedWords, marked_pieces

# Beside 1 to 4, which say directions.
KEYS = "67890"


@dataclass(frozen=True, slots=True)
class CodeChoice:
    """A code that is suggested, or that this reviewer added, and what they said of it."""

    number: int
    code: Code
    theme: str
    suggested: Suggested | None
    phrase: str
    mine: Said | None

    @property
    def usual(self) -> Direction | str:
        """The direction that accepting it gives without a further word, "" where it must be asked."""
        if self.suggested:
            return self.suggested.direction
        return "positive" if self.mine and self.mine.direction else ""

    @property
    def open(self) -> bool:
        """Whether something is still to be said: yes or no, or which direction."""
        return self.mine is None or self.asks_direction

    @property
    def asks_direction(self) -> bool:
        """Whether this reviewer accepted it and has not said in which direction."""
        return bool(self.mine and self.mine.verdict == "accept" and not self.mine.direction)


@dataclass(frozen=True, slots=True)
class FittingCode:
    """A code that could fit, its place in the list and the key that accepts it ("" for none)."""

    place: int
    code: Code
    key: str


@dataclass(frozen=True, slots=True)
class ExcerptView:
    """The excerpt, its words cut at the evidence, what stands around it, and the codes."""

    excerpt: Shelved
    words: tuple[MarkedWords, ...]
    turn: SpokenTurn | None
    before: tuple[SpokenTurn, ...]
    after: tuple[SpokenTurn, ...]
    choices: tuple[CodeChoice, ...]
    could_fit: tuple[FittingCode, ...]
    listed: int
    notes: dict[str, str]
    blind: bool
    undo: str
    found: tuple[Code, ...]
    sought: str

    @property
    def undecided(self) -> int:
        """How many suggested codes this reviewer has said nothing about."""
        return sum(choice.mine is None for choice in self.choices)


def view(
    work: Work, known: Known, asked: Asked, reviewer: str, id: str, sought: str, turns: int
) -> ExcerptView:
    """The view of the excerpt `id`; `turns` before and after. Raises KeyError for an unknown one."""
    excerpt = known.shelf.excerpts[known.shelf.row[id]]
    blind = id in asked.blind
    choices = _choices(work, known, excerpt, reviewer, blind)
    listed = () if blind else known.shelf.could_fit(excerpt.row)
    could_fit = _could_fit(listed, choices)
    before, turn, after = _around(work, known, excerpt, turns)
    last = known.record.last_act(reviewer)
    spans = [choice.suggested.phrase if choice.suggested else (0, 0) for choice in choices]
    return ExcerptView(
        excerpt=excerpt,
        words=marked_pieces(excerpt.text, spans),
        turn=turn,
        before=before,
        after=after,
        choices=choices,
        could_fit=could_fit,
        listed=len(listed),
        notes=known.record.notes(id, reviewer),
        blind=blind,
        undo=last.key if last else "",
        found=tuple(matching_codes(known.shelf.codes, sought, [each.code for each in could_fit])),
        sought=sought,
    )


def _choices(
    work: Work, known: Known, excerpt: Shelved, reviewer: str, blind: bool
) -> tuple[CodeChoice, ...]:
    mine = {code: row for (code, _), row in known.record.words(excerpt.id, reviewer).items()}
    suggested = [] if blind else known.shelf.suggested(excerpt.row)
    shown: dict[str, Suggested | None] = {each.code.id: each for each in suggested}
    for code in known.shelf.codes:
        if code.id in mine:
            shown.setdefault(code.id, None)
    book = work.evaluation.codebook
    return tuple(
        CodeChoice(
            number,
            book.code(code),
            book.theme_of(code).name,
            told,
            excerpt.text[slice(*told.phrase)] if told else "",
            mine.get(code),
        )
        for number, (code, told) in enumerate(shown.items(), 1)
    )


def _could_fit(listed: Sequence[Code], choices: Sequence[CodeChoice]) -> tuple[FittingCode, ...]:
    """Those of the list that are not among the codes already; each keeps its place and its key."""
    there = {choice.code.id for choice in choices}
    return tuple(
        FittingCode(place, code, KEYS[place - 1 : place])
        for place, code in enumerate(listed, 1)
        if code.id not in there
    )


def _around(
    work: Work, known: Known, excerpt: Shelved, turns: int
) -> tuple[tuple[SpokenTurn, ...], SpokenTurn | None, tuple[SpokenTurn, ...]]:
    with work.evaluation.store.reading() as connection:
        read: Document = transcript_with_codings(connection, known.shelf, excerpt.transcript_id)
    if not read.turns:
        return (), None, ()
    at = read.around(excerpt.start)
    before, after = read.turns[max(at - turns, 0) : at], read.turns[at + 1 : at + 1 + turns]
    return before, read.turns[at], after
