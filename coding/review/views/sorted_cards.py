"""What the page Cards shows: the cards that were printed, and how far a group's piles are typed in."""

from collections.abc import Mapping
from dataclasses import dataclass

from coding.cards.packs import CardPack, excerpt_by_card, packs
from coding.cards.piles import NONE, NONE_SAYS, NOT_HERE, NOT_HERE_SAYS, Laid, Pile
from coding.cards.sorting import (
    AtTable,
    names_of_new_piles,
    open_piles,
    people_at_table,
    placements,
    sorting_groups,
)
from coding.evaluation.evaluation import Evaluation


@dataclass(frozen=True, slots=True)
class PackLine:
    """A pack with the groups that sorted it."""

    pack: CardPack
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PileLine:
    """A pile: its mark, what it means, and the numbers of the cards on it."""

    mark: str
    says: str
    cards: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SortedCards:
    """A pack and a group: piles with their cards, what is still open, who was there by role."""

    pack: CardPack
    group: str
    piles: tuple[PileLine, ...]
    open_piles: tuple[Pile, ...]
    names: Mapping[str, str]
    laid: Mapping[int, Laid]
    excerpts: Mapping[int, str]
    left: tuple[int, ...]
    people: Mapping[str, AtTable]


def pack_lines(evaluation: Evaluation) -> tuple[PackLine, ...]:
    """Every pack, the last one first."""
    with evaluation.store.reading() as connection:
        every = packs(connection)
        lines = [PackLine(pack, sorting_groups(connection, pack)) for pack in every]
    return tuple(reversed(lines))


def sorted_cards(evaluation: Evaluation, pack: CardPack, group: str) -> SortedCards:
    """How far the cards of a pack are typed in for a group."""
    excerpts = excerpt_by_card(evaluation, pack)
    with evaluation.store.reading() as connection:
        every = placements(connection, group)
        people = people_at_table(connection, pack.number, group)
    laid = {card: where for card, where in every.items() if card in excerpts}
    names, current = names_of_new_piles(laid), open_piles(evaluation, pack)
    marks = [
        *((pile.mark, pile.says) for pile in current),
        (NONE, NONE_SAYS),
        (NOT_HERE, NOT_HERE_SAYS),
        *sorted(names.items()),
    ]
    return SortedCards(
        pack=pack,
        group=group,
        piles=tuple(
            PileLine(mark, says, tuple(c for c, w in sorted(laid.items()) if mark in w.marks))
            for mark, says in marks
        ),
        open_piles=current,
        names=names,
        laid=laid,
        excerpts=excerpts,
        left=tuple(card for card in sorted(excerpts) if card not in laid),
        people=people,
    )
