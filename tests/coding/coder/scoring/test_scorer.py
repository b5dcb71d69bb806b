import numpy as np
import pytest
from fake_words import Words, book, code

from codebooks.codebook import Code, Codebook, Example
from coding.coder.coder import Coder
from coding.coder.learning.readiness import LIKELY
from coding.coder.scoring.calibration import calibrated, chances
from coding.coder.scoring.short_answers import is_answer, questions_of
from coding.coder.scoring.spelling import Spelling
from coding.coder.sentences import ridge
from coding.coder.sentences.codebook_sentences import NOTHING, sentences_of

LISTENING = code("Listening", "They listened carefully", "Somebody listened to what people said")
FOOD = code("Food", "The soup tasted lovely", "Dinner and soup were tasty")
BARE = code("Transport")
BOOK = book(LISTENING, FOOD, BARE)
TEXTS = [
    "They all listened carefully.",
    "",
    "The soup was tasty.",
    "?!",
    "The transport broke down.",
]


@pytest.mark.parametrize("texts", [[], [""], ["Yes."], TEXTS, ["?!", "", " "]])
@pytest.mark.parametrize("codebook", [book(), book(BARE), BOOK])
def test_a_row_a_text_and_a_column_a_code_whatever_comes(
    codebook: Codebook, texts: list[str]
) -> None:
    coded = Coder(codebook, Words()).code(texts)
    assert list(coded.probabilities.columns) == [c.id for c in codebook.codes]
    assert list(coded.probabilities.index) == list(range(len(texts)))
    assert coded.probabilities.to_numpy().size == len(texts) * len(codebook.codes)
    assert ((coded.probabilities >= 0) & (coded.probabilities <= 1)).all(axis=None)


def test_texts_without_words_get_no_code() -> None:
    probabilities = Coder(BOOK, Words()).score(TEXTS).to_numpy()
    assert (probabilities[[1, 3]] == 0).all()


def test_suggestions_stand_in_the_order_of_rows_and_codebook() -> None:
    texts = ["The soup tasted lovely and they listened carefully.", *TEXTS]
    found = Coder(BOOK, Words()).suggest(texts)
    assert [(s.row, s.code_id) for s in found] == [
        (0, "listening"),
        (0, "food"),
        (1, "listening"),
        (3, "food"),
        (5, "transport"),
    ]


def test_a_suggestion_is_what_reaches_the_threshold() -> None:
    coded = Coder(BOOK, Words()).code(TEXTS)
    table = coded.probabilities.to_numpy()
    rows, columns = np.nonzero(table >= LIKELY)
    assert [(s.row, s.probability) for s in coded.suggestions] == [
        (int(row), float(table[row, column])) for row, column in zip(rows, columns, strict=True)
    ]


def test_score_suggest_and_code_agree() -> None:
    coder = Coder(BOOK, Words())
    coded = coder.code(TEXTS)
    assert coded.probabilities.equals(coder.score(TEXTS))
    assert coded.suggestions == coder.suggest(TEXTS)


def test_chunks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Coder(BOOK, Words()).code(TEXTS, [None, "Why?", None, None, "How?"])
    monkeypatch.setattr("coding.coder.scoring.chunks.CHUNK", 1)
    seen: list[tuple[int, int]] = []
    parts = Coder(BOOK, Words()).code(
        TEXTS, [None, "Why?", None, None, "How?"], lambda done, of: seen.append((done, of))
    )
    assert parts.probabilities.equals(whole.probabilities)
    assert parts.suggestions == whole.suggestions
    assert seen == [(n, 5) for n in range(1, 6)]


def test_equal_texts_get_equal_rows() -> None:
    table = Coder(BOOK, Words()).score([*TEXTS, *TEXTS]).to_numpy()
    assert (table[:5] == table[5:]).all()


def test_the_order_of_texts_changes_no_row() -> None:
    table = Coder(BOOK, Words()).score(TEXTS).to_numpy()
    turned = Coder(BOOK, Words()).score(TEXTS[::-1]).to_numpy()
    assert (table == turned[::-1]).all()


def pulled(codes: tuple[Code, ...], text: str) -> float:
    return float(Coder(book(*codes), Words()).score([text, *TEXTS]).to_numpy()[0, 0])


@pytest.mark.parametrize("field", ["counter_examples", "exclude"])
def test_what_is_not_meant_pushes_away(field: str) -> None:
    text = "They listened carefully to the radio"
    said = "Listened to the radio"
    value = (Example(said),) if field == "counter_examples" else (said,)
    away = code("Listening", "They listened carefully", **{field: value})
    plain = code("Listening", "They listened carefully")
    assert pulled((away, FOOD), text) < pulled((plain, FOOD), text)


@pytest.mark.parametrize("field", ["definition", "include"])
def test_what_is_meant_pulls(field: str) -> None:
    said = "Turning the radio down when somebody speaks"
    value = said if field == "definition" else (said,)
    more = code("Listening", "They listened carefully", **{field: value})
    plain = code("Listening", "They listened carefully")
    text = "He turned the radio down when I spoke"
    assert pulled((more, FOOD), text) > pulled((plain, FOOD), text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", False),
        ("Yes.", True),
        ("Um, yeah, definitely.", True),
        ("No, not really", True),
        ("Nobody came.", False),
        ("Yes, and then they went and changed the whole plan because of it.", False),
    ],
)
def test_an_answer_is_short_and_leans_on_its_question(text: str, expected: bool) -> None:
    assert is_answer(text) == expected


