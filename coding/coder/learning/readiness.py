"""How far the program can be trusted with each code, from decisions held back from learning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from coding.coder.learning.learned import Taught
from coding.coder.scoring.calibration import chances

if TYPE_CHECKING:
    import pandas

Array = NDArray[np.float64]

# What is called likely holds more often than not.
LIKELY = 0.5
GRID: Array = np.round(np.arange(0.05, 0.81, 0.01), 2)
# As many acceptances of all codes together as a code's own threshold is shrunk towards. Of 5, 10,
# 20, 40 and 80, micro-F1 is best with 80 on three sets of four; fewer help the rare codes a little.
BORROWED = 80.0
# Fewer acceptances or rejections than this say nothing about a code by itself.
ENOUGH = 10
READY = 0.6
HOPELESS = 0.5

State = Literal["ready", "learning", "people must code this"]
IN_WORDS: dict[State, str] = {
    "ready": "ready (what it suggested was mostly what people decided)",
    "learning": "still learning (there are too few decisions to say)",
    "people must code this": "people must code this (it was mostly wrong)",
}


@dataclass(frozen=True, slots=True)
class Readiness:
    """A code's state, how many decisions it has (`accepted`, `rejected`), how many it `needs` of
    each, and its F1 on decisions held back (nan without any), with the bounds of the middle 90 %.
    """

    code_id: str
    state: State
    accepted: int
    rejected: int
    needs: int
    f1: float
    lowest: float
    highest: float

    @property
    def in_words(self) -> str:
        """The state in plain words, without a count."""
        return IN_WORDS[self.state]

    def __str__(self) -> str:
        if self.state == "learning":
            return f"learning ({min(self.accepted, self.rejected)} of {self.needs})"
        return self.state


def thresholds(known: Taught, likely: float, recall: float | None = None) -> Array:
    """The probability (c,) from which to suggest each code.

    The geometric mean of the one with the best F1 on held-back decisions and of the one with the
    best F1 to be expected of the probabilities themselves; the nearer to `likely`, the less has
    been decided. Or the highest that finds at least the share `recall` of what was accepted (0.05
    where none does).
    """
    found, true, wanted = _counts(known)
    if recall is not None:
        # Fewer are found the higher the threshold, so the last that reaches enough is the highest.
        reached = (true >= recall * wanted).sum(axis=0)
        return np.asarray(GRID[np.where(wanted >= ENOUGH, np.maximum(reached - 1, 0), 0)])
    learned = np.sqrt(_best_held_back(found, true, wanted) * _best_expected(known))
    share = float(wanted.sum()) / (float(wanted.sum()) + BORROWED)
    return np.asarray(np.round(learned**share * likely ** (1 - share), 4))


def _best_held_back(found: Array, true: Array, wanted: Array) -> Array:
    """(c,): a code's own count in full, and those of all codes as `BORROWED` acceptances."""
    share = BORROWED / max(float(wanted.sum()), 1.0)
    all_found = found.sum(axis=1, keepdims=True) * share
    all_true = true.sum(axis=1, keepdims=True) * share
    f1 = 2 * (true + all_true) / (found + all_found + wanted + BORROWED)
    return np.asarray(GRID[np.argmax(f1, axis=0)])


def _best_expected(known: Taught) -> Array:
    """(c,): the best F1 that held-back probabilities promise, whatever was decided (Lipton,
    Elkan & Naryanaswamy 2014, "Optimal thresholding of classifiers to maximize F1 measure").
    """
    probability = chances(known.held_back)
    reach = [probability >= at for at in GRID]
    above = np.array([(each * probability).sum(axis=0) for each in reach])
    count = np.array([each.sum(axis=0) for each in reach])
    f1 = 2 * above / np.maximum(count + probability.sum(axis=0), 1e-9)
    return np.asarray(GRID[np.argmax(f1, axis=0)])


def _counts(known: Taught) -> tuple[Array, Array, Array]:
    """How many decided texts reach each threshold, how many of them rightly (g, c), and how many
    were accepted at all (c,).
    """
    decided = ~np.isnan(known.labels)
    probability = np.where(decided, chances(known.held_back), -1.0)
    accepted = np.where(decided, known.labels, 0.0)
    reach = [probability >= at for at in GRID]
    found = np.array([each.sum(axis=0) for each in reach], dtype=np.float64)
    true = np.array([(each * accepted).sum(axis=0) for each in reach])
    return found, true, accepted.sum(axis=0)


def readiness(
    codes: Sequence[str], known: Taught | None, likely: float = LIKELY
) -> list[Readiness]:
    """The state of each code, in the order of `codes`.

    *ready*: the lower bound of F1 is at least `READY`; *people must code this*: with enough
    decisions even the upper bound is below `HOPELESS`; *learning* otherwise.
    """
    if known is None:
        return [Readiness(id, "learning", 0, 0, ENOUGH, *[float("nan")] * 3) for id in codes]
    suggest_at = thresholds(known, likely).tolist()
    return [_of_code(id, at, known, suggest_at[at]) for at, id in enumerate(codes)]


def readiness_of(rows: pandas.DataFrame) -> dict[str, Readiness]:
    """By code id, from rows as they are kept (columns `coding.evaluation.frames.READINESS`)."""
    names = [field.name for field in fields(Readiness)]
    return {row[0]: Readiness(*row) for row in rows[names].itertuples(index=False, name=None)}


def _of_code(code_id: str, at: int, known: Taught, suggest_at: float) -> Readiness:
    decided = ~np.isnan(known.labels[:, at])
    truth = known.labels[decided, at] == 1
    accepted, rejected = int(truth.sum()), int((~truth).sum())
    suggested = chances(known.held_back[decided, at]) >= suggest_at
    f1, lowest, highest = _f1_with_bounds(suggested, truth)
    state: State = "learning"
    if min(accepted, rejected) >= ENOUGH:
        if lowest >= READY:
            state = "ready"
        elif highest < HOPELESS:
            state = "people must code this"
    fewer = min(accepted, rejected)
    needs = ENOUGH if fewer < ENOUGH else fewer + ENOUGH
    return Readiness(code_id, state, accepted, rejected, needs, f1, lowest, highest)


def _f1_with_bounds(suggested: NDArray[np.bool_], truth: NDArray[np.bool_]) -> tuple[float, ...]:
    """F1 and the bounds of its middle 90 % (nan without an acceptance or a suggestion).

    F1 / (2 - F1) is the share of rightly suggested texts among all suggested or accepted ones,
    whose bounds are those of a beta distribution with Jeffreys' prior (Brown, Cai & DasGupta 2001).
    """
    from scipy.stats import beta

    right, either = int((suggested & truth).sum()), int((suggested | truth).sum())
    if not either:
        return (float("nan"),) * 3
    share = right / either
    lowest, highest = beta.ppf([0.05, 0.95], right + 0.5, either - right + 0.5)
    shares = (share, min(lowest, share), max(highest, share))
    return tuple(round(float(2 * each / (1 + each)), 4) for each in shares)
