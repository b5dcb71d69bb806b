"""The printed codebook in a real browser: everyone can use it, nothing in it runs (T2, WCAG 2.2 AA)."""

import re
from itertools import product
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from nasty_codebook import NASTY
from pdfminer.high_level import extract_text
from playwright.sync_api import Browser

from codebooks.load import loads, shipped
from codebooks.printing.blocks import printed_blocks
from codebooks.printing.html_page import page

pytestmark = pytest.mark.browser

MOST_SHEETS = 12
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
    assert shown.locator("article h3").inner_text() == NASTY.title
    shown.close()


def test_the_shipped_codebook_in_easy_read_prints_two_codes_a_page_on_few_sheets(
    browser: Browser, tmp_path: Path
) -> None:
    """On each sheet of A4 lie two pages, with two codes each: nothing runs over to a sheet of its own."""
    codebook = loads(shipped(), where="coproduction.yaml")
    path, pdf = tmp_path / "codebook.html", tmp_path / "codebook.pdf"
    said = printed_blocks(codebook, easy_read=True)
    path.write_bytes(page(said, easy_read=True))
    shown = browser.new_page()
    shown.goto(path.as_uri())
    shown.pdf(path=pdf, prefer_css_page_size=True)
    shown.close()
    sheets = extract_text(pdf).split("\f")[:-1]
    assert len(sheets) <= MOST_SHEETS
    numbers = [block.text for block in said if block.kind == "page"]
    for sheet, pair in zip(sheets, zip(numbers[::2], numbers[1::2], strict=True), strict=True):
        assert re.findall(r"Page \d+", sheet) == list(pair)
