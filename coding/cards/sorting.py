"""What a group laid on which pile, kept as its decisions: added to, never changed.

A card on the pile of a code says that the code is there, in the pile's direction; on both piles of
a code it is mixed. On "none of these" it says of every code of the theme that it is not there.
That a card lies on one pile says nothing of the others. What is read again adds nothing.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection, select

from codebooks.codebook import Direction
from coding.cards.packs import CardPack, excerpt_by_card
from coding.cards.piles import NONE, NOT_HERE, Laid, Pile
from coding.decisions.record import add_all
from coding.evaluation import frames, tables
from coding.evaluation.database import insert
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.release_tables import card_people, card_placements, cards
from coding.refining.workshop import Contribution, contributions, keep_contribution
from coding.reviewers.reviewers import GROUP, group_account
from coding.sheets.filled import Filled, Word, news
from corpora.files import content_hash


@dataclass(frozen=True, slots=True)
class AtTable:
    """How many people of a role sat at the table, and their initials where they gave them."""

    role: str
    people: int
    names: str = ""


@dataclass(frozen=True, slots=True)
class Sorted:
    """What a group sorted: where cards lie, notes beside them, who was there."""

    group: str
    laid: Mapping[int, Laid]
    notes: Mapping[int, str]
    people: tuple[AtTable, ...] = ()


@dataclass(frozen=True, slots=True)
class SortingKept:
    """What came of it: `kept` decisions and notes are new in the record, `moved` cards lie elsewhere now.

    `gone` are cards whose words are no longer in the evaluation, `private` those that should not be
    there, `proposed` the names of new piles that are proposals from now on.
    """

    kept: int
    moved: int
    gone: tuple[int, ...]
    private: tuple[int, ...]
    proposed: tuple[str, ...]


def open_piles(evaluation: Evaluation, pack: CardPack) -> tuple[Pile, ...]:
    """The piles of a pack whose codes are still in the codebook."""
    current = {code.id for code in evaluation.codebook.codes}
    return tuple(pile for pile in pack.piles if pile.code_id in current)


def keep_sorted(evaluation: Evaluation, pack: CardPack, done: Sorted, at: str) -> SortingKept:
    """Keep what a group sorted, under the group's name; `at` is UTC in ISO 8601.

    Raises InputError, and keeps nothing, where the group's name is that of one person.
    """
    group = group_account(evaluation.store, done.group, at)
    excerpts = excerpt_by_card(evaluation, pack)
    laid = {card: where for card, where in done.laid.items() if card in excerpts}
    filled = _filled(evaluation, pack, group, laid, done.notes, excerpts)
    with evaluation.store.reading() as connection:
        decided, remarked = _said_of(connection, filled.excerpts)
    said = news(filled, decided, remarked, at)
    with evaluation.store.writing() as connection:
        kept = add_all(connection, said)
        moved = _keep_placements(connection, group, laid, at)
        _keep_people(connection, pack, group, done.people, at)
    return SortingKept(
        kept,
        moved,
        gone=tuple(sorted(set(done.laid) - set(laid))),
        private=tuple(sorted(card for card, where in laid.items() if NOT_HERE in where.marks)),
        proposed=_propose(evaluation, pack, group, laid, at),
    )


def _filled(
    evaluation: Evaluation,
    pack: CardPack,
    group: str,
    laid: Mapping[int, Laid],
    notes: Mapping[int, str],
    excerpts: Mapping[int, str],
) -> Filled:
    """What the cards say, as a sheet of the group that was read back."""
    piles = {pile.mark: pile for pile in open_piles(evaluation, pack)}
    one = Filled(
        f"cards-{pack.number}-{content_hash(group.encode())[:8]}",
        group,
        pack.version,
        pack.hash,
        frozenset(excerpts[card] for card in laid),
        words=tuple(
            word
            for card, where in laid.items()
            for word in _words(card, excerpts[card], where, piles)
        ),
        private=frozenset(excerpts[card] for card, w in laid.items() if NOT_HERE in w.marks),
        blind=True,
        source="cards",
    )
    written = {excerpts[card]: note for card, note in notes.items() if card in laid and note}
    return Filled(
        **{name: getattr(one, name) for name in Filled.__slots__ if name != "notes"},
        notes=_notes_so_far(evaluation, one) | written,
    )


def _said_of(
    connection: Connection, excerpts: Collection[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The decisions and remarks about these excerpts alone: a card a line must not wait for the rest."""
    d, r = tables.decisions, tables.remarks
    of_d = select(d).where(d.c.excerpt_id.in_(excerpts)).order_by(d.c.number)
    of_r = select(r).where(r.c.excerpt_id.in_(excerpts)).order_by(r.c.number)
    return (
        frames.rows(connection, of_d, frames.DECISIONS),
        frames.rows(connection, of_r, frames.REMARKS),
    )


