"""A sheet on which a participant reads the quotes of theirs that a report prints, and says yes or no.

It is a Word file in large print, in plain English, with one question a quote. Who would rather tell
somebody has that person write the answers in.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from coding.document.blocks import Quotation
from coding.evaluation.evaluation import Evaluation
from coding.findings_report.release.quotes_sheet import words_hash
from coding.published.quote_checks import LEAVE_OUT, MAY_STAND, QuoteCheck, keep_checks
from corpora.errors import InputError
from corpora.files import open_zip, read_limited, shown
from corpora.handed_out.word_files import set_letters, word_bytes
from corpora.spreadsheets.filled_in import refused
from corpora.visible import visible

QUESTION, ANSWER = "May these words stand in the report?", "Your answer, yes or no:"
_POINTS = {"Normal": 18, "Heading 1": 26, "Heading 2": 22}
_ID = re.compile(r"No ([0-9a-f]{16})\.([0-9a-f]{16})")
_YES, _NO = ("yes", "y", "x", "ok", "✓", "✔"), ("no", "n")
_BEFORE = (
    "These are words that you said to us. We would like to print them in our report.",
    "Your name is not beside them. Somebody who knows you may still know that it is you.",
    "Please read each one. Write yes or no below it.",
    "If you say no, we do not print it: not in this report, and not in another one.",
    "If you write nothing, we ask you again. You do not have to say why.",
)


def quotes_of(
    evaluation: Evaluation, person: str, quotations: Iterable[Quotation]
) -> tuple[Quotation, ...]:
    """The quotes of one participant, each once, in the order of reading."""
    frame = evaluation.excerpts()
    hers = set(frame[frame["participant"] == person]["excerpt_id"])
    return tuple({q.excerpt_id: q for q in quotations if q.excerpt_id in hers}.values())


def sheet_to_check(title: str, quotations: Sequence[Quotation]) -> bytes:
    """The sheet as .docx. The same quotes give the same bytes."""
    from docx import Document
    from docx.shared import Pt

    document: Any = Document()
    set_letters(document, _POINTS, after=12, spacing=1.5)
    document.add_heading("Your words in our report", 1)
    document.add_paragraph(visible(title))
    for sentence in _BEFORE:
        document.add_paragraph(sentence)
    for number, quote in enumerate(quotations, start=1):
        document.add_heading(f"Quote {number} of {len(quotations)}", 2)
        table = document.add_table(rows=0, cols=1, style="Table Grid")
        words = f"“{quote.before}{quote.phrase}{quote.after}”"
        asked = [f"We asked: {quote.question}"] if quote.question else []
        said_of = f"Beside it stands: {', '.join(quote.label) or 'nothing about you'}."
        for text in (*asked, words, said_of, QUESTION, ANSWER):
            table.add_row().cells[0].text = visible(text)
        key = table.add_row().cells[0].paragraphs[0]
        key.add_run(f"No {quote.excerpt_id}.{words_hash(quote)}").font.size = Pt(10)
    return word_bytes(document, title="Your words in our report")


def read_checked(evaluation: Evaluation, path: Path, at: str) -> tuple[int, int]:
    """Keep the answers of a filled-in sheet; how many quotes may stand, and how many may not.

    Raises InputError with every answer that is neither yes nor no; then nothing is kept.
    """
    known = set(evaluation.excerpts()["excerpt_id"])
    said: list[QuoteCheck] = []
    reasons: list[str] = []
    for number, cells in enumerate(_tables(path), start=1):
        id = _ID.fullmatch(cells[-1]) if cells else None
        answer = next((c for c in cells if c.startswith(ANSWER)), None)
        if id is None or answer is None or id[1] not in known:
            reasons.append(f"quote {number}: it is not one that this evaluation handed out")
            continue
        word = answer.removeprefix(ANSWER).strip().strip(".!").casefold()
        if word in (*_YES, *_NO):
            verdict = MAY_STAND if word in _YES else LEAVE_OUT
            said.append(QuoteCheck(id[1], id[2], verdict, own=True, by="", at=at))
        elif word:
            reasons.append(f"quote {number}: the answer is neither yes nor no")
    if reasons:
        raise refused(path.name, reasons)
    keep_checks(evaluation, said)
    no = sum(each.verdict == LEAVE_OUT for each in said)
    return len(said) - no, no


def _tables(path: Path) -> Iterator[list[str]]:
    """The texts of the cells of each table. Raises InputError where it is no Word file."""
    from docx import Document

    content = read_limited(path)
    archive = open_zip(content, where=shown(path.name))
    for member in archive.names():
        if member.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(member):
            raise _unreadable(path)
    try:
        document = Document(BytesIO(content))
        tables = [[row.cells[0].text.strip() for row in t.rows] for t in document.tables]
    except (KeyError, ValueError, IndexError) as fault:
        raise _unreadable(path) from fault
    if not tables:
        raise _unreadable(path)
    yield from tables


def _unreadable(path: Path) -> InputError:
    return InputError(
        "this is not a sheet of quotes that can be read",
        where=shown(path.name),
        remedy="Save it as .docx in the program that it was filled in with, its tables as they were.",
    )
