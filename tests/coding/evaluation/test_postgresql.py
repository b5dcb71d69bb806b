"""The same record in PostgreSQL, where a server can be started on this machine."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import older
import pytest
from hub import hub
from sqlalchemy import create_engine, text

from coding import Evaluation
from coding.decisions.record import Decision, append, append_all
from coding.evaluation.database import open_store
from coding.refining import workshop
from coding.reviewers import reviewers
from coding.reviewers.assignments import assign, reviewers_progress
from coding.reviewers.drawing import Wanted
from corpora.errors import StoreFault

AT = "2026-03-02T10:00:00+00:00"
# Debian keeps the server's own commands out of the path.
SERVERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
PLACES = os.pathsep.join([os.environ.get("PATH", ""), *map(str, SERVERS)])
INITDB = shutil.which("initdb", path=PLACES)
PG_CTL = shutil.which("pg_ctl", path=PLACES)


def run(*command: str | Path) -> None:
    """Run a command of PostgreSQL's, which refuses to be root."""
    as_whom = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    quiet = subprocess.DEVNULL
    subprocess.run([*as_whom, *command], check=True, stdout=quiet, stderr=quiet, cwd="/")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A PostgreSQL of its own for these tests, on a free port of this machine."""
    if not INITDB or not PG_CTL:
        if os.environ.get("CI"):
            pytest.fail("there is no PostgreSQL server")
        pytest.skip("there is no PostgreSQL server here: apt-get install postgresql")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # Not under pytest's own folder, which nobody but its owner may enter.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as base:
        data = Path(base)
        if os.getuid() == 0:
            shutil.chown(data, "postgres")
        run(INITDB, "-D", data, "-U", "heard", "-A", "trust", "-N")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        run(PG_CTL, "-D", data, "-l", data / "log", "-o", options, "-w", "start")
        yield f"postgresql://heard@127.0.0.1:{port}/postgres"
        run(PG_CTL, "-D", data, "-m", "immediate", "stop")


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


def test_what_people_were_handed_moves_out_of_the_stages_here_too(url: str, tmp_path: Path) -> None:
    driven = url.replace("postgresql://", "postgresql+psycopg://")
    with create_engine(driven, isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("CREATE DATABASE older"))
    older.make(create_engine(driven.replace("/postgres", "/older")))
    with open_store(tmp_path, url.replace("/postgres", "/older")).reading() as connection:
        assert older.kept(connection) == older.MOVED


def test_a_server_that_is_not_there_is_a_fault_of_the_environment(tmp_path: Path) -> None:
    with pytest.raises(StoreFault, match="the database cannot be used"):
        open_store(tmp_path, "postgresql://heard@127.0.0.1:9/heard")


def test_a_driver_that_is_not_installed_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreFault, match="the driver for this database is not installed"):
        open_store(tmp_path, "postgresql+pg8000://heard@127.0.0.1:9/heard")
