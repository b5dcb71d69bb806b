"""Who has signed off what is hidden, over how much that is not decided, and whether it still holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from coding.deidentification.candidates import proposed_replacements
from coding.deidentification.search import Actions, count_unsearched
from coding.evaluation import tables
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.hiding_tables import sign_offs
from coding.evaluation.replacements import everything
from corpora.errors import InputError
from corpora.files import content_hash
from corpora.personal.kinds import ACTIONS


@dataclass(frozen=True, slots=True)
class NamesSignOff:
    """Who said that the de-identification is good enough, in what role, and when (UTC in ISO 8601).

    `current` is False where something was found, decided or set differently since. `undecided` is
    how many proposals were not decided, None where that was not kept.
    """

    by: str
    at: str
    current: bool
    role: str = ""
    undecided: int | None = 0


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

    def hindrance(self, not_decided: int = 0) -> str:
        """Why it cannot be signed off by somebody who knows that so many are not decided; "" if it can."""
        if self.unsearched:
            return not_looked_through(self.unsearched)
        if self.undecided == not_decided:
            return ""
        return _not_decided(self.undecided)


def sign_off(
    evaluation: Evaluation,
    by: str,
    at: str,
    actions: Actions = ACTIONS,
    *,
    role: str = "",
    not_decided: int = 0,
    seen: str = "",
) -> NamesSignOff:
    """Keep that `by` finds the de-identification, as it now stands, good enough.

    Where proposals are not decided, the number of them must be given, and is kept. Raises InputError,
    and nothing is kept, where it is another, where nobody has looked for names yet, or where it is
    no longer as `by` has `seen` it (`DeidentificationState.told`). What the same person has signed off
    as it stands is not signed off once more.
    """
    state = deidentification_state(evaluation, actions)
    if hindrance := state.hindrance(not_decided):
        raise InputError(hindrance.rstrip("."), where="sign-off", remedy=_remedy(state))
    if seen and seen != state.told:
        raise InputError(
            "something was found or decided since the page was opened",
            where="sign-off",
            remedy="Look again.",
        )
    signed = NamesSignOff(by, at, True, role, not_decided)
    last = state.signed_off
    if last and last.current and (last.by, last.undecided) == (by, not_decided):
        return last
    # What changes in between is not signed off: the state that is kept is the one that was seen.
    values = {"by": by, "at": at, "state": state.told, "role": role, "undecided": not_decided}
    seeing = ", ".join(evaluation.settings.team.see_real_names)
    with evaluation.store.writing() as connection:
        connection.execute(sign_offs.insert().values(**values, real_names=seeing))
    return signed


def _remedy(state: DeidentificationState) -> str:
    if state.unsearched:
        return "Look first: heard run, or heard deidentify."
    if not state.undecided:
        return "Sign it off without --not-decided."
    return (
        "Decide about each, on the page De-identification or in the sheet; or say that you know: "
        f"--not-decided {state.undecided}, which every report then says."
    )


def deidentification_state(
    evaluation: Evaluation, actions: Actions = ACTIONS
) -> DeidentificationState:
    """How much is replaced, how much waits for a decision, and who signed it off last."""
    with evaluation.store.reading() as connection:
        verdicts = [each.verdict for each in proposed_replacements(connection, evaluation, actions)]
        in_force = [each for each in everything(connection) if each.is_in_force(actions)]
        told = _told(connection, actions)
        signed = _last_sign_off(connection, told)
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


def _last_sign_off(connection: Connection, told: str) -> NamesSignOff | None:
    last = connection.execute(select(sign_offs).order_by(sign_offs.c.number.desc())).first()
    if last is None:
        return None
    return NamesSignOff(last.by, last.at, last.state == told, last.role, last.undecided)


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
    more = [_not_decided(state.undecided)] if state.undecided else []
    if state.unsearched:
        return " ".join(
            [not_looked_through(state.unsearched), *more, "Nobody can sign it off yet."]
        )
    signed = state.signed_off
    if signed is None:
        none = "Nobody has checked and signed off the removal of names and numbers."
        return " ".join([none, *more])
    who = f"{signed.by} ({signed.role})" if signed.role not in ("", "other") else signed.by
    when = f"{who} signed off the removal of names and numbers on {signed.at[:10]}"
    if not signed.current:
        again = f"{when}; what was found or decided has changed since, so it needs checking again."
        return " ".join([again, *more])
    return f"{when}{_over(signed, state.undecided)}."


def _over(signed: NamesSignOff, undecided: int) -> str:
    """Over how much that was not decided somebody signed, and what has become of it."""
    then = undecided if signed.undecided is None else signed.undecided
    if not then:
        return ""
    over = f", with {possible_names(then)} not decided"
    if undecided == then:
        return over
    return (
        f"{over}; since then all are" if not undecided else f"{over}; {undecided:,} still are not"
    )


def _not_decided(number: int) -> str:
    return f"{possible_names(number)} {'is' if number == 1 else 'are'} not decided."


def names_in_reports(state: DeidentificationState, roles: Sequence[str]) -> str:
    """What every report says of names: how far they are hidden, and which roles see them."""
    return f"{summary(state)} {who_sees_names(roles)}"


def who_sees_names(roles: Sequence[str]) -> str:
    """Who sees real names on the team's pages, in a sentence."""
    if not roles:
        return (
            "Nobody sees real names on the team’s pages; whoever has the evaluation’s folder does."
        )
    seeing = " and ".join(f"{role}s" for role in roles)
    return f"Of the team, {seeing} see real names, and whoever has the evaluation’s folder."


def not_looked_through(transcripts: int) -> str:
    """That nobody has looked for names in so many transcripts, "" where there are none."""
    if not transcripts:
        return ""
    many = "1 transcript" if transcripts == 1 else f"{transcripts:,} transcripts"
    return f"Nobody has looked for names in {many} yet."


def possible_names(waiting: int) -> str:
    """`1 possible name`, `22 possible names`."""
    return f"{waiting:,} possible name{'' if waiting == 1 else 's'}"
