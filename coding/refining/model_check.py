"""What the embedding model and the coder find wrong in a codebook, besides what its text shows."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from codebooks.check import Problem, same
from codebooks.codebook import Code
from coding.coder.scoring.scorer import Scorer
from coding.coder.sentences.codebook_sentences import NOTHING, Sentence
from coding.embedding.vectors import VectorCache, lengthened

Array = NDArray[np.float64]

# Cosines. In the codebook that ships the nearest sentences of two codes are at 0.82 and the nearest
# codes at 0.51; "simple" and "complex reflection" of AnnoMI are at 0.87 and 0.74.
SAME_SENTENCE = 0.85
SAME_CODE = 0.60
# A sentence that stands in so many codes is a rule of the codebook and tells no two of them apart.
RULE = 3
# Fewer examples elsewhere say nothing.
FEWEST = 3
# Of a pair of examples, one of the code and one of another, how often the code's own scores higher.
# The codes of the codebook that ships are at 0.94 (median); with half of a code's examples swapped
# for others drawn at random it is at 0.66, above 0.80 for none of twelve. How many examples score
# highest for their own code would not do: the more codes there are, the fewer.
TOLD_APART = 0.80


def problems_by_model(codes: Sequence[Code], cache: VectorCache) -> list[Problem]:
    """Codes that say the same, then examples that the coder would put elsewhere.

    The coder is the one that knows the codebook and no decision; it has not seen the example.
    """
    if len(codes) < 2:
        return []
    scorer = Scorer(codes, [], cache.first)
    twins = _twins(codes, scorer.sentences, cache.first)
    return [*twins, *_elsewhere(codes, scorer.sentences, scorer.learned.left_out)]


def _twins(
    codes: Sequence[Code], sentences: Sequence[Sentence], cache: VectorCache
) -> Iterator[Problem]:
    """Each two codes that are much alike as a whole, or in one sentence, named with the pair."""
    speaking = _speaking(sentences)
    unit = lengthened(cache.embed([each.text for each in speaking]).matrix.astype(np.float64))
    owner = np.array([each.code for each in speaking], dtype=np.int64)
    likeness = _likeness(unit, owner, len(codes))
    for one, other in combinations(range(len(codes)), 2):
        mine, theirs = np.flatnonzero(owner == one), np.flatnonzero(owner == other)
        if not len(mine) or not len(theirs):
            continue
        near = unit[mine] @ unit[theirs].T
        left, right = np.unravel_index(int(near.argmax()), near.shape)
        pair = speaking[mine[left]].text, speaking[theirs[right]].text
        told_already = same(pair[0]) == same(pair[1]) and speaking[mine[left]].example
        alike = likeness[one, other] >= SAME_CODE
        if alike or (near.max() >= SAME_SENTENCE and not told_already):
            yield _twin(codes[one], codes[other], pair, whole=bool(alike))


def _speaking(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences that speak for a code and do not stand in many."""
    kept = [each for each in sentences if each.code != NOTHING and each.target > 0]
    often = Counter(form for form, _ in {(same(each.text), each.code) for each in kept})
    return [each for each in kept if often[same(each.text)] < RULE]


def _likeness(unit: Array, owner: NDArray[np.int64], codes: int) -> Array:
    """The cosines of the codes' means (c, c), less what all codes have in common."""
    means = np.zeros((codes, unit.shape[1]))
    for code in np.unique(owner):
        means[code] = unit[owner == code].mean(axis=0)
    # Of two codes what they have in common is half of each: the middle says nothing.
    if codes > 2:
        means -= means.mean(axis=0)
    means = lengthened(means)
    return np.asarray(means @ means.T)


def _twin(code: Code, other: Code, pair: tuple[str, str], *, whole: bool) -> Problem:
    much = "says much the same as" if whole else "has a sentence that is nearly one of"
    what = f"{much} '{other.name}': “{_short(pair[0])}” and “{_short(pair[1])}”"
    remedy = "Merge them, or say in 'exclude' of both how they differ."
    return Problem("look", code.id, what, remedy, "definition")


def _elsewhere(
    codes: Sequence[Code], sentences: Sequence[Sentence], left_out: Array
) -> Iterator[Problem]:
    """At most one problem a code, from the scores of examples that their scorer has not seen."""
    place = np.array([each.code if each.example else NOTHING for each in sentences])
    for at, code in enumerate(codes):
        own, others = (
            np.flatnonzero(place == at),
            np.flatnonzero((place != at) & (place != NOTHING)),
        )
        if len(own) < FEWEST or not len(others):
            continue
        texts = [sentences[row].text for row in own.tolist()]
        found = _at_another(at, codes, texts, left_out[own])
        yield from found or _hard_to_tell(code, texts, left_out[own, at], left_out[others, at])


def _at_another(
    at: int, codes: Sequence[Code], texts: Sequence[str], scores: Array
) -> list[Problem]:
    """A problem where at least half of a code's examples, and some, belong to one other code."""
    best = scores.argmax(axis=1)
    to, times = Counter(best[best != at].tolist() or [at]).most_common(1)[0]
    if to == at or times < FEWEST or times * 2 < len(texts):
        return []
    further = np.where(best == to, scores[:, to] - scores[:, at], -np.inf)
    what = (
        f"{times} of its {len(texts)} examples would be put at '{codes[to].name}', such as this one"
    )
    remedy = "Sharpen what tells the two apart, or move the example."
    phrase = texts[int(further.argmax())]
    return [Problem("look", codes[at].id, what, remedy, "examples", phrase)]


def _hard_to_tell(code: Code, texts: Sequence[str], own: Array, others: Array) -> Iterator[Problem]:
    """A problem where a code's examples too seldom score higher for it than those of other codes."""
    apart = float((own[:, None] > others).mean())
    if apart < TOLD_APART:
        what = (
            "its examples are hard to tell from those of other codes (right in "
            f"{100 * apart:.0f} of 100 pairs, 50 would be chance), most of all this one"
        )
        remedy = "Say in its definition and examples what only this code is about."
        yield Problem("hint", code.id, what, remedy, "examples", texts[int(own.argmin())])


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= 80 else sentence[:79].rsplit(" ", 1)[0] + "…"
