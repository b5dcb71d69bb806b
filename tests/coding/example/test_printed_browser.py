"""The findings report of the invented evaluation on paper: what a board is handed, on a few sheets."""

from datetime import date
from pathlib import Path

import pytest
from pdfminer.high_level import extract_text
from playwright.sync_api import Browser

from coding import Evaluation
from coding.example.reviewed import report_day
from coding.findings_report.formats import formats
from coding.findings_report.gathering import report_material
from coding.findings_report.report import findings_report

pytestmark = pytest.mark.browser

MOST_PAGES = 12


def test_it_prints_on_twelve_pages_of_a4(
    reviewed: Evaluation, browser: Browser, tmp_path: Path
) -> None:
    material = report_material(reviewed, report_day(reviewed, date(2026, 1, 5)))
    path = tmp_path / "report.html"
    path.write_bytes(formats(material, findings_report(material), tmp_path)[".html"])
    page = browser.new_page()
    try:
        page.goto(path.as_uri())
        page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    finally:
        page.close()
    pages = extract_text(tmp_path / "report.pdf").split("\f")[:-1]
    assert 1 < len(pages) <= MOST_PAGES
    assert "13. Method and limits" in " ".join(pages)
