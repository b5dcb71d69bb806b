"""`heard report FOLDER`: the findings report as a draft, from what people wrote and decided."""

import argparse
from pathlib import Path

from coding.easy_read.paper import EasyReadPaper
from coding.easy_read.rules import easy_read_breaches, notes_to_the_team
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.output_files import (
    EASY_READ_DRAFT,
    EASY_READ_DRAFT_WORD,
    FINDINGS_DRAFT,
    FINDINGS_DRAFT_PDF,
    FINDINGS_DRAFT_TABLES,
    FINDINGS_DRAFT_WORD,
    make_folders,
)
from coding.findings.publication import note_published
from coding.findings_report.gathering import report_material
from coding.findings_report.release.printed import printed_report, report_files
from coding.written.sheet.agreements import note_agreements
from corpora.files import remove_file, shown
from flows.arguments import DONE, add_folder, add_pdf, counted
from flows.cli.report.day import day_of_report

DEFAULT = "draft"
"""What is done with a folder alone: `heard report FOLDER`."""

DRAFTS = (
    FINDINGS_DRAFT,
    FINDINGS_DRAFT_WORD,
    FINDINGS_DRAFT_TABLES,
    EASY_READ_DRAFT,
    EASY_READ_DRAFT_WORD,
)
"""In the order in which a report's files are made."""


def add_to(ways: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add what the command takes."""
    parser = ways.add_parser(DEFAULT, help="write it as it stands now, as a draft for the team")
    add_folder(parser)
    add_pdf(parser)
    parser.set_defaults(command=_command)


def _command(given: argparse.Namespace) -> int:
    write_draft(given.folder, pdf=given.pdf)
    return DONE


def write_draft(folder: Path, *, pdf: bool = False) -> None:
    """Write the report as it stands now, as a draft for the team, and say where it lies.

    Raises EnvironmentFault, with nothing written, where it is to be a `pdf` as well and none can be
    made here. Without, a PDF of before goes: it would say what the others do not say any longer.
    """
    evaluation = Evaluation.open(folder)
    today = day_of_report(evaluation)
    if many := note_agreements(evaluation):
        print(f"Noted:       to which words people agree, {many} times (findings.yaml, under to)")
    material = report_material(evaluation, today)
    printed = printed_report(material)
    make_folders(evaluation.outputs)
    scratch = FINDINGS_DRAFT_TABLES.path(evaluation.outputs).parent
    drafts = (*DRAFTS, *([FINDINGS_DRAFT_PDF] if pdf else []))
    files = report_files(material, printed, scratch, pdf=pdf)
    # Before anybody can read them: drafts travel, and their numbers are handed out.
    note_published(
        evaluation,
        material.publication.choice.new,
        [output.file_name for output in drafts],
        today,
    )
    for output, file in zip(drafts, files, strict=True):
        output.write(evaluation.outputs, file)
    if not pdf:
        remove_file(FINDINGS_DRAFT_PDF.path(evaluation.outputs))
    written = len(material.written.findings)
    claims = "1 finding" if written == 1 else f"{written or 'no'} findings"
    print(f"Draft:       {claims}, {counted(len(printed.quotes()), 'quote')}")
    for output in drafts:
        print(f"             {shown(str(output.path(evaluation.outputs)))}")
    print(*_easy_read_lines(printed.easy), sep="\n")
    print("Next:        read it with the team; write findings in the folder findings")


def _easy_read_lines(paper: EasyReadPaper) -> list[str]:
    """Which rules of easy read are broken where, and what is left out."""
    breaches, notes = easy_read_breaches(paper), notes_to_the_team(paper)
    head = (
        f"Easy read:   {counted(len(breaches), 'sentence')} to put right before a release"
        if breaches
        else "Easy read:   it keeps the rules"
    )
    return [head, *(f"             {shown(str(line))}" for line in (*breaches, *notes))]
