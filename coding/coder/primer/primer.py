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
from coding.coder.primer.kernel import Kernel, anchors_of, fitted
from coding.coder.primer.leaning import Leaning, leaning_of
from coding.coder.primer.lessons import primer_rows
from coding.coder.primer.subject import SubjectLevels
from coding.coder.sentences.phrases import Phrases
from coding.embedding.kept_arrays import Arrays
from coding.embedding.model import Floats
from coding.embedding.vectors import VectorCache

Array = NDArray[np.float64]

PRIMER_VERSION = "6"


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
    """The primer of a teaching set, from the cache where it is there; None without such a set.

    How sure it may be is measured with the codebook's own sentences beside the set. For the set
    that ships that was done with the codebook that ships, and stands while codes have other words.
    """
    if not taught:
        return None
    model = cache.model.key
    kept = cache.kept(
        primer_name(codes, taught, model), lambda: primer_arrays(codes, taught, cache)
    )
    sure = cache.shipped(sureness_name(codes, taught, model)) or cache.kept(
        sureness_name(codes, taught, model, coding_hash(codes)),
        lambda: sureness_arrays(codes, taught, cache),
    )
    matrix = cache.whole(primer_rows(codes, taught).texts)
    anchors = anchors_of(matrix, kept["centre"])
    weights = kept["weights"].astype(np.float64)
    kernel = Kernel(kept["centre"], anchors, weights, kept["about"], kept["line"])
    sureness = Sureness(sure["offset"], sure["slope"], float(sure["bend"][0]))
    leaning = Leaning(kept["lean"], kept["lean_own"], kept["lean_start"])
    return Primer(kernel, sureness, leaning, SubjectLevels(sure["subject"]))


def primer_name(codes: Sequence[Code], taught: Sequence[TeachingText], model: str) -> str:
    """What the arrays of a primer are kept under: it changes with all that they follow from."""
    return _name("primer", codes, taught, model, coding_hash(codes))


def sureness_name(
    codes: Sequence[Code], taught: Sequence[TeachingText], model: str, codebook: str = ""
) -> str:
    """The same of how sure it may be, measured with the codebook of that hash or ("") what ships."""
    return _name("sureness", codes, taught, model, codebook)


def _name(
    what: str, codes: Sequence[Code], taught: Sequence[TeachingText], model: str, codebook: str
) -> str:
    key = [PRIMER_VERSION, model, codebook, teaching_hash(taught, codes), [c.id for c in codes]]
    return f"{what}-{sha256(json.dumps(key).encode()).hexdigest()[:24]}"


def primer_arrays(
    codes: Sequence[Code], taught: Sequence[TeachingText], cache: VectorCache
) -> Arrays:
    """What was learned but for its anchors, which are the vectors of the texts around their centre."""
    rows = primer_rows(codes, taught)
    matrix = cache.whole(rows.texts)
    kernel = fitted(matrix, rows.targets, _centre(matrix))
    leaning = leaning_of(codes, taught, kernel.anchors[: len(taught)].astype(np.float64))
    return {
        "centre": kernel.centre,
        # Half the size, and eight digits of them are plenty.
        "weights": kernel.weights.astype(np.float32),
        "about": kernel.about,
        "line": kernel.line,
        "lean": leaning.line,
        "lean_own": leaning.own,
        "lean_start": leaning.start,
    }


def sureness_arrays(
    codes: Sequence[Code], taught: Sequence[TeachingText], cache: VectorCache
) -> Arrays:
    """How sure it may be: the curves, and how far a text has to be about the subject."""
    rows = primer_rows(codes, taught)
    held = held_back_scores(rows, cache, _centre(cache.whole(rows.texts)))
    sure = sureness_of(held.scores, held.carried)
    return {
        "offset": sure.offset,
        "slope": sure.slope,
        "bend": np.array([sure.bend]),
        "subject": held.about().levels,
    }


def _centre(matrix: Floats) -> Array:
    return np.asarray(matrix.mean(axis=0, dtype=np.float64))
