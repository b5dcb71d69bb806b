"""Proposals for de-identification as a spreadsheet: written for people, and read back.

The sheet shows real names beside what is to stand there: it is for those who run the evaluation,
has mode 0600, and is made anew by the next `heard deidentify`. Read back, it counts as a whole or
not at all; what the program needs of a row is its id, never its text. One letter decides about a
row, and on the sheet By kind about all rows of a kind that have no letter of their own.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from coding.deidentification.candidates import (
    Candidate,
    candidates_of,
    proposal_id,
    proposals_of,
)
from coding.deidentification.numbering import keep_decisions
from coding.deidentification.search import Actions
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.output_files import NAMES_TO_HIDE
from coding.evaluation.replacements import Replacement, Verdict
from corpora.errors import InputError
from corpora.files import read_limited
from corpora.personal.kinds import ACTIONS, KINDS
from corpora.personal.stand_ins import is_stand_in
from corpora.spreadsheets.cells import Cell
from corpora.spreadsheets.filled_in import open_workbook, page_of
from corpora.spreadsheets.workbook import Book, Sheet, SheetColumn, TextLine, workbook

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell as OneCell
    from openpyxl.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    ReadCell = OneCell | MergedCell

PAGE, BY_KIND = "Proposals", "By kind"
WRITTEN: Mapping[str, Verdict] = {
    "hide": "accept", "h": "accept", "leave": "reject", "l": "reject",
    # As sheets said that were handed out before.
    "accept": "accept", "a": "accept", "reject": "reject", "r": "reject",
}  # fmt: skip
IN_WORDS: Mapping[str, str] = {"accept": "hide", "reject": "leave", "": ""}
_CHOICES = ("hide", "leave")
COLUMNS = (
    SheetColumn("what was found", 30, "As it stands in a transcript. Keep it to yourselves."),
    SheetColumn("kind", 14, "What the program takes it for."),
    SheetColumn("times", 8, "How often it stands in all transcripts.", number="#,##0"),
    SheetColumn("transcripts", 11, "In how many transcripts.", number="#,##0"),
    SheetColumn(
        "context",
        60,
        "Where it first stands, between » and «; everything else found there is replaced.",
    ),
    SheetColumn(
        "replacement",
        18,
        "What will stand there. You may write something else, in square brackets: that of "
        "somebody who is the same person, for instance.",
        yours=True,
    ),
    SheetColumn(
        "decision",
        11,
        "h or hide, l or leave; empty leaves it open.",
        choices=_CHOICES,
        yours=True,
        free=True,
    ),
    SheetColumn("id", 12, "The program's; leave it as it is.", printed=False),
)
KIND_COLUMNS = (
    SheetColumn("kind", 18, "What the program takes them for."),
    SheetColumn("open", 8, "How many of the kind have no decision.", number="#,##0"),
    SheetColumn("words", 60, "The first of them."),
    SheetColumn(
        "decision for all",
        16,
        "h or hide, l or leave: for every row of this kind that has no decision of its own.",
        choices=_CHOICES,
        yours=True,
        free=True,
    ),
)
_FOR_ALL = KIND_COLUMNS[-1].name
_WORDS_SHOWN = 20
_HEADINGS = tuple(column.name for column in COLUMNS)
_MOST_REASONS = 10
_NOT_A_DECISION = "'{}' holds something else than hide or leave (h or l)"
_FOOTER = "Holds real names: not to be passed on"


@dataclass(frozen=True, slots=True)
class SheetDecision:
    """A decision as a row of the sheet holds it."""

    number: int
    verdict: Verdict
    stand_in: str


def write_sheet(evaluation: Evaluation, prepared: date, actions: Actions = ACTIONS) -> int:
    """Write the proposals into the folder of outputs; gives how many there are."""
    found = sorted(candidates_of(evaluation, actions), key=_by_kind)
    book = Book(
        title=evaluation.settings.title,
        created=prepared,
        footer=_FOOTER,
        first_page=("Read me first", _INTRODUCTION),
        sheets=[
            Sheet(PAGE, COLUMNS, (_cells(proposal) for proposal in found), frozen=1),
            Sheet(BY_KIND, KIND_COLUMNS, _kind_rows(found)),
        ],
    )
    scratch = NAMES_TO_HIDE.path(evaluation.outputs).parent
    NAMES_TO_HIDE.write(evaluation.outputs, workbook(book, scratch=scratch))
    return len(found)


def _by_kind(proposal: Candidate) -> int:
    return KINDS.index(proposal.replacement.kind)


def _kind_rows(proposals: Sequence[Candidate]) -> Iterator[list[Cell]]:
    """A row for each kind of which some are open."""
    for kind in KINDS:
        of_kind = [each.replacement for each in proposals if each.replacement.kind == kind]
        words = [each.written[0] for each in of_kind if not each.verdict]
        if words:
            more = ", …" if len(words) > _WORDS_SHOWN else ""
            yield [kind, len(words), ", ".join(words[:_WORDS_SHOWN]) + more, ""]


def _cells(proposal: Candidate) -> list[Cell]:
    told = proposal.replacement
    return [
        told.written[0],
        told.kind,
        told.times,
        told.transcripts,
        proposal.context,
        told.stand_in,
        IN_WORDS[told.verdict],
        proposal.id,
    ]


_INTRODUCTION = (
    TextLine("Names and places to hide", style="title"),
    TextLine("This file holds real names. Do not pass it on; delete it when you are done.", style="warning"),
    TextLine(""),
    TextLine("What this is", "Words in the transcripts that may tell who somebody is. A program found "
         "them; it is often wrong, and it misses some. Nothing here is hidden before you say so."),
    TextLine("1", "Open the sheet Proposals. In each sentence the word to judge stands between » and «. "
         "Write h (hide) or l (leave) under 'decision': one letter is enough."),
    TextLine("2", "Hide what could point at somebody. Leave what could not: the name of a country, "
         "a word that is no name."),
    TextLine("", "The sheet By kind decides at once about all rows of a kind that have no letter of "
         "their own."),
    TextLine("3", "To say that two rows are the same person, give both the same replacement."),
    TextLine("4", "Save the file and read it back with: heard deidentify FOLDER --decisions FILE --by NAME"),
    TextLine("5", "Names you know of that are not listed: add them to people.csv, as aliases."),
)  # fmt: skip


def read_candidates(
    evaluation: Evaluation, path: Path, reviewer: str, at: str, actions: Actions = ACTIONS
) -> int:
    """Keep what a sheet decides; gives how many decisions are new. The same sheet twice adds none.

    Raises InputError with the rows that cannot be read; then nothing of the sheet is kept.
    """
    proposals = {proposal_id(each): each for each in proposals_of(evaluation, actions)}
    book = open_workbook(read_limited(path), path.name)
    page = page_of(book, (PAGE,), path.name)
    kinds, wrong = _read_kinds(book)
    said, reasons = _read(page, proposals, kinds)
    reasons = [*reasons, *wrong]
    if reasons:
        raise _refused(path, reasons)
    with evaluation.store.writing() as connection:
        told = [(each.number, each.verdict, each.stand_in) for each in said]
        return keep_decisions(connection, told, reviewer, at)


def _refused(path: Path, reasons: Sequence[str]) -> InputError:
    shown = "; ".join(reasons[:_MOST_REASONS])
    more = len(reasons) - _MOST_REASONS
    return InputError(
        f"nothing was kept: {shown}" + (f"; and {more} more" if more > 0 else ""),
        where=path.name,
        remedy="Correct these rows and read the file again, or make the sheet anew.",
    )


def _read_kinds(book: "Workbook") -> tuple[dict[str, Verdict], list[str]]:
    """What is said of whole kinds, and what of it cannot be read; sheets of before had no such page."""
    page = book[BY_KIND] if BY_KIND in book.sheetnames else None
    rows = list(page.iter_rows()) if page is not None else []
    headings = [_text(cell) for cell in rows[0]] if rows else []
    if not {"kind", _FOR_ALL} <= {*headings}:
        return {}, []
    verdicts: dict[str, Verdict] = {}
    reasons: list[str] = []
    for number, row in enumerate(rows[1:], start=2):
        kind, verdict = (_text(row[headings.index(name)]) for name in ("kind", _FOR_ALL))
        if verdict.casefold() in WRITTEN:
            verdicts[kind] = WRITTEN[verdict.casefold()]
        elif verdict:
            reasons.append(f"sheet {BY_KIND}, row {number}: {_NOT_A_DECISION.format(_FOR_ALL)}")
    return verdicts, reasons


def _read(
    page: "Worksheet", proposals: Mapping[str, Replacement], kinds: Mapping[str, Verdict]
) -> tuple[list[SheetDecision], list[str]]:
    """The decisions of a sheet, and the reasons for which rows of it cannot be read."""
    rows = list(page.iter_rows())
    headings = [_text(cell) for cell in rows[0]] if rows else []
    missing = [name for name in _HEADINGS[-3:] if headings.count(name) != 1]
    if missing:
        return [], [f"row 1: the column '{name}' is not there once" for name in missing]
    if page.merged_cells.ranges:
        return [], [f"cells are merged ({sorted(map(str, page.merged_cells.ranges))[0]})"]
    at = [headings.index(name) for name in _HEADINGS[-3:]]
    said: list[SheetDecision] = []
    reasons: list[str] = []
    seen: dict[str, int] = {}
    for number, row in enumerate(rows[1:], start=2):
        cells = [row[column] for column in at]
        if reason := _reason(cells, proposals, seen):
            reasons.append(f"row {number}: {reason}")
        else:
            said += _said(cells, proposals, kinds)
        seen.setdefault(_text(cells[2]), number)
    return said, reasons


def _reason(cells: Sequence["ReadCell"], ids: Collection[str], seen: Mapping[str, int]) -> str:
    """Why a row cannot be read, "" where it can."""
    stand_in, verdict, key = (_text(cell) for cell in cells)
    if not (stand_in or verdict or key):
        return ""
    if any(cell.data_type == "f" for cell in cells):
        return "a formula stands where a decision, replacement or id should be"
    if key in seen:
        return f"its id stands already in row {seen[key]}"
    if key not in ids:
        return "its id is not one of this evaluation's proposals"
    if verdict.casefold() not in ("", *WRITTEN):
        return _NOT_A_DECISION.format("decision")
    if not is_stand_in(stand_in):
        return "'replacement' is not a short text in [square brackets]"
    return ""


def _said(
    cells: Sequence["ReadCell"], proposals: Mapping[str, Replacement], kinds: Mapping[str, Verdict]
) -> Iterator[SheetDecision]:
    stand_in, written, key = (_text(cell) for cell in cells)
    proposal = proposals.get(key)
    if proposal is None:
        return
    verdict = WRITTEN.get(written.casefold()) or kinds.get(proposal.kind)
    # Whoever left open here what somebody has decided meanwhile says nothing about it.
    if verdict and (written or not proposal.verdict):
        yield SheetDecision(proposal.number, verdict, stand_in)


def _text(cell: "ReadCell") -> str:
    return "" if cell.value is None else str(cell.value).strip()
