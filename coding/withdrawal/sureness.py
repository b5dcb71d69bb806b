"""Whether it is sure who withdraws and what is theirs: asked before anything is taken out."""

from collections.abc import Sequence
from difflib import get_close_matches

from coding.evaluation.evaluation import Evaluation
from coding.withdrawal.plan import Withdrawal
from coding.withdrawal.traces import speaker_labels
from corpora.errors import InputError
from corpora.files import shown
from corpora.people.matching import could_be, matches
from corpora.people.people import Person
from corpora.spelling import folded

_MOST_NEAR = 5
_MOST_OF_A_NAME = 40


def person_with_id(
    evaluation: Evaluation, person_id: str, command: str = "withdraw", options: str = ""
) -> Person:
    """The person with this id. Raises InputError where people.csv lists nobody with it.

    A name is not enough, even where only one person can be meant: the error says whose it is, and
    what to type for them: the `command`, their id, the folder, and these `options`.
    """
    for person in evaluation.people:
        if folded(person.id) == folded(person_id):
            return person
    is_name = not any(letter.isdigit() for letter in person_id)
    if is_name and (meant := could_be(person_id, evaluation.people)):
        sure = matches(person_id, evaluation.people) is not None
        ids = [person.id for person in meant]
        typed = f"heard {command} {ids[0]} {shown(str(evaluation.folder))} {options}".strip()
        raise _named(person_id, ids, typed if sure else "")
    near = _nearest_ids(person_id, evaluation.people)
    nearest = f" The nearest: {', '.join(person.id for person in near)}." if near else ""
    raise InputError(
        f"nobody has the id {shown(person_id)[:20]}",
        where="people.csv",
        remedy=f"Give the id of the person, as people.csv has it.{nearest}",
    )


def _named(name: str, ids: Sequence[str], typed: str) -> InputError:
    """The error that a name was given in place of an id; `typed` is "" where it is not sure whose."""
    called = shown(name)[:_MOST_OF_A_NAME]
    whose = f"is {ids[0]}" if typed else f"may be {' or '.join(ids[:_MOST_NEAR])}"
    look = "Look at their rows to be sure who is meant, and give that id."
    return InputError(
        f"'{called}' is a name and not an id; {called} {whose}",
        where="people.csv",
        remedy=f"Nothing was done. {f'Type: {typed}' if typed else look}",
    )


def _nearest_ids(person_id: str, people: Sequence[Person]) -> list[Person]:
    near = get_close_matches(person_id, [person.id for person in people], _MOST_NEAR, 0.5)
    return [person for person in people if person.id in near]


def check_withdrawal(evaluation: Evaluation, person: Person, planned: Withdrawal) -> None:
    """Raises InputError where a label may be theirs or not, or where nothing of theirs is there.

    A withdrawal that takes somebody else's words, or leaves theirs, cannot be taken back.
    """
    labels = speaker_labels(evaluation)
    doubtful = [
        label
        for label, participant in labels
        if participant is None and person in could_be(label, evaluation.people)
    ]
    if doubtful:
        raise InputError(
            f"nothing was taken out: {_shown(doubtful)} may be {person.id} or somebody else",
            where=person.id,
            remedy="Say so in people.csv: add the label to their aliases, or give the other person a "
            "row; then withdraw again.",
        )
    if planned.is_nothing:
        near = _nearest_labels(person, [label for label, _ in labels])
        nearest = f" The nearest speakers: {_shown(near)}." if near else ""
        raise InputError(
            "nothing was taken out: they speak in no transcript, and none names them",
            where=person.id,
            remedy=f"If they speak under another label, add it to their aliases in people.csv and "
            f"withdraw again; if they never took part, delete their row.{nearest}",
        )


def check_cuts(person: Person, planned: Withdrawal) -> None:
    """Raises InputError where a source cannot be cut: nothing is changed in any file then."""
    if not planned.left:
        return
    first, *others = planned.left
    also = "".join(f" Also {cut.source}: {cut.why}." for cut in others)
    raise InputError(
        f"nothing was taken out, here or in any other file: {first.why}",
        where=first.source,
        remedy=f"Take what {person.id} said, and their name, out of the file by hand, save it, and "
        f"withdraw again.{also}",
    )


def _nearest_labels(person: Person, labels: Sequence[str]) -> list[str]:
    by_fold = {folded(label): label for label in labels}
    wanted = [folded(name) for name in (person.id, person.name, *person.aliases)]
    near = [hit for name in wanted for hit in get_close_matches(name, by_fold, _MOST_NEAR, 0.5)]
    return [by_fold[hit] for hit in dict.fromkeys(near)][:_MOST_NEAR]


def _shown(labels: Sequence[str]) -> str:
    more = f" and {len(labels) - _MOST_NEAR} more" if len(labels) > _MOST_NEAR else ""
    return ", ".join(f"'{shown(label)}'" for label in labels[:_MOST_NEAR]) + more