def _words(card: int, excerpt: str, where: Laid, piles: Mapping[str, Pile]) -> list[Word]:
    if NONE in where.marks:
        return [
            Word(card, excerpt, code, "reject") for code in {p.code_id: 0 for p in piles.values()}
        ]
    ways: dict[str, set[Direction]] = {}
    for mark in where.marks:
        if mark in piles:
            ways.setdefault(piles[mark].code_id, set()).add(piles[mark].direction)
    return [
        Word(card, excerpt, code, "accept", "mixed" if len(way) > 1 else next(iter(way)))
        for code, way in ways.items()
    ]


def _notes_so_far(evaluation: Evaluation, one: Filled) -> dict[str, str]:
    """The notes that stand beside the cards from before: who writes none now takes none back."""
    with evaluation.store.reading() as connection:
        _, said = _said_of(connection, one.excerpts)
    own = said[
        said["key"].str.startswith(one.prefix).astype(bool)
        & (said["kind"] == "memo")
        & said["excerpt_id"].isin(one.excerpts)
    ]
    last = own.drop_duplicates("excerpt_id", keep="last")
    return {
        str(row["excerpt_id"]): str(row["value"])
        for row in last.to_dict("records")
        if not row["undoes"]
    }


def placements(connection: Connection, group: str) -> dict[int, Laid]:
    """Where each card lies that a group has sorted, by the last word of the group."""
    p = card_placements
    query = select(p.c.card, p.c.piles).where(p.c.reviewer == group).order_by(p.c.number)
    found = {row.card: _laid(row.piles) for row in connection.execute(query)}
    return {card: where for card, where in found.items() if where.marks}


def _laid(kept: str) -> Laid:
    """After a purge nothing stands there any more."""
    record = json.loads(kept) if kept else {"marks": [], "new": []}
    return Laid(tuple(record["marks"]), tuple(record["new"]))


def sorting_groups(connection: Connection, pack: CardPack) -> tuple[str, ...]:
    """The groups that sorted cards of a pack, or said who was there, in the order of their names."""
    laid = (
        select(card_placements.c.reviewer)
        .join(cards, card_placements.c.card == cards.c.number)
        .where(cards.c.pack == pack.number)
    )
    there = select(card_people.c.reviewer).where(card_people.c.pack == pack.number)
    names = {name for query in (laid, there) for name in connection.execute(query).scalars()}
    return tuple(sorted(names))


def people_at_table(connection: Connection, pack: int, group: str) -> dict[str, AtTable]:
    """Who sat at the table when a group sorted a pack, by role."""
    p = card_people
    query = select(p).where(p.c.pack == pack, p.c.reviewer == group).order_by(p.c.number)
    return {row.role: AtTable(row.role, row.people, row.names) for row in connection.execute(query)}


def _keep_placements(connection: Connection, group: str, laid: Mapping[int, Laid], at: str) -> int:
    """Add where cards lie that lie elsewhere now; how many these are."""
    before = placements(connection, group)
    new = [(c, w) for c, w in sorted(laid.items()) if before.get(c, Laid()) != w]
    rows = [
        {
            "card": card,
            "reviewer": group,
            "piles": json.dumps({"marks": where.marks, "new": where.new}),
            "at": at,
        }
        for card, where in new
    ]
    insert(connection, card_placements, rows)
    return len(rows)


def _keep_people(
    connection: Connection, pack: CardPack, group: str, people: Sequence[AtTable], at: str
) -> None:
    before = people_at_table(connection, pack.number, group)
    rows = [
        {
            "pack": pack.number,
            "reviewer": group,
            "role": one.role,
            "people": one.people,
            "names": one.names,
            "at": at,
        }
        for one in people
        if before.get(one.role) != one
    ]
    insert(connection, card_people, rows)


def _propose(
    evaluation: Evaluation, pack: CardPack, group: str, laid: Mapping[int, Laid], at: str
) -> tuple[str, ...]:
    """Put the names of new piles forward in the workshop on the codebook, each once."""
    names = list(dict.fromkeys(name for _, where in sorted(laid.items()) for name in where.new))
    proposed = []
    with evaluation.store.reading() as connection:
        known = {each.key for each in contributions(connection)}
    themes = {theme.id for theme in evaluation.codebook.themes}
    for name in names:
        key = (
            f"cards-{content_hash(json.dumps([group, pack.theme, name.casefold()]).encode())[:24]}"
        )
        if key not in known:
            text = (
                f"A new code: “{name}”. Cards were put on a pile of this name ({pack.theme_name})."
            )
            subject = pack.theme if pack.theme in themes else ""
            said = Contribution(key, subject, "propose", None, text, group, GROUP, at)
            if keep_contribution(evaluation.store, said):
                proposed.append(name)
    return tuple(proposed)


def names_of_new_piles(laid: Mapping[int, Laid]) -> dict[str, str]:
    """The names of the new piles by their marks, as cards lie."""
    return {mark: name for where in laid.values() for mark, name in where.named.items()}
