"""The page Cards: a workshop typed in without scripts, every mistake said, nothing kept twice."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from card_story import card_evaluation, drawn
from reviewing import Client, client

from coding import Evaluation
from coding.cards.sorting import AtTable, people_at_table, placements

GROUP = "Tuesday group"
HERE = "/cards/1?group=Tuesday+group"


@pytest.fixture
def evaluation(tmp_path: Path) -> Evaluation:
    made = card_evaluation(tmp_path)
    drawn(made, 6)
    return made


@pytest.fixture
def page(evaluation: Evaluation) -> Iterator[Client]:
    with client(evaluation.folder) as opened:
        yield opened


def begin(page: Client) -> None:
    form = {"group": GROUP, "many-lived-experience": "4", "many-staff": "1", "names-staff": "JB"}
    assert page.post("/cards/1/people", form).status_code == 200


def lay(page: Client, card: str, pile: str, name: str = "") -> str:
    return page.post(
        "/cards/1/lay", {"group": GROUP, "card": card, "pile": pile, "name": name}
    ).text


def message(text: str) -> str:
    shown = re.search(r'<p id="message"[^>]*>(.*?)</p>', text, re.S)
    return shown[1].strip() if shown else ""


def fault(text: str) -> str:
    shown = re.search(r'class="fault" role="alert"><bdi>(.*?)</bdi>', text, re.S)
    return shown[1] if shown else ""


def test_the_cards_that_were_printed_are_listed(page: Client) -> None:
    assert "Cards 1 to 6: <bdi>Felt heard</bdi>" in page.get("/cards").text
    begin(page)
    assert "Tuesday group" in page.get("/cards").text


def test_without_cards_it_says_so(tmp_path: Path) -> None:
    with client(card_evaluation(tmp_path).folder) as page:
        assert "No cards have been printed yet." in page.get("/cards").text
        assert page.get("/cards/1").status_code == 404


def test_who_was_there_is_asked_once_and_kept(evaluation: Evaluation, page: Client) -> None:
    assert "Who sorted these cards?" in page.get("/cards/1").text
    begin(page)
    with evaluation.store.reading() as connection:
        assert people_at_table(connection, 1, GROUP) == {
            "lived experience": AtTable("lived experience", 4),
            "staff": AtTable("staff", 1, "JB"),
        }
    assert "There were: 4 lived experience, 1 staff." in page.get(HERE).text


def test_a_card_is_typed_in_and_its_words_are_shown_first(
    evaluation: Evaluation, page: Client
) -> None:
    begin(page)
    asked = page.get(f"{HERE}&card=2").text
    assert "<h2>Card 2</h2>" in asked and "they asked me what I thought" in asked
    assert message(lay(page, "2", "a d")) == "Card 2: A and D."
    frame = evaluation.decisions()
    assert list(frame["code_id"]) == ["attention", "voice"]
    assert set(frame["reviewer"]) == {GROUP}
    assert "Not typed in: 1, 3, 4, 5, 6." in page.get(HERE).text


def test_a_card_that_lies_somewhere_is_moved_and_taken_off(
    evaluation: Evaluation, page: Client
) -> None:
    begin(page)
    lay(page, "2", "A")
    assert "It lies on A so far." in page.get(f"{HERE}&card=2").text
    assert message(lay(page, "2", "C")) == "Card 2: C."
    assert message(lay(page, "2", "-")) == "Card 2: taken off."
    with evaluation.store.reading() as connection:
        assert placements(connection, GROUP) == {}


def test_a_new_pile_is_named_once_and_then_goes_by_its_number(
    evaluation: Evaluation, page: Client
) -> None:
    begin(page)
    assert "new pile 2 has no name yet" in fault(lay(page, "1", "2"))
    assert message(lay(page, "1", "2", "By letter")) == "Card 1: 2."
    assert message(lay(page, "3", "2")) == "Card 3: 2."
    with evaluation.store.reading() as connection:
        assert {card: where.new for card, where in placements(connection, GROUP).items()} == {
            1: ("By letter",),
            3: ("By letter",),
        }
    assert "By letter" in page.get("/codebook/about?of=felt-heard").text


@pytest.mark.parametrize(
    ("card", "pile", "said"),
    [
        ("77", "A", "There is no card 77. These cards are 1 to 6."),
        ("x", "A", "There is no card x. These cards are 1 to 6."),
        ("", "A", "There is no card . These cards are 1 to 6."),
        ("1", "Z", "Not kept: there is no pile &#39;Z&#39;; piles are A to P"),
        ("1", "", "Not kept: it is not said which pile."),
        ("1", "0 A", "Not kept: &#39;0&#39; goes with no other pile."),
    ],
)
def test_a_mistake_is_said_and_nothing_is_kept(
    evaluation: Evaluation, page: Client, card: str, pile: str, said: str
) -> None:
    begin(page)
    assert fault(lay(page, card, pile)).startswith(said)
    assert evaluation.decisions().empty


def test_sent_twice_it_is_kept_once(evaluation: Evaluation, page: Client) -> None:
    begin(page)
    lay(page, "1", "A")
    lay(page, "1", "A")
    assert len(evaluation.decisions()) == 1


def test_a_number_of_people_that_is_none_is_refused(page: Client) -> None:
    answer = page.post("/cards/1/people", {"group": GROUP, "many-staff": "many"})
    assert answer.status_code == 409
    assert "&#39;many&#39; is no number of people" in fault(answer.text)


def test_a_person_is_no_group(page: Client, evaluation: Evaluation) -> None:
    from coding.reviewers.reviewers import add

    add(evaluation.store, "RW", "staff", "2026-05-05T10:00:00+00:00")
    answer = page.post("/cards/1/people", {"group": "RW"})
    assert "this is the name of one reviewer" in fault(answer.text)


def test_a_card_whose_words_are_gone_is_said_so(evaluation: Evaluation, page: Client) -> None:
    begin(page)
    with evaluation.store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM cards WHERE number = 2")
    assert "Card 2 is no longer there" in page.get(f"{HERE}&card=2").text
