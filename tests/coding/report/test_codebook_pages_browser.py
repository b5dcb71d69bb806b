"""The pages about a codebook in a real browser: everyone can use them, nothing in them runs."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import story
from browsing import DESKTOP, NARROWEST, PHONE, barriers
from playwright.sync_api import Browser

from codebooks.codebook import Codebook
from codebooks.load import loads
from coding.findings.disclosure.last_reports import NOTHING
from coding.refining.material import refine
from coding.report import codebook_diff, codebook_suggestions
from coding.revisions.effects import effects_on
from coding.revisions.fates import Step

pytestmark = pytest.mark.browser

ONE, TWO = (loads(content.encode(), where="story") for content in (story.ONE, story.TWO))
HOSTILE = "<script>window.pwned=1</script><img src=x onerror='window.pwned=1'>"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the folder with the pages of the story, with quotes."""
    folder = tmp_path_factory.mktemp("page")
    evaluation = story.told(folder / "evaluation")
    story.decide(evaluation)
    found = effects_on(evaluation, Step(ONE, TWO), story.cache_of(evaluation))
    about = codebook_diff.DiffHeading("Harbour House", "version 1.0", "the draft", date(2026, 3, 2))
    (folder / "changes.html").write_text(
        codebook_diff.render_diff(about, found.step, found, NOTHING)
    )
    material, told = refine(evaluation, story.cache_of(evaluation))
    html = codebook_suggestions.render_suggestions(
        material, told, "Harbour House", date(2026, 3, 2), NOTHING
    )
    (folder / "suggestions.html").write_text(html)
    return folder.as_uri()


@pytest.mark.parametrize("name", ["changes.html", "suggestions.html"])
@pytest.mark.parametrize(("size", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")])
def test_it_meets_wcag_2_2_aa(
    browser: Browser, page: str, name: str, size: tuple[int, int], scheme: str
) -> None:
    view = {"width": size[0], "height": size[1]}
    opened = browser.new_page(viewport=view, color_scheme=scheme)  # type: ignore[arg-type]
    opened.goto(f"{page}/{name}")
    broken = barriers(opened)
    opened.close()
    assert broken == []


@pytest.mark.parametrize("name", ["changes.html", "suggestions.html"])
def test_it_reflows_at_400_percent(browser: Browser, page: str, name: str) -> None:
    opened = browser.new_page(viewport={"width": NARROWEST[0], "height": NARROWEST[1]})
    opened.goto(f"{page}/{name}")
    assert opened.evaluate("document.documentElement.scrollWidth") <= NARROWEST[0]
    opened.close()


def test_nothing_that_people_wrote_runs(browser: Browser, tmp_path: Path) -> None:
    code = replace(ONE.codes[0], name=HOSTILE, definition=HOSTILE, include=(HOSTILE,))
    book = Codebook(HOSTILE, "2", (replace(ONE.themes[0], name=HOSTILE, codes=(code,)),))
    about = codebook_diff.DiffHeading(HOSTILE, HOSTILE, HOSTILE, date(2026, 3, 2))
    path = tmp_path / "page.html"
    path.write_text(codebook_diff.render_diff(about, Step(ONE, book), None, NOTHING))
    opened = browser.new_page()
    opened.goto(path.as_uri())
    assert opened.evaluate("window.pwned") is None
    assert HOSTILE in str(opened.locator("h1").text_content())
    opened.close()
