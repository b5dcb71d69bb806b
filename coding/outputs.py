"""What a run hands to people: spreadsheet, working page and report, written when something changed."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd
from sqlalchemy import Connection, delete, func, select

from coding.coder.coder import CODER_VERSION
from coding.deidentification import sign_off
from coding.evaluation import release_tables, tables
from coding.evaluation.database import WHOLE_RUN, done_with, mark_done
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.frames import sentences_of_doubt
from coding.evaluation.output_files import (
    CODED_TABLE,
    CODED_WORKBOOK,
    REPORT,
    REVIEWED,
    OutputFile,
    make_folders,
)
from coding.findings.publication import (
    PROGRAM,
    about_of,
    frames_to_publish,
    note_published,
    number_without,
    publications_from,
    publications_of,
    taking_part,
)
from coding.intake.sources import Plan
from coding.report import report
from coding.report.working import render_working_page, work_so_far
from coding.sheets import coded_excerpts
from corpora.excerpts.excerpts import EXCERPTS_VERSION
from corpora.files import content_hash, keep_aside
from corpora.formats.read import READER_VERSION
from corpora.people.speakers import SPEAKERS_VERSION

WRITTEN = (CODED_WORKBOOK, CODED_TABLE, REPORT)


@dataclass(frozen=True, slots=True)
class Summary:
    """What stands in an evaluation after a run, in counts."""

    read: int
    refused: int
    doubted: int
    same: int
    words: int
    participants: int
    excerpts: int
    coded: int
    suggestions: int
    proposals: int
    left_out: int
    unlisted: int


def hash_of_inputs(evaluation: Evaluation, files: Iterable[tuple[str, str]]) -> str:
    """A hash of everything that the outputs depend on, `files` being the sources and their hashes."""
    counts = [
        select(func.count()).select_from(table)
        for table in (
            tables.decisions,
            tables.remarks,
            tables.codebook_versions,
            release_tables.quote_checks,
        )
    ]
    with evaluation.store.reading() as connection:
        said = [connection.execute(count).scalar() for count in counts]
    versions = [PROGRAM, READER_VERSION, SPEAKERS_VERSION, EXCERPTS_VERSION, CODER_VERSION]
    names = sign_off.deidentification_state(evaluation, evaluation.settings.actions)
    signed = sign_off.names_in_reports(names, evaluation.settings.team.see_real_names)
    hidden = [names.told, names.undecided, names.unsearched, signed]
    told = json.dumps([versions, sorted(files), evaluation.inputs(), said, hidden], sort_keys=True)
    return content_hash(told.encode())


def is_unchanged(evaluation: Evaluation, plan: Plan) -> bool:
    """Whether a run would do nothing: the same inputs as the last one, its outputs still there.

    A file may have to be read anew though its bytes are the same: people have said who speaks in it.
    """
    if plan.to_read:
        return False
    with evaluation.store.reading() as connection:
        last = done_with(connection, WHOLE_RUN)
    there = all(output.path(evaluation.outputs).is_file() for output in _due(evaluation))
    return there and last == hash_of_inputs(evaluation, [(s.name, s.hash) for s in plan.sources])


def write_outputs(
    evaluation: Evaluation, excerpts: pd.DataFrame, *, model: str, prepared: date
) -> list[str]:
    """Write sheet, table, working page and report; gives the names of files that people had changed.

    Such a file may hold somebody's review, so it is kept beside the new one.
    """
    # Before anything is read: what people decide from here on is for the next run.
    inputs = hash_of_inputs(evaluation, _files_read(evaluation))
    publications = publications_of(evaluation, excerpts, model, prepared)
    reports = (REPORT, REVIEWED)[: len(publications)]
    due = dict.fromkeys((*WRITTEN, *reports))
    make_folders(evaluation.outputs)
    kept = [output.name for output in due if _keep_if_changed(evaluation, output)]
    # Before anybody can read them: a run that stops here leaves a tally that says too much.
    handed_out = [output.file_name for output in reports]
    note_published(evaluation, publications[0].choice.new, handed_out, prepared)
    coded_excerpts.write_coded_excerpts(publications[0], evaluation.outputs)
    page = render_working_page(publications[0], work_so_far(evaluation, publications))
    REPORT.write(evaluation.outputs, page.encode())
    for publication in publications[1:]:
        REVIEWED.write(evaluation.outputs, report.render_report(publication).encode())
    written = {output.name: _hash(output.path(evaluation.outputs)) for output in due}
    with evaluation.store.writing() as connection:
        for name, hash in written.items():
            _note_written(connection, name, hash)
        mark_done(connection, WHOLE_RUN, inputs)
    return kept


def report_without_words(evaluation: Evaluation, prepared: date) -> str:
    """What people found as a report in which nobody is quoted and no file is named.

    Its counts are noted as handed out.
    """
    excerpts = evaluation.excerpts()
    frames = frames_to_publish(evaluation, excerpts.assign(may_quote=False))
    about = about_of(evaluation, excerpts, evaluation.settings.coding.model, prepared)
    used = replace(frames, files=frames.files[frames.files["outcome"] == "read"])
    found = publications_from(evaluation, used, about)[-1]
    note_published(evaluation, found.choice.new, [REVIEWED.file_name], prepared)
    return report.render_report(found)


def _note_written(connection: Connection, name: str, hash: str) -> None:
    o = tables.outputs
    connection.execute(delete(o).where(o.c.name == name))
    connection.execute(o.insert().values(name=name, hash=hash))


def _files_read(evaluation: Evaluation) -> list[tuple[str, str]]:
    """The files that the outputs were made of, as they were read: they may have changed since."""
    query = select(tables.files.c.source, tables.files.c.hash)
    with evaluation.store.reading() as connection:
        return [(row.source, row.hash) for row in connection.execute(query)]


def _hash(path: Path) -> str:
    return content_hash(path.read_bytes()) if path.is_file() else ""


def _keep_if_changed(evaluation: Evaluation, output: OutputFile) -> bool:
    path, o = output.path(evaluation.outputs), tables.outputs
    with evaluation.store.reading() as connection:
        written = connection.execute(select(o.c.hash).where(o.c.name == output.name)).scalar()
    if not path.is_file() or _hash(path) == written:
        return False
    keep_aside(path)
    return True


def _due(evaluation: Evaluation) -> tuple[OutputFile, ...]:
    """What there is to write: the report of what people found once they have decided something."""
    return (*WRITTEN, REVIEWED) if evaluation.has_decisions() else WRITTEN


def summary_of(evaluation: Evaluation) -> Summary:
    """The counts of an evaluation as it stands in the store."""
    files, people = evaluation.files(), taking_part(evaluation)
    e, s = tables.excerpts, tables.suggestions
    with evaluation.store.reading() as connection:
        said = connection.execute(select(e.c.participant).where(e.c.consent)).scalars().all()
        coded = connection.execute(select(s.c.excerpt_id)).scalars().all()
    outcomes = files["outcome"].value_counts()
    return Summary(
        read=int(outcomes.get("read", 0)) + int(outcomes.get("empty", 0)),
        refused=int(outcomes.get("refused", 0)),
        doubted=int((files["doubts"] != "").sum()),
        same=int(outcomes.get("same", 0)),
        words=int(files["words"].sum()),
        participants=len(set(said) - {""}),
        excerpts=len(said),
        coded=len(set(coded)),
        suggestions=len(coded),
        proposals=len(evaluation.proposals()),
        left_out=number_without(people, "may_analyse"),
        unlisted=number_without(people, "listed"),
    )


def refusals(evaluation: Evaluation) -> Sequence[tuple[str, str]]:
    """The files that could not be read, each with the reason and what to do."""
    f = tables.files
    query = select(f.c.source, f.c.reason).where(f.c.outcome == "refused").order_by(f.c.source)
    with evaluation.store.reading() as connection:
        return [(row.source, row.reason) for row in connection.execute(query)]


def doubtful_files(evaluation: Evaluation) -> list[tuple[str, list[str]]]:
    """The files that were read with doubts, each with a sentence a doubt."""
    f = tables.files
    query = select(f.c.source, f.c.doubts).where(f.c.doubts != "").order_by(f.c.source)
    with evaluation.store.reading() as connection:
        return [(row.source, sentences_of_doubt(row.doubts)) for row in connection.execute(query)]
