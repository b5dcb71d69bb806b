"""The two reports of a run, for the tests of what both give away together."""

import random
from collections.abc import Iterable
from dataclasses import replace

from invented import CODEBOOK, about
from solver_attack import Reader

from coding.findings.counted import PEOPLE
from coding.findings.disclosure.small_numbers import MOST, Figure, Key, Whole, least_shown, width
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
            case (_, "pair", *_, earlier, later, _):
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
    page, counts, least = printed(choice, counted), counts_of(counted), least_shown(threshold)
    reader = Reader()
    reader.reads("run", page, wholes_of(counted), threshold, columns_of(page))
    out = []
    for key, figure in page.items():
        if figure.value is None:
            low, high = reader.works_out("run", key)
            own = 0 < counts[key] < least or figure.text == MOST
            if high - low + 1 < (width(least) if own else 2):
                out.append(key)
    return out
