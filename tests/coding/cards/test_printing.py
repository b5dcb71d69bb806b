"""The cards as files: the same words in both, the same bytes each time, nothing in them acts."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from card_story import card_evaluation, drawn
from docx import Document

from coding.cards.drawing import Dealt
from coding.cards.packs import CardFace
from coding.cards.printing import cards_page, cards_word_file, heading_cards

NAMES = "Nobody has checked."


@pytest.fixture
def dealt(tmp_path: Path) -> Dealt:
    return drawn(card_evaluation(tmp_path), 6)


def cells(content: bytes) -> list[str]:
    document = Document(BytesIO(content))
    every = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [text for text in every if text]


def test_each_card_and_each_pile_is_a_cell_of_the_word_file(dealt: Dealt) -> None:
    faces = [f"{face.number}\n{face.text}" for face in dealt.faces]
    heads = ["\n".join(filter(None, (h.mark, h.says, h.about))) for h in heading_cards(dealt.pack)]
    assert cells(cards_word_file("Invented", dealt, NAMES)) == [*faces, *heads]


def test_with_backs_the_numbers_follow_each_sheet(dealt: Dealt) -> None:
    plain = cells(cards_word_file("Invented", dealt, NAMES, backs=True))
    assert plain[4:8] == ["2", "1", "4", "3"]


def test_every_pile_has_a_card_and_there_are_empty_ones(dealt: Dealt) -> None:
    marks = [head.mark for head in heading_cards(dealt.pack)]
    assert marks == [*(pile.mark for pile in dealt.pack.piles), "0", "X", "1", "2", "3", "4"]
    says = {head.says for head in heading_cards(dealt.pack)}
    assert {"People were listened to", "People were not listened to"} <= says


def test_the_same_cards_give_the_same_bytes(dealt: Dealt) -> None:
    for made in (cards_page, cards_word_file):
        assert made("Invented", dealt, NAMES) == made("Invented", dealt, NAMES)


def test_hostile_words_are_words(dealt: Dealt) -> None:
    face = CardFace(1, "<script>alert(1)</script> \u202eno", "<img src=x onerror=alert(1)>")
    page = cards_page("<b>", replace(dealt, faces=(face,)), NAMES).decode()
    assert "<script" not in page and "<img" not in page and "\u202e" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; ‹U+202E›no" in page
    assert "default-src &#39;none&#39;" in page
