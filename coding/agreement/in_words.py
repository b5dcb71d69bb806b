"""Agreement for people to read: lines of text for a terminal, and the same figures as CSV.

No figure is called good or bad: published rules for that differ, and none knows what is at stake.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from coding.agreement.agreement import DIRECTION, PRESENCE
from coding.agreement.judged_blind import BlindShare
from corpora.spreadsheets.cells import csv_of

NAMES = {
    "share agreed": "agreed",
    "kappa": "kappa",
    "cohen": "Cohen's kappa",
    "fleiss": "Fleiss' kappa",
    "krippendorff": "Krippendorff's alpha",
    "gwet": "Gwet's AC1",
}
_HEADINGS = {
    PRESENCE: ("excerpts", "all", "some", "none"),
    DIRECTION: ("codings", "same", "other"),
}
_COUNTED = {
    PRESENCE: ("excerpts", "by_all", "by_some", "by_none"),
    DIRECTION: ("judgements", "by_all", "by_some"),
}
ASKED = {PRESENCE: "Is the code there?", DIRECTION: "Which direction, where both found the code?"}
MOST_MISTAKEN = 10

NOTHING_YET = (
    "There is nothing to compare yet: no excerpt was judged blind, and finished, by two people.",
    "Hand the same excerpts out to two, for instance: heard sheet out --blind --reviewer NAME",
)
LEGEND = (
    "What the figures say",
    "  agreed               How often the same was said. Most codes are absent from most excerpts,",
    "                       so people who code at random agree often as well.",
    "  kappa, alpha, AC1    Agreement beyond chance, as three schools reckon chance. 1: always the",
    "                       same. 0: as much as chance would bring. Below 0: less than that.",
    "  (0.41 to 0.73)       The 95 % interval: where the figure might lie for other excerpts of",
    "                       the same kind. A wide one says that there are too few excerpts.",
    "  all, some, none      How often everybody found the code, only some, nobody: by code in how",
    "                       many excerpts; over all codes each excerpt counts once a code.",
    "                       Codes that nobody found are left out of 'All codes'.",
)


def agreement_lines(
    measured: pd.DataFrame,
    confused: pd.DataFrame,
    share: BlindShare,
    names: Mapping[str, str],
) -> Iterator[str]:
    """What agreement comes to, as lines of text; `names` are those of codes by their ids.

    Of every company of reviewers the figures over all codes, and of the largest those by code.
    """
    if not measured["excerpts"].any():
        yield from NOTHING_YET
        return
    yield "Agreement of people who coded without seeing suggestions or each other's codings"
    yield from _versions(share)
    reasons: dict[str, int] = {}
    for on in (PRESENCE, DIRECTION):
        yield from _overall(measured[measured["on"] == on], on, reasons)
    yield from _by_code(measured, names, reasons)
    yield from _mistaken(confused, names)
    yield from ("", *(f"[{number}] {reason}." for reason, number in reasons.items()))
    yield from ("", *LEGEND)


def _versions(share: BlindShare) -> Iterator[str]:
    mixed = sum(len(set(row) - {""}) > 1 for row in share.versions)
    if mixed:
        yield (
            f"Note: {mixed} of the excerpts were judged with different versions of the codebook, "
            "in which a code may mean something else."
        )


def _overall(rows: pd.DataFrame, on: str, reasons: dict[str, int]) -> Iterator[str]:
    """The table of all codes together: a line for each company that has judged something."""
    yield from ("", ASKED[on])
    for kinds in (("group", "pair"), ("machine",)):
        chosen = rows[rows["kind"].isin(kinds) & (rows["code_id"] == "") & (rows["excerpts"] > 0)]
        if not chosen.empty:
            yield from _table(chosen, "reviewers", on, reasons, {})


def _by_code(
    measured: pd.DataFrame, names: Mapping[str, str], reasons: dict[str, int]
) -> Iterator[str]:
    """The table of the largest company's agreement on each code that one of them found."""
    there = measured[(measured["on"] == PRESENCE) & (measured["excerpts"] > 0)]
    first = there.iloc[0]["reviewers"]
    rows = there[(there["reviewers"] == first) & (there["code_id"] != "")]
    found = rows[rows["by_all"] + rows["by_some"] > 0]
    if found.empty:
        return
    yield from ("", f"{ASKED[PRESENCE]} By code: {first}")
    yield from _table(found, "code_id", PRESENCE, reasons, names)
    left = rows["code_id"].nunique() - found["code_id"].nunique()
    if left:
        yield f"  and {left} codes that none of them found"


