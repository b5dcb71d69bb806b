"""The coder's fitted constants, fitted again on all labelled sets but one.

Two are fitted on labelled sets: how much more than people's words a codebook's clear sentences say
(`ABOVE_EVEN`), and what decisions count for before there is evidence (`USUAL`). What is stated of
a set that they were fitted on flatters itself; `put_in` puts others in their place for as long as
a set is measured. `REAL_TALK`, the same as `ABOVE_EVEN` for what a teaching set teaches, is fitted
on real talk alone: there one half of the documents is measured with what the other half gives.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from benchmarks.data import CodedTexts
from coding.coder.learning import weights as weighing
from coding.coder.learning.learned import taught
from coding.coder.learning.weights import features
from coding.coder.primer import calibrated as primed
from coding.coder.scoring import calibration
from coding.coder.scoring.chunks import Scoring
from coding.coder.scoring.rows import NEVER
from coding.coder.scoring.texts import corpus_of, utterances_of
from coding.coder.sentences.logistic import logistic
from coding.embedding.vectors import VectorCache

Array = NDArray[np.float64]

SIZES = (20, 50, 100, 200, 400)
STEPS = 40
# So little that it holds only what no pair says anything of.
STIFFNESS = 1e-4


@dataclass(frozen=True, slots=True)
class Material:
    """Pairs of text and code of one set that nothing was learned from.

    `plain` (p,) are log odds of the codebook alone with nothing taken off, `plain_truth` (p,)
    whether they are right, above 0 only. `offset` (q,), `seen` (q, k) and `truth` (q,) are the
    same after decisions, as `weighed` takes them.
    """

    plain: Array
    plain_truth: Array
    offset: Array
    seen: Array
    truth: Array


@dataclass(frozen=True, slots=True)
class Constants:
    """`above_even` as in the calibration or, where there is a teaching set, as `REAL_TALK`;
    `usual` (k,) as in the weights of decisions.
    """

    above_even: float
    usual: Array


def material(pool: CodedTexts, scored: CodedTexts, cache: VectorCache) -> Material:
    """What a set says of the constants: decisions from `pool`, pairs of `scored`."""
    with patch.object(calibration, "ABOVE_EVEN", 1.0), patch.object(primed, "REAL_TALK", 1.0):
        plain = _log_odds(scored, _scoring(scored, cache))
    above = plain > 0
    drawn = np.random.default_rng(0).permutation(len(pool.texts))
    after = [
        _after(pool.part(np.sort(drawn[:size])), scored, cache)
        for size in SIZES
        if size < len(pool.texts)
    ]
    offset, seen, truth = (np.concatenate(part) for part in zip(*after, strict=True))
    return Material(plain[above], scored.labels[above].astype(float), offset, seen, truth)


def _log_odds(data: CodedTexts, scoring: Scoring) -> Array:
    """(n, c): log odds of the codebook alone for every row."""
    odds = np.concatenate([chunk.log_odds for chunk in scoring.chunks()])
    return np.asarray(odds[scoring.corpus.unit_of_row][-len(data.texts) :])


def _scoring(data: CodedTexts, cache: VectorCache, decided: CodedTexts | None = None) -> Scoring:
    rows = utterances_of(data.texts, data.contexts, data.roles)
    if decided is not None:
        rows = utterances_of(decided.texts, decided.contexts, decided.roles) + rows
    return Scoring(data.codebook.codes, corpus_of(rows), cache, taught=data.codebook.taught)


def _after(
    decided: CodedTexts, scored: CodedTexts, cache: VectorCache
) -> tuple[Array, Array, Array]:
    """Offset, features and truth of every pair of `scored` after all of `decided`."""
    scoring = _scoring(scored, cache, decided)
    codebook = np.concatenate([chunk.log_odds for chunk in scoring.chunks()])
    units = scoring.corpus.unit_of_row
    learned_from, asked = np.split(units, [len(decided.texts)])
    known = taught(
        codebook[learned_from],
        scoring.rows(learned_from),
        decided.labels.astype(float),
        scoring.pieces,
    )
    odds = codebook[asked]
    seen = features(odds, known.lessons.of(scoring.rows(asked)), known.accepted)
    kept = odds > NEVER
    return odds[kept], seen[kept], scored.labels[kept].astype(float)


def fitted(sets: Sequence[Material]) -> Constants:
    """The constants that fit these sets best, each set counting alike."""
    return Constants(above_even(sets), _usual(sets))


def above_even(sets: Sequence[Material]) -> float:
    """The factor of log odds above 0 under which what was right is likeliest, in steps of 0.05."""
    grid = np.arange(0.05, 1.51, 0.05)
    some = [one for one in sets if len(one.plain)]
    losses = [
        np.mean([_loss(factor * one.plain, one.plain_truth) for one in some]) for factor in grid
    ]
    return round(float(grid[int(np.argmin(losses))]), 2)


def _loss(odds: Array, truth: Array) -> float:
    return float(np.mean(np.logaddexp(0, odds) - truth * odds))


def _usual(sets: Sequence[Material]) -> Array:
    """A logistic regression on all pairs after decisions, by Newton's method."""
    values = np.zeros(sets[0].seen.shape[1])
    for _ in range(STEPS):
        slope, curvature = STIFFNESS * values, STIFFNESS * np.eye(len(values))
        for one in sets:
            chance = logistic(one.offset + one.seen @ values)
            slope = slope + one.seen.T @ (chance - one.truth) / len(one.truth)
            heavy = one.seen * (chance * (1 - chance))[:, None]
            curvature = curvature + heavy.T @ one.seen / len(one.truth)
        step = np.linalg.solve(curvature, slope)
        values = values - step / max(1.0, float(np.abs(step).max()))
        if float(np.abs(step).max()) < 1e-6:
            break
    return np.asarray(values)


@contextmanager
def put_in(constants: Constants) -> Iterator[None]:
    """For as long as the block runs, the coder works with these constants."""
    with (
        patch.object(calibration, "ABOVE_EVEN", constants.above_even),
        patch.object(primed, "REAL_TALK", constants.above_even),
        patch.object(weighing, "USUAL", constants.usual),
    ):
        yield
