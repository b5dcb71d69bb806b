"""Anybody may leave: nothing of theirs is left in any form, and everything of the others stays.

All of the text is invented for these tests.
"""

from datetime import date
from pathlib import Path

import pytest
from canaries import hits
from leaving_evaluation import Someone, belongings, generated, vectors

from coding import Evaluation
from coding.withdrawal.carry_out import withdraw
from coding.withdrawal.sureness import person_with_id


def without(evaluation: Evaluation, leaver: Someone) -> Evaluation:
    person = person_with_id(evaluation, leaver.id)
    withdraw(evaluation, person, lambda: vectors(evaluation), date(2026, 6, 1))
    evaluation.store.close()
    return Evaluation.open(evaluation.folder)


@pytest.mark.parametrize("seed", range(100))
def test_who_leaves_is_gone_and_who_stays_is_untouched(tmp_path: Path, seed: int) -> None:
    evaluation, people = generated(tmp_path / "evaluation", seed)
    leaver = people[seed % len(people)]
    if not any(row[1] == leaver.id for row in belongings(evaluation, _NOBODY)["excerpts"]):
        leaver = people[0]
    assert {word for word, _ in hits(evaluation.folder, leaver.canaries)} == set(leaver.canaries)
    before = belongings(evaluation, leaver)
    after = without(evaluation, leaver)
    left = hits(after.folder, leaver.canaries)
    now = belongings(after, leaver)
    after.store.close()
    assert left == []
    assert now == before


_NOBODY = Someone("", "No Body", ())
