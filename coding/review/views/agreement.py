"""What the page Agreement shows: figures with intervals and counts, in tables for people to read."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from coding.agreement.agreement import DIRECTION, PRESENCE
from coding.agreement.in_words import ASKED, MOST_MISTAKEN, cells
from coding.agreement.overall import FEWEST_BLIND


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table of text. `counts` is how many columns after the first hold whole numbers."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    counts: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """Everything on the page. `reasons` say why a figure is not defined, from 1 on.

    `companies` are those by whom the codes can be shown, `company` is the one that is. `most` is
    how many excerpts any of them have in common.
    """

    people: tuple[TextTable, ...]
    machine: tuple[TextTable, ...]
    by_code: tuple[TextTable, ...]
    mistaken: tuple[tuple[str, str, int], ...]
    reasons: tuple[str, ...]
    companies: tuple[str, ...]
    company: str
    most: int

    @property
    def empty(self) -> bool:
        """Whether too little was judged blind by two to show a figure."""
        return not (self.people or self.machine)


_COUNTS = {PRESENCE: 4, DIRECTION: 3}


def agreement_page(
    measured: pd.DataFrame, confused: pd.DataFrame, names: Mapping[str, str], company: str = ""
) -> Agreement:
    """The page from the frames of `coding.agreement.agreement`; `company` is whose codes to show."""
    reasons: dict[str, int] = {}
    compared = measured[measured["excerpts"] >= FEWEST_BLIND]
    companies = tuple(dict.fromkeys(compared["reviewers"]))
    company = company if company in companies else next(iter(companies), "")
    people = _overall(compared, ("group", "pair"), reasons)
    machine = _overall(compared, ("machine",), reasons)
    by_code = _by_code(compared[compared["reviewers"] == company], names, reasons)
    mistaken = [
        (names.get(a, a), names.get(b, b), int(many))
        for a, b, many in confused.head(MOST_MISTAKEN).itertuples(index=False)
    ]
    most = int(measured["excerpts"].max()) if len(measured) else 0
    return Agreement(
        people, machine, by_code, tuple(mistaken), tuple(reasons), companies, company, most
    )


def _overall(
    compared: pd.DataFrame, kinds: tuple[str, ...], reasons: dict[str, int]
) -> tuple[TextTable, ...]:
    rows = compared[compared["kind"].isin(kinds) & (compared["code_id"] == "")]
    return tuple(
        _table(rows[rows["on"] == on], "reviewers", on, "Who", reasons, {})
        for on in (PRESENCE, DIRECTION)
        if (rows["on"] == on).any()
    )


def _by_code(
    rows: pd.DataFrame, names: Mapping[str, str], reasons: dict[str, int]
) -> tuple[TextTable, ...]:
    """Each code that one of them found; the others say nothing."""
    found = rows[(rows["code_id"] != "") & (rows["by_all"] + rows["by_some"] > 0)]
    return tuple(
        _table(found[found["on"] == on], "code_id", on, "Code", reasons, names)
        for on in (PRESENCE, DIRECTION)
        if (found["on"] == on).any()
    )


def _table(
    rows: pd.DataFrame,
    by: str,
    on: str,
    first: str,
    reasons: dict[str, int],
    names: Mapping[str, str],
) -> TextTable:
    (_, *headings), *told = cells(rows, by, on, reasons, names)
    return TextTable(ASKED[on], (first, *headings), tuple(tuple(row) for row in told), _COUNTS[on])
