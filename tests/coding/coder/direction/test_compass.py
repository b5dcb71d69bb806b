import numpy as np
import pytest
from fake_words import Words, book, code

from codebooks.codebook import Code, Direction, Example
from coding.coder.coder import Coder
from coding.coder.direction.compass import signposts_of
from coding.coder.direction.example_sentences import PAIRS
from coding.coder.direction.tone import wording_of
from coding.coder.direction.word_lists import NEGATIVE_WORDS, POSITIVE_WORDS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("It was a Tuesday.", 0),
        ("They were helpful.", 1),
        ("They were rude.", -1),
        ("They were not helpful.", -1),
        ("They weren't helpful", -1),
        ("They weren’t very helpful", -1),
        ("It was not bad", 1),
        ("It should have been earlier.", -1),
        ("HELPFUL", 1),
    ],
)
def test_words_have_a_sign_that_a_negation_turns(text: str, expected: int) -> None:
    assert np.sign(wording_of(text)) == expected


def test_no_word_is_on_both_sides() -> None:
    assert not POSITIVE_WORDS & NEGATIVE_WORDS
    assert len(dict(PAIRS)) == len(PAIRS)


def test_examples_that_say_a_direction_are_signposts() -> None:
    def shown(*directions: Direction | None) -> Code:
        return Code("x", "X", examples=tuple(Example(f"example {d}", d) for d in directions))

    plain, told = signposts_of([shown(None)]), signposts_of([shown("negative", "mixed", None)])
    added = [
        (text, side)
        for text, side in zip(told.texts, told.sides, strict=True)
        if text not in plain.texts
    ]
    assert added == [("example negative", -1.0), ("example mixed", 0.0)]


def directions(*texts: str) -> list[Direction | None]:
    listening = code(
        "Listening",
        "They listened carefully to people",
        "The team listened to me",
        "Whether people are listened to",
    )
    return Coder(book(listening), Words()).directions(texts, ["listening"] * len(texts))


def test_a_text_that_turns_on_one_thing_is_mixed() -> None:
    assert directions(
        "They listened carefully and it was a wonderful helpful brilliant morning",
        "Nobody listened to me, a terrible rude awful morning",
        "The team listened to me and were wonderful, helpful and kind, "
        "but then the team listened to me no more and were rude, awful and terrible",
    ) == ["positive", "negative", "mixed"]


def test_a_turn_about_something_else_does_not_make_a_code_mixed() -> None:
    text = (
        "The team listened to me and it was wonderful, "
        "but the soup on Friday evening was terrible, cold and awful"
    )
    assert directions(text) == ["positive"]
