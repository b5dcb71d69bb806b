"""The findings in easy read: what is said of people, actions and who is missing."""

from dataclasses import replace

import pytest
from easy_material import HEARD, PLAN, SPOKE, easy_material
from invented import GROUPS

from coding.easy_read.easy_read import easy_read
from coding.easy_read.paper import EasyReadPaper
from coding.easy_read.rules import easy_read_breaches, notes_to_the_team
from coding.written.values import Dissent


def section(paper: EasyReadPaper, id: str) -> list[str]:
    part = next(each for each in paper.sections if each.id == id)
    return [line.text for passage in part.passages for line in passage.lines]


def test_a_finding_is_told_with_its_people_and_a_quote_each_way() -> None:
    paper = easy_read(easy_material(positive=8, negative=6, silent=6))
    assert section(paper, "said") == [
        "People could say what they think.",
        "Others listened.",
        "8 of 20 people said this.",
        "1 person said:",
        f"“{SPOKE}”",
        "6 of 20 people said something different.",
        "1 person said something different:",
        "“I could not say a thing.”",
    ]
    assert easy_read_breaches(paper) == ()


def test_what_others_said_is_a_passage_of_its_own_so_that_each_fits_on_a_page() -> None:
    paper = easy_read(easy_material(positive=8, negative=6, silent=6))
    said = next(each for each in paper.sections if each.id == "said")
    assert [passage.heading for passage in said.passages] == [
        "Finding 1",
        "Finding 1: what others said",
    ]


@pytest.mark.parametrize(
    ("positive", "expected"),
    [
        (0, "No one said this."),
        (1, "Some people said this."),
        (4, "Some people said this."),
        (5, "5 of 20 people said this."),
        (20, "Most people said this."),
    ],
)
def test_small_numbers_and_nearly_all_are_told_without_a_number(
    positive: int, expected: str
) -> None:
    paper = easy_read(easy_material(positive=positive, silent=20 - positive))
    assert expected in section(paper, "said")


def test_what_is_not_read_to_the_end_is_at_least() -> None:
    bounded = replace(easy_material(positive=5, silent=15), all_read=False)
    assert "At least 5 of 20 people said this." in section(easy_read(bounded), "said")


def test_of_few_people_no_number_is_given() -> None:
    paper = easy_read(easy_material(positive=3, silent=4))
    assert section(paper, "asked") == ["We listened to some people."]
    assert not any("of 7" in line.text or "said this" in line.text for line in paper.lines())


def test_who_may_not_be_quoted_is_not_and_long_words_are_not_cut() -> None:
    assert "1 person said:" not in section(easy_read(easy_material(may_quote=False)), "said")
    long = ("so " * 16 + "it went.", "No.")
    assert "1 person said:" not in section(easy_read(easy_material(words=long)), "said")


def test_what_notes_say_that_somebody_said_is_nobodys_own_words() -> None:
    assert "1 person said:" not in section(easy_read(easy_material(second_hand=True)), "said")


def test_dissent_is_never_left_out() -> None:
    held = replace(HEARD, dissent=(Dissent("X", "staff", "I saw it otherwise."),))
    paper = easy_read(easy_material(findings=(held,)))
    assert "Not everyone in the team agrees." in section(paper, "said")


def test_a_finding_without_easy_words_stops_a_release_and_is_counted() -> None:
    paper = easy_read(easy_material(findings=(HEARD, replace(HEARD, id="F2", easy="", line=9))))
    assert section(paper, "said")[-2:] == [
        "There is 1 more finding.",
        "You can read more in the long report.",
    ]
    assert [each.where for each in easy_read_breaches(paper)] == ["findings.yaml line 9"]


@pytest.mark.parametrize(
    ("response", "why", "easy", "expected"),
    [
        ("done", "", "", ["Send papers a week before."]),
        ("not possible", "There is no money.", "", ["Send papers a week before.", "There is no money."]),
        ("not possible", "It's let (to others).", "", ["There is 1 more action.", "You can read more in the long report."]),
        ("not possible", "It's let (to others).", "We have no room.", ["We have no room."]),
    ],
)  # fmt: skip
def test_an_action_is_told_in_easy_words_or_left_out_with_a_note(
    response: str, why: str, easy: str, expected: list[str]
) -> None:
    action = replace(PLAN, response=response, why=why, easy=easy)  # type: ignore[arg-type]
    paper = easy_read(easy_material(actions=(action,)))
    assert section(paper, "next") == expected
    notes = [note.partition(":")[0] for note in notes_to_the_team(paper)]
    assert notes == (["actions.yaml line 7"] if "more action" in expected[0] else [])
    assert easy_read_breaches(paper) == ()


def test_groups_of_which_nobody_was_heard_are_named() -> None:
    missing = section(easy_read(easy_material(group=GROUPS[1])), "not-heard")
    assert "We did not hear any staff." in missing
    assert "We did not hear any unpaid carers." not in missing


@pytest.mark.parametrize("release", ["", "spring"])
@pytest.mark.parametrize("people", [0, 3, 20])
def test_the_programs_own_sentences_keep_the_rules(people: int, release: str) -> None:
    paper = easy_read(
        easy_material(positive=people, silent=0, findings=(), actions=()), release=release
    )
    assert easy_read_breaches(paper) == ()
    assert ("This is a draft." in section(paper, "about")) == (not release)


def test_hard_words_that_are_used_are_explained_and_no_others() -> None:
    words = [hard.word for hard in easy_read(easy_material()).hard_words]
    assert "co-production" in words
    assert "budget" not in words


def test_each_number_has_the_key_of_the_long_report() -> None:
    keys = {number.key for number in easy_read(easy_material()).numbers()}
    assert {"people", "finding/F1/for"} <= keys
