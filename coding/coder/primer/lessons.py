"""The rows that a primer learns from: a teaching set, the codebook's own sentences, ordinary talk."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from codebooks.codebook import Code, TeachingText
from coding.coder.sentences.codebook_sentences import NOTHING, sentences_of

Array = NDArray[np.float64]
Indices = NDArray[np.int64]

ALWAYS = -1
"""The part of a row that is held back never: the codebook speaks to everybody."""
PARTS = 5
# A writer of less than this share is no part of their own: too little to measure on.
SMALLEST_SHARE = 0.08


@dataclass(frozen=True, slots=True)
class PrimerRows:
    """`texts` with their `targets` (n, c): 1 for a code that a text carries, below 0 against one.

    `part` (n,) says which rows are held back together when it is measured what the others teach.
    """

    texts: list[str]
    targets: Array
    part: Indices


def primer_rows(codes: Sequence[Code], taught: Sequence[TeachingText]) -> PrimerRows:
    """The rows of a teaching set, and after them what the codebook says."""
    place = {code.id: at for at, code in enumerate(codes)}
    said = sentences_of(codes)
    targets = np.zeros((len(taught) + len(said), len(codes)))
    for row, text in enumerate(taught):
        for code, _ in text.codes:
            if code in place:
                targets[row, place[code]] = 1.0
    for row, sentence in enumerate(said, start=len(taught)):
        if sentence.code != NOTHING:
            targets[row, sentence.code] = sentence.target
    part = np.concatenate([parts_of(taught), np.full(len(said), ALWAYS)])
    return PrimerRows([*(t.text for t in taught), *(s.text for s in said)], targets, part)


def parts_of(taught: Sequence[TeachingText]) -> Indices:
    """For each text the part with which it is held back: its writer's, or one drawn by its words.

    By writers where at least two wrote a good share: whoever writes two texts writes them alike.
    """
    counts = Counter(text.writer for text in taught if text.writer)
    often = sorted(who for who, n in counts.items() if n >= SMALLEST_SHARE * len(taught))
    if len(often) < 2:
        return np.array([_drawn(text.text) for text in taught], dtype=np.int64)
    place = {who: at for at, who in enumerate(often)}
    return np.array(
        [place.get(text.writer, _drawn(text.text) % len(often)) for text in taught], dtype=np.int64
    )


def _drawn(text: str) -> int:
    return sha256(text.encode("utf-8", "surrogatepass")).digest()[0] % PARTS