def _table(
    rows: pd.DataFrame, by: str, on: str, reasons: dict[str, int], names: Mapping[str, str]
) -> Iterator[str]:
    return _aligned(cells(rows, by, on, reasons, names), len(_HEADINGS[on]))


def cells(
    rows: pd.DataFrame, by: str, on: str, reasons: dict[str, int], names: Mapping[str, str]
) -> list[list[str]]:
    """A table's headings and rows as people read them: by what, counts, one figure a measure.

    `rows` are of one question `on`; `by` is "reviewers" or "code_id", whose `names` are shown.
    `reasons` gathers why figures are not defined, each with the number that stands in the cell.
    """
    kappas = ["kappa" if name in ("cohen", "fleiss") else name for name in rows["measure"]]
    headings = ["", *_HEADINGS[on], *(NAMES[name] for name in dict.fromkeys(kappas))]
    table = [headings]
    for key, of_key in rows.groupby(by, sort=False):
        first = of_key.iloc[0]
        counts = [str(first[name]) for name in _COUNTED[on]]
        figures = [_figure(row, reasons) for _, row in of_key.iterrows()]
        table.append([names.get(str(key), str(key)), *counts, *figures])
    return table


def _figure(row: "pd.Series[Any]", reasons: dict[str, int]) -> str:
    share = row["measure"] == "share agreed"
    note = ""
    if row["note"]:
        note = f" [{reasons.setdefault(row['note'], len(reasons) + 1)}]"
    if pd.isna(row["value"]):
        return f"not defined{note}"
    told = _number(row["value"], share)
    if not pd.isna(row["low"]):
        low, high = (_number(row[end], share).removesuffix(" %") for end in ("low", "high"))
        told += f" ({low} to {high})"
    return told + note


def _number(value: float, share: bool) -> str:
    if not share:
        return f"{round(value, 2) + 0.0:.2f}"
    rounded = round(100 * value)
    return "> 99 %" if rounded == 100 and value < 1 else f"{rounded} %"


def _aligned(table: Sequence[Sequence[str]], counts: int) -> Iterator[str]:
    """The rows with columns under each other; the `counts` after the first to the right."""
    widths = [max(len(row[at]) for row in table) for at in range(len(table[0]))]
    for row in table:
        cells = [
            cell.rjust(width) if 1 <= at <= counts else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  " + "  ".join(cells).rstrip()


def _mistaken(confused: pd.DataFrame, names: Mapping[str, str]) -> Iterator[str]:
    if confused.empty:
        return
    yield ""
    yield "Codes that stood in for each other: one person found the one, another the other instead"
    for _, row in confused.head(MOST_MISTAKEN).iterrows():
        one, other = (names.get(row[at], row[at]) for at in ("code_id", "other_code_id"))
        yield f"  {row['excerpts']:>5}  {one} / {other}"


def agreement_csv(frame: pd.DataFrame, names: Mapping[str, str]) -> bytes:
    """A frame as CSV for spreadsheets, with the codes' names beside their ids."""
    ids = [name for name in frame.columns if name.endswith("code_id")]
    headings = [*frame.columns, *(name.replace("code_id", "code") for name in ids)]
    told = (
        [*row, *(names.get(row[name], row[name]) for name in ids)] for _, row in frame.iterrows()
    )
    return csv_of([headings, *([None if pd.isna(cell) else cell for cell in row] for row in told)])
