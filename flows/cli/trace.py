"""`heard trace`: from a printed figure back to people, excerpts, decisions, codebook and consent."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from coding.evaluation.evaluation import Evaluation
from coding.evaluation.output_files import RELEASE_TRACE, output_for
from coding.findings_report.gathering import report_material
from coding.findings_report.release.printed import printed_report
from coding.findings_report.release.trace import (
    FigureTrace,
    TracedExcerpt,
    Tracer,
    from_json,
    tracer_of,
)
from coding.published.releases import released
from corpora.errors import InputError
from corpora.files import shown
from flows.arguments import DONE, add_folder, counted
from flows.cli.report.day import day_of_report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("key", metavar="KEY", help="of a figure, as the report's workbook has it")
    add_folder(parser)
    parser.add_argument("--release", default="", metavar="NAME", help="of a report as released")
    parser.set_defaults(command=_command)


def _command(given: argparse.Namespace) -> int:
    show_trace(given.folder, given.key, given.release)
    return DONE


def show_trace(folder: Path, key: str, release: str = "") -> None:
    """Print what stands behind a figure of the report as it stands now, or as it was released.

    Raises InputError for a key that it does not print.
    """
    evaluation = Evaluation.look(folder)
    tracer = _of_release(evaluation, release) if release else _of_draft(evaluation)
    print(*trace_lines(tracer[key]), sep="\n")


def _of_draft(evaluation: Evaluation) -> Tracer:
    material = report_material(evaluation, day_of_report(evaluation))
    return tracer_of(evaluation, material, printed_report(material))


def _of_release(evaluation: Evaluation, name: str) -> Tracer:
    path = output_for(RELEASE_TRACE, name).path(evaluation.outputs)
    if name not in [each.name for each in released(evaluation)]:
        remedy = "They are listed by: heard report releases."
        raise InputError("no report of this name was released", where=shown(name), remedy=remedy)
    if not path.is_file():
        raise InputError(
            "the trace of this release is not there any longer",
            where=shown(name),
            remedy="Where somebody in it has withdrawn it was taken away. FigureTrace the report of now.",
        )
    return from_json(json.loads(path.read_bytes()))


def trace_lines(trace: FigureTrace) -> Iterator[str]:
    """The trace for the team; no word of anybody is in it."""
    yield f"{trace.key}: printed as {', '.join(f'“{text}”' for text in trace.printed)}"
    yield f"Counts {trace.counts}: {'not known' if trace.count is None else f'{trace.count:,}'}"
    yield "For the team alone: small numbers are not hidden here."
    if trace.people:
        yield f"People: {', '.join(trace.people)}"
    if trace.excerpts:
        yield f"Behind it: {counted(len(trace.excerpts), 'excerpt')}"
    for excerpt in trace.excerpts:
        yield from _excerpt_lines(excerpt)


def _excerpt_lines(excerpt: TracedExcerpt) -> Iterator[str]:
    who = excerpt.person or "second-hand or nobody in particular"
    quoted = "may be quoted" if excerpt.may_be_quoted else "not to be quoted"
    yield (
        f"  {excerpt.excerpt_id}  {who}  {shown(excerpt.source)} {excerpt.start}-{excerpt.end}  "
        f"agreed to analysis; {quoted}"
    )
    for each in excerpt.decisions:
        direction = f" {each.direction}" if each.direction else ""
        yield (
            f"      {each.at[:10]} {shown(each.reviewer)}: {each.verdict} {each.code_id}{direction} "
            f"(codebook {shown(each.codebook_version)})"
        )
