"""A document's page in a real browser: everyone can use it, nothing in it runs, it fits on paper."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import DESKTOP, NARROWEST, barriers
from pdfminer.high_level import extract_text
from playwright.sync_api import Browser, Page
from sample_document import (
    GAVE_UP,
    HOSTILE,
    NOTICE,
    PICTURE_CSS,
    THEMES_PICTURE,
    TOKEN,
    hostile_document,
    sample_document,
)

from coding.document.blocks import Block, Part, Section, Strong, TextBlock, WholeDocument
from coding.document.page import document_page

pytestmark = pytest.mark.browser

SMALL_PHONE = (360, 780)
MOST_PAGES = 12
Show = Callable[..., Page]


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Show]:
    """Opens the page of a document; every request for anything else fails the test."""
    contexts = []
    asked: list[str] = []

    def opened(
        document: WholeDocument,
        size: tuple[int, int] = DESKTOP,
        *,
        details: bool = False,
        **given: Any,
    ) -> Page:
        path = tmp_path / "document.html"
        made = document_page(
            document, details=details, picture_css=PICTURE_CSS, link_of="http://localhost/{}".format
        )
        path.write_text(made, encoding="utf-8")
        view = {"width": size[0], "height": size[1]}
        context = browser.new_context(viewport=view, **given)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert {url.rsplit("/", 1)[-1] for url in asked} == {"document.html"}


@pytest.mark.parametrize(
    ("size", "details", "scheme"),
    [
        (DESKTOP, False, "light"),
        (DESKTOP, True, "dark"),
        (SMALL_PHONE, False, "dark"),
        (SMALL_PHONE, True, "light"),
        (NARROWEST, True, "light"),
    ],
    ids=["1280", "1280 open dark", "360 dark", "360 open", "320 open"],
)
def test_it_meets_wcag_2_2_aa(
    show: Show, size: tuple[int, int], details: bool, scheme: str
) -> None:
    page = show(sample_document(), size, details=details, color_scheme=scheme)
    assert barriers(page) == []


@pytest.mark.parametrize("said", HOSTILE)
def test_nothing_that_people_wrote_runs_or_widens_the_page(show: Show, said: str) -> None:
    page = show(hostile_document(said), SMALL_PHONE, details=True)
    page.mouse.move(100, 300)
    page.keyboard.press("Tab")
    assert page.evaluate("window.pwned") is None
    assert page.evaluate("getComputedStyle(document.body).display") == "block"
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL_PHONE[0]


@pytest.mark.parametrize(
    "size", [(2000, 900), DESKTOP, (1024, 700), (700, 900), SMALL_PHONE, NARROWEST]
)
def test_it_never_scrolls_sideways(show: Show, size: tuple[int, int]) -> None:
    """320 px are 1280 at 400 percent."""
    page = show(sample_document(), size, details=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_on_a_small_phone_no_cell_of_a_table_is_out_of_sight(show: Show) -> None:
    page = show(sample_document(), SMALL_PHONE, details=True)
    ends = page.evaluate(
        "[...document.querySelectorAll('td')].map(c => c.getBoundingClientRect().right)"
    )
    assert ends and max(ends) <= SMALL_PHONE[0]
    named = page.evaluate(
        "getComputedStyle(document.querySelector('.many td'), '::before').content.includes('Good')"
    )
    assert named


def test_contents_stand_beside_a_wide_page_and_stay_there(show: Show) -> None:
    page = show(sample_document())
    beside, above = page.locator("nav.beside"), page.locator("nav.above")
    assert (beside.is_visible(), above.is_visible()) == (True, False)
    text, list = page.locator("main").bounding_box(), beside.bounding_box()
    assert text is not None and list is not None and list["x"] + list["width"] <= text["x"]
    page.evaluate("window.scrollTo(0, 3000)")
    moved = beside.bounding_box()
    assert moved is not None and 0 <= moved["y"] < 10


def test_contents_are_folded_above_a_narrow_page(show: Show) -> None:
    page = show(sample_document(), SMALL_PHONE)
    link = page.locator("nav.above a").last
    assert (page.locator("nav.beside").is_visible(), link.is_visible()) == (False, False)
    page.locator("nav.above summary").click()
    link.click()
    assert page.url.endswith("#p13")


def test_a_keyboard_skips_to_the_text(show: Show) -> None:
    page = show(sample_document())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_it_can_be_read_and_opened_with_scripts_off(show: Show) -> None:
    page = show(sample_document(), java_script_enabled=False)
    assert page.locator("blockquote").first.is_visible()
    fold = page.locator("details.fold").first
    assert not fold.locator("table").is_visible()
    fold.locator("summary").click()
    assert fold.locator("table").is_visible()


def test_in_high_contrast_the_phrase_of_a_quote_is_still_underlined(show: Show) -> None:
    page = show(sample_document(), forced_colors="active")
    line = page.evaluate("getComputedStyle(document.querySelector('mark')).textDecorationLine")
    assert line == "underline"
    assert barriers(page, ["color-contrast"]) == []


def printed(page: Page, path: Path) -> list[str]:
    """The text of each page on paper, as pdfminer ends each with a form feed."""
    page.pdf(path=path, prefer_css_page_size=True)
    return extract_text(path).split("\f")[:-1]


def test_it_prints_on_a_few_pages_that_all_carry_the_notice_and_a_number(
    show: Show, tmp_path: Path
) -> None:
    pages = printed(show(sample_document()), tmp_path / "made.pdf")
    assert 1 < len(pages) <= MOST_PAGES
    for number, text in enumerate(pages, start=1):
        assert NOTICE in text
        assert f"{number} / {len(pages)}" in text


@pytest.mark.parametrize("follows", ["quotes", "table", "picture", "text", "words in bold"])
def test_no_heading_is_left_behind_at_the_end_of_a_page(
    show: Show, tmp_path: Path, follows: str
) -> None:
    quotes = (GAVE_UP, TOKEN)
    blocks: dict[str, tuple[Block, ...]] = {
        "quotes": (Section("s", "A heading", quotes),),
        "table": (Section("s", "A heading", (THEMES_PICTURE.table,)),),
        "picture": (Section("s", "A heading", (THEMES_PICTURE,)),),
        "text": (Section("s", "A heading", (TextBlock(("Word after word. " * 60,)),)),),
        "words in bold": (TextBlock((Strong("A heading"),)), *quotes),
    }
    lasts = set()
    for lines in range(31, 48):
        before = tuple(TextBlock((f"Line {n}.",)) for n in range(lines))
        document = WholeDocument("A", (), "", (Part("one", 1, "One", (*before, *blocks[follows])),))
        first = printed(show(document), tmp_path / "made.pdf")[0]
        lasts.add([line for line in first.splitlines() if line.strip() and " / " not in line][-1])
    assert "A heading" not in lasts
    # Among so many lengths the page does end just before a heading.
    assert any(last.startswith("Line ") for last in lasts)


@pytest.mark.parametrize("details", [False, True])
def test_what_is_folded_is_printed_where_somebody_asks_for_it(
    show: Show, tmp_path: Path, details: bool
) -> None:
    text = "".join(printed(show(sample_document(), details=details), tmp_path / "made.pdf"))
    assert ("Finding 1 by wave" in text, "Deep down" in text) == (details, details)
    assert "Where finding 1 comes from" not in text or details
    assert "See it in its transcript" not in text
