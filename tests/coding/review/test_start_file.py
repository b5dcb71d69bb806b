"""The link that lets in stands in no list of processes, and still opens in a browser."""

import os
import re
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from paths import ROOT
from playwright.sync_api import Browser
from reviewing import served

from coding.evaluation.new import new_evaluation
from coding.review.start_file import start_file

# In place of a browser: says what it was given, and stays until that is gone.
BROWSER = """#!{python}
import pathlib, sys, time
pathlib.Path({given!r} + ".new").write_text(sys.argv[1])
pathlib.Path({given!r} + ".new").rename({given!r})
while pathlib.Path({given!r}).exists():
    time.sleep(0.1)
"""


@contextmanager
def reviewing(folder: Path, given: Path) -> Iterator[str]:
    """`heard review` with a browser of ours, once that was started; the token of the link."""
    browser = given.with_name("browser")
    browser.write_text(BROWSER.format(python=sys.executable, given=str(given)))
    browser.chmod(0o700)
    environment = {**os.environ, "BROWSER": f"{browser} %s &", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "flows.cli", "review", str(folder)]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as review:
        assert review.stdout
        try:
            link = next(line for line in review.stdout if "/start/" in line)
            until = time.monotonic() + 60
            while not given.exists() and time.monotonic() < until:
                time.sleep(0.05)
            yield link.strip().split("/start/")[1]
        finally:
            given.unlink(missing_ok=True)
            review.send_signal(signal.SIGINT)


def command_lines() -> list[bytes]:
    lines = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            lines.append((process / "cmdline").read_bytes())
        except OSError:
            continue
    return lines


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="there is no /proc")
def test_no_command_line_holds_the_link(tmp_path: Path) -> None:
    given = tmp_path / "given"
    new_evaluation(tmp_path / "e")
    with reviewing(tmp_path / "e", given) as token:
        lines = command_lines()
        opened = given.read_text()
        file = Path(opened.removeprefix("file://"))
        assert [line for line in lines if token.encode() in line] == []
        assert any(opened.encode() in line for line in lines)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert token in file.read_text()
    assert not file.exists()


def test_the_file_leads_to_the_link_and_is_gone_afterwards(tmp_path: Path) -> None:
    link = 'http://127.0.0.1:1/start/a"b'
    with start_file(tmp_path, link) as address:
        file = Path(address.removeprefix("file://"))
        assert re.findall(r'url=([^"]*)"', file.read_text()) == ["http://127.0.0.1:1/start/a&#34;b"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.browser
def test_a_browser_that_opens_the_file_is_let_in(browser: Browser, tmp_path: Path) -> None:
    new_evaluation(tmp_path / "e")
    with served(tmp_path / "e") as link, start_file(tmp_path, link) as address:
        page = browser.new_page()
        page.goto(address)
        page.wait_for_url("**/today")
        assert page.locator("h1").count() == 1
        page.close()