def test_a_question_counts_only_for_an_answer() -> None:
    texts = ["Yes.", "Yes.", "Yes.", "The soup."]
    assert questions_of(texts, ["Were you heard?", "", "No?", "And then?"]) == [
        "Were you heard?",
        None,
        None,
        None,
    ]
    assert questions_of(texts, None) == [None] * 4


def test_the_question_of_a_short_answer_helps_a_little() -> None:
    question = "Was the soup that you had for dinner lovely and tasty?"
    coder = Coder(BOOK, Words())
    asked, alone = coder.score(["Yes.", "Yes."], [question, None])["food"]
    (whole,) = coder.score([question])["food"]
    assert alone < asked < whole


def test_sentences_carry_what_the_codebook_says_and_small_talk() -> None:
    said = sentences_of(
        [
            code(
                "A",
                "e",
                definition="One idea. Two ideas",
                exclude=("x",),
                counter_examples=(Example("c"),),
            )
        ]
    )
    assert [(s.text, s.target) for s in said if s.code == 0] == [
        ("A", 1.0),
        ("One idea.", 1.0),
        ("Two ideas", 1.0),
        ("e", 1.0),
        ("x", -0.3),
        ("c", -0.5),
    ]
    assert {s.target for s in said if s.code == NOTHING} == {0.0}


def test_left_out_scores_are_those_of_a_model_that_never_saw_the_sentence() -> None:
    rows = np.random.default_rng(1).standard_normal((6, 4))
    kernel, targets = rows @ rows.T, np.eye(6)[:, :2]
    left_out = ridge.fit(kernel, targets, 1.0).left_out(kernel, np.arange(6))
    centred = targets - targets.mean(axis=0)
    for row in range(6):
        rest = np.delete(np.arange(6), row)
        dual = np.linalg.solve(kernel[np.ix_(rest, rest)] + np.eye(5), centred[rest])
        assert left_out[row] == pytest.approx(kernel[row, rest] @ dual)


def test_a_higher_penalty_makes_a_sentence_count_less() -> None:
    kernel, targets = np.eye(2) + 0.5, np.array([[1.0], [-1.0]])
    fitted = ridge.fit(kernel, targets, np.array([1.0, 100.0]))
    assert abs(fitted.dual[0, 0]) > abs(fitted.dual[1, 0])


@pytest.mark.parametrize("name_only", [True, False])
@pytest.mark.parametrize(
    ("own", "noise", "codes"),
    [([], [], 0), ([], [0.1, -0.1], 3), ([0.0], [0.0], 1), ([5.0] * 30, [0.1, -0.1], 40)],
)
def test_any_codebook_is_calibrated(
    own: list[float], noise: list[float], codes: int, name_only: bool
) -> None:
    found = calibrated(np.array(own), np.array(noise), np.full(codes, name_only))
    scores = np.array([-1e9, 0.0, found.noise, 1e9])
    probabilities = chances(found.log_odds(np.tile(scores[:, None], codes)))
    assert (np.diff(probabilities, axis=0) >= 0).all()
    assert (probabilities >= 0).all()
    assert (probabilities <= 1).all()
    assert (probabilities[1] < 0.05).all()


def test_a_name_alone_is_a_weak_sign_and_keeps_the_order_of_its_texts() -> None:
    noise = np.array([0.1, -0.1])
    known = calibrated(np.full(50, 0.3), noise, np.array([True, False]))
    scores = np.tile(np.linspace(-0.5, 1, 40)[:, None], 2)
    named, defined = known.log_odds(scores).T
    assert (np.diff(named) > 0).all() and (np.diff(defined) > 0).all()
    assert (named <= defined + 1e-12).all()
    assert (named[defined > 0] < defined[defined > 0]).all()
    assert (named[defined < -1.2] == defined[defined < -1.2]).all()


def test_a_codebook_that_finds_its_own_sentences_is_trusted_more() -> None:
    noise = np.array([0.1, -0.1])
    sharp, vague = (
        calibrated(np.full(50, own), noise, np.zeros(30, dtype=bool)) for own in (0.5, 0.05)
    )
    score = np.full((1, 30), 0.5)
    assert (sharp.log_odds(score) > vague.log_odds(score)).all()


@pytest.mark.parametrize("texts", [[], [""], ["one one two", "two", "…"]])
def test_spelling_rows_have_unit_length_or_none(texts: list[str]) -> None:
    spelling = Spelling([*texts, "three"], ["four"])
    rows = spelling.rows(0, len(texts) + 2)
    lengths = np.sqrt(rows.multiply(rows).sum(axis=1)).A1
    words = [float(any(map(str.isalnum, text))) for text in [*texts, "three", "four"]]
    assert lengths == pytest.approx(words)


def test_inflections_share_spelling_and_other_words_do_not() -> None:
    rows = Spelling(["listened", "listening", "soup"]).rows(0, 3)
    near, far = (rows @ rows.T).toarray()[0, 1:]
    assert near > 0.3
    assert far == 0


def test_words_weigh_what_their_pieces_weigh() -> None:
    spelling = Spelling(["listened to us", "soup"])
    pieces = np.random.default_rng(0).standard_normal((spelling.rows(0, 1).shape[1], 2))
    by_word = spelling.weighed(spelling.counts, spelling.word_weights(pieces))
    assert by_word == pytest.approx(spelling.rows(0, 2) @ pieces)
