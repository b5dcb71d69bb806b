"""The page Findings shows what is nearest in meaning, beside what people coded for and against it."""

import re
import shutil
from pathlib import Path

import pytest
from findings_team import AT, Member, listened, quotable
from scripted import Scripted

from coding import Evaluation
from coding.decisions.record import Decision, Remark, append_all
from coding.embedding.vectors import VectorCache
from coding.evaluation import tables
from coding.evaluation.database import insert
from coding.evidence.near import NOT_PREPARED
from coding.review.known import evidence


@pytest.fixture
def evaluation(told_story: Path, tmp_path: Path) -> Evaluation:
    shutil.copytree(told_story, tmp_path / "e")
    return listened(tmp_path / "e")


def columns(page: str) -> list[list[str]]:
    """The ids of the excerpts in each of the two columns."""
    return [
        [
            id.removesuffix("-against")
            for id in re.findall(r'<li class="[^"]*" id="q-([^"]+)"', column)
        ]
        for column in re.findall(
            r'<section aria-labelledby="(?:for|against)".*?</section>', page, re.S
        )
    ]


def nearest(page: str) -> list[str]:
    """The ids that stand under "Near in meaning"."""
    return re.findall(r'id="q-([0-9a-f]+)-near"', page)


@pytest.fixture
def looking(evaluation: Evaluation, monkeypatch: pytest.MonkeyPatch) -> Evaluation:
    """After a run with a model to which all words are alike; six more excerpts have another code."""

    def cache(of: Evaluation) -> VectorCache:
        return VectorCache(of.hidden / "vectors", Scripted(), shipped=None)

    cache(evaluation).embed(list(evaluation.excerpts()["text"]))
    monkeypatch.setattr(evidence, "open_packaged", cache)
    more = [
        Decision(f"t{n}", id, "trust", "accept", "negative", "RW", AT, "1.0")
        for n, id in enumerate(quotable(evaluation)[3:])
    ]
    append_all(evaluation.store, more)
    return evaluation


def test_what_is_near_in_meaning_stands_beside_and_in_no_column(looking: Evaluation) -> None:
    member = Member(looking, "DC")
    member.write(direction="positive")
    page = member.read()
    near = nearest(page)
    assert len(near) == 3
    assert set(near).isdisjoint(id for column in columns(page) for id in column)
    whose = looking.excerpts().set_index("excerpt_id").loc[near, "participant"]
    assert len(set(whose)) == 3
    assert "does not know whether they speak against it" in page


def test_what_may_not_be_quoted_or_is_coded_blind_is_not_near(looking: Evaluation) -> None:
    member = Member(looking, "DC")
    member.write(direction="positive")
    first, second, third = nearest(member.read())
    append_all(looking.store, [Remark("no", first, "not to be quoted", "", "RW", AT, "1.0")])
    row = {"excerpt_id": second, "reviewer": "DC", "reason": "double", "blind": True, "at": AT}
    with looking.store.writing() as connection:
        insert(connection, tables.assignments, [row])
    again = nearest(Member(looking, "DC").read())
    assert {first, second}.isdisjoint(again)
    assert third in again


def test_without_a_run_the_page_says_why_nothing_is_near(evaluation: Evaluation) -> None:
    member = Member(evaluation, "DC")
    member.write(direction="positive")
    assert NOT_PREPARED in member.read()
