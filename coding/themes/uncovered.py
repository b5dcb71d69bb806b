"""Excerpts in the store that the codebook covers poorly, grouped into proposals for new codes."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from sqlalchemy import delete

from coding.evaluation import tables
from coding.evaluation.database import SUGGESTING, done_with, insert, mark_done
from coding.evaluation.evaluation import Evaluation
from coding.themes.proposals import THEMES_VERSION, Proposal, propose
from corpora.files import content_hash

if TYPE_CHECKING:
    from coding.embedding.vectors import VectorCache

# An excerpt with a suggestion is covered; one without is not, however near it came.
COVERED, NOT_COVERED = 1.0, 0.0


def group(evaluation: Evaluation, excerpts: pd.DataFrame, cache: "VectorCache") -> bool:
    """Make the proposals anew; False where nothing that they depend on has changed."""
    suggestions = evaluation.suggestions()
    with evaluation.store.reading() as connection:
        inputs = _inputs(done_with(connection, SUGGESTING), excerpts)
        if done_with(connection, "group") == inputs:
            return False
    themes = propose(
        list(excerpts["text"]),
        cache.first.embed(list(excerpts["text"])).matrix,
        _covered(excerpts, suggestions),
        list(excerpts["participant"]),
        list(excerpts["group"]),
        list(excerpts["wave"]),
        *_codes(evaluation, cache),
    )
    _keep(evaluation, themes.proposals, list(excerpts["excerpt_id"]), inputs)
    return True


def _inputs(suggested: str, excerpts: pd.DataFrame) -> str:
    """A hash of what proposals depend on: the suggestions, and who said what in which wave."""
    told = (excerpts[name] for name in ("excerpt_id", "participant", "group", "wave"))
    columns = list(zip(*told, strict=True))
    return content_hash(json.dumps([THEMES_VERSION, suggested, columns]).encode())


def _covered(
    excerpts: pd.DataFrame, suggestions: pd.DataFrame
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    has_code = excerpts["excerpt_id"].isin(suggestions["excerpt_id"])
    return np.where(has_code, COVERED, NOT_COVERED)


def _codes(
    evaluation: Evaluation, cache: "VectorCache"
) -> tuple[list[str], "np.ndarray[tuple[int, int], np.dtype[np.float32]]"]:
    """The ids of the codes and the vectors of what they mean, for the nearest existing code."""
    codes = evaluation.codebook.codes
    vectors = cache.first.whole([f"{code.name}. {code.definition}" for code in codes])
    return [code.id for code in codes], vectors


def _keep(
    evaluation: Evaluation, proposals: Sequence[Proposal], ids: Sequence[str], inputs: str
) -> None:
    rows = [
        {
            "id": proposal.id,
            "number": number,
            "name": proposal.name,
            "words": ", ".join(proposal.words),
            "excerpts": json.dumps([ids[row] for row in proposal.rows]),
            "quotes": json.dumps([ids[row] for row in proposal.quotes]),
            "participants": proposal.participants,
            "groups": ", ".join(proposal.groups),
            "waves": ", ".join(proposal.waves),
            "nearest_code": proposal.nearest_code or "",
            "nearest_similarity": proposal.nearest_similarity,
            "stability": proposal.stability,
        }
        for number, proposal in enumerate(proposals)
    ]
    with evaluation.store.writing() as connection:
        connection.execute(delete(tables.proposals))
        insert(connection, tables.proposals, rows)
        mark_done(connection, "group", inputs)
