"""Agreement as it stands, worked out once for each state of what people said.

With twenty reviewers it takes seconds, and the page is opened far more often than anybody judges.
"""

from dataclasses import dataclass, field
from threading import Lock

import pandas as pd
from sqlalchemy import func, select

from coding.agreement.agreement import agreement, confusion
from coding.agreement.shares import shares
from coding.evaluation import tables
from coding.evaluation.evaluation import Evaluation
from coding.review.known.excerpts import Stamp, stamp


@dataclass(slots=True)
class Measured:
    """Keeps the figures of one state; made once an app."""

    state: Stamp = ()
    frames: tuple[pd.DataFrame, pd.DataFrame] | None = None
    lock: Lock = field(default_factory=Lock)

    def now(self, evaluation: Evaluation) -> tuple[pd.DataFrame, pd.DataFrame]:
        """How far people agree, and which codes stand in for each other (`coding.agreement.agreement`)."""
        with self.lock:
            found = _state(evaluation)
            if self.frames is None or self.state != found:
                share, machine = shares(evaluation)
                self.state, self.frames = found, (agreement(share, machine), confusion(share))
            return self.frames


def _state(evaluation: Evaluation) -> Stamp:
    """Another one where any figure could be another."""
    d, r, a, v = tables.decisions, tables.remarks, tables.assignments, tables.codebook_versions
    counts = (
        func.max(d.c.number), func.max(r.c.number), func.max(a.c.number), func.count(v.c.version)
    )  # fmt: skip
    with evaluation.store.reading() as connection:
        told = [
            connection.execute(select(each)).scalar() for each in (*counts, func.count(a.c.number))
        ]
        return (*stamp(connection), *told, evaluation.codebook.hash)
