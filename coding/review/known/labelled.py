"""The labels of every excerpt, kept up with what is said: only what changed is worked out anew."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from codebooks.codebook import Codebook
from coding.decisions.labels import Array, Rule, rule
from coding.review.known.excerpts import Shelf
from coding.review.known.record import Record, held_of


@dataclass(frozen=True, slots=True)
class Labelled:
    """`labels` (n, c) as `coding.decisions.labels.Rule.of` gives them; nan where nobody said anything."""

    shelf: Shelf
    rule: Rule
    labels: Array

    def refresh(self, record: Record, changed: Iterable[str]) -> None:
        """Take in what was said about some excerpts (ids)."""
        for id in changed:
            row = self.shelf.row.get(id)
            if row is not None:
                words = held_of(record.decisions.get(id, ()))
                self.labels[row] = self.rule.of(words, record.finishers(id))


def labelled(shelf: Shelf, versions: Sequence[Codebook]) -> Labelled:
    """The labels before anything was said; `versions` are the codebooks that were published."""
    labels = np.full((len(shelf.excerpts), len(shelf.codes)), np.nan)
    return Labelled(shelf, rule([code.id for code in shelf.codes], versions), labels)
