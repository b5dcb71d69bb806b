"""Prefect's server, started while the command still loads."""

import os
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest
from paths import ROOT
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows import server
from flows.server import TemporaryServer, healthy, server_used

pytestmark = pytest.mark.usefixtures("prefect_home")


def answers(url: str) -> bool:
    return healthy(urlsplit(url).port or 0)


def test_flows_use_a_server_on_this_machine_alone_and_it_ends() -> None:
    one = TemporaryServer()
    with one.used():
        url = str(PREFECT_API_URL.value())
        assert urlsplit(url).hostname == "127.0.0.1"
        assert answers(url)
    assert PREFECT_API_URL.value() is None
    one.stop()
    assert not answers(url)


def test_a_server_is_started_before_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[TemporaryServer] = []

    class Noted(TemporaryServer):
        def __init__(self) -> None:
            super().__init__()
            started.append(self)

    monkeypatch.setattr(server, "TemporaryServer", Noted)
    used = server_used()
    (one,) = started
    assert one.alive and PREFECT_API_URL.value() is None
    with used:
        assert answers(str(PREFECT_API_URL.value()))
    one.stop()


def test_a_run_that_is_killed_leaves_no_server() -> None:
    say = "from flows.server import came_up, TemporaryServer as T; one = T(); "
    say += "came_up(one._process, one._port, 180); print(one._port, flush=True); input()"
    run = subprocess.Popen(
        [sys.executable, "-c", say], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert run.stdout
    url = f"http://127.0.0.1:{int(run.stdout.readline())}"
    assert answers(url)
    run.kill()
    run.communicate()
    until = time.monotonic() + 60
    while answers(url) and time.monotonic() < until:
        time.sleep(0.1)
    assert not answers(url)


def test_a_server_that_a_person_has_set_is_used_and_none_is_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: pytest.fail("one was started"))
    monkeypatch.setitem(os.environ, "PREFECT_API_URL", "http://prefect.invalid/api")
    with server_used():
        pass


def test_a_server_set_in_a_profile_is_kept() -> None:
    one = TemporaryServer()
    there = "http://prefect.invalid/api"
    with temporary_settings({PREFECT_API_URL: there}), one.used():
        assert PREFECT_API_URL.value() == there
    assert not one.alive


def test_one_that_does_not_come_up_leaves_it_to_prefect(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "free_port", lambda: "not a port")
    one = TemporaryServer()
    with one.used():
        assert PREFECT_API_URL.value() is None
    assert not one.alive
