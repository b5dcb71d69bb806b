"""What people propose and say about the codebook, each with name and role: added to, never changed."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal, get_args

from sqlalchemy import Connection, select

from coding.evaluation.database import Store, insert
from coding.evaluation.tables import workshop
from corpora.errors import InputError

Kind = Literal["propose", "comment", "agree", "disagree", "take back"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Contribution:
    """One thing somebody said. `subject` is a code's or a theme's id, or "" for the whole codebook;
    `about` is the number of the contribution that it answers. `number` is 0 until it is kept.
    """

    key: str
    subject: str
    kind: Kind
    about: int | None
    text: str
    name: str
    role: str
    at: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Thread:
    """A proposal or a comment, what was answered, and who agrees and who does not now.

    `taken_back` says that its author has taken it back.
    """

    opening: Contribution
    answers: tuple[Contribution, ...]
    agree: tuple[Contribution, ...]
    disagree: tuple[Contribution, ...]
    taken_back: bool


def keep_contribution(store: Store, said: Contribution) -> bool:
    """Keep it; False where the same key was kept before. Raises InputError where it says nothing.

    A proposal or comment needs words; agreeing, disagreeing and taking back need what they are
    about; only its author takes something back.
    """
    with store.writing() as connection:
        known = select(workshop.c.key).where(workshop.c.key == said.key)
        if connection.execute(known).first():
            return False
        _check(connection, said)
        row = {name: value for name, value in asdict(said).items() if name != "number"}
        insert(connection, workshop, [row])
    return True


def _check(connection: Connection, said: Contribution) -> None:
    if said.kind in ("propose", "comment") and not said.text.strip():
        raise InputError("there are no words in it", remedy="Write what you propose or think.")
    if len(said.text) > LONGEST:
        raise InputError("this is too long", remedy=f"Up to {LONGEST:,} characters.")
    if said.about is None:
        if said.kind in ("agree", "disagree", "take back"):
            raise InputError("it is not said what this is about", remedy="Open the page again.")
        return
    query = select(workshop).where(workshop.c.number == said.about)
    found = connection.execute(query).one_or_none()
    if found is None or found.kind not in ("propose", "comment"):
        raise InputError("what this answers is not there", remedy="Open the page again.")
    if said.kind == "take back" and found.name != said.name:
        raise InputError("only who wrote something takes it back", remedy="You can disagree.")


def contributions(connection: Connection) -> list[Contribution]:
    """Everything that was said, in the order in which it was."""
    w = workshop
    return [
        Contribution(
            row.key, row.subject, row.kind, row.about, row.text, row.name, row.role, row.at,
            row.number,
        )
        for row in connection.execute(select(w).order_by(w.c.number))
    ]  # fmt: skip


def threads(said: Sequence[Contribution]) -> list[Thread]:
    """The proposals and comments that answer nothing, each with what was said about it.

    Of each person only the last "agree" or "disagree" counts. A comment that was taken back is
    left out of the answers.
    """
    gone = {each.about for each in said if each.kind == "take back"}
    return [
        Thread(
            opening=opening,
            answers=tuple(
                each
                for each in said
                if each.kind == "comment"
                and each.about == opening.number
                and each.number not in gone
            ),
            agree=_of_kind("agree", opening, said),
            disagree=_of_kind("disagree", opening, said),
            taken_back=opening.number in gone,
        )
        for opening in said
        if opening.kind in ("propose", "comment") and opening.about is None
    ]


def _of_kind(
    kind: Kind, opening: Contribution, said: Iterable[Contribution]
) -> tuple[Contribution, ...]:
    last: dict[str, Contribution] = {}
    for each in said:
        if each.about == opening.number and each.kind in ("agree", "disagree"):
            last.pop(each.name, None)
            last[each.name] = each
    return tuple(each for each in last.values() if each.kind == kind)
