"""The printed codebook in a real browser: everyone can use it, nothing in it runs (T2, WCAG 2.2 AA)."""

from itertools import product
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from nasty_codebook import NASTY
from playwright.sync_api import Browser

from codebooks.load import loads, shipped
from codebooks.printing.blocks import printed_blocks
from codebooks.printing.html_page import page

pytestmark = pytest.mark.browser

VARIANTS = list(product([False, True], repeat=2))


@pytest.mark.parametrize(("large", "easy"), VARIANTS)
def test_everyone_can_use_it_on_the_narrowest_screen(
    browser: Browser, tmp_path: Path, large: bool, easy: bool
) -> None:
    codebook = loads(shipped(), where="coproduction.yaml")
    path = tmp_path / "codebook.html"
    path.write_bytes(
        page(printed_blocks(codebook, easy_read=easy), large_print=large, easy_read=easy)
    )
    # The policy of the page keeps out scripts, so also the one that looks for barriers.
    shown = browser.new_page(viewport={"width": 320, "height": 800}, bypass_csp=True)
    shown.goto(path.as_uri())
    assert [each["id"] for each in Axe().run(shown).response["violations"]] == []
    assert shown.evaluate("document.documentElement.scrollWidth") == 320
    shown.close()


@pytest.mark.parametrize(("large", "easy"), VARIANTS)
def test_nothing_in_it_runs_or_is_fetched(
    browser: Browser, tmp_path: Path, large: bool, easy: bool
) -> None:
    path = tmp_path / "codebook.html"
    said = printed_blocks(NASTY, easy_read=easy)
    path.write_bytes(page(said, large_print=large, easy_read=easy))
    shown = browser.new_page()
    asked: list[str] = []
    dialogs: list[str] = []
    shown.on("request", lambda request: asked.append(request.url))
    shown.on("dialog", lambda dialog: dialogs.append(dialog.message))
    shown.goto(path.as_uri())
    assert (asked, dialogs) == ([path.as_uri()], [])
    assert shown.locator("h1").inner_text() == NASTY.title
    assert shown.locator("h3").inner_text() == NASTY.title
    shown.close()
