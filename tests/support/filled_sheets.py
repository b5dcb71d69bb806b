"""Review sheets handed out, filled in and read, as tests of both ways need them."""

import csv
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from io import StringIO
from pathlib import Path

import openpyxl
from hub import hub, suggest
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from coding import Evaluation
from coding.sheets.review_sheet import SheetChoice, keep_sheet, worked_out
from coding.sheets.review_sheet_pages import PAGE, book
from corpora.spreadsheets.workbook import workbook

AT, LATER = "2026-02-03T10:00:00+00:00", "2026-02-04T10:00:00+00:00"


Filling = Mapping[int, Mapping[str, str | float]]


NOTHING: Filling = {}


ALL = SheetChoice()


def fresh(folder: Path) -> Evaluation:
    made = hub(folder / "hub")
    first, second, *_ = ids(made)
    suggest(made, (first, "voice", "positive", 0.81), (first, "trust", "mixed", 0.4), (second, "influence", "negative", 0.6))  # fmt: skip
    return made


def ids(evaluation: Evaluation) -> list[str]:
    return list(evaluation.excerpts()["excerpt_id"])


def made(
    evaluation: Evaluation, path: Path, filling: Filling = NOTHING, choice: SheetChoice = ALL, who: str = "RW"
) -> Path:  # fmt: skip
    """A sheet handed out and filled in: what to write by the number of the row and the heading."""
    handed, rows, _ = worked_out(evaluation, who, choice)
    with evaluation.store.writing() as connection:
        keep_sheet(connection, handed, AT)
    whole = book("Hub", handed, rows, evaluation.codebook, date(2026, 2, 3))
    path.write_bytes(workbook(whole, scratch=path.parent / "scratch"))
    return changed(path, lambda read: fill(read, filling)) if filling else path


def fill(read: Workbook, filling: Filling) -> None:
    page = read[PAGE]
    headings = {str(cell.value): at for at, cell in enumerate(page[1], start=1)}
    for number, cells in filling.items():
        for heading, value in cells.items():
            page.cell(number + 1, headings[heading], value)


def changed(path: Path, change: Callable[[Workbook], object]) -> Path:
    read = openpyxl.load_workbook(path)
    change(read)
    read.save(path)
    return path


def texts(path: Path) -> list[list[str]]:
    page = openpyxl.load_workbook(path)[PAGE]
    return [["" if cell.value is None else str(cell.value) for cell in row] for row in page]


def as_csv(rows: Sequence[Sequence[str]], path: Path, delimiter: str = ",") -> Path:
    out = StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    path.write_text(out.getvalue(), "utf-8-sig")
    return path


def said(evaluation: Evaluation) -> list[tuple[str, ...]]:
    """The decisions in the record, with the place of the excerpt instead of its id."""
    place = {excerpt: str(at) for at, excerpt in enumerate(ids(evaluation))}
    frame = evaluation.decisions()
    told = frame[["excerpt_id", "code_id", "verdict", "direction", "reviewer"]]
    return [(place[e], c, v, d, r) for e, c, v, d, r in told.itertuples(index=False, name=None)]


def remarks(evaluation: Evaluation) -> list[tuple[str, ...]]:
    place = {excerpt: str(at) for at, excerpt in enumerate(ids(evaluation))}
    told = evaluation.remarks()[["excerpt_id", "kind", "value", "reviewer"]]
    return [(place[e], k, v, r) for e, k, v, r in told.itertuples(index=False, name=None)]


ANSWERED: Filling = {
    1: {"decision": "accept", "done": "x", "note": "Yes, =exactly"},
    2: {"decision": "R", "missing code 1": "treated WITH  respect", "direction 1": "neu"},
    3: {"decision": "n"},
    4: {"missing code 1": "voice", "missing code 2": "Influence on decisions", "direction 2": "not sure"},
    5: {"done": "x"},
}  # fmt: skip


ANSWERS: dict[str, st.SearchStrategy[str]] = {
    "decision": st.sampled_from(["", "accept", "a", "Reject", "n", "not sure"]),
    "done": st.sampled_from(["", "x", "X", "yes"]),
    "missing code 1": st.sampled_from(["", "Made welcome", "respect"]),
    "missing code 2": st.sampled_from(["", "New skills", "empowerment"]),
    "note": st.sampled_from(["", "NA", "0012", "a note", "‘quoted’"]),
}


def cell(row: int, heading: str, value: str) -> Callable[[Workbook], object]:
    return lambda read: fill(read, {row: {heading: value}})
