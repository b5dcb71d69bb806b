"""The spreadsheet in which a team reviews what is suggested, and the same rows as CSV.

An internal working document: it holds every excerpt of people who agreed to analysis, under their
pseudonyms, also those that must not be quoted (a column says so). `report/` is for sharing.
"""

from pathlib import Path

from coding.findings.publication import Publication
from coding.sheets.coded_excerpts_columns import HEADINGS, excerpt_rows
from coding.sheets.coded_excerpts_pages import book
from corpora.files import write_atomic
from corpora.spreadsheets.cells import csv_of
from corpora.spreadsheets.workbook import workbook

CSV_NAME, WORKBOOK_NAME = "coded-excerpts.csv", "coded-excerpts.xlsx"


def write_coded_excerpts(publication: Publication, folder: Path) -> None:
    """Write coded-excerpts.csv and coded-excerpts.xlsx into `folder`."""
    write_atomic(folder / CSV_NAME, excerpts_csv(publication))
    write_atomic(folder / WORKBOOK_NAME, workbook(book(publication), scratch=folder))


def excerpts_csv(publication: Publication) -> bytes:
    """The coded excerpts as CSV: UTF-8 with a byte order mark, without which Excel garbles accents.

    `pandas.read_csv(path, dtype=str, keep_default_na=False)` gives every text back as it was. What
    a spreadsheet might take for a formula has an apostrophe in front (T1): `text_of` takes it off.
    NUL and lone surrogates, which no file of text can hold, stand as `‹U+0000›`.
    """
    said = ([row.get(name) for name in HEADINGS] for row in excerpt_rows(publication))
    return csv_of([HEADINGS, *said])
