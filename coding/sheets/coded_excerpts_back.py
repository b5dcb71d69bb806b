"""The coded excerpts that a run writes, read back once a team has filled in the yellow columns.

They are no review sheet: nobody finishes an excerpt in them, they are never blind, several people
may write into one file, and a row may be copied to add a second code. So rows may be there twice
as long as they do not contradict each other. A run writes the file anew, so an empty cell takes
nothing back. Rows are held against the evaluation as it is now: a row whose text is not that of
its excerpt is refused.
"""

import re
from collections.abc import Iterator, Mapping
from typing import cast

import pandas as pd

from codebooks.codebook import DIRECTIONS, Direction
from coding.decisions.moved import moves_of_excerpts
from coding.decisions.record import Verdict
from coding.evaluation.evaluation import Evaluation
from coding.sheets.cell_answers import CodeNames, Unclear, answer_of
from coding.sheets.coded_excerpts_columns import CONTINUED, REVIEW, VERDICTS
from coding.sheets.filled import Filled, Word, agreed
from corpora.files import content_hash
from corpora.spreadsheets.filled_in import Row, Table

SHEET = "Coded excerpts"
_NEEDED = ("excerpt", "direction", "code_id", "excerpt_id", "codebook version", "status")
_YOURS = tuple(column.name for column in REVIEW)
_SAID = tuple(name for name in _YOURS if name != "reviewer")
_LEAST_ALIKE = 0.6
_WORD = re.compile(r"\[[^\]]*\]|\w+")


def is_coded_excerpts(table: Table) -> bool:
    """Whether a table is that of the coded excerpts, by its headings."""
    return "row" not in table.headings and {"your decision", "excerpt_id"} <= set(table.headings)


def coded_excerpts(
    evaluation: Evaluation, table: Table, reviewer: str
) -> tuple[list[Filled], list[str]]:
    """What each reviewer says in it, and the reasons for which it cannot be kept."""
    headings = [
        f"row 1: the column '{name}' is not there once"
        for name in (*_NEEDED, *_YOURS)
        if table.headings.count(name) != 1
    ]
    if headings or table.problems:
        return [], [*table.problems, *headings]
    reader, reasons = _Reader(evaluation, reviewer), list[str]()
    for row in table.rows:
        try:
            reader.read(row)
        except Unclear as fault:
            reasons.append(f"row {row.number}: {fault}")
    filled = []
    for name in sorted(reader.present):
        one, contradictions = reader.filled(name)
        filled.append(one)
        reasons += contradictions
    return filled, reasons


class _Reader:
    """Collects what each reviewer says, row by row."""

    def __init__(self, evaluation: Evaluation, reviewer: str) -> None:
        frame = evaluation.excerpts()
        self.texts: dict[str, str] = dict(zip(frame["excerpt_id"], frame["text"], strict=True))
        self.moved = moves_of_excerpts(evaluation.store)
        self.book, self.reviewer = evaluation.codebook, reviewer
        self.current = {code.id for code in self.book.codes}
        self.names = CodeNames.of_names({code.id: code.name for code in self.book.codes})
        self.words: dict[str, list[Word]] = {}
        self.notes: dict[str, dict[str, list[str]]] = {}
        self.present: dict[str, set[str]] = {}
        self.versions: dict[str, set[str]] = {}

    def read(self, row: Row) -> None:
        """Take in one row. Raises Unclear with the reason where it cannot be read."""
        if acting := [name for name in row.acting if name in (*_YOURS, "excerpt_id", "code_id")]:
            raise Unclear(f"a formula or an error stands in '{acting[0]}'")
        if row["status"] == CONTINUED or not any(row[name] for name in _SAID):
            return
        excerpt = self.moved.get(row["excerpt_id"], row["excerpt_id"])
        if row["excerpt_id"] and not excerpt:  # of somebody who has withdrawn since
            return
        who = row["reviewer"] or self.reviewer
        row = row.with_text("excerpt_id", excerpt)
        if not who:
            raise Unclear("nobody is named under 'reviewer'; add --reviewer NAME for such rows")
        if excerpt not in self.texts:
            raise Unclear("its excerpt is not in this evaluation, or no longer")
        if not _alike(row["excerpt"], self.texts[excerpt]):
            raise Unclear("its text is not that of its excerpt: were only some columns sorted?")
        self.present.setdefault(who, set()).add(excerpt)
        self.versions.setdefault(who, set()).add(row["codebook version"])
        self.words.setdefault(who, []).extend(self._words(row))
        if row["note"]:
            self.notes.setdefault(who, {}).setdefault(excerpt, []).append(row["note"])

    def _words(self, row: Row) -> Iterator[Word]:
        verdict = answer_of(row["your decision"], VERDICTS, "your decision")
        direction = answer_of(row["your direction"], DIRECTIONS, "your direction")
        other = self.names.id_of(row["other code"], "other code")
        if direction and not other and verdict != "accept":
            raise Unclear("'your direction' is filled in for a code that is not accepted")
        if verdict:
            if not row["code_id"]:
                raise Unclear("nothing is suggested in it to decide about; fill in 'other code'")
            toward = (direction or row["direction"]) if verdict == "accept" else ""
            yield self._word(row, row["code_id"], cast(Verdict, verdict), toward)
        if other:
            yield self._word(row, other, "accept", "" if verdict == "accept" else direction)

    def _word(self, row: Row, code: str, verdict: Verdict, direction: str) -> Word:
        if code not in self.current:
            raise Unclear("its code is not in the codebook, or no longer")
        if direction not in ("", *DIRECTIONS):
            raise Unclear("'direction' is not as it was handed out")
        shown = _number(row["probability"]) if code == row["code_id"] else None
        toward = cast(Direction, direction)
        return Word(row.number, row["excerpt_id"], code, verdict, toward, shown)

    def filled(self, who: str) -> tuple[Filled, list[str]]:
        """What one reviewer says, and where they contradict themselves."""
        words, contradictions = agreed(self.words.get(who, []))
        notes = self.notes.get(who, {})
        versions = self.versions[who] - {""}
        version = versions.pop() if len(versions) == 1 else self.book.version
        sheet_id = content_hash(f"coded excerpts {who}".encode())[:10]
        made_with = self.book.hash if version == self.book.version else ""
        present = frozenset(self.present[who])
        told: Mapping[str, str] = {e: "\n".join(dict.fromkeys(said)) for e, said in notes.items()}
        return (
            Filled(
                sheet_id,
                who,
                version,
                made_with,
                present,
                tuple(words),
                notes=told,
                complete=False,
            ),
            contradictions,
        )


def _number(text: str) -> float | None:
    found = pd.to_numeric(text, errors="coerce")
    return None if pd.isna(found) else float(found)


def _alike(cell: str, text: str) -> bool:
    """Whether a cell shows this excerpt, or a piece of it, whatever names are hidden by now."""
    shown, said = (
        [word for word in _WORD.findall(each.casefold()) if not word.startswith("[")]
        for each in (cell, text)
    )
    if not shown:
        return not said or not cell
    return sum(word in set(said) for word in shown) >= _LEAST_ALIKE * len(shown)
