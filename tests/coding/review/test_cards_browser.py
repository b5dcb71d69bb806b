"""Cards in a real browser: typed in by keyboard without scripts, printed on A4, usable by everybody."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from browsing import barriers
from card_story import card_evaluation, drawn
from pdfminer.high_level import extract_pages, extract_text
from playwright.sync_api import Browser, Page
from reviewing import served_in

from coding import Evaluation
from coding.cards.drawing import Dealt
from coding.cards.printing import cards_page
from coding.decisions.standing import last_words
from coding.review.look.preferences import CHOICES

pytestmark = pytest.mark.browser

LOOKS = [value for value, _ in CHOICES["look"] if value != "device"]
A4 = {595, 842}


@pytest.fixture
def evaluation(tmp_path: Path) -> Evaluation:
    return card_evaluation(tmp_path)


@pytest.fixture
def dealt(evaluation: Evaluation) -> Dealt:
    return drawn(evaluation, 6)


@pytest.fixture
def at(evaluation: Evaluation, dealt: Dealt, browser: Browser) -> Iterator[tuple[str, Any]]:
    assert dealt.faces
    with served_in(browser, evaluation.folder, "AB") as place:
        yield place


def typed(page: Page, text: str, then: str) -> None:
    """Keys alone, into whatever has the focus, then Enter, until the field `then` has the focus."""
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    page.locator(f"#{then}:focus").wait_for()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_workshop_is_typed_in_by_keys_alone(
    evaluation: Evaluation, browser: Browser, at: tuple[str, Any], scripts: bool
) -> None:
    """Number, Enter, pile, Enter: the focus is always where the next thing is typed."""
    context = browser.new_context(storage_state=at[1], java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{at[0]}/cards/1")
    typed(page, "Tuesday group", "card")
    for card, pile in (("1", "a"), ("2", "C, B"), ("3", "0"), ("2", "D")):
        typed(page, card, "pile")
        typed(page, pile, "card")
    # A new pile needs its name, which stands one field further.
    typed(page, "4", "pile")
    page.keyboard.type("1")
    page.keyboard.press("Tab")
    typed(page, "By letter", "card")
    assert "Not typed in: 5, 6." in page.locator("main").inner_text()
    context.close()
    last = last_words(evaluation.decisions())
    accepted = last[last["verdict"] == "accept"]
    assert sorted(zip(accepted["code_id"], accepted["direction"], strict=True)) == [
        ("attention", "negative"),
        ("voice", "positive"),
    ]


@pytest.mark.parametrize("width", [1280, 360, 320])
def test_everyone_can_use_the_page(
    evaluation: Evaluation, browser: Browser, at: tuple[str, Any], width: int
) -> None:
    view: Any = {"width": width, "height": 900}
    context = browser.new_context(storage_state=at[1], viewport=view, bypass_csp=True)
    page, broken = context.new_page(), list[tuple[object, ...]]()
    group = "/cards/1?group=Tuesday+group"
    for path in ("/cards", "/cards/1", group, f"{group}&card=2", f"{group}&card=99"):
        page.goto(at[0] + path)
        for look in LOOKS:
            page.evaluate("look => { document.documentElement.dataset.look = look }", look)
            broken += [(path, look, *barrier) for barrier in barriers(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            broken.append((path, "sideways"))
    context.close()
    assert broken == []


@pytest.mark.parametrize(("on_page", "sheets"), [(4, 2), (8, 1)])
def test_the_cards_print_on_a4_each_whole_on_its_sheet(
    evaluation: Evaluation, browser: Browser, tmp_path: Path, on_page: int, sheets: int
) -> None:
    made = drawn(evaluation, 8 if on_page == 4 else 7, on_page=on_page)
    pdf = printed(browser, made, tmp_path)
    pages = extract_text(pdf).split("\f")[:-1]
    assert {round(side) for page in extract_pages(pdf) for side in (page.width, page.height)} == A4
    piles = -(-(len(made.pack.piles) + 6) // on_page)
    assert len(pages) == 1 + sheets + piles
    for face in made.faces:
        (sheet,) = [text for text in pages[1 : 1 + sheets] if f"\n{face.number}\n" in f"\n{text}"]
        assert " ".join(face.text.split()[:4]) in " ".join(sheet.split())


def test_backs_lie_behind_their_cards(evaluation: Evaluation) -> None:
    """Turned over at the left edge, what is on the left comes to lie on the right."""
    made = drawn(evaluation, 6)
    page = cards_page("Invented", made, "Nobody has checked.", backs=True).decode()
    sheets = page.split('<div class="sheet')
    numbers = [re.findall(r'class="card back">([0-9]*)<', sheet) for sheet in sheets]
    assert [each for each in numbers if each] == [["2", "1", "4", "3"], ["6", "5"]]


def test_everyone_can_use_the_printed_page_on_a_screen(
    evaluation: Evaluation, browser: Browser, tmp_path: Path, dealt: Dealt
) -> None:
    path = tmp_path / "cards.html"
    path.write_bytes(cards_page("Invented", dealt, "Nobody has checked."))
    shown = browser.new_page(viewport={"width": 320, "height": 800}, bypass_csp=True)
    shown.goto(path.as_uri())
    assert barriers(shown) == []
    assert shown.evaluate("document.documentElement.scrollWidth") == 320
    shown.close()


def printed(browser: Browser, dealt: Dealt, folder: Path, *, backs: bool = False) -> Path:
    path, pdf = folder / "cards.html", folder / f"{date.min}.pdf"
    path.write_bytes(cards_page("Invented", dealt, "Nobody has checked.", backs=backs))
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    page.pdf(path=pdf, prefer_css_page_size=True)
    page.close()
    assert asked == [path.as_uri()]
    return pdf
