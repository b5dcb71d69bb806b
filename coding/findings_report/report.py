"""The findings report as a document: thirteen parts in their order."""

from collections.abc import Callable

from coding.document.blocks import Block, Part, WholeDocument
from coding.findings_report.parts.asked import asked, heard
from coding.findings_report.parts.claims import claims
from coding.findings_report.parts.difference import difference
from coding.findings_report.parts.follow_up import audit, you_said
from coding.findings_report.parts.in_short import in_short
from coding.findings_report.parts.measures import measures
from coding.findings_report.parts.method import method
from coding.findings_report.parts.over_waves import over_waves
from coding.findings_report.parts.process import process
from coding.findings_report.parts.put_in import learned, put_in
from coding.findings_report.shared.material import ReportMaterial
from corpora.dates import written_date

PARTS: tuple[tuple[str, str, Callable[[ReportMaterial], tuple[Block, ...]]], ...] = (
    ("in-short", "In short", in_short),
    ("asked", "What was asked", asked),
    ("heard", "Who was heard", heard),
    ("process", "Did the process work?", process),
    ("difference", "What difference did it make?", difference),
    ("measures", "Measures beside themes", measures),
    ("findings", "Each finding", claims),
    ("waves", "From wave to wave", over_waves),
    ("audit", "Audit by principle", audit),
    ("actions", "You said, we did", you_said),
    ("put-in", "What went in", put_in),
    ("learned", "Learned on the way", learned),
    ("method", "Method and limits", method),
)
DRAFT = "Draft. It has not been released: numbers and words may still change."
NOT_COUNTED_ALONE = ("measures", "waves")


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
