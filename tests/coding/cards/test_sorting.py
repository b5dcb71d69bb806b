"""What a group did with the cards, kept: decisions under its name, added to and never changed."""

from pathlib import Path

import pytest
from card_story import AT, LATER, card_evaluation, drawn

from coding import Evaluation
from coding.cards.packs import CardPack, excerpt_by_card
from coding.cards.piles import Laid
from coding.cards.sorting import (
    AtTable,
    Sorted,
    SortingKept,
    keep_sorted,
    people_at_table,
    placements,
    sorting_groups,
)
from coding.decisions.codings import not_to_be_quoted
from coding.decisions.standing import last_words
from coding.refining.workshop import contributions
from coding.reviewers.reviewers import GROUP, add, by_link, by_password, everybody
from corpora.errors import InputError

GROUP_NAME = "Tuesday group"
PEOPLE = (AtTable("lived experience", 4), AtTable("staff", 2, "JB, KO"))


@pytest.fixture
def evaluation(tmp_path: Path) -> Evaluation:
    return card_evaluation(tmp_path)


@pytest.fixture
def pack(evaluation: Evaluation) -> CardPack:
    return drawn(evaluation, 6).pack


def sort(
    evaluation: Evaluation, pack: CardPack, laid: dict[int, Laid], at: str = AT, **notes: str
) -> SortingKept:
    told = {int(name.removeprefix("n")): note for name, note in notes.items()}
    return keep_sorted(evaluation, pack, Sorted(GROUP_NAME, laid, told, PEOPLE), at)


def words(evaluation: Evaluation, pack: CardPack, card: int) -> list[tuple[str, str, str]]:
    """What the group says of a card now: code, verdict, direction."""
    last = last_words(evaluation.decisions())
    own = last[last["excerpt_id"] == excerpt_by_card(evaluation, pack)[card]]
    return sorted(
        (row["code_id"], row["verdict"], row["direction"]) for row in own.to_dict("records")
    )


@pytest.mark.parametrize(
    ("laid", "said"),
    [
        (Laid(("A",)), [("voice", "accept", "positive")]),
        (Laid(("D",)), [("attention", "accept", "negative")]),
        (Laid(("A", "B")), [("voice", "accept", "mixed")]),
        (Laid(("A", "D")), [("attention", "accept", "negative"), ("voice", "accept", "positive")]),
        (Laid(("1",), ("By letter",)), []),
        (Laid(("X",)), []),
        (Laid(("A", "1"), ("By letter",)), [("voice", "accept", "positive")]),
        (Laid(), []),
    ],
)
def test_a_pile_is_a_code_in_a_direction_and_says_nothing_of_other_codes(
    evaluation: Evaluation, pack: CardPack, laid: Laid, said: list[tuple[str, str, str]]
) -> None:
    sort(evaluation, pack, {1: laid})
    assert words(evaluation, pack, 1) == said


def test_none_of_these_says_of_each_code_of_the_theme_that_it_is_not_there(
    evaluation: Evaluation, pack: CardPack
) -> None:
    sort(evaluation, pack, {1: Laid(("0",))})
    codes = sorted(code.id for code in evaluation.codebook.themes[0].codes)
    assert words(evaluation, pack, 1) == [(code, "reject", "") for code in codes]


def test_a_decision_is_the_groups_with_the_codebook_that_it_had(
    evaluation: Evaluation, pack: CardPack
) -> None:
    sort(evaluation, pack, {2: Laid(("A",))})
    row = evaluation.decisions().iloc[0]
    assert (row["reviewer"], row["source"], row["at"]) == (GROUP_NAME, "cards", AT)
    assert (row["codebook_version"], row["codebook_hash"]) == (pack.version, pack.hash)
    # Nobody at the table saw what the program suggests.
    assert row["blind"]


def test_the_same_read_twice_adds_nothing_and_a_change_adds_the_change(
    evaluation: Evaluation, pack: CardPack
) -> None:
    first = sort(evaluation, pack, {1: Laid(("A",)), 2: Laid(("C",))})
    assert (first.kept, first.moved) == (2, 2)
    again = sort(evaluation, pack, {1: Laid(("A",)), 2: Laid(("C",))}, LATER)
    assert (again.kept, again.moved) == (0, 0)
    moved = sort(evaluation, pack, {1: Laid(("D",))}, LATER)
    # One is taken back and one added; the first stays in the record.
    assert (moved.kept, moved.moved) == (2, 1)
    assert list(evaluation.decisions()["verdict"]) == ["accept", "accept", "accept", "undo"]
    assert words(evaluation, pack, 1) == [("attention", "accept", "negative")]
    assert words(evaluation, pack, 2) == [("attention", "accept", "positive")]


