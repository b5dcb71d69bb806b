"""Reviewers in a real browser, by keyboard alone: blind double coding, disagreement, settling.

And that everybody can use the pages of several people: WCAG 2.2 AA as far as axe sees, no text cut
off on a phone or at 400 %.
"""

from collections.abc import Iterator
from pathlib import Path

import blind_story
import pytest
from blind_story import SECRET
from browsing import barriers
from playwright.sync_api import Browser, Page
from team_served import PATHS, served_to_team

from coding import Evaluation
from coding.deidentification.search import search
from coding.reviewers import reviewers

pytestmark = pytest.mark.browser

MOST_TABS = 120


class Typist:
    """A reviewer who has a keyboard and no mouse."""

    def __init__(self, chromium: Browser, origin: str, link: str, *, scripts: bool) -> None:
        context = chromium.new_context(java_script_enabled=scripts)
        self.page: Page = context.new_page()
        self.origin = origin
        self.page.goto(f"{origin}/enter/{link}")
        self.press_on("button", "Go in as")

    def focused(self) -> tuple[str, str]:
        """What has the focus: its tag and its words."""
        found = self.page.locator(":focus")
        if not found.count():
            return "", ""
        tag = str(found.evaluate("each => each.tagName.toLowerCase()"))
        words = found.get_attribute("value") if tag == "input" else found.text_content()
        return tag, (words or "").strip()

    def tab_to(self, tag: str, words: str) -> None:
        """Press Tab until something with these words has the focus."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            found = self.focused()
            if found[0] == tag and words in found[1]:
                return
        raise AssertionError(f"no Tab leads to {tag} '{words}' on {self.page.url}")

    def press_on(self, tag: str, words: str, then: str = "") -> None:
        """Tab to it and press Enter; comes back when the page has `then`, or another address."""
        self.tab_to(tag, words)
        before = self.page.url
        self.page.keyboard.press("Enter")
        if then:
            self.page.get_by_text(then).first.wait_for()
        else:
            self.page.wait_for_url(lambda url: url != before)
        self.page.wait_for_load_state()

    def open(self, path: str) -> str:
        self.page.goto(self.origin + path)
        return self.page.content()

    def code(self, words: str, button: str) -> None:
        """Add a code that is found by `words`, with the direction that `button` says."""
        self.tab_to("summary", "Add a code")
        self.page.keyboard.press("Enter")
        self.tab_to("input", "")
        self.page.keyboard.type(words)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**find=*")
        self.tab_to("button", "Find")
        self.press_on("button", button, "Saved.")

    def close(self) -> None:
        self.page.context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts on", "scripts off"])
def test_two_reviewers_code_blind_differ_and_a_third_settles(
    browser: Browser,
    tmp_path: Path,
    scripts: bool,
) -> None:
    evaluation, ids = blind_story.begun(tmp_path / "evaluation", 0.002)
    links = {name: reviewers.renew(evaluation.store, name) for name in ("AB", "CD", "EF")}
    with served_to_team(evaluation) as (origin, app):
        ab = Typist(browser, origin, links["AB"], scripts=scripts)
        ab.press_on("a", "Begin")
        for _ in ids:
            if ids[0] in ab.page.url:
                ab.code("listened", "positive")
            ab.press_on("button", "Finish, next excerpt")
        assert "/review/done" in ab.page.url
        app.sent.clear()
        cd = Typist(browser, origin, links["CD"], scripts=scripts)
        for path in [*PATHS, *_where_codings_stand(evaluation, ids)]:
            cd.open(path)
        seen = b"".join(app.sent).decode()
        assert "To settle: 0" in ab.open("/disagreements")
        assert "You code this one without suggestions" in seen
        assert [
            secret
            for secret in (SECRET, "Likely (43 %)", "AB: ", "<bdi>AB</bdi>")
            if secret in seen
        ] == []
        cd.open("/review")
        for _ in ids:
            cd.press_on("button", "Finish, next excerpt")
        ef = Typist(browser, origin, links["EF"], scripts=scripts)
        ef.press_on("a", "Disagreements", "To settle: 1")
        ef.tab_to("input", "positive")
        ef.page.keyboard.press("ArrowDown")
        ef.page.keyboard.press("ArrowDown")
        ef.page.keyboard.press("Tab")
        ef.page.keyboard.type("We read it aloud: some did listen, some did not.")
        ef.press_on("button", "Settle", "Settled, and kept.")
        for each in (ab, cd, ef):
            each.close()
    columns = ["code_id", "verdict", "direction", "reviewer", "source", "blind"]
    said = evaluation.decisions()
    assert said[columns].to_numpy().tolist() == [
        ["listened", "accept", "positive", "AB", "page", True],
        ["listened", "accept", "mixed", "EF", "settled", False],
    ]
    assert said["suggested"].isna().all()
    standing = evaluation.standing()
    assert standing[["verdict", "direction", "settled"]].to_numpy().tolist() == [
        ["accept", "mixed", True]
    ]


def _where_codings_stand(evaluation: Evaluation, ids: list[str]) -> list[str]:
    frame = evaluation.excerpts().set_index("excerpt_id")
    read = [f"/read/{frame.loc[id]['transcript_id']}" for id in ids]
    review = [f"/review/{id}?find=*" for id in ids]
    lists = [
        f"/codes/{part}?code={code}"
        for part in ("list", "sides")
        for code in ("travel", "listened")
    ]
    who = [
        "/codes/list?reviewer=AB",
        "/codes/list?status=accept",
        "/codes/list?words=the",
        "/codes",
    ]
    return [*read, *review, *lists, *who]


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Evaluation, str]]:
    evaluation, _ = blind_story.told(tmp_path_factory.mktemp("team") / "evaluation")
    search(evaluation, evaluation.settings.actions)
    with served_to_team(evaluation) as (origin, _):
        yield evaluation, origin


@pytest.mark.parametrize(
    ("look", "width"),
    [("light", 1280), ("dark", 360), ("contrast", 1280), ("contrast-dark", 360), ("light", 320)],
)
def test_everybody_can_use_the_pages(
    browser: Browser,
    team: tuple[Evaluation, str],
    look: str,
    width: int,
) -> None:
    evaluation, origin = team
    page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    page.goto(f"{origin}/enter/{reviewers.renew(evaluation.store, 'CD')}")
    broken: list[tuple[object, ...]] = [*barriers(page), *_too_small(page)]
    page.get_by_role("button", name="Go in as").click()
    page.goto(f"{origin}/settings")
    page.locator(f"input[name=look][value={look}]").check()
    page.get_by_role("button", name="Save").click()
    for path in PATHS:
        page.goto(origin + path)
        broken += [*((path, *barrier) for barrier in barriers(page)), *_too_small(page)]
        across = page.evaluate("document.documentElement.scrollWidth")
        broken += [(path, "wider than the screen", across)] if across > width else []
    page.context.close()
    assert broken == []


def _too_small(page: Page) -> list[tuple[str, str, object]]:
    """What is pressed or filled in and is less than 24 px high (WCAG 2.2, 2.5.8)."""
    small = page.evaluate(
        """() => [...document.querySelectorAll(
          'button, select, textarea, summary, nav a, input:not([type=hidden], [type=radio]), label:has([type=radio])'
        )].filter(each => each.offsetParent && each.getBoundingClientRect().height < 24)
        .map(each => each.outerHTML.slice(0, 80))"""
    )
    return [(page.url, "too small", each) for each in small]
