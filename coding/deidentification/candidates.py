"""What de-identification comes to: proposals for people, the key, and the sign-off.

The key says what stands for whom. It lies apart from all that is handed out, for its owner only.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from coding.deidentification.search import Actions
from coding.evaluation import tables
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.replacements import (
    Replacement,
    everything,
    is_covered,
    known_and_near_names,
    known_names,
)
from coding.evaluation.tables import found, sign_offs
from corpora.files import content_hash, write_atomic
from corpora.names.names import Names
from corpora.personal.kinds import ACTIONS
from corpora.spreadsheets.cells import csv_of

KEY = "deidentify-key.csv"
_CONTEXT, _AROUND = 40, 400


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something found that a person decides about, in a context in which all else is replaced."""

    replacement: Replacement
    context: str

    @property
    def id(self) -> str:
        """Its number with a mark of what it is, so that a number written over is noticed."""
        told = self.replacement
        return f"{told.number}-{content_hash(f'{told.kind} {told.key}'.encode())[:6]}"


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who said that the de-identification is good enough, and when (UTC in ISO 8601).

    `current` is False where something was found, decided or set differently since.
    """

    by: str
    at: str
    current: bool


@dataclass(frozen=True, slots=True)
class State:
    """How far de-identification is, in counts, for the command line and the report.

    `told` is a hash of all that outputs depend on here.
    """

    replaced: int
    accepted: int
    rejected: int
    undecided: int
    signed_off: SignOff | None
    told: str


def proposals(evaluation: Evaluation, actions: Actions = ACTIONS) -> list[Proposal]:
    """What people are to decide about, in the order in which it was first found."""
    with evaluation.store.reading() as connection:
        open_ones = _proposed(connection, evaluation, actions)
        every = {text: each.stand_in for each in everything(connection) for text in each.written}
        hiding = known_names(connection, evaluation.people, every)
        return [Proposal(each, _context(connection, each, hiding)) for each in open_ones]


def _proposed(
    connection: Connection, evaluation: Evaluation, actions: Actions
) -> list[Replacement]:
    """What is proposed, without what is a known name or is proposed as somebody's misspelt name."""
    covering = known_and_near_names(connection, evaluation.people)
    return [
        each
        for each in everything(connection)
        if actions[each.kind] == "propose"
        and (each.kind == "near name" or not is_covered(covering, each.written[0]))
    ]


def _context(connection: Connection, each: Replacement, hiding: Names) -> str:
    """The words around where it first stands, with everything found in them replaced."""
    f, t = found, tables.transcripts
    query = (
        select(t.c.text, f.c.start, f.c.text.label("said"))
        .join(f, f.c.transcript_id == t.c.id)
        .where(f.c.key == each.key)
        .order_by(t.c.source, f.c.start)
        .limit(1)
    )
    row = connection.execute(query).one()
    first = max(0, row.start - _AROUND)
    around = row.text[first : row.start + len(row.said) + _AROUND]
    at = row.start - first
    start, end = _unbroken(around, at - _CONTEXT, at + len(row.said) + _CONTEXT, hiding)
    return " ".join(hiding.replace(around[start:end]).split())


def _unbroken(text: str, start: int, end: int, hiding: Names) -> tuple[int, int]:
    """These limits moved outwards, so that neither a word nor anything hidden stands there in half."""
    start, end = max(0, start), min(len(text), end)
    start = text.rfind(" ", 0, start) + 1
    end = at if (at := text.find(" ", end)) >= 0 else len(text)
    for first, last, _ in hiding.spans(text):
        start = first if first < start < last else start
        end = last if first < end < last else end
    return start, end


def write_key(evaluation: Evaluation, actions: Actions = ACTIONS) -> None:
    """Write what stands for whom and for what into the evaluation's hidden folder, mode 0600."""
    rows = [("stands there", "kind", "for"), *_key_rows(evaluation, actions)]
    write_atomic(evaluation.hidden / KEY, csv_of(rows), mode=0o600)


def _key_rows(evaluation: Evaluation, actions: Actions) -> list[tuple[str, str, str]]:
    known = evaluation.pseudonyms()
    people = {person.id: person for person in evaluation.people}
    rows = [
        (pseudonym, "known name", people[key].name if key in people else key.partition("/")[2])
        for key, pseudonym in known.items()
    ]
    with evaluation.store.reading() as connection:
        for each in everything(connection):
            if each.is_in_force(actions):
                rows += [(each.stand_in, each.kind, text) for text in each.written]
    return sorted(rows)


def sign_off(evaluation: Evaluation, by: str, at: str, actions: Actions = ACTIONS) -> SignOff:
    """Keep that `by` finds the de-identification, as it now stands, good enough."""
    with evaluation.store.writing() as connection:
        _sign(connection, by, at, _told(connection, actions))
    return SignOff(by, at, current=True)


def sign_off_as_seen(
    evaluation: Evaluation, by: str, at: str, seen: str, actions: Actions = ACTIONS
) -> bool:
    """The same of what `by` saw (`State.told`); False, and nothing kept, where it has changed.

    What the same person has signed off as it stands is not signed off once more.
    """
    with evaluation.store.writing() as connection:
        if _told(connection, actions) != seen:
            return False
        last = _last_sign_off(connection, actions)
        if last is None or not last.current or last.by != by:
            _sign(connection, by, at, seen)
    return True


def _sign(connection: Connection, by: str, at: str, state: str) -> None:
    connection.execute(sign_offs.insert().values(by=by, at=at, state=state))


def state(evaluation: Evaluation, actions: Actions = ACTIONS) -> State:
    """How much is replaced, how much waits for a decision, and who signed it off last."""
    with evaluation.store.reading() as connection:
        verdicts = [each.verdict for each in _proposed(connection, evaluation, actions)]
        in_force = [each for each in everything(connection) if each.is_in_force(actions)]
        signed = _last_sign_off(connection, actions)
        told = _told(connection, actions)
    return State(
        replaced=len(in_force),
        accepted=verdicts.count("accept"),
        rejected=verdicts.count("reject"),
        undecided=verdicts.count(""),
        signed_off=signed,
        told=told,
    )


def _last_sign_off(connection: Connection, actions: Actions) -> SignOff | None:
    last = connection.execute(select(sign_offs).order_by(sign_offs.c.number.desc())).first()
    return SignOff(last.by, last.at, last.state == _told(connection, actions)) if last else None


def _told(connection: Connection, actions: Actions) -> str:
    """A hash of everything that a sign-off speaks of: what was found, what becomes of it."""
    known = sorted(connection.execute(select(tables.pseudonyms.c.pseudonym)).scalars())
    found_now = [
        f"{each.number} {each.stand_in} {each.is_in_force(actions)}"
        for each in everything(connection)
    ]
    return content_hash("\n".join([*known, *found_now]).encode())


def summary(told: State) -> str:
    """What a report says about it, in a sentence or two."""
    signed = told.signed_off
    if signed is None:
        return "Nobody has checked and signed off the removal of names and numbers."
    when = f"{signed.by} signed off the removal of names and numbers on {signed.at[:10]}"
    if signed.current:
        return f"{when}."
    return f"{when}; what was found or decided has changed since, so it needs checking again."
