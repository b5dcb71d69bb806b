"""A sheet for one reviewer: which excerpts are on it, and the record of what was handed out.

What counts when a sheet comes back is that record, not the file: who it was for, if it was blind,
which codebook it was made with. The id of a row holds a checksum of all that the row showed, its
text too, so that a row whose parts were mixed up is recognised.
"""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from codebooks.codebook import Code
from coding.decisions.record import Drawn
from coding.evaluation import tables
from coding.evaluation.database import insert
from coding.evaluation.evaluation import Evaluation
from coding.reviewers.assignments import assignments
from coding.reviewers.blinding import (
    blinded,
    finished,
    given_blind,
    seen_openly,
    unblinded,
)
from coding.reviewers.drawing import by_lot
from corpora.errors import InputError
from corpora.files import content_hash
from corpora.spreadsheets.cells import fitting

LOT = "lot "


@dataclass(frozen=True, slots=True)
class HandedSheet:
    """What is known of a sheet that was handed out.

    `codes` maps the ids offered to a hash of their meaning at the time, `names` to their names;
    `every` says that they were the whole codebook.
    """

    reviewer: str
    blind: bool
    version: str
    hash: str
    codes: Mapping[str, str]
    names: Mapping[str, str]
    every: bool
    excerpts: tuple[str, ...]
    drawn: Drawn = ""
    chance: float | None = None

    @property
    def id(self) -> str:
        """The same for the same sheet handed to the same person: ten hexadecimal digits."""
        told = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)
        return content_hash(told.encode("utf-8", "surrogatepass"))[:10]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: an excerpt as it may be shown, and a suggestion for it or none.

    `offered` are all codes (ids) to choose from, those that are likely or could fit first.
    """

    number: int
    excerpt_id: str
    source: str
    seconds: float | None
    pseudonym: str
    context: str
    text: str
    code_id: str = ""
    direction: str = ""
    evidence: str = ""
    probability: float | None = None
    offered: tuple[str, ...] = ()

    def key(self, sheet_id: str) -> str:
        """The id of the row in a sheet."""
        shown = (self.excerpt_id, self.code_id, self.direction, probability_text(self.probability))
        return row_key(sheet_id, str(self.number), fitting(self.text), *shown)


def row_key(sheet_id: str, number: str, text: str, *shown: str) -> str:
    """The id of a row: sheet, number, and a checksum of these and of what else the row shows."""
    told_of = json.dumps([sheet_id, number, comparable(text), *shown])
    return f"{sheet_id}.{number}.{content_hash(told_of.encode())[:10]}"


def probability_text(probability: float | None) -> str:
    """A probability as a sheet holds it: three places, "" for none."""
    return "" if probability is None else f"{probability:.3f}"


def comparable(text: str) -> str:
    """`text` as it can be compared after other programs have had it: no spaces, no line breaks."""
    return re.sub(r"\s|_x000D_", "", unicodedata.normalize("NFC", text)).removeprefix("'")


def meaning(code: Code) -> str:
    """A hash of what a code means: another one where its words are others."""
    means = [code.definition, code.include, code.exclude]
    shown = [[example.text for example in code.examples]]
    shown += [[example.text for example in code.counter_examples]]
    return content_hash(json.dumps([means, shown]).encode())[:12]


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """Which excerpts to hand out: the number drawn at random, those assigned, or all that are left."""

    blind: bool = False
    codes: tuple[str, ...] = ()
    number: int | None = None
    assigned: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """The excerpts chosen (rows of the excerpts' frame) and how many were left out, by reason."""

    excerpts: pd.DataFrame
    left_out: tuple[tuple[str, int], ...]
    drawn: Drawn = ""
    chance: float | None = None


def choose_excerpts(evaluation: Evaluation, reviewer: str, choice: SheetChoice) -> Chosen:
    """The excerpts for a reviewer: not those they have finished, nor those they may not see so.

    What somebody has seen with suggestions cannot be judged blind any more; what is assigned to
    them blind is not shown with suggestions. A random draw takes the same excerpts for everybody.
    """
    excerpts = evaluation.excerpts()
    with evaluation.store.reading() as connection:
        if choice.assigned:
            theirs = _assigned(connection, reviewer, choice.blind)
            excerpts = excerpts[excerpts["excerpt_id"].isin(theirs)]
        reasons = _reasons(connection, reviewer, choice.blind)
    pool, left_out = _without(excerpts, reasons)
    if choice.number is None or choice.number >= len(pool):
        return Chosen(pool, left_out)
    taken = by_lot(pool["excerpt_id"], LOT)[: choice.number]
    chance = round(choice.number / len(pool), 6)
    return Chosen(pool[pool["excerpt_id"].isin(taken)], left_out, "random", chance)


def _assigned(connection: Connection, reviewer: str, blind: bool) -> frozenset[str]:
    """What a reviewer was given to code blind, or may be shown openly of what they were given."""
    if blind:
        return given_blind(connection, reviewer)
    given = {each.excerpt_id for each in assignments(connection, reviewer)}
    return frozenset(given - blinded(connection, reviewer))


def _reasons(
    connection: Connection, reviewer: str, blind: bool
) -> tuple[tuple[str, frozenset[str]], ...]:
    """Why excerpts are left out of a sheet, each reason with its excerpts."""
    if blind:
        seen = seen_openly(connection, reviewer) | unblinded(connection, reviewer)
        not_theirs = ("seen before with suggestions", seen)
    else:
        not_theirs = ("assigned to be judged blind", blinded(connection, reviewer))
    return ("finished", finished(connection, reviewer)), not_theirs


def _without(
    excerpts: pd.DataFrame, reasons: Sequence[tuple[str, frozenset[str]]]
) -> tuple[pd.DataFrame, tuple[tuple[str, int], ...]]:
    left_out = []
    for reason, ids in reasons:
        out = excerpts["excerpt_id"].isin(ids)
        if out.any():
            left_out.append((reason, int(out.sum())))
        excerpts = excerpts[~out]
    return excerpts, tuple(left_out)


def worked_out(
    evaluation: Evaluation, reviewer: str, choice: SheetChoice
) -> tuple[HandedSheet, list[SheetRow], Chosen]:
    """A sheet for a reviewer, its rows and what was chosen for it; nothing is kept.

    Raises InputError for an unknown code, or where nothing is left to hand out.
    """
    offered = codes_offered(evaluation, choice.codes)
    chosen = choose_excerpts(evaluation, reviewer, choice)
    if chosen.excerpts.empty:
        raise InputError(
            "there is no excerpt left to hand out",
            where=f"--reviewer {reviewer}",
            remedy="They have finished all, or none is assigned to them; see: heard agree",
        )
    book = evaluation.codebook
    handed = HandedSheet(
        reviewer,
        choice.blind,
        book.version,
        book.hash,
        {code.id: meaning(code) for code in offered},
        {code.id: code.name for code in offered},
        len(offered) == len(book.codes),
        tuple(chosen.excerpts["excerpt_id"]),
        chosen.drawn,
        chosen.chance,
    )
    rows = _rows(
        evaluation, chosen.excerpts, {} if choice.blind else _suggested(evaluation, handed)
    )
    return handed, rows if choice.blind else _with_choices(evaluation, handed, rows), chosen


def _with_choices(
    evaluation: Evaluation, handed: HandedSheet, rows: Sequence[SheetRow]
) -> list[SheetRow]:
    """The rows with what to choose from in each: its likely codes, what could fit, then the rest."""
    first: dict[str, list[str]] = {row.excerpt_id: [] for row in rows}
    for row in rows:
        first[row.excerpt_id].append(row.code_id)
    listed = evaluation.could_fit()
    for excerpt, code in zip(listed["excerpt_id"], listed["code_id"], strict=True):
        if excerpt in first:
            first[excerpt].append(code)
    every = dict.fromkeys(handed.codes)
    order = {
        id: tuple(code for code in dict.fromkeys([*codes, *every]) if code in every)
        for id, codes in first.items()
    }
    return [replace(row, offered=order[row.excerpt_id]) for row in rows]


def codes_offered(evaluation: Evaluation, ids: Sequence[str]) -> list[Code]:
    """The codes with these ids, all without a choice. Raises InputError for an unknown one."""
    codes = {code.id: code for code in evaluation.codebook.codes}
    unknown = [id for id in ids if id not in codes]
    if unknown:
        raise InputError(
            f"'{unknown[0]}' is no code of the codebook",
            where="--codes",
            remedy=f"The codes are: {', '.join(codes)}.",
        )
    return [code for id, code in codes.items() if not ids or id in ids]


def _suggested(evaluation: Evaluation, handed: HandedSheet) -> dict[str, list[Mapping[Any, Any]]]:
    found: dict[str, list[Mapping[Any, Any]]] = {}
    for row in evaluation.suggestions().to_dict("records"):
        if row["code_id"] in handed.codes:
            found.setdefault(str(row["excerpt_id"]), []).append(row)
    for rows in found.values():
        rows.sort(key=lambda row: -row["probability"])
    return found


def _rows(
    evaluation: Evaluation, excerpts: pd.DataFrame, suggested: Mapping[str, list[Mapping[Any, Any]]]
) -> list[SheetRow]:
    """One row an excerpt and suggestion, one for an excerpt without; numbered from 1."""
    hide, made = evaluation.names().replace_in_path, []
    for row in excerpts.to_dict("records"):
        seconds = None if pd.isna(row["seconds"]) else float(row["seconds"])
        shown = SheetRow(
            0, row["excerpt_id"], hide(row["source"]), seconds, row["pseudonym"], row["context"],
            row["text"],
        )  # fmt: skip
        made += [
            replace(
                shown, code_id=each["code_id"], direction=each["direction"],
                evidence=row["text"][each["phrase_start"] : each["phrase_end"]],
                probability=float(each["probability"]),
            )
            for each in suggested.get(row["excerpt_id"], [])
        ] or [shown]  # fmt: skip
    return [replace(row, number=number) for number, row in enumerate(made, start=1)]


def keep_sheet(connection: Connection, handed: HandedSheet, at: str) -> None:
    """Keep the record of a sheet, the first time that it is handed out, and what it assigns."""
    if _record(connection, handed.id) is None:
        who = {"reviewer": handed.reviewer, "blind": handed.blind}
        kept = {"id": handed.id, **who, "record": json.dumps(asdict(handed)), "at": at}
        insert(connection, tables.sheets, [kept])
    if handed.blind:
        _assign(connection, handed, at)


def _assign(connection: Connection, handed: HandedSheet, at: str) -> None:
    known = {each.excerpt_id for each in assignments(connection, handed.reviewer)}
    fresh = [excerpt for excerpt in handed.excerpts if excerpt not in known]
    asked = {"reviewer": handed.reviewer, "blind": True, "reason": "share", "at": at}
    insert(connection, tables.assignments, [{"excerpt_id": id, **asked} for id in fresh])


def handed_out(evaluation: Evaluation, sheet_id: str) -> HandedSheet | None:
    """The record of a sheet, None where this evaluation never handed it out."""
    with evaluation.store.reading() as connection:
        record = _record(connection, sheet_id)
    if record is None:
        return None
    return HandedSheet(**{**record, "excerpts": tuple(record["excerpts"])})


def _record(connection: Connection, sheet_id: str) -> dict[str, Any] | None:
    s = tables.sheets
    kept = connection.execute(select(s.c.record).where(s.c.id == sheet_id)).scalar()
    record: dict[str, Any] | None = None if kept is None else json.loads(kept)
    return record
