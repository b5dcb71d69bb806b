"""Constants fitted again come out as what invented pairs were drawn with, and are taken out again."""

import numpy as np
from coded_texts import coded
from fake_words import Words

from benchmarks.left_out import Constants, Material, fitted, material, put_in
from coding.coder.learning import weights
from coding.coder.primer import calibrated
from coding.coder.scoring import calibration
from coding.coder.sentences.logistic import logistic
from coding.embedding.vectors import VectorCache


def drawn(seed: int, factor: float, usual: np.ndarray) -> Material:
    """A set of pairs that are right as often as these constants say."""
    chance = np.random.default_rng(seed)
    plain = chance.uniform(0, 3, 20_000)
    seen = chance.normal(size=(20_000, len(usual)))
    offset = chance.normal(-1, 1, 20_000)
    return Material(
        plain,
        (chance.random(20_000) < logistic(factor * plain)).astype(float),
        offset,
        seen,
        (chance.random(20_000) < logistic(offset + seen @ usual)).astype(float),
    )


def test_constants_are_those_that_the_pairs_were_drawn_with() -> None:
    usual = np.array([0.5, -1.0, 0.0])
    constants = fitted([drawn(0, 0.4, usual), drawn(1, 0.4, usual)])
    assert abs(constants.above_even - 0.4) <= 0.05
    np.testing.assert_allclose(constants.usual, usual, atol=0.1)


def test_sets_count_alike_whatever_their_size() -> None:
    low, high = drawn(0, 0.2, np.zeros(1)), drawn(1, 0.8, np.zeros(1))
    half = Material(low.plain[:5_000], low.plain_truth[:5_000], low.offset, low.seen, low.truth)
    assert abs(fitted([low, high]).above_even - fitted([half, high]).above_even) <= 0.05


def test_constants_are_put_in_only_for_as_long_as_a_set_is_measured() -> None:
    before = calibration.ABOVE_EVEN, calibrated.REAL_TALK, weights.USUAL
    with put_in(Constants(0.3, np.ones(3))):
        assert (calibration.ABOVE_EVEN, calibrated.REAL_TALK) == (0.3, 0.3)
        assert (weights.USUAL == 1).all()
    assert before == (calibration.ABOVE_EVEN, calibrated.REAL_TALK, weights.USUAL)


def test_what_a_set_says_of_constants_are_its_scored_pairs_alone() -> None:
    pool = coded([f"they listened {n}" for n in range(30)], [[True, False], [False, False]] * 15)
    scored = coded(["we were paid", "they listened to us"], [[False, True], [True, False]])
    found = material(pool, scored, VectorCache(None, Words()))
    assert len(found.truth) == 4 and found.truth.sum() == 2
    assert (found.plain > 0).all()
