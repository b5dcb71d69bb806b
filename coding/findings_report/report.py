"""The findings report as a document: thirteen parts in their order."""

from collections.abc import Callable

from coding.document.blocks import Block, Part, WholeDocument
from coding.findings_report.parts.asked import asked_part, heard_part
from coding.findings_report.parts.claims import claims_part
from coding.findings_report.parts.difference import difference_part
from coding.findings_report.parts.follow_up import audit_part, you_said_part
from coding.findings_report.parts.in_short import in_short_part
from coding.findings_report.parts.measures import measures_part
from coding.findings_report.parts.method import method_part
from coding.findings_report.parts.over_waves import over_waves_part
from coding.findings_report.parts.process import process_part
from coding.findings_report.parts.put_in import learned_part, put_in_part
from coding.findings_report.shared.material import ReportMaterial
from corpora.dates import written_date

PARTS: tuple[tuple[str, str, Callable[[ReportMaterial], tuple[Block, ...]]], ...] = (
    ("in-short", "In short", in_short_part),
    ("asked", "What was asked", asked_part),
    ("heard", "Who was heard", heard_part),
    ("process", "Did the process work?", process_part),
    ("difference", "What difference did it make?", difference_part),
    ("measures", "Measures beside themes", measures_part),
    ("findings", "Each finding", claims_part),
    ("waves", "From wave to wave", over_waves_part),
    ("audit", "Audit by principle", audit_part),
    ("actions", "You said, we did", you_said_part),
    ("put-in", "What went in", put_in_part),
    ("learned", "Learned on the way", learned_part),
    ("method", "Method and limits", method_part),
)
DRAFT = "Draft. It has not been released: numbers and words may still change."


def findings_report(material: ReportMaterial, *, release: str = "") -> WholeDocument:
    """The report, a draft unless it has the name of a release."""
    about = material.publication.about
    notice = (
        f"Release “{release}”. Findings are people's; numbers are counted." if release else DRAFT
    )
    return WholeDocument(
        title=about.title,
        about=(
            "Findings of the evaluation",
            f"Prepared on {written_date(material.today)}",
            f"Codebook: {material.publication.codebook.title}, "
            f"version {material.publication.codebook.version}",
        ),
        notice=notice,
        parts=tuple(
            Part(id, number, heading, blocks(material))
            for number, (id, heading, blocks) in enumerate(PARTS, start=1)
        ),
    )
