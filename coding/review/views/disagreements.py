"""What the page Disagreements shows: each disagreement with its excerpt, for one who may see it."""

from dataclasses import dataclass

from codebooks.codebook import Code
from coding.agreement.disagreements import Disagreement, disagreements
from coding.agreement.shares import shares
from coding.evaluation.evaluation import Evaluation
from coding.review.known.excerpts import Shelf, Shelved
from coding.reviewers.blinding import blinded


@dataclass(frozen=True, slots=True)
class Card:
    """A disagreement and the words that it is about. `id` names its form on the page."""

    found: Disagreement
    code: Code
    excerpt: Shelved

    @property
    def id(self) -> str:
        return f"{self.found.excerpt_id}-{self.found.code_id}"


@dataclass(frozen=True, slots=True)
class Board:
    """Disagreements that wait and those that are settled.

    `hidden` counts those about excerpts that this reviewer still codes blind.
    """

    open: tuple[Card, ...]
    settled: tuple[Card, ...]
    hidden: int


def board(evaluation: Evaluation, shelf: Shelf, reviewer: str) -> Board:
    """The disagreements of the blind share as this reviewer may see them, in order of the text."""
    share, _ = shares(evaluation)
    found = disagreements(share, evaluation.decisions())
    with evaluation.store.reading() as connection:
        hidden = blinded(connection, reviewer)
    shown = [each for each in found if each.excerpt_id not in hidden]
    cards = _cards(evaluation, shelf, shown)
    return Board(
        open=tuple(card for card in cards if card.found.settled is None),
        settled=tuple(card for card in cards if card.found.settled is not None),
        hidden=len(found) - len(shown),
    )


def _cards(evaluation: Evaluation, shelf: Shelf, found: list[Disagreement]) -> list[Card]:
    there = [each for each in found if each.excerpt_id in shelf.row]
    return [
        Card(
            each, evaluation.codebook.code(each.code_id), shelf.excerpts[shelf.row[each.excerpt_id]]
        )
        for each in sorted(there, key=lambda each: shelf.row[each.excerpt_id])
    ]
