"""The page Review in a real browser: by keyboard, with scripts off, and hostile text."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hub import could_fit, hub, suggest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from report_pages import HOSTILE
from reviewing import served

from coding import Evaluation

pytestmark = pytest.mark.browser

WIDE = (1280, 900)
RIGHT_TO_LEFT = "لم يستمع إلينا أحد في الاجتماع الأول ولم يكتب أحد شيئا"
EMOJI = "Nobody listened 👩🏽‍🦽 to e\u0301lodie that day."
TEXT = (
    "Interviewer: How was it?\n\nNed Barrow: They listened to me about the letters.\n\n"
    + "".join(f"Ada Quill: {text} is what was on the board.\n\n" for text in HOSTILE)
    + f"Ned Barrow: {RIGHT_TO_LEFT}\n\nAda Quill: {EMOJI}\n\nNed Barrow: \u202eIt turned\u202c around.\n"
)
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    made = hub(tmp_path_factory.mktemp("pages") / "hub", TEXT)
    for id in made.excerpts()["excerpt_id"][:1]:
        suggest(made, (id, "voice", "positive", 0.8), (id, "trust", "negative", 0.5))
        could_fit(made, id, "influence", "empathy", "attention", "respect", "skills")
    return made


@pytest.fixture(scope="module")
def state(evaluation: Evaluation, browser: Browser) -> Iterator[dict[str, Any]]:
    """A server, and the cookies of who was let in."""
    with served(evaluation.folder) as link:
        context = browser.new_context()
        page = context.new_page()
        page.goto(link)
        page.wait_for_url("**/today")
        yield {"cookies": context.cookies(), "base": link.split("/start/")[0]}


@pytest.fixture
def open_page(browser: Browser, state: dict[str, Any]) -> Iterator[Open]:
    contexts: list[BrowserContext] = []

    def opened(path: str, size: tuple[int, int] = WIDE, look: str = "device", **given: Any) -> Page:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **given)
        contexts.append(context)
        context.add_cookies(state["cookies"])
        reader = {"name": "heard_reader", "value": f"look={look}", "url": state["base"]}
        context.add_cookies([reader])  # type: ignore[list-item]
        page = context.new_page()
        page.goto(state["base"] + path)
        return page

    yield opened
    for context in contexts:
        context.close()


def first_of(evaluation: Evaluation) -> str:
    return str(evaluation.excerpts()["excerpt_id"].iloc[0])


def test_an_excerpt_is_decided_by_keys_alone(open_page: Open, evaluation: Evaluation) -> None:
    page = open_page(f"/review/{first_of(evaluation)}")
    before = len(evaluation.decisions())
    page.keyboard.press("a")
    expect(page.locator("#message")).to_have_text("Saved.")
    expect(page.locator("#choice-2")).to_be_focused()
    page.keyboard.press("1")
    expect(page.locator("#next")).to_be_focused()
    page.keyboard.press("c")
    page.keyboard.type("Influence")
    expect(page.locator("#found h3")).to_contain_text(["Influence"])
    page.keyboard.press("Escape")
    page.keyboard.press("q")
    expect(page.get_by_role("button", name="Strong quote")).to_have_attribute(
        "aria-pressed", "true"
    )
    page.keyboard.press("z")
    expect(page.get_by_role("button", name="Strong quote")).to_have_attribute(
        "aria-pressed", "false"
    )
    page.keyboard.press("n")
    expect(page.locator("#message")).to_have_text("Finished. These are the next excerpts.")
    expect(page.locator("#excerpt")).to_be_focused()
    page.keyboard.press("z")
    expect(page.locator("#message")).to_have_text("Taken back.")
    kept = evaluation.decisions().iloc[before:]
    told = list(kept[["code_id", "verdict", "direction"]].itertuples(index=False, name=None))
    assert told == [("voice", "accept", "positive"), ("trust", "accept", "positive")]


def test_what_could_fit_is_taken_by_its_key_and_then_given_a_direction(
    open_page: Open, evaluation: Evaluation
) -> None:
    page = open_page(f"/review/{first_of(evaluation)}")
    before = len(evaluation.decisions())
    page.keyboard.press("7")
    expect(page.locator("#message")).to_have_text("Saved. Now say which direction it has.")
    expect(page.locator(".choice-card[data-code=empathy]")).to_be_focused()
    page.keyboard.press("2")
    expect(page.locator("#message")).to_have_text("Saved.")
    kept = evaluation.decisions().iloc[before:]
    words = list(kept[["code_id", "verdict", "direction"]].itertuples(index=False, name=None))
    assert words == [("empathy", "accept", ""), ("empathy", "accept", "negative")]
    page.keyboard.press("c")
    expect(page.locator("#found h3").first).to_have_text("Influence on decisions")


def test_keys_typed_faster_than_answers_come_are_all_kept(
    open_page: Open, evaluation: Evaluation
) -> None:
    page = open_page(f"/review/{first_of(evaluation)}")
    page.keyboard.press("r")
    page.keyboard.press("j")
    page.keyboard.press("u")
    expect(page.locator("#choice-2 .state")).to_have_text("? You are not sure")
    words = evaluation.standing()
    assert set(words[words["excerpt_id"] == first_of(evaluation)]["verdict"]) >= {"not sure"}


def test_a_double_click_is_one_decision(open_page: Open, evaluation: Evaluation) -> None:
    before = len(evaluation.decisions())
    page = open_page(f"/review/{first_of(evaluation)}")
    page.get_by_role("button", name="Reject").first.dblclick()
    expect(page.locator("#message")).to_have_text("Saved.")
    assert len(evaluation.decisions()) == before + 1


def test_single_keys_can_be_turned_off(open_page: Open, evaluation: Evaluation) -> None:
    page = open_page("/settings")
    page.get_by_label("Off").check()
    page.get_by_role("button", name="Save").click()
    page.goto(page.url.split("/settings")[0] + f"/review/{first_of(evaluation)}")
    before = len(evaluation.decisions())
    page.keyboard.press("a")
    page.wait_for_timeout(300)
    assert len(evaluation.decisions()) == before
    assert page.locator("kbd:visible").count() == 0


def test_with_scripts_off_everything_essential_works(
    open_page: Open, evaluation: Evaluation
) -> None:
    page = open_page(f"/review/{first_of(evaluation)}", java_script_enabled=False)
    page.get_by_role("button", name="Reject").first.click()
    expect(page.locator("#message")).to_have_text("Saved.")
    page.get_by_role("button", name="Could fit, 5 of 5: New skills").click()
    expect(page.locator("#message")).to_have_text("Saved. Now say which direction it has.")
    page.locator("#add summary").click()
    page.get_by_label("Words in a code's name").fill("Influence")
    page.get_by_role("button", name="Find").click()
    page.locator("#found").get_by_role("button", name="mixed").first.click()
    expect(page.locator("#message")).to_have_text("Saved.")
    assert evaluation.decisions().iloc[-1]["direction"] == "mixed"
    page.locator("summary", has_text="Memo").click()
    page.locator("#memo").fill("A thought.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#memo")).to_have_value("A thought.")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#message")).to_have_text("Taken back.")
    page.get_by_role("button", name="Skip for now").click()
    expect(page.locator("#message")).to_have_text("Skipped. These are the next excerpts.")


def test_the_first_stop_of_a_keyboard_skips_to_the_page(
    open_page: Open, evaluation: Evaluation
) -> None:
    page = open_page("/settings")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the page")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_hostile_words_are_shown_as_they_are_and_nothing_runs(
    open_page: Open, evaluation: Evaluation
) -> None:
    frame = evaluation.excerpts()
    for id, text in frame[["excerpt_id", "text"]].itertuples(index=False):
        page = open_page(f"/review/{id}")
        expected = text.replace("\u202e", "‹U+202E›").replace("\u202c", "‹U+202C›")
        assert page.locator("#said").text_content() == expected
        assert page.evaluate("window.pwned") is None
        page.context.close()


def test_right_to_left_words_run_right_to_left(open_page: Open, evaluation: Evaluation) -> None:
    frame = evaluation.excerpts()
    id = frame[frame["text"].str.contains("الاجتماع")]["excerpt_id"].iloc[0]
    page = open_page(f"/review/{id}")
    assert page.locator("#said").evaluate("e => getComputedStyle(e).direction") == "rtl"
