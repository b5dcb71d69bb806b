"""A primer: what a teaching set and the codebook's own sentences teach, made once and kept."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from codebooks.codebook import Code, TeachingText
from codebooks.coding_hash import coding_hash
from codebooks.teaching import teaching_hash
from coding.coder.primer.calibrated import Sureness, held_back_scores, sureness_of
from coding.coder.primer.kernel import Kernel, fitted
from coding.coder.primer.leaning import Leaning, leaning_of
from coding.coder.primer.lessons import primer_rows
from coding.coder.primer.subject import SubjectLevels
from coding.coder.sentences.phrases import Phrases
from coding.embedding.kept_arrays import Arrays
from coding.embedding.model import Floats
from coding.embedding.vectors import VectorCache

Array = NDArray[np.float64]

PRIMER_VERSION = "5"


@dataclass(frozen=True, slots=True)
class Primer:
    """What was learned (`kernel`), how sure it may be (`sureness`), which way texts point, and how
    far texts that carry a code are about the codebook's `subject`.
    """

    kernel: Kernel
    sureness: Sureness
    leaning: Leaning
    subject: SubjectLevels

    def about(self, unit: Floats) -> Array:
        """(n,): how far texts are about what the codebook is about, whichever code they carry."""
        return self.kernel.of_subject(self.kernel.centred(unit))

    def log_odds(self, scores: Array) -> Array:
        """What scores are worth: log odds."""
        return self.sureness.log_odds(scores)

    def worth(self, scores: Array) -> Array:
        """What differences of scores are worth, as long as they are small: of log odds."""
        return np.asarray(self.sureness.slope * scores)

    def scores(self, unit: Floats, phrases: Phrases) -> tuple[Array, Array]:
        """The scores (n, c) of texts with vectors `unit`, and those (p, c) of their phrases."""
        return self.kernel.scores(self.kernel.centred(unit), phrases)

    def of_texts(self, vectors: Floats | Array) -> Array:
        """(n, c): the part of the scores that whole texts bring."""
        return self.kernel.of_texts(self.kernel.centred(vectors))


def primer_of(
    codes: Sequence[Code], taught: Sequence[TeachingText], cache: VectorCache
) -> Primer | None:
    """The primer of a teaching set, from the cache where it is there; None without such a set."""
    if not taught:
        return None
    key = [PRIMER_VERSION, cache.model.key, coding_hash(codes), teaching_hash(taught, codes)]
    name = f"primer-{sha256(json.dumps([*key, [c.id for c in codes]]).encode()).hexdigest()[:24]}"
    kept = cache.kept(name, lambda: _made(codes, taught, cache))
    kernel = Kernel(kept["centre"], kept["anchors"], kept["weights"], kept["about"], kept["line"])
    sureness = Sureness(kept["offset"], kept["slope"], float(kept["bend"][0]))
    leaning = Leaning(kept["lean"], kept["lean_own"], kept["lean_start"])
    return Primer(kernel, sureness, leaning, SubjectLevels(kept["subject"]))


def _made(codes: Sequence[Code], taught: Sequence[TeachingText], cache: VectorCache) -> Arrays:
    rows = primer_rows(codes, taught)
    matrix = cache.embed(rows.texts).matrix
    centre = np.asarray(matrix.mean(axis=0, dtype=np.float64))
    held = held_back_scores(rows, cache, centre)
    sure = sureness_of(held.scores, held.carried)
    kernel = fitted(matrix, rows.targets, centre)
    leaning = leaning_of(codes, taught, kernel.anchors[: len(taught)].astype(np.float64))
    return {
        "centre": centre,
        "anchors": kernel.anchors,
        "weights": kernel.weights,
        "about": kernel.about,
        "subject": held.about().levels,
        "line": kernel.line,
        "offset": sure.offset,
        "slope": sure.slope,
        "bend": np.array([sure.bend]),
        "lean": leaning.line,
        "lean_own": leaning.own,
        "lean_start": leaning.start,
    }
