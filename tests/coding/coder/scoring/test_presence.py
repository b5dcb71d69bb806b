"""Whether a text speaks of a code does not depend on what else is in the corpus."""

import numpy as np
import pytest
from fake_words import Words, code

from codebooks.codebook import TeachingText
from coding.coder.scoring.presence import FADES_WITH, Presence, nearness
from coding.embedding.vectors import VectorCache

HEARD = [f"they listened to what {who} said" for who in "abcdefghij"]
CODES = (code("Listening", *HEARD), code("Food", "the soup was lovely"))
TEXTS = ["they listened to what we said", "the tractor broke down near Goole"]


def speaks(accepted: float = 0.0, *taught: TeachingText) -> list[bool]:
    cache = VectorCache(None, Words())
    presence = Presence(CODES, taught, cache)
    rows, codes = np.array([0, 1]), np.array([0, 0])
    counts = np.array([accepted, 0.0])
    return [bool(said) for said in presence.speaks(cache.embed(TEXTS).matrix, rows, codes, counts)]


def test_a_text_like_a_codes_sentences_speaks_of_it_and_another_does_not() -> None:
    assert speaks() == [True, False]


def test_what_is_needed_fades_with_what_people_accepted() -> None:
    assert speaks(1e9) == [True, True]
    cache = VectorCache(None, Words())
    presence = Presence(CODES, (), cache)
    unit = cache.embed(HEARD[:1]).matrix * np.float32(0.5)
    near = nearness(unit, cache.embed(HEARD).matrix)
    presence.needed[0] = 1.5 * near[0]
    one = np.array([0])
    told = [presence.speaks(unit, one, one, np.array([n, 0.0]))[0] for n in (0, FADES_WITH / 2)]
    assert [bool(value) for value in told] == [False, True]


def test_a_teaching_set_speaks_for_a_code_too() -> None:
    tractors = [
        TeachingText(f"the tractor broke down near {where}", (("listening", "neutral"),))
        for where in ("Goole", "Selby", "Hull", "York")
    ]
    assert speaks(0.0, *tractors) == [True, True]


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        ([], 1.0),
        ([[1, 0]], 1.0),
        ([[1, 0], [0, 1]], 0.5),
        ([[1, 0], [1, 0], [0, 1], [0, 1]], 2 / 3),
    ],
)
def test_nearness_is_the_mean_of_the_three_nearest(
    sentences: list[list[float]], expected: float
) -> None:
    matrix = np.array(sentences, dtype=np.float32).reshape(-1, 2)
    assert nearness(np.array([[1, 0]], dtype=np.float32), matrix) == pytest.approx([expected])
