"""Learning from decisions: what is a label, what the coder makes of it, and how sure it says it is."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from fake_words import Words, book, code

from codebooks.codebook import Codebook
from coding.coder.coder import Coder
from coding.coder.learning.similar_decisions import PENALTY, _Inverses, learned
from coding.coder.scoring.chunks import Scoring
from coding.coder.scoring.texts import corpus_of, utterances_of
from coding.embedding.vectors import VectorCache
from coding.suggestions.lesson import directions_of
from corpora.errors import InputError

LISTENING = code("Listening", "They listened carefully")
FOOD = code("Food", "The soup tasted lovely")
BOOK = book(LISTENING, FOOD)
HEARD = [f"They listened to {who}" for who in ("me", "us", "mum", "carers", "staff", "everyone")]
FED = [f"The soup was {how}" for how in ("hot", "cold", "lovely", "thin", "salty", "late")]
OTHER = [f"The bus was {how}" for how in ("late", "full", "early", "cheap", "slow", "blue")]
TEXTS = [*HEARD, *FED, *OTHER]
LABELS = pd.DataFrame(
    {"listening": [True] * 6 + [False] * 12, "food": [False] * 6 + [True] * 6 + [False] * 6}
)


def fitted(codebook: Codebook = BOOK) -> Coder:
    return Coder(codebook, Words()).fit(TEXTS, LABELS)


def test_nothing_decided_is_the_codebook_alone() -> None:
    nothing = LABELS.astype("boolean")
    nothing[:] = pd.NA
    plain = Coder(BOOK, Words()).score(TEXTS)
    assert Coder(BOOK, Words()).fit([], LABELS[:0]).score(TEXTS).equals(plain)
    found = Coder(BOOK, Words()).fit(TEXTS, nothing).score(TEXTS)
    assert found.to_numpy() == pytest.approx(plain.to_numpy(), abs=1e-4)


def test_decisions_move_texts_like_those_decided() -> None:
    asked = ["They listened to granny", "The soup was burnt", "The bus was red"]
    before = Coder(BOOK, Words()).score(asked)
    after = fitted().score(asked)
    assert after["listening"].idxmax() == 0
    assert after["food"].idxmax() == 1
    assert after["food"][1] > before["food"][1]


def test_rejections_teach_as_much_as_acceptances() -> None:
    wrong = "The soup tasted lovely on the bus"
    rejected = pd.DataFrame({"food": [False] * 4})
    before = Coder(BOOK, Words()).score([wrong, *TEXTS])["food"][0]
    after = Coder(BOOK, Words()).fit([wrong] * 4, rejected).score([wrong, *TEXTS])["food"][0]
    assert after < before


@pytest.mark.parametrize("value", [True, False])
def test_decisions_of_one_kind_only_are_no_fault(value: bool) -> None:
    one_sided = pd.DataFrame({"listening": [value] * 3})
    coder = Coder(BOOK, Words()).fit(TEXTS[:3], one_sided)
    scores = coder.score(TEXTS).to_numpy()
    assert np.isfinite(scores).all()
    assert [str(r) for r in coder.readiness()] == ["learning (0 of 10)"] * 2


def test_learning_in_two_parts_is_learning_at_once() -> None:
    parts = Coder(BOOK, Words()).fit(TEXTS[:7], LABELS[:7]).partial_fit(TEXTS[7:], LABELS[7:])
    assert parts.score(OTHER).equals(fitted().score(OTHER))


def test_the_learner_gives_what_the_coder_gives() -> None:
    coder = Coder(BOOK, Words())
    labels = LABELS.to_numpy(dtype=float).copy()
    labels[3:9] = np.nan
    learner = coder.learner(TEXTS)
    assert learner.learn(np.full(labels.shape, np.nan)) == pytest.approx(learner.probabilities)
    kept = ~np.isnan(labels).all(axis=1)
    decided = [text for text, keep in zip(TEXTS, kept, strict=True) if keep]
    coder.fit(decided, LABELS[kept].reset_index(drop=True))
    assert learner.learn(labels) == pytest.approx(coder.score(TEXTS).to_numpy(), abs=2e-4)


def test_what_is_held_back_hardly_knows_its_own_decision() -> None:
    """One label changed: the estimate for that text must not follow it, for the others it may."""
    learner, code = Coder(BOOK, Words()).learner(TEXTS), 0
    labels = LABELS.to_numpy(dtype=float).copy()
    labels[9:] = np.nan
    other = labels.copy()
    other[3, code] = 0.0
    followed = (learner.learn(labels) - learner.learn(other))[3, code]
    held = (learner.learn_held_back(labels) - learner.learn_held_back(other))[3, code]
    assert abs(held) < followed / 4
    open_ones = np.isnan(labels)
    assert (learner.learn_held_back(labels) == learner.learn(labels))[open_ones].all()


def test_an_inverse_without_some_texts_follows_from_that_of_all() -> None:
    found = np.random.default_rng(1).standard_normal((30, 40))
    matrix = found @ found.T / 40 + PENALTY * np.eye(30)
    inverses = _Inverses(matrix)
    for left_out in ([], [4], [0, 7, 29], list(range(20))):
        kept = np.setdiff1d(np.arange(30), left_out)
        expected = np.linalg.inv(matrix[np.ix_(kept, kept)])
        assert inverses.of(kept) == pytest.approx(expected, abs=1e-12)


def test_left_out_scores_are_those_of_learning_without_the_text() -> None:
    scoring = Scoring(BOOK.codes, corpus_of(utterances_of(TEXTS)), VectorCache(None, Words()))
    rows = scoring.rows(scoring.corpus.unit_of_row)
    labels, expected = LABELS.to_numpy(dtype=float).copy(), np.full((18, 2), 0.1)
    labels[2, 1] = np.nan
    whole = learned(rows, labels, expected, scoring.pieces)
    others = np.array([at for at in range(18) if at != 4])
    without = learned(rows.part(others), labels[others], expected[others], scoring.pieces)
    assert whole.held_back[1][4] == pytest.approx(without.of(rows)[1][4], abs=1e-8)
    assert PENALTY > 0


def test_many_decisions_go_through_a_few_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    scoring = Scoring(BOOK.codes, corpus_of(utterances_of(TEXTS)), VectorCache(None, Words()))
    rows = scoring.rows(scoring.corpus.unit_of_row)
    labels, expected = LABELS.to_numpy(dtype=float).copy(), np.full((18, 2), 0.1)
    exact = learned(rows, labels, expected, scoring.pieces)
    monkeypatch.setattr("coding.coder.learning.similar_decisions.MOST", 17)
    near = learned(rows, labels, expected, scoring.pieces)
    assert near.of(rows)[1] == pytest.approx(exact.of(rows)[1], abs=0.2)
    assert near.held_back[1] == pytest.approx(exact.held_back[1], abs=0.2)


def test_who_speaks_and_what_was_said_before_count_where_they_are_given() -> None:
    texts = ["Right.", "Right."] * 6
    roles = ["asks", "answers"] * 6
    labels = pd.DataFrame({"listening": [True, False] * 6})
    coder = Coder(BOOK, Words()).fit(texts, labels, roles=roles)
    asks, answers = coder.score(["Right.", "Right."], roles=["asks", "answers"])["listening"]
    assert asks > answers
    before = ["They listened to me", "The bus was late"] * 6
    coder = Coder(BOOK, Words()).fit(texts, labels, contexts=before)
    heard, bus = coder.score(["Right."] * 2, before[:2])["listening"]
    assert heard > bus


def test_the_reason_is_what_was_learned() -> None:
    text = "The bus was late and everybody sang in the kitchen"
    sang = [f"{who} sang {how}" for who in ("everybody", "we all", "she") for how in range(8)]
    other = [f"{bus} {when}" for bus in OTHER[:4] for when in range(6)]
    labels = pd.DataFrame({"listening": [True] * 24 + [False] * 24})
    coder = Coder(BOOK, Words()).fit([*sang, *other], labels)
    why = coder.explain(text, "listening")
    assert text[slice(*why.phrase)] == "and everybody sang in the kitchen"
    assert why.fall > 0
    assert why.decision in sang
    assert why.example == "They listened carefully"


def test_what_was_learned_is_kept_as_json_and_learned_again(tmp_path: Path) -> None:
    coder = Coder(BOOK, Words()).fit(TEXTS, LABELS, directions={FED[2]: "positive"})
    coder.save(tmp_path)
    again = Coder.load(tmp_path, BOOK, Words())
    assert again.score(OTHER).equals(coder.score(OTHER))
    assert (again.tones(FED) == coder.tones(FED)).all()
    with pytest.raises(InputError, match="another codebook"):
        Coder.load(tmp_path, Codebook("T", "1", BOOK.themes, hash="other"), Words())


@pytest.mark.parametrize(
    ("labels", "error"),
    [
        (pd.DataFrame({"listening": [True]}), ValueError),
        (LABELS.rename(columns=str.upper), KeyError),
    ],
)
def test_labels_must_match_texts_and_codes(labels: pd.DataFrame, error: type[Exception]) -> None:
    with pytest.raises(error):
        Coder(BOOK, Words()).fit(TEXTS, labels)


def test_thresholds_and_readiness_come_from_decisions_held_back() -> None:
    texts = [f"They listened to person {n}" for n in range(15)]
    texts += [f"The bus was {n} minutes late" for n in range(15)]
    coder = Coder(BOOK, Words()).fit(texts, pd.DataFrame({"listening": [True] * 15 + [False] * 15}))
    listening, food = coder.readiness()
    assert (listening.state, listening.accepted, listening.rejected) == ("ready", 15, 15)
    assert listening.lowest <= listening.f1 <= listening.highest
    assert str(food) == "learning (0 of 10)"
    assert coder.threshold("listening", recall=0.5) >= coder.threshold("listening", recall=1.0)


def test_a_code_that_decisions_do_not_bear_out_is_left_to_people() -> None:
    texts = [f"We met in room {n}" for n in range(300)]
    truth = np.random.default_rng(3).random(300) < 0.15
    coder = Coder(BOOK, Words()).fit(texts, pd.DataFrame({"food": truth}))
    assert coder.readiness()[1].state == "people must code this"


STANDING = ["excerpt_id", "code_id", "verdict", "direction", "settled"]


def test_an_excerpt_points_where_most_of_its_codes_do() -> None:
    rows = [
        ("e", "a", "accept", "positive", False),
        ("e", "b", "accept", "positive", False),
        ("e", "c", "accept", "negative", False),
        ("f", "a", "accept", "negative", False),
        ("f", "b", "accept", "positive", False),
        ("g", "a", "reject", "positive", False),
        ("h", "a", "accept", "disagreed", False),
    ]
    standing = pd.DataFrame(rows, columns=STANDING)
    assert directions_of(standing, set("efgh")) == {"e": "positive"}


def test_a_question_that_everybody_is_asked_makes_nobody_alike() -> None:
    asked = ["What was it like?"] * 30 + ["Who wrote the minutes?"]
    texts = [f"The room number {n} was far away." for n in range(31)]
    scoring = Scoring(
        BOOK.codes, corpus_of(utterances_of(texts, asked)), VectorCache(None, Words())
    )
    rows = scoring.rows(scoring.corpus.unit_of_row[[0, 30]])
    assert (rows.before_vectors != 0).any(axis=1).tolist() == [False, True]
    assert (rows.before_words.getnnz(axis=1) > 0).tolist() == [False, True]
