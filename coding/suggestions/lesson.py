"""What people's decisions teach the coder: labels for excerpts, and the way they point."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codebooks.codebook import DIRECTIONS, Codebook, Direction
from coding.decisions.labels import Rule, clear, rule, team_labels

if TYPE_CHECKING:
    import pandas

    from coding.coder.coder import Coder
    from coding.evaluation.evaluation import Evaluation


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
    from coding.published.codebooks import published

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
    from coding.decisions.standing import last_remarks, standing, without_undone

    labels = decided_labels(
        list(excerpts["excerpt_id"]),
        rule([code.id for code in codebook.codes], versions),
        without_undone(decided),
        last_remarks(remarked),
    )
    return Lesson(labels, directions_of(standing(decided), set(labels.index)))


def decided_labels(
    excerpts: Sequence[str], rule: Rule, decided: pandas.DataFrame, remarks: pandas.DataFrame
) -> pandas.DataFrame:
    """A row an excerpt with a decision, a column a code; see `Lesson`.

    `decided` are the decisions that hold, `remarks` the last ones. Where people differ and nobody
    has settled it, or are not sure, there is nothing to learn.
    """
    import pandas

    values = clear(team_labels(excerpts, rule, decided, remarks))
    frame = pandas.DataFrame(values, index=list(excerpts), columns=list(rule.place))
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
    text: Mapping[str, str] = dict(zip(excerpts["excerpt_id"], excerpts["text"], strict=True))
    pointed = {text[id]: direction for id, direction in lesson.directions.items()}
    return coder.fit(list(own["text"]), lesson.labels, list(own["context"]), directions=pointed)
