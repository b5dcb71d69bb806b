"""What a run hands to people: the spreadsheet and the report, written when something changed."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pandas as pd
from sqlalchemy import func, select

from codebooks.codebook import Codebook
from coding.coder.coder import CODER_VERSION
from coding.coder.learning.readiness import readiness_of
from coding.decisions.codings import looked_at, not_to_be_quoted, people_found, unsettled
from coding.deidentification import candidates
from coding.evaluation import tables
from coding.evaluation.database import done_with, mark_done
from coding.evaluation.evaluation import Evaluation
from coding.findings.publication import About, Frames, Publication, publish
from coding.intake.sources import Plan
from coding.report import report
from coding.revisions.waves import by_wave
from coding.sheets import coded_excerpts
from corpora.excerpts.excerpts import EXCERPTS_VERSION
from corpora.files import content_hash, keep_aside
from corpora.formats.read import READER_VERSION
from corpora.people.speakers import SPEAKERS_VERSION

SHEET, TABLE, REPORT = "coded-excerpts.xlsx", "coded-excerpts.csv", "report.html"
REVIEWED = "reviewed-report.html"
WRITTEN = (SHEET, TABLE, REPORT)
PROGRAM = f"felt-heard {version('felt-heard')}"


@dataclass(frozen=True, slots=True)
class Summary:
    """What stands in an evaluation after a run, in counts."""

    read: int
    refused: int
    same: int
    words: int
    participants: int
    excerpts: int
    coded: int
    suggestions: int
    proposals: int
    left_out: int
    unlisted: int


def state(evaluation: Evaluation, plan: Plan) -> str:
    """A hash of everything that the outputs depend on."""
    counts = [
        select(func.count()).select_from(table)
        for table in (tables.decisions, tables.remarks, tables.codebook_versions)
    ]
    with evaluation.store.reading() as connection:
        said = [connection.execute(count).scalar() for count in counts]
    versions = [PROGRAM, READER_VERSION, SPEAKERS_VERSION, EXCERPTS_VERSION, CODER_VERSION]
    sources = [[source.name, source.hash] for source in plan.sources]
    hidden = candidates.state(evaluation, evaluation.settings.actions).told
    told = json.dumps([versions, sources, evaluation.inputs(), said, hidden], sort_keys=True)
    return content_hash(told.encode())


def is_unchanged(evaluation: Evaluation, plan: Plan) -> bool:
    """Whether a run would do nothing: the same inputs as the last one, its outputs still there."""
    with evaluation.store.reading() as connection:
        last = done_with(connection, "run")
    there = all((evaluation.outputs / name).is_file() for name in _due(evaluation))
    return there and last == state(evaluation, plan)


def write_outputs(evaluation: Evaluation, plan: Plan, *, model: str, prepared: date) -> list[str]:
    """Write sheet, table and report; gives the names of files that people had changed.

    Such a file may hold somebody's review, so it is kept beside the new one.
    """
    frames, about = _frames(evaluation), _about(evaluation, model, prepared)
    publication = publish(frames, evaluation.codebook, about)
    due = _due(evaluation)
    kept = [name for name in due if _keep_if_changed(evaluation, name)]
    coded_excerpts.write(publication, evaluation.outputs)
    report.write(publication, evaluation.outputs / REPORT)
    if REVIEWED in due:
        found = publish(*_reviewed(evaluation, frames, about))
        report.write(found, evaluation.outputs / REVIEWED)
    with evaluation.store.writing() as connection:
        for name in due:
            mark_done(connection, f"output {name}", _hash(evaluation.outputs / name))
        mark_done(connection, "run", state(evaluation, plan))
    return kept


def _hash(path: Path) -> str:
    return content_hash(path.read_bytes()) if path.is_file() else ""


def _keep_if_changed(evaluation: Evaluation, name: str) -> bool:
    path = evaluation.outputs / name
    with evaluation.store.reading() as connection:
        written = done_with(connection, f"output {name}")
    if not path.is_file() or _hash(path) == written:
        return False
    keep_aside(path)
    return True


def publication_of(evaluation: Evaluation, model: str, prepared: date) -> Publication:
    """The evaluation as it may leave the store; `model` is the key of the vectors' model."""
    about = _about(evaluation, model, prepared)
    return publish(_frames(evaluation), evaluation.codebook, about)


