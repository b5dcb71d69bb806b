"""Positive, negative, mixed or neutral."""

import pandas as pd
import pytest

from codebooks.codebook import Code, Direction, Example
from codebooks.load import loads, shipped
from coding.coder.coder import Coder
from coding.coder.direction.compass import direction_name, one_sided
from coding.embedding.encoders.load import load_model


@pytest.mark.parametrize(
    ("value", "mixed", "expected"),
    [
        (0.0, False, None),
        (0.04, False, None),
        (0.9, False, "positive"),
        (-0.9, False, "negative"),
        (0.9, True, "mixed"),
    ],
)
def test_a_tone_has_a_name_unless_it_is_near_neither(
    value: float, mixed: bool, expected: str | None
) -> None:
    assert direction_name(value, mixed=mixed) == expected


def code(*directions: Direction) -> Code:
    examples = tuple(Example(f"phrase {n}", d) for n, d in enumerate(directions))
    return Code("a", "A", examples=examples)


@pytest.mark.parametrize(
    ("directions", "side"),
    [
        ((), 0),
        (("positive", "negative"), 0),
        (("negative",) * 5, -1),
        (("positive",) * 5, 1),
        (("negative",) * 5 + ("positive",) * 4, 0),
    ],
)
def test_a_code_that_is_negative_by_nature_starts_there(
    directions: tuple[Direction, ...], side: int
) -> None:
    start = one_sided(code(*directions))
    assert (start > 0) - (start < 0) == side


@pytest.mark.model
def test_praise_and_complaint_about_one_thing_are_told_apart() -> None:
    coder = Coder(loads(shipped(), where="codebook.yaml"), load_model())
    pairs = [
        ("They listened to every word I said.", "They did not listen to a word I said."),
        ("The papers were easy to read.", "The papers were impossible to read."),
        ("My fare was paid at once.", "My fare was never paid and I gave up asking."),
        ("I felt valued and proud.", "I felt used and it was a waste of my time."),
    ]
    tones = coder.tones([text for pair in pairs for text in pair]).reshape(-1, 2)
    assert (tones[:, 0] > tones[:, 1]).all()
    assert (tones[:, 0] > 0).sum() >= 3
    assert (tones[:, 1] < 0).sum() >= 3


@pytest.mark.model
def test_decisions_teach_which_way_texts_point() -> None:
    """More seats asked for is a complaint here, as two people have said."""
    book = loads(shipped(), where="codebook.yaml")
    asked = ["More seats in the hall, please.", "More chairs by the window."]
    said = ["More seats.", "More chairs in the waiting room."]
    coder = Coder(book, load_model())
    before = coder.tones(asked)
    nothing = pd.DataFrame(index=range(2))
    coder.fit(said, nothing, directions=dict.fromkeys(said, "negative"))
    assert (coder.tones(asked) < before - 0.5).all()


@pytest.mark.model
def test_decisions_teach_what_a_question_leads_to() -> None:
    """The same few words praise after one question and complain after another."""
    book = loads(shipped(), where="codebook.yaml")
    praise, complaint = "What was good?", "What could be better?"
    words = ["The chairs.", "The forms.", "The lunch.", "The room."]
    coder = Coder(book, load_model())
    nothing = pd.DataFrame(index=range(4))
    asked = [praise, complaint, praise, complaint]
    ways: list[Direction] = ["positive", "negative", "positive", "negative"]
    coder.fit(words, nothing, asked, directions=dict(zip(words, ways, strict=True)))
    after = [coder.tones(["The bus."], [question])[0] for question in (praise, complaint)]
    assert after[0] > after[1] + 0.2
    assert coder.tones(["The bus."]) == coder.tones(["The bus."], [None])
