"""Somebody leaves the invented evaluation: everybody else is as before, in every file of it."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from judged_demo import judged_demo
from letters import Letters

from coding import Evaluation
from coding.embedding.vectors import VectorCache
from coding.intake.cutting import read_and_cut
from coding.withdrawal.carry_out import withdraw
from coding.withdrawal.sureness import person_with_id
from corpora.formats.read import read_file, sources

LEAVES = "P03"


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented evaluation, with a decision about every excerpt."""
    return judged_demo(tmp_path_factory.mktemp("invented") / "evaluation")


@pytest.fixture
def evaluation(judged: Path, tmp_path: Path) -> Iterator[Evaluation]:
    shutil.copytree(judged, tmp_path / "evaluation")
    opened = Evaluation.open(tmp_path / "evaluation")
    yield opened
    opened.store.close()


def without(evaluation: Evaluation, person: str) -> Evaluation:
    cache = VectorCache(evaluation.hidden / "vectors", Letters())
    withdraw(evaluation, person_with_id(evaluation, person), lambda: cache, date(2026, 6, 1))
    evaluation.store.close()
    return Evaluation.open(evaluation.folder)


Turns = dict[str, list[tuple[str | None, float | None, str]]]


def turns_of_others(evaluation: Evaluation, hers: set[str], names: tuple[str, ...]) -> Turns:
    """By file: who says what when, a mark in place of each of the names, marks left out."""

    def plain(text: str) -> str:
        for name in names:
            text = text.replace(name, "[withdrawn]")
        return " ".join(text.split())

    found: Turns = {}
    for path in sources(evaluation.sources):
        read = read_file(path, root=evaluation.sources)
        found[read.source] = [
            (turn.speaker, turn.seconds, plain(read.said(turn)))
            for turn in read.turns
            if turn.speaker not in hers | {"[withdrawn]"}
        ]
    return found


def test_everybody_else_says_the_same_at_the_same_time_in_every_file(
    evaluation: Evaluation,
) -> None:
    names, labels = ("Yusuf Rahman", "Yusuf"), {"Yusuf Rahman", "Yusuf"}
    before = turns_of_others(evaluation, labels, names)
    after = turns_of_others(without(evaluation, LEAVES), labels, names)
    before.pop("wave-2/yusuf-rahman.vtt")
    talks = {name for name in before if "notes" not in name}
    assert {name: after[name] for name in talks} == {name: before[name] for name in talks}
    assert set(after) == set(before)


def test_nobody_else_loses_a_decision_an_excerpt_or_a_pseudonym(evaluation: Evaluation) -> None:
    before = evaluation.excerpts()
    others = before[before["participant"] != LEAVES]
    after = without(evaluation, LEAVES)
    now = after.excerpts()
    columns = ["source", "pseudonym", "consent"]
    counts = [x.groupby("pseudonym").size().to_dict() for x in (others, now)]
    assert counts[0] == counts[1]
    assert len(now) == len(others)
    assert set(after.decisions()["excerpt_id"]) == set(now["excerpt_id"])
    assert [c for c in columns if c in before and list(now[c]) != list(others[c])] == []


def test_a_second_call_of_a_run_changes_nothing_more(evaluation: Evaluation) -> None:
    after = without(evaluation, LEAVES)
    before = after.excerpts()
    read_and_cut(after)
    assert after.excerpts().equals(before)