def test_a_card_that_was_taken_off_says_nothing_any_more(
    evaluation: Evaluation, pack: CardPack
) -> None:
    sort(evaluation, pack, {1: Laid(("A",))})
    sort(evaluation, pack, {1: Laid()}, LATER)
    assert words(evaluation, pack, 1) == []
    with evaluation.store.reading() as connection:
        assert placements(connection, GROUP_NAME) == {}


def test_what_should_not_be_here_is_not_quoted_until_it_is_put_elsewhere(
    evaluation: Evaluation, pack: CardPack
) -> None:
    excerpt = excerpt_by_card(evaluation, pack)[3]
    assert sort(evaluation, pack, {3: Laid(("X",))}).private == (3,)
    assert not_to_be_quoted(evaluation.remarks()) == {excerpt}
    assert sort(evaluation, pack, {3: Laid(("A",))}, LATER).private == ()
    assert not_to_be_quoted(evaluation.remarks()) == set()


def test_a_new_pile_is_proposed_once_for_the_codebook(
    evaluation: Evaluation, pack: CardPack
) -> None:
    first = sort(
        evaluation, pack, {1: Laid(("1",), ("By letter",)), 2: Laid(("1",), ("by LETTER",))}
    )
    assert first.proposed == ("By letter",)
    assert sort(evaluation, pack, {3: Laid(("1",), ("By letter",))}, LATER).proposed == ()
    with evaluation.store.reading() as connection:
        (said,) = contributions(connection)
    assert (said.kind, said.subject, said.name, said.role) == ("propose", "felt-heard", GROUP_NAME, GROUP)  # fmt: skip
    assert "“By letter”" in said.text


def test_a_note_stays_when_the_card_is_moved_without_one(
    evaluation: Evaluation, pack: CardPack
) -> None:
    sort(evaluation, pack, {1: Laid(("A",))}, n1="They argued long")
    sort(evaluation, pack, {1: Laid(("C",))}, LATER)
    assert list(evaluation.remarks()["value"]) == ["They argued long"]
    sort(evaluation, pack, {1: Laid(("C",))}, LATER, n1="Then agreed")
    assert list(evaluation.remarks()["value"]) == ["They argued long", "Then agreed"]


def test_who_was_there_is_kept_by_role(evaluation: Evaluation, pack: CardPack) -> None:
    sort(evaluation, pack, {1: Laid(("A",))})
    sort(evaluation, pack, {1: Laid(("A",))}, LATER)
    with evaluation.store.reading() as connection:
        assert people_at_table(connection, pack.number, GROUP_NAME) == {p.role: p for p in PEOPLE}
        assert sorting_groups(connection, pack) == (GROUP_NAME,)
        rows = connection.exec_driver_sql("SELECT count(*) FROM card_people").scalar()
    assert rows == 2


def test_the_group_is_an_account_with_which_nobody_logs_in(
    evaluation: Evaluation, pack: CardPack
) -> None:
    sort(evaluation, pack, {1: Laid(("A",))})
    (account,) = everybody(evaluation.store)
    assert (account.name, account.role) == (GROUP_NAME, GROUP)
    assert by_link(evaluation.store, "") is None
    assert by_password(evaluation.store, GROUP_NAME, "") is None


def test_a_person_is_no_group(evaluation: Evaluation, pack: CardPack) -> None:
    add(evaluation.store, GROUP_NAME, "staff", AT)
    with pytest.raises(InputError, match="this is the name of one reviewer"):
        sort(evaluation, pack, {1: Laid(("A",))})
    assert evaluation.decisions().empty


def test_two_groups_sort_the_same_cards_apart(evaluation: Evaluation, pack: CardPack) -> None:
    sort(evaluation, pack, {1: Laid(("A",))})
    other = Sorted("Friday group", {1: Laid(("B",))}, {})
    keep_sorted(evaluation, pack, other, LATER)
    assert words(evaluation, pack, 1) == [
        ("voice", "accept", "negative"),
        ("voice", "accept", "positive"),
    ]


def test_a_card_whose_words_are_gone_is_named_and_the_rest_kept(
    evaluation: Evaluation, pack: CardPack
) -> None:
    with evaluation.store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM cards WHERE number = 1")
    kept = sort(evaluation, pack, {1: Laid(("A",)), 2: Laid(("A",))})
    assert (kept.gone, kept.kept) == ((1,), 1)
