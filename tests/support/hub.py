"""A small invented evaluation, read and cut, for tests of review; nobody in it exists."""

from pathlib import Path

from coding import Evaluation
from coding.evaluation import tables
from coding.evaluation.database import insert
from coding.evaluation.new import new_evaluation
from coding.evaluation.settings import FILE
from coding.intake import sources
from coding.intake.cutting import cut_all
from coding.sheets.review_sheet import HandedSheet, SheetChoice, SheetRow, keep_sheet, worked_out

PEOPLE = """id,name,aliases,group,role,wave,consent_analysis,consent_quote
P1,Ned Barrow,,unpaid carers,,,yes,yes
P2,Ada Quill,,staff,,,yes,no
P3,Zeb Moss,,unpaid carers,,,no,no
"""
INTERVIEW = """Interviewer: How was the first meeting for everybody here?

Ned Barrow: They listened to me about the letters, and Ada Quill backed me up on the letters too.

Ada Quill: =1+1 is what I wrote on the board, and nobody asked me what in the world it might mean.

Zeb Moss: These words of mine must stay with those who run it, since I did not agree to anything.

Ned Barrow: After that I went home and told my wife that they had written it all down for once.

Interviewer: Did you feel listened to?

Ada Quill: Yes, definitely.

Ned Barrow: NA
"""


def hub(folder: Path, text: str = INTERVIEW, *, database: str = "") -> Evaluation:
    """An evaluation with one interview, cut into excerpts; nothing is suggested yet."""
    new_evaluation(folder)
    settings = (folder / FILE).read_text()
    (folder / FILE).write_text(settings.replace('database = ""', f'database = "{database}"'))
    (folder / "people.csv").write_text(PEOPLE)
    (folder / "transcripts" / "interview.txt").write_text(text)
    opened = Evaluation.open(folder)
    sources.read_sources(opened, sources.plan(opened).to_read)
    cut_all(opened)
    return opened


def suggest(evaluation: Evaluation, *said: tuple[str, str, str, float]) -> None:
    """Keep suggestions (excerpt, code, direction, probability) as the coder would have made them."""
    book = evaluation.codebook
    rows = [
        {
            "excerpt_id": excerpt, "code_id": code, "probability": probability,
            "direction": direction, "phrase_start": 0, "phrase_end": 4, "nearest": "They listened.",
            "nearest_similarity": 0.5, "codebook_version": book.version, "codebook_hash": book.hash,
            "coder": "1",
        }
        for excerpt, code, direction, probability in said
    ]  # fmt: skip
    covered = [{"excerpt_id": e, "highest": 0.5} for e in evaluation.excerpts()["excerpt_id"]]
    with evaluation.store.writing() as connection:
        insert(connection, tables.suggestions, rows)
        insert(connection, tables.first_suggestions, rows)
        insert(connection, tables.coverage, covered)


def could_fit(evaluation: Evaluation, excerpt: str, *codes: str) -> None:
    """Keep what could fit an excerpt, in order, as a run would have."""
    rows = [
        {"excerpt_id": excerpt, "place": place, "code_id": code}
        for place, code in enumerate(codes, start=1)
    ]
    with evaluation.store.writing() as connection:
        insert(connection, tables.could_fit, rows)


def given_sheet(
    evaluation: Evaluation, reviewer: str, choice: SheetChoice, at: str
) -> tuple[HandedSheet, list[SheetRow]]:
    """A sheet as it is handed out: worked out and kept, without its file."""
    handed, rows, _ = worked_out(evaluation, reviewer, choice)
    with evaluation.store.writing() as connection:
        keep_sheet(connection, handed, at)
    return handed, rows
