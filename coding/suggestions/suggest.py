"""Excerpts in the store given suggestions, and what the codebook covers poorly grouped."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import Connection, delete, func, select

from codebooks.teaching import teaching_hash
from coding.coder.scoring.short_answers import questions_of
from coding.evaluation import tables
from coding.evaluation.database import (
    SUGGESTING,
    begin_anew,
    done_with,
    insert,
    mark_done,
    pieces,
)
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.settings import Suggest
from coding.intake.sources import Progress
from coding.published.last_run import keep_codebook
from coding.suggestions.changes import Basis, basis_now, note_change
from coding.suggestions.lesson import Lesson, lesson_of, teach
from corpora.files import content_hash

if TYPE_CHECKING:
    from codebooks.codebook import Codebook
    from coding.coder.coder import Coder
    from coding.coder.suggestion import Coded, Suggestion
    from coding.embedding.model import Precision
    from coding.embedding.vectors import VectorCache


PACKAGED = "packaged"


def open_cache(evaluation: Evaluation, *, keep: bool = True) -> "VectorCache":
    """The evaluation's vectors, with the model that its settings name.

    Without `keep`, what is embedded from now on stays in memory and the folder as it is.
    Raises ModelFault where the model is missing or is not the expected one.
    """
    from coding.embedding.encoders.load import load_model
    from coding.embedding.vectors import VectorCache

    setting = evaluation.settings.coding
    name = "" if setting.model == PACKAGED else setting.model
    precision: Precision = "fast" if setting.precision == "fast" else "fp32"
    model = load_model(name, precision=precision, excerpts=_excerpts(evaluation))
    cache = VectorCache(evaluation.hidden / "vectors", model)
    return cache if keep else cache.in_memory()


def open_packaged(evaluation: Evaluation) -> "VectorCache | None":
    """The same by the packaged model alone, loaded where a text is new; None where another is set."""
    from coding.embedding.encoders.load import SINGLE, THOROUGH, packaged_unloaded
    from coding.embedding.vectors import VectorCache

    setting = evaluation.settings.coding
    if setting.model not in (PACKAGED, SINGLE, THOROUGH):
        return None
    model = packaged_unloaded("fast" if setting.precision == "fast" else "fp32")
    return VectorCache(evaluation.hidden / "vectors", model)


def of_the_size(evaluation: Evaluation, cache: "VectorCache") -> "VectorCache":
    """`cache`, or its first model alone where the corpus has grown too large for the others."""
    from coding.embedding.encoders.load import FEW

    grown = evaluation.settings.coding.model == PACKAGED and _excerpts(evaluation) >= FEW
    return cache.first if grown else cache


def _excerpts(evaluation: Evaluation) -> int:
    with evaluation.store.reading() as connection:
        return int(
            connection.execute(select(func.count()).select_from(tables.excerpts)).scalar_one()
        )


def coder_of(
    codebook: "Codebook",
    cache: "VectorCache",
    lesson: Lesson,
    frame: pd.DataFrame,
    setting: Suggest,
) -> "Coder":
    """The coder that suggests codes of `codebook` for the excerpts in `frame`, after `lesson`."""
    from coding.coder.coder import Coder

    coder = Coder(codebook, cache=cache, likely=setting.likely, could_fit=setting.could_fit)
    return teach(coder, lesson, frame)


def embed(
    evaluation: Evaluation,
    excerpts: pd.DataFrame,
    cache: "VectorCache",
    progress: Progress | None = None,
) -> int:
    """Embed what is not yet in the cache; gives how many texts that were.

    What was said before an excerpt is needed for short answers, and for all once people have
    decided something to learn from. Whoever said yes once and says no now leaves no vector behind.
    """
    texts, before = list(excerpts["text"]), list(excerpts["context"])
    cache.forget(sorted(evaluation.withheld() - {*texts, *before}))
    needed = before if evaluation.has_decisions() else questions_of(texts, before)
    texts += [context for context in needed if context]
    missing = cache.missing(texts)
    if missing:
        cache.embed(texts, progress)
    return missing


def suggesting_inputs(
    evaluation: Evaluation, frame: pd.DataFrame, model: str, lesson: Lesson
) -> str:
    """A hash of all that suggestions depend on: texts, codebook, model, coder, decisions."""
    from coding.coder.coder import CODER_VERSION

    columns = list(zip(frame["excerpt_id"], frame["text"], frame["context"], strict=True))
    book, setting = evaluation.codebook, evaluation.settings.suggest
    told = [
        book.hash,
        teaching_hash(book.taught, book.codes),
        model,
        CODER_VERSION,
        [setting.likely, setting.could_fit],
        columns,
        lesson.told(),
    ]
    return content_hash(json.dumps(told).encode())


def suggest(
    evaluation: Evaluation,
    excerpts: pd.DataFrame,
    cache: "VectorCache",
    progress: Progress | None = None,
) -> bool:
    """Suggest codes for every excerpt; False where nothing that they depend on has changed.

    What people have decided since is learned from first.
    """
    basis = _basis(evaluation, excerpts, cache.model.key)
    lesson = lesson_of(evaluation, excerpts)
    inputs = suggesting_inputs(evaluation, excerpts, cache.model.key, lesson)
    with evaluation.store.reading() as connection:
        if done_with(connection, SUGGESTING) == inputs:
            keep_codebook(evaluation)
            return False
    setting = evaluation.settings.suggest
    coder = coder_of(evaluation.codebook, cache, lesson, excerpts, setting)
    coded = coder.code(list(excerpts["text"]), list(excerpts["context"]), progress)
    highest = coded.probabilities.max(axis=1).fillna(0.0)
    _keep(evaluation, basis, list(excerpts["excerpt_id"]), coded, list(highest), inputs)
    keep_codebook(evaluation)
    return True


def _basis(evaluation: Evaluation, excerpts: pd.DataFrame, model: str) -> Basis:
    from coding.coder.coder import CODER_VERSION

    book = evaluation.codebook
    return basis_now(
        evaluation,
        len(excerpts),
        codebook=book.hash,
        teaching=teaching_hash(book.taught, book.codes),
        likely=evaluation.settings.suggest.likely,
        model=model,
        coder=CODER_VERSION,
        version=book.version,
    )


def _keep(
    evaluation: Evaluation,
    basis: Basis,
    ids: Sequence[str],
    coded: "Coded",
    highest: Sequence[float],
    inputs: str,
) -> None:
    """Keep all of it, a piece at a time; the stage is done when the last one is kept."""
    from coding.coder.coder import CODER_VERSION

    book = evaluation.codebook
    made = {
        "codebook_version": book.version,
        "codebook_hash": book.hash,
        "coder": CODER_VERSION,
    }
    rows: dict[str, list[dict[str, object]]] = {id: [] for id in ids}
    for s in coded.suggestions:
        if s.grade == "likely":
            rows[ids[s.row]].append({**_suggested(s, ids[s.row]), **made})
    listed = dict(zip(ids, coded.could_fit, strict=True))
    covered = {id: float(value) for id, value in zip(ids, highest, strict=True)}
    states = [{**_without_nan(asdict(each)), **made} for each in coded.readiness]
    with evaluation.store.writing() as connection:
        begin_anew(connection, SUGGESTING)
        pairs = {(id, str(row["code_id"])) for id in ids for row in rows[id]}
        note_change(connection, inputs, basis, ids, pairs)
        _forget_others(connection)
    for some in pieces(ids):
        fresh = [row for id in some for row in rows[id]]
        with evaluation.store.writing() as connection:
            _keep_piece(connection, some, fresh, [covered[id] for id in some])
            _keep_could_fit(connection, {id: listed[id] for id in some})
    with evaluation.store.writing() as connection:
        connection.execute(delete(tables.readiness))
        insert(connection, tables.readiness, states)
        mark_done(connection, SUGGESTING, inputs)


def _forget_others(connection: Connection) -> None:
    """What was suggested for excerpts that are there no longer, or that nobody may read, goes."""
    e = tables.excerpts
    readable = select(e.c.id).where(e.c.consent)
    for table in (tables.suggestions, tables.could_fit, tables.coverage):
        connection.execute(delete(table).where(table.c.excerpt_id.not_in(readable)))


def _keep_piece(
    connection: Connection,
    ids: Sequence[str],
    rows: Sequence[dict[str, object]],
    highest: Sequence[float],
) -> None:
    """What is suggested for these excerpts now, in the place of what was."""
    first = tables.first_suggestions
    for table in (tables.suggestions, tables.coverage):
        connection.execute(delete(table).where(table.c.excerpt_id.in_(ids)))
    insert(connection, tables.suggestions, rows)
    told = zip(ids, highest, strict=True)
    insert(connection, tables.coverage, [{"excerpt_id": i, "highest": value} for i, value in told])
    query = select(first.c.excerpt_id, first.c.code_id).where(first.c.excerpt_id.in_(ids))
    known = {tuple(row) for row in connection.execute(query)}
    insert(connection, first, [r for r in rows if (r["excerpt_id"], r["code_id"]) not in known])


def _keep_could_fit(connection: Connection, listed: Mapping[str, Sequence[str]]) -> None:
    table = tables.could_fit
    connection.execute(delete(table).where(table.c.excerpt_id.in_(list(listed))))
    rows = [
        {"excerpt_id": id, "place": place, "code_id": code}
        for id, codes in listed.items()
        for place, code in enumerate(codes, start=1)
    ]
    insert(connection, table, rows)


def _without_nan(row: dict[str, object]) -> dict[str, object]:
    return {name: None if value != value else value for name, value in row.items()}


def _suggested(suggestion: "Suggestion", excerpt: str) -> dict[str, object]:
    return {
        "excerpt_id": excerpt,
        "code_id": suggestion.code_id,
        "probability": suggestion.probability,
        "direction": suggestion.direction or "",
        "phrase_start": suggestion.phrase[0],
        "phrase_end": suggestion.phrase[1],
        "nearest": suggestion.nearest,
        "nearest_similarity": suggestion.nearest_similarity,
    }
