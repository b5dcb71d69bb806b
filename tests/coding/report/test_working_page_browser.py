"""The working page in a real browser: everyone can use it, nothing in it runs (WCAG 2.2 AA)."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from browsing import DESKTOP, NARROWEST, PHONE, barriers
from invented import evaluation, excerpt, file, frames, published
from pdfminer.high_level import extract_text
from playwright.sync_api import Browser, Page
from report_pages import HOSTILE, hostile

from coding.findings.publication import Publication
from coding.report.working import WorkSoFar, render_working_page

pytestmark = pytest.mark.browser

Show = Callable[..., Page]
WORK = WorkSoFar(looked_at=40, finished=12, unsettled=3, undecided_names=9)


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Show]:
    """Opens the working page of a publication; every request for anything else fails the test."""
    contexts = []
    asked: list[str] = []

    def opened(made: Publication, size: tuple[int, int] = DESKTOP, **given: Any) -> Page:
        path = tmp_path / "report.html"
        path.write_text(render_working_page(made, WORK), encoding="utf-8")
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


def refused_and_doubted() -> Publication:
    doubts = "Who is P1? 3 turns name nobody."
    files = [file(f"a/{n}.docx", "refused", "It is damaged. Save it again.") for n in range(30)]
    files += [file(f"b/{n}.docx", doubts=doubts) for n in range(30)]
    return published(
        frames([excerpt("Yes.")], files=files), unlisted_speakers=9, doubt="Is it the right one?"
    )


PAGES: dict[str, Callable[[], Publication]] = {
    "nothing": lambda: published(frames()),
    "refused": refused_and_doubted,
    "whole": lambda: published(evaluation(), left_out_people=2, unlisted_speakers=7, checked=8),
    "hostile": lambda: hostile(HOSTILE[0]),
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("name", PAGES)
def test_it_meets_wcag_2_2_aa(show: Show, name: str, size: tuple[int, int], scheme: str) -> None:
    assert barriers(show(PAGES[name](), size, color_scheme=scheme)) == []


@pytest.mark.parametrize("name", PAGES)
def test_it_reflows_at_400_percent(show: Show, name: str) -> None:
    page = show(PAGES[name](), NARROWEST)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST[0]


def test_headings_and_landmarks_stand_in_order(show: Show) -> None:
    page = show(PAGES["whole"]())
    levels = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => Number(h.tagName[1]))"
    )
    assert levels[0] == 1
    assert (levels.count(1), levels.count(2)) == (1, 4)
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for landmark in ("header", "main", "footer"):
        assert page.locator(landmark).count() == 1


def test_a_keyboard_skips_to_the_page(show: Show) -> None:
    page = show(PAGES["whole"](), PHONE)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the page"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_people_wrote_runs(show: Show, text: str) -> None:
    page = show(hostile(text))
    page.mouse.move(300, 300)
    page.keyboard.press("Tab")
    assert page.evaluate("window.pwned") is None
    assert page.locator("h1").text_content() == text


def test_it_can_be_read_with_scripts_off(show: Show) -> None:
    page = show(PAGES["whole"](), java_script_enabled=False)
    for heading in page.locator("h2").all():
        assert heading.is_visible()


@pytest.mark.parametrize("name", ["nothing", "refused", "whole"])
def test_it_prints_on_one_sheet_that_says_what_it_is(show: Show, name: str, tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    show(PAGES[name]()).pdf(path=path, prefer_css_page_size=True, format="A4")
    # The pages of a PDF, as pdfminer ends each with a form feed.
    pages = extract_text(path).split("\f")[:-1]
    assert len(pages) == 1
    assert "Machine suggestions." in pages[0].split("Working page")[0]
