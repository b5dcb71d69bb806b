"""Every review page in a real browser, full of hostile words: for everybody, and nothing runs."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hostile
import pytest
from browsing import barriers
from playwright.sync_api import Browser, BrowserContext, Page
from reviewing import served_in
from team_served import served_to_team

from coding import Evaluation
from coding.review.look.preferences import CHOICES
from coding.reviewers import reviewers

pytestmark = pytest.mark.browser

# The last is 1280 pixels at 400 % (WCAG 1.4.10).
WIDE, NARROW, ZOOMED = 1280, 360, 320
LOOKS = [value for value, _ in CHOICES["look"] if value != "device"]
# What another look can change.
COLOURS = ("color-contrast", "link-in-text-block")
ASK = "/codes/ask"


@pytest.fixture(scope="module")
def told(
    told_story: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Evaluation, list[str]]:
    return hostile.told(told_story, tmp_path_factory.mktemp("hostile") / "e")


@pytest.fixture(scope="module")
def at(told: tuple[Evaluation, list[str]], browser: Browser) -> Iterator[tuple[str, Any]]:
    """Where the pages are, and the session that lets a browser in."""
    with served_in(browser, told[0].folder, hostile.VIEWER) as place:
        yield place


def opened(
    browser: Browser, at: tuple[str, Any], width: int = WIDE, look: str = "light", **more: Any
) -> BrowserContext:
    view = {"width": width, "height": 900}
    context = browser.new_context(storage_state=at[1], viewport=view, **more)  # type: ignore[arg-type]
    context.add_cookies([{"name": "heard_reader", "value": f"look={look}", "url": at[0]}])
    return context


def paths(told: tuple[Evaluation, list[str]]) -> list[str]:
    """Where every page is; `ASK` is the last look before a list is decided."""
    evaluation, ids = told
    frame = evaluation.excerpts().set_index("excerpt_id")
    read = "/read/" + str(frame.loc[ids[0], "transcript_id"])
    return [
        "/today", f"/review/{ids[0]}", f"/review/{ids[14]}?find=*", f"/review/{ids[0]}?context=more",
        f"/review/{ids[0]}?find=%3Cimg+src%3Dx%3E", "/review/done",
        "/read", read, f"{read}/code?excerpt={ids[0]}",
        "/codes", "/codes/list?code=listened", "/codes/list?words=%22%3E%3Cimg+src%3Dx%3E",
        "/codes/sides?code=listened", ASK,
        "/progress", "/disagreements", "/disagreements?show=settled", "/agreement", "/themes", "/cards",
        "/codebook", "/codebook/about?of=listened", "/codebook/about?of=heard", "/codebook/about",
        "/findings", "/findings/about?of=F1", "/findings/write", "/findings/write?of=F1",
        "/heard", "/practice", "/files", "/deidentify", "/deidentify?show=decided", "/settings",
        "/nowhere",
    ]  # fmt: skip


def each(page: Page, base: str, told: tuple[Evaluation, list[str]]) -> Iterator[str]:
    """Every page in turn, opened in `page`."""
    for path in paths(told):
        if path == ASK:
            page.goto(f"{base}/codes/list?code=listened")
            page.get_by_role("button", name="Go on to a last look").click()
            page.wait_for_url(f"**{ASK}")
        else:
            page.goto(base + path)
        yield path


@pytest.mark.parametrize("width", [WIDE, NARROW, ZOOMED])
def test_every_page_meets_wcag_2_2_aa_in_every_look_and_reflows(
    told: tuple[Evaluation, list[str]], browser: Browser, at: tuple[str, Any], width: int
) -> None:
    context = opened(browser, at, width, bypass_csp=True)
    page = context.new_page()
    broken: list[tuple[object, ...]] = []
    for path in each(page, at[0], told):
        broken += [(path, *barrier) for barrier in barriers(page)]
        for look in LOOKS[1:] if width != ZOOMED else ():
            page.evaluate("look => { document.documentElement.dataset.look = look }", look)
            broken += [(path, look, *barrier) for barrier in barriers(page, COLOURS)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            broken.append((path, page.evaluate(TOO_WIDE, width)))
    context.close()
    assert broken == []


@pytest.mark.parametrize("width", [NARROW, ZOOMED])
def test_no_page_scrolls_sideways_at_the_largest_sizes(
    told: tuple[Evaluation, list[str]], browser: Browser, at: tuple[str, Any], width: int
) -> None:
    context = opened(browser, at, width)
    page = context.new_page()
    broken: list[tuple[object, ...]] = []
    for path in each(page, at[0], told):
        for text, spacing in (("largest", "usual"), ("largest", "wide")):
            page.evaluate(SIZES, [text, spacing])
            if page.evaluate("document.documentElement.scrollWidth") > width:
                broken.append((path, text, spacing, page.evaluate(TOO_WIDE, width)))
    context.close()
    assert broken == []


SIZES = """([text, spacing]) => {
  document.documentElement.dataset.text = text
  document.documentElement.dataset.spacing = spacing
}"""


def test_the_door_meets_wcag_2_2_aa_in_every_look_and_reflows(
    told: tuple[Evaluation, list[str]], browser: Browser
) -> None:
    """By link, by password, and after a password that is wrong."""
    broken: list[tuple[object, ...]] = []
    link = reviewers.renew(told[0].store, hostile.VIEWER)
    with served_to_team(told[0]) as (origin, _):
        context = browser.new_context(bypass_csp=True)
        page = context.new_page()
        for path in (f"/enter/{link}", "/enter", "wrong"):
            if path == "wrong":
                page.get_by_label("Name").fill(hostile.VIEWER)
                page.get_by_label("Password").fill("not the password")
                page.get_by_role("button", name="Log in").click()
                page.get_by_role("alert").wait_for()
            else:
                page.goto(origin + path)
            for width in (WIDE, NARROW, ZOOMED):
                page.set_viewport_size({"width": width, "height": 900})
                broken += [(path, width, *barrier) for barrier in barriers(page)]
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    broken.append((path, page.evaluate(TOO_WIDE, width)))
            for look in LOOKS:
                page.evaluate("look => { document.documentElement.dataset.look = look }", look)
                broken += [(path, look, *barrier) for barrier in barriers(page, COLOURS)]
            acting = page.evaluate(ACTING)
            assert acting == [] and page.evaluate("window.pwned") is None
        context.close()
    assert broken == []


TOO_WIDE = """width => [...document.querySelectorAll("body *")]
  .filter(e => e.getBoundingClientRect().right > width + 1 && !e.closest(".scroll"))
  .map(e => e.outerHTML.slice(0, 80)).slice(0, 5)"""
# What a keyboard stops at, in the order of the document; what is folded away is not stopped at.
FOCUS = """() => {
  const stops = [...document.querySelectorAll(
      "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]")]
    .filter(e => e.tabIndex >= 0 && e.checkVisibility() && !e.disabled)
  const look = e => {
    const style = getComputedStyle(e)
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow,
      style.borderColor, style.backgroundColor].join(" ")
  }
  const wrong = []
  for (const e of stops) {
    document.activeElement.blur()
    const before = look(e)
    e.focus({ focusVisible: true })
    const style = getComputedStyle(e)
    const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
    if (document.activeElement !== e) wrong.push(["takes no focus", e.outerHTML.slice(0, 80)])
    else if (!ring || look(e) === before) wrong.push(["no ring", e.outerHTML.slice(0, 80)])
    const box = e.getBoundingClientRect()
    const line = e.matches("a") && getComputedStyle(e).display === "inline"
    if (!line && (box.width < 24 || box.height < 24))
      wrong.push(["below 24 pixels", e.outerHTML.slice(0, 80)])
    if (e.tabIndex > 0) wrong.push(["out of order", e.outerHTML.slice(0, 80)])
  }
  return wrong
}"""


@pytest.mark.parametrize("look", LOOKS)
def test_what_is_in_focus_is_seen_and_large_enough(
    told: tuple[Evaluation, list[str]], browser: Browser, at: tuple[str, Any], look: str
) -> None:
    context = opened(browser, at, NARROW, look)
    page = context.new_page()
    wrong: list[tuple[str, str, str]] = []
    for path in each(page, at[0], told):
        # As a keyboard does it: what has the focus by a mouse may look otherwise.
        page.keyboard.press("Tab")
        wrong += [(path, what, where) for what, where in page.evaluate(FOCUS)]
    context.close()
    assert wrong == []


@pytest.mark.parametrize(
    "path",
    [
        "/review",
        "/codes",
        "/codebook/about?of=listened",
        "/files",
        "/settings",
        "/findings/about?of=F1",
        "/findings/write?of=F1",
    ],
)
def test_the_keyboard_goes_down_the_page(browser: Browser, at: tuple[str, Any], path: str) -> None:
    context = opened(browser, at)
    page = context.new_page()
    page.goto(at[0] + path)
    seen = "e => { e.dataset.seen ??= document.querySelectorAll('[data-seen]').length; return e.dataset.seen }"
    order: list[int] = []
    for _ in range(200):
        page.keyboard.press("Tab")
        stop = page.evaluate_handle("document.activeElement")
        if stop.evaluate("e => e === document.body || 'seen' in e.dataset"):
            break
        order.append(int(stop.evaluate(seen)))
    placed = page.locator("[data-seen]").evaluate_all("all => all.map(e => Number(e.dataset.seen))")
    context.close()
    assert len(order) > 10 and placed == order


# --- hostile words --------------------------------------------------------------------------------

ACTING = """() => [...document.querySelectorAll("img, iframe, object, embed, script:not([src]), style, *")]
  .filter(e => e.matches("img, iframe, object, embed, script:not([src]), style")
    || [...e.attributes].some(a => a.name.startsWith("on") || a.name === "autofocus"
      || /^\\s*javascript:/i.test(a.value)))
  .map(e => e.outerHTML.slice(0, 120))"""
SHOWN = """() => document.title + "\\n" + document.body.textContent + "\\n" +
  [...document.querySelectorAll("input, textarea")].map(e => e.value).join("\\n")"""


def test_hostile_words_are_shown_as_they_are_and_nothing_runs(
    told: tuple[Evaluation, list[str]], browser: Browser, at: tuple[str, Any]
) -> None:
    context = opened(browser, at)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append("a dialog"))
    acting: list[tuple[str, object]] = []
    shown: dict[str, str] = {}
    for path in each(page, at[0], told):
        acting += [(path, one) for one in page.evaluate(ACTING)]
        text = page.evaluate(SHOWN)
        assert page.evaluate("window.pwned") is None, path
        assert "49" not in text or "{{7*7}}" in text, path
        shown |= {field: path for field, words in hostile.FIELDS.items() if words in text}
        page.mouse.move(400, 300)
        page.mouse.move(300, 500)
    context.close()
    assert acting == []
    assert sorted(set(hostile.FIELDS) - set(shown)) == []
    wanted = {url.partition("?")[0].removeprefix(at[0]) for url in asked}
    ours = {path.partition("?")[0] for path in paths(told)}
    assert {path for path in wanted - ours if not path.startswith("/static/")} == set()
