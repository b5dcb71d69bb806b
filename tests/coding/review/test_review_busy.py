"""While others write, a page waits, says so, and keeps what was typed."""

import html
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hub import hub, suggest
from playwright.sync_api import Browser, expect
from reviewing import Client, client, served

from coding import Evaluation
from coding.evaluation import database
from coding.evaluation.database import DATABASE

MEMO = 'Ask her about "the letters" & <more>'
KEY = "00000000-0000-4000-8000-000000000001"

LONG = 60_000
"""Milliseconds that a page may take on a busy machine."""


@pytest.fixture
def evaluation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Evaluation:
    monkeypatch.setattr(database, "WAITS_MS", 50)
    evaluation = hub(tmp_path / "hub")
    # Whichever excerpt comes up first has something to decide about.
    ids = evaluation.excerpts()["excerpt_id"]
    suggest(evaluation, *((id, "voice", "positive", 0.8) for id in ids))
    return evaluation


@pytest.fixture
def other(evaluation: Evaluation) -> Iterator[sqlite3.Connection]:
    """Another program, in the middle of writing."""
    connection = sqlite3.connect(evaluation.hidden / DATABASE, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    yield connection
    connection.close()


def fields_of(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="(.*?)" value="(.*?)">', page)
    return {name: html.unescape(value) for name, value in found}


def test_without_scripts_what_was_typed_comes_back_to_be_sent_again(
    evaluation: Evaluation, other: sqlite3.Connection
) -> None:
    with client(evaluation.folder) as browser:
        path = f"/review/{evaluation.excerpts()['excerpt_id'][0]}/remark"
        typed = {"key": KEY, "kind": "memo", "value": MEMO}
        refused = browser.post(path, typed)
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "2")
        assert "It is not saved yet" in refused.text and "restore" not in refused.text.casefold()
        assert (fields_of(refused.text), f'action="{path}"' in refused.text) == (typed, True)
        assert list(evaluation.remarks()["value"]) == []
        other.execute("ROLLBACK")
        assert "Saved." in browser.post(path, fields_of(refused.text)).text
        assert list(evaluation.remarks()["value"]) == [MEMO]


def test_a_page_that_is_only_read_is_never_busy(
    evaluation: Evaluation, other: sqlite3.Connection
) -> None:
    with client(evaluation.folder) as browser:
        assert _opens(browser, "/review") and _opens(browser, "/progress")


def _opens(browser: Client, path: str) -> bool:
    return browser.get(path).status_code == 200


@pytest.mark.browser
def test_with_scripts_the_page_waits_says_so_and_sends_it_again(
    evaluation: Evaluation, other: sqlite3.Connection, browser: Browser
) -> None:
    with served(evaluation.folder) as link:
        page = browser.new_page()
        page.goto(link)
        page.goto(urljoin(page.url, "/review"))
        page.locator("button[data-key=r]").first.click()
        expect(page.locator("#message")).to_contain_text("busy. Wait", timeout=LONG)
        assert evaluation.decisions().empty
        other.execute("ROLLBACK")
        expect(page.locator("#message")).to_have_text("Saved.", timeout=LONG)
        page.close()
    assert list(evaluation.decisions()["verdict"]) == ["reject"]
