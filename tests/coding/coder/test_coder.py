"""The coder: probabilities, suggestions with reasons, and none where none fits."""

import subprocess
import sys

import numpy as np
import pytest
from letters import Letters

from codebooks.codebook import Code, Codebook, Example, Theme
from codebooks.load import loads, shipped
from coding.coder.coder import Coder
from coding.coder.learning.readiness import LIKELY
from coding.coder.suggestion import Coded
from coding.embedding.encoders.load import load_model

LIFT = "The lift was broken again and I could not get my chair up the stairs to the meeting."
TICK = "It was just a tick box exercise, they had already decided before they asked us."
TRAVEL = "They paid my bus fare on the day, in cash, which was brilliant, and I was grateful."
SMALL_TALK = [
    "Yeah, okay, thanks.",
    "It rained all weekend and the dog would not go out.",
    "Did you see the match last night? Two nil in the end.",
    "Sorry, I think you are on mute.",
]


def book(*codes: Code) -> Codebook:
    return Codebook("Test", "1", (Theme("t", "T", "", codes),), hash="h")


NAMES_ONLY = book(Code("a", "Listening"), Code("b", "Transport and parking"))
ONE = book(
    Code("a", "Listening", "Being heard.", examples=(Example("They listened.", "positive"),))
)


@pytest.mark.parametrize("codebook", [NAMES_ONLY, ONE, book()])
@pytest.mark.parametrize("texts", [[], [""], ["Yes."], ["Yes.", "", "They listened to us all."]])
def test_one_row_a_text_and_one_column_a_code(codebook: Codebook, texts: list[str]) -> None:
    found = Coder(codebook, Letters()).score(texts)
    assert found.shape == (len(texts), len(codebook.codes))
    assert list(found.columns) == [code.id for code in codebook.codes]
    values = found.to_numpy()
    assert not np.isnan(values).any()
    assert ((values >= 0) & (values <= 1)).all()


def test_a_text_without_words_has_no_code() -> None:
    found = Coder(ONE, Letters()).code(["", "…", "?!"])
    assert (found.probabilities.to_numpy() == 0).all()
    assert found.suggestions == []


def test_the_threshold_is_said_for_known_codes_only() -> None:
    assert Coder(ONE, Letters()).threshold("a") == LIKELY
    with pytest.raises(KeyError):
        Coder(ONE, Letters()).threshold("z")


def test_progress_ends_at_the_number_of_distinct_texts() -> None:
    told: list[tuple[int, int]] = []
    Coder(ONE, Letters()).code(["One.", "Two.", "One."], progress=lambda *at: told.append(at))
    assert told[-1] == (2, 2)


@pytest.fixture(scope="module")
def coder() -> Coder:
    """The shipped codebook with the real model."""
    return Coder(loads(shipped(), where="codebook.yaml"), load_model())


@pytest.fixture(scope="module")
def coded(coder: Coder) -> Coded:
    return coder.code([LIFT, TICK, TRAVEL, *SMALL_TALK])


@pytest.mark.model
@pytest.mark.parametrize(
    ("row", "code", "direction"),
    [
        (0, "place-and-travel", "negative"),
        (1, "tokenism", "negative"),
        (2, "money", "positive"),
    ],
)
def test_plain_statements_get_the_code_that_a_reader_gives(
    coded: Coded, row: int, code: str, direction: str
) -> None:
    found = {s.code_id: s.direction for s in coded.suggestions if s.row == row}
    assert found.get(code) == direction
    assert coded.probabilities.loc[row].idxmax() == code


@pytest.mark.model
def test_small_talk_gets_no_code(coded: Coded) -> None:
    assert [s for s in coded.suggestions if s.row >= 3] == []


@pytest.mark.model
def test_a_suggestion_says_why(coded: Coded, coder: Coder) -> None:
    texts = [LIFT, TICK, TRAVEL, *SMALL_TALK]
    examples = {c.id: {e.text for e in c.examples} for c in coder.codes}
    for suggestion in coded.suggestions:
        start, end = suggestion.phrase
        assert 0 <= start < end <= len(texts[suggestion.row])
        shown = examples[suggestion.code_id] if suggestion.direction else {""}
        assert suggestion.nearest in shown
        assert suggestion.probability >= LIKELY
    (lift,) = [s for s in coded.suggestions if s.row == 0 and s.code_id == "place-and-travel"]
    assert "lift" in LIFT[slice(*lift.phrase)] or "stairs" in LIFT[slice(*lift.phrase)]


@pytest.mark.model
def test_suggestions_come_by_row_and_then_in_the_order_of_the_codebook(
    coded: Coded, coder: Coder
) -> None:
    order = {code.id: n for n, code in enumerate(coder.codes)}
    places = [(s.row, order[s.code_id]) for s in coded.suggestions]
    assert places == sorted(places)


@pytest.mark.model
def test_the_same_texts_in_another_order_score_the_same(coder: Coder) -> None:
    texts = [LIFT, TICK, TRAVEL, *SMALL_TALK]
    one = coder.score(texts).to_numpy()
    other = coder.score(texts[::-1]).to_numpy()[::-1]
    assert np.abs(one - other).max() <= 0.001


@pytest.mark.model
def test_the_question_of_a_short_answer_counts(coder: Coder) -> None:
    question = "Could you get into the building with your wheelchair?"
    alone, asked = coder.score(["Not really, no."] * 2, [None, question])["place-and-travel"]
    assert asked > alone


@pytest.mark.model
def test_the_same_in_another_process_with_another_hash_seed() -> None:
    told = (
        "from flows.environment import prepare; prepare()\n"
        "from codebooks.load import loads, shipped\n"
        "from coding import Coder\n"
        f"texts = {[LIFT, TICK, TRAVEL]!r}\n"
        "print(Coder(loads(shipped(), where='x')).score(texts).to_csv())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", told],
            env={"PYTHONHASHSEED": seed, "OMP_NUM_THREADS": threads, "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, threads in (("1", "1"), ("2", "2"))
    }
    assert len(said) == 1
