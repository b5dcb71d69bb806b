"""A review sheet read back: all of it counts, or nothing does and every reason is named.

Known and refused: a row that was altered or mixed up, one that is there twice, one of another
sheet; a sheet of another evaluation; codes that are not in the codebook; a formula, merged cells.
Known and harmless: rows sorted or taken out, a sheet copied or read again, a codebook that has
changed since (the codes whose meaning is another now are named). Text is compared, never kept.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from codebooks.codebook import DIRECTIONS, Direction
from coding.decisions.moved import moves_of_excerpts
from coding.decisions.record import Verdict, append_all
from coding.evaluation.evaluation import Evaluation
from coding.sheets.cell_answers import CodeNames, Unclear, answer_of, is_yes
from coding.sheets.coded_excerpts_back import SHEET as CODED_SHEET
from coding.sheets.coded_excerpts_back import coded_excerpts, is_coded_excerpts
from coding.sheets.coded_excerpts_columns import VERDICTS
from coding.sheets.filled import Filled, Word, agreed, news
from coding.sheets.review_sheet import HandedSheet, handed_out, meaning, row_key
from coding.sheets.review_sheet_pages import (
    DIRECTED,
    DONE,
    GRADE,
    PAGE,
    UNSURE,
    code_columns,
    columns,
)
from corpora.errors import InputError
from corpora.files import shown
from corpora.spreadsheets.filled_in import Row, Table, read_filled_in, refused

_KEY = re.compile(r"([0-9a-f]{10})\.(\d+)\.[0-9a-f]{10}")


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What came of a sheet: `kept` is new in the record. `look_again` counts the codings of codes
    whose meaning has changed since the sheet was made, by the code's id."""

    reviewers: tuple[str, ...]
    blind: bool
    decisions: int
    excerpts: int
    finished: int
    kept: int
    version: str
    look_again: Mapping[str, int]
    notes: int = 0

    @property
    def says_nothing(self) -> bool:
        """Whether nothing at all is filled in, and nothing of before was taken back by that."""
        return not (self.decisions or self.finished or self.notes or self.kept)


def read_sheet(evaluation: Evaluation, path: Path, at: str, reviewer: str = "") -> ReadBack:
    """Keep what a sheet says, in one transaction; `at` is UTC in ISO 8601.

    `reviewer` says who filled in rows of the coded excerpts that name nobody. Raises InputError
    with the rows that cannot be read, and keeps nothing then.
    """
    filled, look_again = understood(evaluation, path, reviewer)
    decided, remarked = evaluation.decisions(), evaluation.remarks()
    said = [each for one in filled for each in news(one, decided, remarked, at)]
    words = [word for one in filled for word in one.words]
    return ReadBack(
        reviewers=tuple(one.reviewer for one in filled),
        blind=any(one.blind for one in filled),
        decisions=len(words),
        excerpts=len({word.excerpt_id for word in words}.union(*(one.finished for one in filled))),
        finished=sum(len(one.finished) for one in filled),
        kept=append_all(evaluation.store, said),
        version=filled[0].version if filled else "",
        look_again=look_again,
        notes=sum(len(one.notes) for one in filled),
    )


def understood(
    evaluation: Evaluation, path: Path, reviewer: str = ""
) -> tuple[list[Filled], dict[str, int]]:
    """What a sheet says, by reviewer, and how many codings of which codes to look at again.

    Keeps nothing. Raises InputError with the rows that cannot be read.
    """
    table = read_filled_in(path, (PAGE, CODED_SHEET))
    look_again: dict[str, int] = {}
    if is_coded_excerpts(table):
        filled, reasons = coded_excerpts(evaluation, table, reviewer)
    else:
        handed, sheet_id = _handed(evaluation, table, path.name)
        one, reasons = _Reader(evaluation, handed, sheet_id).read(table)
        filled, look_again = [one], _look_again(evaluation, handed, one)
    if reasons:
        raise refused(path.name, reasons)
    return filled, look_again


def _look_again(evaluation: Evaluation, handed: HandedSheet, filled: Filled) -> dict[str, int]:
    now = {code.id: meaning(code) for code in evaluation.codebook.codes}
    changed = Counter(
        word.code_id for word in filled.words if now.get(word.code_id) != handed.codes[word.code_id]
    )
    return dict(sorted(changed.items()))


def _handed(evaluation: Evaluation, table: Table, name: str) -> tuple[HandedSheet, str]:
    """The record of the sheet that most rows say they are of, and its id."""
    ids = Counter(found[1] for row in table.rows if (found := _KEY.fullmatch(row["row"])))
    if not ids:
        raise InputError(
            "this is no sheet of felt-heard's: no row has its id in the column 'row'",
            where=shown(name),
            remedy="Hand it out anew with: heard sheet out --reviewer NAME",
        )
    sheet_id = ids.most_common(1)[0][0]
    handed = handed_out(evaluation, sheet_id)
    if handed is None:
        raise InputError(
            f"this evaluation never handed out the sheet {sheet_id}",
            where=shown(name),
            remedy="Read it into the evaluation that it is from.",
        )
    return handed, sheet_id


