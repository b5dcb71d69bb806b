"""The findings report in its formats: a page, a Word file and a workbook of tables."""

from collections.abc import Mapping
from pathlib import Path

from coding.charts.colours import stylesheet
from coding.charts.png import drawn_png
from coding.document.blocks import WholeDocument
from coding.document.page import document_page
from coding.document.pdf import document_pdf
from coding.document.word import document_word
from coding.document.workbook import document_workbook
from coding.findings.disclosure.small_numbers import MOST, NOT_SHOWN, least_shown
from coding.findings_report.parts.measures import NOT_AVAILABLE
from coding.findings_report.shared.material import ReportMaterial


def as_pdf(document: WholeDocument) -> bytes:
    """The printed page as a tagged PDF. Raises EnvironmentFault where what draws it is missing."""
    return document_pdf(document, picture_css=stylesheet())


def formats(
    material: ReportMaterial, document: WholeDocument, scratch: Path
) -> Mapping[str, bytes]:
    """The file of each format, by its suffix. `scratch` is a folder for what is written meanwhile."""
    return {
        ".html": document_page(document, picture_css=stylesheet()).encode(),
        ".docx": document_word(document, png=drawn_png),
        ".xlsx": document_workbook(
            document, marks=marks(material), created=material.today, scratch=scratch
        ),
    }


def marks(material: ReportMaterial) -> Mapping[str, str]:
    """Which mark stands before words in a table: hidden, or not available."""
    least = least_shown(material.publication.about.threshold)
    hidden = (NOT_SHOWN, f"fewer than {least}", MOST, "a number of people that is not shown")
    return {**dict.fromkeys(hidden, "[c]"), NOT_AVAILABLE: "[x]", "not written": "[x]", "–": "[x]"}
