"""Who was asked to look at what: handed out, kept, and how far everybody is."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, select

from coding.evaluation import tables
from coding.evaluation.database import insert
from coding.evaluation.evaluation import Evaluation
from coding.reviewers.blinding import finished, seen_openly
from coding.reviewers.drawing import (
    Assignable,
    Reason,
    Wanted,
    divided,
    drawn,
    matching,
    open_to_blind,
)
from coding.reviewers.reviewers import everybody, who_there_is
from corpora.errors import InputError
from corpora.files import shown


@dataclass(frozen=True, slots=True)
class Assignment:
    """An excerpt that a reviewer was asked to look at. `at` is UTC in ISO 8601."""

    excerpt_id: str
    reviewer: str
    blind: bool
    reason: Reason
    at: str


@dataclass(frozen=True, slots=True)
class HandedOut:
    """What came of handing out: `new` assignments, of how many chosen among how many."""

    new: tuple[Assignment, ...]
    chosen: int
    among: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """How excerpts were drawn: what was `wanted`, and how many were `chosen` among how many."""

    wanted: Wanted
    chosen: int
    among: int
    at: str


@dataclass(frozen=True, slots=True)
class ReviewerProgress:
    """How far a reviewer is with what they were given."""

    reviewer: str
    given: int
    blind: int
    finished: int


def assign(evaluation: Evaluation, wanted: Wanted, at: str, *, keep: bool = True) -> HandedOut:
    """Hand excerpts out; with `keep` False only say what would be. The same twice adds nothing.

    Raises InputError for a reviewer, transcript or group that there is not, or a share that is
    none.
    """
    _check(evaluation, wanted)
    with evaluation.store.reading() as connection:
        candidates = _candidates(connection, evaluation)
        _check_places(wanted, candidates, evaluation)
        pool = _pool(connection, matching(candidates, wanted), wanted)
    chosen = drawn(pool, wanted.share, wanted.seed)
    handed = [
        Assignment(excerpt, name, wanted.blind or bool(wanted.training), wanted.reason, at)
        for name, excerpts in divided(chosen, wanted).items()
        for excerpt in excerpts
    ]
    if not keep:
        with evaluation.store.reading() as connection:
            return HandedOut(_new(connection, handed), len(chosen), len(pool))
    with evaluation.store.writing() as connection:
        new = _new(connection, handed)
        if new:
            insert(connection, tables.assignments, [asdict(each) for each in new])
            _record(connection, Drawing(wanted, len(chosen), len(pool), at))
    return HandedOut(new, len(chosen), len(pool))


def _new(connection: Connection, handed: Sequence[Assignment]) -> tuple[Assignment, ...]:
    """Those that nobody was given before."""
    a = tables.assignments
    given = {tuple(row) for row in connection.execute(select(a.c.excerpt_id, a.c.reviewer))}
    return tuple(each for each in handed if (each.excerpt_id, each.reviewer) not in given)


def _check(evaluation: Evaluation, wanted: Wanted) -> None:
    active = {each.name for each in everybody(evaluation.store) if each.active}
    for name in (*wanted.reviewers, *((wanted.training,) if wanted.training else ())):
        if name not in active:
            with evaluation.store.reading() as connection:
                remedy = who_there_is(connection)
            raise InputError("there is no reviewer of this name", where=shown(name), remedy=remedy)
    if not wanted.reviewers or len(set(wanted.reviewers)) < len(wanted.reviewers):
        raise InputError("say who gets the excerpts, each once", remedy="For instance --to RW")
    if wanted.training in wanted.reviewers:
        raise InputError("an expert does not train on their own excerpts", where="--training")
    if not 0 < wanted.share <= 1:
        raise InputError("a share is above 0 and up to 100 percent", where="--share")
    if wanted.blind and len(wanted.reviewers) < 2:
        raise InputError(
            "blind double coding needs two reviewers or more",
            where="--blind",
            remedy="Name each: --to RW --to AB",
        )


def _check_places(wanted: Wanted, candidates: Sequence[Assignable], evaluation: Evaluation) -> None:
    sources = {each.source for each in candidates}
    for source in wanted.transcripts:
        if source not in sources:
            raise InputError(
                "there is no transcript of this name with anything to code",
                where=shown(source),
                remedy="Give its path inside the transcripts folder, as the workbook of coded excerpts does.",
            )
    for group in wanted.groups:
        if group not in evaluation.settings.groups:
            known = ", ".join(evaluation.settings.groups)
            raise InputError("there is no such group", where=shown(group), remedy=f"{known}.")


def _candidates(connection: Connection, evaluation: Evaluation) -> list[Assignable]:
    """Every excerpt of somebody who agreed to analysis, in the order of the sources."""
    e, t = tables.excerpts, tables.transcripts
    query = (
        select(e.c.id, t.c.source, e.c.participant)
        .join(t, e.c.transcript_id == t.c.id)
        .where(e.c.consent)
        .order_by(t.c.source, e.c.start)
    )
    groups = {person.id: person.group for person in evaluation.people}
    return [
        Assignable(row.id, row.source, groups.get(row.participant, ""))
        for row in connection.execute(query)
    ]


def _pool(
    connection: Connection, candidates: Sequence[Assignable], wanted: Wanted
) -> list[Assignable]:
    """The candidates from which to draw: unseen where blind, finished by the expert in training."""
    if wanted.training:
        done = finished(connection, wanted.training)
        candidates = [each for each in candidates if each.excerpt_id in done]
    if wanted.blind or wanted.training:
        seen = {name: seen_openly(connection, name) for name in wanted.reviewers}
        return open_to_blind(candidates, seen)
    return list(candidates)


def _record(connection: Connection, drawing: Drawing) -> None:
    """Keep how a share was drawn, so that the draw can be repeated and its chance is known."""
    wanted = json.dumps(asdict(drawing.wanted))
    insert(connection, tables.draws, [{**asdict(drawing), "wanted": wanted}])


def _kept(connection: Connection) -> list[Assignment]:
    a = tables.assignments
    return [
        Assignment(row.excerpt_id, row.reviewer, row.blind, row.reason, row.at)
        for row in connection.execute(select(a).order_by(a.c.number))
    ]


def assignments(connection: Connection, reviewer: str) -> list[Assignment]:
    """What this reviewer was given, in the order in which it was handed out."""
    return [each for each in _kept(connection) if each.reviewer == reviewer]


def draws(connection: Connection, reviewer: str) -> list[Drawing]:
    """How each share was drawn of which this reviewer has a part, in the order of drawing."""
    d = tables.draws
    kept = [
        Drawing(_wanted(row.wanted), row.chosen, row.among, row.at)
        for row in connection.execute(select(d).order_by(d.c.number))
    ]
    return [each for each in kept if reviewer in each.wanted.reviewers]


def _wanted(kept: str) -> Wanted:
    fields: dict[str, Any] = json.loads(kept)
    lists = {name: tuple(fields[name]) for name in ("reviewers", "transcripts", "groups")}
    return Wanted(**{**fields, **lists})


def chances_of_drawing(connection: Connection, reviewer: str) -> dict[str, float]:
    """With what probability each excerpt was drawn that this reviewer has from a random share."""
    by_draw = {
        each.at: each.chosen / each.among for each in draws(connection, reviewer) if each.among
    }
    return {
        each.excerpt_id: by_draw[each.at]
        for each in assignments(connection, reviewer)
        if each.reason == "share" and each.at in by_draw
    }


def reviewers_progress(evaluation: Evaluation) -> list[ReviewerProgress]:
    """How far each reviewer is who was given anything, in alphabetical order."""
    told = []
    with evaluation.store.reading() as connection:
        kept = _kept(connection)
        for name in sorted({each.reviewer for each in kept}):
            own = [each for each in kept if each.reviewer == name]
            done = finished(connection, name) & {each.excerpt_id for each in own}
            told.append(
                ReviewerProgress(name, len(own), sum(each.blind for each in own), len(done))
            )
    return told
