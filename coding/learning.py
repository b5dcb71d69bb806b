"""What people's decisions teach the coder: labels for excerpts, and the way they point."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from codebooks.codebook import DIRECTIONS, Direction

if TYPE_CHECKING:
    import pandas

    from coding.coder import Coder
    from coding.evaluation import Evaluation


@dataclass(frozen=True, slots=True)
class Lesson:
    """Excerpts that people have decided about, in the order of the sources.

    `labels` has a row an excerpt (its index the excerpt ids) and a column a code id: True, False,
    or missing. `directions` gives the way an excerpt points, by id, where people agree on one.
    """

    labels: pandas.DataFrame
    directions: dict[str, Direction]

    def told(self) -> list[object]:
        """The same as plain values, for a hash."""
        cells = self.labels.astype("object").where(self.labels.notna(), None)
        return [
            list(cells.columns),
            list(cells.index),
            cells.to_numpy().tolist(),
            sorted(self.directions.items()),
        ]


def lesson_of(evaluation: Evaluation, excerpts: pandas.DataFrame) -> Lesson:
    """What the decisions about `excerpts` (frame of the evaluation) say now."""
    from coding.standing import last_remarks, last_words, standing

    decided = evaluation.decisions()
    codes = [code.id for code in evaluation.codebook.codes]
    labels = labels_of(
        list(excerpts["excerpt_id"]),
        codes,
        standing(decided),
        last_words(decided),
        last_remarks(evaluation.remarks()),
    )
    return Lesson(labels, directions_of(standing(decided), set(labels.index)))


def labels_of(
    excerpts: Sequence[str],
    codes: Sequence[str],
    standing: pandas.DataFrame,
    words: pandas.DataFrame,
    remarks: pandas.DataFrame,
) -> pandas.DataFrame:
    """A row an excerpt with a decision, a column a code; see `Lesson`.

    Who has finished an excerpt and not accepted a code says that it is not there. Where people
    differ and nobody has settled it, or are not sure, there is nothing to learn.
    """
    import pandas

    row = {id: at for at, id in enumerate(excerpts)}
    column = {id: at for at, id in enumerate(codes)}
    values = np.full((len(row), len(column)), np.nan)
    finished: dict[str, set[str]] = {}
    for excerpt, reviewer in _pairs(remarks[remarks["kind"] == "finished"], "reviewer"):
        if excerpt in row:
            finished.setdefault(excerpt, set()).add(reviewer)
            values[row[excerpt]] = 0.0
    accepted: dict[tuple[str, str], set[str]] = {}
    for excerpt, code, who in _triples(words[words["verdict"] == "accept"], "reviewer"):
        accepted.setdefault((excerpt, code), set()).add(who)
    settled = set(_pairs(standing[standing["settled"].astype(bool)], "code_id"))
    for excerpt, code, verdict in _triples(standing, "verdict"):
        if excerpt not in row or code not in column:
            continue
        value = {"accept": 1.0, "reject": 0.0}.get(verdict, np.nan)
        silent = finished.get(excerpt, set()) - accepted.get((excerpt, code), set())
        if value == 1.0 and silent and (excerpt, code) not in settled:
            value = np.nan
        values[row[excerpt], column[code]] = value
    frame = pandas.DataFrame(values, index=list(excerpts), columns=list(codes))
    return frame.dropna(how="all").astype("boolean")


def directions_of(standing: pandas.DataFrame, excerpts: set[str]) -> dict[str, Direction]:
    """The direction of each excerpt that its accepted codes share; the commonest, if there is one."""
    said: dict[str, Counter[str]] = {}
    for excerpt, verdict, direction in zip(
        standing["excerpt_id"], standing["verdict"], standing["direction"], strict=True
    ):
        if verdict == "accept" and direction in DIRECTIONS and excerpt in excerpts:
            said.setdefault(excerpt, Counter())[direction] += 1
    return {
        excerpt: direction
        for excerpt, counts in sorted(said.items())
        for direction in DIRECTIONS
        if counts[direction] > sum(counts.values()) / 2
    }


def teach(coder: Coder, lesson: Lesson, excerpts: pandas.DataFrame) -> Coder:
    """The coder, having learned from `lesson`; `excerpts` is the frame of the evaluation."""
    by_id = excerpts.set_index("excerpt_id")
    own = by_id.loc[lesson.labels.index]
    text: Mapping[str, str] = dict(by_id["text"])
    pointed = {text[id]: direction for id, direction in lesson.directions.items()}
    return coder.fit(list(own["text"]), lesson.labels, list(own["context"]), directions=pointed)


def _pairs(frame: pandas.DataFrame, other: str) -> list[tuple[str, str]]:
    return list(frame[["excerpt_id", other]].itertuples(index=False, name=None))


def _triples(frame: pandas.DataFrame, last: str) -> list[tuple[str, str, str]]:
    return list(frame[["excerpt_id", "code_id", last]].itertuples(index=False, name=None))
