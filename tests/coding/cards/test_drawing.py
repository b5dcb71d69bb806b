"""What is on cards: words that may be quoted, half of them likely, drawn the same each time."""

from pathlib import Path

import pytest
from card_story import AT, LATER, THEME, card_evaluation, drawn, excerpts_of

from coding import Evaluation
from coding.cards.drawing import WantedCards, deal_again, draw_cards, last_pack
from coding.cards.packs import cards_of, excerpt_by_card, next_number, pack_of, packs
from coding.cards.printing import rule_in_words
from coding.decisions.record import Remark, append
from coding.published.quote_checks import LEAVE_OUT, QuoteCheck, keep_checks
from corpora.errors import InputError


@pytest.fixture
def evaluation(tmp_path: Path) -> Evaluation:
    return card_evaluation(tmp_path)


def on_cards(evaluation: Evaluation, pack: int) -> list[str]:
    with evaluation.store.reading() as connection:
        return [card.excerpt_id for card in cards_of(connection, pack)]


def test_only_who_agreed_to_be_quoted_is_on_a_card(evaluation: Evaluation) -> None:
    dealt = drawn(evaluation, 12)
    assert set(on_cards(evaluation, 1)) == set(excerpts_of(evaluation, "P1")[:12])
    assert dealt.pack.drawn.left_out == (
        ("without consent to be quoted", 12),
        ("of fewer than 4 words", 1),
    )
    assert dealt.pack.drawn.among == 12


def test_no_name_stands_on_a_card_and_nothing_says_who_speaks(evaluation: Evaluation) -> None:
    said = " ".join(face.text for face in drawn(evaluation, 12).faces)
    assert "Barrow" not in said
    assert evaluation.pseudonyms()["P1"] not in said


def test_half_are_likely_for_the_theme_and_the_rest_by_chance(evaluation: Evaluation) -> None:
    dealt = drawn(evaluation, 6)
    assert (dealt.pack.drawn.likely, dealt.pack.drawn.by_chance) == (3, 3)
    likely = set(excerpts_of(evaluation, "P1")[:4])
    # The likeliest of each of the two codes come first.
    assert len(likely & set(on_cards(evaluation, 1))) >= 3
    assert excerpts_of(evaluation, "P1")[3] in on_cards(evaluation, 1)


def test_the_same_evaluation_gives_the_same_cards_and_another_seed_others(
    tmp_path: Path,
) -> None:
    texts = [
        [face.text for face in drawn(card_evaluation(tmp_path / name), 6, seed=seed).faces]
        for name, seed in (("a", 1), ("b", 1), ("c", 2))
    ]
    assert texts[0] == texts[1] != texts[2]


def test_a_number_never_comes_back_and_no_excerpt_is_on_two_cards(evaluation: Evaluation) -> None:
    first, second = drawn(evaluation, 5), drawn(evaluation, 5)
    assert [face.number for face in first.faces] == [1, 2, 3, 4, 5]
    assert [face.number for face in second.faces] == [6, 7, 8, 9, 10]
    assert not set(on_cards(evaluation, 1)) & set(on_cards(evaluation, 2))
    assert ("on cards before", 5) in second.pack.drawn.left_out
    with evaluation.store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM cards WHERE number > 7")
        assert next_number(connection) == 11


def test_what_was_drawn_is_remembered(evaluation: Evaluation) -> None:
    dealt = drawn(evaluation, 6)
    with evaluation.store.reading() as connection:
        assert packs(connection) == [dealt.pack] == [pack_of(connection, 1)]
    assert (dealt.pack.version, dealt.pack.hash) == (
        evaluation.codebook.version,
        evaluation.codebook.hash,
    )
    assert sorted(dealt.pack.codes) == sorted(c.id for c in evaluation.codebook.themes[0].codes)
    assert dealt.pack.at == AT


def test_asked_again_the_same_cards_are_printed_again(evaluation: Evaluation) -> None:
    wanted = WantedCards(THEME, 6)
    dealt = draw_cards(evaluation, wanted, AT)
    assert last_pack(evaluation, wanted) == dealt.pack
    again = deal_again(evaluation, dealt.pack)
    assert (again.faces, again.gone, again.changed) == (dealt.faces, (), ())
    assert last_pack(evaluation, WantedCards(THEME, 7)) is None


def test_what_may_no_longer_be_quoted_is_not_printed_again(evaluation: Evaluation) -> None:
    dealt = drawn(evaluation, 6)
    first, second, *_ = on_cards(evaluation, 1)
    version = evaluation.codebook.version
    append(evaluation.store, Remark("k1", first, "not to be quoted", "", "AB", LATER, version))
    keep_checks(evaluation, [QuoteCheck(second, "w", LEAVE_OUT, own=True, by="", at=LATER)])
    assert deal_again(evaluation, dealt.pack).gone == (1, 2)
    more = drawn(evaluation, 6)
    assert {first, second} & set(on_cards(evaluation, more.pack.number)) == set()


def test_a_card_on_which_other_words_would_stand_now_is_named(evaluation: Evaluation) -> None:
    dealt = drawn(evaluation, 6)
    with evaluation.store.writing() as connection:
        connection.exec_driver_sql("UPDATE cards SET words = 'of before' WHERE number = 3")
    assert deal_again(evaluation, dealt.pack).changed == (3,)


def test_what_is_too_long_for_the_card_is_left_out_and_said(evaluation: Evaluation) -> None:
    frame = evaluation.excerpts()
    lengths = frame[frame["participant"] == "P1"]["text"].str.len()
    assert lengths.max() < 175
    assert "too long for a card of this size" not in dict(drawn(evaluation, 6, on_page=8).pack.drawn.left_out)  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (WantedCards("felt-herd"), "--theme felt-herd: the codebook has no theme with this id"),
        (WantedCards(THEME, 0), "--count: 0 is no number of cards. From 1 to 200"),
        (WantedCards(THEME, 201), "--count: 201 is no number of cards"),
        (WantedCards(THEME, 4, on_page=6), "--on-page: 6 cards do not go on a page. 4 or 8."),
    ],
)
def test_what_cannot_be_drawn_is_refused_and_keeps_nothing(
    evaluation: Evaluation, wanted: WantedCards, said: str
) -> None:
    with pytest.raises(InputError) as fault:
        draw_cards(evaluation, wanted, AT)
    assert said in str(fault.value)
    with evaluation.store.reading() as connection:
        assert packs(connection) == []


def test_where_nothing_is_left_it_is_said_why(evaluation: Evaluation) -> None:
    drawn(evaluation, 12)
    with pytest.raises(InputError, match=r"no excerpt is left for a card.*12 on cards before"):
        drawn(evaluation, 1)


def test_there_is_no_such_pack(evaluation: Evaluation) -> None:
    drawn(evaluation, 2)
    with evaluation.store.reading() as connection, pytest.raises(InputError, match="There are: 1"):
        pack_of(connection, 7)


def test_the_rule_is_stated_with_its_numbers(evaluation: Evaluation) -> None:
    said = " ".join(rule_in_words(drawn(evaluation, 6).pack, "Nobody has checked."))
    assert "Of 12 excerpts, 3 are on cards because they are likely and 3 by chance" in said
    assert "Left out before: 12 without consent to be quoted; 1 of fewer than 4 words." in said
    assert "Nobody has checked." in said


def test_each_card_still_knows_its_excerpt(evaluation: Evaluation) -> None:
    dealt = drawn(evaluation, 6)
    assert excerpt_by_card(evaluation, dealt.pack) == dict(
        enumerate(on_cards(evaluation, 1), start=1)
    )
