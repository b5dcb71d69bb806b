"""Who signs off what is hidden, over how much that is not decided, and what reports say of it.

Nobody named here exists. A finder that knows four words stands in for the model.
"""

import pytest
from deid_evaluation import NOW, SECOND, add, decided
from sqlalchemy import select

from coding import Evaluation
from coding.deidentification.candidates import candidates_of
from coding.deidentification.search import search
from coding.deidentification.sheet import read_candidates
from coding.deidentification.sign_off import (
    deidentification_state,
    names_in_reports,
    sign_off,
    summary,
)
from coding.evaluation.hiding_tables import sign_offs
from corpora.errors import InputError


def test_a_sign_off_holds_until_something_changes(evaluation: Evaluation) -> None:
    search(evaluation)
    assert summary(deidentification_state(evaluation)) == (
        "Nobody has checked and signed off the removal of names and numbers. "
        "4 possible names are not decided."
    )
    reject_all(evaluation)
    assert sign_off(evaluation, "Dr A", NOW).current
    assert summary(deidentification_state(evaluation)) == (
        "Dr A signed off the removal of names and numbers on 2026-01-02."
    )
    search(evaluation)
    signed = deidentification_state(evaluation).signed_off
    assert signed is not None and signed.current, "searching what is there changes nothing"
    add(evaluation, "b.txt", SECOND)
    search(evaluation)
    assert summary(deidentification_state(evaluation)) == (
        "Dr A signed off the removal of names and numbers on 2026-01-02; what was found or decided "
        "has changed since, so it needs checking again. 1 possible name is not decided."
    )


@pytest.mark.parametrize(
    ("not_decided", "said"),
    [
        (0, "sign-off: 4 possible names are not decided. Decide about each"),
        (3, "sign-off: 4 possible names are not decided. Decide about each"),
        (5, "sign-off: 4 possible names are not decided. Decide about each"),
    ],
)
def test_nobody_signs_off_over_open_proposals_without_saying_how_many(
    evaluation: Evaluation, not_decided: int, said: str
) -> None:
    search(evaluation)
    with pytest.raises(InputError) as caught:
        sign_off(evaluation, "Dr A", NOW, not_decided=not_decided)
    assert str(caught.value).startswith(said) and "--not-decided 4" in str(caught.value)
    assert deidentification_state(evaluation).signed_off is None


def test_nobody_signs_off_what_nobody_has_looked_through(evaluation: Evaluation) -> None:
    with pytest.raises(InputError, match="obody has looked for names in 1 transcript yet"):
        sign_off(evaluation, "Dr A", NOW)
    assert deidentification_state(evaluation).signed_off is None


def test_what_was_not_decided_is_kept_and_stands_in_reports(evaluation: Evaluation) -> None:
    search(evaluation)
    signed = sign_off(evaluation, "Dr A", NOW, role="facilitator", not_decided=4)
    assert (signed.role, signed.undecided) == ("facilitator", 4)
    who = "Dr A (facilitator) signed off the removal of names and numbers on 2026-01-02"
    seeing = "Of the team, researchers and facilitators see real names, and whoever has the"
    state = deidentification_state(evaluation)
    assert names_in_reports(state, evaluation.settings.team.see_real_names).startswith(
        f"{who}, with 4 possible names not decided. {seeing}"
    )
    with evaluation.store.reading() as connection:
        (row,) = connection.execute(select(sign_offs)).all()
    assert (row.undecided, row.role, row.real_names) == (
        4,
        "facilitator",
        "researcher, facilitator",
    )
    read_candidates(evaluation, decided(evaluation, {"Zed": "reject"}), "R1", NOW)
    assert summary(deidentification_state(evaluation)) == (
        f"{who}, with 4 possible names not decided; 3 still are not."
    )
    reject_all(evaluation)
    assert summary(deidentification_state(evaluation)) == (
        f"{who}, with 4 possible names not decided; since then all are."
    )


def test_of_an_old_sign_off_it_is_said_what_is_open_now(evaluation: Evaluation) -> None:
    search(evaluation)
    sign_off(evaluation, "Dr A", NOW, not_decided=4)
    with evaluation.store.writing() as connection:
        connection.execute(sign_offs.update().values(undecided=None, role="", real_names=""))
    assert summary(deidentification_state(evaluation)) == (
        "Dr A signed off the removal of names and numbers on 2026-01-02, "
        "with 4 possible names not decided."
    )


def reject_all(evaluation: Evaluation) -> None:
    verdicts = {each.replacement.written[0]: "reject" for each in candidates_of(evaluation)}
    read_candidates(evaluation, decided(evaluation, verdicts), "R1", NOW)
