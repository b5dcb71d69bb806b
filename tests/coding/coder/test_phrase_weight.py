import numpy as np
import pytest
from fake_words import Words, book, code

from coding.coder.coder import Coder
from coding.coder.phrase_weight import Examples, heaviest, without_phrase
from coding.coder.scoring.chunks import Scoring
from coding.coder.scoring.scorer import Scorer
from coding.coder.scoring.texts import corpus_of, utterances_of
from coding.embedding.phrases import CutTexts
from coding.embedding.vectors import VectorCache

CODES = (
    code("Listening", "They listened carefully", "Somebody listened to what people said"),
    code("Food", "The soup tasted lovely", "Dinner and soup were tasty"),
)
TEXT = "The soup tasted lovely today, and they listened carefully to everybody there."


@pytest.mark.parametrize(
    ("falls", "spans", "expected"),
    [
        ([], [], (0, 3)),
        ([0.1], [(0, 2)], (0, 2)),
        ([0.1, 0.3, 0.3], [(0, 2), (3, 5), (6, 8)], (3, 5)),
        ([-0.2, -0.1], [(0, 2), (3, 5)], (3, 5)),
    ],
)
def test_the_heaviest_phrase_is_the_first_with_the_greatest_fall(
    falls: list[float], spans: list[tuple[int, int]], expected: tuple[int, int]
) -> None:
    assert heaviest(np.array(falls), spans, "abc") == expected


def test_each_code_points_at_its_own_words() -> None:
    found = Coder(book(*CODES), Words()).suggest([TEXT])
    assert [(s.code_id, TEXT[slice(*s.phrase)]) for s in found] == [
        ("listening", "and they listened carefully to everybody there"),
        ("food", "The soup tasted lovely today"),
    ]


def test_a_fall_is_the_score_less_the_score_without_the_phrase() -> None:
    scoring = Scoring(CODES, corpus_of(utterances_of([TEXT])), VectorCache(None, Words()))
    scorer = scoring.scorer
    scored = scorer.score(0, 1)
    cut = CutTexts([TEXT], [scorer.vectors.phrases(0)])
    falls = without_phrase(scoring, scored, cut.phrases(), np.array([0])).falls
    rest = scored.unit[0] - scored.phrases.shares[0]
    vector = scorer.centred(rest[None] / np.linalg.norm(rest)) @ scorer.learned.directions
    words = scorer.spelling.count([TEXT[len("The soup tasted lovely today") :]])
    spelt = words @ scorer.learned.word_weights / scorer.spelling.lengths[0]
    remaining = vector[0] + np.asarray(spelt)[0] + scored.phrase_scores[1]
    assert falls[0] == pytest.approx(scored.scores[0] - remaining, abs=1e-6)


@pytest.mark.parametrize(
    ("row", "which", "expected"),
    [(0, 1, "The soup tasted lovely"), (0, 0, "They listened carefully"), (0, 2, "")],
)
def test_the_nearest_example_is_one_of_the_code(row: int, which: int, expected: str) -> None:
    cache = VectorCache(None, Words())
    codes = (*CODES, code("Bare"))
    scorer = Scorer(codes, [TEXT], cache)
    examples = Examples([[e.text for e in c.examples] for c in codes], scorer, cache)
    ((text, similarity),) = examples.nearest(
        scorer.score(0, 1).unit, np.array([row]), np.array([which])
    )
    assert text == expected
    assert (similarity > 0.2) == bool(expected)


def test_an_example_word_for_word_is_fully_similar() -> None:
    found = Coder(book(*CODES), Words()).suggest(["The soup tasted lovely"])
    assert [(s.nearest, s.nearest_similarity) for s in found] == [("The soup tasted lovely", 1.0)]
