"""What the page Disagreements shows: each disagreement with its excerpt, for one who may see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from codebooks.codebook import Code
from coding.agreement_record import shares
from coding.blinds import blinded
from coding.disagreements import Disagreement, disagreements
from coding.evaluation import Evaluation


@dataclass(frozen=True, slots=True)
class Card:
    """A disagreement and the words that it is about. `id` names its form on the page."""

    found: Disagreement
    code: Code
    excerpt: Mapping[str, Any]

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


def board(evaluation: Evaluation, reviewer: str) -> Board:
    """The disagreements of the blind share as this reviewer may see them, in order of the text."""
    share, _ = shares(evaluation)
    found = disagreements(share, evaluation.decisions())
    with evaluation.store.reading() as connection:
        hidden = blinded(connection, reviewer)
    shown = [each for each in found if each.excerpt_id not in hidden]
    cards = _cards(evaluation, shown)
    return Board(
        open=tuple(card for card in cards if card.found.settled is None),
        settled=tuple(card for card in cards if card.found.settled is not None),
        hidden=len(found) - len(shown),
    )


def _cards(evaluation: Evaluation, found: list[Disagreement]) -> list[Card]:
    wanted = {each.excerpt_id for each in found}
    frame = evaluation.excerpts()
    rows = frame[frame["excerpt_id"].isin(wanted)].to_dict("records")
    by_id: dict[str, Mapping[str, Any]] = {row["excerpt_id"]: row for row in rows}  # type: ignore[misc]
    order = {id: place for place, id in enumerate(by_id)}
    return [
        Card(each, evaluation.codebook.code(each.code_id), by_id[each.excerpt_id])
        for each in sorted(
            (each for each in found if each.excerpt_id in by_id),
            key=lambda each: order[each.excerpt_id],
        )
    ]
