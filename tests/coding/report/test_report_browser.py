"""The report in a real browser: everyone can use it, nothing in it runs (T2, F13, WCAG 2.2 AA)."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from browsing import DESKTOP, NARROWEST, PHONE, barriers
from framework_report import BOOK, said
from invented import about, evaluation, excerpt, frames, suggestion
from pdfminer.high_level import extract_text
from playwright.sync_api import Browser, Page
from report_pages import HOSTILE, hostile, reviewed

from coding.findings.publication import Publication, publish
from coding.report import report

pytestmark = pytest.mark.browser

Show = Callable[..., Page]


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Show]:
    """Opens the report of a publication; every request for anything else fails the test."""
    contexts = []
    asked: list[str] = []

    def opened(made: Publication, size: tuple[int, int] = DESKTOP, **given: Any) -> Page:
        path = tmp_path / "report.html"
        path.write_text(report.render_report(made), encoding="utf-8")
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
    assert {url.rsplit("/", 1)[-1] for url in asked} <= {"report.html"}


def of_few() -> Publication:
    """Three people, none of whom may be quoted: everything that can be hidden is."""
    rows = [excerpt(f"Thing {n} was said.", participant=str(n), may_quote=False) for n in range(3)]
    return reviewed(frames(rows, [suggestion(row, "voice") for row in rows]))


PAGES: dict[str, Callable[[], Publication]] = {
    "nothing": lambda: reviewed(frames()),
    "few": of_few,
    "whole": lambda: reviewed(evaluation(), left_out_people=2, note="This is invented."),
    "frameworks": lambda: publish(
        said(dict.fromkeys("pqrstu", "abe")), BOOK, about(basis="codings")
    ),
    "hostile": lambda: hostile(HOSTILE[0], basis="codings"),
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("name", PAGES)
def test_it_meets_wcag_2_2_aa(show: Show, name: str, size: tuple[int, int], scheme: str) -> None:
    page = show(PAGES[name](), size, color_scheme=scheme)
    broken = barriers(page)
    assert broken == []


@pytest.mark.parametrize("name", PAGES)
def test_it_reflows_at_400_percent(show: Show, name: str) -> None:
    page = show(PAGES[name](), NARROWEST)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST[0]


def test_a_keyboard_reaches_the_report_and_every_wide_table(show: Show) -> None:
    page = show(PAGES["whole"](), PHONE)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    focusable = page.locator(".scroll[tabindex='0'][role='region']")
    assert focusable.count() == page.locator("table").count() > 0


def test_headings_and_landmarks_stand_in_order(show: Show) -> None:
    page = show(PAGES["whole"]())
    levels = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => Number(h.tagName[1]))"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for landmark in ("header", "main", "nav[aria-label]", "footer"):
        assert page.locator(landmark).count() == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_people_wrote_runs(show: Show, text: str) -> None:
    page = show(hostile(text, basis="codings"))
    page.mouse.move(300, 300)
    page.keyboard.press("Tab")
    assert page.evaluate("window.pwned") is None
    quoted = page.locator("blockquote").first.text_content()
    assert quoted == text


def test_it_can_be_read_with_scripts_off(show: Show) -> None:
    page = show(PAGES["whole"](), java_script_enabled=False)
    assert page.get_by_text(
        "These are codings by people. They have looked at no excerpt yet."
    ).first.is_visible()
    assert page.locator("blockquote").first.is_visible()


def test_the_style_sheet_is_let_in_by_its_hash_and_an_injected_one_is_not(show: Show) -> None:
    page = show(PAGES["whole"]())
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.notice')).borderTopWidth") == "2px"
    )
    page.evaluate(
        "() => { const s = document.createElement('style'); s.textContent = 'body{display:none}';"
        " document.head.append(s) }"
    )
    assert page.evaluate("getComputedStyle(document.body).display") == "block"


@pytest.mark.parametrize(
    ("text", "phrase", "direction"),
    [
        ("لم يستمع إلينا أحد في الاجتماع الأول", "يستمع إلينا", "rtl"),
        ("אף אחד לא הקשיב לנו בפגישה", "לא הקשיב", "rtl"),
        ("Nobody listened 👩🏽‍🦽 to e\u0301lodie", "👩🏽‍🦽 to e\u0301", "ltr"),
        ("She said \u202eon\u202c and left", "\u202eon\u202c", "ltr"),
    ],
)
def test_the_marked_words_are_the_phrase_in_every_script(
    show: Show, text: str, phrase: str, direction: str
) -> None:
    start = text.index(phrase)
    row = excerpt(text)
    found = suggestion(row, "voice", phrase_start=start, phrase_end=start + len(phrase))
    page = show(reviewed(frames([row], [found])))
    marked = page.locator("mark").first.text_content() or ""
    shown = marked.replace("‹U+202E›", "\u202e").replace("‹U+202C›", "\u202c")
    assert shown == phrase
    block = page.locator("blockquote").first
    assert block.evaluate("e => getComputedStyle(e).direction") == direction


def test_every_printed_page_carries_the_warning(show: Show, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    show(PAGES["whole"]()).pdf(path=path, prefer_css_page_size=True, format="A4")
    # The pages of a PDF, as pdfminer ends each with a form feed.
    pages = extract_text(path).split("\f")[:-1]
    assert len(pages) > 3
    for page in pages:
        assert "Codings by people. What they have not looked at is not counted." in page
