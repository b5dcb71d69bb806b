"""What stands behind a release: its report as it was, and the quotes that people let stand in it."""

from dataclasses import dataclass
from datetime import date

from coding.evaluation.evaluation import Evaluation
from coding.example.reviewed import report_day
from coding.findings_report.gathering import report_material
from coding.findings_report.release.freezing import report_state
from coding.findings_report.release.printed import PrintedReport, printed_report
from coding.findings_report.release.quotes_sheet import ticked
from coding.findings_report.shared.material import ReportMaterial
from coding.published.quote_checks import checks_of
from coding.published.releases import Release, released
from corpora.errors import InputError
from corpora.files import shown


@dataclass(frozen=True, slots=True)
class ReleaseToPack:
    """A released report with its material; `cleared` are the ids of its quotes that people ticked."""

    material: ReportMaterial
    printed: PrintedReport
    cleared: frozenset[str]


def release_to_pack(evaluation: Evaluation, name: str) -> ReleaseToPack:
    """The report that was released under this name, made again as of its day.

    Raises InputError where none was, where it is to be recalled, and where the report now is not
    what was released: a release has one state, and a pack of another would not stand behind it.
    """
    release = _released(evaluation, name)
    material = report_material(
        evaluation, report_day(evaluation, date.fromisoformat(release.at[:10]))
    )
    printed = printed_report(material, release=release.name)
    if report_state(material, printed) != release.state:
        raise InputError(
            "the report is another now than this release",
            where=shown(name),
            remedy="Somebody has written or decided something since. Pack a release on the day on which "
            "it is made, or release the report again under another name and pack that.",
        )
    cleared = ticked(printed, checks_of(evaluation)) & set(release.excerpts)
    return ReleaseToPack(material, printed, cleared)


def _released(evaluation: Evaluation, name: str) -> Release:
    for release in released(evaluation):
        if release.name == name:
            if release.recall:
                raise InputError(
                    f"this release is to be recalled since {release.recall}",
                    where=shown(name),
                    remedy="Somebody in it has withdrawn. Release the report again, and pack that.",
                )
            return release
    remedy = "They are listed by: heard report releases."
    raise InputError("no report of this name was released", where=shown(name), remedy=remedy)
