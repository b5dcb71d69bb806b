"""Easy read in a real browser: usable by everyone, on the narrowest screen and on paper (WCAG 2.2 AA)."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from easy_material import easy_material
from playwright.sync_api import Browser, Page

from coding.easy_read.easy_read import easy_read
from coding.easy_read.page import easy_read_page

pytestmark = pytest.mark.browser


def opened(browser: Browser, folder: Path, width: int) -> Page:
    path = folder / "easy.html"
    path.write_text(easy_read_page(easy_read(easy_material(positive=8, negative=6, silent=6))))
    # The policy of the page keeps out scripts, so also the one that looks for barriers.
    shown = browser.new_page(viewport={"width": width, "height": 800}, bypass_csp=True)
    shown.goto(path.as_uri())
    return shown


@pytest.mark.parametrize("width", [320, 1280])
def test_everyone_can_use_it_and_nothing_is_cut(
    browser: Browser, tmp_path: Path, width: int
) -> None:
    shown = opened(browser, tmp_path, width)
    assert [each["id"] for each in Axe().run(shown).response["violations"]] == []
    assert shown.evaluate("document.documentElement.scrollWidth") == width
    shown.close()


def test_it_is_set_in_large_print_and_pictures_stand_left_of_the_text_where_there_is_room(
    browser: Browser, tmp_path: Path
) -> None:
    shown = opened(browser, tmp_path, 1280)
    size = shown.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('.text p')).fontSize)"
    )
    assert round(size * 72 / 96, 3) >= 16
    picture = shown.locator(".picture").first.bounding_box()
    text = shown.locator(".text").first.bounding_box()
    assert picture is not None and text is not None
    assert picture["x"] + picture["width"] < text["x"]
    shown.close()
