"""The page De-identification in a real browser: one key a word, two for a kind, and without scripts.

Nobody named here exists. A finder that knows how words begin stands in for the model.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from browsing import barriers
from hub import hub
from playwright.sync_api import Browser, BrowserContext, Page, expect
from reviewing import served_in

from coding import Evaluation
from coding.deidentification import search as searching
from coding.deidentification.candidates import proposals_of
from coding.deidentification.search import search
from coding.deidentification.sign_off import deidentification_state
from corpora.personal.kinds import Finding, Kind

pytestmark = pytest.mark.browser

BEGINNINGS: dict[str, Kind] = {"Pe": "person", "Pl": "place", "Or": "organisation"}
MANY = {"Pe": 61, "Pl": 20, "Or": 10}
OPEN_ONES = sum(MANY.values())
Open = Callable[..., Page]


def words(beginning: str) -> list[str]:
    endings = ("".join(letters) for letters in product("bdg", "aou", "kst", "eio"))
    return [
        f"{beginning}{ending}" for ending, _ in zip(endings, range(MANY[beginning]), strict=False)
    ]


def finder(texts: Iterable[str]) -> Iterator[list[Finding]]:
    for text in texts:
        marks = re.finditer(r"\b(Pe|Pl|Or)[a-z]{4}\b", text)
        yield [Finding(*mark.span(), BEGINNINGS[mark[1]]) for mark in marks]


@pytest.fixture
def evaluation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Evaluation:
    """As many proposals as a real evaluation had, in sentences with names that are hidden."""
    monkeypatch.setattr(searching, "find", finder)
    every = [word for beginning in MANY for word in words(beginning)]
    turns = (f"Ned Barrow: Then Ada Quill and {word} came along. It rained.\n\n" for word in every)
    made = hub(tmp_path / "hub", "Interviewer: Who was there?\n\n" + "".join(turns))
    search(made, made.settings.actions)
    assert waiting(made) == OPEN_ONES == 91
    return made


@pytest.fixture
def opened(evaluation: Evaluation, browser: Browser) -> Iterator[Open]:
    contexts: list[BrowserContext] = []
    with served_in(browser, evaluation.folder, "AB") as (base, session):

        def at(
            path: str = "/deidentify", width: int = 1280, look: str = "light", **more: Any
        ) -> Page:
            view = {"width": width, "height": 900}
            context = browser.new_context(storage_state=session, viewport=view, **more)  # type: ignore[arg-type]
            context.add_cookies([{"name": "heard_reader", "value": f"look={look}", "url": base}])
            contexts.append(context)
            page = context.new_page()
            page.goto(base + path)
            return page

        yield at
        for context in contexts:
            context.close()


def waiting(evaluation: Evaluation) -> int:
    return deidentification_state(evaluation, evaluation.settings.actions).undecided


def verdicts(evaluation: Evaluation) -> dict[str, str]:
    proposals = proposals_of(evaluation, evaluation.settings.actions)
    return {each.written[0]: each.verdict for each in proposals}


def left(page: Page) -> int:
    return int(re.findall(r"To decide: (\d+)", page.locator(".tabs").first.inner_text())[0])


def press(page: Page, key: str, still: int) -> None:
    """One key, and the page that comes of it."""
    page.keyboard.press(key)
    expect(page.locator(".tabs").first).to_contain_text(f"To decide: {still} ")


def test_each_word_takes_one_key(evaluation: Evaluation, opened: Open) -> None:
    """Every sentence is looked at on its own: as many keys as words, across kinds and parts of lists."""
    page = opened()
    said: dict[str, str] = {}
    for number in range(OPEN_ONES):
        word = page.locator(".judge mark").first.inner_text()
        sentence = page.locator(".judge .words").first.inner_text()
        assert word in sentence and "Ada" not in sentence and "Ned" not in sentence
        key = "hl"[number % 2]
        said[word] = {"h": "accept", "l": "reject"}[key]
        press(page, key, OPEN_ONES - number - 1)
    assert verdicts(evaluation) == said and len(said) == OPEN_ONES
    expect(page.locator("#names")).to_contain_text("Nothing waits for a decision.")


def test_all_of_a_kind_take_one_key_and_what_was_pressed_wrongly_is_taken_back(
    evaluation: Evaluation, opened: Open
) -> None:
    page = opened()
    press(page, "a", 30)
    press(page, "u", 91)
    press(page, "l", 90)
    press(page, "a", 30)
    press(page, "n", 10)
    press(page, "h", 9)
    press(page, "n", 0)
    counts = list(verdicts(evaluation).values())
    assert (counts.count("accept"), counts.count("reject")) == (61, 30)
    assert verdicts(evaluation)[words("Pe")[0]] == "reject", "what has a word of its own keeps it"


def test_keys_do_nothing_where_somebody_types_or_has_turned_them_off(
    evaluation: Evaluation, opened: Open
) -> None:
    page = opened()
    card = page.locator(".judge").first
    card.locator("summary").click()
    field = card.get_by_label("Write something else")
    field.fill("")
    field.press_sequentially("[hall]")
    assert waiting(evaluation) == OPEN_ONES
    word = card.locator("mark").inner_text()
    field.press("Enter")
    expect(page.locator(".tabs").first).to_contain_text("To decide: 90 ")
    assert evaluation.names().replace(f"With {word}.") == "With [hall]."
    off = opened(look="light.keys=off")
    off.keyboard.press("h")
    off.keyboard.press("a")
    off.reload()
    assert left(off) == 90


def test_it_works_by_mouse_without_scripts(evaluation: Evaluation, opened: Open) -> None:
    page = opened(java_script_enabled=False)
    word = page.locator(".judge mark").first.inner_text()
    page.get_by_role("button", name="Leave it").first.click()
    assert left(page) == 90 and verdicts(evaluation)[word] == "reject"
    page.get_by_role("link", name="20 places").click()
    page.get_by_role("button", name="Hide all 20").click()
    assert left(page) == 70
    page.get_by_role("button", name="Take back what I said last").click()
    assert left(page) == 90


@pytest.mark.parametrize("look", ["light", "dark", "contrast", "contrast-dark"])
@pytest.mark.parametrize("width", [1280, 360, 320])
def test_it_is_for_everybody(opened: Open, look: str, width: int) -> None:
    page = opened(width=width, look=look)
    page.keyboard.press("h")
    expect(page.locator("#message")).to_have_text(
        "Kept. What is hidden is hidden everywhere from now on."
    )
    assert barriers(page) == []
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not page.evaluate(wide), "nothing to scroll sideways"
