"""The spreadsheet in which a team reviews what is suggested, and the same rows as CSV.

An internal working document: it holds every excerpt of people who agreed to analysis, under their
pseudonyms, also those that must not be quoted (a column says so).
"""

from pathlib import Path

from coding.evaluation.output_files import CODED_TABLE, CODED_WORKBOOK
from coding.findings.publication import Publication
from coding.sheets.coded_excerpts_columns import HEADINGS, excerpt_rows
from coding.sheets.coded_excerpts_pages import book
from corpora.spreadsheets.cells import csv_of
from corpora.spreadsheets.workbook import workbook


def write_coded_excerpts(publication: Publication, outputs: Path) -> None:
    """Write the workbook of coded excerpts and the table into the folder of outputs."""
    CODED_TABLE.write(outputs, excerpts_csv(publication))
    scratch = CODED_WORKBOOK.path(outputs).parent
    CODED_WORKBOOK.write(outputs, workbook(book(publication), scratch=scratch))


def excerpts_csv(publication: Publication) -> bytes:
    """The coded excerpts as CSV: UTF-8 with a byte order mark, without which Excel garbles accents.

    `pandas.read_csv(path, dtype=str, keep_default_na=False)` gives every text back as it was. What
    a spreadsheet might take for a formula has an apostrophe in front (T1): `text_of` takes it off.
    NUL and lone surrogates, which no file of text can hold, stand as `‹U+0000›`.
    """
    said = ([row.get(name) for name in HEADINGS] for row in excerpt_rows(publication))
    return csv_of([HEADINGS, *said])
