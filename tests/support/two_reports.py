"""The two reports of a run, for the tests of what both give away together."""

import random
from collections.abc import Iterable
from dataclasses import replace

from invented import CODEBOOK, about
from solver_attack import Reader

from coding.findings.counted import PEOPLE
from coding.findings.disclosure.small_numbers import (
    MOST,
    NOT_SHOWN,
    Figure,
    Key,
    Whole,
    label_of,
    least_shown,
    width,
)
from coding.findings.figures import Choice, Counting, cell_of, counted_of
from coding.findings.further import Further
from coding.findings.material import Frames, read_excerpts, read_proposals


def coded(material: Frames, share: float, seed: int) -> Frames:
    """The same evaluation as people coded it who accepted about that share of what was suggested."""
    rng = random.Random(seed)
    kept = [rng.random() < share for _ in range(len(material.suggestions))]
    return replace(
        material, suggestions=material.suggestions[kept], proposals=material.proposals[:0]
    )


def countings(
    material: Frames, by_people: Frames, threshold: int = 5, further: Further | None = None
) -> list[Counting]:
    """What a run counts: for the report of suggestions and for that of codings."""
    return [
        Counting(
            read_excerpts(each),
            read_proposals(each),
            CODEBOOK,
            about(threshold=threshold, basis=basis),
            further=further if basis == "codings" else None,
        )
        for each, basis in ((material, "suggestions"), (by_people, "codings"))
    ]


def printed(choice: Choice, counted: Iterable[Counting]) -> dict[Key, Figure]:
    """Every count of people in all reports."""
    return {
        cell_of(counting, key): figure
        for counting, figures in zip(counted, choice.figures, strict=True)
        for key, figure in figures.shown.items()
        if key[0] not in ("item excerpts", "left out", "unlisted")
    }


def wholes_of(counted: Iterable[Counting]) -> list[Whole]:
    return [
        Whole(cell_of(c, w.total), tuple(cell_of(c, part) for part in w.parts), w.how)
        for c in counted
        for w in counted_of(c).wholes
    ]


def counts_of(counted: Iterable[Counting]) -> dict[Key, int]:
    return {
        cell_of(c, key): len(those) for c in counted for key, those in counted_of(c).by_key.items()
    }


def columns_of(keys: Iterable[Key]) -> dict[Key, Key]:
    """The column that a cell is a part of."""
    columns: dict[Key, Key] = {}
    for key in keys:
        match key:
            case (_, "theme group", _, group):
                columns[key] = ("group", group)
            case (_, "theme wave", _, wave):
                columns[key] = ("wave", wave)
            case (_, "finding" | "finding of groups", finding, _):
                columns[key] = ("finding of", finding)
            case (_, "finding group", _, group):
                columns[key] = ("group", group)
            case (_, "pair", *_, earlier, later, "both" | "only earlier" | "only later"):
                columns[key] = ("paired", earlier, later)
            case (_, "pair sum", *_, earlier, later, _):
                columns[key] = ("paired", earlier, later)
            case (
                _,
                "theme stance" | "theme" | "code" | "code direction" | "item" | "proposal",
                *_,
            ):
                columns[key] = PEOPLE
    return columns


def given_away(counted: list[Counting], choice: Choice, threshold: int) -> list[Key]:
    """The hidden numbers that whoever has both reports works out, or nearly."""
    counts, least = counts_of(counted), least_shown(threshold)
    page = dict.fromkeys(counts, Figure(None, NOT_SHOWN)) | printed(choice, counted)
    columns = columns_of(page)
    reader = Reader()
    reader.reads("run", page, wholes_of(counted), threshold, columns)
    out = []
    for key, figure in page.items():
        sum_ = key[1:2] == ("pair sum",) and _tells_of_some(counts, columns, key, least)
        if sum_ or (figure.value is None and not nowhere(key)):
            low, high = reader.works_out("run", key)
            own = sum_ or figure.text == MOST or (0 < counts[key] < least and not plain(key))
            if high - low + 1 < (width(least) if own else 2):
                out.append(key)
    return out


def nowhere(key: Key) -> bool:
    """Whether no report prints the count: by it others hang together."""
    kinds = ("heard in", "not paired", "theme says", "mixed says", "pair sum", "pair rest")
    return bool(set(key[:2]) & set(kinds))


def plain(key: Key) -> bool:
    """Whether it is a count of who was asked or read, which may be of a few."""
    return key[0] == "paired" or key[-1] in ("neither", "not comparable")


def _tells_of_some(counts: dict[Key, int], columns: dict[Key, Key], key: Key, least: int) -> bool:
    """Whether a sum that anybody can add up would be of a few, or of all but a few."""
    return label_of(counts[key], counts[columns[key]], least) is not None
