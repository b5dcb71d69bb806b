"""What a report hands out, whole: the findings report and the same findings in easy read."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coding.document.blocks import Number, Quotation, WholeDocument
from coding.easy_read.easy_read import easy_read
from coding.easy_read.page import easy_read_page
from coding.easy_read.paper import EasyReadPaper
from coding.easy_read.word import easy_read_word
from coding.findings_report.formats import as_pdf, formats
from coding.findings_report.report import findings_report
from coding.findings_report.shared.material import ReportMaterial


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """The report and its easy read paper, made of the same material."""

    document: WholeDocument
    easy: EasyReadPaper

    def numbers(self) -> Iterator[Number]:
        """Every figure that either prints; one may stand in several places, in other words."""
        yield from self.document.numbers()
        yield from self.easy.numbers()

    def quotations(self) -> Iterator[Quotation]:
        """Every quote that either prints, in the order of reading."""
        yield from self.document.quotations()
        yield from self.easy.quotations()

    def quotes(self) -> dict[str, Quotation]:
        """Each quote once, by its excerpt's id, as it stands where it is read first."""
        quotes: dict[str, Quotation] = {}
        for quote in self.quotations():
            quotes.setdefault(quote.excerpt_id, quote)
        return quotes


def printed_report(material: ReportMaterial, *, release: str = "") -> PrintedReport:
    """Both, drafts unless they have the name of a release."""
    return PrintedReport(
        findings_report(material, release=release), easy_read(material, release=release)
    )


def report_files(
    material: ReportMaterial, printed: PrintedReport, scratch: Path, *, pdf: bool = False
) -> tuple[bytes, ...]:
    """The files that are handed out: page, Word file, workbook, easy read as page and Word file.

    Last comes the report as a PDF, where it is asked for. `scratch` as in `formats`. Raises
    EnvironmentFault where no PDF can be made here.
    """
    last = (as_pdf(printed.document),) if pdf else ()
    made = formats(material, printed.document, scratch)
    return (
        *(made[suffix] for suffix in (".html", ".docx", ".xlsx")),
        easy_read_page(printed.easy).encode(),
        easy_read_word(printed.easy),
        *last,
    )
