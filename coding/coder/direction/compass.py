"""Which way a text points for a code: positive, negative, mixed or neutral.

A ridge regression learns *tone* from sentences and words that go one way or the other, and from
the codebook's own examples that say so; a word list with negation is added. Phrases count by how
much they bear on the code, and where they pull apart the result is mixed, not an average. A code
whose examples all lie on one side starts there. Which example is nearest says nothing of the
direction: the praise and the complaint about one thing are neighbours in any embedding.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from codebooks.codebook import Code, Direction
from coding.coder.direction.example_sentences import PAIRS
from coding.coder.direction.from_decisions import SIGNS, Pointed, Pointing
from coding.coder.direction.open_questions import asked
from coding.coder.direction.tone import wording_of
from coding.coder.direction.word_lists import NEGATIVE_WORDS, POSITIVE_WORDS
from coding.coder.primer.primer import Primer
from coding.coder.scoring.scorer import SPELLING, Numbers, Scored, Scorer
from coding.coder.sentences import ridge
from coding.embedding.phrases import CutTexts
from coding.embedding.vectors import VectorCache

Array = NDArray[np.float64]
Indices = NDArray[np.int64]
Marks = NDArray[np.bool_]

PENALTY = 3.0
WORD_PENALTY = 10.0
# Standard deviations of the two on real comments, so that both count in the same units.
TONE_UNIT = 0.42
WORDING_UNIT = 0.42
WORDING = 0.8
ONE_SIDED = 0.8
UNSURE_WITHIN = 0.05
APART = 1.2
MIXED_SHARE = 0.4
RELEVANCE = 0.2
# What a teaching set says of directions counts beside the tone. In it, two texts in five are
# negative; of what people say about taking part, one in four.
LEANING, OFTEN_POSITIVE = 0.7, 0.2
# How far the tone has to fall or rise at a "but" to be mixed, where it stays on one side.
FALL = 1.0


@dataclass(frozen=True, slots=True)
class Signposts:
    """Sentences and words, the side each is on (1, -1 or 0) and its penalty: how little it counts."""

    texts: list[str]
    sides: Array
    penalties: Array


@dataclass(frozen=True, slots=True)
class Pairs:
    """Suggested pairs: the row of a text among some scored ones, and the place of a code.

    `contexts` say what was said before each text, "" for nothing.
    """

    rows: Indices
    codes: Indices
    contexts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Headings:
    """Which way pairs point, and what that rests on; all numbers are above 0 for positive.

    For each pair: `directions`, None where not sure; the `values` they come from; the tone of the
    `whole` text; the code's own two `sides`; what the question adds, `asked`; and `first`,
    where the phrases of its text begin among the tones of all `phrases` (p,).
    """

    directions: list[Direction | None]
    values: Array
    whole: Array
    sides: Array
    asked: Array
    first: Indices
    phrases: Array


class Compass:
    """Says which way texts point, for the codes and the corpus of `scorer`.

    `scorer` must have spelt the texts of `signposts` also; `decided` are texts whose direction
    people have said.
    """

    def __init__(
        self,
        codes: Sequence[Code],
        signposts: Signposts,
        scorer: Scorer,
        cache: VectorCache,
        decided: Sequence[Pointed] = (),
        primer: Primer | None = None,
    ) -> None:
        said = scorer.centred(cache.whole(signposts.texts).astype(np.float64))
        spelt = scorer.also_spelt
        kernel = said @ said.T + SPELLING**2 * (spelt @ spelt.T).toarray()
        dual = ridge.fit(kernel, signposts.sides[:, None], signposts.penalties).dual
        self._axis = said.T @ dual
        pieces = np.asarray(SPELLING**2 * (spelt.T @ dual))
        self._word_weights = scorer.spelling.word_weights(pieces)
        self._scorer, self._primer = scorer, primer
        self._starts = np.array([one_sided(code) for code in codes])
        self._learned = Pointing(decided, scorer, cache, self._tone) if decided else None

    def tone(self, vectors: Numbers, texts: Sequence[str]) -> Array:
        """How positive each text is (n,), given its vectors (n, d), of any length; 1 is clearly so."""
        tones = self._tone(vectors, texts)
        return self._learned.corrected(tones, vectors, texts) if self._learned else tones

    def asked(self, contexts: Sequence[str], texts: Sequence[str]) -> Array:
        """What to add (n,) to the tone of each text for what was said before it."""
        known = asked(contexts, texts)
        return known + self._learned.asked(contexts) if self._learned else known

    def _tone(self, vectors: Numbers, texts: Sequence[str]) -> Array:
        spelling = self._scorer.spelling
        spelt = spelling.weighed(spelling.count(texts), self._word_weights)
        tone = (self._scorer.along(vectors, self._axis) + spelt)[:, 0] / TONE_UNIT
        wording = np.array([wording_of(text) for text in texts]) / WORDING_UNIT
        return np.asarray((tone + WORDING * wording) / (1 + WORDING))

    def headings(self, scored: Scored, cut: CutTexts, pairs: Pairs) -> Headings:
        """Which way each pair points; `cut` are the texts of `scored`, and each has a phrase."""
        bearing = _bearing(scored, pairs)
        whole = self.tone(scored.unit, cut.texts)
        phrases = cut.phrases()
        every = self.tone(scored.phrases.shares, phrases)
        tones = every[bearing.phrases]
        said = [cut.texts[row] for row in pairs.rows]
        sides, asked = self._sides(scored, pairs), self.asked(pairs.contexts, said)
        values = (whole[pairs.rows] + bearing.summed(tones)) / 2 + sides + asked
        values += OFTEN_POSITIVE if self._primer else 0.0
        up, down = bearing.summed(tones > APART), bearing.summed(tones < -APART)
        apart = np.minimum(up, down) >= MIXED_SHARE
        apart |= self._turning(scored, phrases, np.array(cut.turns()), pairs, bearing)
        named = [direction_name(v, mixed=both) for v, both in zip(values, apart, strict=True)]
        first = _edges(scored)[pairs.rows]
        return Headings(named, values, whole[pairs.rows], sides, asked, first, every)

    def _sides(self, scored: Scored, pairs: Pairs) -> Array:
        """To which of the code's own two sides each pair leans, before what people often say."""
        if self._primer is None:
            return np.asarray(self._starts[pairs.codes])
        centred = self._primer.kernel.centred(scored.unit)
        own = self._primer.leaning.of_pairs(centred, pairs.rows, pairs.codes)
        return np.asarray(LEANING * own)

    def _turning(
        self, scored: Scored, phrases: list[str], turns: Indices, pairs: Pairs, bearing: "_Bearing"
    ) -> Marks:
        """Whether each pair's text turns at a "but", with both sides bearing on the code."""
        edges = _edges(scored)
        turning = np.zeros(len(turns), dtype=bool)
        rows = np.flatnonzero(turns)
        starts = np.stack([edges[rows], edges[rows] + turns[rows]], axis=1).ravel()
        if len(rows):
            ends = np.stack([edges[rows] + turns[rows], edges[rows + 1]], axis=1).ravel()
            halves = [
                scored.phrases.shares[a:b].sum(axis=0) for a, b in zip(starts, ends, strict=True)
            ]
            said = [" ".join(phrases[a:b]) for a, b in zip(starts, ends, strict=True)]
            first, second = self.tone(np.array(halves), said).reshape(-1, 2).T
            turning[rows] = (first * second < 0) | (np.abs(first - second) > FALL)
        after = bearing.order >= turns[pairs.rows][bearing.pair]
        later = bearing.summed(after)
        return turning[pairs.rows] & (np.minimum(later, 1 - later) >= MIXED_SHARE)


