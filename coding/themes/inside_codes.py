"""Structure inside a broad code: what is suggested or coded for it, grouped as new codes are."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from coding.decisions.standing import standing
from coding.evaluation.evaluation import Evaluation
from coding.findings.material import ProposedCode
from coding.themes.groups import DEFAULT
from coding.themes.proposals import Themes, propose

if TYPE_CHECKING:
    from coding.embedding.vectors import Vectors

# A code is broad that holds as many excerpts, and in which two groups or more stand.
BROAD = 30
FEWEST_GROUPS = 2
SETTINGS = replace(DEFAULT, at_most=6)


def inside_codes(
    evaluation: Evaluation, excerpts: pd.DataFrame, vectors: "Vectors"
) -> dict[str, tuple[ProposedCode, ...]]:
    """For each broad code, in the codebook's order, the groups that it falls into.

    `excerpts` is the evaluation's frame, `vectors` are those of its texts. An excerpt belongs to a
    code that people accepted for it, or that is suggested and not rejected.
    """
    held = _held(evaluation)
    found = {}
    for code in evaluation.codebook.codes:
        rows = np.flatnonzero(excerpts["excerpt_id"].isin(held.get(code.id, set())))
        if len(rows) >= BROAD:
            part = excerpts.iloc[rows]
            themes = groups_of(part, vectors.at(rows.tolist()))
            if len(themes.proposals) >= FEWEST_GROUPS:
                found[code.id] = tuple(_proposals(themes, list(part["excerpt_id"]), code.id))
    return found


def groups_of(
    part: pd.DataFrame, matrix: "np.ndarray[tuple[int, int], np.dtype[np.float32]]"
) -> Themes:
    """The groups among the excerpts of one code, whose vectors (n, d) are of unit length."""
    return propose(
        list(part["text"]),
        matrix,
        np.zeros(len(part)),
        list(part["participant"]),
        list(part["group"]),
        list(part["wave"]),
        settings=SETTINGS,
    )


def _held(evaluation: Evaluation) -> dict[str, set[str]]:
    """The excerpts of each code."""
    stands, suggested = standing(evaluation.decisions()), evaluation.suggestions()
    accepted = stands[stands["verdict"] == "accept"]
    pairs = pd.concat([suggested[["excerpt_id", "code_id"]], accepted[["excerpt_id", "code_id"]]])
    rejected = stands[stands["verdict"] == "reject"]
    no = set(zip(rejected["excerpt_id"], rejected["code_id"], strict=True))
    held: dict[str, set[str]] = {}
    for excerpt, code in pairs.itertuples(index=False, name=None):
        if (excerpt, code) not in no:
            held.setdefault(code, set()).add(excerpt)
    return held


def _proposals(themes: Themes, ids: list[str], code: str) -> Iterator[ProposedCode]:
    for each in themes.proposals:
        yield ProposedCode(
            proposal_id=each.id,
            name=each.name,
            words=each.words,
            excerpts=tuple(ids[row] for row in each.rows),
            quotes=tuple(ids[row] for row in each.quotes),
            nearest_code=code,
            nearest_similarity=None,
            stability=each.stability,
        )
