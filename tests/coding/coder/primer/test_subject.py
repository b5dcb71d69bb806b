"""How plainly a text has to be about the subject: more so where hardly any text of the corpus is."""

from dataclasses import replace

import numpy as np
import pytest
from fake_words import Words, book, code

from codebooks.codebook import TeachingText
from coding.coder.coder import Coder
from coding.coder.primer.subject import MOST, OFF_SUBJECT, PLAINLY, SubjectLevels
from coding.embedding.vectors import VectorCache

ABOUT = np.linspace(-1, 1, 1_001)
SUBJECT = SubjectLevels.of(ABOUT)
LITTLE, PLAIN = SUBJECT.at(OFF_SUBJECT), SUBJECT.at(PLAINLY)


def corpus(plainly: int, otherwise: int) -> np.ndarray:
    return np.array([PLAIN + 0.1] * plainly + [PLAIN - 0.5] * otherwise)


@pytest.mark.parametrize("share", [0, 0.02, 0.25, 0.7, 1])
def test_a_level_is_what_a_share_of_texts_that_carry_a_code_does_not_reach(share: float) -> None:
    assert (SUBJECT.at(share) > ABOUT).mean() == pytest.approx(share, abs=0.01)


@pytest.mark.parametrize(
    "texts", [corpus(0, 0), corpus(1, 0), corpus(0, 1), corpus(100, 300), corpus(50, 450)]
)
def test_a_usual_corpus_and_a_very_small_one_ask_for_little(texts: np.ndarray) -> None:
    assert SUBJECT.needed(texts) <= SUBJECT.at(OFF_SUBJECT + 0.03)


def test_a_corpus_about_something_else_asks_for_more_the_less_of_it_is_on_the_subject() -> None:
    asked = [SUBJECT.needed(corpus(n, 1_000 - n)) for n in (100, 60, 30, 10, 0)]
    assert asked[0] == LITTLE and asked == sorted(asked) and len(set(asked)) == len(asked)
    assert asked[-1] < SUBJECT.at(MOST) < SUBJECT.needed(corpus(0, 10**6)) + 1e-9


def test_more_texts_on_the_subject_never_ask_for_less_than_of_what_was_written_to_teach() -> None:
    assert {SUBJECT.needed(corpus(n, 10)) for n in (5, 50, 5_000)} == {LITTLE}


def test_where_nothing_was_written_to_teach_a_code_nothing_is_asked() -> None:
    nothing = SubjectLevels.of(np.zeros(0))
    assert all(nothing.needed(texts) < -1e9 for texts in (corpus(0, 0), corpus(1, 500)))


CODES = (code("Voice", "They listened to us"), code("Food", "The soup was lovely"))
TAUGHT = tuple(
    TeachingText(f"{start} {n}", ((carries, "positive"),) if carries else (), writer=f"{n % 2}")
    for n in range(24)
    for start, carries in (
        ("they listened to us", "voice"),
        ("we had lovely soup", "food"),
        ("the bus was late again", ""),
    )
)
BOOK = replace(book(*CODES), taught=TAUGHT)
HALF = "they listened to us on the bus"
ON = [
    f"they listened to us {n} and they listened to us {n + 1}, they listened to us"
    for n in range(90)
]
OFF = [f"the bus was late again and the driver went home for his tea at {n}" for n in range(900)]


def likely_of_half(beside: list[str]) -> set[str]:
    coder = Coder(BOOK, cache=VectorCache(None, Words()))
    return {s.code_id for s in coder.suggest([HALF, *beside]) if s.row == 0}


def test_what_is_likely_among_texts_on_the_subject_may_be_chance_among_others() -> None:
    assert "voice" in likely_of_half(ON)
    assert likely_of_half(OFF) == set()


def test_what_a_text_scores_does_not_depend_on_the_others() -> None:
    coder = Coder(BOOK, cache=VectorCache(None, Words()))
    beside = [coder.score([HALF, *others]).iloc[0].tolist() for others in ([], ON, OFF)]
    assert beside[0] == pytest.approx(beside[1]) and beside[0] == pytest.approx(beside[2])


def test_the_order_of_the_texts_says_nothing() -> None:
    assert likely_of_half(OFF[::-1]) == likely_of_half(OFF)