def signposts_of(codes: Sequence[Code]) -> Signposts:
    """What the program knows of directions, and what the examples of `codes` say."""
    examples = [e for code in codes for e in code.examples if e.direction and e.text.strip()]
    sentences = [
        (text, side) for pair in PAIRS for text, side in zip(pair, (1.0, -1.0), strict=True)
    ]
    sentences += [(example.text, SIGNS.get(example.direction, 0.0)) for example in examples]
    words = [(w, 1.0) for w in sorted(POSITIVE_WORDS)] + [(w, -1.0) for w in sorted(NEGATIVE_WORDS)]
    penalties = [PENALTY] * len(sentences) + [WORD_PENALTY] * len(words)
    texts, sides = zip(*sentences, *words, strict=True)
    return Signposts(list(texts), np.array(sides), np.array(penalties))


def one_sided(code: Code) -> float:
    """Where the tone of a code starts: below 0 for one that is negative by nature, 0 for most."""
    signs = [SIGNS[e.direction] for e in code.examples if e.direction in SIGNS]
    share = sum(signs) / (len(signs) + 2)
    return ONE_SIDED * share if abs(share) > 1 / 3 else 0.0


def direction_name(value: float, *, mixed: bool = False) -> Direction | None:
    """The name of a direction; `mixed` where phrases pull apart, None where it is not sure.

    That a text is neutral is for people to say: of those once called so, five in six were not.
    """
    if mixed:
        return "mixed"
    if abs(value) < UNSURE_WITHIN:
        return None
    return "positive" if value > 0 else "negative"


def _edges(scored: Scored) -> Indices:
    """Where the phrases of each text begin, and where the last end."""
    counts = np.bincount(scored.phrases.owner, minlength=len(scored.unit))
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


@dataclass(frozen=True, slots=True)
class _Bearing:
    """How the phrases of each pair's text bear on its code, pair after pair.

    `phrases`: their rows; `order`: their place in the text; `pair`: whose they are; `starts`:
    where each pair's begin; `weights`: adding up to 1 for each pair.
    """

    phrases: Indices
    order: Indices
    pair: Indices
    starts: Indices
    weights: Array

    def summed(self, values: Array | Marks) -> Array:
        """For each pair the weighted mean of `values`, one a phrase."""
        return np.asarray(np.add.reduceat(self.weights * values, self.starts))


def _bearing(scored: Scored, pairs: Pairs) -> _Bearing:
    edges = _edges(scored)
    counts = np.diff(edges)[pairs.rows]
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    pair = np.repeat(np.arange(len(pairs.rows)), counts)
    order = np.arange(len(pair)) - starts[pair]
    phrases = edges[pairs.rows][pair] + order
    scores = scored.phrase_scores[phrases, pairs.codes[pair]]
    weights = np.exp((scores - np.maximum.reduceat(scores, starts)[pair]) / RELEVANCE)
    weights /= np.add.reduceat(weights, starts)[pair]
    return _Bearing(phrases, order, pair, starts, weights)
