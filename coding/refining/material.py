"""What an evaluation brings to the refining of its codebook, and all that comes of it."""

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pandas as pd
from sqlalchemy import select

from codebooks.codebook import Codebook
from coding.coder.coder import Coder
from coding.decisions.codings import not_to_be_quoted
from coding.decisions.standing import last_remarks, last_words
from coding.embedding.matrices import centred, mean_of
from coding.embedding.vectors import VectorCache
from coding.evaluation import frames, tables
from coding.evaluation.evaluation import Evaluation
from coding.published.codebooks import published
from coding.refining.codes import of_code
from coding.refining.pairs import codes_by_reviewer, merges
from coding.refining.refinements import Array, Material, OfCode, Refinements, new_codes
from coding.suggestions.lesson import lesson_of

PROPOSAL_DECISIONS = [column.name for column in tables.proposal_decisions.columns]


def refine(evaluation: Evaluation, cache: VectorCache) -> tuple[Material, Refinements]:
    """What people's decisions say about the evaluation's codebook; writes nothing."""
    material = material_of(evaluation, cache)
    texts, contexts = list(material.frame["text"]), list(material.frame["context"])

    @lru_cache(maxsize=1)
    def known() -> Array:
        return score(material.book)

    def score(book: Codebook) -> Array:
        if not texts:
            return np.zeros((0, len(book.codes)))
        return np.asarray(Coder(_worded(book), cache=cache).score(texts, contexts).to_numpy(float))

    def again(book: Codebook) -> Array:
        return known() if book is material.book else score(book)

    codes: list[OfCode] = [of_code(material, at, again) for at in range(len(material.book.codes))]
    with evaluation.store.reading() as connection:
        query = select(tables.proposal_decisions).order_by(tables.proposal_decisions.c.number)
        taken_up = frames.rows(connection, query, PROPOSAL_DECISIONS)
    new = tuple(new_codes(material.book, taken_up))
    return material, Refinements(tuple(codes), tuple(merges(material)), new)


def _worded(book: Codebook) -> Codebook:
    """The codebook by its own words: a teaching set would hide what a change of wording does."""
    return replace(book, taught=())


def material_of(evaluation: Evaluation, cache: VectorCache) -> Material:
    """The excerpts that people decided about, with what they said and what the codebook says."""
    book, every = evaluation.codebook, evaluation.excerpts()
    lesson, remarks = lesson_of(evaluation, every), last_remarks(evaluation.remarks())
    labels = lesson.labels
    words = last_words(evaluation.decisions())
    at = every["excerpt_id"].isin(labels.index).to_numpy()
    frame = every[at].reset_index(drop=True)
    scores = Coder(_worded(book), cache=cache).score(list(every["text"]), list(every["context"]))
    matrix = cache.first.embed(list(every["text"])).matrix
    rows = np.arange(len(every))
    vectors = centred(matrix, rows, mean_of(matrix, rows)).astype(np.float64)
    negative = [lesson.directions.get(id) for id in frame["excerpt_id"]]
    quotable = frame["may_quote"].astype(bool) & ~frame["excerpt_id"].isin(
        not_to_be_quoted(remarks)
    )
    return Material(
        book,
        frame,
        _numbers(labels.loc[frame["excerpt_id"]]),
        scores.to_numpy(float)[at],
        vectors[at],
        quotable.to_numpy(bool),
        np.array([np.nan if way is None else float(way == "negative") for way in negative]),
        codes_by_reviewer(words, _finished(evaluation, remarks)),
    )


def _finished(evaluation: Evaluation, remarks: pd.DataFrame) -> list[tuple[str, str, list[str]]]:
    """Who looked at all of which excerpt, and the codes that there were then to decide about."""
    known = {book.version: book for book in published(evaluation)}
    done = remarks[remarks["kind"] == "finished"]
    columns = ["excerpt_id", "reviewer", "codebook_version"]
    return [
        (excerpt, reviewer, [code.id for code in known.get(version, evaluation.codebook).codes])
        for excerpt, reviewer, version in done[columns].itertuples(index=False, name=None)
    ]


def _numbers(labels: pd.DataFrame) -> Array:
    return np.asarray(labels.astype("Float64").to_numpy(float, na_value=np.nan))
