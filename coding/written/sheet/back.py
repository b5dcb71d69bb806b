"""The workbook as it comes back: its rows as entries, and what is wrong with its sheets."""

from collections.abc import Iterator

from codebooks.yaml.fields import allowed_list
from codebooks.yaml.nodes import brief
from coding.written.entries import OWN, Entry, heading_of
from coding.written.mistakes import Mistakes, nearest_allowed
from coding.written.sheet.tables import TABLES, FilledRow, SheetTable, entries_of_tables
from corpora.errors import InputError
from corpora.spreadsheets.filled_in import Table, open_workbook, page_of, table_of_page

MIDNIGHT = " 00:00:00"


def entries_of_workbook(
    content: bytes, name: str, mistakes: Mistakes
) -> dict[str, tuple[Entry, ...]]:
    """The entries of each file that a workbook holds; a sheet that is not there is noted.

    Raises InputError or FileRefused where it is no workbook that can be read.
    """
    book = open_workbook(content, name)
    rows: dict[str, list[FilledRow]] = {}
    for table in TABLES:
        try:
            page = table_of_page(page_of(book, (table.name,), name))
        except InputError as missing:
            mistakes.note_fault(missing)
            continue
        rows[table.name] = list(_rows(table, page, mistakes))
    return entries_of_tables(rows, mistakes)


def _rows(table: SheetTable, page: Table, mistakes: Mistakes) -> Iterator[FilledRow]:
    where = f"sheet {table.name}"
    for problem in page.problems:
        mistakes.note(where, problem)
    names = [field.name for field in table.fields]
    headings = {heading: heading_of(heading) for heading in page.headings if heading}
    for heading, name in headings.items():
        if name not in names and not name.startswith(OWN):
            what = f"there is no column {brief(heading)}; the columns are: {allowed_list(tuple(names))}"
            mistakes.note(f"{where}, row 1", what, nearest_allowed(name, names))
    for name in names:
        if name not in headings.values():
            mistakes.note(f"{where}, row 1", f"the column {name} is not there", "Put it back.")
    for row in page.rows:
        place = f"{where}, row {row.number}"
        for heading in row.acting:
            what = f"a formula or an error stands under {brief(heading)}"
            mistakes.note(place, what, "Write the value itself.")
        texts = {name: row[heading].removesuffix(MIDNIGHT) for heading, name in headings.items()}
        if any(texts.values()):
            yield FilledRow(texts, row.number, place)
