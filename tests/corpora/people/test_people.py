"""people.csv: checked with rows, blank consent counts as no, names never in messages."""

import pytest

from corpora.errors import PeopleError
from corpora.people.people import COLUMNS, Person, load_people

GROUPS = ("unpaid carers", "staff", "facilitators")
WAVES = ("wave 1", "wave 2")


def load(text: str) -> tuple[Person, ...]:
    return load_people(text.encode(), groups=GROUPS, waves=WAVES)


@pytest.mark.parametrize("text", ["id,name,group\n", "id,name,group\n\n , ,\n", ",".join(COLUMNS)])
def test_a_list_of_nobody(text: str) -> None:
    assert load(text) == ()


def test_a_whole_row() -> None:
    text = (
        "﻿id,name,aliases,group,role,wave,consent_analysis,consent_quote\n"
        'P01,"Vale, Ada",Ada; AV ,Unpaid carers,,wave 1;Wave 2,YES,ask\n'
    )
    assert load(text) == (
        Person(
            id="P01",
            name="Vale, Ada",
            aliases=("Ada", "AV"),
            group="unpaid carers",
            role="participant",
            waves=("wave 1", "wave 2"),
            consent_analysis="yes",
            consent_quote="ask",
        ),
    )


@pytest.mark.parametrize(
    ("analysis", "quote", "analysed", "quoted"),
    [
        ("", "", False, False),
        ("no", "yes", False, False),
        ("ask", "yes", False, False),
        ("yes", "", True, False),
        ("yes", "ask", True, False),
        ("yes", "yes", True, True),
    ],
)
def test_only_a_plain_yes_is_consent(
    analysis: str, quote: str, analysed: bool, quoted: bool
) -> None:
    text = f"id,name,group,consent_analysis,consent_quote\nP1,Ada,staff,{analysis},{quote}\n"
    (person,) = load(text)
    assert (person.may_be_analysed, person.may_be_quoted) == (analysed, quoted)


@pytest.mark.parametrize(
    ("row", "role"),
    [
        ("P1,Ada,interviewers", "interviewer"),
        ("P1,Ada,facilitators", "facilitator"),
        ("P1,Ada,staff", "participant"),
        ("P1,Ada,", "participant"),
    ],
)
def test_a_role_that_is_not_given_follows_from_the_group(row: str, role: str) -> None:
    assert load(f"id,name,group\n{row}\n")[0].role == role


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "people.csv row 1: no column 'id'; no column 'name'; no column 'group'"),
        ("id,name,group,age\n", "people.csv row 1: unknown column 'age'"),
        ("id,name,group,group\n", "people.csv row 1: a column stands twice"),
        ("id,name,group\nP1,,staff\n", "people.csv row 2: 'name' is empty"),
        ("id,name,group\n,Zelda,staff\n", "people.csv row 2: 'id' is empty"),
        ("id,name,group\nP1,Zelda,nurses\n", "row 2: 'group' holds something that is not allowed"),
        (
            "id,name,group,wave\nP1,Zelda,staff,wave 3\n",
            "row 2: 'wave' holds something that is not",
        ),
        ("id,name,group,consent_quote\nP1,Zelda,staff,maybe\n", "Allowed: yes, no, ask"),
        ("id,name,group\nP1,Zelda,staff,\n", "row 2: the row has more cells than the header"),
        (
            "id,name,group\nP1,Zelda,staff\np1,Bo,staff\n",
            "the id in entry 2 stands already in entry 1",
        ),
        ('id,name,group\nP1,"Zelda"x,staff\n', "row 2: the row is not valid CSV"),
    ],
)
def test_a_wrong_list_is_refused_by_row_and_without_names(text: str, message: str) -> None:
    with pytest.raises(PeopleError) as caught:
        load(text)
    assert message in str(caught.value)
    assert "Zelda" not in str(caught.value)
    assert caught.value.exit_code == 2


def test_bytes_that_are_not_utf8_are_refused_with_the_remedy() -> None:
    with pytest.raises(
        PeopleError, match=r"byte 14 is not UTF-8\. In Excel, save it as 'CSV UTF-8"
    ):
        load_people(b"id,name,group\n\xe9", groups=GROUPS, waves=WAVES)
