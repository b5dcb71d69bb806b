"""Read and Codes in a real browser: selecting words, and WCAG 2.2 AA with hostile text about."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import barriers
from playwright.sync_api import Browser, BrowserContext
from reviewing import served
from story import cache_of, told

from coding.cutting import read_and_cut
from coding.evaluation import Evaluation
from coding.suggesting import suggest

pytestmark = pytest.mark.browser

HOSTILE = '</script><script>window.pwned=1</script> " onmouseover="window.pwned=1" \' <img src=x onerror=window.pwned=1> {{7*7}}'
ARABIC = "لم يستمع إلينا أحد في الاجتماع الأول"
WIDE, NARROW = 1280, 360


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reading") / "e"
    told(folder)
    lines = [f"Robin: They listened {HOSTILE} and wrote it down.", f"Sam: {ARABIC} \u202etxet"]
    (folder / "transcripts" / "hostile.txt").write_text("\n\n".join(lines), "utf-8")
    evaluation = Evaluation.open(folder)
    read_and_cut(evaluation)
    suggest(evaluation, cache_of(evaluation))
    return folder


@pytest.fixture(scope="module")
def at(folder: Path, browser: Browser) -> Iterator[tuple[str, Any]]:
    """Where the pages are, and the session that lets a browser in."""
    with served(folder, "RW") as link:
        page = browser.new_page()
        page.goto(link)
        page.wait_for_url("**/review/**")
        session = page.context.storage_state()
        page.close()
        yield link.split("/start")[0], session


def opened(browser: Browser, at: tuple[str, Any], width: int = WIDE, **more: Any) -> BrowserContext:
    view = {"width": width, "height": 900}
    return browser.new_context(storage_state=at[1], viewport=view, **more)  # type: ignore[arg-type]


def paths(folder: Path) -> list[str]:
    row = Evaluation.open(folder).excerpts().iloc[0]
    transcript = f"/read/{row['transcript_id']}"
    return [
        "/read", transcript, f"{transcript}/code?excerpt={row['excerpt_id']}", "/codes",
        "/codes/list?code=listened", "/codes/sides?code=listened",
    ]  # fmt: skip


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
def test_no_barrier_is_found(
    folder: Path, browser: Browser, at: tuple[str, Any], look: str, width: int
) -> None:
    context = opened(browser, at, width)
    context.add_cookies([{"name": "heard_reader", "value": f"look={look}", "url": at[0]}])
    page = context.new_page()
    for path in paths(folder):
        page.goto(at[0] + path)
        assert (path, barriers(page)) == (path, [])
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_the_excerpts_that_a_selection_touches_are_those_that_are_coded(
    folder: Path, browser: Browser, at: tuple[str, Any]
) -> None:
    frame = Evaluation.open(folder).excerpts()
    transcript = frame["transcript_id"].iloc[0]
    own = frame[frame["transcript_id"] == transcript]["excerpt_id"].tolist()
    context = opened(browser, at)
    page = context.new_page()
    page.goto(f"{at[0]}/read/{transcript}")
    page.evaluate(
        """([first, last]) => {
          const words = (id) => document.getElementById('e-' + id).querySelector('.spoken bdi').firstChild
          const range = document.createRange()
          range.setStart(words(first), 3)
          range.setEnd(words(last), 2)
          getSelection().removeAllRanges()
          getSelection().addRange(range)
        }""",
        [own[0], own[1]],
    )
    page.get_by_role("link", name="Code the selection").click()
    chosen = page.locator("input[name=excerpt]").evaluate_all("all => all.map(e => e.value)")
    assert chosen == own[:2]
    page.get_by_label("Find a code").fill("bus stairs")
    assert page.locator("[data-about]:visible").count() == 1
    page.get_by_label("Getting there").check()
    page.get_by_label("Mixed").check()
    page.get_by_role("button", name="Save").click()
    assert page.locator("#message").text_content() == "Saved."
    kept = Evaluation.open(folder).decisions().tail(2)
    assert kept["excerpt_id"].tolist() == own[:2]
    assert set(kept["direction"]) == {"mixed"}
    context.close()
