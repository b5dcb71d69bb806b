"""`heard report pack`: the evidence behind the findings report, as an archive for others."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from coding.evaluation.evaluation import Evaluation
from coding.evaluation.output_files import EVIDENCE_PACK, make_folders
from coding.evidence_pack.identity import without_identity
from coding.evidence_pack.pack import evidence_pack
from coding.findings.publication import note_published
from coding.findings_report.gathering import report_material
from coding.findings_report.report import findings_report
from corpora.files import shown
from flows.arguments import DONE, Commands, add_folder


def add_to(ways: Commands) -> None:
    """Add what the command takes."""
    parser = ways.add_parser("pack", help="the evidence behind it as an archive for others")
    add_folder(parser)
    parser.set_defaults(command=_command)


def _command(given: argparse.Namespace) -> int:
    write_pack(given.folder)
    return DONE


def write_pack(folder: Path) -> None:
    """Write the archive, and say where it lies and what is not in it."""
    evaluation, today = Evaluation.open(folder), datetime.now(UTC).date()
    material = report_material(evaluation, today)
    document = findings_report(material)
    cleared = {quote.excerpt_id for quote in document.quotations() if quote.checked}
    licence = evaluation.settings.publish.licence
    content = evidence_pack(
        material, document, clean=without_identity(evaluation), cleared=cleared, licence=licence
    )
    make_folders(evaluation.outputs)
    note_published(evaluation, material.publication.choice.new, [EVIDENCE_PACK.file_name], today)
    EVIDENCE_PACK.write(evaluation.outputs, content)
    print(f"Written:     {shown(str(EVIDENCE_PACK.path(evaluation.outputs)))}")
    if not cleared:
        print("             without quotes: no speaker has agreed to any that the report prints")
    if not licence:
        print("Next:        choose a licence: [publish] licence in evaluation.toml")
