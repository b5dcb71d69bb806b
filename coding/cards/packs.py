"""Cards that were printed together, as they are remembered: which excerpts, which codebook, which piles."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from coding.cards.piles import Pile
from coding.decisions.moved import moves_of_excerpts
from coding.evaluation.database import insert
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.release_tables import card_packs, cards
from coding.evaluation.tables import excerpts
from corpora.errors import InputError
from corpora.files import content_hash


@dataclass(frozen=True, slots=True)
class CardDraw:
    """How cards were drawn: so many likely and so many by chance, of how many; `left_out` by reason."""

    asked: int
    likely: int
    by_chance: int
    among: int
    left_out: tuple[tuple[str, int], ...]
    seed: int


@dataclass(frozen=True, slots=True)
class CardPack:
    """Cards that were printed together; their numbers run from `first` to `last`.

    `on_page` is how many stand on a sheet of A4. `codes` maps ids to hashes of their meaning then.
    """

    number: int
    theme: str
    theme_name: str
    version: str
    hash: str
    codes: Mapping[str, str]
    piles: tuple[Pile, ...]
    drawn: CardDraw
    on_page: int
    first: int
    last: int
    at: str


@dataclass(frozen=True, slots=True)
class DrawnCard:
    """A card. `words` is a hash of what stood on it."""

    number: int
    pack: int
    excerpt_id: str
    words: str


@dataclass(frozen=True, slots=True)
class CardFace:
    """What stands on a card: its number, what was said, and what was asked where it matters."""

    number: int
    text: str
    asked: str = ""

    @property
    def words(self) -> str:
        """A hash of it."""
        return content_hash(f"{self.asked}\n{self.text}".encode("utf-8", "surrogatepass"))[:16]


def next_number(connection: Connection) -> int:
    """The number of the next card: no number comes back, whatever was taken out since."""
    highest = connection.execute(select(func.max(cards.c.number))).scalar() or 0
    return max([int(highest), *(pack.last for pack in packs(connection))]) + 1


def keep_pack(connection: Connection, pack: CardPack, made: Sequence[DrawnCard]) -> None:
    """Keep a pack and its cards."""
    record = {name: value for name, value in asdict(pack).items() if name not in ("number", "at")}
    row = {"number": pack.number, "record": json.dumps(record), "at": pack.at}
    insert(connection, card_packs, [row])
    insert(connection, cards, [asdict(card) for card in made])


def packs(connection: Connection) -> list[CardPack]:
    """Every pack there is, in the order of printing."""
    query = select(card_packs).order_by(card_packs.c.number)
    return [_pack(row.number, json.loads(row.record), row.at) for row in connection.execute(query)]


def _pack(number: int, record: dict[str, Any], at: str) -> CardPack:
    drawn = record["drawn"]
    kept = record | {
        "piles": tuple(Pile(**pile) for pile in record["piles"]),
        "drawn": CardDraw(**drawn | {"left_out": tuple(map(tuple, drawn["left_out"]))}),
    }
    return CardPack(number=number, at=at, **kept)


def pack_of(connection: Connection, number: int) -> CardPack:
    """The pack with this number. Raises InputError where there is none."""
    every = packs(connection)
    for pack in every:
        if pack.number == number:
            return pack
    there = ", ".join(str(pack.number) for pack in every)
    raise InputError(
        "there are no such cards",
        where=f"--pack {number}",
        remedy=f"There are: {there}." if there else "None were printed yet: heard cards --theme ID",
    )


def cards_of(connection: Connection, pack: int) -> list[DrawnCard]:
    """The cards of a pack that are still kept, in the order of their numbers."""
    query = select(cards).where(cards.c.pack == pack).order_by(cards.c.number)
    return [DrawnCard(*row) for row in connection.execute(query)]


def excerpts_on_cards(connection: Connection) -> frozenset[str]:
    """The excerpts that are on a card already."""
    return frozenset(connection.execute(select(cards.c.excerpt_id)).scalars())


def excerpt_by_card(evaluation: Evaluation, pack: CardPack) -> dict[int, str]:
    """The excerpt that is on each card, of those that the evaluation still holds."""
    moved, e = moves_of_excerpts(evaluation.store), excerpts
    with evaluation.store.reading() as connection:
        made = cards_of(connection, pack.number)
        now = {card.number: moved.get(card.excerpt_id, card.excerpt_id) for card in made}
        there = select(e.c.id).where(e.c.consent, e.c.id.in_(now.values()))
        held = set(connection.execute(there).scalars())
    return {number: excerpt for number, excerpt in now.items() if excerpt in held}
