"""What a suggestion claims of a direction, and what it leaves to people."""

import pytest
from fake_words import Words, book, code

from codebooks.codebook import Direction
from codebooks.load import loads, shipped
from coding.coder.coder import Coder
from coding.coder.direction.claims import Doubt, Ground, claimed, doubt_of, sentence_around
from coding.embedding.encoders.load import load_model

PLAIN = Doubt(praise=False, complaint=False)
DOUBTED = Doubt(praise=True, complaint=False)
TURNED = Doubt(praise=True, complaint=True)


@pytest.mark.parametrize(
    ("ground", "doubt", "expected"),
    [
        (Ground(None, 0.0, 0.0, 0.0, 0.0), PLAIN, None),
        (Ground("mixed", 0.9, 0.9, 0.9, 0.9), PLAIN, None),
        (Ground("positive", 0.5, 0.4, 0.4, 0.1), PLAIN, "positive"),
        (Ground("negative", -0.5, -0.4, -0.4, -0.1), PLAIN, "negative"),
        # A code without a side of its own speaks against neither.
        (Ground("positive", 0.5, 0.4, 0.4, 0.0), PLAIN, "positive"),
        # Any of the three is against it.
        (Ground("positive", 0.5, -0.1, 0.4, 0.4), PLAIN, None),
        (Ground("positive", 0.5, 0.4, -0.1, 0.4), PLAIN, None),
        (Ground("negative", -0.5, -0.4, -0.4, 0.1), PLAIN, None),
        # Two of them are strongly for it.
        (Ground("negative", -1.4, -0.9, 0.2, -0.9), PLAIN, "negative"),
        # All agree, and hardly.
        (Ground("positive", 0.1, 0.1, 0.1, 0.1), PLAIN, None),
        # A negation in its sentence may turn praise, however warm; a complaint it seldom turns.
        (Ground("positive", 2.0, 0.9, 0.9, 0.9), DOUBTED, None),
        (Ground("negative", -0.3, -0.3, -0.3, -0.1), DOUBTED, None),
        (Ground("negative", -0.5, -0.4, -0.4, -0.1), DOUBTED, "negative"),
        (Ground("negative", -2.0, -0.9, -0.9, -0.9), TURNED, None),
    ],
)
def test_a_direction_is_claimed_where_all_that_it_rests_on_backs_it(
    ground: Ground, doubt: Doubt, expected: Direction | None
) -> None:
    assert claimed(ground, doubt) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("They rang me back", PLAIN),
        ("I don't use the app", DOUBTED),
        ("I don’t use the app", DOUBTED),
        ("I COULDN'T follow it", DOUBTED),
        ("no one rang", DOUBTED),
        ("if they pay", DOUBTED),
        ("We stopped asking", DOUBTED),
        ("It was not a sad day", TURNED),
        ("I wasn't lonely", TURNED),
        ("I did not say that it was sad", DOUBTED),
        ("They know the notable knot", PLAIN),
    ],
)
def test_a_negation_or_a_condition_is_a_doubt(phrase: str, expected: Doubt) -> None:
    text = f"We met on Friday. {phrase}. Never mind."
    start = text.index(phrase)
    assert doubt_of(text, (start, start + len(phrase))) == expected


def test_a_doubt_may_stand_beside_the_phrase_in_its_sentence() -> None:
    text = "It went on. Nobody can say, they listened well. And so on."
    start = text.index("they listened")
    span = (start, start + len("they listened well"))
    assert sentence_around(text, span) == "Nobody can say, they listened well."
    assert doubt_of(text, span) == DOUBTED


def test_directions_answer_where_a_suggestion_claims_nothing() -> None:
    """And an example that points nowhere is shown all the same."""
    text = "They listened carefully, never was it so wonderful, helpful and kind"
    coder = Coder(book(code("Listening", "They listened carefully to people")), Words())
    (suggestion,) = coder.suggest([text])
    assert coder.directions([text], ["listening"]) == ["positive"]
    assert suggestion.direction is None
    assert suggestion.nearest == "They listened carefully to people"


@pytest.mark.model
def test_plain_praise_is_claimed_and_doubtful_praise_is_not() -> None:
    """Neither is an example shown then that points somewhere."""
    coder = Coder(loads(shipped(), where="codebook.yaml"), load_model())
    plain = "They paid my train fare on the day, which was brilliant."
    doubtful = "They paid my train fare on the day, which was brilliant, if you asked."
    claims = {s.row: s for s in coder.suggest([plain, doubtful]) if s.code_id == "money"}
    assert claims[0].direction == "positive"
    assert claims[0].nearest
    assert claims[1].direction is None
    assert claims[1].nearest == ""
