"""`heard report FOLDER`: the findings report as a draft, from what people wrote and decided."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from coding.easy_read.easy_read import easy_read
from coding.easy_read.page import easy_read_page
from coding.easy_read.paper import EasyReadPaper
from coding.easy_read.rules import easy_read_breaches, notes_to_the_team
from coding.easy_read.word import easy_read_word
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.output_files import (
    EASY_READ_DRAFT,
    EASY_READ_DRAFT_WORD,
    FINDINGS_DRAFT,
    FINDINGS_DRAFT_TABLES,
    FINDINGS_DRAFT_WORD,
    make_folders,
)
from coding.findings.publication import note_published
from coding.findings_report.formats import formats
from coding.findings_report.gathering import report_material
from coding.findings_report.report import findings_report
from corpora.files import shown
from flows.arguments import DONE, add_folder, counted

DEFAULT = "draft"
"""What is done with a folder alone: `heard report FOLDER`."""

DRAFTS = (FINDINGS_DRAFT, FINDINGS_DRAFT_WORD, FINDINGS_DRAFT_TABLES)
EASY_READ_DRAFTS = (EASY_READ_DRAFT, EASY_READ_DRAFT_WORD)


def add_to(ways: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add what the command takes."""
    parser = ways.add_parser(DEFAULT, help="write it as it stands now, as a draft for the team")
    add_folder(parser)
    parser.set_defaults(command=_command)


def _command(given: argparse.Namespace) -> int:
    write_draft(given.folder)
    return DONE


def write_draft(folder: Path) -> None:
    """Write the report as it stands now, as a draft for the team, and say where it lies."""
    evaluation, today = Evaluation.open(folder), datetime.now(UTC).date()
    material = report_material(evaluation, today)
    document = findings_report(material)
    make_folders(evaluation.outputs)
    scratch = FINDINGS_DRAFT_TABLES.path(evaluation.outputs).parent
    files = formats(material, document, scratch)
    paper = easy_read(material)
    easy = {".html": easy_read_page(paper).encode(), ".docx": easy_read_word(paper)}
    # Before anybody can read them: drafts travel, and their numbers are handed out.
    note_published(
        evaluation,
        material.publication.choice.new,
        [output.file_name for output in (*DRAFTS, *EASY_READ_DRAFTS)],
        today,
    )
    for output in DRAFTS:
        output.write(evaluation.outputs, files[Path(output.name).suffix])
    for output in EASY_READ_DRAFTS:
        output.write(evaluation.outputs, easy[Path(output.name).suffix])
    written = len(material.written.findings)
    claims = "1 finding" if written == 1 else f"{written or 'no'} findings"
    print(f"Draft:       {claims}, {counted(len(tuple(document.quotations())), 'quote')}")
    for output in (*DRAFTS, *EASY_READ_DRAFTS):
        print(f"             {shown(str(output.path(evaluation.outputs)))}")
    print(*_easy_read_lines(paper), sep="\n")
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
