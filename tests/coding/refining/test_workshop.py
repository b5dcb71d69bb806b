"""The workshop: who proposed, commented, agreed and disagreed, and what is taken back."""

from pathlib import Path

import pytest

from coding.evaluation.database import Store, open_store
from coding.refining.workshop import (
    LONGEST,
    Contribution,
    Kind,
    contributions,
    keep_contribution,
    threads,
)
from corpora.errors import InputError


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path)


def said(
    key: str, kind: Kind, name: str = "AB", text: str = "", about: int | None = None
) -> Contribution:
    return Contribution(key, "voice", kind, about, text, name, "unpaid carer", "2026")


def told(store: Store) -> list[tuple[str, list[str], list[str], list[str], bool]]:
    with store.reading() as connection:
        return [
            (
                each.opening.text,
                [answer.text for answer in each.answers],
                [one.name for one in each.agree],
                [one.name for one in each.disagree],
                each.taken_back,
            )
            for each in threads(contributions(connection))
        ]


def test_an_empty_workshop(store: Store) -> None:
    assert told(store) == []


def test_a_proposal_with_what_was_said_about_it(store: Store) -> None:
    for each in (
        said("a", "propose", text="Say it plainly."),
        said("b", "agree", "CD", about=1),
        said("c", "agree", "EF", about=1),
        said("d", "disagree", "CD", about=1, text="Too short."),
        said("e", "comment", "EF", "Which words?", about=1),
        said("f", "comment", "AB", "On another matter."),
    ):
        assert keep_contribution(store, each)
    assert told(store) == [
        ("Say it plainly.", ["Which words?"], ["EF"], ["CD"], False),
        ("On another matter.", [], [], [], False),
    ]


def test_only_the_author_takes_back_and_nothing_is_lost(store: Store) -> None:
    keep_contribution(store, said("a", "propose", text="Split it."))
    keep_contribution(store, said("b", "comment", "CD", "Why?", about=1))
    with pytest.raises(InputError, match="only who wrote something"):
        keep_contribution(store, said("c", "take back", "CD", about=1))
    keep_contribution(store, said("d", "take back", about=1))
    keep_contribution(store, said("e", "take back", "CD", about=2))
    assert told(store) == [("Split it.", [], [], [], True)]
    with store.reading() as connection:
        assert [each.kind for each in contributions(connection)] == [
            "propose",
            "comment",
            "take back",
            "take back",
        ]


def test_the_same_key_twice_is_one(store: Store) -> None:
    once = said("a", "propose", text="Split it.")
    assert [keep_contribution(store, once), keep_contribution(store, once)] == [True, False]
    assert len(told(store)) == 1


@pytest.mark.parametrize(
    ("contribution", "what"),
    [
        (said("x", "propose"), "there are no words in it"),
        (said("x", "comment", text=" \n"), "there are no words in it"),
        (said("x", "comment", text="a" * (LONGEST + 1)), "this is too long"),
        (said("x", "agree"), "it is not said what this is about"),
        (said("x", "disagree", about=9), "what this answers is not there"),
        (said("x", "agree", about=2), "what this answers is not there"),
    ],
)
def test_what_says_nothing_is_refused(store: Store, contribution: Contribution, what: str) -> None:
    keep_contribution(store, said("a", "propose", text="Split it."))
    keep_contribution(store, said("b", "agree", about=1))
    with pytest.raises(InputError) as caught:
        keep_contribution(store, contribution)
    assert caught.value.what == what
