"""Read, Codes and Disagreements in a real browser: selecting words, and all of it with scripts off."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import blind_story
import pytest
from browsing import barriers
from playwright.sync_api import Browser, BrowserContext, Page, expect
from reviewing import served, served_in

from coding import Evaluation

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(told_story: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reading") / "e"
    shutil.copytree(told_story, folder)
    return folder


@pytest.fixture(scope="module")
def at(folder: Path, browser: Browser) -> Iterator[tuple[str, Any]]:
    """Where the pages are, and the session that lets a browser in."""
    with served_in(browser, folder, "RW") as place:
        yield place


def opened(browser: Browser, at: tuple[str, Any], **more: Any) -> BrowserContext:
    return browser.new_context(storage_state=at[1], **more)


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
          const words = (id) => document.getElementById('e-' + id).querySelector('.spoken')
          const range = document.createRange()
          range.setStart(words(first), 0)
          range.setEnd(words(last), 1)
          getSelection().removeAllRanges()
          getSelection().addRange(range)
        }""",
        [own[0], own[1]],
    )
    page.get_by_role("link", name="Code the selection with a memo").click()
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


def select_words(page: Page, excerpt: str) -> str:
    """Select from the second word of an excerpt to its end; gives these words."""
    words: str = page.evaluate(
        """id => {
          const spoken = document.getElementById('e-' + id).querySelector('.spoken')
          const walk = document.createTreeWalker(spoken, NodeFilter.SHOW_TEXT)
          const first = walk.nextNode()
          const range = document.createRange()
          range.selectNodeContents(spoken)
          range.setStart(first, first.data.indexOf(' ') + 1)
          getSelection().removeAllRanges()
          getSelection().addRange(range)
          return range.toString()
        }""",
        excerpt,
    )
    return words


@pytest.mark.parametrize("width", [1280, 360])
def test_select_three_letters_and_enter_code_the_words(
    folder: Path, browser: Browser, at: tuple[str, Any], width: int
) -> None:
    evaluation = Evaluation.open(folder)
    row = evaluation.excerpts().iloc[3]
    view: Any = {"width": width, "height": 740}
    context = opened(browser, at, viewport=view, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{at[0]}/read/{row['transcript_id']}")
    before = len(evaluation.decisions())
    words = select_words(page, row["excerpt_id"])
    page.keyboard.type("tru")
    expect(page.locator("#picks [aria-selected=true]")).to_have_text("Trust")
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("Enter")
    expect(page.locator("#message")).to_have_text("Saved.")
    kept = evaluation.decisions().iloc[before:]
    assert kept["excerpt_id"].tolist() == [row["excerpt_id"]]
    place = page.locator(f"#e-{row['excerpt_id']}")
    expect(place.locator("q").last).to_have_text(words)
    place.get_by_role("button", name="Undo").click()
    expect(page.locator("#message")).to_have_text("Taken back.")
    context.close()


def test_no_letters_of_a_code_keep_nothing_and_escape_closes(
    folder: Path, browser: Browser, at: tuple[str, Any]
) -> None:
    row = Evaluation.open(folder).excerpts().iloc[3]
    before = len(Evaluation.open(folder).decisions())
    context = opened(browser, at)
    page = context.new_page()
    page.goto(f"{at[0]}/read/{row['transcript_id']}")
    select_words(page, row["excerpt_id"])
    page.keyboard.type("zzz")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Choose a code first")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#selected")).to_be_hidden()
    assert len(Evaluation.open(folder).decisions()) == before
    context.close()


def test_a_sentence_is_chosen_with_arrow_keys_and_scripts_off(
    folder: Path, browser: Browser, at: tuple[str, Any]
) -> None:
    frame = Evaluation.open(folder).excerpts()
    row = next(row for _, row in frame.iterrows() if row["text"].count(". ") > 1)
    context = opened(browser, at, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{at[0]}/read/{row['transcript_id']}/code?excerpt={row['excerpt_id']}")
    page.get_by_label("All of it").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_label("Trust").check()
    page.get_by_label("Neutral").check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#message")).to_have_text("Saved.")
    kept = Evaluation.open(folder).decisions().iloc[-1]
    assert kept["words_start"] == 0
    assert 0 < kept["words_end"] < row["end"] - row["start"]
    context.close()


def test_read_codes_by_hand_with_scripts_off(
    folder: Path, browser: Browser, at: tuple[str, Any]
) -> None:
    context = opened(browser, at, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{at[0]}/read")
    page.locator("main").get_by_role("link").first.click()
    page.get_by_role("link", name="Code this").nth(2).click()
    page.get_by_label("Trust").check()
    page.get_by_label("Neutral").check()
    page.get_by_label("Memo").fill("A thought.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#message")).to_have_text("Saved.")
    kept = Evaluation.open(folder).decisions().iloc[-1]
    assert (kept["code_id"], kept["verdict"], kept["direction"]) == ("trust", "accept", "neutral")
    assert f"#e-{kept['excerpt_id']}" in page.url
    assert Evaluation.open(folder).remarks().iloc[-1]["value"] == "A thought."
    context.close()


def test_codes_are_filtered_and_a_list_decided_with_scripts_off(
    folder: Path, browser: Browser, at: tuple[str, Any]
) -> None:
    context = opened(browser, at, java_script_enabled=False)
    page = context.new_page()
    before = Evaluation.open(folder).standing()
    page.goto(f"{at[0]}/codes")
    page.get_by_label("Code", exact=True).select_option(label="Getting there")
    page.get_by_label("Where it stands").select_option(label="Nobody has decided")
    page.get_by_role("button", name="Find").click()
    count = int(page.locator("main b", has_text="excerpts").inner_text().split()[0])
    page.get_by_label("What to say").select_option(label="Accept as mixed")
    page.get_by_role("button", name="Go on to a last look").click()
    page.get_by_role("button", name=f"Yes, save {count} decisions").click()
    expect(page.locator("#message")).to_have_text("Saved.")
    kept = Evaluation.open(folder).decisions().tail(count)
    assert count > 5
    assert set(zip(kept["code_id"], kept["direction"], kept["source"], strict=True)) == {
        ("travel", "mixed", "bulk")
    }
    page.goto(f"{at[0]}/codes/sides?code=travel")
    expect(page.get_by_role("heading", name="Positive: 0")).to_be_visible()
    page.goto(f"{at[0]}/review")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#message")).to_have_text("Taken back.")
    assert Evaluation.open(folder).standing().equals(before)
    context.close()


def test_disagreements_are_settled_and_opened_again_with_scripts_off(
    told_story: Path, tmp_path: Path, browser: Browser
) -> None:
    shutil.copytree(told_story, tmp_path / "e")
    evaluation, _ = blind_story.told_in(Evaluation.open(tmp_path / "e"))
    with served(evaluation.folder, "CD") as link:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(link)
        # The page that lets in leads on by itself: going elsewhere meanwhile would be cut short.
        page.wait_for_url("**/today")
        page.goto(f"{link.split('/start')[0]}/disagreements")
        page.get_by_label("There, mixed").first.check()
        page.get_by_label("Why").first.fill("We read it together.")
        page.get_by_role("button", name="Settle").first.click()
        expect(page.get_by_role("link", name="To settle: 1")).to_be_visible()
        page.get_by_role("link", name="Settled: 1").click()
        page.get_by_role("button", name="Take this back").click()
        expect(page.get_by_role("link", name="To settle: 2")).to_be_visible()
        context.close()
