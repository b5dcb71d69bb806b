"""What tests share: where the real data lies, and that nothing leaves this machine."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from flows.environment import prepare

if TYPE_CHECKING:
    from playwright.sync_api import Browser

prepare()
DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
LOOPBACK = ("127.", "localhost", "::1")


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real data beside the project; absent, the test skips, except in CI."""
    if not DATA.is_dir():
        if os.environ.get("CI"):
            pytest.fail("the real data beside the project is missing")
        pytest.skip("the real data is not beside the project")
    return DATA


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every test fails that connects to another machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and not str(address[0]).startswith(LOOPBACK):
            raise AssertionError(f"a test connects to {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    yield


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """Chromium; absent, the test skips, except in CI. Of a module: its loop is in others' way."""
    from browsing import CHROMIUM, FLAGS
    from playwright.sync_api import sync_playwright

    if not Path(CHROMIUM).exists():
        if os.environ.get("CI"):
            pytest.fail(f"there is no {CHROMIUM}")
        pytest.skip(f"there is no {CHROMIUM}: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def told_story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the story's evaluation, read and suggested for; copy it before changing it."""
    from story import told

    folder = tmp_path_factory.mktemp("story") / "e"
    told(folder)
    return folder


@pytest.fixture(scope="session")
def prefect_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Prefect with a database of its own for the whole session; gives the folder it writes to."""
    home = tmp_path_factory.mktemp("prefect")
    before = dict(os.environ)
    os.environ["PREFECT_HOME"] = str(home)
    os.environ["PREFECT_API_DATABASE_CONNECTION_URL"] = f"sqlite+aiosqlite:///{home}/prefect.db"
    os.environ.pop("PREFECT_API_URL", None)
    yield home
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A PostgreSQL for the whole session; absent, the test skips, except in CI."""
    from made_postgresql import INITDB, PG_CTL, postgresql_server

    if not INITDB or not PG_CTL:
        if os.environ.get("CI"):
            pytest.fail("there is no PostgreSQL server")
        pytest.skip("there is no PostgreSQL server here: apt-get install postgresql")
    with postgresql_server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """Each kind of database in turn, new and empty: "" for a file, or the address of one."""
    from made_postgresql import new_database

    if request.param == "sqlite":
        return ""
    return new_database(request.getfixturevalue("postgresql"))
