"""The review pages in a real browser: forms arrive, nothing that people wrote runs, all can use it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from reviewing import served

from flows.folder import new_evaluation

pytestmark = pytest.mark.browser

CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        if os.environ.get("CI"):
            pytest.fail(f"there is no {CHROMIUM}")
        pytest.skip(f"there is no {CHROMIUM}: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


def test_a_form_of_ours_is_taken_from_a_real_browser(browser: Browser, tmp_path: Path) -> None:
    """It comes with the origin "null", because our pages tell nobody where they are."""
    new_evaluation(tmp_path / "e")
    with served(tmp_path / "e") as link:
        page: Page = browser.new_page()
        page.goto(link)
        page.wait_for_url("**/settings")
        page.get_by_label("Dark", exact=True).check()
        page.get_by_role("button", name="Save").click()
        assert page.locator("#message").text_content() == "Your settings are saved."
        assert page.locator("html").get_attribute("data-look") == "dark"
        page.close()
