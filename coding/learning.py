"""What people's decisions teach the coder: labels for excerpts, and the way they point."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from codebooks.codebook import DIRECTIONS, Codebook, Direction

if TYPE_CHECKING:
    import pandas

    from coding.coder import Coder
    from coding.evaluation import Evaluation


PAIR = ("excerpt_id", "code_id")


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
    from coding.another_look import published

    books = published(evaluation)
    return lesson(
        evaluation.codebook, excerpts, evaluation.decisions(), evaluation.remarks(), books
    )


def lesson(
    codebook: Codebook,
    excerpts: pandas.DataFrame,
    decided: pandas.DataFrame,
    remarked: pandas.DataFrame,
    versions: Sequence[Codebook] = (),
) -> Lesson:
    """The same from decisions and remarks; `versions` are the codebooks that were published."""
    from coding.standing import last_remarks, last_words, standing

    stands = standing(decided)
    labels = labels_of(
        list(excerpts["excerpt_id"]),
        [code.id for code in codebook.codes],
        stands,
        last_words(decided),
        last_remarks(remarked),
        {book.version: {code.id for code in book.codes} for book in versions},
    )
    return Lesson(labels, directions_of(stands, set(labels.index)))


def labels_of(
    excerpts: Sequence[str],
    codes: Sequence[str],
    standing: pandas.DataFrame,
    words: pandas.DataFrame,
    remarks: pandas.DataFrame,
    asked: Mapping[str, set[str]] | None = None,
) -> pandas.DataFrame:
    """A row an excerpt with a decision, a column a code; see `Lesson`.

    Who has finished an excerpt and not accepted a code says that it is not there, unless the code
    came later: `asked` gives, by codebook version, the codes that there were to decide about.
    Where people differ and nobody has settled it, or are not sure, there is nothing to learn.
    """
    import pandas

    row = {id: at for at, id in enumerate(excerpts)}
    column = {id: at for at, id in enumerate(codes)}
    values = np.full((len(row), len(column)), np.nan)
    finished: dict[tuple[str, str], set[str]] = {}
    done = remarks[remarks["kind"] == "finished"]
    for excerpt, reviewer, version in _columns(done, "excerpt_id", "reviewer", "codebook_version"):
        known = (asked or {}).get(version, column)
        for code in column if excerpt in row else ():
            if code in known:
                finished.setdefault((excerpt, code), set()).add(reviewer)
                values[row[excerpt], column[code]] = 0.0
    accepted: dict[tuple[str, str], set[str]] = {}
    for excerpt, code, who in _columns(words[words["verdict"] == "accept"], *PAIR, "reviewer"):
        accepted.setdefault((excerpt, code), set()).add(who)
    settled = set(_columns(standing[standing["settled"].astype(bool)], *PAIR))
    for excerpt, code, verdict in _columns(standing, *PAIR, "verdict"):
        if excerpt not in row or code not in column:
            continue
        value = {"accept": 1.0, "reject": 0.0}.get(verdict, np.nan)
        silent = finished.get((excerpt, code), set()) - accepted.get((excerpt, code), set())
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


def _columns(frame: pandas.DataFrame, *names: str) -> list[tuple[str, ...]]:
    return list(frame[list(names)].itertuples(index=False, name=None))
