"""Agreement as it stands, worked out once for each state of what people said.

With twenty reviewers it takes seconds, and the page is opened far more often than anybody judges.
"""

from dataclasses import dataclass, field
from threading import Lock

import pandas as pd
from sqlalchemy import func, select

from coding.agreement.agreement import agreement, agreement_to_hand_on, confusion
from coding.agreement.shares import shares
from coding.evaluation import tables
from coding.evaluation.evaluation import Evaluation
from coding.findings.disclosure.last_reports import last_reports
from coding.review.known.excerpts import Stamp, stamp


@dataclass(slots=True)
class Measured:
    """Keeps the figures of one state, for those who may see small counts and for others."""

    state: Stamp = ()
    frames: dict[bool, tuple[pd.DataFrame, pd.DataFrame]] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def now(
        self, evaluation: Evaluation, *, every_count: bool
    ) -> tuple[pd.DataFrame, pd.DataFrame]:
        """How far people agree, and which codes stand in for each other (`coding.agreement.agreement`).

        Without `every_count`, codes of which it would tell how many people stand behind them are
        left out.
        """
        with self.lock:
            found = state_of_figures(evaluation)
            if self.state != found:
                self.state, self.frames = found, {}
            if every_count not in self.frames:
                self.frames[every_count] = _measured(evaluation, every_count)
            return self.frames[every_count]


def _measured(evaluation: Evaluation, every_count: bool) -> tuple[pd.DataFrame, pd.DataFrame]:
    share, machine = shares(evaluation)
    if every_count:
        return agreement(share, machine), confusion(share)
    told = last_reports(evaluation)
    return agreement_to_hand_on(share, machine, lambda code, n: told.tells([code], n))


def state_of_figures(evaluation: Evaluation) -> Stamp:
    """Another one where any figure could be another."""
    d, r, a, v = tables.decisions, tables.remarks, tables.assignments, tables.codebook_versions
    counts = (
        func.max(d.c.number), func.max(r.c.number), func.max(a.c.number), func.count(v.c.version),
        func.max(tables.published_counts.c.number),
    )  # fmt: skip
    with evaluation.store.reading() as connection:
        told = [
            connection.execute(select(each)).scalar() for each in (*counts, func.count(a.c.number))
        ]
        return (*stamp(connection), *told, evaluation.codebook.hash)
