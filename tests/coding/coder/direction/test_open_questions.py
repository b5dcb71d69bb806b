"""What an open question asks for, and answers that say there is nothing."""

import pytest

from coding.coder.direction.open_questions import asked_for, leaning_of_question, says_none
from coding.coder.direction.tone import wording_of

UP = (
    "What was good about the day?",
    "What worked well for you?",
    "Which parts did you enjoy?",
    "So we have talked about the room. And what did you like?",
    "Tell me about anything that helped.",
)
DOWN = (
    "What could we do better?",
    "How might the meetings be improved?",
    "What would you like to see changed?",
    "Was anything difficult?",
    "What didn’t work so well?",
    "What went wrong?",
    "Any problems?",
)
NEITHER = (
    "",
    "What was it like, taking part?",
    "Did you feel better afterwards?",
    "How did things get better?",
    "Was it hard to get there?",
    "How well were you kept informed?",
    "What was good and what was bad?",
    "Why do you say that?",
    "What could you do that you were proud of?",
)


@pytest.mark.parametrize("question", UP)
def test_a_question_may_ask_for_what_went_well(question: str) -> None:
    assert asked_for(question) == 1


@pytest.mark.parametrize("question", DOWN)
def test_a_question_may_ask_for_what_could_be_better(question: str) -> None:
    assert asked_for(question) == -1


@pytest.mark.parametrize("question", NEITHER)
def test_most_questions_ask_for_neither(question: str) -> None:
    assert asked_for(question) == 0


@pytest.mark.parametrize(
    "answer",
    [
        "Nothing.",
        "Nothing really, it was fine",
        "None that I know of",
        "No, all good.",
        "n/a",
        "No complaints from me.",
        "I can’t think of anything.",
        "Don't know.",
    ],
)
def test_an_answer_may_say_that_there_is_nothing(answer: str) -> None:
    assert says_none(answer)


@pytest.mark.parametrize(
    "answer",
    [
        "Nothing changed.",
        "No parking.",
        "No one told us",
        "It was fine, nothing else.",
        "Nobody",
        "",
    ],
)
def test_other_answers_do_not(answer: str) -> None:
    assert not says_none(answer)


def test_an_answer_of_nothing_points_the_other_way() -> None:
    assert leaning_of_question("What could we do better?", "The chairs.") == -1
    assert leaning_of_question("What could we do better?", "Nothing.") == 1
    assert leaning_of_question("What was good?", "The chairs.") == 1
    assert leaning_of_question("What was good?", "Nothing.") == -1
    assert leaning_of_question("", "Nothing.") == 0


@pytest.mark.parametrize(
    ("higher", "lower"),
    [
        ("The signs are better.", "The signs could be better."),
        ("It is clearer now.", "It should be clearer."),
        ("Easier to read.", "Better signs, please."),
        ("It was not bad.", "It was not good."),
        ("Nothing, it was fine.", "Nothing was fine."),
        ("Nothing was too much trouble.", "It was too much trouble."),
        # A negation turns round what stands in its own clause.
        ("They did not say. Lovely people.", "They are not lovely people."),
    ],
)
def test_words_are_read_in_their_clause(higher: str, lower: str) -> None:
    assert wording_of(higher) > wording_of(lower)


def test_nothing_alone_says_nothing() -> None:
    assert wording_of("Nothing.") == 0
    assert wording_of("") == 0
