"""What agreement is read from, as an evaluation's database holds it."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from sqlalchemy import select

from codebooks.codebook import Codebook
from coding.agreement.agreement import MACHINE
from coding.agreement.judged_blind import BlindShare, blind_share, with_machine
from coding.evaluation import frames, tables
from coding.published.codebooks import published

if TYPE_CHECKING:
    from coding.evaluation.evaluation import Evaluation

ASSIGNMENTS = [column.name for column in tables.assignments.columns]


def shares(evaluation: "Evaluation") -> tuple[BlindShare, BlindShare]:
    """What reviewers said blind; and the same with the program's first suggestions beside it.

    Of excerpts with consent only, and without what newcomers were given to practise on. A first
    suggestion is what the program first proposed at the coder's threshold, whatever it learned
    afterwards.
    """
    codes = [code.id for code in evaluation.codebook.codes]
    decided, remarked = evaluation.decisions(), evaluation.remarks()
    with evaluation.store.reading() as connection:
        assigned = frames.rows(connection, select(tables.assignments), ASSIGNMENTS)
        first = frames.rows(connection, select(tables.first_suggestions), frames.SUGGESTIONS)
        coded = connection.execute(select(tables.coverage.c.excerpt_id)).scalars().all()
        agreed = select(tables.excerpts.c.id).where(tables.excerpts.c.consent)
        consent = set(connection.execute(agreed).scalars())
    known = {book.version: _ids(book) for book in published(evaluation)}
    known[evaluation.codebook.version] = _ids(evaluation.codebook)
    practice = assigned[assigned["reason"] == "training"]
    said, finished, handed = (
        _without(_about(rows, consent), practice) for rows in (decided, remarked, assigned)
    )
    share = blind_share(said, finished, handed, codes, known)
    return share, with_machine(share, first, coded, MACHINE)


def _about(rows: pd.DataFrame, excerpts: set[str]) -> pd.DataFrame:
    return rows[rows["excerpt_id"].isin(excerpts)]


def _without(rows: pd.DataFrame, practice: pd.DataFrame) -> pd.DataFrame:
    """The rows that are not about an excerpt which their reviewer was given to practise on."""
    tried = set(zip(practice["excerpt_id"], practice["reviewer"], strict=True))
    pairs = zip(rows["excerpt_id"], rows["reviewer"], strict=True)
    return rows[np.array([pair not in tried for pair in pairs], dtype=bool)]


def _ids(book: Codebook) -> frozenset[str]:
    return frozenset(code.id for code in book.codes)
