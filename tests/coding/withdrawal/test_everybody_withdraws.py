"""Anybody may leave: nothing of theirs is left in any form, and everything of the others stays.

All of the text is invented for these tests.
"""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from canaries import hits
from judged_demo import judged_demo
from leaving_evaluation import Someone, belongings, generated, raw_texts, vectors

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
    if leaver.id not in raw_texts(evaluation):  # whom the lot gave no file
        leaver = next(one for one in people if one.id in raw_texts(evaluation))
    assert {word for word, _ in hits(evaluation.folder, leaver.canaries)} == set(leaver.canaries)
    before = belongings(evaluation, leaver)
    after = without(evaluation, leaver)
    left = hits(after.folder, leaver.canaries)
    now = belongings(after, leaver)
    after.store.close()
    assert left == []
    assert now == before


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented evaluation with a decision about every excerpt."""
    return judged_demo(tmp_path_factory.mktemp("invented") / "evaluation")


@pytest.mark.parametrize("person_id", [f"P{number:02}" for number in range(1, 31)])
def test_anybody_can_leave_the_invented_evaluation(
    invented: Path, tmp_path: Path, person_id: str
) -> None:
    shutil.copytree(invented, tmp_path / "evaluation")
    evaluation = Evaluation.open(tmp_path / "evaluation")
    person = person_with_id(evaluation, person_id)
    leaver = Someone(person.id, person.name, said_only_by(evaluation, person_id), person.aliases)
    words = (person.name, *leaver.words)
    assert hits(evaluation.folder, words) != []
    before = belongings(evaluation, leaver)
    after = without(evaluation, leaver)
    left = hits(after.folder, words)
    now = belongings(after, leaver)
    after.store.close()
    assert left == []
    assert now == before


def said_only_by(evaluation: Evaluation, participant: str) -> tuple[str, ...]:
    """Some stretches of a few words that nobody else says, as they stand in the sources."""
    texts = raw_texts(evaluation)
    others = " ".join(text for id, every in texts.items() if id != participant for text in every)
    stretches = [
        stretch
        for text in texts.get(participant, [])
        for stretch in re.findall(r"(?:[a-z]+ ){4}[a-z]+", text)[:1]
    ]
    return tuple([stretch for stretch in stretches if stretch not in others][:12])
