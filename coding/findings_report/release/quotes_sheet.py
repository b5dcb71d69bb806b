"""The quotes of a report as a sheet that people of the team look through, written and read back."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from coding.document.blocks import Quotation
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.output_files import QUOTES_TO_TICK
from coding.findings_report.release.printed import PrintedReport
from coding.findings_report.release.quote_flags import flags_of
from coding.findings_report.shared.material import ReportMaterial
from coding.published.quote_checks import (
    QUOTE_VERDICTS,
    QuoteCheck,
    QuoteChecks,
    checks_of,
    keep_checks,
)
from coding.sheets.cell_answers import Unclear, answer_of
from corpora.files import content_hash
from corpora.spreadsheets.cells import Cell
from corpora.spreadsheets.filled_in import Row, read_filled_in, refused
from corpora.spreadsheets.workbook import Book, Sheet, SheetColumn, TextLine, workbook

PAGE = "Quotes"
VERDICT, ID = "may it stand?", "id"
_IN_EASY_READ = "easy read"
COLUMNS = (
    SheetColumn("quote", 60, "The words as the report prints them."),
    SheetColumn("asked", 24, "What was asked, where the report prints that too."),
    SheetColumn("said of the speaker", 24, "What the report says of who speaks."),
    SheetColumn("in part", 16, "The parts of the report in which it stands."),
    SheetColumn("look at", 36, "What in it may tell who speaks, as far as a list of words knows."),
    SheetColumn(
        VERDICT, 14, "may stand or leave out; empty leaves it open.", choices=QUOTE_VERDICTS, yours=True
    ),
    SheetColumn(ID, 14, "The program's; leave it as it is.", printed=False),
)  # fmt: skip
_ID = re.compile(r"([0-9a-f]{16})\.([0-9a-f]{16})")
_INTRODUCTION = (
    TextLine("Quotes to look at", style="title"),
    TextLine("For the team: not to be passed on.", style="warning"),
    TextLine("What this is", "Every quote that the report prints. No report is released before somebody "
         "has read each of them and said that it may stand."),
    TextLine("1", "Open the sheet Quotes. Read each quote as somebody who knows the people."),
    TextLine("2", "Choose 'leave out' where it may tell who speaks, or may hurt them: by an age, a job, a "
         "relative, a date, a turn of phrase. What stands under 'look at' comes from lists of words. "
         "They miss a lot."),
    TextLine("3", "Choose 'may stand' where it may. What you leave out is never quoted again."),
    TextLine("4", "Save the file and read it back: heard report quotes in FOLDER FILE --by NAME"),
)  # fmt: skip


def words_hash(quote: Quotation) -> str:
    """A hash of all that a reader is shown of a quote: words, question, what is said of the speaker."""
    words = f"{quote.before}{quote.phrase}{quote.after}"
    return content_hash(json.dumps([words, quote.question, quote.label]).encode())[:16]


def unticked(printed: PrintedReport, checks: QuoteChecks) -> tuple[str, ...]:
    """The ids of the quotes that nobody has let stand as they are printed now."""
    return tuple(
        dict.fromkeys(
            quote.excerpt_id
            for quote in printed.quotations()
            if not checks.may_stand(quote.excerpt_id, words_hash(quote))
        )
    )


def ticked(printed: PrintedReport, checks: QuoteChecks) -> frozenset[str]:
    """The ids of the quotes that somebody of the team let stand, wherever they are printed."""
    return frozenset(printed.quotes()) - set(unticked(printed, checks))


def write_quotes(
    evaluation: Evaluation, material: ReportMaterial, printed: PrintedReport, prepared: date
) -> int:
    """Write the sheet into the folder of outputs; gives how many quotes are in it."""
    rows = list(_rows(material, printed, checks_of(evaluation)))
    book = Book(
        title=evaluation.settings.title,
        created=prepared,
        footer="Quotes to look at: for the team",
        first_page=("Read me first", _INTRODUCTION),
        sheets=[Sheet(PAGE, COLUMNS, rows)],
    )
    scratch = QUOTES_TO_TICK.path(evaluation.outputs).parent
    QUOTES_TO_TICK.write(evaluation.outputs, workbook(book, scratch=scratch))
    return len(rows)


def _rows(
    material: ReportMaterial, printed: PrintedReport, checks: QuoteChecks
) -> Iterator[Sequence[Cell]]:
    flags = flags_of(printed.quotations(), material.excerpts)
    parts: dict[tuple[str, str], dict[str, None]] = {}
    quotes: dict[tuple[str, str], Quotation] = {}
    for part, quote in _by_part(printed):
        shown = (quote.excerpt_id, words_hash(quote))
        quotes.setdefault(shown, quote)
        parts.setdefault(shown, {})[part] = None
    for (id, words), quote in quotes.items():
        yield [
            f"{quote.before}{quote.phrase}{quote.after}",
            quote.question,
            ", ".join(quote.label),
            ", ".join(parts[id, words]),
            "; ".join(flags[id]),
            "may stand" if checks.may_stand(id, words) else "",
            f"{id}.{words}",
        ]


def _by_part(printed: PrintedReport) -> Iterator[tuple[str, Quotation]]:
    """Every quote with the part in which it is read."""
    for part in printed.document.parts:
        for block in part.all_blocks():
            if isinstance(block, Quotation):
                yield str(part.number), block
    yield from ((_IN_EASY_READ, quote) for quote in printed.easy.quotations())


def read_quotes(evaluation: Evaluation, path: Path, by: str, at: str) -> int:
    """Keep what a sheet says; gives how much of it is new. The same sheet twice adds nothing.

    Raises InputError with every row that cannot be read; then nothing of the sheet is kept.
    """
    table = read_filled_in(path, (PAGE,))
    known = set(evaluation.excerpts()["excerpt_id"])
    said: dict[str, QuoteCheck] = {}
    reasons = list(table.problems)
    for row in table.rows:
        try:
            check = _check(row, known, by, at)
        except Unclear as unclear:
            reasons.append(f"row {row.number}: {unclear}")
            continue
        if check is not None:
            former = said.get(check.excerpt_id)
            if former is not None and former.verdict != check.verdict:
                reasons.append(f"row {row.number}: one quote may stand and is left out")
            said[check.excerpt_id] = check
    if reasons:
        raise refused(path.name, reasons)
    return keep_checks(evaluation, said.values())


def _check(row: Row, known: set[str], by: str, at: str) -> QuoteCheck | None:
    """What a row says, None where it leaves it open."""
    verdict = answer_of(row[VERDICT], QUOTE_VERDICTS, VERDICT)
    if not verdict:
        return None
    id = _ID.fullmatch(row[ID])
    if id is None or id[1] not in known:
        raise Unclear(f"'{ID}' is not that of a quote of this evaluation")
    (one,) = (each for each in QUOTE_VERDICTS if each == verdict)
    return QuoteCheck(id[1], id[2], one, own=False, by=by, at=at)
