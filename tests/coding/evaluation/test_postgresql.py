"""The same record in PostgreSQL, where a server can be started on this machine."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import older
import pytest
from hub import hub
from made_postgresql import new_database
from sqlalchemy import create_engine

from coding import Evaluation
from coding.decisions.record import Decision, append, append_all
from coding.evaluation.database import open_store
from coding.refining import workshop
from coding.reviewers import reviewers
from coding.reviewers.assignments import assign, reviewers_progress
from coding.reviewers.drawing import Wanted
from corpora.errors import StoreFault

AT = "2026-03-02T10:00:00+00:00"


@pytest.fixture(scope="module")
def url(postgresql: str) -> str:
    """A database of its own for these tests."""
    return new_database(postgresql)


@pytest.fixture
def evaluation(url: str, tmp_path: Path) -> Evaluation:
    return hub(tmp_path / "hub", database=url)


def decision(key: str, excerpt: str, reviewer: str) -> Decision:
    return Decision(key, excerpt, "voice", "accept", "positive", reviewer, AT, "1.0")


def test_people_who_decide_at_once_lose_nothing(evaluation: Evaluation) -> None:
    excerpts = list(evaluation.excerpts()["excerpt_id"])
    said = [
        decision(f"{who}-{n}", excerpts[n % 3], f"R{who}") for who in range(8) for n in range(20)
    ]
    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(lambda each: append(evaluation.store, each), [*said, *said]))
    assert sum(kept) == len(said)
    assert sorted(evaluation.decisions()["key"]) == sorted(each.key for each in said)
    assert append_all(evaluation.store, said) == 0
    assert len(evaluation.standing()) == 3
    for name in ("AB", "CD"):
        token = reviewers.add(evaluation.store, name, "staff", AT)
        assert reviewers.by_link(evaluation.store, token)
    handed = assign(evaluation, Wanted(("AB", "CD"), blind=True), AT)
    assert [each.given for each in reviewers_progress(evaluation)] == [handed.chosen] * 2
    said_of = workshop.Contribution("k", "voice", "propose", None, "Simpler.", "AB", "staff", AT)
    assert workshop.keep_contribution(evaluation.store, said_of)


def test_what_people_were_handed_moves_out_of_the_stages_here_too(
    postgresql: str, tmp_path: Path
) -> None:
    url = new_database(postgresql)
    older.make(create_engine(url.replace("postgresql://", "postgresql+psycopg://")))
    with open_store(tmp_path, url).reading() as connection:
        assert older.kept(connection) == older.MOVED


def test_a_server_that_is_not_there_is_a_fault_of_the_environment(tmp_path: Path) -> None:
    with pytest.raises(StoreFault, match="the database cannot be used"):
        open_store(tmp_path, "postgresql://heard@127.0.0.1:9/heard")


def test_a_driver_that_is_not_installed_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreFault, match="the driver for this database is not installed"):
        open_store(tmp_path, "postgresql+pg8000://heard@127.0.0.1:9/heard")
