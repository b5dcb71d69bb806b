"""A sitting of ten on a phone: by touch, by keyboard, and with scripts off."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from browsing import barriers
from hub import hub, suggest
from playwright.sync_api import Browser, Error, Locator, Page, expect
from report_pages import HOSTILE
from reviewing import served_in

from coding import Evaluation
from coding.review.look.preferences import CHOICES

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 640}
TEXT = "".join(
    f"{who}: This is the {n}th thing of which we talked that day. There was tea, there were biscuits, "
    f"and the bus came late, as it does. They wrote down what I said about the letters, all of it.\n\n"
    for n in range(20)
    for who in ("Ned Barrow", "Ada Quill")
)
LOOKS = [value for value, _ in CHOICES["look"] if value != "device"]


@pytest.fixture
def evaluation(tmp_path: Path) -> Evaluation:
    """Forty long excerpts; in every fourth two codes are likely."""
    made = hub(tmp_path / "hub", TEXT)
    ids = list(made.excerpts()["excerpt_id"])[::4]
    voice = [(id, "voice", "positive", 0.8) for id in ids]
    suggest(made, *voice, *[(id, "trust", "negative", 0.6) for id in ids])
    return made


@pytest.fixture
def at(evaluation: Evaluation, browser: Browser) -> Iterator[tuple[str, Any]]:
    with served_in(browser, evaluation.folder, "AB") as place:
        yield place


Press = Callable[[Page, Locator], None]


def tap(page: Page, what: Locator) -> None:
    what.tap()


def by_keyboard(page: Page, what: Locator) -> None:
    """Tab until it has the focus, and Enter."""
    for _ in range(80):
        if what.evaluate("e => e === document.activeElement"):
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads there on {page.url}")


def click(page: Page, what: Locator) -> None:
    what.click()


def step(page: Page, press: Press) -> None:
    """Press the first button at the foot of the screen, which is there without scrolling."""
    before = forms(page)
    first = page.locator(".foot button:visible").first
    assert in_view(first), page.url
    press(page, first)
    leads_on(page, before)


def forms(page: Page) -> list[str]:
    """Where the page is, and the ids of its forms: others each time that it is made."""
    found: list[str] = page.evaluate(
        """[location.pathname, ...[...document.querySelectorAll("input[name=key]")].map(e => e.value)]"""
    )
    return found


def leads_on(page: Page, before: list[str]) -> None:
    for _ in range(200):
        page.wait_for_load_state()
        # A page may be on its way while it is asked.
        with suppress(Error):
            if forms(page) != before:
                return
        page.wait_for_timeout(50)
    raise AssertionError(f"nothing came of it on {page.url}")


def in_view(what: Locator) -> bool:
    """Whether all of it is on the screen, without scrolling, and nothing lies over it."""
    return bool(
        what.evaluate(
            """e => {
              const b = e.getBoundingClientRect(), x = b.left + b.width / 2, y = b.top + b.height / 2
              return b.top >= 0 && b.left >= 0 && b.bottom <= innerHeight && b.right <= innerWidth
                && e.contains(document.elementFromPoint(x, y))
            }"""
        )
    )


@pytest.mark.parametrize(
    ("press", "given"),
    [
        (tap, {"has_touch": True, "is_mobile": True}),
        (by_keyboard, {}),
        (click, {"java_script_enabled": False}),
    ],
    ids=["touch", "keyboard", "scripts off"],
)
def test_a_sitting_of_ten_from_the_first_page_to_the_thank_you(
    evaluation: Evaluation,
    at: tuple[str, Any],
    browser: Browser,
    press: Press,
    given: dict[str, Any],
) -> None:
    context = browser.new_context(storage_state=at[1], viewport=PHONE, **given)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{at[0]}/today")
    expect(page.get_by_role("heading", level=1)).to_have_text("Yours today: ten excerpts")
    before = forms(page)
    press(page, page.get_by_role("link", name="Begin"))
    leads_on(page, before)
    for _ in range(40):
        if page.url.endswith("/today"):
            break
        step(page, press)
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    done = evaluation.remarks()
    assert list(done["kind"]) == ["finished"] * 10 and done["excerpt_id"].is_unique
    decided = evaluation.decisions()
    assert set(decided["verdict"]) == {"accept"} and len(decided) >= 2
    thanks = page.locator("main").inner_text()
    for code in decided["code_id"].unique():
        assert evaluation.codebook.code(code).name in thanks
    context.close()


@pytest.mark.parametrize("text", ["usual", "large"])
def test_the_words_and_the_first_decision_are_on_the_screen_at_once(
    at: tuple[str, Any], browser: Browser, text: str
) -> None:
    context = browser.new_context(storage_state=at[1], viewport=PHONE)  # type: ignore[arg-type]
    context.add_cookies([{"name": "heard_reader", "value": f"text={text}", "url": at[0]}])
    page = context.new_page()
    page.goto(f"{at[0]}/review")
    expect(page.locator(".foot")).to_have_count(1)
    buttons = page.locator(".foot button").all()
    assert len(buttons) == 6 and all(in_view(each) for each in buttons)
    top = page.locator("#said").evaluate("e => e.getBoundingClientRect().top")
    assert top + 100 < page.locator(".foot").evaluate("e => e.getBoundingClientRect().top")
    expect(page.locator(".around").first).to_be_hidden()
    expect(page.locator("header nav:visible")).to_have_count(0)
    page.locator("summary", has_text="Menu").click()
    expect(page.get_by_role("navigation").get_by_role("link", name="Settings")).to_be_visible()
    context.close()


def test_the_foot_of_the_screen_keeps_nobody_out(at: tuple[str, Any], browser: Browser) -> None:
    """No barrier by axe in any look; what has the focus is not under the buttons."""
    context = browser.new_context(storage_state=at[1], viewport=PHONE, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    broken: list[tuple[object, ...]] = []
    for path in ("/today", "/review"):
        page.goto(at[0] + path)
        for look in LOOKS:
            page.evaluate("look => { document.documentElement.dataset.look = look }", look)
            broken += [(path, look, *barrier) for barrier in barriers(page)]
    page.goto(f"{at[0]}/review")
    page.locator("#main").focus()
    for _ in range(40):
        page.keyboard.press("Tab")
        broken += [("/review", "hidden", e) for e in page.evaluate(UNDER)]
    context.close()
    assert broken == []


def test_several_excerpts_and_the_thank_you_keep_nobody_out_and_nothing_in_them_runs(
    tmp_path: Path, browser: Browser
) -> None:
    """Nothing is likely: ten hostile excerpts stand on a page, at every width and in every look."""
    text = "".join(f"Ned Barrow: {each} is what was on the board.\n\n" for each in 4 * [*HOSTILE])
    evaluation = hub(tmp_path / "hub", text)
    broken: list[tuple[object, ...]] = []
    with served_in(browser, evaluation.folder, "AB") as (base, session):
        context = browser.new_context(storage_state=session, bypass_csp=True)
        page = context.new_page()
        page.goto(f"{base}/review")
        page.wait_for_url("**/review/several")
        shown = page.locator("blockquote").all_text_contents()
        assert 2 <= len(shown) <= 10 and page.evaluate("window.pwned") is None
        assert set(shown) <= set(evaluation.excerpts()["text"])
        broken += barriers_everywhere(page)
        page.keyboard.press("1")
        expect(page.get_by_role("checkbox").first).to_be_checked()
        page.keyboard.press("1")
        page.keyboard.press("n")
        page.wait_for_url(lambda url: not url.endswith("/several"))
        page.goto(f"{base}/today")
        expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
        broken += barriers_everywhere(page)
        context.close()
    assert broken == []


def barriers_everywhere(page: Page) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    for width in (1280, 360, 320):
        page.set_viewport_size({"width": width, "height": 640})
        for look in LOOKS:
            page.evaluate("look => { document.documentElement.dataset.look = look }", look)
            found += [(page.url, width, look, *barrier) for barrier in barriers(page)]
        for text in ("largest", "usual"):
            page.evaluate("text => { document.documentElement.dataset.text = text }", text)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append((page.url, width, text, "scrolls sideways"))
    return found


# What has the focus and lies wholly under something else (WCAG 2.4.11).
UNDER = """() => {
  const e = document.activeElement
  if (e === document.body) return []
  const b = e.getBoundingClientRect()
  const at = [[b.left + b.width / 2, b.top + 2], [b.left + b.width / 2, b.bottom - 2]]
  const seen = at.some(([x, y]) => { const top = document.elementFromPoint(x, y); return top && (e.contains(top) || top.contains(e)) })
  return seen ? [] : [e.outerHTML.slice(0, 80)]
}"""