def _due(evaluation: Evaluation) -> tuple[str, ...]:
    """What there is to write: the report of what people found once they have decided something."""
    return (*WRITTEN, REVIEWED) if evaluation.has_decisions() else WRITTEN


def _reviewed(
    evaluation: Evaluation, frames: Frames, about: About
) -> tuple[Frames, Codebook, About]:
    """The same for what people found: nothing that the program suggests is in it."""
    decided, stands, book = evaluation.decisions(), evaluation.standing(), evaluation.codebook
    # What people differed about with a code that is gone, nobody can settle any longer.
    standing = stands[stands["code_id"].isin([code.id for code in book.codes])]
    touched, finished = looked_at(decided, evaluation.remarks(), frames.excerpts)
    found = replace(
        frames,
        suggestions=people_found(standing, frames.excerpts, book.version),
        proposals=frames.proposals[:0],
    )
    by_people = replace(
        about,
        basis="codings",
        looked_at=touched,
        finished=finished,
        unsettled=unsettled(standing),
    )
    return found, book, by_people


def _frames(evaluation: Evaluation) -> Frames:
    names = evaluation.names()
    excerpts = _hidden(evaluation.excerpts(), "source", names.replace_in_path)
    kept_back = excerpts["excerpt_id"].isin(not_to_be_quoted(evaluation.remarks()))
    return Frames(
        excerpts.assign(may_quote=excerpts["may_quote"] & ~kept_back),
        evaluation.suggestions(),
        evaluation.proposals(),
        _hidden(evaluation.files(), "source", names.replace_in_path),
        evaluation.attendance(),
    )


def _about(evaluation: Evaluation, model: str, prepared: date) -> About:
    settings, people = evaluation.settings, _taking_part(evaluation)
    hidden = candidates.state(evaluation, settings.actions)
    return About(
        title=settings.title,
        prepared=prepared,
        groups=tuple(settings.groups),
        waves=settings.waves,
        threshold=settings.disclosure.fewest_people,
        decisions=len(evaluation.decisions()),
        left_out_people=_without(people, "may_analyse"),
        unlisted_speakers=_without(people, "listed"),
        program=PROGRAM,
        model=model,
        coder=CODER_VERSION,
        readiness=readiness_of(evaluation.readiness()),
        settings=(
            ("Names and personal data", candidates.summary(hidden)),
            *((("Codebook by wave", waves),) if (waves := by_wave(evaluation)) else ()),
        ),
    )


def _hidden(frame: pd.DataFrame, column: str, hide: Callable[[str], str]) -> pd.DataFrame:
    return frame.assign(**{column: [hide(value) for value in frame[column]]})


def summary_of(evaluation: Evaluation) -> Summary:
    """The counts of an evaluation as it stands in the store."""
    files, people = evaluation.files(), _taking_part(evaluation)
    e, s = tables.excerpts, tables.suggestions
    with evaluation.store.reading() as connection:
        said = connection.execute(select(e.c.participant).where(e.c.consent)).scalars().all()
        coded = connection.execute(select(s.c.excerpt_id)).scalars().all()
    outcomes = files["outcome"].value_counts()
    return Summary(
        read=int(outcomes.get("read", 0)) + int(outcomes.get("empty", 0)),
        refused=int(outcomes.get("refused", 0)),
        same=int(outcomes.get("same", 0)),
        words=int(files["words"].sum()),
        participants=len(set(said) - {""}),
        excerpts=len(said),
        coded=len(set(coded)),
        suggestions=len(coded),
        proposals=len(evaluation.proposals()),
        left_out=_without(people, "may_analyse"),
        unlisted=_without(people, "listed"),
    )


def _taking_part(evaluation: Evaluation) -> pd.DataFrame:
    people = evaluation.participants()
    return people[people["role"] == "participant"].drop_duplicates("participant")


def _without(people: pd.DataFrame, column: str) -> int:
    return int((~people[column].astype(bool)).sum())


def refusals(evaluation: Evaluation) -> Sequence[tuple[str, str]]:
    """The files that could not be read, each with the reason and what to do."""
    f = tables.files
    query = select(f.c.source, f.c.reason).where(f.c.outcome == "refused").order_by(f.c.source)
    with evaluation.store.reading() as connection:
        return [(row.source, row.reason) for row in connection.execute(query)]
