"""Who has signed off what is hidden, and whether it still holds."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from coding.deidentification.candidates import proposed_replacements
from coding.deidentification.search import Actions, count_unsearched
from coding.evaluation import tables
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.hiding_tables import sign_offs
from coding.evaluation.replacements import everything
from corpora.files import content_hash
from corpora.personal.kinds import ACTIONS


@dataclass(frozen=True, slots=True)
class NamesSignOff:
    """Who said that the de-identification is good enough, and when (UTC in ISO 8601).

    `current` is False where something was found, decided or set differently since.
    """

    by: str
    at: str
    current: bool


@dataclass(frozen=True, slots=True)
class DeidentificationState:
    """How far de-identification is, in counts, for the command line and the report.

    `unsearched` transcripts have not been looked through; `told` is a hash of all that outputs depend
    on here.
    """

    unsearched: int
    replaced: int
    accepted: int
    rejected: int
    undecided: int
    signed_off: NamesSignOff | None
    told: str


def sign_off(evaluation: Evaluation, by: str, at: str, actions: Actions = ACTIONS) -> NamesSignOff:
    """Keep that `by` finds the de-identification, as it now stands, good enough."""
    with evaluation.store.reading() as connection:
        state = _told(connection, actions)
    with evaluation.store.writing() as connection:
        _sign(connection, by, at, state)
    return NamesSignOff(by, at, current=True)


def sign_off_as_seen(
    evaluation: Evaluation, by: str, at: str, seen: str, actions: Actions = ACTIONS
) -> bool:
    """The same of what `by` saw (`State.told`); False, and nothing kept, where it has changed.

    What the same person has signed off as it stands is not signed off once more.
    """
    with evaluation.store.reading() as connection:
        if _told(connection, actions) != seen:
            return False
        last = _last_sign_off(connection, actions)
    # What changes in between is not signed off: the state that is kept is the one that was seen.
    if last is None or not last.current or last.by != by:
        with evaluation.store.writing() as connection:
            _sign(connection, by, at, seen)
    return True


def _sign(connection: Connection, by: str, at: str, state: str) -> None:
    connection.execute(sign_offs.insert().values(by=by, at=at, state=state))


def deidentification_state(
    evaluation: Evaluation, actions: Actions = ACTIONS
) -> DeidentificationState:
    """How much is replaced, how much waits for a decision, and who signed it off last."""
    with evaluation.store.reading() as connection:
        verdicts = [each.verdict for each in proposed_replacements(connection, evaluation, actions)]
        in_force = [each for each in everything(connection) if each.is_in_force(actions)]
        signed = _last_sign_off(connection, actions)
        told = _told(connection, actions)
        unsearched = count_unsearched(connection, actions)
    return DeidentificationState(
        unsearched=unsearched,
        replaced=len(in_force),
        accepted=verdicts.count("accept"),
        rejected=verdicts.count("reject"),
        undecided=verdicts.count(""),
        signed_off=signed,
        told=told,
    )


def _last_sign_off(connection: Connection, actions: Actions) -> NamesSignOff | None:
    last = connection.execute(select(sign_offs).order_by(sign_offs.c.number.desc())).first()
    return (
        NamesSignOff(last.by, last.at, last.state == _told(connection, actions)) if last else None
    )


def _told(connection: Connection, actions: Actions) -> str:
    """A hash of everything that a sign-off speaks of: what was found, what becomes of it."""
    known = sorted(connection.execute(select(tables.pseudonyms.c.pseudonym)).scalars())
    found_now = [
        f"{each.number} {each.stand_in} {each.is_in_force(actions)}"
        for each in everything(connection)
    ]
    return content_hash("\n".join([*known, *found_now]).encode())


def summary(state: DeidentificationState) -> str:
    """What a report says about it, in a sentence or two."""
    if not_looked := not_looked_through(state.unsearched):
        return f"{not_looked} Nobody can sign it off before."
    signed = state.signed_off
    if signed is None:
        return "Nobody has checked and signed off the removal of names and numbers."
    when = f"{signed.by} signed off the removal of names and numbers on {signed.at[:10]}"
    if signed.current:
        return f"{when}."
    return f"{when}; what was found or decided has changed since, so it needs checking again."


def not_looked_through(transcripts: int) -> str:
    """That nobody has looked for names in so many transcripts, "" where there are none."""
    if not transcripts:
        return ""
    many = "1 transcript" if transcripts == 1 else f"{transcripts:,} transcripts"
    return f"Nobody has looked for names in {many} yet."


def possible_names(waiting: int) -> str:
    """`1 possible name`, `22 possible names`."""
    return f"{waiting:,} possible name{'' if waiting == 1 else 's'}"
