"""`heard report pack`: the evidence behind the findings report, as an archive for others."""

import argparse
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

from coding.document.blocks import WholeDocument
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.output_files import (
    EVIDENCE_PACK,
    RELEASE_PACK,
    OutputFile,
    make_folders,
    output_for,
)
from coding.evidence_pack.identity import without_identity
from coding.evidence_pack.of_release import release_to_pack
from coding.evidence_pack.pack import evidence_pack
from coding.findings.publication import note_published
from coding.findings_report.gathering import report_material
from coding.findings_report.report import findings_report
from coding.findings_report.shared.material import ReportMaterial
from corpora.files import shown
from flows.arguments import DONE, Commands, add_folder
from flows.cli.report.day import day_of_report


def add_to(ways: Commands) -> None:
    """Add what the command takes."""
    parser = ways.add_parser("pack", help="the evidence behind it as an archive for others")
    add_folder(parser)
    parser.add_argument("--release", default="", metavar="NAME", help="of a report as released")
    parser.set_defaults(command=_command)


def _command(given: argparse.Namespace) -> int:
    write_pack(given.folder, given.release)
    return DONE


def write_pack(folder: Path, release: str = "") -> None:
    """Write the archive of the report as it stands, or of a release; say where it lies.

    A draft's quotes go out where their speaker has agreed to them, those of a release where people
    let them stand. Raises InputError for a release that cannot be packed.
    """
    evaluation = Evaluation.open(folder)
    if release:
        whole = release_to_pack(evaluation, release)
        output = output_for(RELEASE_PACK, release)
        _write(evaluation, whole.material, whole.printed.document, whole.cleared, output)
        return
    material = report_material(evaluation, day_of_report(evaluation))
    document = findings_report(material)
    cleared = {quote.excerpt_id for quote in document.quotations() if quote.checked}
    _write(evaluation, material, document, cleared, EVIDENCE_PACK)
    if not cleared:
        print("             without quotes: no speaker has agreed to any that the report prints")


def _write(
    evaluation: Evaluation,
    material: ReportMaterial,
    document: WholeDocument,
    cleared: Collection[str],
    output: OutputFile,
) -> None:
    licence = evaluation.settings.publish.licence
    clean = without_identity(evaluation)
    content = evidence_pack(material, document, clean=clean, cleared=cleared, licence=licence)
    make_folders(evaluation.outputs)
    new = material.publication.choice.new
    note_published(evaluation, new, [output.file_name], datetime.now(UTC).date())
    output.write(evaluation.outputs, content)
    print(f"Written:     {shown(str(output.path(evaluation.outputs)))}")
    if not licence:
        print("Next:        choose a licence: [publish] licence in evaluation.toml")