class _Reader:
    """Reads the rows of one sheet; collects what they say, and why some cannot be read."""

    def __init__(self, evaluation: Evaluation, handed: HandedSheet, sheet_id: str) -> None:
        self.handed, self.sheet_id = handed, sheet_id
        self.known = set(evaluation.excerpts()["excerpt_id"])
        self.moved = moves_of_excerpts(evaluation.store)
        self.current = {code.id for code in evaluation.codebook.codes}
        self.names = CodeNames.of_names(handed.names)
        self.pairs = [(c.name, d.name) for c, d in code_columns(handed.blind)]
        self.yours = [column.name for column in columns(handed.blind) if column.yours]

    def read(self, table: Table) -> tuple[Filled, list[str]]:
        """What the sheet says, and the reasons for which it cannot be kept."""
        reasons = [*table.problems, *self._headings(table)]
        if reasons:
            return self._filled([], set(), {}, set()), reasons
        words: list[Word] = []
        seen: dict[str, int] = {}
        finished, present, notes = set(), set(), dict[str, list[str]]()
        for row in table.rows:
            if fault := self._fault(row, seen):
                reasons.append(f"row {row.number}: {fault}")
                continue
            seen[row["row"]] = row.number
            excerpt = self.moved.get(row["excerpt_id"], row["excerpt_id"])
            if not excerpt:  # of somebody who has withdrawn since
                continue
            row = row.with_text("excerpt_id", excerpt)
            present.add(excerpt)
            try:
                words += self._words(row)
                if is_yes(row[DONE], DONE):
                    finished.add(row["excerpt_id"])
            except Unclear as fault:
                reasons.append(f"row {row.number}: {fault}")
            if row["note"]:
                notes.setdefault(row["excerpt_id"], []).append(row["note"])
        single, contradictions = agreed(words)
        if not self.handed.every:
            single += self._absent(single, finished)
            finished = set()
        told = {excerpt: "\n".join(dict.fromkeys(said)) for excerpt, said in notes.items()}
        return self._filled(single, finished, told, present), [*reasons, *contradictions]

    def _headings(self, table: Table) -> Iterator[str]:
        for column in columns(self.handed.blind):
            there = table.headings.count(column.name)
            # Sheets that were handed out before there were grades come back as well.
            if there != 1 and column.name != GRADE:
                how = "is missing" if there == 0 else f"is there {there} times"
                yield f"row 1: the column '{column.name}' {how}"

    def _fault(self, row: Row, seen: Mapping[str, int]) -> str:
        """Why a row is not one of this sheet as it was handed out, "" where it is."""
        if acting := [name for name in row.acting if name in (*self.yours, "row", "excerpt_id")]:
            return f"a formula or an error stands in '{acting[0]}'"
        found = _KEY.fullmatch(row["row"])
        if not found:
            return "its id in the column 'row' is missing or was changed"
        if found[1] != self.sheet_id:
            return "it belongs to another sheet"
        if row["row"] in seen:
            return f"it is there already, as row {seen[row['row']]}"
        kept = [row[name] for name in ("excerpt_id", "code_id", "its direction", "probability")]
        if row_key(self.sheet_id, found[2], row["excerpt"], *kept) != row["row"]:
            return "its text or its ids are not those that were handed out"
        if self.moved.get(row["excerpt_id"], row["excerpt_id"]) not in self.known | {""}:
            return "its excerpt is no longer in the evaluation; take the row out of the file"
        return ""

    def _words(self, row: Row) -> Iterator[Word]:
        if not self.handed.blind:
            yield from self._verdict(row)
        for code_column, direction_column in self.pairs:
            code = self.names.id_of(row[code_column], code_column)
            told = answer_of(row[direction_column], DIRECTED, direction_column)
            if told and not code:
                raise Unclear(f"'{direction_column}' has no code beside it in '{code_column}'")
            if code:
                unsure = told == UNSURE
                verdict: Verdict = "not sure" if unsure else "accept"
                yield self._word(row, code, verdict, "" if unsure else told)

    def _verdict(self, row: Row) -> Iterator[Word]:
        """What a row says about the code that is suggested in it."""
        verdict = answer_of(row["decision"], VERDICTS, "decision")
        direction = answer_of(row["direction"], DIRECTIONS, "direction")
        if not verdict and not direction:
            return
        if not row["code_id"]:
            raise Unclear("nothing is suggested in it; choose a code under 'missing code 1'")
        if not verdict:
            raise Unclear("'direction' is filled in and 'decision' is not")
        toward = (direction or row["its direction"]) if verdict == "accept" else ""
        yield self._word(row, row["code_id"], cast(Verdict, verdict), toward)

    def _word(self, row: Row, code: str, verdict: Verdict, direction: str) -> Word:
        if code not in self.current:
            raise Unclear(f"the code {code} is no longer in the codebook")
        offered = code == row["code_id"] and bool(row["probability"])
        probability = float(row["probability"]) if offered else None
        toward = cast(Direction, direction)
        return Word(row.number, row["excerpt_id"], code, verdict, toward, probability)

    def _absent(self, words: Sequence[Word], finished: set[str]) -> list[Word]:
        """Where only some codes were asked about, "done" rejects those of them that were not found."""
        told = {(word.excerpt_id, word.code_id) for word in words}
        return [
            Word(0, excerpt, code, "reject")
            for excerpt in sorted(finished)
            for code in self.handed.codes
            if code in self.current and (excerpt, code) not in told
        ]

    def _filled(
        self, words: list[Word], finished: set[str], notes: dict[str, str], present: set[str]
    ) -> Filled:
        handed = self.handed
        return Filled(
            self.sheet_id,
            handed.reviewer,
            handed.version,
            handed.hash,
            frozenset(present),
            tuple(words),
            frozenset(finished),
            notes,
            handed.blind,
            handed.drawn,
            handed.chance,
        )
