"""A code is compared between waves only where all that was said of it was said of one meaning."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from two_codebooks import FAR, NEAR, VOICE, book

from codebooks.codebook import Code, Codebook
from codebooks.coding_hash import coding_hash
from coding.evaluation.frames import DECISIONS, REMARKS
from coding.revisions.meanings import DecidedWith, Meanings, differing

MEANT = replace(NEAR, definition="It was next door.")
WORDED = replace(NEAR, definition="IT WAS NEAR")
RENAMED = replace(NEAR, name="Close by")


def version(number: str, *codes: Code) -> Codebook:
    made = book(*codes)
    return replace(made, version=number, hash=coding_hash(codes))


FIRST = version("1.0", NEAR)
WAVE = {"e1": "spring", "e2": "autumn"}


def decided(*rows: dict[str, Any]) -> pd.DataFrame:
    """Decisions about the code near; each row says of which excerpt, with which codebook."""
    said = []
    for number, row in enumerate(rows):
        given = {"verdict": "accept", "reviewer": "RW", "source": "page", "undoes": "", **row}
        used: Codebook = given.pop("book")
        said.append(
            {
                "number": number, "key": str(number), "code_id": "near",
                "codebook_version": used.version, "codebook_hash": used.hash, **given,
            }
        )  # fmt: skip
    return pd.DataFrame(said, columns=DECISIONS)


def finished(*rows: tuple[str, str]) -> pd.DataFrame:
    """Excerpts that were finished, each with the version of the codebook."""
    said = [
        {"number": n, "key": f"f{n}", "excerpt_id": id, "kind": "finished", "value": "",
         "reviewer": "RW", "codebook_version": number, "undoes": ""}
        for n, (id, number) in enumerate(rows)
    ]  # fmt: skip
    return pd.DataFrame(said, columns=REMARKS)


def compared(books: list[Codebook], said: pd.DataFrame, done: pd.DataFrame) -> dict[str, str]:
    return differing(Meanings(books), ["near"], said, done, WAVE, ("spring", "autumn"))


DIFFERS = {"near": "decided in spring with version 1.0, in autumn with version 1.1"}


@pytest.mark.parametrize(
    ("second", "differ"),
    [
        (version("1.1", NEAR, FAR), {}),
        (version("1.1", WORDED), {}),
        (version("1.1", RENAMED), {}),
        (version("1.1", MEANT), DIFFERS),
        (version("1.1", replace(NEAR, cues=("next door",))), DIFFERS),
    ],
    ids=["the same", "wording", "another name", "another meaning", "a cue"],
)
def test_a_code_that_changed_its_meaning_between_the_waves_is_not_compared(
    second: Codebook, differ: dict[str, str]
) -> None:
    said = decided({"excerpt_id": "e1", "book": FIRST}, {"excerpt_id": "e2", "book": second})
    assert compared([FIRST, second], said, finished()) == differ


SECOND = version("1.1", MEANT)
BACK = version("1.2", NEAR)


@pytest.mark.parametrize(
    ("rows", "differ"),
    [
        ([{"excerpt_id": "e1", "book": FIRST}, {"excerpt_id": "e1", "book": SECOND}], {}),
        (
            [
                {"excerpt_id": "e1", "book": FIRST},
                {"excerpt_id": "e1", "book": SECOND, "reviewer": "AB", "source": "settled"},
            ],
            {},
        ),
        (
            [
                {"excerpt_id": "e1", "book": FIRST},
                {"excerpt_id": "e1", "book": SECOND},
                {"excerpt_id": "e1", "book": SECOND, "verdict": "undo", "undoes": "1"},
            ],
            DIFFERS,
        ),
        ([{"excerpt_id": "e1", "book": FIRST, "verdict": "reject"}], DIFFERS),
    ],
    ids=["decided again", "settled since", "taken back", "rejected is said of a meaning too"],
)
def test_what_was_decided_again_is_compared(
    rows: list[dict[str, Any]], differ: dict[str, str]
) -> None:
    said = decided({"excerpt_id": "e2", "book": SECOND}, *rows)
    said["key"] = [str(n - 1) for n in range(len(said))]
    assert compared([FIRST, SECOND], said, finished()) == differ


def test_a_meaning_that_came_back_is_the_same() -> None:
    said = decided({"excerpt_id": "e1", "book": FIRST}, {"excerpt_id": "e2", "book": BACK})
    assert compared([FIRST, SECOND, BACK], said, finished()) == {}


def test_finishing_an_excerpt_says_of_every_code_that_it_is_not_there() -> None:
    """With the meaning that the code had then; a code that was not there yet has none."""
    said = decided({"excerpt_id": "e2", "book": SECOND})
    assert compared([FIRST, SECOND], said, finished(("e1", "1.0"))) == DIFFERS
    assert compared([FIRST, SECOND], said, finished(("e1", "1.1"))) == {}
    before = version("1.0", FAR)
    assert compared([before, SECOND], said, finished(("e1", "1.0"))) == DIFFERS


def test_a_draft_that_was_not_kept_is_compared_with_itself_alone() -> None:
    draft, other = version("1.1", VOICE), version("1.1", FAR)
    same = decided({"excerpt_id": "e1", "book": draft}, {"excerpt_id": "e2", "book": draft})
    assert compared([FIRST], same, finished()) == {}
    two = decided({"excerpt_id": "e1", "book": draft}, {"excerpt_id": "e2", "book": other})
    told = {"near": "decided with different drafts of version 1.1"}
    assert compared([FIRST], two, finished()) == told


def test_nothing_was_said() -> None:
    assert compared([FIRST], decided(), finished()) == {}
    assert compared([], decided(), finished()) == {}


def test_a_code_means_what_it_meant_when_it_last_changed() -> None:
    with_ = DecidedWith("1.1", "")
    assert Meanings([FIRST, SECOND]).of("near", with_) == Meanings([SECOND]).of("near", with_)
